"""Joins several indexes of Pagefind to one, in the form of its own files.

    bites of some hundred articles ─▶ Pagefind, one index each ─▶ joined ─▶ one index

Pagefind holds half a kilobyte of memory for every letter of what it indexes at once, so a
big index would need gigabytes. Joined from small ones it needs what one of those does, and
is, word for word and place for place, what Pagefind would have made in one go (a test
compares them). Articles and pieces get numbers for names instead of digests, which is
most of what `META` weighs.

The files are CBOR (RFC 8949), packed with gzip, behind a signature; version 1.5.2 has

    META        [version, [[article, words]…], [[first word, last word, piece]…], [], [], []]
    a piece     [[ [word, pages, [[form, pages]…]]… ]], in the order of words
    pages       [[articles on from the page before, [places…], []]…]

where `form` is a spelling with accents of a word that is filed without. Pages are not
taken apart: a join changes the first number of each list, and counts the articles before it.

Why not a CBOR library: to take apart and make anew two million lists costs more time than
the indexing; here a regular expression passes over them.
"""

from __future__ import annotations

import gzip
import heapq
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple
from zlib import crc32

SIGNATURE = b"pagefind_dcd"
META = ".pf_meta"
_NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_PAGE = re.compile(rb"\x83(%b)(?:[\x80-\x97]|\x98.|\x99..)%b*\x80" % (_NUMBER, _NUMBER), re.DOTALL)
_PAGES = re.compile(rb"(?:%b)*" % _PAGE.pattern.replace(b"(%b)" % _NUMBER, _NUMBER), re.DOTALL)
_HEAD = rb"[\x80-\x97]|\x98.|\x99.."
_WORD = re.compile(
    rb"\x83(%b)(%b)(%b)\x80"
    % (b"|".join(b"%c.{%d}" % (0x60 + size, size) for size in range(2, 24)), _HEAD, _PAGES.pattern),
    re.DOTALL,
)
"""Nearly all words are short and have no other forms; one look then does for all of them."""
_UNSIGNED, _TEXT, _LIST = 0, 3, 4
_LEAST = 0.7
"""The part of its size that a piece has at least."""

Files = Mapping[str, bytes]
Entry = tuple[bytes, bytes]
"""A word, and all that the index says of it."""
Pages = tuple[int, bytes]
"""How many, and the list without its head."""
NO_PAGES: Pages = (0, b"")
Forms = tuple[tuple[bytes, Pages], ...]
"""The pages of a word by form; the word as it is filed has the empty form and comes first."""
Found = tuple[bytes, int, Forms]
"""A word, the number that the first article of its index gets, and where it stands there."""


def join(indexes: Iterable[Files], version: str, piece: int) -> Iterator[tuple[str, bytes]]:
    """The files of one index, the articles of `indexes` one after the other.

    A piece has some `piece` bytes, unpacked. Raise ValueError where the files aren't as said above.
    """
    lengths: list[int] = []
    words: list[Iterator[Found]] = []
    for files in indexes:
        index = read_index(files, version)
        words.append(_numbered(len(lengths), index))
        for length, fragment in index.articles:
            yield fragment_path(len(lengths)), files[fragment]
            lengths.append(length)
    told: list[Piece] = []
    for entries in _pieces(_joined(words), piece):
        yield piece_path(len(told)), packed_piece(entries)
        told.append((entries[0][0], entries[-1][0]))
    yield META, packed_meta(version, lengths, told)


def fragment_path(number: int) -> str:
    """Where the text of an article lies, by its place in the index."""
    return f"fragment/{number:x}.pf_fragment"


def piece_path(number: int) -> str:
    return f"index/{number:x}.pf_index"


Piece = tuple[bytes, bytes]
"""Its first word and its last."""


class Index(NamedTuple):
    """What the META of an index says, and how its files are read."""

    articles: list[tuple[int, str]]
    """How many words each has, and the path of its text."""
    pieces: list[tuple[Piece, str]]
    """In order, with their paths."""
    files: Files

    def words(self) -> Iterator[tuple[bytes, Forms, bytes]]:
        for _, path in self.pieces:
            yield from words_in(self.files[path])


