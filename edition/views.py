"""What a template may see, field by field: the designers' manual.

A template sees two values: `site`, the same for every page, and `page`, one of the
classes below whose name its first line gives. What is not spelled out here can't be
shown, and whatever is spelled out here rebuilds the page when it changes. Hence the
rules: narrow values (a `Card` has no body), no clock, no totals of the whole edition
on every page, no sets and no dicts. What costs time is worked out only where the template names
it: an article's `length`, `citation` and `same_folio`, a person's `reading`, `chart`, `companions`
and `search`, and the `description` in the head of both.

Every `href` is relative to the page that holds it. An empty `href` means: no page,
print the text alone. Empty texts and tuples mean: the article says nothing about it.
"""

from __future__ import annotations

from edition.values import Value
from edition.words import Words


class Site(Value, frozen=True):
    """The edition as every page shows it; made from edition.yaml alone."""

    title: str
    """济宁日报数字版"""
    newspaper: str
    """济宁日报: the nameplate."""
    short_name: str
    """As much of it as a browser shows in its list of search engines."""
    language: str
    """For `lang`: zh-Hans."""
    place: str
    publisher: str
    description: str
    rights: str
    """Who owns the text, for the foot of every page."""
    base_url: str
    """`https://…/repo/`, with the last `/`; empty when the host is not known."""
    words: Words
    """Every word of the interface."""
    filings: tuple[Link, ...] = ()
    """Under which numbers the site is registered, for the foot of every page; without an address what none is known
    for."""
    search: bool = True
    """Whether the full text can be searched."""
    data: bool = False
    """Whether there are files for research below data/."""
    epub: bool = False
    """Whether every issue is there as an EPUB."""
    offline: bool = False
    """Whether the whole edition is there as offline.zip."""


class Link(Value, frozen=True):
    href: str
    text: str
    note: str = ""
    """A second, quieter line: a date, a count."""
    keep: tuple[str, ...] = ()
    """Names in the text that are never broken, where it is a headline."""
    language: str = ""
    """Of the headline, where it is another than the site's."""


class Day(Value, frozen=True):
    """A date in all the ways a page shows it."""

    iso: str
    """2021-12-12, for `<time datetime>`."""
    text: str
    """2021年12月12日"""
    short: str
    """12月12日"""
    weekday: str
    """星期日"""
    lunar: str
    """农历辛丑年十一月初九; empty where the edition's language has no lunar date."""
    minguo: str = ""
    """民国110年, where the edition counts by the years of the Republic too."""


class Head(Value, frozen=True):
    """What stands in `<head>` and around the page."""

    kind: str
    """`home`, `issue`, `article` …: the template's name, for `<body class>`."""
    url: str
    """Below the site, with a leading `/`: `/2021/12/12/01-03.html`."""
    root: str
    """From this page to the top of the site: `../../../`, or `./`."""
    title: str
    """Without the name of the site."""
    description: str
    canonical: str
    """Absolute; empty when the site doesn't know its host."""
    day: Day | None = None
    """The issue that this page belongs to, for the masthead."""
    index: bool = True
    """False for pages that no search engine should list."""
    crumbs: tuple[Link, ...] = ()
    """From the home page down to, but without, this page."""
    feed: str = ""
    """Href of this page's own feed, where it has one and the site knows its host."""
    language: str = ""
    """In which a text on this page is, where it is another than the site's: a style sheet has its rules."""


class Headline(Value, frozen=True):
    """A headline and where it may break. Print it with the filter `headline`."""

    text: str
    lines: tuple[str, ...] = ()
    """As printed; empty when the printed lines are not known."""
    keep: tuple[str, ...] = ()
    """Names in it that are never broken."""
    language: str = ""
    """Of the article, where it is another than the site's: for the filter `lang`."""


class Writer(Value, frozen=True):
    """One name of a byline."""

    name: str
    role: str
    href: str
    is_behind: bool = False
    """Whether the role stands behind the name: 程小青 著."""
    filed: str = ""
    """Only on the article's page, and where surnames stand last: as an index has the name, `Doe, Jane`."""


class Picture(Value, frozen=True):
    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    language: str = ""
    """Of its words, where it is another than the site's."""


