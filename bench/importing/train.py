"""Fit the importer's line labels to a paper's own articles.

    python -m bench.importing.train ARTICLES [--pages 1600] [--write]

ARTICLES is a content folder or a file of JSON lines (bench/corpus.py says which fields).
The same articles, pages and seed always give the same file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.importing.corpus import draw_pages, read_pool
from bench.importing.simulate import MIXED, SEED_LIKE, Page
from edition.importer.chain import LABELS, Example, fit, quantised, right_share
from edition.importer.features import features_of
from edition.importer.labels import WEIGHTS, write_weights
from edition.importer.shape import shape_lines


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
