"""Fit the finder of names to articles whose persons are declared.

    python -m bench.persons.train ARTICLES [--write]

ARTICLES is a content folder or a file of JSON lines (bench/corpus.py says which fields).
Logistic regression by stochastic gradient descent; the same articles give the same file.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.importing.corpus import HELD_OUT, PARTS, declared_names
from edition.persons.finder import WEIGHTS, candidates, features_of, find_names

Text = tuple[str, frozenset[str]]
"""A text and the names of the persons in it."""


def read_texts(path: Path) -> tuple[list[Text], list[Text]]:
    """The texts to learn from, and those held out."""
    learned: list[Text] = []
    held: list[Text] = []
    for headline, text, names in declared_names(path):
        (held if zlib.crc32(headline.encode()) % PARTS in HELD_OUT else learned).append((text, frozenset(names)))
    return learned, held


def fit(texts: Iterable[Text], epochs: int = 6, seed: int = 1) -> dict[str, float]:
    """Weights of the features, those that matter."""
    rows: list[tuple[tuple[str, ...], int]] = []
    for text, names in texts:
        inside = _places(text, names)
        for start, end in candidates(text):
            rows.append((tuple(features_of(text, start, end)), int((start, end) in inside)))
    seen = Counter(feature for features, _ in rows for feature in features)
    rows = [(tuple(feature for feature in features if seen[feature] > 2), right) for features, right in rows]
    weights: dict[str, float] = dict.fromkeys((feature for features, _ in rows for feature in features), 0.0)
    chance = random.Random(seed)
    for epoch in range(epochs):
        chance.shuffle(rows)
        rate = 0.25 / (1 + epoch)
        for features, right in rows:
            total = sum(weights[feature] for feature in features)
            gone = right - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            if abs(gone) > 0.005:
                for feature in features:
                    weights[feature] += rate * (gone - 0.002 * weights[feature])
    return weights


def _places(text: str, names: frozenset[str]) -> set[tuple[int, int]]:
    """Where the names stand; a name inside a longer one is no name there."""
    found: set[tuple[int, int]] = set()
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        start = text.find(name)
        while start >= 0:
            if start not in taken:
                found.add((start, start + len(name)))
                taken.update(range(start, start + len(name)))
            start = text.find(name, start + 1)
    return found


def scores(texts: Sequence[Text], weights: dict[str, float], least: float) -> tuple[float, float, float]:
    """Precision, recall and F1 over the names of each text."""
    right = found = there = 0
    for text, names in texts:
        told = {one.name for one in find_names(text, weights) if one.score >= least}
        right += len(told & names)
        found += len(told)
        there += len(names)
    precision, recall = right / max(found, 1), right / max(there, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def write_weights(weights: dict[str, float], path: Path, about: str) -> int:
    lines = [f"# {about}"]
    lines += [f"{feature} {round(weight * 10)}" for feature, weight in sorted(weights.items()) if abs(weight) > 0.25]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(text.encode())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path, help="a content folder, or a file with one article a line, as JSON")
    parser.add_argument("--write", action="store_true", help=f"put the weights into {WEIGHTS.name}")
    options = parser.parse_args(arguments)
    learned, held = read_texts(options.articles)
    weights = fit(learned)
    small = {feature: round(weight * 10) / 10 for feature, weight in weights.items() if abs(weight) > 0.25}
    for least in (0.0, 1.2, 2.0, 3.2, 4.0):
        print(
            f"score from {least}: " + "precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*scores(held, small, least))
        )
    if options.write:
        about = f"tenths; learned from {len(learned)} articles; python -m bench.persons.train"
        print(f"{WEIGHTS}: {write_weights(weights, WEIGHTS, about) / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
