"""What each line of a page is, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from edition.importer.chain import Guess, Weights, label_chain
from edition.importer.features import features_of
from edition.importer.shape import Line, shape_lines
from edition.values import Value

WEIGHTS = Path(__file__).with_name("weights.txt")
DOUBT = 80.0
"""A line whose best and second best label are nearer than this is shown as doubtful."""


class Labelled(Value, frozen=True):
    """One line that isn't blank, and what it is taken for."""

    line: Line
    guess: Guess


def label_page(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """The lines of a page that aren't blank, labelled with the weights that are shipped."""
    lines = shape_lines(texts)
    guesses = label_chain(read_weights(), features_of(lines), [line.blank_before for line in lines])
    return tuple(map(Labelled, lines, guesses))


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights in a file that bench/importing/train.py wrote."""
    tables: dict[bool, dict[str, tuple[float, ...]]] = {True: {}, False: {}}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, *numbers = line.split(" ")
            tables[key.startswith("=")][key.removeprefix("=")] = tuple(map(float, numbers))
    return Weights(tables[False], tables[True])
