"""Any number of articles out of the sentences of a content folder, always the same ones.

Names of persons are invented, and put where the sentences name somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.corpus import Story
from edition.content import as_read, read_content

FIRST_DAY = date(1998, 1, 1)
PER_ISSUE = 90
SECTIONS = ("要闻", "国内", "经济", "国际", "教科文", "体育", "理论", "副刊")
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭"
GIVEN = "安柏昌德恩芳国海佳凯兰明宁佩青荣书天文晓雅泽春东峰贵红吉静立梅南平秋仁思庭维新玉志"
NEW_NAME = 0.7
"""How often a person is one that nobody has written about before."""
MOST_NAMES = 7
"""In one article."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the articles are made of."""

    headlines: tuple[str, ...]
    sentences: tuple[str, ...]
    names: tuple[str, ...]
    """Who is named in them; longest first, as one name may stand in another."""


def read_source(folder: Path) -> Source:
    headlines: dict[str, None] = {}
    sentences: dict[str, None] = {}
    names: set[str] = set()
    for article in map(as_read, read_content(folder).articles):
        headlines |= dict.fromkeys(article.headline_lines or (article.headline,))
        names.update(person.name for person in article.persons)
        names.update(writer.name for writer in article.byline)
        for line in article.body.splitlines():
            # A heading, a list or a picture is no sentence.
            if line[:1] >= "一" or line[:1] in "“《" or line[:1].isdigit():
                sentences |= dict.fromkeys(re.findall(r"[^。！？]+[。！？][”》）]*", line))
    if not sentences:
        raise ValueError(f"{folder} holds no article")
    return Source(tuple(headlines), tuple(sentences), tuple(sorted(names, key=lambda name: (-len(name), name))))


def invented_name(number: int) -> str:
    """The same name for the same number; all different below 64,000."""
    number, first = divmod(number, len(FAMILY))
    last, middle = divmod(number, len(GIVEN))
    return FAMILY[first] + GIVEN[middle] + GIVEN[last % len(GIVEN)]


def sample_stories(folder: Path, articles: int) -> list[Story]:
    """The first `articles` of an endless newspaper: fewer are always the same first ones."""
    source = read_source(folder)
    # Only `random()` gives the same numbers in every version of Python.
    draw = Random(20211212).random
    known = 0

    def one_of(things: Sequence[str]) -> str:
        return things[int(draw() * len(things))]

    stories: list[Story] = []
    for number in range(articles):
        persons: dict[str, None] = {}
        for _ in range(int(draw() * (MOST_NAMES + 1))):
            if draw() < NEW_NAME or not known:
                known += 1
                persons[invented_name(known - 1)] = None
            else:
                # Squared, so that a few persons are in the paper every day.
                persons[invented_name(int(known * draw() ** 2))] = None
        paragraphs = [
            "".join(one_of(source.sentences) for _ in range(1 + int(draw() * 4)))
            for _ in range(2 + int(draw() * 6))
        ]
        author = invented_name(63_999 - int(draw() * 40))
        issue, place = divmod(number, PER_ISSUE)
        folio = place * len(SECTIONS) // PER_ISSUE
        stories.append(Story(
            FIRST_DAY + timedelta(days=issue), folio + 1, SECTIONS[folio],
            one_of(source.headlines) + one_of(source.headlines),
            one_of(source.headlines) if draw() < 0.3 else "",
            tuple(with_names(paragraphs, source.names, list(persons) or [author])),
            tuple(name for name in persons if name != author), (author,),
        ))
    return stories


def with_names(paragraphs: Sequence[str], old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The paragraphs with new names for old ones, in turn; who has no place yet comes at the end."""
    used = 0

    def another(_: re.Match[str]) -> str:
        nonlocal used
        used += 1
        return new[(used - 1) % len(new)]

    changed = [re.sub("|".join(map(re.escape, old)), another, text) if old else text for text in paragraphs]
    if used < len(new):
        changed.append("、".join(new[used:]) + "参加。")
    return changed
