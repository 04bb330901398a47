"""The content folder read in one go, and what is remembered of it.

A newspaper of decades has few files that are new. So what was read is remembered, folder
by folder, with the system's own record of every file (`Stamp`), and a file with another
record is read again. An article is remembered as its `Slip`; its text is read when a page
of its issue has to be made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from edition.articles import read_article, slip_of, unread_article
from edition.config import text_if_there
from edition.folders import IssueFolder, find_issues, near_misses
from edition.model import Article, Entry, Image, Moved, Slip
from edition.notes import IssueNotes, read_about, read_moved, read_notes, read_people, unread_notes
from edition.problems import EditionError, Problem, shown
from edition.seal import RECORD
from edition.stamps import NOWHERE, Stamp, is_settled, listing, stamp_of
from edition.urls import OF_NAMES
from edition.values import Value, replace
from edition.workers import share

if TYPE_CHECKING:
    from edition.stamps import Listing

Whole = Callable[[Slip], Article]
"""Gives an article with its text."""
Made = TypeVar("Made")
Remembered = TypeVar("Remembered", bound="KnownFile")

Entries = tuple[tuple[Entry, int], ...]
"""People, each with the line on which it begins."""


_WORDS = (
    "headline", "headline_lines", "kicker", "deck", "kept", "region",
    "face", "opening", "whole", "searched", "letters",
)  # fmt: skip
"""Fields of a slip that say nothing of who and what is in an article, nor of its place among others."""


class KnownFile(Value, frozen=True):
    """The files that one reading of notes or people opened, and how they were."""

    stamps: tuple[tuple[str, Stamp], ...]
    """By path, the file itself first."""


class KnownIssue(Value, frozen=True):
    """The articles of one folder, with the sections that its issue.yaml gives to folios."""

    notes: Stamp | None
    """Of issue.yaml."""
    files: tuple[tuple[str, Stamp], ...]
    """By name, in the order of names; with another record than any file has where the
    article must be read again in any case."""
    slips: tuple[Slip, ...]
    """One for each file."""
    pictures: tuple[tuple[str, Stamp], ...]
    """All that the articles show, by path."""


class KnownNotes(KnownFile, frozen=True):
    notes: IssueNotes


class KnownPeople(KnownFile, frozen=True):
    entries: Entries


class Memory(Value, frozen=True):
    """What was read and may be remembered, by the path of file or folder as problems name it."""

    program: str
    """Digest of the code that read it: another may read it otherwise."""
    articles: dict[str, KnownIssue]
    notes: dict[str, KnownNotes]
    people: dict[str, KnownPeople]

    def edited(self, edits: Memory) -> Memory:
        """The same after `edits`."""
        return Memory(
            edits.program,
            {**self.articles, **edits.articles},
            {**self.notes, **edits.notes},
            {**self.people, **edits.people},
        )

    def edits(self, before: Memory) -> Memory:
        """What is not as it was. What was remembered of a folder that is gone does no harm."""
        return Memory(
            self.program,
            {name: one for name, one in self.articles.items() if before.articles.get(name) != one},
            {name: one for name, one in self.notes.items() if before.notes.get(name) != one},
            {name: one for name, one in self.people.items() if before.people.get(name) != one},
        )

    def reworded(self, before: Memory) -> dict[str, bytes] | None:
        """The faces that articles had before, by file, where nothing else has changed since than their words;
        None where more did, as far as it shows in them."""
        faces: dict[str, bytes] = {}
        for name, one in self.articles.items():
            known = before.articles.get(name)
            if known is one:
                continue
            old = {slip.file: slip for slip in known.slips} if known else {}
            if old.keys() != {slip.file for slip in one.slips}:
                return None
            for slip in one.slips:
                was = old[slip.file]
                if was.face != slip.face:
                    if replace(was, **{field: getattr(slip, field) for field in _WORDS}) != slip:
                        return None
                    faces[slip.file] = was.face
        return faces


class Content(Value, frozen=True):
    """Everything that was read, before it is put together."""

    articles: tuple[Slip, ...]
    """An Article where the file was read, a Slip where it is remembered."""
    notes: tuple[IssueNotes, ...]
    entries: Entries | None
    """Each entry with its line in people.yaml; None when that can't be read."""
    people_file: str
    about: str
    """Markdown of about.md; empty when there is none."""
    moved: tuple[Moved, ...] = ()
    recorded: tuple[tuple[str, str], ...] = ()
    """Every address that was published of a person, writer, section or column, with the file below content/
    that made it be."""
    problems: tuple[Problem, ...] = ()
    memory: Memory | None = None
    """What to remember for the next reading."""


