"""Several indexes of Pagefind become one.

    bites of some hundred articles ─▶ Pagefind, one index each ─▶ joined ─▶ one index

Pagefind holds half a kilobyte of memory for every letter of what it indexes at once, so a
big index would need gigabytes. Joined from small ones it needs what one of those does, and
is, word for word and place for place, what Pagefind would have made in one go (a test
compares them).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from edition.pagefind_files import (
    Cutter,
    Entry,
    Files,
    Forms,
    Index,
    entry_of,
    fragment_path,
    pieces_and_meta,
    read_index,
)
from edition.postings import Pages, joined

Found = tuple[bytes, int, Forms]
"""A word, the number that the first article of its index gets, and where it stands there."""


def join(indexes: Iterable[Files], version: str, piece: int) -> Iterator[tuple[str, bytes]]:
    """The files of one index, the articles of `indexes` one after the other.

    A piece has some `piece` bytes, unpacked. Raise ValueError where the files aren't as `pagefind_files` says.
    """
    lengths: list[int] = []
    words: list[Iterator[Found]] = []
    for files in indexes:
        index = read_index(files, version)
        words.append(_numbered(len(lengths), index))
        for length, fragment in index.articles:
            yield fragment_path(len(lengths)), files[fragment]
            lengths.append(length)
    cutter = Cutter(piece)
    yield from pieces_and_meta(version, lengths, chain(cutter.pieces(_joined(words)), cutter.rest()))


def _numbered(offset: int, index: Index) -> Iterator[Found]:
    """The words of an index whose first article gets number `offset`."""
    for word, forms, _ in index.words():
        yield word, offset, forms


def _joined(indexes: Sequence[Iterable[Found]]) -> Iterator[Entry]:
    """Every word once, in order."""
    # Equal words keep the order of the indexes, since no two of those begin with the same article.
    for word, group in groupby(heapq.merge(*indexes), key=itemgetter(0)):
        parts: dict[bytes, list[tuple[int, Pages]]] = {}
        for _, offset, forms in group:
            for form, pages in forms:
                if pages[0]:
                    parts.setdefault(form, []).append((offset, pages))
        yield word, entry_of(word, {form: joined(pages) for form, pages in parts.items()})
