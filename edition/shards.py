"""The files of the search index: those of each shard, their catalogue, and the engine that reads them.

**Filters** are not Pagefind's, which would make its output differ from run to run:
the file `start` says day, folio, section, column and genre of every article, and goes on
with Pagefind's own beginning, which saves readers a request; `people.json`, read only when
somebody asks for it, has persons and bylines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition import pagefind, urls
from edition.search import Indexed, Shard, pairs
from edition.tokens import AS_PRINTED, is_letter, tokens

_FOLDER = urls.SEARCH_DATA.strip("/")
ENGINE = f"pagefind-{pagefind.VERSION}"
_VARIANTS = urls.VARIANTS.removeprefix(urls.SEARCH_DATA)
"""assets/hits.js knows it by this name too."""
_A_WORD = "0"
"""For an article of nothing but dashes, which Pagefind would leave out. Behind the last line
it is not shown, and a single letter is not found."""

Replaced = Mapping[str, Sequence[int]]
"""For the name of a shard, which of its records are no longer true: their places, from 0."""
NOTHING_REPLACED: Replaced = {}


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
        yield f"{_FOLDER}/{_VARIANTS}", _json(pairs(variants))
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