def read_content(
    content: Path, memory: Memory | None = None, program: str = "", listed: Listing = listing
) -> Content:
    """Read the whole content folder, whatever is wrong in it.

    A file with problems is kept as an article or issue without text, so that what it
    stands for (a place on a folio, an issue) still counts when `assemble` looks for
    contradictions: everything that is wrong is told in one run. With a `memory` of the same
    `program` files that are as they were when it was made are not read. `listed` tells what
    lies in a folder, where that is known already.
    """
    begun = time.time_ns()
    before = memory if memory and memory.program == program else Memory(program, {}, {}, {})
    folders, problems = find_issues(content, listed)
    problems += near_misses(content)
    after = Memory(program, {}, {}, {})

    def collected(read: Callable[[], Made], instead: Made) -> tuple[Made, bool]:
        try:
            return read(), True
        except EditionError as error:
            problems.extend(error.problems)
            return instead, False

    notes: list[IssueNotes] = []
    for folder in folders:
        name, path = f"{folder.name}/issue.yaml", f"{folder.path}/issue.yaml"
        if kept := _known(before.notes.get(name), folder.notes):
            notes.append(kept.notes)
            after.notes[name] = kept
            continue
        told, whole = collected(
            partial(read_notes, Path(path), folder.date, content), unread_notes(Path(path), folder.date)
        )
        notes.append(told)
        stamps = ((path, folder.notes), *_pictures(content, dict(told.images).values())) if folder.notes else ()
        if whole and stamps and _settled(stamps, begun):
            after.notes[name] = KnownNotes(stamps, told)
    known = [_known_of(folder, before.articles.get(folder.name)) for folder in folders]
    new = [
        _File(f"{folder.name}/{file}", f"{folder.path}/{file}", folder.date, said.sections)
        for folder, slips, said in zip(folders, known, notes, strict=True)
        if not isinstance(slips, KnownIssue)
        for file, stamp in folder.articles
        if (file, stamp) not in slips
    ]
    fresh = iter(share(partial(_read, content), new, kind=_Read))
    articles: list[Slip] = []
    for folder, slips in zip(folders, known, strict=True):
        if isinstance(slips, KnownIssue):
            articles += slips.slips
            after.articles[folder.name] = slips
            continue
        found: list[tuple[Slip, tuple[Problem, ...]]] = []
        for file in folder.articles:
            if slip := slips.get(file):
                found.append((slip, ()))
            else:
                read = next(fresh)
                found.append((read.article, read.problems))
                problems.extend(read.problems)
        articles += [slip for slip, _ in found]
        after.articles[folder.name] = _to_remember(folder, found, content, begun)
    about, _ = collected(partial(read_about, content / "about.md"), "")
    nothing: tuple[Moved, ...] = ()
    moved, _ = collected(partial(read_moved, content / "moved.yaml"), nothing)
    people = content / "people.yaml"
    entries = _people(people, before, after, begun, problems)
    none: tuple[tuple[str, str], ...] = ()
    recorded = chain.from_iterable([
        collected(partial(_recorded, content / RECORD / f"{name}.txt"), none)[0] for name in OF_NAMES
    ])  # fmt: skip
    return Content(
        tuple(articles), tuple(notes), entries, shown(people), about, moved, tuple(recorded), tuple(problems), after
    )


