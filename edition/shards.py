"""The files of the search index: those of each shard, their catalogue, and the engine that reads them.

**Filters** are not Pagefind's, which would make its output differ from run to run:
the file `start` says day, folio, section, column, genre and other language of every article, and goes on
with Pagefind's own beginning, which saves readers a request; `people.json`, read only when
somebody asks for it, has persons and bylines.

**A shard that is published** serves for another one that has mostly the same articles: see `edition.amending`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from edition import pagefind, urls
from edition.amending import Order
from edition.fingerprint import mark
from edition.postings import Renumbering
from edition.search import Indexed, Shard, pairs
from edition.tokens import AS_PRINTED, is_letter, tokens

FOLDER = urls.SEARCH_DATA.removeprefix("/")
"""Of the whole index below site/, with its slash."""
LAST = "people.json"
"""Of the files of a shard the one that is written last: where it is, all are."""
ENGINE = f"pagefind-{pagefind.VERSION}"
_VARIANTS = urls.VARIANTS.removeprefix(urls.SEARCH_DATA)
"""assets/hits.js knows it by this name too."""
_A_WORD = "0"
"""For an article of nothing but dashes, which Pagefind would leave out. Behind the last line
it is not shown, and a single letter is not found."""

Replaced = Mapping[str, Sequence[int]]
"""For the name of a shard, which of its records are no longer true: their places, from 0."""
NOTHING_REPLACED: Replaced = {}

Zone = tuple[int, int]
"""How many tokens a headline has, and how many with what stands around it."""
MOST = 2
"""Where more than one of so many articles of a shard comes or goes, it is made anew; an edited one does both."""
FEW = 20
"""Articles that are soon amended, where no other gets another number."""


@dataclass(frozen=True, slots=True)
class Published:
    """A shard that is published."""

    folder: Path
    texts: tuple[str, ...]
    """As in `Shard`."""
    digests: Mapping[str, bytes] = field(repr=False)
    """Of its files, by their paths in `folder`."""

    def read(self, path: str) -> bytes:
        """A file as it was published; raise ValueError or OSError where it isn't there any more."""
        data = (self.folder / path).read_bytes()
        if mark(data) != self.digests.get(path):
            raise ValueError(f"{path} is not what was published")
        return data

    def index(self, path: str) -> bytes:
        """The same of Pagefind's own files."""
        data = self.read(path)
        return data.partition(b"\n")[2] if path == pagefind.META else data

    def zones(self) -> list[Zone]:
        facts = json.loads(self.read(pagefind.META).partition(b"\n")[0])
        zones = list(zip(*[map(_number, facts[end]) for end in ("headline", "aside")], strict=True))
        if len(zones) != len(self.texts):
            raise ValueError("a shard of other articles")
        return zones


def shard_files(
    shard: Shard, variants: Mapping[str, str] = AS_PRINTED, published: Callable[[], Iterable[Published]] = tuple
) -> Iterator[tuple[str, bytes]]:
    """Paths below site/ and bytes: the same for the same shard, on every run, whatever is `published`.

    `variants` are those that it was planned with.
    """
    try:
        amended = [*amended_files(shard, variants, published())]
    except (OSError, ValueError):  # none is near enough, or it isn't what it was
        amended = []
    if amended:
        yield from amended
        return
    zones: list[Zone] = []

    def texts() -> Iterator[pagefind.Record]:
        for record in shard.records:
            zone, text = _spelled(record, variants)
            zones.append(zone)
            yield record.url, text

    yield from _all_files(shard, zones, pagefind.index_files(texts()))


def amended_files(
    shard: Shard, variants: Mapping[str, str], published: Iterable[Published], *, few: bool = False
) -> Iterator[tuple[str, bytes]]:
    """The same out of a shard that is `published`; raise ValueError or OSError where none is near enough, or isn't
    what it was. With `few` only where that is soon done."""
    near = _nearest(shard, published)
    if not near:
        raise ValueError("no shard that is near enough")
    old, order = near
    if few and (len(order.come) > FEW or Renumbering(order.kept).moves):
        raise ValueError("this is not soon done")
    come: dict[int, pagefind.Record] = {}
    zones: list[Zone] = []
    before = old.zones()
    for place, known in enumerate(order.kept):
        if known is None:
            record = shard.records[place]
            zone, text = _spelled(record, variants)
            zones.append(zone)
            come[place] = record.url, text
        else:
            zones.append(before[known])
    yield from _all_files(shard, zones, pagefind.amended_files(old.index, order, come))


def folder_of(shard: Shard) -> str:
    """Below site/, with its slash."""
    return f"{FOLDER}{shard.name}/"


def _all_files(
    shard: Shard, zones: Sequence[Zone], files: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """With Pagefind's own `files`; the zones of all records are known when `META` comes, which is the last."""
    prefix = folder_of(shard)
    for path, content in files:
        if path == pagefind.META:
            content = _json(_facts(shard.records, zones)) + b"\n" + content
        yield prefix + path, content
    yield prefix + LAST, _json(_people(shard.records))


def _nearest(shard: Shard, published: Iterable[Published]) -> tuple[Published, Order] | None:
    """Of what is published, what can be amended to this shard, and how their articles differ."""
    found: list[tuple[int, Published, Order]] = []
    for old in published:
        places = {text: place for place, text in enumerate(old.texts)}
        kept = [places.get(text) for text in shard.texts]
        there = set(kept)
        order = Order(kept, [place for place in range(len(old.texts)) if place not in there])
        found.append((len(order.come) + len(order.gone), old, order))
    if not found:
        return None
    different, old, order = min(found, key=itemgetter(0))
    return (old, order) if different * MOST <= len(shard.texts) else None


def _spelled(indexed: Indexed, variants: Mapping[str, str]) -> tuple[Zone, str]:
    record = indexed.whole()
    headline, aside, body = (tokens(lines, variants) for lines in ((record.headline,), record.aside, record.paragraphs))
    whole = [*headline, *aside, *body]
    if not any(is_letter(token[0]) for token in whole):
        whole.append(_A_WORD)
    return (len(headline), len(headline) + len(aside)), " ".join(whole)


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
        yield FOLDER + _VARIANTS, _json(pairs(variants))
    yield f"{FOLDER}catalogue.json", _json({
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
        yield f"{FOLDER}{ENGINE}/{path}", content


def _totals(values: Iterable[str]) -> list[tuple[str, int]]:
    """Most frequent first; the empty one is no choice."""
    counts = Counter(filter(None, values))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _facts(records: Sequence[Indexed], zones: Iterable[Zone]) -> dict[str, object]:
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
    # Few are in another language than the edition, and mostly none.
    languages = _places(records, lambda record: filter(None, [record.language]))
    return {**facts, "languages": languages} if languages else facts


def _people(records: Sequence[Indexed]) -> dict[str, dict[str, str]]:
    """For every id, in which records it stands."""
    return {
        "persons": _places(records, lambda record: record.persons),
        "authors": _places(records, lambda record: record.authors),
    }


def _places(records: Sequence[Indexed], told: Callable[[Indexed], Iterable[str]]) -> dict[str, str]:
    """For everything that is `told` of a record, in which ones it is."""
    places: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for one in dict.fromkeys(told(record)):
            places.setdefault(one, []).append(number)
    return {one: _numbers(of) for one, of in sorted(places.items())}


def _numbers(values: Iterable[int]) -> str:
    """Small numbers as characters from `0` on: a list that is as short as a text."""
    return "".join(chr(48 + min(value, 55_000)) for value in values)


def _number(character: str) -> int:
    """One of these again."""
    return ord(character) - 48


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
