"""Which files of the content folder are read, and what lies where nothing would read it.

content/issues/<year>/<month>-<day>/<folio>-<position>.md is an article, issue.yaml
beside it tells of the issue; people.yaml, moved.yaml and about.md of the edition.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from edition.articles import ARTICLE_NAME
from edition.config import SYMLINK, refusal
from edition.patterns import pattern
from edition.problems import Problem, shown
from edition.seal import RECORD
from edition.stamps import Listed, Stamp, listing
from edition.urls import is_refused_by_windows
from edition.values import Value

if TYPE_CHECKING:
    from edition.stamps import Listing

_YEAR = pattern("[12][0-9]{3}")
_DAY = pattern("([0-9]{2})-([0-9]{2})")
_ORDINARY = pattern(r"(?:[0-9]{2}-[0-9]{2,3}(?:-[a-z]+)?\.md/)*(?:issue\.yaml/)?")
"""Names in an issue's folder that need no second look, each with what no name can hold behind it."""
_NEAR_MISS = pattern(
    r"(.+?)(?:\.|。)(?:md|md\.txt|markdown|mdown|mkd|mdx)\s*"
    r"|([0-9]+-[0-9]+.*)\.txt|([0-9]+-[0-9]+(?:-[^.]*)?)",
    re.I,
)
"""A file that is meant as an article; .md itself is here for .MD."""
_OF_WORD = pattern(r"(([0-9]+)-[0-9]+).*\.(?:docx?|wps|rtf|odt)", re.I)
_TOP_NEAR_MISSES = {
    "edition.yml": "edition.yaml",
    "people.yml": "people.yaml",
    "persons.yaml": "people.yaml",
    "about.markdown": "about.md",
    "moved.yml": "moved.yaml",
    "issue": "issues",
}
_FOLDERS = ("issues", RECORD)
"""Below content/; what stands in the place of one would else be read as if there were none."""
_ITS_PLACE = "an article lies in the folder of its day: issues/2021/12-12/01-01.md"


class IssueFolder(Value, frozen=True):
    """One folder below issues/ and the files in it that are read."""

    path: str
    name: str
    """The path as problems name it."""
    date: date
    articles: tuple[tuple[str, Stamp], ...]
    """File names, in the order of names."""
    notes: Stamp | None
    """Of issue.yaml, which need not exist."""


def find_issues(content: Path, listed: Listing) -> tuple[list[IssueFolder], list[Problem]]:
    """The issue folders, oldest first, and what lies where nothing would read it."""
    root = content / "issues"
    name = shown(root)
    problems: list[Problem] = []
    folders: list[IssueFolder] = []
    if os.path.islink(root) or not os.path.isdir(root):
        return folders, problems

    def look(folder: str, folder_name: str) -> Collection[Listed] | None:
        return _looked(folder, folder_name, listed, problems)

    for year, kind, _ in _meant(look(str(root), name) or (), name, problems):
        year_path, year_name = f"{root}/{year}", f"{name}/{year}"
        if kind != "folder":
            _misplaced(year, year_name, problems)
            continue
        if not _YEAR.fullmatch(year):
            problems.append(Problem(year_name, 0, "a folder in issues/ is a year in four digits: 2021"))
            continue
        for day, kind, _ in _meant(look(year_path, year_name) or (), year_name, problems):
            day_path, day_name = f"{year_path}/{day}", f"{year_name}/{day}"
            if kind != "folder":
                _misplaced(day, day_name, problems)
                continue
            try:
                found = _DAY.fullmatch(day)
                if not found:
                    raise ValueError("not month and day")
                when = date(int(year), int(found[1]), int(found[2]))
            except ValueError:
                message = f'"{year}/{day}" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12'
                problems.append(Problem(day_name, 0, message))
                continue
            if (inside := look(day_path, day_name)) is not None:
                folders.append(_issue_folder(day_path, day_name, when, inside, problems))
    return folders, problems


