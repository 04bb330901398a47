"""One Markdown file with front matter, strictly read, into one Article.

Where a file lies says which article it is; front matter may repeat that and must then
agree. Every key has a Chinese spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path

from edition import markdown, urls
from edition.config import read_text
from edition.fields import Fields
from edition.fingerprint import mark
from edition.images import read_images
from edition.markdown import parsing
from edition.model import Article, Box, Correction, Origin, Slip
from edition.patterns import pattern
from edition.problems import EditionError, Problem, shown
from edition.tree import Text, forbidden_characters, parse_yaml, printable
from edition.values import astuple, freeze, replace
from edition.who import read_bylines, read_mentions

KEYS = {
    "headline": "标题",
    "headline_lines": "标题行",
    "kicker": "引题",
    "deck": "副题",
    "column": "栏题",
    "section": "版名",
    "genre": "体裁",
    "language": "语言",
    "byline": "署名",
    "dateline": "电头",
    "event_date": "事件日期",
    "persons": "人物",
    "places": "地点",
    "keywords": "关键词",
    "images": "图片",
    "region": "版面位置",
    "continued": "转版",
    "source": "来源",
    "status": "状态",
    "corrections": "更正",
    "aliases": "别名",
    "rights": "版权",
    "date": "日期",
    "folio": "版次",
    "position": "序号",
}
SOURCE_KEYS = {"file": "文件", "note": "说明"}
CORRECTION_KEYS = {"date": "日期", "note": "说明"}
STATUSES = {"public": "公开", "draft": "草稿", "withdrawn": "撤回"}
MAX_ARTICLE = 1024 * 1024
ARTICLE_NAME = pattern(r"([0-9]{2})-([0-9]{2,3})(?P<tail>-[^/]*)?\.md")
_NOTE = pattern(r"(?<!\\)<!--")
"""A comment in HTML, which is text in an article."""
_REFERENCE = pattern(r"&#\w+;")
"""A character by its number, which Markdown reads."""
MOST_BOXES = 50
_BOX = pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3})?(?: +[0-9]{1,3}(?:\.[0-9]{1,3})?){3}")
_ALIAS = pattern(
    r"/(?:(?![^/]*\.[A-Za-z][^/.]*/)[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*"
    r"(?:(?<!^/)|[A-Za-z0-9_~-][A-Za-z0-9._~-]*\.html?)"
)
"""No folder of it has the name of a file, as in /about.html/1.html: the site may have that file."""


def read_article(
    path: Path | str, day: date, content: Path, name: str = "", sections: Sequence[tuple[int, str]] = ()
) -> Article:
    """The file at `path` in the folder of the issue of `day`; raise EditionError with everything wrong in it.

    `name` is the path as problems name it, where the caller knows it already; `sections` are
    those of the folios, for an article that names none.
    """
    name = name or shown(Path(path))
    problems: list[Problem] = []
    text = printable(read_text(path, name, MAX_ARTICLE, "is this one article?"), name, problems)
    try:
        header, body, body_line = split_front_matter(text, name)
    except EditionError as error:
        raise EditionError(*problems, *error.problems) from None
    fields = Fields(parse_yaml(header, name, 2, problems), name, KEYS, "the front matter", problems)
    folio, position = place_of(name.rpartition("/")[2])
    _agree(fields, day, folio, position)
    headline = fields.text("headline")
    fields.needs("headline")
    kicker, deck = fields.text("kicker"), fields.texts("deck")
    persons, places = tuple(read_mentions(fields)), fields.separate("places", "，、；")
    corrections = tuple(_corrections(fields, day))
    slip = Slip(
        file=name,
        date=day,
        folio=folio,
        position=position,
        headline=headline,
        headline_lines=_headline_lines(fields, headline),
        kicker=kicker,
        deck=deck,
        column=fields.text("column"),
        section=fields.text("section") or dict(sections).get(folio, ""),
        genre=fields.text("genre"),
        language=fields.language("language"),
        byline=tuple(read_bylines(fields)),
        persons=persons,
        kept=kept_in((kicker, headline, *deck), (*[mention.name for mention in persons], *places)),
        continued=_continued(fields),
        status=fields.choice("status", STATUSES, "public"),
        aliases=tuple(_aliases(fields)),
        images=tuple(read_images(fields, Path(path).parent, content)) if fields.has("images") else (),
        corrected=max((correction.date for correction in corrections), default=None),
        rights=fields.text("rights", lines=True, limit=2000),
    )
    dateline, is_plain = fields.text("dateline"), markdown.is_plain(body)
    behind_body = (
        body_line,
        dateline,
        fields.day("event_date"),
        places,
        fields.separate("keywords"),
        _source(fields),
        corrections,
        is_plain,
    )
    around, captions, face = lines_around(slip), lines_below(slip), freeze(slip)
    paragraphs, written = markdown.paragraphs(body, numbered=True), mark(body.encode())
    known = replace(
        slip,
        region=tuple(_region(fields)) if fields.has("region") else (),
        face=mark(face),
        # Of a short text all is its opening.
        opening=mark(freeze((dateline, markdown.opening(body) if len(body) > markdown.OPENING else written))),
        whole=mark(face + freeze((written, *behind_body))),
        # A plain text is its paragraphs.
        searched=mark(freeze((headline, around, written if is_plain else paragraphs, captions))),
        letters=sum(map(len, (headline, *around, *paragraphs, *captions))),
        by_name=_is_by_name(slip),
    )
    article = Article(*(*astuple(known), body, *behind_body))
    if folio < 1 or position < 1:
        fields.problem(0, "folios and positions are counted from 01")
    if article.status != "withdrawn":
        _check_body(fields, article)
    elif not corrections and not fields.items("corrections"):
        message = "a withdrawn article says why: add `corrections: [{date: …, note: …}]`, readers will see it"
        fields.problem(fields.line_of("status"), message)
    fields.finish()
    return article


def _is_by_name(article: Slip) -> bool:
    ids = {mention.id for mention in article.persons if not mention.declared}
    return len(ids) == len(article.persons) and not any([writer.declared for writer in article.byline])


def lines_around(article: Slip) -> tuple[str, ...]:
    """What stands around a headline: kicker, deck, column, byline with its role."""
    writers = [writer.with_role for writer in article.byline]
    return tuple(filter(None, (article.kicker, *article.deck, article.column, *writers)))


def lines_below(article: Slip) -> tuple[str, ...]:
    """What stands below its pictures: caption and credit of each."""
    return tuple([image.cutline for image in article.images if image.cutline])


def slip_of(article: Slip) -> Slip:
    """The article without its text."""
    if type(article) is Slip:
        return article
    return Slip(*astuple(article)[: len(Slip.__struct_fields__)])


def unread_article(name: str, day: date) -> Article:
    """What an article with problems still says: that it is there."""
    folio, position = place_of(name.rpartition("/")[2])
    return Article(name, day, folio, position, "")


def place_of(file: str) -> tuple[int, int]:
    """Folio and position that an article's file name says."""
    found = ARTICLE_NAME.fullmatch(file)
    assert found, file
    return int(found[1]), int(found[2])