class Zone(Value, frozen=True):
    """An article on the image of its folio."""

    href: str
    headline: str
    path: str
    """Its rectangles as the `d` of an SVG path, where the image is 100 wide and 100 high."""


class Card(Value, frozen=True):
    """An article as other pages show it."""

    href: str
    headline: Headline
    kicker: str
    deck: tuple[str, ...]
    column: str
    """Or the genre, of a comment in no column: readers are told what is opinion."""
    genre: str
    section: str
    folio: str
    """As the language numbers it: 01, or 1."""
    day: Day
    writers: tuple[Writer, ...]
    """Without links of their own: their `href` is empty."""
    summary: str = ""
    """The beginning of the text; only where a page shows one (front page, folio page)."""
    picture: Picture | None = None


class PersonCard(Value, frozen=True):
    """A person as other pages show one."""

    name: str
    href: str
    office: str = ""
    """As printed in the article or issue at hand."""
    role: str = ""
    reports: int = 0
    """On an article: reports up to and with this issue (so a later issue changes nothing);
    on a front page: articles of the issue."""


# -- one class per kind of page ------------------------------------------------------------


class Tab(Value, frozen=True):
    """One folio in the row of folios."""

    href: str
    folio: str
    """As the language numbers it: 01, or 1."""
    section: str
    current: bool = False


class Block(Value, frozen=True):
    """One folio with everything that stands on it."""

    folio: str
    section: str
    href: str
    cards: tuple[Card, ...]


class Front(Value, frozen=True):
    """An issue laid out as a front page. Every article stands in `blocks`; the other
    parts hold some of them again, with more to show."""

    day: Day
    number: str
    """As printed; often empty."""
    inferred: bool
    """Show 刊期系推定."""
    evidence: str
    """Why, in a sentence."""
    note: str
    folios: int
    """How many."""
    articles: int
    """How many."""
    tabs: tuple[Tab, ...]
    lead: Card
    """With summary, perhaps a picture."""
    left: tuple[Card, ...]
    """Left column: up to three of the first folio, with summary."""
    under: tuple[Card, ...]
    """Below the lead: up to four of the first folio, with summary."""
    briefs: tuple[Card, ...]
    """The next eight of the first folio, headlines only."""
    guide: tuple[Card, ...]
    """导读: the first article of every other folio."""
    comment: Card | None
    """A comment, with summary."""
    feature: Card | None
    """A reportage or a piece of the supplement, with a long summary: paragraphs
    are separated by a newline."""
    persons: tuple[PersonCard, ...]
    """今日人物, as printed."""
    blocks: tuple[Block, ...]
    previous: Link | None
    """Previous issue: text is its date, note its weekday."""
    next: Link | None
    same_day: str
    """Href of the page with this day in every year."""
    epub: str = ""
    """Href of the issue as an EPUB."""
    epub_name: str = ""
    """What the downloaded file is called."""


class IssuePage(Value, frozen=True):
    """Template issue.html; also home.html, for the latest issue."""

    head: Head
    front: Front


class EmptyHome(Value, frozen=True):
    """Template empty.html: the home page of an edition without an issue."""

    head: Head


class FolioPage(Value, frozen=True):
    """Template folio.html."""

    head: Head
    day: Day
    folio: str
    section: str
    picture: Picture | None
    """The printed page."""
    zones: tuple[Zone, ...]
    """Where articles stand on the picture; none without one."""
    tabs: tuple[Tab, ...]
    cards: tuple[Card, ...]
    """In reading order, with summary; empty when no article stands on this folio."""
    previous: Link | None
    """Previous folio of the issue."""
    next: Link | None


class Name(Value, frozen=True):
    """A name to link where it first stands in the text."""

    text: str
    href: str
    """Empty for a name that only keeps a shorter one from matching inside it."""


class Body(Value, frozen=True):
    """Article text. Print it with the filter `prose`."""

    markdown: str
    dateline: str
    names: tuple[Name, ...]
    plain: bool = False
    """Whether it is known to be paragraphs and no Markdown, so that `prose` need not look."""


class Note(Value, frozen=True):
    """A dated remark: a correction."""

    day: Day
    text: str


