"""How well pages are cut into articles, beside simpler ways: `make bench-import`.

    python -m bench.importing.measure ARTICLES [--pages 200] [--write]

The pages are laid out from articles that the shipped weights have not seen.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.importing import baselines
from bench.importing.corpus import draw_pages, read_pool
from bench.importing.simulate import MIXED, SEED_LIKE, Page
from edition.importer.assembly import Gathering, gather
from edition.importer.labels import Labelled, label_page
from edition.importer.plain import label_plainly

Labeller = Callable[[Sequence[str]], tuple[Labelled, ...]]
WAYS: tuple[tuple[str, Labeller], ...] = (
    ("blank line = paragraph", label_plainly),
    ("hand-written rules", baselines.rules),
    ("the importer", label_page),
)


@dataclass(slots=True)
class Score:
    """What one way got right, counted over pages."""

    lines: int = 0
    lines_right: int = 0
    found: int = 0
    """Paragraph starts that were found, right or wrong."""
    starts: int = 0
    starts_right: int = 0
    stories: int = 0
    bodies: int = 0
    heads: int = 0
    both: int = 0
    lost: int = 0
    """Characters in no article and not among the unplaced."""
    seconds: list[float] = field(default_factory=list)

    def row(self) -> list[str]:
        precision, recall = self.starts_right / max(self.found, 1), self.starts_right / max(self.starts, 1)
        shares = (
            self.lines_right / max(self.lines, 1),
            2 * precision * recall / max(precision + recall, 1e-9),
            self.bodies / max(self.stories, 1),
            self.heads / max(self.stories, 1),
            self.both / max(self.stories, 1),
        )
        spent = sorted(self.seconds)
        middle = spent[len(spent) // 2] * 1000 if spent else 0.0
        return [*(f"{share:.3f}" for share in shares), str(self.lost), f"{middle:.0f} ms"]


HEADINGS = (
    "lines labelled right",
    "paragraph boundary F1",
    "body exact",
    "headline given to its body",
    "body and headline exact",
    "characters lost",
    "median page",
)


def score_page(page: Page, label: Labeller, score: Score) -> None:
    texts = page.text.split("\n")
    begun = time.perf_counter()
    labelled = label(texts)
    gathering = gather(labelled)
    score.seconds.append(time.perf_counter() - begun)
    for one, right in zip(labelled, page.lines, strict=True):
        score.lines += 1
        score.lines_right += one.guess.label == right.label
        # Where paragraphs begin, among the lines that are text.
        score.found += one.guess.label == "P"
        score.starts += right.label == "P"
        score.starts_right += one.guess.label == right.label == "P"
    score.lost += _lost(labelled, gathering)
    bodies = {
        tuple((place, labelled[place].guess.label == "P") for place in article.text): article.head
        for article in gathering.articles
    }
    by_lines = {article.text: article.head for article in gathering.articles}
    for number in range(len(page.stories)):
        text = [
            (place, line.label == "P")
            for place, line in enumerate(page.lines)
            if line.story == number and line.label in "PC"
        ]
        head = tuple(place for place, line in enumerate(page.lines) if line.story == number and line.label == "H")
        score.stories += 1
        score.bodies += tuple(text) in bodies
        score.heads += by_lines.get(tuple(place for place, _ in text)) == head or any(
            article.head == head and article.text and article.text[0] == text[0][0] for article in gathering.articles
        )
        score.both += bodies.get(tuple(text)) == head


def _lost(labelled: Sequence[Labelled], gathering: Gathering) -> int:
    used = Counter(gathering.unplaced)
    for article in gathering.articles:
        used.update((*article.text, *article.head, *article.byline, *article.column))
    return sum(len(one.line.text) for place, one in enumerate(labelled) if used[place] != 1)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path, help="a content folder, or a file with one article a line, as JSON")
    parser.add_argument("--pages", type=int, default=200, metavar="N", help="pages of each manner (default: 200)")
    parser.add_argument("--seed", type=int, default=20211212, metavar="N", help="another number lays out other pages")
    options = parser.parse_args(arguments)
    learned, held = read_pool(options.articles)
    stories = held or learned
    if not stories:
        parser.error(f"{options.articles} holds no articles")
    for manner in (MIXED, SEED_LIKE):
        pages = list(draw_pages(stories, options.pages, options.seed, manner))
        number = sum(len(page.stories) for page in pages)
        size = sum(len(page.text) for page in pages)
        print(
            f"\n{len(pages)} pages, {manner}: {number} articles, {size:,} characters, "
            f"from {len(stories)} articles held out\n"
        )
        columns = []
        for _, label in WAYS:
            score = Score()
            for page in pages:
                score_page(page, label, score)
            columns.append(score.row())
        print("| | " + " | ".join(name for name, _ in WAYS) + " |\n|---" + "|---" * len(WAYS) + "|")
        for place, heading in enumerate(HEADINGS):
            print(f"| {heading} | " + " | ".join(column[place] for column in columns) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
