"""Labelled lines into articles: texts are cut and rejoined, headlines given to them.

        lines with labels ── pieces ──▶ texts ─────────────┐
                          └─ runs of headline blocks ──────┴─ assign ──▶ articles

A byline or a dateline opens an article; a text that goes on behind a headline, in the
middle of a paragraph, is one text. Which headline belongs to which text is decided for
the whole page at once: each article of a page about one event would like the headline
of its neighbour, and only together do they agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.characters import simple
from edition.importer.features import doubled
from edition.importer.heads import give_heads
from edition.importer.labels import Labelled
from edition.importer.parts import cut_page
from edition.values import Value, replace

_DOTS = "·•◆■●—- \u3000"
_DASHES = re.compile("[—―─-]{2}")
_SIGNS = _DOTS + "◎○▲△□◇★☆※ "
_STANDING = re.compile(
    "社[论评说]|[时短]评|评坛|专论|代论|小言论|来论|编者的话|编后|读者(?:来信|之声|信箱|园地)|来[信函件]|公电|[专译要]电"
    "|(?:特约)?路透电|(?:国内|国外|本市|本埠|地方|紧要|重要)?要闻|(?:国内|国外|国际|各地|外埠|本[埠市县省]|地方|体育|教育|经济)(?:新闻|要电|专电)"
    "|(?:地方|各地)通[信讯]|[短简]讯|简明新闻|(?:国际|国内)[短简]讯|(?:长篇|短篇|连载|武侠)?小说(?:连载)?|(?:长篇)?连载|诗歌?|散文|杂[文感谈俎]"
    "|(?:评论员|记者)(?:观察|手记|札记|调查|述评|来信|见闻|走基层|连线)|随笔|游记|笔记|文艺|副刊|余兴|谈荟|启事|更正|广告|告白|商情"
)
"""Names of columns that papers have had for a hundred years."""


class Gathered(Value, frozen=True):
    """The lines of one article, as places in the page's labelled lines."""

    text: tuple[int, ...]
    head: tuple[int, ...] = ()
    byline: tuple[int, ...] = ()
    column: tuple[int, ...] = ()
    sure: float = 0.0
    """How much more the headline fits than any other of the page; 0 without one."""


class Gathering(Value, frozen=True):
    """A whole page: articles in the order of their texts, and what has no place."""

    articles: tuple[Gathered, ...]
    unplaced: tuple[int, ...]


def gather(page: Sequence[Labelled]) -> Gathering:
    """The articles of a labelled page."""
    parts = cut_page(page)
    layout = give_heads(page, parts)
    unplaced = {*parts.furniture, *(place for run in parts.runs for block in run for place in block)}
    articles = []
    for (start, end), head, sure in layout:
        own = parts.paragraphs[start:end]
        articles.append(
            Gathered(
                tuple(place for paragraph in own for place in paragraph.lines),
                head,
                tuple(place for paragraph in own for place in paragraph.byline),
                (),
                sure,
            )
        )
        unplaced -= set(head)
    articles = [_with_column(page, article) for article in articles]
    banners = _banners(page, articles, parts.furniture)
    for place, number in banners.items():
        articles[number] = replace(articles[number], column=(*articles[number].column, place))
    return Gathering(tuple(articles), tuple(sorted(unplaced - set(banners))))


# -- banners -------------------------------------------------------------------------------------


def _with_column(page: Sequence[Labelled], article: Gathered) -> Gathered:
    """With the name of the column that stands over the headline: 社論, ◎本縣新聞, ·读者之声·."""
    lines = [page[place].line.text for place in article.head]
    names = next((row for row, text in enumerate(lines) if not is_standing(text)), len(lines))
    # Where nothing else heads it, the name is its headline: 專電.
    names = min(names, len(lines) - 1)
    return replace(article, head=article.head[names:], column=article.head[:names]) if names > 0 else article


def column_name(text: str) -> str:
    """Without the signs around it."""
    return text.strip(_SIGNS)


def is_standing(text: str) -> bool:
    """Whether a line is the name of a column: one that papers have, or one between dots."""
    bare = column_name(text)
    between = text[:1] in _DOTS and text[-1:] in _DOTS and 3 <= len(bare) <= 12
    return between or _STANDING.fullmatch("".join(simple(bare).split())) is not None


def _banners(page: Sequence[Labelled], articles: Sequence[Gathered], furniture: Sequence[int]) -> dict[int, int]:
    """Which furniture is the standing banner of which article: the one whose text names it."""
    found: dict[int, int] = {}
    for place in furniture:
        name = banner_name(page[place].line.text)
        if not name:
            continue
        named = [
            number
            for number, article in enumerate(articles)
            if name in "".join(page[each].line.text for each in article.text)
        ]
        if len(named) == 1:
            found[place] = named[0]
    return found


def banner_name(text: str) -> str:
    """What a banner says, once and without its dots; empty for a line that is none."""
    twice = doubled(text)
    if twice:
        return twice
    bare = text.strip(_DOTS)
    if _DASHES.match(text) and text.endswith(bare):
        return ""  # a deck: ——记优秀教师王芳
    return bare if bare != text and 3 <= len(bare) <= 12 else ""