class ArticlePage(Value, frozen=True):
    """Template article.html."""

    head: Head
    day: Day
    inferred: bool
    folio: str
    folio_href: str
    headline: Headline
    kicker: str
    deck: tuple[str, ...]
    column: Link | None
    section: Link | None
    genre: Link | None
    writers: tuple[Writer, ...]
    event_day: Day | None
    length: int
    """Characters of text, without white space, or words."""
    in_words: bool
    body: Body
    pictures: tuple[Picture, ...]
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    persons: tuple[PersonCard, ...]
    same_folio: tuple[Card, ...]
    """The other articles of the folio."""
    previous: Link | None
    """In reading order, over the folios of the issue."""
    next: Link | None
    column_previous: Link | None
    """In its column, with the day of the issue: of a serial, the instalment before."""
    column_next: Link | None
    continued: Link | None
    """Where the article goes on (转版)."""
    continues: Link | None
    """Where it comes from."""
    citation: str
    """One line, in the style of the language: GB/T 7714, APA or Chicago."""
    corrections: tuple[Note, ...]
    source_file: str
    source_note: str
    rights: str
    draft: bool
    evidence: str = ""
    """Where the date is inferred: from what, in a sentence."""
    corrected: Day | None = None
    """Of the newest correction."""
    all_corrections: str = ""
    """Href of the page with those of the whole edition; empty where this article has none."""
    report: str = ""
    """Address at which a reader can report a mistake; empty where edition.yaml names no repository."""
    proof: str = ""
    """Of an imported draft: the printed page's text beside it."""


class ProofLine(Value, frozen=True):
    """One line of a page's text, as the importer took it."""

    number: int
    """From 1, in the file."""
    text: str
    kind: str
    """The sign: P, C, K, H, D, L, B or F."""
    article: int
    """From 1; 0 for a line in no article."""
    doubt: str
    """What else it may be; empty where nothing speaks for another."""
    gap: bool
    """Whether a blank line stands before it."""


class Proof(Value, frozen=True):
    """An article as its file says now, beside the lines it was made from."""

    href: str
    file: str
    headline: Headline
    kicker: str
    deck: tuple[str, ...]
    column: str
    writers: tuple[str, ...]
    draft: bool
    body: Body


class ProofPart(Value, frozen=True):
    """Lines of one article that stand together."""

    lines: tuple[ProofLine, ...]
    proof: Proof | None
    """Beside its first lines only."""


class ProofPage(Value, frozen=True):
    """Template proof.html: a page's text beside its drafts; only with --drafts."""

    head: Head
    parts: tuple[ProofPart, ...]
    doubts: tuple[ProofLine, ...]


class TombPage(Value, frozen=True):
    """Template withdrawn.html: an article that was taken back."""

    head: Head
    day: Day
    folio: str
    headline: Headline
    citation: str
    corrections: tuple[Note, ...]
    """Why."""


class RedirectPage(Value, frozen=True):
    """Template redirect.html: an old address."""

    head: Head
    target: str
    """Href."""
    text: str


class GonePage(Value, frozen=True):
    """Template gone.html: an address whose page was taken away."""

    head: Head
    reason: str


class Cell(Value, frozen=True):
    """One day of a calendar."""

    day: int
    """Of the month; 0 for a cell before the first or after the last."""
    href: str
    """Empty when no issue came out."""
    label: str
    """2021年12月12日，7篇: for screen readers."""
    shade: int
    """0 (no issue) to 4 (many articles)."""


class Month(Value, frozen=True):
    """One month as a table: weeks of seven cells, Monday first."""

    href: str
    caption: str
    """12月; 2021年12月 where no year stands above it"""
    name: str
    """2021年12月"""
    weeks: tuple[tuple[Cell, ...], ...]
    issues: int
    articles: int


class IssueCard(Value, frozen=True):
    """An issue in a list."""

    href: str
    day: Day
    articles: int
    lead: Card


class MonthPage(Value, frozen=True):
    """Template month.html."""

    head: Head
    title: str
    month: Month
    issues: tuple[IssueCard, ...]
    """Oldest first."""
    year: Link
    """The note is 民国110年, where the edition counts by it too."""
    previous: Link | None
    next: Link | None


