"""How much a headline and a text speak of the same thing.

Pairs of neighbouring characters that both have, each weighted by how few of the page's
texts have it: what all texts of a page say tells none of them apart.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

_LEAD = 160
"""Characters. What a headline says mostly stands in the first lines of its text."""
_LATER = 0.55
"""How much a pair counts that stands further down."""
_WORDS = re.compile(r"[^\W_]+")

Span = tuple[int, int]
"""A text as the paragraphs it has: the first, and the one after the last."""


class Overlap:
    """The paragraphs of one page, ready to be compared with its headlines.

    Holds what was computed: the same headline is compared with the same text many times
    while the page is put together.
    """

    def __init__(self, paragraphs: Sequence[str], starts: Sequence[int]) -> None:
        """`starts` are the paragraphs with which texts probably begin."""
        self._paragraphs = paragraphs
        self._where: dict[str, list[int]] = defaultdict(list)
        for number, paragraph in enumerate(paragraphs):
            for pair in _pairs(paragraph):
                self._where[pair].append(number)
        self._edges = [*starts, len(paragraphs)]
        self._texts = max(1, len(starts))
        self._leads: dict[Span, frozenset[str]] = {}
        self._known: dict[tuple[str, Span], float] = {}

    def score(self, headline: str, span: Span) -> float:
        """The weight of the pairs that a headline shares with a text."""
        key = headline, span
        if key not in self._known:
            lead = self._lead(span)
            self._known[key] = sum(
                self._weight(pair) * (1.0 if pair in lead else _LATER)
                for pair in sorted(_pairs(headline))
                if (places := self._where.get(pair)) and _any_between(places, span)
            )
        return self._known[key]

    def _weight(self, pair: str) -> float:
        places = self._where[pair]
        texts = sum(_any_between(places, span) for span in pairwise(self._edges))
        return math.log((self._texts + 1) / (texts + 0.4))

    def _lead(self, span: Span) -> frozenset[str]:
        if span not in self._leads:
            text = ""
            for paragraph in self._paragraphs[span[0] : span[1]]:
                text += paragraph[: _LEAD - len(text)] + " "
                if len(text) >= _LEAD:
                    break
            self._leads[span] = frozenset(_pairs(text))
        return self._leads[span]


def _any_between(places: Sequence[int], span: Span) -> bool:
    at = bisect_left(places, span[0])
    return at < len(places) and places[at] < span[1]


def _pairs(text: str) -> set[str]:
    """Pairs of characters; two digits say nothing."""
    found = {run[at : at + 2] for run in _WORDS.findall(text) for at in range(max(1, len(run) - 1))}
    return {pair for pair in found if not pair.isdigit()}