def kept_in(lines: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that stand in one of these lines."""
    whole = "\n".join(lines)
    return tuple([name for name in dict.fromkeys(names) if len(name) > 1 and name in whole])


def split_front_matter(text: str, name: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        message = "an article begins with a line `---`, its front matter, and a line `---`"
        if text.lstrip().partition("\n")[0].rstrip() == "---":
            message = "the first line must be `---`, without a blank or an empty line before it"
        raise EditionError(Problem(name, 1, message))
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    raise EditionError(Problem(name, 1, "the front matter is not closed: put a line `---` between it and the text"))


def _agree(fields: Fields, when: date, folio: int, position: int) -> None:
    told = fields.day("date")
    if told is not None and told != when:
        fields.problem(fields.line_of("date"), f'"date" says {told}, the folder says {when}; make them agree')
    for key, value in (("folio", folio), ("position", position)):
        said = fields.number(key, value)
        if said != value:
            fields.problem(fields.line_of(key), f'"{key}" says {said}, the file name says {value}; make them agree')


def _headline_lines(fields: Fields, headline: str) -> tuple[str, ...]:
    lines = fields.texts("headline_lines")
    if not lines:
        return ()
    bare = re.sub(r"\s", "", headline)
    if headline and re.sub(r"\s", "", "".join(lines)) != bare:
        message = f'"headline_lines" spell 「{"".join(lines)}」, the headline is 「{headline}」; make them agree'
        fields.problem(fields.line_of("headline_lines"), message)
        return ()
    return lines


def _continued(fields: Fields) -> tuple[int, int] | None:
    value = fields.text("continued")
    if not value:
        return None
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,3})", value)
    if not found:
        message = f'"continued" names folio and position, as 04-02, not "{value}"'
        fields.problem(fields.line_of("continued"), message)
        return None
    return int(found[1]), int(found[2])


def _region(fields: Fields) -> Iterator[Box]:
    """Rectangles on the image of the folio, each as an SVG's viewBox is written."""
    texts, line = fields.texts("region"), fields.line_of("region")
    if len(texts) > MOST_BOXES:
        fields.problem(line, f'"region" has {len(texts)} rectangles; at most {MOST_BOXES} are sensible')
        return
    for text in texts:
        left, top, width, height = map(float, text.split()) if _BOX.fullmatch(text) else (0.0, 0.0, 0.0, 0.0)
        if not width or not height:
            wanted = "left, top, width and height in percent of the page, as 8.5 12 40 33.5"
            fields.problem(line, f'"region" holds {wanted}, not "{text}"')
        elif round(left + width, 3) > 100 or round(top + height, 3) > 100:
            message = f'"{text}" reaches out of the page; left and width, as top and height, make 100 at most'
            fields.problem(line, message)
        else:
            yield left, top, width, height


_NOT_SAID = Origin()


def _source(fields: Fields) -> Origin:
    value = fields.node("source")
    if value is None:
        return _NOT_SAID
    if isinstance(value, Text):
        return Origin(note=fields.text("source"))
    inner = fields.mapping("source", SOURCE_KEYS)
    origin = Origin(inner.text("file"), inner.text("note", lines=True, limit=1000))
    inner.no_more()
    return origin


def _corrections(fields: Fields, printed: date) -> Iterator[Correction]:
    for item in fields.mappings("corrections", CORRECTION_KEYS):
        if isinstance(item, Text):
            fields.no_mapping(item, "a correction is written as a mapping: `- {date: 2021-12-13, note: …}`")
            continue
        when, note = item.day("date"), item.text("note", lines=True, limit=1000)
        if when and when < printed:
            message = f"a correction of {when} is older than what it corrects, which was printed on {printed}"
            item.problem(item.line_of("date"), message)
        elif all([item.needs("date"), item.needs("note")]) and when:
            yield Correction(when, note)


def _aliases(fields: Fields) -> Iterator[str]:
    seen: set[str] = set()
    for item in fields.items("aliases"):
        value = fields.as_text(item, "aliases")
        if fault := fault_of_address("an alias", value):
            fields.problem(item.line, fault)
        elif value in seen:
            fields.problem(item.line, f'"{value}" stands here twice; keep one')
        elif value:
            seen.add(value)
            yield value


def fault_of_address(what: str, value: str, kind: str = "an old address") -> str:
    """Why no page can stand at an address of some `kind`, which a message calls `what`; empty where one can."""
    names = value.split("/")
    is_refused = any(map(urls.is_refused_by_windows, names)) or max(map(len, names)) > urls.MOST_LETTERS
    if value and (is_refused or not _ALIAS.fullmatch(value)):
        return f'{what} is {kind} below this site, as /old/1.html or /old/, not "{value}"'
    if value.startswith((urls.ASSETS, urls.SEARCH_DATA)):
        return f'"{value}" lies among files of this site; {what} can\'t lie there'
    return ""


def _check_body(fields: Fields, article: Article) -> None:
    if not article.body.strip():
        fields.problem(article.body_line, "the article has no text after its front matter")
    if article.plain:
        return
    lines = article.body.split("\n")
    if markdown.has_picture(article.body):
        line = next(number for number, text in enumerate(lines, article.body_line) if "![" in text)
        fields.problem(line, "a picture is declared in the front matter: `images: [{file: …, alt: …}]`")
    told = "<!--" in article.body or "&#" in article.body
    for number in sorted(set(range(len(lines))) - parsing.code_lines(article.body)) if told else ():
        line = article.body_line + number
        if _NOTE.search(lines[number]):
            fields.problem(line, "readers would see this note; write it into the front matter, after a #")
        for found in _REFERENCE.findall(lines[number]):
            fields.problems.extend(forbidden_characters(unescape(found), fields.path, line))
    for number, cells, columns in parsing.overfull_rows(article.body):
        message = f"this row has {cells} cells, the heading of its table {columns}, and the others would be lost"
        message += "; give the heading as many" if cells else ""
        if not cells:
            message = "this line would become a row of the table above; leave an empty line between them"
        fields.problem(article.body_line + number, message)
