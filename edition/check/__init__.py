"""Reads what was written by hand and what was built, and says what looks wrong.

    content/** ── assemble ─▶ Source…, Newspaper ─┐
                                                  ├─ CHECKS ─▶ Finding… ── report
    site/**.html ── read_page ─▶ Page…, Site ─────┘                └───── fix

A rule is one function from a value to what it found, and one row of a table. What stops
the build is no rule: it is told first, and the rules wait until it is mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from edition import addresses
from edition.assemble import assemble
from edition.check import dates, links, marks, pages, persons, pictures, texts
from edition.check.finding import Check, Finding, findings
from edition.check.fix import fix_files
from edition.check.reader import Outline, Page, Site, is_in, marks_in, outline, read_page, site_paths, whole_site
from edition.check.report import LEVELS, counts, fixes_told, told
from edition.check.source import Newspaper, Source, read_source, written
from edition.config import Config
from edition.content import as_read, read_content
from edition.problems import EditionError, shown
from edition.seal import RECORD
from edition.words.sentences import voice_in

__all__ = [
    "CHECKS", "LEVELS", "Finding", "check_content", "check_site", "counts", "fix_content", "fixes_told",
    "problems_found", "told",
]  # fmt: skip

ARTICLE_CHECKS: tuple[Check[Source], ...] = (
    *dates.ARTICLE_CHECKS, *marks.CHECKS, *texts.ARTICLE_CHECKS, *pictures.ARTICLE_CHECKS,
)  # fmt: skip
NEWSPAPER_CHECKS: tuple[Check[Newspaper], ...] = (
    *dates.NEWSPAPER_CHECKS, *persons.CHECKS, *texts.NEWSPAPER_CHECKS, *pictures.NEWSPAPER_CHECKS,
)  # fmt: skip
PAGE_CHECKS: tuple[Check[Page], ...] = pages.CHECKS
SITE_CHECKS: tuple[Check[Site], ...] = links.CHECKS

CHECKS: tuple[Check[Any], ...] = (*ARTICLE_CHECKS, *NEWSPAPER_CHECKS, *PAGE_CHECKS, *SITE_CHECKS)


def check_content(config: Config, language: str) -> tuple[Finding, ...]:
    """What the rules find in the content, in the order of the files, and told in a language; drafts are read too."""
    try:
        content = read_content(config.content)
        edition = assemble(content, drafts=True)
        persons = edition.persons
        record = config.content / RECORD
        published = tuple(
            (line.url, line.source and shown(config.content / line.source), shown(record / line.file), line.number)
            for line in addresses.recorded(config.content)
        )
    except EditionError as error:
        return problems_found(error, language)
    sources = tuple(read_source(as_read(article)) for issue in edition.issues for article in issue.articles)
    entries = tuple(entry for entry, _ in content.entries or ())
    found = [each for source in sources for each in findings(ARTICLE_CHECKS, source, language)]
    folios = ((issue.date, folio) for issue in edition.issues for folio in issue.folios)
    pictured = frozenset((day, folio.number) for day, folio in folios if folio.image)
    days = {article.date for article in content.articles}
    silent = tuple(notes.file for notes in content.notes if notes.date not in days and Path(notes.file).is_file())
    named = {image.file for article in content.articles for image in article.images}
    named |= {image.file for notes in content.notes for _, image in notes.images}
    unnamed = tuple(
        shown(path) for path in sorted((config.content / "issues").glob("*/*/[!.]*"))
        if path.relative_to(config.content).as_posix() not in named
    )  # fmt: skip
    newspaper = Newspaper(sources, persons, entries, pictured, published, silent, unnamed, config.language)
    found += findings(NEWSPAPER_CHECKS, newspaper, language)
    return tuple(sorted(found))


def problems_found(error: EditionError, language: str) -> tuple[Finding, ...]:
    """What stops the build, as findings."""
    say = voice_in(language)
    return tuple(
        Finding(problem.path, problem.line, 0, "build", "error", say(problem.message)) for problem in error.problems
    )


def fix_content(config: Config, language: str) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Make every change that needs no second look; gives what was mended, and what stood against it."""
    made: list[Finding] = []
    try:
        # A mended mark can end a sentence in which a space then is a stray one.
        while new := fix_files(check_content(config, language)):
            made += new
    except EditionError as error:
        return tuple(made), problems_found(error, language)
    return tuple(made), ()


def check_site(config: Config, language: str) -> tuple[Finding, ...]:
    """What the rules find in the built site, in the order of the files."""
    files = site_paths(config.site)
    found: list[Finding] = []

    @cache
    def own_marks() -> str:
        # Only where a page has marks, which most have not.
        return "\n".join(filter(None, map(marks_in, written(config.content))))

    def outlines() -> Iterator[Outline]:
        for path in files:
            if path.endswith(".html"):
                page = read_page(path, shown(config.site / path), (config.site / path).read_bytes())
                leaks = tuple(leak for leak in page.leaks if not is_in(leak, own_marks()))
                page = replace(page, leaks=leaks)
                found.extend(findings(PAGE_CHECKS, page, language))
                yield outline(page)

    site = whole_site(tuple(outlines()), files, config.site, config.base_path)
    found += findings(SITE_CHECKS, site, language)
    return tuple(sorted(found))
