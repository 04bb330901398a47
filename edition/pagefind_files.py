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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

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

Files = Mapping[str, bytes]


_Pages = tuple[int, bytes]
"""How many, and the list without its head."""
_Forms = tuple[tuple[bytes, _Pages], ...]
"""The pages of a word by form; the word as it is filed has the empty form and comes first."""
_Found = tuple[bytes, int, _Forms]
"""A word, the number that the first article of its index gets, and where it stands there."""


def join(indexes: Iterable[Files], version: str, piece: int) -> Iterator[tuple[str, bytes]]:
    """The files of one index, the articles of `indexes` one after the other.

    A piece has `piece` bytes, unpacked, or one word more. Raise ValueError where the files aren't as said above.
    """
    articles: list[bytes] = []
    words: list[Iterator[_Found]] = []
    for files in indexes:
        made, pages, pieces = _meta(next(content for path, content in files.items() if path.endswith(META)))
        if made != version:
            raise ValueError(f"an index of Pagefind {made}, not {version}")
        words.append(_numbered(len(articles), [files[f"index/{name}.pf_index"] for name in pieces]))
        for name, length in pages:
            number = _number_name(len(articles))
            articles.append(_list([_text(number), _head(_UNSIGNED, length)]))
            yield f"fragment/{number}.pf_fragment", files[f"fragment/{name}.pf_fragment"]
    chunks: list[bytes] = []
    for entries in _pieces(_joined(words), piece):
        name = _number_name(len(chunks))
        chunks.append(_list([_bytes(entries[0][0]), _bytes(entries[-1][0]), _text(name)]))
        yield f"index/{name}.pf_index", _packed(_list([_list([entry for _, entry in entries])]))
    empty = _list([])
    yield META, _packed(_list([_text(version), _list(articles), _list(chunks), empty, empty, empty]))


def _number_name(number: int) -> str:
    return f"{number:x}"


def _numbered(offset: int, pieces: Sequence[bytes]) -> Iterator[_Found]:
    """The words of an index whose first article gets number `offset`."""
    for piece in pieces:
        for word, forms in _words(_unpacked(piece)):
            yield word, offset, forms


def _joined(indexes: Sequence[Iterable[_Found]]) -> Iterator[tuple[bytes, bytes]]:
    """Every word once, in order, with its entry."""
    # Equal words keep the order of the indexes, since no two of those begin with the same article.
    for word, group in groupby(heapq.merge(*indexes), key=itemgetter(0)):
        found = list(group)
        if all(len(forms) == 1 for _, _, forms in found):
            filed = _one_list([(offset, forms[0][1]) for _, offset, forms in found])
            yield word, b"".join([b"\x83", _bytes(word), filed, b"\x80"])
            continue
        parts: dict[bytes, list[tuple[int, _Pages]]] = {b"": []}
        for _, offset, forms in found:
            for form, pages in forms:
                if pages[0]:
                    parts.setdefault(form, []).append((offset, pages))
        filed = _one_list(parts.pop(b""))
        others = [b"\x82" + _bytes(form) + _one_list(pages) for form, pages in parts.items()]
        yield word, b"".join([b"\x83", _bytes(word), filed, _list(others)])


def _one_list(parts: Sequence[tuple[int, _Pages]]) -> bytes:
    written = [_head(_LIST, sum(count for _, (count, _) in parts))]
    before = 0
    for place, (offset, (_, pages)) in enumerate(parts, 1):
        first = _PAGE.match(pages)
        if not first:
            raise ValueError("a page of an unknown form")
        written += [b"\x83", _head(_UNSIGNED, _plain(first[1]) + offset - before), pages[first.end(1):]]
        if place < len(parts):
            before = offset + sum(map(_plain, _PAGE.findall(pages)))
    return b"".join(written)


def _pieces(entries: Iterable[tuple[bytes, bytes]], size: int) -> Iterator[list[tuple[bytes, bytes]]]:
    piece: list[tuple[bytes, bytes]] = []
    filled = 0
    for entry in entries:
        piece.append(entry)
        filled += len(entry[1])
        if filled >= size:
            yield piece
            piece, filled = [], 0
    if piece:
        yield piece


# -- reading ---------------------------------------------------------------------------------------


def _meta(packed: bytes) -> tuple[str, list[tuple[str, int]], list[str]]:
    """Version, articles with the number of their words, and names of the pieces in order."""
    (version, pages, chunks, *rest), _ = _value(_unpacked(packed), 0)
    if any(rest):
        raise ValueError("filters, sorting or fields in an index that has none")
    return version, [(name, length) for name, length in pages], [name for _, _, name in chunks]


def _words(piece: bytes) -> Iterator[tuple[bytes, _Forms]]:
    _, count, at = _read_head(piece, _opened(piece, 0, 1))
    for _ in range(count):
        if plain := _WORD.match(piece, at):
            word, head, pages = plain.groups()
            at = plain.end()
            yield word[1:], ((b"", (_read_head(head, 0)[1], pages)),)
        else:
            word, at = _read_text(piece, _opened(piece, at, 3))
            filed, at = _read_pages(piece, at)
            forms = [(b"", filed)]
            _, others, at = _read_head(piece, at)
            for _ in range(others):
                form, at = _read_text(piece, _opened(piece, at, 2))
                pages_of_form, at = _read_pages(piece, at)
                forms.append((form, pages_of_form))
            yield word, tuple(forms)
    if at != len(piece):
        raise ValueError("a piece of an index has more than its words")


def _read_pages(data: bytes, at: int) -> tuple[_Pages, int]:
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


def _unpacked(packed: bytes) -> bytes:
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


def _packed(data: bytes) -> bytes:
    return gzip.compress(SIGNATURE + data, 6, mtime=0)
