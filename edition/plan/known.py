"""What the faces of all articles decide of a plan, so that an edit of a text need not decide it again.

Most pages show nothing of an article but its face: headline, byline, persons, place. As
long as no face has changed, which of these pages there are, and what stands on them, is
as it was; and so is who is in an issue, as far as the rest of the edition decides it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from edition.fingerprint import digest, mark
from edition.model import Edition, Entry, Issue, Mention
from edition.names import is_chinese
from edition.values import Value, pack, replace


class Cast(Value, frozen=True):
    """Who is in an issue, as far as the rest of the edition decides it."""

    day: date
    """Of the issue."""
    reports: dict[str, int]
    """By id of everyone with a page: reports up to and with this issue."""
    authors: tuple[str, ...]
    """Ids of the writers who have a page."""
    longer: dict[str, tuple[str, ...]]
    """For a name, the names known in the edition that contain it: 张继 → 张继民."""
    digest: bytes
    """Of all this but the day."""


class Known(Value, frozen=True):
    """What an earlier build decided by faces."""

    recipe: str
    """As `desk.recipe_for` gives it."""
    faces: str
    """As `faces_of` gives it."""
    persons: int
    """How many."""
    casts: tuple[Cast, ...]
    """Of every issue, oldest first."""
    units: dict[str, tuple[str, ...]]
    """The names of a planner's units, by its own name."""


class Reworded(Value, frozen=True):
    """What alone has changed since an earlier build: words around texts, and not who or what they name."""

    faces: str
    """Of that build."""
    files: frozenset[str]
    """Of the articles."""


class Decision(Value, frozen=True):
    """What is known of an edition, and how much of that an earlier build knew."""

    known: Known
    faces: str
    """Of this edition."""
    reworded: Reworded | None = None

    @property
    def is_behind(self) -> bool:
        """Whether it is of an edition before: pages without text are to stay those of then."""
        return self.known.faces != self.faces


FacesBefore = Callable[[], Mapping[str, bytes] | None]
"""Gives, by file, the faces that articles had before, where nothing but the words of these has changed."""


def decide(
    edition: Edition, recipe: str, before: Known | None, faces_before: FacesBefore, text_first: bool
) -> Decision:
    """What is known of an edition: as far as possible what was known `before`. With `text_first` that counts
    for faces that have changed, too, as long as it is of the same days."""
    now = faces_of(edition, recipe)
    if not before:
        return Decision(decided(edition, now, recipe), now)
    days = [issue.date for issue in edition.issues]
    is_of_then = text_first and before.recipe == recipe and [cast.day for cast in before.casts] == days
    if is_of_then or before.faces == now:
        return Decision(before, now)
    if (found := faces_before()) and before.faces == faces_of(edition, recipe, found):
        known = replace(before, faces=now, units={})
        return Decision(known, now, Reworded(before.faces, frozenset(found)))
    return Decision(decided(edition, now, recipe), now)


def decided(edition: Edition, faces: str, recipe: str) -> Known:
    """All of `Known` but the units, which are still to be planned; nothing of it was known before."""
    return Known(recipe, faces, len(edition.persons), tuple(_casts(edition)), {})


def faces_of(edition: Edition, recipe: str, instead: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """A digest of all that is known of an edition but the texts, and of how pages are made; with other faces
    `instead` of those of some articles, by file."""
    articles = [article for issue in edition.issues for article in issue.articles]
    faces = b"".join([instead.get(article.file, article.face) for article in (*articles, *edition.withdrawn)])
    issues = [(bare(issue), len(issue.articles)) for issue in edition.issues]
    # Of all in people.yaml, whom an article means by an id that is somebody else's: it may be a draft, without a face.
    apart = sorted(edition.entries.keys() ^ edition.writers.keys())
    return digest(recipe, faces, issues, len(articles), apart, edition.about, edition.moved, edition.lost)


def bare(issue: Issue) -> Issue:
    """An issue without its articles."""
    return replace(issue, folios=tuple([replace(folio, articles=()) for folio in issue.folios]), articles=())


def _casts(edition: Edition) -> Iterator[Cast]:
    persons, authors = edition.persons, edition.authors
    mentions = [[one for article in issue.articles for one in article.persons] for issue in edition.issues]
    entries = edition.entries
    longer = _longer_names(_called([one for found in mentions for one in found if one.id in persons], entries))
    reports: Counter[str] = Counter()
    for issue, found in zip(edition.issues, mentions, strict=True):
        shown = [one.id for one in found if one.id in persons]
        reports.update(shown)
        writers = {writer.id for article in issue.articles for writer in article.byline} & authors.keys()
        names = _called(found, entries) & longer.keys()
        told = (
            {one: reports[one] for one in dict.fromkeys(shown)},
            tuple(sorted(writers)),
            {name: longer[name] for name in sorted(names)},
        )
        yield Cast(issue.date, *told, mark(pack(told)))


def called(mention: Mention, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The name by which an article declares a person, then the others by which people.yaml knows them, as far
    as a text can be searched for them."""
    entry = entries.get(mention.id) if entries else None
    return tuple(dict.fromkeys((mention.name, *_further(entry)))) if entry else (mention.name,)


def _called(mentions: Sequence[Mention], entries: Mapping[str, Entry]) -> set[str]:
    """All the names by which some persons are `called`."""
    known = {one.id for one in mentions} & entries.keys() if entries else ()
    return {one.name for one in mentions}.union(*[_further(entries[one]) for one in known])


def _further(entry: Entry) -> Iterator[str]:
    """No single character, and no single word in Latin letters, which is part of other words."""
    return (name for name in (entry.name, *entry.aliases) if " " in name or (len(name) > 1 and is_chinese(name)))


def _longer_names(known: set[str]) -> dict[str, tuple[str, ...]]:
    longer: dict[str, set[str]] = defaultdict(set)
    shortest = min(map(len, known), default=0)
    for name in known:
        for start in range(len(name) - shortest + 1):
            for end in range(start + shortest, len(name) + 1):
                part = name[start:end]
                if part in known and part != name:
                    longer[part].add(name)
    return {name: tuple(sorted(others)) for name, others in longer.items()}