def read_index(files: Files, version: str) -> Index:
    """ValueError where it isn't one of this `version` of Pagefind."""
    (made, pages, chunks, *rest), _ = _value(unpacked(files[next(path for path in files if path.endswith(META))]), 0)
    if made != version:
        raise ValueError(f"an index of Pagefind {made}, not {version}")
    if any(rest):
        raise ValueError("filters, sorting or fields in an index that has none")
    return Index(
        [(length, f"fragment/{name}.pf_fragment") for name, length in pages],
        [((first.encode(), last.encode()), f"index/{name}.pf_index") for first, last, name in chunks],
        files,
    )


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
        yield word, entry_of(word, {form: _one_list(pages) for form, pages in parts.items()})


def _one_list(parts: Sequence[tuple[int, Pages]]) -> Pages:
    written: list[bytes] = []
    before = 0
    for place, (offset, (_, pages)) in enumerate(parts, 1):
        first = _PAGE.match(pages)
        if not first:
            raise ValueError("a page of an unknown form")
        written += [b"\x83", _head(_UNSIGNED, _plain(first[1]) + offset - before), pages[first.end(1):]]
        if place < len(parts):
            before = offset + sum(map(_plain, _PAGE.findall(pages)))
    return sum(count for _, (count, _) in parts), b"".join(written)


def entry_of(word: bytes, forms: Mapping[bytes, Pages]) -> bytes:
    """All that an index says of a word: its pages as it is filed, then those of other forms in their order."""
    count, pages = forms.get(b"", NO_PAGES)
    others = [
        b"\x82" + _bytes(form) + _head(_LIST, forms[form][0]) + forms[form][1] for form in sorted(forms) if form
    ] if len(forms) > 1 or not count else []
    return b"".join([b"\x83", _bytes(word), _head(_LIST, count), pages, _list(others)])


def pages_in(pages: bytes) -> Iterator[tuple[int, bytes]]:
    """The number of each article that has the word, and all that is said of it there."""
    number = 0
    for found in _PAGE.finditer(pages):
        number += _plain(found[1])
        yield number, pages[found.end(1) : found.end()]


def pages_of(found: Iterable[tuple[int, bytes]]) -> Pages:
    """The same, put together again."""
    written: list[bytes] = []
    before = 0
    for number, said in found:
        written += [b"\x83", _head(_UNSIGNED, number - before), said]
        before = number
    return len(written) // 3, b"".join(written)


Step = tuple[int, int]
"""From the article with a number on, all have numbers that are so much greater than those before it moved."""


def moved(pages: Pages, steps: Sequence[Step]) -> Pages:
    """The same where articles have other numbers, in the same order."""
    count, said = pages
    if not count or not steps:
        return pages
    numbers = [*accumulate(map(_plain, _PAGE.findall(said)))]
    more: Counter[int] = Counter()
    for number, step in steps:
        if (place := bisect_left(numbers, number)) < count:
            more[place] += step
    if not any(more.values()):
        return pages
    written: list[bytes] = []
    end = 0
    for place, page in enumerate(islice(_PAGE.finditer(said), max(more) + 1)):
        if step := more[place]:
            written += [said[end : page.start(1)], _head(_UNSIGNED, _plain(page[1]) + step)]
            end = page.end(1)
    return count, b"".join([*written, said[end:]])


