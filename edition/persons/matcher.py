"""Known names in a text: fast, longest first, and guarded against words that look like names.

Ten thousand names are looked up by their first two characters. A name of two characters
must show that it is one: 高峰 is a word, 罗斯 is part of 俄罗斯, 张继 the beginning of 张继民.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from edition.characters import is_han, simple
from edition.headline import word_around
from edition.persons.finder import OFFICE_END, read_weights, score_of

_CUE_AFTER = re.compile(r"[说、，]|指出|强调|表示|介绍|主持|出席|同志|先生|女士|教授|书记|主席|讲话|（")
_LEAST = -2.0
"""How much a known name of two characters must look like one, where neither office nor verb says so."""
_OPENS = frozenset("，。；：！？、（“\n ")


class KnownNames:
    """Names to look for; made once for a whole edition."""

    def __init__(self, names: Iterable[str]) -> None:
        starts: dict[str, list[str]] = defaultdict(list)
        for name in sorted(set(names)):
            if len(name) > 1:
                starts[name[:2]].append(name)
        self._starts = {start: tuple(sorted(found, key=len, reverse=True)) for start, found in starts.items()}
        first: dict[str, set[str]] = defaultdict(set)
        for start in self._starts:
            first[start[0]].add(start[1])
        ones, twos = "".join(sorted(first)), "".join(sorted({start[1] for start in starts}))
        self._start = re.compile(f"[{re.escape(ones)}](?=[{re.escape(twos)}])") if starts else re.compile("(?!)")

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Every name in a text with its place, in order; none inside another."""
        starts = self._starts
        read = simple(text)
        end = 0
        for found in self._start.finditer(text):
            place = found.start()
            names = starts.get(text[place : place + 2])
            if not names or place < end:
                continue
            for name in names:
                if text.startswith(name, place) and (len(name) > 2 or stands_alone(read, place, name)):
                    yield place, name
                    end = place + len(name)
                    break


def stands_alone(text: str, place: int, name: str) -> bool:
    """Whether a name of two characters is one here, and no part of a word or a longer name; of a text in
    simplified characters."""
    end = place + len(name)
    office = OFFICE_END.search(text, max(0, place - 4), place) is not None
    before = text[place - 1] if place else "\n"
    cue = _CUE_AFTER.match(text, end) is not None or end == len(text)
    weights = read_weights()
    score = score_of(text, place, end, weights)
    goes_on = end < len(text) and is_han(text[end])
    if goes_on and not cue and score < score_of(text, place, end + 1, weights):
        return False
    if office or (before in _OPENS and cue):
        return True
    return score >= _LEAST and len(word_around(text, place, end)) <= len(name)
