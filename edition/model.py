"""The newspaper as values: articles, issues, persons, and how they make an edition.

One word, one meaning (code, documentation and templates use no other):

    edition   数字版       the whole digital edition: all issues
    issue     期           the paper of one date
    folio     版, 版次     a printed page (a "page" in code is always a web page)
    section   版名         the name of that printed page: 要闻, 副刊
    column    栏题, 专栏   a standing banner: 我为群众办实事
    kicker    引题, 肩题   the line above the headline
    headline  主题, 标题   the headline itself
    deck      副题         the line or lines under the headline
    byline    署名         who wrote it, with role: 记者, 通讯员, 摄影
    dateline  电头         本报济宁12月11日讯, as printed
    genre     体裁         消息, 通讯, 评论
    person    人物         somebody written about
    office    职务         a person's office as printed that day
    entry     规范档       one person in the authority file people.yaml

Values only: nothing here touches a disk, a clock or a template.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from edition.values import Value


class Byline(Value, frozen=True):
    """One name under an article."""

    name: str
    role: str = ""
    """As printed: 记者, 本报通讯员, 摄影; empty when none is printed."""
    id: str = ""
    """As declared, the entry in people.yaml; else the id of somebody known by this name alone."""
    declared: bool = False
    """Whether the article gives the id."""
    line: int = 0
    """Where it stands in the article's file, for problems; 0 when not known."""

    @property
    def with_role(self) -> str:
        """记者 宋仪凯, 程小青 著"""
        whole = (self.name, self.role) if self.is_behind else (self.role, self.name)
        return " ".join(filter(None, whole))

    @property
    def is_behind(self) -> bool:
        """Whether print sets the role behind the name, as it does one of a single character: 著, 摄."""
        return len(self.role) == 1


class Mention(Value, frozen=True):
    """One person that an article declares to be written about in it."""

    name: str
    """As printed in this article."""
    office: str = ""
    """As printed that day; empty when the article gives none."""
    role: str = ""
    """What the person does in the event: 讲话, 主持, 出席."""
    id: str = ""
    """As declared, the entry in people.yaml; else the id of somebody known by this name alone."""
    declared: bool = False
    """Whether the article gives the id."""
    line: int = 0
    """Where it stands in the article's file, for problems; 0 when not known."""


class Image(Value, frozen=True):
    """One picture that belongs to an article or shows a folio."""

    file: str
    """Path below content/, with `/`."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""
    digest: str
    """Of the file's bytes: what a page must know to be rebuilt with its picture."""
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def name(self) -> str:
        """Of its file."""
        return self.file.rpartition("/")[2]

    @property
    def cutline(self) -> str:
        """Caption and credit, as they stand below it; empty without either."""
        return " ".join(filter(None, (self.caption, self.credit)))


Box = tuple[float, float, float, float]
"""Part of a printed page: left, top, width and height in percent of the page, from its top left."""


class Correction(Value, frozen=True):
    """One correction made after publication."""

    date: dt.date
    note: str


class Origin(Value, frozen=True):
    """Where an article's text comes from."""

    file: str = ""
    note: str = ""


class Slip(Value, frozen=True):
    """An article without its text: what the rest of the edition has to know of it."""

    file: str
    """Path of the Markdown file, as problems name it."""
    date: dt.date
    folio: int
    """From 1."""
    position: int
    """Place on the folio, from 1: the reading order."""
    headline: str
    headline_lines: tuple[str, ...] = ()
    """The headline as the printed page breaks it; together they spell `headline`."""
    kicker: str = ""
    deck: tuple[str, ...] = ()
    column: str = ""
    section: str = ""
    """The folio's section unless the article names its own."""
    genre: str = ""
    language: str = ""
    """Its tag by BCP 47 (`en`, `bo`), where the text is in another language than the edition."""
    byline: tuple[Byline, ...] = ()
    persons: tuple[Mention, ...] = ()
    kept: tuple[str, ...] = ()
    """Names of persons and places in headline, kicker and deck: they are never broken."""
    continued: tuple[int, int] | None = None
    """Folio and position of the article in the same issue where this one goes on (转版)."""
    status: str = "public"
    """`draft`, `public` or `withdrawn`."""
    aliases: tuple[str, ...] = ()
    """Old addresses below the site that must go on working."""
    images: tuple[Image, ...] = ()
    corrected: dt.date | None = None
    """Day of the newest correction."""
    rights: str = ""
    """Whose it is, where that is another than the edition says."""
    region: tuple[Box, ...] = ()
    """Where it stands on the image of its folio."""
    face: bytes = b""
    """Digest of everything above but the region, which the folio's page alone shows."""
    opening: bytes = b""
    """Digest of as much of the beginning of the text as other pages may show."""
    whole: bytes = b""
    """Digest of the article with its text."""
    searched: bytes = b""
    """Digest of what a search reads: the headline, what stands around it, and the text as a reader sees it."""
    letters: int = 0
    """How many characters a search reads."""
    by_name: bool = False
    """True where no id is declared of anybody in it, and everyone written about has another."""

    @property
    def updated(self) -> dt.date:
        """The day from which the text reads as it does."""
        return max(self.date, self.corrected) if self.corrected else self.date

    @property
    def number(self) -> str:
        """Folio and position as its address has them: 01-03."""
        return f"{self.folio:02}-{self.position:02}"

    @property
    def place(self) -> tuple[dt.date, int, int]:
        """Date, folio, position: unique in an edition, and its reading order."""
        return (self.date, self.folio, self.position)


