"""What every line of a page is: the one thing an importer decides and an editor corrects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from edition.importer.assembly import Gathering, gather, is_standing
from edition.importer.chain import SURE, Guess
from edition.importer.edges import edge_lines
from edition.importer.features import doubled
from edition.importer.joining import is_row
from edition.importer.labels import DOUBT, Labelled, label_page
from edition.importer.opening import is_dated
from edition.importer.plain import is_foreign, label_plainly, with_bylines
from edition.importer.roles import is_deck, is_kicker, roles_of
from edition.importer.setting import Setting, as_set
from edition.importer.shape import shape_lines
from edition.importer.unmarked import is_unmarked, label_unmarked
from edition.importer.whole import is_whole, label_whole
from edition.values import Value, replace

KINDS = {
    "P": "段",
    "C": "续",
    "K": "引",
    "H": "题",
    "D": "副",
    "L": "栏",
    "B": "署",
    "F": "杂",
}
"""First line of a paragraph, its other lines, kicker, headline, deck, standing banner, byline,
furniture (in no article); each with its Chinese sign."""

HEAD_DOUBT = 1.0
"""A headline that fits another text of the page nearly as well is doubtful."""
_MARK = re.compile("[，。；：！？]")
_MOSTLY = 0.9
_SENTENCE = re.compile("[。！？…：；][”’）」』]*$")
_SIGNED = re.compile(r"[（(][\u4e00-\u9fff·\s]{2,8}[）)]")


class Mark(Value, frozen=True):
    """One line that isn't blank."""

    number: int
    """From 1, in the page's text."""
    text: str
    """As it stands there."""
    kind: str
    """A key of KINDS."""
    article: int
    """From 1, in the order of the page; 0 for furniture."""
    doubt: str = ""
    """What else it may be: a key of KINDS, or `?` where another article may be meant."""


def mark_page(texts: Sequence[str], setting: Setting | None = None) -> tuple[Mark, ...]:
    """The lines of a page that aren't blank, each with what it is taken for.

    With the setting of its lines, as a PDF shows it, the white space before a line is what the page shows too,
    and says where paragraphs begin.
    """
    edges = edge_lines(texts) | (setting.edges if setting else frozenset())
    within = ["" if number in edges else text for number, text in enumerate(texts, 1)]
    whole = is_whole(within)
    labelled = tuple(_as_text(_as_indented(_labeller(within, whole)(within))))
    labelled = as_set(labelled, setting) if setting else tuple(with_bylines(labelled))
    if not any(one.guess.label in "PC" for one in labelled):
        labelled = label_plainly(within if labelled else texts)
    labelled = tuple(_with_edges(labelled, texts))
    labelled = tuple(map(_with_banner, _with_rows(labelled)))
    return tuple(_marks(texts, labelled, gather(labelled), whole))


def _labeller(texts: Sequence[str], whole: bool) -> Callable[[Sequence[str]], tuple[Labelled, ...]]:
    if is_foreign(texts):
        return label_plainly
    return label_whole if whole else label_unmarked if is_unmarked(texts) else label_page


def _as_indented(labelled: Sequence[Labelled]) -> Iterator[Labelled]:
    """Where lines are indented behind those alone that end a sentence or stop short, and hardly a paragraph begins
    otherwise, each begins one; and what stands above it, behind a gap and without a mark, is its headline."""
    deep = [one.line.indent > 1 for one in labelled]
    behind = [
        line.blank_before or before.short > 1 or _SENTENCE.search(before.text) is not None
        for before, line in pairwise([labelled[0].line, *(one.line for one in labelled)] if labelled else ())
    ]
    right = [ended for ended, is_deep in zip(behind, deep, strict=True) if is_deep]
    begins = [is_deep for one, is_deep in zip(labelled, deep, strict=True) if one.guess.label == "P"]
    is_kept = 2 < len(right) < len(deep) / 2 and sum(right) > _MOSTLY * len(right) and sum(begins) > len(begins) / 2
    for place, one in enumerate(labelled):
        label, line = one.guess.label, one.line
        above = is_kept and line.blank_before and line.short > 1 and deep[place + 1 : place + 2] == [True]
        if is_kept and label == "C" and deep[place]:
            one = replace(one, guess=Guess("P", "C", 0.0))
        elif above and not (deep[place] or labelled[place + 1].line.blank_before or _MARK.search(line.text)):
            is_head = label == "P" or (label == "C" and is_standing(line.text))
            one = replace(one, guess=Guess("H", label, 0.0)) if is_head else one
        yield one


