"""A linear chain over the lines of a page: the best labels, and how sure each is.

Each line has a score for each label, the sum of the weights of its features; each pair
of neighbouring labels has one too. The best chain is found by Viterbi; how sure a label
is, by how much worse the best chain is that gives this line another one (max-marginals).
The weights come from an averaged perceptron (Collins, 2002); `fit` makes it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

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


def label_chain(weights: Weights, features: Sequence[Features], blanks: Sequence[bool]) -> tuple[Guess, ...]:
    """The labels of a page's lines; `blanks` says before which lines a blank one stands."""
    if not features:
        return ()
    scores = [_scores(weights.lines, each) for each in features]
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


def _scores(table: Table, features: Features) -> list[float]:
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


# -- learning --------------------------------------------------------------------------------


Example = tuple[Sequence[Features], Sequence[bool], Sequence[int]]
"""The features of a page's lines, where blank lines are, and the right labels' places in LABELS."""


def fit(pages: Sequence[Example], epochs: int = 8, seed: int = 1) -> Weights:
    """Weights that label `pages` right, averaged; the same pages and seed give the same weights."""
    table: dict[str, list[float]] = {}
    sums: dict[str, list[float]] = {}
    stamps: dict[str, list[int]] = {}
    turn = 0
    order = list(range(len(pages)))
    chance = random.Random(seed)

    def change(key: str, label: int, by: float) -> None:
        row = table.get(key)
        if row is None:
            row = table[key] = [0.0] * _SIZE
            sums[key], stamps[key] = [0.0] * _SIZE, [0] * _SIZE
        sums[key][label] += (turn - stamps[key][label]) * row[label]
        stamps[key][label] = turn
        row[label] += by

    for _ in range(epochs):
        chance.shuffle(order)
        for number in order:
            features, blanks, right = pages[number]
            turn += 1
            guessed = _viterbi(table, features, blanks)
            before: tuple[int, int] | None = None
            for each, blank, one, other in zip(features, blanks, right, guessed, strict=True):
                if one != other:
                    for feature in each:
                        change(feature, one, 1.0)
                        change(feature, other, -1.0)
                if (one, before and before[0]) != (other, before and before[1]):
                    change(f"{LABELS[before[0]]}>{blank:d}" if before else "^", one, 1.0)
                    change(f"{LABELS[before[1]]}>{blank:d}" if before else "^", other, -1.0)
                before = one, other
    for key, row in table.items():
        for label in _ALL:
            sums[key][label] += (turn - stamps[key][label]) * row[label]
    averaged = {key: [total / max(turn, 1) for total in row] for key, row in sums.items()}
    return Weights(
        {key: row for key, row in averaged.items() if not _is_pair(key)},
        {key.replace(">", ""): row for key, row in averaged.items() if _is_pair(key)},
    )


def _is_pair(key: str) -> bool:
    return key == "^" or key[1:2] == ">"


def _viterbi(table: Table, features: Sequence[Features], blanks: Sequence[bool]) -> list[int]:
    nothing = [0.0] * _SIZE
    pairs = {blank: [table.get(f"{label}>{blank:d}", nothing) for label in LABELS] for blank in (False, True)}
    first = table.get("^", nothing)
    came: list[list[int]] = []
    last: list[float] = []
    for each, blank in zip(features, blanks, strict=True):
        score = _scores(table, each)
        if not last:
            last = [score[label] + first[label] for label in _ALL]
            continue
        pair = pairs[blank]
        step = [max(_ALL, key=lambda old: last[old] + pair[old][label]) for label in _ALL]
        last = [score[label] + last[step[label]] + pair[step[label]][label] for label in _ALL]
        came.append(step)
    path = [max(_ALL, key=last.__getitem__)]
    for step in reversed(came):
        path.append(step[path[-1]])
    return path[::-1]


def quantised(weights: Weights, least: float = 0.0) -> Weights:
    """The weights in whole steps, without those too small to matter: a small file."""

    def whole(table: Table) -> dict[str, list[float]]:
        return {
            key: [float(round(value)) for value in row]
            for key, row in sorted(table.items())
            if max(map(abs, row)) > least
        }

    return Weights(whole(weights.lines), whole(weights.pairs))


def right_share(weights: Weights, pages: Iterable[Example]) -> float:
    """How many lines of `pages` get their right label: 0 to 1."""
    right = total = 0
    for features, blanks, labels in pages:
        guesses = label_chain(weights, features, blanks)
        right += sum(LABELS[label] == guess.label for label, guess in zip(labels, guesses, strict=True))
        total += len(labels)
    return right / total if total else 0.0
