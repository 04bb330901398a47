"""An index of Pagefind in which some articles have another text: what their words are not in stays as it is.

    texts of before ─┐
    texts of now    ─┴─ Pagefind ─▶ what is to go and to come ─▶ the pieces with one of these words
    the index, as it is published ──────────────────────────▶ all other files, byte for byte

It is byte for byte what Pagefind makes of all texts, joined by `pagefind_files` (a test compares them), for
an edit in a shard of 8,000 articles in a second or two instead of half a minute. The index of before is taken
at no word: what is to go must be there, place for place, as Pagefind says it of the text of before.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.pagefind_files import (
    META,
    NO_PAGES,
    Entry,
    Files,
    Pages,
    Piece,
    ends_piece,
    entry_of,
    fragment_path,
    packed_meta,
    packed_piece,
    pages_in,
    pages_of,
    piece_path,
    read_index,
    unpacked,
    words_in,
)

Read = Callable[[str], bytes]
"""Gives a file of the index of before, by its path."""


class Change(NamedTuple):
    """What is to become of a form of a word: by article, what is said of it there."""

    gone: dict[int, bytes]
    come: dict[int, bytes]


Changes = dict[bytes, dict[bytes, Change]]
"""By word and form."""


def text_at(place: int, read: Read) -> str:
    """What Pagefind was given of an article, as the index keeps it."""
    text = json.loads(unpacked(read(fragment_path(place))))["content"]
    if not isinstance(text, str):
        raise ValueError("an article without a text")
    return text


def amended(
    read: Read, places: Sequence[int], indexes: Iterable[Files], version: str, size: int
) -> Iterator[tuple[str, bytes]]:
    """The files of the index that `read` reads, where the articles at `places` have other texts.

    `indexes` are of the texts of before of these articles, and then of those of now, in order. `version` and `size`
    of a piece are those that the index was made with. Raise ValueError where it is another than it should be.
    """
    changes, now = _changes(places, indexes, version)
    index = read_index({META: read(META)}, version)
    lengths = [length for length, _ in index.articles]
    for place in range(len(lengths)):
        path = fragment_path(place)
        if place in now:
            lengths[place], fragment = now[place]
            yield path, fragment
        else:
            yield path, read(path)
    told: list[Piece] = []
    for piece, data in _pieces([first for (first, _), _ in index.pieces], index.pieces, read, changes, size):
        yield piece_path(len(told)), data
        told.append(piece)
    yield META, packed_meta(version, lengths, told)


def _changes(
    places: Sequence[int], indexes: Iterable[Files], version: str
) -> tuple[Changes, dict[int, tuple[int, bytes]]]:
    """And how many words the articles have now, with the files of their texts."""
    changes: Changes = {}
    now: dict[int, tuple[int, bytes]] = {}
    begun = 0
    for files in indexes:
        index = read_index(files, version)
        for word, forms, _ in index.words():
            of_word = changes.setdefault(word, {})
            for form, (_, pages) in forms:
                change = of_word.setdefault(form, Change({}, {}))
                for article, said in pages_in(pages):
                    is_now, number = divmod(begun + article, len(places))
                    (change.come if is_now else change.gone)[places[number]] = said
        for article, (length, path) in enumerate(index.articles):
            is_now, number = divmod(begun + article, len(places))
            if is_now:
                now[places[number]] = length, files[path]
        begun += len(index.articles)
    if begun != 2 * len(places):
        raise ValueError("an article that Pagefind leaves out")
    return changes, now


def _pieces(
    firsts: Sequence[bytes], pieces: Sequence[tuple[Piece, str]], read: Read, changes: Changes, size: int
) -> Iterator[tuple[Piece, bytes]]:
    """Every piece in order, each with its file. `firsts` are the first words of those of before."""
    if not pieces:
        raise ValueError("an index without words")
    touched: dict[int, Changes] = {}
    for word, forms in changes.items():
        if any([change.gone != change.come for change in forms.values()]):
            touched.setdefault(max(bisect_right(firsts, word) - 1, 0), {})[word] = forms
    entries: list[Entry] = []
    filled = 0
    for number, (piece, path) in enumerate(pieces):
        if number not in touched and not entries:
            yield piece, read(path)  # it begins where it began, and so ends where it ended
            continue
        for entry in _edited(read(path), touched.get(number, {})):
            entries.append(entry)
            filled += len(entry[1])
            if ends_piece(entry, filled, size):
                yield _piece_of(entries)
                entries, filled = [], 0
    if entries:
        yield _piece_of(entries)


def _piece_of(entries: Sequence[Entry]) -> tuple[Piece, bytes]:
    return (entries[0][0], entries[-1][0]), packed_piece(entries)


def _edited(packed: bytes, changes: Changes) -> Iterator[Entry]:
    """The words of a piece, with those that come and without those that go."""
    waiting = sorted(changes, reverse=True)
    for word, forms, said in words_in(packed):
        while waiting and waiting[-1] < word:
            yield from _entry(waiting[-1], {}, changes[waiting.pop()])
        if waiting and waiting[-1] == word:
            yield from _entry(word, dict(forms), changes[waiting.pop()])
        else:
            yield word, said
    while waiting:
        yield from _entry(waiting[-1], {}, changes[waiting.pop()])


def _entry(word: bytes, forms: Mapping[bytes, Pages], changes: Mapping[bytes, Change]) -> Iterator[Entry]:
    """The word with its changes; nothing where no article has it any more."""
    now = {form: pages for form in {**forms, **changes}
           if (pages := _changed(forms.get(form, NO_PAGES), changes.get(form)))[0]}  # fmt: skip
    if now:
        yield word, entry_of(word, now)


def _changed(pages: Pages, change: Change | None) -> Pages:
    if change is None or change.gone == change.come:
        return pages
    found = dict(pages_in(pages[1]))
    for place, said in change.gone.items():
        if found.pop(place, None) != said:
            raise ValueError("the index says something else of a text than Pagefind does")
    found |= change.come
    return pages_of(sorted(found.items()))
