"""Exact full-text search: articles as tokens, in shards, with a catalogue of them.

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
its memory grows with what it is given at once: see `edition.pagefind_files`.

**Filters** are not Pagefind's, which would make its output differ from run to run:
the file `start` says day, folio, section, column and genre of every article, and goes on
with Pagefind's own beginning, which saves readers a request; `people.json`, read only when
somebody asks for it, has persons and bylines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from unicodedata import unidata_version

from edition import pagefind, urls
from edition.fingerprint import digest, mark
from edition.tokens import AS_PRINTED, is_letter, tokens
from edition.values import freeze

BIG = 7_000_000
"""Characters in a closed shard: about 10,000 articles, half a minute."""
SMALL = 200_000
"""Characters in the open shard: about 300 articles, a second or two."""

_FOLDER = urls.SEARCH_DATA.strip("/")
ENGINE = f"pagefind-{pagefind.VERSION}"
_VARIANTS = urls.VARIANTS.removeprefix(urls.SEARCH_DATA)
"""assets/hits.js knows it by this name too."""
_A_WORD = "0"
"""For an article of nothing but dashes, which Pagefind would leave out. Behind the last line
it is not shown, and a single letter is not found."""


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

    def whole(self) -> Shard:
        """The same with all texts."""
        return Shard(self.name, tuple(record.whole() for record in self.records), self.facts)


Replaced = Mapping[str, Sequence[int]]
"""For the name of a shard, which of its records are no longer true: their places, from 0."""
NOTHING_REPLACED: Replaced = {}


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
    return Shard(digest(recipe(), *_pairs(variants), *facts)[:16], inside, facts)


def _facts_of(record: Indexed) -> bytes:
    """As in `Shard.facts`."""
    place = record.url, record.day, record.folio, record.position
    return freeze((place, record.section, record.column, record.genre, record.persons, record.authors, record.mark))


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
    return sum(record.size for day in days for record in day)


@cache
def recipe() -> str:
    """Of the code that decides the bytes of a shard; what it made of the articles, their marks tell."""
    here = Path(__file__)
    modules = ("search.py", "pagefind.py", "pagefind_files.py", "tokens.py")
    return digest(pagefind.VERSION, unidata_version, *(here.with_name(name).read_bytes() for name in modules))


# -- files -----------------------------------------------------------------------------------------


def shard_files(shard: Shard, variants: Mapping[str, str] = AS_PRINTED) -> Iterator[tuple[str, bytes]]:
    """Paths below site/ and bytes: the same for the same shard, on every run.

    `variants` are those that it was planned with.
    """
    prefix = f"{_FOLDER}/{shard.name}/"
    zones: list[tuple[int, int]] = []

    def texts() -> Iterator[tuple[str, str]]:
        for record in (record.whole() for record in shard.records):
            headline, aside, body = (
                tokens(lines, variants) for lines in ((record.headline,), record.aside, record.paragraphs)
            )
            zones.append((len(headline), len(headline) + len(aside)))
            whole = [*headline, *aside, *body]
            if not any(is_letter(token[0]) for token in whole):
                whole.append(_A_WORD)
            yield record.url, " ".join(whole)

    for path, content in pagefind.index_files(texts()):
        if path == pagefind.META:
            content = _json(_facts(shard.records, zones)) + b"\n" + content
        yield prefix + path, content
    yield prefix + "people.json", _json(_people(shard.records))


def catalogue_files(
    shards: Sequence[Shard], variants: Mapping[str, str] = AS_PRINTED, replaced: Replaced = NOTHING_REPLACED
) -> Iterator[tuple[str, bytes]]:
    """What the browser reads first: where everything is, and how many articles each filter has."""
    without = {name: frozenset(places) for name, places in replaced.items()}
    records = [
        record for shard in shards
        for place, record in enumerate(shard.records) if place not in without.get(shard.name, ())
    ]
    if variants:
        yield f"{_FOLDER}/{_VARIANTS}", _json(_pairs(variants))
    yield f"{_FOLDER}/catalogue.json", _json({
        "engine": ENGINE,
        "version": pagefind.VERSION,
        "names": urls.PEOPLE_DATA.lstrip("/"),
        **({"variants": _VARIANTS} if variants else {}),
        "shards": [
            {"name": shard.name, "articles": len(shard.records) - len(without.get(shard.name, ())),
             "first": shard.records[-1].day, "last": shard.records[0].day,
             **({"without": sorted(without[shard.name])} if shard.name in without else {})}
            for shard in shards
        ],
        "articles": len(records),
        "years": sorted(Counter(record.day[:4] for record in records).items()),
        "folios": sorted(Counter(record.folio for record in records).items()),
        "sections": _totals(record.section for record in records),
        "columns": _totals(record.column for record in records),
        "genres": _totals(record.genre for record in records),
    })


def engine_files() -> Iterator[tuple[str, bytes]]:
    for path, content in pagefind.engine_files():
        yield f"{_FOLDER}/{ENGINE}/{path}", content


def _pairs(variants: Mapping[str, str]) -> tuple[str, ...]:
    """Two texts, in which the same place has a character and what it is compared as."""
    return ("".join(variants), "".join(variants.values())) if variants else ()


def _totals(values: Iterable[str]) -> list[tuple[str, int]]:
    """Most frequent first; the empty one is no choice."""
    counts = Counter(filter(None, values))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _facts(records: Sequence[Indexed], zones: Iterable[tuple[int, int]]) -> dict[str, object]:
    """One character a record and fact, in the order of the records."""
    ends = list(zones)
    facts: dict[str, object] = {
        "days": sorted(Counter(record.day for record in records).items(), reverse=True),
        "folio": _numbers(record.folio for record in records),
        "headline": _numbers(headline for headline, _ in ends),
        "aside": _numbers(aside for _, aside in ends),
    }
    for kind, values in (
        ("section", [record.section for record in records]),
        ("column", [record.column for record in records]),
        ("genre", [record.genre for record in records]),
    ):
        names = {name: number for number, name in enumerate(dict.fromkeys(values))}
        facts[kind] = {"names": list(names), "of": _numbers(names[value] for value in values)}
    return facts


def _people(records: Sequence[Indexed]) -> dict[str, dict[str, str]]:
    """For every id, in which records it stands."""
    people: dict[str, dict[str, list[int]]] = {"persons": {}, "authors": {}}
    for number, record in enumerate(records):
        for person in dict.fromkeys(record.persons):
            people["persons"].setdefault(person, []).append(number)
        for author in dict.fromkeys(record.authors):
            people["authors"].setdefault(author, []).append(number)
    return {kind: {id: _numbers(of) for id, of in sorted(ids.items())} for kind, ids in people.items()}


def _numbers(values: Iterable[int]) -> str:
    """Small numbers as characters from `0` on: a list that is as short as a text."""
    return "".join(chr(48 + min(value, 55_000)) for value in values)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
