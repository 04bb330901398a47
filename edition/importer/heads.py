"""Which paragraphs make a text, and which headline belongs to it.

Decided for the whole page at once, by what counts most in sum: a headline shares words
with its text, and stands right before or after it as the page has it. Texts begin at
bylines, datelines and headlines; where a headline is left over, also where it fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from edition.importer.assignment import assign
from edition.importer.labels import Labelled
from edition.importer.overlap import Overlap, Span
from edition.importer.parts import Block, Parts
from edition.importer.roles import is_deck, is_kicker
from edition.values import Value, replace

_NEAR = {"after": (2.2, 0.3), "before": (0.3, 2.2), "either": (1.5, 1.5)}
"""How a page places headlines: what it counts to stand right after a text, and right before."""
_HAS_HEADLINE = 2.0
"""What it counts that a text has a headline at all."""
_LEFT_OVER = -5.0
"""What it counts that a headline has no text."""
_CUT_RUN = -1.0
"""What it counts to take one run of headline lines for two headlines."""
_NO_HEADLINE = -6.0
"""What it counts to take what speaks like a kicker or a deck for a headline of its own."""
_CUT_TEXT = -8.0
"""What it counts to begin a text where neither byline nor dateline nor headline says so."""
_MOST_TEXTS = 24
"""On a page with more texts nothing is cut by what it says: it would take too long."""


class _Head(Value, frozen=True):
    """One headline with its kicker and deck: some blocks of a run."""

    blocks: tuple[Block, ...]
    run: int
    first: bool
    """Whether it stands at the beginning of its run, right after a text."""
    last: bool

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(place for block in self.blocks for place in block)


class _Plan(Value, frozen=True):
    """One way to read a page."""

    manner: str
    starts: tuple[int, ...]
    """Paragraphs with which texts begin."""
    cuts: tuple[tuple[int, ...], ...]
    """For each run the blocks with which a further headline begins."""


class _Answer(Value, frozen=True):
    """What a plan comes to."""

    plan: _Plan
    total: float
    heads: tuple[_Head, ...]
    chosen: tuple[int, ...]
    """For each headline its text; beyond the last text, none."""
    table: tuple[tuple[float, ...], ...]

    @property
    def left_over(self) -> tuple[_Head, ...]:
        texts = len(self.plan.starts)
        return tuple(head for head, text in zip(self.heads, self.chosen, strict=True) if text >= texts)


def give_heads(page: Sequence[Labelled], parts: Parts) -> list[tuple[Span, tuple[int, ...], float]]:
    """For each text its paragraphs, its headline lines, and how sure the headline is."""
    if not parts.paragraphs:
        return []
    desk = _Desk(page, parts)
    answer = max((desk.with_cuts(manner) for manner in _NEAR), key=lambda answer: answer.total)
    if len(answer.plan.starts) <= _MOST_TEXTS:
        answer = desk.with_further_texts(answer)
    spans = desk.spans(answer.plan)
    found: list[tuple[Span, tuple[int, ...], float]] = [(span, (), 0.0) for span in spans]
    for head, row, text in zip(answer.heads, answer.table, answer.chosen, strict=True):
        if text < len(spans):
            others = [score for place, score in enumerate(row[: len(spans)]) if place != text]
            found[text] = spans[text], head.lines, row[text] - max(others, default=row[text] - 9.0)
    return list(_rejoined(parts, found))


class _Desk:
    """One page while it is put together: compares plans, and remembers overlaps."""

    def __init__(self, page: Sequence[Labelled], parts: Parts) -> None:
        self.page, self.parts = page, parts
        self.texts = {block: "\n".join(page[place].line.text for place in block) for run in parts.runs for block in run}
        self.lesser = {
            block
            for block, text in self.texts.items()
            if is_kicker(text.replace("\n", "")) or is_deck(text.split("\n")[0])
        }
        self.first_starts = tuple(
            number for number, paragraph in enumerate(parts.paragraphs) if paragraph.opens or not number
        )
        self.overlap = Overlap(
            ["".join(page[place].line.text for place in paragraph.lines) for paragraph in parts.paragraphs],
            self.first_starts,
        )

    def spans(self, plan: _Plan) -> list[Span]:
        return list(pairwise((*plan.starts, len(self.parts.paragraphs))))

    def answer(self, plan: _Plan) -> _Answer:
        """The best headlines for the texts of a plan."""
        after, before = _NEAR[plan.manner]
        spans = self.spans(plan)
        heads = tuple(_heads(self.parts.runs, plan.cuts))
        ends = [
            {run for paragraph in self.parts.paragraphs[start:end] for run in paragraph.after} for start, end in spans
        ]
        begins = [
            {run for paragraph in self.parts.paragraphs[start:end] for run in paragraph.before} for start, end in spans
        ]
        table = []
        for head in heads:
            row = []
            base = _HAS_HEADLINE + (_NO_HEADLINE if all(block in self.lesser for block in head.blocks) else 0.0)
            for span, ending, beginning in zip(spans, ends, begins, strict=True):
                score = base + sum(self.overlap.score(self.texts[block], span) for block in head.blocks)
                if head.run in ending:
                    score += after if head.first else after / 3
                if head.run in beginning:
                    score += before if head.last else before / 3
                row.append(score)
            table.append((*row, *[_LEFT_OVER] * len(heads)))
        chosen = assign(table)
        total = sum(row[text] for row, text in zip(table, chosen, strict=True))
        total += _CUT_RUN * sum(map(len, plan.cuts)) + _CUT_TEXT * len(set(plan.starts) - set(self.first_starts))
        return _Answer(plan, total, heads, chosen, tuple(table))

    def with_cuts(self, manner: str) -> _Answer:
        """The best plan of one manner whose runs are cut into headlines where that is better."""
        best = self.answer(_Plan(manner, self.first_starts, tuple(() for _ in self.parts.runs)))
        improved = len(self.first_starts) <= _MOST_TEXTS
        while improved:
            improved = False
            for number, run in enumerate(self.parts.runs):
                for cut in _possible_cuts(len(run)):
                    if cut != best.plan.cuts[number]:
                        tried = self.answer(replace(best.plan, cuts=_changed(best.plan.cuts, number, cut)))
                        if tried.total > best.total + 1e-9:
                            best, improved = tried, True
        return best

    def with_further_texts(self, best: _Answer) -> _Answer:
        """Begin a text in the midst of another where a headline has none, or a run may hold two."""
        improved = True
        while improved:
            improved = False
            tried = [
                replace(best.plan, starts=tuple(sorted({*best.plan.starts, start})))
                for head in best.left_over
                for start in self._fitting(head.blocks, best)
            ]
            # Where every headline has its place right after its text, or before it, a kicker
            # that quotes the text is likelier than a second article.
            for number, run in enumerate(self.parts.runs if best.plan.manner == "either" else ()):
                if not best.plan.cuts[number]:
                    for cut in range(1, min(len(run), 6)):
                        cuts = _changed(best.plan.cuts, number, (cut,))
                        for part in (run[:cut], run[cut:]):
                            tried += [
                                replace(best.plan, starts=tuple(sorted({*best.plan.starts, start})), cuts=cuts)
                                for start in self._fitting(part, best, 2)
                            ]
            for plan in dict.fromkeys(tried):
                answer = self.answer(plan)
                if answer.total > best.total + 1e-9:
                    best, improved = answer, True
        return best

    def _fitting(self, blocks: Sequence[Block], best: _Answer, many: int = 3) -> list[int]:
        """The paragraphs with which a text for a headline would best begin."""
        found = []
        for start, end in self.spans(best.plan):
            for number in range(start + 1, end):
                score = sum(self.overlap.score(self.texts[block], (number, end)) for block in blocks)
                found.append((-score, number))
        return [number for score, number in sorted(found)[:many] if score < 0]


def _possible_cuts(blocks: int) -> Iterator[tuple[int, ...]]:
    """Where a run may be cut: nowhere, once, or where it is short twice."""
    for many in range(3 if blocks <= 5 else 2):
        yield from combinations(range(1, min(blocks, 12)), many)


def _changed(cuts: tuple[tuple[int, ...], ...], number: int, cut: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    return (*cuts[:number], cut, *cuts[number + 1 :])


def _heads(runs: Sequence[tuple[Block, ...]], cuts: Sequence[tuple[int, ...]]) -> Iterator[_Head]:
    for number, (run, cut) in enumerate(zip(runs, cuts, strict=True)):
        for start, end in pairwise((0, *cut, len(run))):
            yield _Head(run[start:end], number, start == 0, end == len(run))


def _rejoined(
    parts: Parts, found: Sequence[tuple[Span, tuple[int, ...], float]]
) -> Iterator[tuple[Span, tuple[int, ...], float]]:
    """Texts that only a dateline parts, under one headline, are one: news in brief."""
    held: tuple[Span, tuple[int, ...], float] | None = None
    for (start, end), head, sure in found:
        joins = parts.paragraphs[start].opens == "dateline" and not parts.paragraphs[start].before
        if held and joins and not (head and held[1]):
            held = (held[0][0], end), held[1] or head, held[2] or sure
        else:
            if held:
                yield held
            held = (start, end), head, sure
    if held:
        yield held