def _as_text(labelled: Iterable[Labelled]) -> Iterator[Labelled]:
    """Neither a headline nor a byline begins with a dateline, nor holds a whole sentence; a name in brackets below
    a text signs it; and the name of a column is nobody's."""
    before = ""
    for one in labelled:
        label, text = one.guess.label, one.line.text
        signs = before in ("P", "C") and _SIGNED.fullmatch(text) is not None
        if label in "HB" and (signs or is_dated(text)):
            yield replace(one, guess=Guess("P", label, SURE))
        elif label in "HB" and "。" in text:
            yield replace(one, guess=Guess("P", label, 0.0))
        elif label == "B" and is_standing(text):
            yield replace(one, guess=Guess("H", label, 0.0))
        else:
            yield one
        before = label


def _with_edges(labelled: Sequence[Labelled], texts: Sequence[str]) -> Iterator[Labelled]:
    """With the head and the foot of the page, in which no article is."""
    known = {one.line.number: one for one in labelled}
    for line in shape_lines(texts) if any(text.strip() for text in texts) else ():
        yield known.get(line.number) or Labelled(line, Guess("F", "H", SURE))


def _with_banner(one: Labelled) -> Labelled:
    """No headline says everything twice."""
    twice = one.guess.label == "H" and len(doubled(one.line.text)) > 3
    return replace(one, guess=Guess("F", "H", 0.0)) if twice else one


def _with_rows(labelled: Sequence[Labelled]) -> Iterator[Labelled]:
    """The rows of a table are paragraphs of their own, and all of them doubtful."""
    rows = [is_row(one.line.text) for one in labelled]
    for place, one in enumerate(labelled):
        beside = (place and rows[place - 1]) or (place + 1 < len(rows) and rows[place + 1])
        yield replace(one, guess=Guess("P", "F", 0.0)) if rows[place] and beside else one


def _marks(texts: Sequence[str], labelled: Sequence[Labelled], gathering: Gathering, whole: bool) -> Iterable[Mark]:
    found: dict[int, Mark] = {}
    for place, one in enumerate(labelled):
        guess = one.guess
        label = guess.label if guess.label in "PC" else "F"
        doubt = guess.other if guess.margin < DOUBT else ""
        found[place] = Mark(one.line.number, texts[one.line.number - 1], label, 0, doubt)
    for number, article in enumerate(gathering.articles, 1):
        for place in article.text:
            found[place] = replace(found[place], article=number)
        for place in article.byline:
            found[place] = replace(found[place], kind="B", article=number)
        for place in article.column:
            found[place] = replace(found[place], kind="L", article=number)
        blocks = _blocks(labelled, article.head)
        # Below a kicker a headline often has two lines, of one size: 凝心聚力 攻坚克难 / 坚决打赢创城攻坚战.
        if whole and not any(is_kicker(labelled[place].line.text) for place in article.head[:1]):
            blocks = [part for block in blocks for part in _uncut(labelled, block)]
        roles = roles_of([[labelled[place].line.text for place in block] for block in blocks])
        for block, kinds in zip(blocks, roles, strict=True):
            for place, kind in zip(block, kinds, strict=True):
                goes_on = whole and kind == "D" and not is_deck(labelled[place].line.text)
                doubt = found[place].doubt or ("H" if goes_on else "?" if article.sure < HEAD_DOUBT else "")
                found[place] = replace(found[place], kind=kind, article=number, doubt=doubt)
    return (found[place] for place in sorted(found))


def _blocks(labelled: Sequence[Labelled], places: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for place in places:
        if not blocks or labelled[place].line.blank_before or place != blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(place)
    return blocks


def _uncut(labelled: Sequence[Labelled], block: Sequence[int]) -> Iterator[list[int]]:
    """Where no line of text is cut a headline is one line, and what stands below it is its deck; but for one that
    was cut within a word."""
    from edition.headline import is_between_words  # 0.1 s, for its dictionary

    held: list[int] = []
    for place in block:
        before = "".join(labelled[each].line.text for each in held)
        if held and is_between_words(before + labelled[place].line.text, len(before)):
            yield held
            held = []
        held.append(place)
    yield held
