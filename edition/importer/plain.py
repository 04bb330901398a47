"""A page cut at its blank lines only: for text that the learned labels do not know.

A page in another language than Chinese, or of which no line looked like running text: a
blank line begins a paragraph, and a short block without a full stop is a headline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.characters import simple
from edition.importer.chain import SURE, Guess
from edition.importer.labels import Labelled
from edition.importer.opening import is_in_words, is_post
from edition.importer.shape import Line, shape_lines
from edition.values import replace

_ENDS = frozenset('。！？…”’.!?"')
_HAN_SHARE = 0.2
_TRADITIONAL_SHARE = 0.1


def is_foreign(texts: Sequence[str]) -> bool:
    """Whether few of a page's letters are Chinese; figures are of no language."""
    letters = [character for character in "".join(texts) if character.isalpha()]
    return sum("\u3400" <= letter <= "\u9fff" for letter in letters) < _HAN_SHARE * len(letters)


def is_traditional(texts: Sequence[str]) -> bool:
    """Whether many of a text's characters are traditional ones, and not only those of a name."""
    whole = "".join(texts)
    return sum(one != other for one, other in zip(whole, simple(whole), strict=True)) > _TRADITIONAL_SHARE * len(whole)


def label_plainly(texts: Sequence[str]) -> tuple[Labelled, ...]:
    """The lines of a page that aren't blank, labelled by blank lines and full stops."""
    lines = shape_lines(texts)
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    found = []
    for line in lines:
        block = blocks[line.block]
        head = len(block) <= 3 and block[-1].text[-1] not in _ENDS and all(each.short > 2 for each in block)
        label = "H" if head else "P" if line.blank_before else "C"
        found.append(Labelled(line, Guess(label, label, SURE)))
    if not any(one.guess.label == "P" for one in found):
        # Nothing but short lines: all of it is one text.
        found = [
            Labelled(one.line, Guess("P" if one.line.blank_before else "C", "H", SURE)) for one in found
        ]  # fmt: skip
    return tuple(found)


def with_bylines(labelled: Sequence[Labelled]) -> Iterator[Labelled]:
    """What stands below a headline and says so in words is a byline: By Jane Doe / Staff Writer."""
    before = ""
    signed = False
    for one in labelled:
        text, label = one.line.text, one.guess.label
        is_byline = (before == "H" and is_in_words(text)) or (signed and label != "C" and is_post(text))
        if is_byline or (signed and label == "C"):
            one = replace(one, guess=Guess("B" if is_byline else "P", label, SURE))
        before, signed = one.guess.label, is_byline
        yield one
