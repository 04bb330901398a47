"""Builds with the benchmark's small templates, and only the kinds of pages it asks for.

    PYTHONPATH=ROOT python build.py CONTENT SITE
"""

from __future__ import annotations

import sys
from pathlib import Path

from edition import pipeline, plan
from edition.config import load_config

ASKED = {"plan_home", "plan_issues", "plan_articles", "plan_lists", "plan_persons", "plan_people"}
"""Planners by name."""


def main(content: str, site: str) -> None:
    chosen = tuple(planner for planner in plan.PLANNERS if planner.__name__ in ASKED)
    assert len(chosen) == len(ASKED), chosen
    plan.PLANNERS = chosen
    pipeline.build(load_config(Path(content), Path(site), Path(__file__).parent, search=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
