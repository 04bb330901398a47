"""Fit the importer's line labels to a paper's own articles.

    python -m bench.importing.train ARTICLES [--pages 1600] [--write]

ARTICLES is a content folder or a file of JSON lines (bench/corpus.py says which fields).
An averaged perceptron (Collins, 2002); the same articles, pages and seed always give the same file.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.importing.corpus import draw_pages, read_pool
from bench.importing.simulate import MIXED, SEED_LIKE, Page
from edition.importer.chain import LABELS, Features, Table, Weights, label_chain, scores_of
from edition.importer.features import features_of
from edition.importer.labels import WEIGHTS
from edition.importer.shape import shape_lines

_SIZE = len(LABELS)
_ALL = range(_SIZE)
Example = tuple[Sequence[Features], Sequence[bool], Sequence[int]]
"""The features of a page's lines, where blank lines are, and the right labels' places in LABELS."""


def examples(pages: Iterable[Page]) -> list[Example]:
    """Pages as the chain learns them."""
    known: dict[str, str] = {}
    found: list[Example] = []
    for page in pages:
        lines = shape_lines(page.text.split("\n"))
        features = [tuple(known.setdefault(each, each) for each in row) for row in features_of(lines)]
        right = [LABELS.index(line.label) for line in page.lines]
        found.append((features, [line.blank_before for line in lines], right))
    return found


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
        score = scores_of(table, each)
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


def write_weights(weights: Weights, path: Path, about: str = "") -> int:
    """Write the weights, one feature a line with a number for each label; gives the bytes written."""
    lines = [f"# {' '.join(LABELS)}; {about}"]
    for sign, table in (("=", weights.pairs), ("", weights.lines)):
        lines += [f"{sign}{key} {' '.join(str(int(value)) for value in row)}" for key, row in sorted(table.items())]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(text.encode())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path, help="a content folder, or a file with one article a line, as JSON")
    parser.add_argument("--pages", type=int, default=1600, metavar="N", help="pages to learn from (default: 1600)")
    parser.add_argument("--epochs", type=int, default=8, metavar="N", help="how often each is looked at (default: 8)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number lays out other pages")
    parser.add_argument("--write", action="store_true", help=f"put the weights into {WEIGHTS.name}")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    learned, held = read_pool(options.articles)
    if not learned:
        parser.error(f"{options.articles} holds no articles")
    seen = examples(draw_pages(learned, options.pages * 2 // 3, options.seed, MIXED))
    seen += examples(draw_pages(learned, options.pages - options.pages * 2 // 3, options.seed, SEED_LIKE))
    weights = quantised(fit(seen, options.epochs, options.seed), 3.0)
    unseen = examples(draw_pages(held, 40, options.seed + 1, MIXED)) if held else []
    print(
        f"{len(learned)} articles, {len(seen)} pages, {sum(len(page[0]) for page in seen)} lines, "
        f"{len(weights.lines)} features; right: {right_share(weights, seen[:40]):.4f} of the lines seen, "
        f"{right_share(weights, unseen):.4f} of others; {time.monotonic() - begun:.0f} s"
    )
    if options.write:
        about = f"from {len(seen)} pages laid out from {len(learned)} articles; python -m bench.importing.train"
        print(f"{WEIGHTS}: {write_weights(weights, WEIGHTS, about) / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