class Article(Slip, frozen=True):
    """One article of one issue, as its file declares it."""

    body: str = ""
    """Markdown, as written after the front matter."""
    body_line: int = 1
    """Line of the file on which the body begins."""
    dateline: str = ""
    event_date: dt.date | None = None
    places: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    source: Origin = Origin()
    corrections: tuple[Correction, ...] = ()
    plain: bool = False
    """Whether the body is paragraphs without any Markdown, with an empty line between two."""


class Folio(Value, frozen=True):
    """One printed page of an issue."""

    number: int
    section: str = ""
    image: Image | None = None
    articles: tuple[Slip, ...] = ()
    """In reading order; empty for a folio that issue.yaml names but no article stands on."""


class Issue(Value, frozen=True):
    """The paper of one date."""

    date: dt.date
    folios: tuple[Folio, ...]
    """By number, without gaps."""
    number: str = ""
    """As printed: 第26418期, 总第…号."""
    inferred: bool = False
    """True when the date isn't printed but concluded."""
    evidence: str = ""
    """What the date is concluded from, for the reader."""
    note: str = ""
    articles: tuple[Slip, ...] = ()
    """All articles in reading order, over the folios."""


class Entry(Value, frozen=True):
    """One person in people.yaml, or one known by name only."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    reading: str = ""
    """Pinyin with or without tones, when the family reads it its own way: `níng`."""
    note: str = ""
    """Tells two people of one name apart: 济宁市委书记, 1962年生."""
    kind: str = "person"
    """`person`, `staff` (writes for the paper) or `private` (never shown)."""
    same_as: tuple[str, ...] = ()
    """Addresses of the same person elsewhere: Wikidata, VIAF."""
    formerly: tuple[str, ...] = ()
    """Ids that this person had before; their addresses lead here."""


class Moved(Value, frozen=True):
    """An address that has no page of its own any more."""

    old: str
    new: str = ""
    """Where it leads; empty for a page that was taken away."""
    reason: str = ""
    """Why it was, for the reader."""
    line: int = 0
    """Where it stands in moved.yaml, for problems."""


class Report(Value, frozen=True):
    """One article in which a person is written about, and as what."""

    article: Slip
    mention: Mention


class Person(Value, frozen=True):
    """Somebody the edition writes about."""

    entry: Entry
    reports: tuple[Report, ...] = ()
    """Newest first."""


def offices_in(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The offices that somebody held, as printed, in the order of the reports that say so."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        if report.mention.office:
            found.setdefault(report.mention.office, []).append(report)
    return found


class Author(Value, frozen=True):
    """Somebody who writes in the edition."""

    entry: Entry
    known: bool = False
    """True when people.yaml says who this is; then a person with the same id is the same."""
    pieces: tuple[tuple[Slip, Byline], ...] = ()
    """Newest first."""


Everyone = tuple[Mapping[str, Person], Mapping[str, Author]]
"""Who is written about and who writes, by id; nobody private."""


def nobody() -> Everyone:
    return {}, {}


class Edition(Value, frozen=True):
    """All that is published, resolved and in order."""

    issues: tuple[Issue, ...]
    """Oldest first."""
    everyone: Callable[[], Everyone] = nobody
    """Tells whoever is in the issues, and remembers it; most edits need not know. Raises EditionError where
    two names have one id."""
    entries: Mapping[str, Entry] = {}
    """What people.yaml says of those written about, by id; private ones too."""
    writers: Mapping[str, Entry] = {}
    """The same of those who write. Who writes and who is written about may share a name and an id, and be two."""
    withdrawn: tuple[Slip, ...] = ()
    """Articles taken back: they keep an address and a citation, but no text."""
    about: str = ""
    """Markdown of the page about the edition."""
    moved: tuple[Moved, ...] = ()
    """What moved.yaml says."""
    lost: tuple[tuple[str, str], ...] = ()
    """Every address that was published of a person, writer, section or column, and that no name has now; with
    the file below content/ that made it be."""

    @property
    def persons(self) -> Mapping[str, Person]:
        """By id."""
        return self.everyone()[0]

    @property
    def authors(self) -> Mapping[str, Author]:
        """By id."""
        return self.everyone()[1]
