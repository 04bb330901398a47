"""Exact full-text search: articles as records, in shards.

    Record… ─ plan_shards ─▶ Shard… ─ tokens ─▶ bites ─ Pagefind ─▶ joined ─▶ site/search/<shard>/…
                               └──── catalogue_files ──────────────────────▶ site/search/catalogue.json

and in the browser (assets/search/):

    query ─▶ runs of letters ─▶ quoted bigrams ─▶ each shard, newest first ─▶ merge
          ─▶ zones (headline, what stands around it, text) ─▶ filters ─▶ excerpt

**Tokens** are letters with the letter after them: see `edition.tokens`. `variants` are the
characters that an edition wants to be the same letter; without any, nothing is said of them.

**A shard** is one index of Pagefind, which can't add to an index. Its name is a digest of
what is in it, so it is made once and never fetched twice. Most of an archive lies in few
big shards, for each costs a reader three requests for a name; the newest days lie in a small
one, which is all that a new article makes again. Pagefind indexes a shard in bites, since
its memory grows with what it is given at once: see `edition.joining`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import unidata_version
from zlib import ZLIB_RUNTIME_VERSION

from edition import pagefind
from edition.fingerprint import digest, mark
from edition.tokens import AS_PRINTED
from edition.values import freeze

BIG = 7_000_000
"""Characters in a closed shard: about 10,000 articles, half a minute."""
SMALL = 200_000
"""Characters in the open shard: about 300 articles, a second or two."""
MOST_ARTICLES = 54_000
"""Articles in a shard: one character tells the place of each (`shards`)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article as search sees it."""

    url: str
    day: str
    """ISO."""
    folio: int
    position: int
    headline: str
    aside: tuple[str, ...]
    """What stands around the headline: kicker, deck, column, byline with its role."""
    paragraphs: tuple[str, ...]
    """Without markup, and after them what stands below pictures."""
    section: str
    column: str
    genre: str
    persons: tuple[str, ...]
    """Ids."""
    authors: tuple[str, ...]
    """Ids."""
    language: str = ""
    """As in `Slip`."""

    @property
    def size(self) -> int:
        """In characters."""
        return sum(map(len, (self.headline, *self.aside, *self.paragraphs)))

    @property
    def mark(self) -> bytes:
        """Digest of the text."""
        return mark(freeze((self.headline, self.aside, self.paragraphs)))

    def whole(self) -> Record:
        return self


@dataclass(frozen=True, slots=True)
class Stub:
    """A record whose text is still to be read: enough to plan with."""

    url: str
    day: str
    folio: int
    position: int
    section: str
    column: str
    genre: str
    persons: tuple[str, ...]
    authors: tuple[str, ...]
    size: int
    mark: bytes
    language: str
    read: Callable[[], Record] = field(compare=False, repr=False)

    def whole(self) -> Record:
        return self.read()


Indexed = Record | Stub


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are indexed together."""

    name: str
    """Digest of the records, of the code that indexes them and of its variants: a folder
    below /search/."""
    records: tuple[Indexed, ...]
    """In the order of results: newest day first, in reading order within a day."""
    facts: tuple[bytes, ...] = field(compare=False, repr=False)
    """For each record, all that an index holds of it; of its text the digest."""
    texts: tuple[str, ...] = field(compare=False, repr=False)
    """For each record, a digest of what Pagefind is given of it, and of what decides what comes of that."""

    def whole(self) -> Shard:
        """The same with all texts."""
        return Shard(self.name, tuple(record.whole() for record in self.records), self.facts, self.texts)


# -- which articles are indexed together -----------------------------------------------------------


def plan_shards(records: Iterable[Indexed], variants: Mapping[str, str] = AS_PRINTED) -> tuple[Shard, ...]:
    """All records in shards, newest first.

    A shard is whole days. The open one takes the days of the newest month until it is
    full, and then begins anew; what it held is the rest of the month, one more shard, so
    that all older ones are left alone until the month is over. Those are packed by months,
    years and decades up to `BIG`. The plan depends on the records alone, not on what was
    built before.
    """
    ordered = sorted(records, key=lambda record: (record.day, record.folio, record.position))
    days = [tuple(group) for _, group in groupby(ordered, key=lambda record: record.day)]
    if not days:
        return ()
    newest = days[-1][0].day[:7]
    month = [day for day in days if day[0].day[:7] == newest]
    start = open_size = 0
    for place, day in enumerate(month):
        open_size += _size([day])
        if place > start and open_size > SMALL:
            start, open_size = place, _size([day])
    parts = [*_pack(days[:-len(month)], 0), *_pack(month[:start], len(_UNITS)), month[start:]]
    return tuple(
        shard_of([record for day in reversed(part) for record in day], variants) for part in reversed(parts)
    )


def shard_of(records: Iterable[Indexed], variants: Mapping[str, str] = AS_PRINTED) -> Shard:
    inside = tuple(records)
    facts = tuple(map(_facts_of, inside))
    common = digest(recipe(), *pairs(variants))
    texts = tuple([digest(common, record.url, record.mark)[:_LENGTH] for record in inside])
    return Shard(digest(common, *facts)[:_LENGTH], inside, facts, texts)


def _facts_of(record: Indexed) -> bytes:
    """As in `Shard.facts`."""
    place = record.url, record.day, record.folio, record.position
    kinds = record.section, record.column, record.genre, record.language
    return freeze((place, kinds, record.persons, record.authors, record.mark))


_LENGTH = 16
"""Hex digits of a name."""

Day = tuple[Indexed, ...]
_UNITS: tuple[Callable[[Day], str], ...] = (
    lambda day: day[0].day[:3], lambda day: day[0].day[:4], lambda day: day[0].day[:7],
)
"""Decade, year, month."""


def _pack(days: Sequence[Day], level: int) -> list[Sequence[Day]]:
    """`days` in as few parts of up to `BIG` as whole units allow; both oldest first."""
    if not days or _size(days) <= BIG:
        return [days] if days else []
    unit = _UNITS[level] if level < len(_UNITS) else lambda day: day[0].day
    parts: list[Sequence[Day]] = []
    for _, group in groupby(days, key=unit):
        whole = list(group)
        pieces = _pack(whole, level + 1) if level < len(_UNITS) else [whole]
        if parts and len(pieces) == 1 and _size(parts[-1]) + _size(whole) <= BIG:
            parts[-1] = [*parts[-1], *whole]
        else:
            parts.extend(pieces)
    return parts


def _size(days: Iterable[Day]) -> int:
    """In characters; a short article counts for as many as keep a shard below `MOST_ARTICLES`."""
    least = BIG // MOST_ARTICLES + 1
    return sum(max(record.size, least) for day in days for record in day)


MODULES = (
    "shards", "amending", "joining", "pagefind", "pagefind_files", "postings", "cbor", "tokens", "characters",
    "patterns",
)  # fmt: skip
"""All that decides the bytes of a shard; a test holds them to what `shards` imports."""


@cache
def recipe() -> str:
    """Of the code that decides the bytes of a shard; what it made of the articles, their marks tell."""
    here = Path(__file__)
    texts = [here.with_name(f"{name}.py").read_bytes() for name in MODULES]
    return digest(pagefind.VERSION, unidata_version, ZLIB_RUNTIME_VERSION, *texts)


def pairs(variants: Mapping[str, str]) -> tuple[str, ...]:
    """Two texts, in which the same place has a character and what it is compared as."""
    return ("".join(variants), "".join(variants.values())) if variants else ()
