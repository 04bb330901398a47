"""Files for research: articles and TEI by year, persons, issues, and the page that explains them.

An edition asks for them with `data: true`: to write a year anew, all its texts are read.
The page is also where books and the ZIP of the whole edition are told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from edition import dataset, markdown, names, urls
from edition.dataset import Row
from edition.model import Article, Edition, Entry, Image, Issue, Person, offices_in
from edition.packing import archive
from edition.plan.desk import Desk, Planned, PlannedPage, Unit, planned_file, unit
from edition.plan.known import Cast
from edition.plan.naming import known_names
from edition.plan.parts import head, url_of
from edition.tei import Told, tei
from edition.values import replace
from edition.views import DataPage, DataYear

_Office = tuple[str, str, str]
"""As printed, with the first and the last day."""
_Who = tuple[Entry, int, str, str, tuple[_Office, ...]]
"""A person with the number of reports, first and last day, and offices, newest first."""


_Outline = tuple[date, str, bool, str, str, tuple[tuple[int, str], ...], int]
"""Day, number, whether the day is inferred, evidence, note, folios with their sections, number of articles."""


def plan_data(desk: Desk, edition: Edition) -> Iterator[Unit]:
    config = desk.config
    if not (config.data or config.epub or config.offline):
        return
    by_year: dict[int, list[Issue]] = defaultdict(list)
    for issue in edition.issues:
        by_year[issue.date.year].append(issue)
    counts = [(year, len(those), sum(len(issue.articles) for issue in those)) for year, those in by_year.items()]
    yield unit(desk, "data", _page, tuple(counts) if config.data else ())
    if not config.data or not edition.issues:
        return
    played = {issue.date: cast for issue, cast in zip(edition.issues, desk.known.casts, strict=True)}
    for year, issues in by_year.items():
        wholes = tuple([article.whole for issue in issues for article in issue.articles])
        casts = tuple([played[issue.date] for issue in issues])
        yield unit(desk, f"data {year}", _year, year, tuple(issues), casts, wholes)
    yield unit(desk, "data persons", _persons, *map(_who, edition.persons.values()))
    yield unit(desk, "data issues", _issues, *map(_outline, edition.issues))


def _year(
    desk: Desk, year: int, issues: tuple[Issue, ...], casts: tuple[Cast, ...], wholes: tuple[bytes, ...]
) -> Iterator[Planned]:
    """`wholes` are digests of the articles with their texts, so that a change of one is seen."""
    config = desk.config
    told = Told(config.newspaper, config.publisher, config.language, config.rights)
    rows: list[Row] = []
    texts: list[tuple[str, bytes]] = []
    for issue, cast in zip(issues, casts, strict=True):
        articles = [_shown(desk.whole(slip), cast) for slip in issue.articles if slip.status == "public"]
        rows += (_article_row(desk, issue, article) for article in articles)
        known = [known_names(desk, article, cast.reports, cast.longer) for article in articles]
        text = tei(issue, list(zip(articles, known, strict=True)), told)
        texts.append((f"tei/{issue.date}.xml", text))
        yield planned_file(urls.tei_url(issue.date), text)
    lines, cells = dataset.json_lines(rows), dataset.table("articles", rows)
    yield planned_file(urls.data_url(f"articles-{year}.jsonl"), lines)
    yield planned_file(urls.data_url(f"articles-{year}.csv"), cells)
    packed = [(f"articles-{year}.jsonl", lines), (f"articles-{year}.csv", cells), *texts]
    yield planned_file(urls.data_url(f"{year}.zip"), archive(packed))


def _shown(article: Article, cast: Cast) -> Article:
    """The article without those who are not to be in any list."""
    return replace(
        article,
        byline=tuple([writer for writer in article.byline if writer.id in cast.authors]),
        persons=tuple([mention for mention in article.persons if mention.id in cast.reports]),
    )


def _article_row(desk: Desk, issue: Issue, article: Article) -> Row:
    return {
        "id": f"{article.date}/{article.number}",
        "url": _address(desk, url_of(article)),
        "date": str(article.date),
        "date_inferred": issue.inferred,
        "folio": article.folio,
        "position": article.position,
        "section": article.section,
        "column": article.column,
        "genre": article.genre,
        "kicker": article.kicker,
        "headline": article.headline,
        "headline_lines": article.headline_lines,
        "deck": article.deck,
        "byline": [{"name": writer.name, "role": writer.role, "id": writer.id} for writer in article.byline],
        "dateline": article.dateline,
        "event_date": str(article.event_date or ""),
        "persons": [
            {"name": mention.name, "office": mention.office, "role": mention.role, "id": mention.id}
            for mention in article.persons
        ],
        "person_ids": [mention.id for mention in article.persons],
        "places": article.places,
        "keywords": article.keywords,
        "images": [_image_row(desk, article, image) for image in article.images],
        "continued": "{:02}-{:02}".format(*article.continued) if article.continued else "",
        "source_file": article.source.file,
        "source_note": article.source.note,
        "rights": article.rights,
        "language": article.language or desk.config.language,
        "corrected": str(article.corrected or ""),
        "corrections": [{"date": str(one.date), "note": one.note} for one in article.corrections],
        "text": "\n".join(map(_lines, markdown.blocks(article.body))),
    }


def _lines(block: str | markdown.Table) -> str:
    """A row of a table is a line, with tabs between its cells."""
    return block if isinstance(block, str) else "\n".join(map("\t".join, block))


def _image_row(desk: Desk, article: Article, image: Image) -> Row:
    url = urls.image_url(article.date, image.name)
    return {"url": _address(desk, url), "alt": image.alt, "caption": image.caption, "credit": image.credit}


def _who(person: Person) -> _Who:
    return (
        person.entry,
        len(person.reports),
        str(person.reports[-1].article.date),
        str(person.reports[0].article.date),
        tuple(
            (office, str(those[-1].article.date), str(those[0].article.date))
            for office, those in offices_in(person.reports).items()
        ),
    )


def _persons(desk: Desk, *persons: _Who) -> Iterator[Planned]:
    rows: list[Row] = []
    for entry, reports, first, last, offices in sorted(persons, key=lambda who: who[0].id):
        rows.append(
            {
                "id": entry.id,
                "name": entry.name,
                "url": _address(desk, urls.person_url(entry.id)),
                "reading": names.reading(entry.name, entry.reading),
                "note": entry.note,
                "aliases": entry.aliases,
                "same_as": entry.same_as,
                "reports": reports,
                "first": first,
                "last": last,
                "offices": [{"text": text, "first": begin, "last": end} for text, begin, end in offices],
            }
        )
    yield planned_file(urls.data_url("people.json"), dataset.json_array(rows))
    yield planned_file(urls.data_url("people.csv"), dataset.table("people", rows))


def _outline(issue: Issue) -> _Outline:
    folios = tuple((folio.number, folio.section) for folio in issue.folios)
    return (issue.date, issue.number, issue.inferred, issue.evidence, issue.note, folios, len(issue.articles))


def _issues(desk: Desk, *issues: _Outline) -> Iterator[Planned]:
    rows: list[Row] = [
        {
            "date": str(day),
            "url": _address(desk, urls.issue_url(day)),
            "number": number,
            "date_inferred": inferred,
            "evidence": evidence,
            "note": note,
            "folios": len(folios),
            "sections": [section for _, section in folios],
            "articles": articles,
        }
        for day, number, inferred, evidence, note, folios, articles in issues
    ]
    yield planned_file(urls.data_url("issues.json"), dataset.json_array(rows))
    yield planned_file(urls.data_url("issues.csv"), dataset.table("issues", rows))


def _page(desk: Desk, counts: tuple[tuple[int, int, int], ...]) -> Iterator[Planned]:
    """`counts` are year, issues and articles; none where there are no data."""
    url, config = urls.DATA, desk.config
    title = desk.phrases.data_title if counts else desk.words.downloads
    about = desk.phrases.data_description if counts else desk.words.downloads_intro
    # With the site's address, where it knows it: the page is in the ZIP too, which doesn't hold itself.
    offline = urls.absolute(config.base_url, urls.OFFLINE) if config.base_url else urls.relative(urls.OFFLINE, url)
    view = DataPage(
        head=head(desk, "data", url, title, about),
        years=tuple(DataYear(str(year), issues, articles) for year, issues, articles in reversed(counts)),
        offline=offline if config.offline else "",
    )
    yield PlannedPage(url, "data.html", view, "edition.yaml")
    if counts:
        name = names.topic_letters(config.title)
        years = [year for year, _, _ in counts]
        package = dataset.data_package(name, config.title, config.description, config.rights, years)
        yield planned_file(urls.data_url("datapackage.json"), package)


def _address(desk: Desk, url: str) -> str:
    """Absolute where the site knows its host, else below the site."""
    return urls.absolute(desk.config.base_url, url)
