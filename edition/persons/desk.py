"""`build.py people`: proposals into a review file, and what was accepted into the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from edition.config import read_text, text_if_there
from edition.content import Content, as_read, read_content
from edition.importer.writing import scalar
from edition.model import Article
from edition.names import reading, slug, sort_key
from edition.notes import people_in, read_people
from edition.persons.frontmatter import checked, with_persons
from edition.persons.proposals import TIERS, Proposal, bearers, declared_ids, make_directory, propose
from edition.persons.review import Accepted, certain, read_review, review_text
from edition.problems import EditionError, Problem, did_you_mean, shown
from edition.saving import in_place_of, write_files
from edition.values import Value

REVIEW = "people-review.txt"


class Reviewed(Value, frozen=True):
    """What one run of the command did."""

    articles: int
    proposals: Mapping[str, tuple[Proposal, ...]]
    """By the article's file."""
    review: str
    """The file that holds them; empty when they were not written."""
    accepted: int = 0
    """Persons written into articles."""
    entries: tuple[str, ...] = ()
    """Names added to people.yaml."""


def review_people(content: Path) -> Reviewed:
    """Write the proposals of all articles into the review file beside people.yaml."""
    read = _readable(content)
    proposals = _proposals(read)
    path = content / REVIEW
    name = shown(path)
    before = read_review(text_if_there(path, name), name)
    by_file = {article.file: article for article in _articles(read)}
    ids = bearers(entry for entry, _ in read.entries or ())
    marked = {
        file: left for file in before if file in by_file and (left := _not_declared(before[file], by_file[file], ids))
    }
    write_files({path: review_text(proposals, name, marked).encode()})
    return Reviewed(len(read.articles), proposals, shown(path))


def accept_certain(content: Path) -> Reviewed:
    """Write the certain proposals into their articles."""
    read = _readable(content)
    proposals = _proposals(read)
    accepted = {file: list(certain(own)) for file, own in proposals.items()}
    number, entries = _accept(content, read, {file: own for file, own in accepted.items() if own})
    return Reviewed(len(read.articles), proposals, "", number, entries)


def accept_review(content: Path, path: Path) -> Reviewed:
    """Write what an editor has marked in a review file into the articles."""
    name = shown(path)
    try:
        marked = read_review(read_text(path, name), name)
    except FileNotFoundError:
        raise EditionError(Problem(name, 0, "there is no such file; build.py people writes one")) from None
    read = _readable(content)
    files = {article.file for article in _articles(read)}
    problems = [
        Problem(name, own[0].line, f"there is no article {file}") for file, own in marked.items() if file not in files
    ]
    if problems:
        raise EditionError(*problems)
    number, entries = _accept(content, read, marked)
    return Reviewed(len(read.articles), {}, "", number, entries)


def _readable(content: Path) -> Content:
    if not content.is_dir():
        raise EditionError(Problem(shown(content), 0, "there is no such folder; name it with --content"))
    read = read_content(content)
    if read.problems:
        raise EditionError(*read.problems)
    return read


def _articles(read: Content) -> tuple[Article, ...]:
    return tuple(map(as_read, read.articles))


def _proposals(read: Content) -> dict[str, tuple[Proposal, ...]]:
    directory = make_directory(_articles(read), [entry for entry, _ in read.entries or ()])
    found = {
        article.file: tuple(propose(article, directory)) for article in _articles(read) if article.status != "withdrawn"
    }
    return {file: own for file, own in found.items() if own}


# -- writing -------------------------------------------------------------------------------------


def _accept(content: Path, read: Content, accepted: Mapping[str, Sequence[Accepted]]) -> tuple[int, tuple[str, ...]]:
    """Persons written into articles, and names into people.yaml; all files or none."""
    by_file = {article.file: article for article in _articles(read)}
    written: dict[Path, str] = {}
    problems: list[Problem] = []
    number = 0
    ids = bearers(entry for entry, _ in read.entries or ())
    for file, given in accepted.items():
        own = _not_declared(given, by_file[file], ids)
        path, day = Path(file), by_file[file].date
        if not own:
            continue
        if wrong := list(_unknown(file, own, read)):
            problems += wrong
            continue
        try:
            written[path] = _new_text(path, day, content, own)
        except EditionError as error:
            problems += error.problems
        number += len(own)
    entries = _new_entries(read, accepted, by_file)
    if entries:
        people = content / "people.yaml"
        try:
            written[people] = _people_text(people, entries)
        except EditionError as error:
            problems += error.problems
    if problems:
        raise EditionError(*problems)
    write_files({path: in_place_of(path, text) for path, text in written.items()})
    return number, tuple(entries)


