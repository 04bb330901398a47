"""Builds with the benchmark's small templates, and only the kinds of pages it asks for.

    PYTHONPATH=ROOT python build.py CONTENT SITE
"""

from __future__ import annotations

import sys
from pathlib import Path

from edition import pipeline, plan
from edition.config import load_config

NOT_ASKED = {
    "plan_folios", "plan_months", "plan_years", "plan_archive", "plan_same_days", "plan_bylines",
    "plan_search", "plan_about", "plan_not_found",
}
"""Planners by name. Why not those that are asked for: what the edition makes some day
beyond these shall count against it until somebody has looked."""


def main(content: str, site: str) -> None:
    plan.PLANNERS = tuple(planner for planner in plan.PLANNERS if planner.__name__ not in NOT_ASKED)
    pipeline.build(load_config(Path(content), Path(site), Path(__file__).parent, search=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