class YearPage(Value, frozen=True):
    """Template year.html."""

    head: Head
    title: str
    years: tuple[Tab, ...]
    """All years, newest first; `folio` holds the year."""
    months: tuple[Month, ...]
    """January first, only months with an issue."""
    minguo: str
    """民国110年, where the edition counts by it too."""
    issues: int
    articles: int
    previous: Link | None
    next: Link | None


class YearRow(Value, frozen=True):
    """One year of the archive: twelve cells, January first."""

    year: str
    href: str
    issues: int
    articles: int
    months: tuple[Cell, ...]
    """`day` is the month, `label` says how many issues."""


class ArchivePage(Value, frozen=True):
    """Template archive.html."""

    head: Head
    first: Day | None
    last: Day | None
    issues: int
    articles: int
    rows: tuple[YearRow, ...]
    """Newest first."""
    months: tuple[Month, ...]
    """The months of the newest year, newest first."""
    browse: tuple[Link, ...]
    """Other ways in: sections, columns, genres, persons, bylines; note is a count."""


class DayPage(Value, frozen=True):
    """Template day.html: the same day in every year."""

    head: Head
    title: str
    """12月12日"""
    issues: tuple[IssueCard, ...]
    """Newest first."""
    previous: Link | None
    """The nearest earlier day of the calendar with an issue in any year."""
    next: Link | None


class Pager(Value, frozen=True):
    """Where a long list goes on. Old pages are numbered from the oldest and never
    change; the first page of a list takes in whatever is new."""

    newer: Link | None
    older: Link | None
    newest: Link | None
    oldest: Link | None
    span: str
    """The dates on this page: 1998年1月1日—1月5日."""


class CardYear(Value, frozen=True):
    """Cards of one year, newest first."""

    year: str
    cards: tuple[Card, ...]


class ListPage(Value, frozen=True):
    """Template list.html: everything in one section, column or genre."""

    head: Head
    label: str
    """版名, 专栏 or 体裁."""
    name: str
    count: int
    """0 on an older page, which says nothing of the whole."""
    span: str
    """From when to when: of the whole, on an older page of what stands there."""
    years: tuple[CardYear, ...]
    pager: Pager


class Term(Value, frozen=True):
    """One line of an index."""

    href: str
    name: str
    count: int
    first: Day
    last: Day
    anchor: str = ""
    """Where a letter begins in a long list of names, the id that leads here."""


class IndexPage(Value, frozen=True):
    """Template index.html: all sections, columns, genres or writers."""

    head: Head
    label: str
    each: str
    """What one of them is called."""
    terms: tuple[Term, ...]
    """Most articles first; writers in the order of their names."""
    siblings: tuple[Link, ...]
    """The other indexes."""
    letters: tuple[Link, ...] = ()
    """In a long list of names, where each letter begins."""


class Office(Value, frozen=True):
    """An office as printed, and from when to when it was printed so."""

    text: str
    first: Day
    last: Day
    reports: int


class Moment(Value, frozen=True):
    """One report on a person's timeline."""

    card: Card
    office: str
    role: str


class MomentYear(Value, frozen=True):
    year: str
    moments: tuple[Moment, ...]


class Companion(Value, frozen=True):
    """Somebody who is named in the same articles."""

    name: str
    href: str
    reports: int
    """Articles that name both."""
    share: int
    """Of the most frequent companion, 1 to 100: the length of the bar."""


class Bar(Value, frozen=True):
    year: str
    count: int
    x: int
    height: int
    """0 to 100."""


class Chart(Value, frozen=True):
    """Reports per year: an SVG of `width` x 100 units, bars 8 wide every 10 units."""

    bars: tuple[Bar, ...]
    width: int
    sentence: str
    """The same in words, for a screen reader."""


class PersonPage(Value, frozen=True):
    """Template person.html."""

    head: Head
    name: str
    reading: str
    """Pinyin with tones: Lín Hóngyù; empty for names that are not Chinese."""
    note: str
    """Tells two people of one name apart."""
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    reports: int
    first: Day | None
    last: Day | None
    offices: tuple[Office, ...]
    """Newest first."""
    years: tuple[MomentYear, ...]
    """Newest first, as is all in it. One page of the timeline."""
    pager: Pager
    chart: Chart | None
    companions: tuple[Companion, ...]
    pieces: tuple[Card, ...]
    """The newest articles that this person wrote."""
    pieces_count: int
    byline: Link | None
    """All articles that this person wrote."""
    namesakes: tuple[Link, ...]
    """Others of this name, or a byline of this name that nobody has identified."""
    search: str
    """Href: search the full text for this name."""
    index: Link | None
    """Back to this person's place in the index."""


