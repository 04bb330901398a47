"""The files of an index of Pagefind, read and written in its own form.

They are CBOR, packed with gzip, behind a signature; version 1.5.2 has

    META        [version, [[article, words]…], [[first word, last word, piece]…], [], [], []]
    a piece     [[ [word, pages, [[form, pages]…]]… ]], in the order of words

where `form` is a spelling with accents of a word that is filed without, and `pages` are as in
`postings`. What is written here has numbers for names of articles and pieces instead of
digests, which are most of what `META` weighs.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from edition.cbor import LIST, UNSIGNED, head, listed, opened, read_head, read_text, text, value
from edition.postings import LIST_HEAD, NO_PAGES, PAGES, Pages

SIGNATURE = b"pagefind_dcd"
META = ".pf_meta"
_PAGES = re.compile(PAGES, re.DOTALL)
_WORD = re.compile(
    rb"\x83(%b)(%b)(%b)\x80" % (b"|".join(b"%c.{%d}" % (0x60 + size, size) for size in range(2, 24)), LIST_HEAD, PAGES),
    re.DOTALL,
)
"""Nearly all words are short and have no other forms; one look then does for all of them."""
_LEAST = 0.7
"""The part of its size that a piece has at least."""

Files = Mapping[str, bytes]
Entry = tuple[bytes, bytes]
"""A word, and all that the index says of it."""
Forms = tuple[tuple[bytes, Pages], ...]
"""The pages of a word by form; the word as it is filed has the empty form and comes first."""
Piece = tuple[bytes, bytes]
"""Its first word and its last."""


def fragment_path(number: int) -> str:
    """Where the text of an article lies, by its place in the index."""
    return f"fragment/{number:x}.pf_fragment"


# -- reading ---------------------------------------------------------------------------------------


class Index(NamedTuple):
    """What the META of an index says, and how its files are read."""

    articles: list[tuple[int, str]]
    """How many words each has, and the path of its text."""
    pieces: list[tuple[Piece, str]]
    """In order, with their paths."""
    files: Files

    def words(self) -> Iterator[tuple[bytes, Forms, bytes]]:
        """Those of all pieces, as `words_in` gives them."""
        for _, path in self.pieces:
            yield from words_in(self.files[path])


def read_index(files: Files, version: str) -> Index:
    """ValueError where it isn't one of this `version` of Pagefind."""
    (made, pages, chunks, *rest), _ = value(unpacked(files[next(path for path in files if path.endswith(META))]))
    if made != version:
        raise ValueError(f"an index of Pagefind {made}, not {version}")
    if any(rest):
        raise ValueError("filters, sorting or fields in an index that has none")
    return Index(
        [(length, f"fragment/{name}.pf_fragment") for name, length in pages],
        [((first.encode(), last.encode()), f"index/{name}.pf_index") for first, last, name in chunks],
        files,
    )


def words_in(packed: bytes) -> Iterator[tuple[bytes, Forms, bytes]]:
    """The words of a piece in order, each with its pages, and with all that is said of it."""
    piece = unpacked(packed)
    _, count, at = read_head(piece, opened(piece, 0, 1))
    for _ in range(count):
        if plain := _WORD.match(piece, at):
            word, counted, pages = plain.groups()
            yield word[1:], ((b"", (read_head(counted, 0)[1], pages)),), plain[0]
            at = plain.end()
        else:
            begun = at
            word, at = read_text(piece, opened(piece, at, 3))
            filed, at = _read_pages(piece, at)
            forms = [(b"", filed)]
            _, others, at = read_head(piece, at)
            for _ in range(others):
                form, at = read_text(piece, opened(piece, at, 2))
                pages_of_form, at = _read_pages(piece, at)
                forms.append((form, pages_of_form))
            yield word, tuple(forms), piece[begun:at]
    if at != len(piece):
        raise ValueError("a piece of an index has more than its words")


def _read_pages(data: bytes, at: int) -> tuple[Pages, int]:
    _, count, at = read_head(data, at)
    found = _PAGES.match(data, at)
    assert found, "it may be empty"
    return (count, found[0]), found.end()


def unpacked(packed: bytes) -> bytes:
    data = gzip.decompress(packed)
    if not data.startswith(SIGNATURE):
        raise ValueError("no file of a Pagefind index")
    return data[len(SIGNATURE) :]


# -- writing ---------------------------------------------------------------------------------------


def entry_of(word: bytes, forms: Mapping[bytes, Pages]) -> bytes:
    """All that an index says of a word: its pages as it is filed, then those of other forms in their order."""
    count, pages = forms.get(b"", NO_PAGES)
    others = [
        b"\x82" + text(form) + head(LIST, forms[form][0]) + forms[form][1] for form in sorted(forms) if form
    ] if len(forms) > 1 or not count else []
    return b"".join([b"\x83", text(word), head(LIST, count), pages, listed(others)])


class Cutter:
    """Cuts words into pieces, most of some `size` bytes.

    Why not all of the same: a word that comes or goes would then move the ends of all pieces after it. Here the
    words themselves say where a piece may end, the long ones more often, once it has the least of its size.
    """

    def __init__(self, size: int) -> None:
        self._least, self._more = size * _LEAST, size * (1 - _LEAST)
        self.entries: list[Entry] = []
        """Words that no piece has yet."""
        self._filled = 0

    def pieces(self, entries: Iterable[Entry]) -> Iterator[tuple[Piece, bytes]]:
        """The pieces that end within these words, each with its file."""
        for entry in entries:
            word, said = entry
            self.entries.append(entry)
            self._filled += len(said)
            if self._filled >= self._least and crc32(word) * self._more < len(said) << 32:
                yield from self.rest()

    def rest(self) -> Iterator[tuple[Piece, bytes]]:
        """The piece that is left, if any."""
        if self.entries:
            file = _packed(listed([listed([said for _, said in self.entries])]))
            yield (self.entries[0][0], self.entries[-1][0]), file
            self.entries, self._filled = [], 0


def pieces_and_meta(
    version: str, lengths: Iterable[int], pieces: Iterable[tuple[Piece, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The files of pieces, and META of an index whose files have numbers for names, with the number of words of
    each article."""
    told: list[Piece] = []
    for piece, file in pieces:
        yield f"index/{len(told):x}.pf_index", file
        told.append(piece)
    articles = [listed([text(f"{number:x}"), head(UNSIGNED, length)]) for number, length in enumerate(lengths)]
    chunks = [listed([text(first), text(last), text(f"{number:x}")]) for number, (first, last) in enumerate(told)]
    empty = listed([])
    yield META, _packed(listed([text(version), listed(articles), listed(chunks), empty, empty, empty]))


def _packed(data: bytes) -> bytes:
    return gzip.compress(SIGNATURE + data, 6, mtime=0)
