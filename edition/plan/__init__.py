"""Which pages there are: one planner per kind, in the table PLANNERS.

    Edition ── PLANNERS ─▶ Unit… (name, fingerprint) ── only those that are new ─▶ Planned… ─▶ pages

A new kind of page is one view, one template and one planner in this table. A planner is
pure: it cuts the edition into units, and says for each which values its pages are made
from. A unit that was made from equal values before need not be planned again, and one
article of decades changes a few units only.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.model import Edition
from edition.plan.articles import plan_articles, plan_withdrawn
from edition.plan.books import plan_books
from edition.plan.calendar import plan_archive, plan_months, plan_same_days, plan_years
from edition.plan.corrections import plan_corrections
from edition.plan.data import plan_data
from edition.plan.desk import Desk, Planned, PlannedFile, PlannedLater, PlannedPage, Planner, Unit, desk_for, site_view
from edition.plan.discovery import plan_news_sitemap, plan_opensearch, plan_robots, plan_sitemaps
from edition.plan.feeds import plan_feed, plan_list_feeds, plan_person_feeds
from edition.plan.index import plan_people
from edition.plan.issues import plan_folios, plan_home, plan_issues
from edition.plan.lists import plan_lists
from edition.plan.moved import plan_moved
from edition.plan.people import plan_bylines, plan_persons
from edition.plan.service import plan_about, plan_not_found, plan_search

PLANNERS: tuple[Planner, ...] = (
    plan_home,
    plan_issues,
    plan_folios,
    plan_articles,
    plan_withdrawn,
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
    plan_feed,
    plan_list_feeds,
    plan_person_feeds,
    plan_sitemaps,
    plan_news_sitemap,
    plan_robots,
    plan_opensearch,
    plan_corrections,
    plan_data,
    plan_books,
    plan_moved,
)


def plan_units(desk: Desk, edition: Edition) -> Iterator[Unit]:
    """Everything that the site holds but assets and search."""
    for planner in PLANNERS:
        yield from planner(desk, edition)


__all__ = [
    "PLANNERS", "Desk", "Planned", "PlannedFile", "PlannedLater", "PlannedPage", "Unit",
    "desk_for", "plan_units", "site_view",
]  # fmt: skip