class BylinePage(Value, frozen=True):
    """Template byline.html: what somebody wrote."""

    head: Head
    name: str
    roles: tuple[str, ...]
    """As printed, most frequent first."""
    count: int
    first: Day
    last: Day
    years: tuple[CardYear, ...]
    pager: Pager
    chart: Chart | None
    person: Link | None
    """The same person as a subject of reports, where people.yaml says so."""
    namesakes: tuple[Link, ...]
    search: str
    index: Link


class IndexedName(Value, frozen=True):
    """One line of the person index."""

    name: str
    href: str
    reading: str
    """Pinyin without tones, lower case, for the filter box: `lin hongyu`."""
    initials: str
    """`lhy`"""
    note: str
    """Office last printed, or what tells two people of one name apart."""
    count: int
    writes: bool
    """True for a byline, False for somebody written about."""
    aliases: tuple[tuple[str, str, str], ...] = ()
    """Other names of the same, each with reading and initials; the filter box finds by them too."""


class Letter(Value, frozen=True):
    """The names under one initial."""

    letter: str
    """A to Z, or # for names without a reading."""
    href: str
    """The page with all of them."""
    count: int
    names: tuple[IndexedName, ...]


class PeoplePage(Value, frozen=True):
    """Template people.html: the person index, or one letter of it."""

    head: Head
    letter: str
    """Empty on the first page."""
    letters: tuple[Letter, ...]
    """On the first page all letters, with the names most written about; on the page of
    a letter only `names` of that letter are filled."""
    persons: int
    writers: int
    previous: Link | None
    """Within a letter too long for one page."""
    next: Link | None
    data: str
    """Href of the names as JSON, for the filter box; see `Names` in the guide."""
    variants: str
    """Href of the characters that a search takes for the same; empty where it takes none."""


class SearchPage(Value, frozen=True):
    """Template search.html."""

    head: Head
    bundle: str
    """Href of the folder with the search index; empty when the site was built without."""
    archive: str
    people: str
    named: int = 1
    """In how many files the names lie, for a query that may be one; where it is 1, in the one of all."""


class AboutPage(Value, frozen=True):
    """Template about.html."""

    head: Head
    body: Body | None
    """content/about.md, when there is one."""
    inferred: int
    """How many issues have a date that was concluded."""
    first: Day | None
    last: Day | None
    issues: int
    articles: int
    persons: int
    corrections: str = ""
    """Href of the page with all corrections; empty when there are none."""


class Corrected(Value, frozen=True):
    """One correction in a list of all."""

    day: Day
    text: str
    article: Link
    """Its headline; note is the day of the issue."""


class CorrectionsPage(Value, frozen=True):
    """Template corrections.html."""

    head: Head
    corrections: tuple[Corrected, ...]
    """Newest first."""


class DataYear(Value, frozen=True):
    """One year of the files for research."""

    year: str
    issues: int
    articles: int


class DataPage(Value, frozen=True):
    """Template data.html: what lies below /data/, and what it is good for."""

    head: Head
    years: tuple[DataYear, ...]
    """Newest first; none where the edition doesn't offer its data, but books or the whole as a ZIP."""
    offline: str = ""
    """Href of the whole edition as a ZIP."""


class NotFoundPage(Value, frozen=True):
    """Template 404.html; the one page whose links are absolute: it is served at any depth."""

    head: Head
    archive: str
    people: str
    search: str


Page = (
    IssuePage | EmptyHome | FolioPage | ArticlePage | TombPage | RedirectPage | GonePage | MonthPage | YearPage
    | ArchivePage | DayPage | ListPage | IndexPage | PersonPage | BylinePage | PeoplePage
    | SearchPage | AboutPage | CorrectionsPage | DataPage | NotFoundPage
    | ProofPage
)
