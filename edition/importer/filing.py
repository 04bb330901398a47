"""Drafts into the folder of their issue: all or nothing, and never over an editor's work."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from edition.articles import ARTICLE_NAME, read_article, split_front_matter
from edition.config import SYMLINK, read_text
from edition.importer.drafts import Draft
from edition.importer.writing import draft_text, is_untouched
from edition.problems import EditionError, Problem, shown
from edition.values import Value

_ALIKE = 0.4
"""Share of their runs of three characters from which on two texts are one article."""
_MOST = 999


class Filing(Value, frozen=True):
    """What is to be done in an issue's folder."""

    folder: Path
    written: Mapping[str, str]
    """File name and text of every draft that is written."""
    removed: tuple[str, ...]
    """Drafts of an earlier import that no article of this one takes."""
    kept: tuple[str, ...]
    """Files that an editor has changed or written, in whose place a draft would have stood."""
    names: Mapping[int, str]
    """File name for each article's number."""


def page_name(folio: int) -> str:
    return f"page-{folio:02}.txt"


def labels_name(folio: int) -> str:
    return f"page-{folio:02}.labels.txt"


def places_name(folio: int) -> str:
    return f"page-{folio:02}.places.txt"


def picture_name(folio: int) -> str:
    return f"page-{folio:02}.webp"


def issue_folder(content: Path, issue: date) -> Path:
    return content / "issues" / f"{issue:%Y}" / f"{issue:%m-%d}"


def plan_filing(drafts: Sequence[Draft], content: Path, issue: date, folio: int) -> Filing:
    """Which file each draft becomes.

    A file that was changed by hand keeps its name, and the draft most like it is not
    written; the others take the free positions in the order of the page.
    """
    folder = issue_folder(content, issue)
    for link in (folder.parents[1], folder.parent, folder):
        if link.is_symlink():  # what it leads to is no part of the newspaper
            raise EditionError(Problem(shown(link), 0, SYMLINK))
    ours: list[str] = []
    theirs: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"{folio:02}-*.md")) if folder.is_dir() else ():
        if not ARTICLE_NAME.fullmatch(path.name):
            continue
        try:
            text = read_text(path, shown(path))
        except EditionError as error:
            problems += error.problems  # it may be one of these articles, and would be there twice
            continue
        if is_untouched(text):
            ours.append(path.name)
        else:
            theirs[path.name] = _runs(_body(text, path))
    if problems:
        raise EditionError(*problems)
    taken = _matched(drafts, theirs)
    used = {int(found[2]) for name in theirs if (found := ARTICLE_NAME.fullmatch(name))}
    names: dict[int, str] = {}
    position = 0
    for draft in drafts:
        if draft.number in taken:
            names[draft.number] = taken[draft.number]
            continue
        position += 1
        while position in used:
            position += 1
        names[draft.number] = f"{folio:02}-{position:02}.md"
    if position > _MOST:
        raise EditionError(
            Problem(shown(folder), 0, f"{position} articles on one folio; at most {_MOST} have an address")
        )
    written = {
        names[draft.number]: draft_text(draft, page_name(folio)) for draft in drafts if draft.number not in taken
    }
    return Filing(
        folder,
        written,
        tuple(name for name in ours if name not in written),
        tuple(sorted(set(taken.values()))),
        names,
    )


def _body(text: str, path: Path) -> str:
    try:
        return split_front_matter(text, shown(path))[1]
    except EditionError:
        return text


def _matched(drafts: Sequence[Draft], theirs: Mapping[str, set[str]]) -> dict[int, str]:
    """For each draft the file that an editor has made of it, where there is one."""
    found: list[tuple[float, int, str]] = []
    for draft in drafts:
        own = _runs("".join(draft.paragraphs))
        for name, other in theirs.items():
            alike = len(own & other) / max(1, min(len(own), len(other)))
            if alike >= _ALIKE:
                found.append((-alike, draft.number, name))
    taken: dict[int, str] = {}
    for _, number, name in sorted(found):
        if number not in taken and name not in taken.values():
            taken[number] = name
    return taken


def _runs(text: str) -> set[str]:
    bare = "".join(text.split())
    return {bare[place : place + 3] for place in range(len(bare) - 2)}


def check_drafts(filing: Filing, issue: date, content: Path) -> None:
    """Read every draft as the build would; raise EditionError where one is refused."""
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as home:
        for name, text in filing.written.items():
            path = Path(home) / name
            path.write_text(text, encoding="utf-8", newline="\n")
            try:
                read_article(path, issue, content, shown(filing.folder / name))
            except EditionError as error:
                problems += error.problems
    if problems:
        raise EditionError(*problems)


def files_of(filing: Filing, others: Mapping[str, str | bytes]) -> dict[Path, bytes | None]:
    """The drafts and `others` (name and text, or the bytes of a picture), each at its place in the issue's folder;
    None for a draft that goes."""
    texts: dict[str, str | bytes] = {**others, **filing.written}
    there = {name: text if isinstance(text, bytes) else text.encode() for name, text in texts.items()}
    return {filing.folder / name: there.get(name) for name in (*there, *filing.removed)}
