"""A linear chain over the lines of a page: the best labels, and how sure each is.

Each line has a score for each label, the sum of the weights of its features; each pair
of neighbouring labels has one too. The best chain is found by Viterbi; how sure a label
is, by how much worse the best chain is that gives this line another one (max-marginals).
The weights come from an averaged perceptron (Collins, 2002); bench/importing/train.py makes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.values import Value

LABELS = ("P", "C", "H", "B", "F")
"""First line of a paragraph, its other lines, headline block, byline, furniture."""

_SIZE = len(LABELS)
_ALL = range(_SIZE)
Features = tuple[str, ...]
Table = Mapping[str, Sequence[float]]


class Weights(Value, frozen=True):
    """What was learned."""

    lines: Table
    """For each feature one number a label."""
    pairs: Table
    """For each label before, with 1 or 0 for a blank line between, one number a label; `^` begins."""


class Guess(Value, frozen=True):
    """The label of one line."""

    label: str
    other: str
    """The second best label."""
    margin: float
    """How much worse the best chain with another label is; near 0 is a doubt."""


SURE = 99.0
"""The margin of what is no guess, but said by a rule."""


def label_chain(weights: Weights, features: Sequence[Features], blanks: Sequence[bool]) -> tuple[Guess, ...]:
    """The labels of a page's lines; `blanks` says before which lines a blank one stands."""
    if not features:
        return ()
    scores = [scores_of(weights.lines, each) for each in features]
    pairs = [_pairs(weights.pairs, blank) for blank in blanks]
    first = weights.pairs.get("^", [0.0] * _SIZE)
    forward = [[scores[0][label] + first[label] for label in _ALL]]
    for score, pair in zip(scores[1:], pairs[1:], strict=True):
        last = forward[-1]
        forward.append([score[label] + max(last[old] + pair[old][label] for old in _ALL) for label in _ALL])
    backward = [[0.0] * _SIZE]
    for score, pair in zip(scores[:0:-1], pairs[:0:-1], strict=True):
        last = backward[-1]
        backward.append([max(pair[label][new] + score[new] + last[new] for new in _ALL) for label in _ALL])
    guesses = []
    for ahead, behind in zip(forward, reversed(backward), strict=True):
        total = [one + other for one, other in zip(ahead, behind, strict=True)]
        best, second = sorted(_ALL, key=lambda label: -total[label])[:2]
        guesses.append(Guess(LABELS[best], LABELS[second], total[best] - total[second]))
    return tuple(guesses)


def scores_of(table: Table, features: Features) -> list[float]:
    """What speaks for each label of one line."""
    total = [0.0] * _SIZE
    for feature in features:
        known = table.get(feature)
        if known:
            a, b, c, d, e = known
            total[0] += a
            total[1] += b
            total[2] += c
            total[3] += d
            total[4] += e
    return total


def _pairs(table: Table, blank: bool) -> list[Sequence[float]]:
    nothing = [0.0] * _SIZE
    return [table.get(f"{label}{blank:d}", nothing) for label in LABELS]