def _unknown(file: str, accepted: Sequence[Accepted], read: Content) -> Iterator[Problem]:
    """A problem for everyone of whom people.yaml doesn't say who it is."""
    entries = {entry.id: entry for entry, _ in read.entries or ()}
    for one in accepted:
        called = {key for key, entry in entries.items() if one.name in (entry.name, *entry.aliases)}
        same = [key for key in called if entries[key].kind != "staff"]
        if one.id and one.id not in entries:
            message = f'"{one.name}" has the id "{one.id}", which people.yaml has not{did_you_mean(one.id, entries)}'
            yield Problem(file, 0, message)
        elif not one.id and len(same) > 1:
            choice = " or ".join(f"`[x] {one.name} ({key})`" for key in sorted(same))
            message = f'people.yaml has {len(same)} of the name "{one.name}"; say in the review which: {choice}'
            yield Problem(file, 0, message)


def _not_declared(given: Sequence[Accepted], article: Article, ids: Mapping[str, tuple[str, ...]]) -> list[Accepted]:
    """Those whom the article doesn't declare yet, neither by this name nor by another; each once."""
    declared = {(mention.name, mention.id if mention.declared else "") for mention in article.persons}
    there = declared_ids(article, ids)
    kept: list[Accepted] = []
    for one in given:
        owners = {one.id} if one.id else set(ids.get(one.name, ()))
        if (one.name, one.id) not in declared and not (len(owners) == 1 and owners <= there):
            declared.add((one.name, one.id))
            there |= owners if len(owners) == 1 else set()
            kept.append(one)
    return kept


def _new_text(path: Path, day: date, content: Path, accepted: Sequence[Accepted]) -> str:
    name = shown(path)
    try:
        text = with_persons(read_text(path, name), accepted)
    except ValueError as error:
        raise EditionError(Problem(name, 0, f"persons can't be added to this file: {error}")) from None
    checked(path, text, day, content, accepted)
    return text


def _new_entries(
    read: Content, accepted: Mapping[str, Sequence[Accepted]], articles: Mapping[str, Article]
) -> dict[str, str]:
    """The note of every accepted name that people.yaml doesn't hold: its first office, and when it was printed."""
    known = {name for entry, _ in read.entries or () for name in (entry.name, *entry.aliases)}
    notes: dict[str, str] = {}
    dated = sorted(((articles[file].date, own) for file, own in accepted.items()), key=lambda item: item[0])
    for day, own in dated:
        for one in own:
            if one.name not in known and not one.id and (one.name not in notes or not notes[one.name]):
                notes[one.name] = f"{one.office}（{day.year}年{day.month}月）" if one.office else ""
    return dict(sorted(notes.items(), key=lambda item: sort_key(item[0])))


def _people_text(path: Path, entries: Mapping[str, str]) -> str:
    """people.yaml with further entries at its end; raise EditionError where it would no longer be read so."""
    before = read_people(path)
    old = text_if_there(path, shown(path))
    joint = "" if not old or old.endswith("\n") else "\n"
    text = old + joint + "".join(_entry(name, note) for name, note in entries.items())
    try:
        after = people_in(text, path)
    except EditionError:
        after = ()
    if [entry for entry, _ in after[: len(before)]] != [entry for entry, _ in before] or [
        entry.name for entry, _ in after[len(before) :]
    ] != list(entries):
        message = "entries can't be added at the end of this file; it is written as a list of `- name: …` lines"
        raise EditionError(Problem(shown(path), 0, message))
    return text


def _entry(name: str, note: str) -> str:
    lines = [f"- name: {scalar(name)}", f"  id: {slug(name)}"]
    lines += [f"  reading: {reading(name)}"] if reading(name) else []
    lines += [f"  note: {scalar(note)}"] if note else []
    return "\n".join(lines) + "\n"


# -- report --------------------------------------------------------------------------------------


def report_lines(done: Reviewed) -> Iterator[str]:
    """What an editor should know, line by line."""
    counts = {tier: sum(one.tier == tier for own in done.proposals.values() for one in own) for tier in TIERS}
    if done.review:
        told = ", ".join(f"{count:,} {tier}" for tier, count in counts.items())
        yield f"{sum(counts.values()):,} proposals for {len(done.proposals):,} of {done.articles:,} articles: {told}"
        yield f"Review them in {done.review}, then build.py people --accept {done.review}"
        yield "or take the certain ones at once: build.py people --accept"
    else:
        yield f"{done.accepted:,} persons written into articles, {len(done.entries):,} entries into people.yaml"
        if left := sum(counts.values()) - counts["certain"]:
            yield f"{left:,} proposals are less certain: build.py people lists them"
