"""Articles to lay out pages from: a file of JSON lines, or a content folder of this generator."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.corpus import Dropped, read_stories
from bench.importing.simulate import MIXED, Page, Story, draw_page, draw_story
from edition.content import read_content
from edition.model import Article

HELD_OUT, PARTS = (0, 1), 5
"""Of five parts of the articles, which no training sees."""

_ENDED = re.compile("[。！？…：；][”’』」）)]*$")
_MARGIN = re.compile(
    r"（[^）]*(?:图片|摄|照片|发|编者|记者)[^）]*）|（[\u4e00-\u9fffＡ-Ｚ、]{1,12}）|.{0,30}(?:（(?:附?图片|书法|国画|中国画|漫画|摄影)[^）]*）|摄)[：。]?"
)
"""The line of a picture, a signature."""
_ITEM = re.compile(r"^(?:本报|本刊|据?新华社|据?中新社|综合)[^，。]{0,24}?[讯电]")
"""Where a further item begins."""


def read_pool(path: Path, seed: int = 1) -> tuple[list[Story], list[Story]]:
    """The articles for training, and those held out; which is which follows from the headline alone."""
    chance = random.Random(seed)
    learned: list[Story] = []
    held: list[Story] = []
    for headline, deck, paragraphs, persons, authors in _articles(path):
        paragraphs = as_prose(paragraphs)
        if not paragraphs:
            continue
        story = draw_story(headline, deck, paragraphs, persons, authors, chance)
        (held if zlib.crc32(headline.encode()) % PARTS in HELD_OUT else learned).append(story)
    return learned, held


def as_prose(paragraphs: Sequence[str]) -> list[str]:
    """An article's paragraphs without what stands before and after its text; none for a poem or a table.

    Corpora have bylines, captions and signatures among the paragraphs, and more than one
    item under a headline: there what is right could not be said.
    """
    texts = [text for text in paragraphs if not _MARGIN.fullmatch(text)]
    while texts and not _ENDED.search(texts[0]):
        del texts[0]
    while texts and not _ENDED.search(texts[-1]):
        del texts[-1]
    later = next((place for place, text in enumerate(texts) if place and _ITEM.search(text)), len(texts))
    texts = texts[:later]
    while texts and not _ENDED.search(texts[-1]):
        del texts[-1]
    whole = sum(bool(_ENDED.search(text)) and len(text) > 15 for text in texts)
    return texts if texts and whole >= 0.8 * len(texts) and sum(map(len, texts)) > 60 else []


def _articles(path: Path) -> Iterator[tuple[str, str, Sequence[str], Sequence[str], Sequence[str]]]:
    if path.is_dir():
        for article in read_content(path).articles:
            if not isinstance(article, Article):
                continue
            paragraphs = [part.strip() for part in article.body.split("\n\n") if part.strip()]
            if article.headline and paragraphs:
                yield (
                    article.headline, " ".join(article.deck), paragraphs,
                    [mention.name for mention in article.persons], [byline.name for byline in article.byline],
                )  # fmt: skip
        return
    with path.open(encoding="utf-8") as lines:
        for story in read_stories(lines, Dropped()):
            # What other programs break lines at is no part of a printed text.
            paragraphs = [" ".join(paragraph.split()) for paragraph in story.paragraphs]
            yield story.headline, story.deck, paragraphs, story.persons, story.authors


def declared_names(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Headline, text and the names of persons and writers that each article declares."""
    for headline, _, paragraphs, persons, authors in _articles(path):
        text = "\n".join(paragraphs)
        yield headline, text, tuple(name for name in (*persons, *authors) if name in text)


def as_notice(story: Story) -> Story:
    """A story cut to its first sentences, as notices and news in brief are."""
    sentences = re.findall(".+?[。！？]", story.paragraphs[0])
    first = "".join(sentences[:2]) or story.paragraphs[0]
    return replace(story, paragraphs=(first[:160],), kicker=(), deck=(), banner="")


def draw_pages(stories: Sequence[Story], number: int, seed: int, manner: str = MIXED) -> Iterator[Page]:
    """Pages of three to eleven stories that stood near each other, so that some have one topic."""
    chance = random.Random(f"{seed} {manner}")
    for _ in range(number):
        if manner == MIXED and chance.random() < 0.05:
            brief = [as_notice(story) for story in chance.sample(list(stories), min(len(stories), 30))]
            yield draw_page(brief[: chance.randint(8, 30)], chance, manner)
            continue
        size = min(len(stories), chance.randint(3, 11))
        if chance.random() < 0.5:
            start = chance.randint(0, len(stories) - size)
            chosen = list(stories[start : start + size])
            chance.shuffle(chosen)
        else:
            chosen = chance.sample(list(stories), size)
        long = [story for story in chosen if sum(map(len, story.paragraphs)) < 6000]
        if long:
            yield draw_page(long, chance, manner)
