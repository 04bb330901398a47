"""How well names are found, and how fast known names are matched: `make bench-people`.

    python -m bench.persons.measure ARTICLES

Precision and recall are those of each article's set of names, over articles that the
shipped numbers have not seen. For the matching, invented names are added to the declared
ones until there are ten thousand.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.persons.train import Text, read_texts
from edition.persons.finder import CERTAIN, LIKELY, OFFICE_END, candidates, find_names
from edition.persons.matcher import KnownNames
from edition.readings import SURNAMES

NAMES = 10_000


def offices_alone(text: str) -> set[str]:
    """The simple way: three characters after an office, of which the first is a surname."""
    found = (text[start:end] for start, end in candidates(text) if OFFICE_END.search(text, max(0, start - 4), start))
    return {name for name in found if len(name) == 3}


def _from(least: float) -> Callable[[str], set[str]]:
    return lambda text: {one.name for one in find_names(text) if one.score >= least}


FINDERS: tuple[tuple[str, Callable[[str], set[str]]], ...] = (
    ("three characters after an office", offices_alone),
    ("the finder, all proposals", _from(0.0)),
    ("the finder, likely and certain", _from(LIKELY)),
    ("the finder, certain", _from(CERTAIN)),
)


def rates(find: Callable[[str], set[str]], texts: Sequence[Text], known: frozenset[str] | None = None) -> list[str]:
    """Precision, recall, F1 and articles a second."""
    begun = time.process_time()
    told = [find(text) for text, _ in texts]
    spent = time.process_time() - begun
    wanted = [names if known is None else names & known for _, names in texts]
    right = sum(len(found & names) for found, names in zip(told, wanted, strict=True))
    precision = right / max(1, sum(map(len, told)))
    recall = right / max(1, sum(map(len, wanted)))
    middle = 2 * precision * recall / max(precision + recall, 1e-9)
    return [f"{precision:.3f}", f"{recall:.3f}", f"{middle:.3f}", f"{len(texts) / max(spent, 1e-9):,.0f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path, help="a content folder, or a file with one article a line, as JSON")
    options = parser.parse_args(arguments)
    learned, held = read_texts(options.articles)
    if not held and not learned:
        parser.error(f"{options.articles} holds no articles")
    every = [*learned, *held]
    print(f"{len(held)} articles held out of {len(every)}\n")
    print("| | precision | recall | F1 | articles a second |\n|---|---|---|---|---|")
    for name, find in FINDERS:
        find(every[0][0])
        print(f"| {name} | " + " | ".join(rates(find, held or every)) + " |")
    names = sorted({name for _, own in every for name in own if 2 <= len(name) <= 4})
    chance = random.Random(1)
    first, rest = sorted(SURNAMES), [name[1:] for name in names] or ["小明"]
    invented: set[str] = set()
    while len(names) + len(invented) < NAMES and len(invented) < 50 * NAMES:
        invented.add(chance.choice(first) + chance.choice(rest))
    known = KnownNames([*names, *sorted(invented)])

    def match(text: str) -> set[str]:
        return {name for _, name in known.find(text)}

    match(every[0][0])
    print(f"| {NAMES:,} known names | " + " | ".join(rates(match, every, frozenset(names))) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
