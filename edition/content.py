"""The content folder: which files are there, and all of them read in one go.

content/issues/<year>/<month>-<day>/<folio>-<position>.md is an article, issue.yaml
beside it tells of the issue, people.yaml and about.md of the edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from edition.articles import ARTICLE_NAME, read_article, unread_article
from edition.config import SYMLINK, shown
from edition.model import Article, Entry
from edition.notes import IssueNotes, read_about, read_notes, read_people, unread_notes
from edition.problems import EditionError, Problem
from edition.values import Value

Made = TypeVar("Made")

_YEAR = re.compile("[12][0-9]{3}")
_DAY = re.compile("([0-9]{2})-([0-9]{2})")
_NEAR_MISS = re.compile(r"(.+?)\.(?:md|md\.txt|markdown|mdown|mkd|mdx)|([0-9]+-[0-9]+.*)\.(?:txt|docx?)", re.I)
"""A file that is meant as an article; .md itself is here for .MD."""
_TOP_NEAR_MISSES = {
    "edition.yml": "edition.yaml",
    "people.yml": "people.yaml",
    "persons.yaml": "people.yaml",
    "about.markdown": "about.md",
    "issue": "issues",
}


class IssueFolder(Value, frozen=True):
    """One folder below issues/ and the files in it that are read."""

    path: Path
    date: date
    articles: tuple[Path, ...]
    notes: Path
    """issue.yaml, which need not exist."""


class Content(Value, frozen=True):
    """Everything that was read, before it is put together."""

    articles: tuple[Article, ...]
    notes: tuple[IssueNotes, ...]
    entries: tuple[tuple[Entry, int], ...] | None
    """Each entry with its line in people.yaml; None when that can't be read."""
    people_file: str
    about: str
    """Markdown of about.md; empty when there is none."""
    problems: tuple[Problem, ...] = ()


def read_content(content: Path) -> Content:
    """Read the whole content folder, whatever is wrong in it.

    A file with problems is kept as an article or issue without text, so that what it
    stands for (a place on a folio, an issue) still counts when `assemble` looks for
    contradictions: everything that is wrong is told in one run.
    """
    folders, problems = find_issues(content)
    problems += _near_misses(content)

    def collected(read: Callable[[], Made], instead: Made) -> Made:
        try:
            return read()
        except EditionError as error:
            problems.extend(error.problems)
            return instead

    articles = [
        collected(partial(read_article, path, folder.date, content), unread_article(path, folder.date))
        for folder in folders
        for path in folder.articles
    ]
    notes = [
        collected(partial(read_notes, folder.notes, folder.date, content), unread_notes(folder.notes, folder.date))
        for folder in folders
    ]
    about = collected(partial(read_about, content / "about.md"), "")
    people = content / "people.yaml"
    entries = collected(partial(read_people, people), None)
    return Content(tuple(articles), tuple(notes), entries, shown(people), about, tuple(problems))


# -- folders -------------------------------------------------------------------------------------


def find_issues(content: Path) -> tuple[list[IssueFolder], list[Problem]]:
    """The issue folders, oldest first, and what lies where nothing would read it."""
    root = content / "issues"
    problems: list[Problem] = []
    folders: list[IssueFolder] = []
    if root.is_symlink():
        problems.append(Problem(shown(root), 0, SYMLINK))
    if root.is_symlink() or not root.is_dir():
        return folders, problems
    for year in _listing(root, problems):
        if not year.is_dir():
            _misplaced(year, problems)
            continue
        if not _YEAR.fullmatch(year.name):
            problems.append(Problem(shown(year), 0, "a folder in issues/ is a year in four digits: 2021"))
            continue
        for day in _listing(year, problems):
            if not day.is_dir():
                _misplaced(day, problems)
                continue
            try:
                found = _DAY.fullmatch(day.name)
                if not found:
                    raise ValueError("not month and day")
                when = date(int(year.name), int(found[1]), int(found[2]))
            except ValueError:
                message = f'"{year.name}/{day.name}" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12'
                problems.append(Problem(shown(day), 0, message))
                continue
            folders.append(_issue_folder(day, when, problems))
    return folders, problems


def _issue_folder(folder: Path, when: date, problems: list[Problem]) -> IssueFolder:
    articles: list[Path] = []
    for path in _listing(folder, problems):
        if path.name == "issue.yaml":
            continue
        if path.is_dir():
            problems.append(Problem(shown(path), 0, "a folder inside an issue is not read; move its files up"))
        elif ARTICLE_NAME.fullmatch(path.name):
            articles.append(path)
        elif path.suffix == ".md":
            message = "an article's file is named <folio>-<position>.md, as 01-03.md or 01-03-sishui.md"
            problems.append(Problem(shown(path), 0, message))
        elif found := _NEAR_MISS.fullmatch(path.name):
            problems.append(Problem(shown(path), 0, f"this would not be read; name it {found[1] or found[2]}.md"))
        elif path.name.lower() in ("issue.yml", "issues.yaml"):
            problems.append(Problem(shown(path), 0, "this would not be read; name it issue.yaml"))
    return IssueFolder(folder, when, tuple(articles), folder / "issue.yaml")


def _misplaced(path: Path, problems: list[Problem]) -> None:
    if _NEAR_MISS.fullmatch(path.name):
        message = "an article lies in the folder of its day: issues/2021/12-12/01-01.md"
        problems.append(Problem(shown(path), 0, message))


def _near_misses(content: Path) -> Iterator[Problem]:
    for name, right in _TOP_NEAR_MISSES.items():
        if (content / name).exists() and not (content / right).exists():
            yield Problem(shown(content / name), 0, f"this would not be read; name it {right}")


def _listing(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """What lies in a folder, by name, without dot files; a symbolic link is a problem."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            problems.append(Problem(shown(path), 0, SYMLINK))
        elif not path.name.isprintable():
            problems.append(Problem(shown(folder), 0, f"the name {path.name!a} can't be printed; rename it"))
        else:
            yield path