def _pieces(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    piece: list[Entry] = []
    filled = 0
    for entry in entries:
        piece.append(entry)
        filled += len(entry[1])
        if ends_piece(entry, filled, size):
            yield piece
            piece, filled = [], 0
    if piece:
        yield piece


def ends_piece(entry: Entry, filled: int, size: int) -> bool:
    """Whether a piece ends with this word, which has `filled` it so far; most have some `size` bytes.

    Why not all the same: a word that comes or goes would then move the ends of all pieces after it. Here the
    words themselves say where a piece may end, the long ones more often, once it has the least of its size.
    """
    word, said = entry
    least = size * _LEAST
    return filled >= least and crc32(word) * (size - least) < len(said) << 32


# -- reading ---------------------------------------------------------------------------------------


def words_in(packed: bytes) -> Iterator[tuple[bytes, Forms, bytes]]:
    """The words of a piece in order, each with its pages, and with all that is said of it."""
    piece = unpacked(packed)
    _, count, at = _read_head(piece, _opened(piece, 0, 1))
    for _ in range(count):
        if plain := _WORD.match(piece, at):
            word, head, pages = plain.groups()
            yield word[1:], ((b"", (_read_head(head, 0)[1], pages)),), plain[0]
            at = plain.end()
        else:
            begun = at
            word, at = _read_text(piece, _opened(piece, at, 3))
            filed, at = _read_pages(piece, at)
            forms = [(b"", filed)]
            _, others, at = _read_head(piece, at)
            for _ in range(others):
                form, at = _read_text(piece, _opened(piece, at, 2))
                pages_of_form, at = _read_pages(piece, at)
                forms.append((form, pages_of_form))
            yield word, tuple(forms), piece[begun:at]
    if at != len(piece):
        raise ValueError("a piece of an index has more than its words")


def _read_pages(data: bytes, at: int) -> tuple[Pages, int]:
    _, count, at = _read_head(data, at)
    found = _PAGES.match(data, at)
    assert found, "it may be empty"
    return (count, found[0]), found.end()


def _opened(data: bytes, at: int, size: int) -> int:
    """Where the first item of the list at `at` begins."""
    kind, number, at = _read_head(data, at)
    if (kind, number) != (_LIST, size):
        raise ValueError("a list of an unknown form")
    return at


def _read_text(data: bytes, at: int) -> tuple[bytes, int]:
    kind, length, at = _read_head(data, at)
    if kind != _TEXT:
        raise ValueError("a text was expected")
    return data[at : at + length], at + length


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind, number, at = _read_head(data, at)
    if kind == _UNSIGNED:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _LIST:
        raise ValueError(f"CBOR of kind {kind}, which Pagefind has no use for")
    items = []
    for _ in range(number):
        item, at = _value(data, at)
        items.append(item)
    return items, at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and number of the item at `at`, and where its content begins."""
    kind, number = data[at] >> 5, data[at] & 31
    if number < 24:
        return kind, number, at + 1
    end = at + 1 + (1 << number - 24)
    if number > 26:
        raise ValueError("a number of more than 32 bits")
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def _plain(number: bytes) -> int:
    return int.from_bytes(number[1:], "big") if len(number) > 1 else number[0]


def unpacked(packed: bytes) -> bytes:
    data = gzip.decompress(packed)
    if not data.startswith(SIGNATURE):
        raise ValueError("no file of a Pagefind index")
    return data[len(SIGNATURE) :]


# -- writing ---------------------------------------------------------------------------------------


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes((kind << 5 | number,))
    size = 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4
    return bytes((kind << 5 | 23 + size.bit_length(),)) + number.to_bytes(size, "big")


def _text(text: str) -> bytes:
    return _bytes(text.encode())


def _bytes(text: bytes) -> bytes:
    return _head(_TEXT, len(text)) + text


def _list(items: Sequence[bytes]) -> bytes:
    return _head(_LIST, len(items)) + b"".join(items)


def packed_piece(entries: Sequence[Entry]) -> bytes:
    return _packed(_list([_list([said for _, said in entries])]))


def packed_meta(version: str, lengths: Iterable[int], pieces: Iterable[Piece]) -> bytes:
    """META of an index whose files have numbers for names, with the number of words of each article."""
    articles = [_list([_text(f"{number:x}"), _head(_UNSIGNED, length)]) for number, length in enumerate(lengths)]
    chunks = [
        _list([_bytes(first), _bytes(last), _text(f"{number:x}")]) for number, (first, last) in enumerate(pieces)
    ]
    empty = _list([])
    return _packed(_list([_text(version), _list(articles), _list(chunks), empty, empty, empty]))


def _packed(data: bytes) -> bytes:
    return gzip.compress(SIGNATURE + data, 6, mtime=0)
