"""Builds with the benchmark's small templates, and only the kinds of pages it asks for.

    PYTHONPATH=ROOT python build.py CONTENT SITE
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from edition import seal

HERE = Path(__file__).parent
NOT_ASKED = {
    "plan_folios", "plan_months", "plan_years", "plan_archive", "plan_same_days", "plan_bylines",
    "plan_search", "plan_about", "plan_not_found", "plan_list_feeds", "plan_person_feeds", "plan_news_sitemap",
    "plan_robots", "plan_opensearch",
}
"""Planners by name. Why not those that are asked for: what the edition makes some day
beyond these shall count against it until somebody has looked."""


def ready(site: Path) -> Iterator[object]:
    from edition.pipeline import recalled

    yield recalled
    yield from recalled(site)


def main(content: Path, site: Path) -> None:
    """What the command does, step by step."""
    gc.disable()
    folders = tuple(map(str, (content, HERE / "templates", HERE / "assets")))
    seen = seal.look_beside(ready(site), site, folders, ())
    if seal.unchanged(site, seen):
        return
    from edition import pipeline, plan
    from edition.config import load_config
    from edition.plan import feeds

    plan.PLANNERS = tuple(planner for planner in plan.PLANNERS if planner.__name__ not in NOT_ASKED)
    feeds.NEWEST = 20
    pipeline.build(load_config(content, site, HERE, search=False), look=seen)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
    os._exit(0)  # as the command ends