def _known_of(folder: IssueFolder, known: KnownIssue | None) -> KnownIssue | dict[tuple[str, Stamp], Slip]:
    """All that is remembered of a folder, where that still holds for all of it; else what still
    holds, by file."""
    if not known or known.notes != folder.notes or any(stamp_of(path) != stamp for path, stamp in known.pictures):
        return {}
    return known if known.files == folder.articles else dict(zip(known.files, known.slips, strict=True))


def _to_remember(
    folder: IssueFolder, found: Sequence[tuple[Slip, tuple[Problem, ...]]], content: Path, begun: int
) -> KnownIssue:
    pictures = tuple([(path, stamp) for slip, _ in found for path, stamp in _pictures(content, slip.images)])
    settled = _settled(pictures, begun)
    files = [
        (file, stamp if settled and not wrong and is_settled(stamp, begun) else NOWHERE)
        for (file, stamp), (_, wrong) in zip(folder.articles, found, strict=True)
    ]
    notes = folder.notes if folder.notes is None or is_settled(folder.notes, begun) else NOWHERE
    return KnownIssue(notes, tuple(files), tuple([slip_of(slip) for slip, _ in found]), pictures)


class _File(Value, frozen=True):
    """An article's file."""

    name: str
    """The path as problems name it."""
    path: str
    day: date
    sections: tuple[tuple[int, str], ...]
    """Of the folios of its issue."""


class _Read(Value, frozen=True):
    article: Article
    problems: tuple[Problem, ...] = ()


def _read(content: Path, file: _File) -> _Read:
    try:
        return _Read(read_article(file.path, file.day, content, file.name, file.sections))
    except EditionError as error:
        return _Read(unread_article(file.name, file.day), error.problems)


def whole_article(slip: Slip, content: Path) -> Article:
    """An article with its text, and with all that its slip has come to say since it was read.

    Raise EditionError where the file says something else by now.
    """
    if isinstance(slip, Article):
        return slip
    day = slip.date
    path = content / f"issues/{day:%Y/%m-%d}" / slip.file.rpartition("/")[2]
    article = read_article(path, day, content, slip.file, ((slip.folio, slip.section),))
    if article.whole != slip.whole:
        raise EditionError(Problem(slip.file, 0, "was changed while it was being read; build again"))
    return replace(article, byline=slip.byline, persons=slip.persons, kept=slip.kept)


def as_read(slip: Slip) -> Article:
    """The article itself, where all the content was read and nothing remembered."""
    assert isinstance(slip, Article), slip.file
    return slip


def _people(path: Path, before: Memory, after: Memory, begun: int, problems: list[Problem]) -> Entries | None:
    name = shown(path)
    stamp = stamp_of(path)
    if known := _known(before.people.get(name), stamp):
        after.people[name] = known
        return known.entries
    try:
        entries = read_people(path)
    except EditionError as error:
        problems.extend(error.problems)
        return None
    if stamp and is_settled(stamp, begun):
        after.people[name] = KnownPeople(((str(path), stamp),), entries)
    return entries


def _recorded(path: Path) -> tuple[tuple[str, str], ...]:
    """What is no line of a record is told by whoever compares it (`addresses`)."""
    lines = text_if_there(path, shown(path)).splitlines()
    return tuple([(url, source) for url, _, source in (line.partition(" ") for line in lines)])


def _pictures(content: Path, images: Iterable[Image]) -> Iterator[tuple[str, Stamp]]:
    for image in images:
        path = content / image.file
        yield str(path), stamp_of(path) or NOWHERE


def _known(known: Remembered | None, stamp: Stamp | None) -> Remembered | None:
    """What is remembered of a file, if that and all its pictures are as they were."""
    if known is None or known.stamps[0][1] != stamp:
        return None
    if len(known.stamps) > 1 and any(stamp_of(path) != old for path, old in known.stamps[1:]):
        return None
    return known


def _settled(stamps: Iterable[tuple[str, Stamp]], begun: int) -> bool:
    return all(is_settled(stamp, begun) for _, stamp in stamps)
