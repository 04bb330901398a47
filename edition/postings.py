"""In which articles a word stands, as Pagefind says it: lists that are joined and changed in one piece.

    [[articles on from the page before, [places…], []]…]

A *page* says where a word stands in one article. All that depends on other articles is its first number, so that
most of a list stays as it is, whatever comes before it; to take apart each of two million pages would take longer
than the indexing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise

from edition.cbor import NUMBER, UNSIGNED, head, number_of

LIST_HEAD = rb"[\x80-\x97]|\x98.|\x99..|\x9a...."
"""A pattern for the beginning of a list."""
_SAID = rb"(?:%b)%b*\x80" % (LIST_HEAD, NUMBER)
_PAGE = re.compile(rb"\x83(%b)(%b)" % (NUMBER, _SAID), re.DOTALL)
"""Its first number, and what is said of the article."""
_FIRST = re.compile(rb"\x83(%b)%b" % (NUMBER, _SAID), re.DOTALL)
PAGES = rb"(?:\x83%b%b)*" % (NUMBER, _SAID)
"""A pattern for a list without its head."""

Pages = tuple[int, bytes]
"""How many, and the list without its head."""
NO_PAGES: Pages = (0, b"")


def pages_in(pages: bytes) -> Iterator[tuple[int, bytes]]:
    """The number of each article that has the word, and all that is said of it."""
    number = 0
    for first, said in _PAGE.findall(pages):
        number += number_of(first)
        yield number, said


def joined(parts: Sequence[tuple[int, Pages]]) -> Pages:
    """One list of several; the numbers of each begin anew from the one that is given with it."""
    written: list[bytes] = []
    before = 0
    for place, (offset, (_, said)) in enumerate(parts, 1):
        first = _PAGE.match(said)
        if not first:
            raise ValueError("a page of an unknown form")
        written += [b"\x83", head(UNSIGNED, number_of(first[1]) + offset - before), said[first.end(1):]]
        if place < len(parts):
            before = offset + sum(map(number_of, _FIRST.findall(said)))
    return sum(count for _, (count, _) in parts), b"".join(written)


class Renumbering:
    """The numbers of articles where some come and some go."""

    def __init__(self, kept: Sequence[int | None]) -> None:
        """`kept` has for every article its number of before; None where it wasn't there. Raise ValueError where
        they don't keep their order."""
        self.followed_by: dict[int, int] = {}
        """For every article that comes, the number of before of the next one that doesn't."""
        self._begin: list[int] = []
        self._moved = [0]
        last = -1
        coming: list[int] = []
        for now, before in enumerate([*kept, _END]):
            if before is None:
                coming.append(now)
                continue
            if before <= last:
                raise ValueError("articles in another order")
            self.followed_by.update(dict.fromkeys(coming, before))
            if before != _END and now - before != self._moved[-1]:
                self._begin.append(before)
                self._moved.append(now - before)
            last = before
            coming.clear()

    @property
    def moves(self) -> Sequence[int]:
        """The numbers of before at which articles begin to move by more, or by less."""
        return self._begin

    def __call__(self, number: int) -> int:
        """The number now of an article that had this one."""
        return number + self._moved[bisect_right(self._begin, number)]


_END = 1 << 40
_OTHERWISE = "the index says something else of a text than Pagefind does"


def changed(pages: Pages, gone: Mapping[int, bytes], come: Mapping[int, bytes], renumber: Renumbering) -> Pages:
    """The list without the pages that are `gone`, by their numbers of before, and with those that `come`, by
    those of now. Raise ValueError where one isn't there, or says something else."""
    count, said = pages
    if not renumber.moves and gone == come:
        return pages
    numbers = [*accumulate(map(number_of, _FIRST.findall(said)))]
    if not gone and not come and (not count or numbers[-1] < renumber.moves[0]):  # as many of a word that is rare
        return pages
    leaving = {bisect_left(numbers, number): number for number in gone}
    if any([place == count or numbers[place] != number for place, number in leaving.items()]):
        raise ValueError(_OTHERWISE)
    coming: dict[int, list[int]] = {}
    for number in sorted(come):
        coming.setdefault(bisect_left(numbers, renumber.followed_by[number]), []).append(number)
    # Between two of these places all pages stay as they are, but for the first number of the first.
    moving = [bisect_left(numbers, number) for number in renumber.moves]
    cuts = {0, count, *leaving, *[place + 1 for place in leaving], *coming, *moving}
    until = max(cuts - {count}, default=-1) + 1
    at = [*islice(_PAGE.finditer(said), until)]
    written: list[bytes] = []
    last = 0
    for begin, end in pairwise([*sorted(cuts), count]):
        for number in coming.get(begin, ()):
            written += [b"\x83", head(UNSIGNED, number - last), come[number]]
            last = number
        if begin in leaving:
            if at[begin][2] != gone[leaving[begin]]:
                raise ValueError(_OTHERWISE)
        elif begin < end:
            first = renumber(numbers[begin])
            rest = said[at[begin].end(1) : at[end].start() if end < count else None]
            written += [b"\x83", head(UNSIGNED, first - last), rest]
            last = renumber(numbers[end - 1])
    return count - len(gone) + len(come), b"".join(written)
