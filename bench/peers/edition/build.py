"""Builds with the benchmark's small templates, and only the kinds of pages it asks for.

    PYTHONPATH=ROOT python build.py CONTENT SITE
"""

from __future__ import annotations

import gc
import os
import sys

from edition.seal import Glance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_ASKED = {
    "plan_folios", "plan_months", "plan_years", "plan_archive", "plan_same_days", "plan_bylines",
    "plan_search", "plan_about", "plan_not_found", "plan_list_feeds", "plan_person_feeds", "plan_news_sitemap",
    "plan_robots", "plan_opensearch",
}
"""Planners by name. Why not those that are asked for: what the edition makes some day
beyond these shall count against it until somebody has looked."""


def ready(site: str) -> Iterator[object]:
    from edition import kept, pipeline

    yield pipeline
    yield from kept.recalled(site)


def main(content: str, site: str) -> None:
    """What the command does, step by step."""
    gc.disable()
    folders = content, f"{HERE}/templates", f"{HERE}/assets"
    with Glance(site, folders, ()) as glance:
        glance.while_looking(ready(site))
        if glance.again() is not None:
            return
        from pathlib import Path

        from edition import pipeline, plan
        from edition.config import load_config
        from edition.plan import feeds

        plan.PLANNERS = tuple(planner for planner in plan.PLANNERS if planner.__name__ not in NOT_ASKED)
        feeds.NEWEST = 20
        report = pipeline.build(load_config(Path(content), Path(site), Path(HERE), search=False), glance=glance)
        glance.leave(report.published.stamps, "")


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)  # as the command ends