def _issue_folder(
    folder: str, folder_name: str, when: date, listed: Collection[Listed], problems: list[Problem]
) -> IssueFolder:
    files = {file: stamp for file, kind, stamp in listed if kind == "file"}
    if len(files) == len(listed) and _ORDINARY.fullmatch("".join([f"{file}/" for file in files])):
        notes = files.pop("issue.yaml", None)
        return IssueFolder(folder, folder_name, when, tuple(files.items()), notes)
    articles: list[tuple[str, Stamp]] = []
    notes = None
    for file, kind, stamp in _meant(listed, folder_name, problems):
        name = f"{folder_name}/{file}"
        if file == "issue.yaml":
            notes = stamp if kind == "file" else None
        elif kind == "folder":
            problems.append(Problem(name, 0, "a folder inside an issue is not read; move its files up"))
        elif ARTICLE_NAME.fullmatch(file):
            if is_refused_by_windows(file):
                problems.append(Problem(name, 0, "no file can have this name on Windows; rename it"))
            articles.append((file, stamp))
        elif file.endswith(".md"):
            message = "an article's file is named <folio>-<position>.md, as 01-03.md or 01-03-sishui.md"
            problems.append(Problem(name, 0, message))
        elif found := _NEAR_MISS.fullmatch(file):
            problems.append(Problem(name, 0, f"this would not be read; name it {found[1] or found[2] or found[3]}.md"))
        elif found := _OF_WORD.fullmatch(file):
            if not any(each.startswith((f"{found[1]}.", f"{found[1]}-")) and each.endswith(".md") for each in files):
                message = (
                    "a document of Word is no article; keep it elsewhere, and import it: "
                    f"build.py import … --date {when} --folio {int(found[2])}"
                )
                problems.append(Problem(name, 0, message))
        elif file.lower() in ("issue.yml", "issues.yaml", "issue.yaml"):
            problems.append(Problem(name, 0, "this would not be read; name it issue.yaml"))
    return IssueFolder(folder, folder_name, when, tuple(articles), notes)


def _misplaced(file: str, name: str, problems: list[Problem]) -> None:
    if _NEAR_MISS.fullmatch(file):
        problems.append(Problem(name, 0, _ITS_PLACE))


def near_misses(content: Path) -> Iterator[Problem]:
    """What lies beside the issues under a name that nothing reads, or can't be read as what its name says."""
    problems: list[Problem] = []
    listed = _looked(str(content), shown(content), listing, problems) if content.is_dir() else ()
    names = {name: kind for name, kind, _ in listed or ()}
    if names.get(RECORD) == "folder":
        _looked(str(content / RECORD), shown(content / RECORD), listing, problems)
    yield from problems
    for name in sorted(names):
        if name in _FOLDERS and names[name] != "folder":
            what = "this is no folder, and a folder of this name is read; rename it"
            yield Problem(shown(content / name), 0, SYMLINK if names[name] == "link" else what)
        right = _TOP_NEAR_MISSES.get(name, name.lower() if name.lower() in _TOP_NEAR_MISSES.values() else name)
        if right not in names:
            yield Problem(shown(content / name), 0, f"this would not be read; name it {right}")
        elif right == "issues" != name and names[name] == "folder":
            yield Problem(shown(content / name), 0, "this would not be read; move what is in it into issues")
        elif ARTICLE_NAME.fullmatch(name):
            yield Problem(shown(content / name), 0, _ITS_PLACE)


def _looked(folder: str, name: str, listed: Listing, problems: list[Problem]) -> Collection[Listed] | None:
    """What lies in a folder; None after a problem, where nobody may look into it."""
    try:
        return listed(folder)
    except FileNotFoundError:
        raise  # it is gone between two looks
    except OSError as error:
        problems.append(Problem(name, 0, refusal(error)))
        return None


def _meant(listed: Iterable[Listed], name: str, problems: list[Problem]) -> Iterator[Listed]:
    """What lies in a folder, without dot files; a symbolic link is a problem."""
    for one in listed:
        file, kind, _ = one
        if file.startswith("."):
            continue
        if kind == "link":
            problems.append(Problem(f"{name}/{file}", 0, SYMLINK))
        elif not file.isprintable():
            problems.append(Problem(name, 0, f"the name {file!a} can't be printed; rename it"))
        else:
            yield one
