"""An index of Pagefind in which some articles come or go: what it says of all others stays as it is.

    texts that go   ─┐
    texts that come ─┴─ Pagefind ─▶ what is said of them ─▶ the pieces with one of their words
    the index, as it is published ────────────────────────▶ all other files, byte for byte

An article with another text is one that goes and one that comes. It is byte for byte what Pagefind makes of
all texts, joined by `joining` (a test compares them): in a shard of 8,000 articles, for an edit in one
second instead of half a minute. Where articles get other numbers, since there are more or fewer before them,
every piece says so, but none of their texts is read. The index of before is taken at no word: what is to go must
be there, place for place, as Pagefind says it of the text.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.pagefind_files import (
    META,
    Cutter,
    Entry,
    Files,
    Piece,
    entry_of,
    fragment_path,
    pieces_and_meta,
    read_index,
    unpacked,
    words_in,
)
from edition.postings import NO_PAGES, Pages, Renumbering, changed, pages_in

Read = Callable[[str], bytes]
"""Gives a file of the index of before, by its path."""


class Change(NamedTuple):
    """What is to become of a form of a word: by article, what is said of it there."""

    gone: dict[int, bytes]
    """By the numbers of before."""
    come: dict[int, bytes]
    """By those of now."""


NO_CHANGE = Change({}, {})
Changes = dict[bytes, dict[bytes, Change]]
"""By word and form."""


class Order(NamedTuple):
    """Which articles there are now, and which there were."""

    kept: Sequence[int | None]
    """For every article its number of before; None where it wasn't there."""
    gone: Sequence[int]
    """The numbers of before of those that aren't there any more, in order."""

    @property
    def come(self) -> list[int]:
        return [new for new, old in enumerate(self.kept) if old is None]


def text_at(place: int, read: Read) -> str:
    """What Pagefind was given of an article, as the index keeps it."""
    text = json.loads(unpacked(read(fragment_path(place))))["content"]
    if not isinstance(text, str):
        raise ValueError("an article without a text")
    return text


def amended(
    read: Read, order: Order, indexes: Iterable[Files], version: str, size: int
) -> Iterator[tuple[str, bytes]]:
    """The files of the index that `read` reads, with other articles.

    `indexes` are of the texts that go, and then of those that come, in order. `version` and `size` of a piece are
    those that the index was made with. Raise ValueError where it is another than it should be.
    """
    changes, come = _changes(order, indexes, version)
    index = read_index({META: read(META)}, version)
    if len(index.articles) != len(order.kept) - len(come) + len(order.gone):
        raise ValueError("an index of other articles")
    lengths: list[int] = []
    for new, old in enumerate(order.kept):
        if old is None:
            length, text = come[new]
        else:
            length, text = index.articles[old][0], read(fragment_path(old))
        yield fragment_path(new), text
        lengths.append(length)
    pieces = _pieces(index.pieces, read, changes, Renumbering(order.kept), Cutter(size))
    yield from pieces_and_meta(version, lengths, pieces)


def _changes(order: Order, indexes: Iterable[Files], version: str) -> tuple[Changes, dict[int, tuple[int, bytes]]]:
    """And how many words the articles have that come, with the files of their texts."""
    changes: Changes = {}
    come: dict[int, tuple[int, bytes]] = {}
    numbers = [*order.gone, *order.come]
    begun, gone = 0, len(order.gone)
    for files in indexes:
        index = read_index(files, version)
        for word, forms, _ in index.words():
            of_word = changes.setdefault(word, {})
            for form, (_, pages) in forms:
                change = of_word.setdefault(form, Change({}, {}))
                for article, said in pages_in(pages):
                    place = begun + article
                    (change.gone if place < gone else change.come)[numbers[place]] = said
        for place, (length, path) in enumerate(index.articles, begun):
            if place >= gone:
                come[numbers[place]] = length, files[path]
        begun += len(index.articles)
    if begun != len(numbers):
        raise ValueError("an article that Pagefind leaves out")
    return changes, come


def _pieces(
    pieces: Sequence[tuple[Piece, str]], read: Read, changes: Changes, renumber: Renumbering, cutter: Cutter
) -> Iterator[tuple[Piece, bytes]]:
    """Every piece in order, each with its file."""
    if not pieces:
        raise ValueError("an index without words")
    firsts = [first for (first, _), _ in pieces]
    touched: dict[int, Changes] = {}
    for word, forms in changes.items():
        if renumber.moves or any([change.gone != change.come for change in forms.values()]):
            touched.setdefault(max(bisect_right(firsts, word) - 1, 0), {})[word] = forms
    for number, (piece, path) in enumerate(pieces):
        if number in touched or cutter.entries or renumber.moves:
            yield from cutter.pieces(_edited(read(path), touched.get(number, {}), renumber))
        else:
            yield piece, read(path)  # it begins where it began, and so ends where it ended
    yield from cutter.rest()


def _edited(packed: bytes, changes: Changes, renumber: Renumbering) -> Iterator[Entry]:
    """The words of a piece, with those that come and without those that go."""
    waiting = sorted(changes, reverse=True)
    for word, forms, said in words_in(packed):
        while waiting and waiting[-1] < word:
            yield from _entry(waiting[-1], {}, changes[waiting.pop()], renumber)
        if waiting and waiting[-1] == word:
            yield from _entry(word, dict(forms), changes[waiting.pop()], renumber)
        elif renumber.moves:
            yield from _entry(word, dict(forms), {}, renumber)
        else:
            yield word, said
    while waiting:
        yield from _entry(waiting[-1], {}, changes[waiting.pop()], renumber)


def _entry(
    word: bytes, forms: Mapping[bytes, Pages], changes: Mapping[bytes, Change], renumber: Renumbering
) -> Iterator[Entry]:
    """The word with its changes; nothing where no article has it any more."""
    now: dict[bytes, Pages] = {}
    for form in {**forms, **changes}:
        pages = changed(forms.get(form, NO_PAGES), *changes.get(form, NO_CHANGE), renumber)
        if pages[0]:
            now[form] = pages
    if now:
        yield word, entry_of(word, now)
