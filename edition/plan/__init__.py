"""Which pages there are: one planner per kind, in the table PLANNERS.

A new kind of page is one view, one template and one planner in this table. Planners
are pure: they read a `Desk` and give pages to be, each with its view.
"""

from __future__ import annotations

from edition.config import Config
from edition.model import Edition
from edition.plan.articles import plan_articles, plan_images, plan_redirects, plan_withdrawn
from edition.plan.calendar import plan_archive, plan_months, plan_same_days, plan_years
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedPage, Planner, desk_for, site_view
from edition.plan.index import plan_people
from edition.plan.issues import plan_folios, plan_home, plan_issues
from edition.plan.lists import plan_lists
from edition.plan.people import plan_bylines, plan_persons
from edition.plan.service import plan_about, plan_not_found, plan_search
from edition.problems import EditionError, Problem

PLANNERS: tuple[Planner, ...] = (
    plan_home,
    plan_issues,
    plan_folios,
    plan_articles,
    plan_withdrawn,
    plan_images,
    plan_months,
    plan_years,
    plan_archive,
    plan_same_days,
    plan_lists,
    plan_persons,
    plan_bylines,
    plan_people,
    plan_search,
    plan_about,
    plan_not_found,
    plan_redirects,
)


def plan_pages(config: Config, edition: Edition, about: str = "") -> tuple[Planned, ...]:
    """Every page and file of the site but assets and search; raise EditionError where
    two would have one URL (or, on some disks, one file name)."""
    desk = desk_for(config, edition, about)
    planned: list[Planned] = []
    first: dict[str, Planned] = {}
    problems: list[Problem] = []
    for planner in PLANNERS:
        for page in planner(desk):
            other = first.setdefault(page.url.casefold(), page)
            if other is not page:
                message = f"would be published at {page.url}, which {other.source} already takes"
                problems.append(Problem(page.source, 0, message))
            planned.append(page)
    if problems:
        raise EditionError(*problems)
    return tuple(planned)


__all__ = ["PLANNERS", "Desk", "Planned", "PlannedFile", "PlannedPage", "plan_pages", "site_view"]
