"""Which pages there are: one planner per kind, in the table PLANNERS.

    Edition ── PLANNERS ─▶ Unit… (name, fingerprint) ── only those that are new ─▶ Planned… ─▶ pages

A new kind of page is one view, one template and one planner in this table; where its pages
show any text of an article, the planner is named in WITH_TEXT too. A planner is pure: it cuts
the edition into units, and says for each which values its pages are made from. A unit that
was made from equal values before need not be planned again, and one article of decades
changes a few units only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from edition.model import Edition, Slip
from edition.plan.articles import plan_articles, plan_withdrawn
from edition.plan.books import plan_books
from edition.plan.calendar import plan_archive, plan_months, plan_same_days, plan_years
from edition.plan.corrections import plan_corrections
from edition.plan.data import plan_data
from edition.plan.desk import (
    Desk,
    Planned,
    PlannedFile,
    PlannedLater,
    PlannedPage,
    Planner,
    Unit,
    desk_for,
    recipe_for,
    site_view,
)
from edition.plan.discovery import plan_news_sitemap, plan_opensearch, plan_robots, plan_sitemaps
from edition.plan.feeds import plan_feed, plan_list_feeds, plan_person_feeds
from edition.plan.index import plan_people
from edition.plan.issues import plan_folios, plan_home, plan_issues
from edition.plan.known import Known, Reworded, decide
from edition.plan.lists import plan_lists, units_of_all_lists
from edition.plan.moved import plan_moved
from edition.plan.people import plan_bylines, plan_persons, units_of_all_in
from edition.plan.service import plan_about, plan_not_found, plan_search
from edition.values import replace

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


WITH_TEXT = frozenset(
    planner.__name__
    for planner in (
        plan_home, plan_issues, plan_folios, plan_articles, plan_withdrawn, plan_feed, plan_list_feeds,
        plan_corrections, plan_data, plan_books,
    )
)  # fmt: skip
"""Planners by name whose units hold texts. The units of all others are decided by faces."""


BY_NAMES: Mapping[str, Callable[[Slip], Iterable[str]]] = {
    "plan_lists": units_of_all_lists,
    "plan_persons": units_of_all_in,
    "plan_bylines": units_of_all_in,
    "plan_person_feeds": units_of_all_in,
    "plan_people": lambda article: (),
}
"""Planners by name whose units know of an article who and what it names, and which of their units know its words."""


def plan_units(
    desk: Desk, edition: Edition, *, behind: bool = False, reworded: Reworded | None = None
) -> tuple[Unit, ...]:
    """Everything that the site holds but assets and search; `behind`: `desk.known` is of faces of before."""
    faces = desk.known.faces
    files = reworded.files if reworded else frozenset()
    articles = (article for issue in edition.issues for article in issue.articles) if files else ()
    new_words = [article for article in articles if article.file in files]
    units: list[Unit] = []
    for planner in PLANNERS:
        name = planner.__name__
        if name in WITH_TEXT:
            units += planner(desk, edition)
        elif name in desk.known.units:
            known = _known_units(planner, desk, edition)
            # One that must be made all the same is not made from those faces: the next build compares it.
            units += [replace(unit, fingerprint=str) for unit in known] if behind else known
        else:
            found = [replace(unit, by_faces=name, faces=faces) for unit in planner(desk, edition)]
            if reworded and name in BY_NAMES:
                words = {unit for article in new_words for unit in BY_NAMES[name](article)}
                found = [unit if unit.name in words else replace(unit, faces=reworded.faces) for unit in found]
            units += found
    return tuple(units)


def remembered(known: Known, units: Iterable[Unit]) -> Known:
    """What is known, with the names of the units that the faces decided."""
    names: dict[str, list[str]] = {planner.__name__: [] for planner in PLANNERS if planner.__name__ not in WITH_TEXT}
    for unit in units:
        if unit.by_faces:
            names[unit.by_faces].append(unit.name)
    return replace(known, units={name: tuple(those) for name, those in names.items()})


def _known_units(planner: Planner, desk: Desk, edition: Edition) -> Iterator[Unit]:
    """The units that an earlier build planned, from the same faces or from faces whose turn
    comes with the next build; planned again only if somebody asks for more than their names.
    One that there isn't any more has no pages."""

    @cache
    def again() -> dict[str, Unit]:
        return {unit.name: unit for unit in planner(desk, edition)}

    own = planner.__name__
    for name in desk.known.units[own]:
        yield Unit(name, partial(_fingerprint, again, name), partial(_plan, again, name), own, desk.known.faces)


def _fingerprint(again: Callable[[], dict[str, Unit]], name: str) -> str:
    found = again().get(name)
    return found.fingerprint() if found else ""


def _plan(again: Callable[[], dict[str, Unit]], name: str) -> Iterator[Planned]:
    found = again().get(name)
    return found.plan() if found else iter(())


__all__ = [
    "PLANNERS", "Desk", "Known", "PlannedFile", "PlannedLater", "PlannedPage", "Unit", "decide", "desk_for",
    "plan_units", "recipe_for", "remembered", "site_view",
]  # fmt: skip
