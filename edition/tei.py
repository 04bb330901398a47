"""An issue as TEI P5, the form in which libraries and editions keep texts.

Folio by folio, article by article; persons are `persName` with a reference to the list in
the header, and an office that stands before a name is its `roleName`. Tables keep their rows,
and verses their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from edition import markdown
from edition.model import Article, Issue
from edition.values import Value

Known = dict[str, str]
"""For a name, the id of the person; empty where the name only keeps a shorter one from matching in it."""


class Told(Value, frozen=True):
    """What an issue as TEI says besides its articles."""

    newspaper: str
    publisher: str
    language: str
    rights: str


def tei(issue: Issue, articles: Sequence[tuple[Article, Known]], told: Told) -> bytes:
    """The issue; with each article the names in it that are to be marked."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{escape(told.language)}">',
        *_header(issue, articles, told),
        "<text><body>",
    ]
    for folio in issue.folios:
        lines.append(f'<div type="folio" n="{folio.number}"><pb n="{folio.number}"/>')
        if folio.section:
            lines.append(f"<head>{escape(folio.section)}</head>")
        for article, known in articles:
            if article.folio == folio.number:
                lines += _article(article, known)
        if not folio.articles:
            lines.append('<gap reason="not-transcribed"/>')
        lines.append("</div>")
    lines.append("</body></text></TEI>\n")
    return "\n".join(lines).encode()


def _header(issue: Issue, articles: Sequence[tuple[Article, Known]], told: Told) -> Iterator[str]:
    certainty = ' cert="medium"' if issue.inferred else ""
    when = f'<date when="{issue.date.isoformat()}"{certainty}/>'
    paper = escape(told.newspaper)
    yield "<teiHeader><fileDesc>"
    yield f"<titleStmt><title>{paper} {issue.date.isoformat()}</title></titleStmt>"
    yield f"<publicationStmt><publisher>{escape(told.publisher or told.newspaper)}</publisher>{when}"
    if told.rights:
        yield f"<availability><p>{escape(told.rights)}</p></availability>"
    number = f'<biblScope unit="issue">{escape(issue.number)}</biblScope>' if issue.number else ""
    notes = "".join(f"<note>{escape(note)}</note>" for note in (issue.evidence, issue.note) if note)
    yield "</publicationStmt>"
    yield f'<sourceDesc><bibl><title level="j">{paper}</title>{number}{when}{notes}</bibl></sourceDesc></fileDesc>'
    persons: dict[str, tuple[str, list[str]]] = {}
    for article, known in articles:
        for mention in article.persons:
            if mention.id in known.values():
                _, offices = persons.setdefault(mention.id, (mention.name, []))
                if mention.office and mention.office not in offices:
                    offices.append(mention.office)
    if persons:
        yield "<profileDesc><particDesc><listPerson>"
        for person_id, (name, offices) in persons.items():
            roles = "".join(f"<roleName>{escape(office)}</roleName>" for office in offices)
            yield f'<person xml:id="{_id(person_id)}"><persName>{roles}<name>{escape(name)}</name></persName></person>'
        yield "</listPerson></particDesc></profileDesc>"
    yield "</teiHeader>"


def _article(article: Article, known: Known) -> Iterator[str]:
    genre = f' subtype="{escape("-".join(article.genre.split()))}"' if article.genre else ""
    language = f' xml:lang="{escape(article.language)}"' if article.language else ""
    yield f'<div type="article"{genre} xml:id="a{article.number}" n="{article.position}"{language}>'
    for kind, text in (("column", article.column), ("kicker", article.kicker)):
        if text:
            yield f'<head type="{kind}">{escape(text)}</head>'
    yield f"<head>{escape(article.headline)}</head>"
    for text in article.deck:
        yield f'<head type="deck">{escape(text)}</head>'
    for writer in article.byline:
        role = f"<roleName>{escape(writer.role)}</roleName>" if writer.role else ""
        yield f"<byline><persName>{role}<name>{escape(writer.name)}</name></persName></byline>"
    marker = _Marker(article, known)
    for number, block in enumerate(markdown.blocks(article.body)):
        if isinstance(block, tuple):
            yield from _table(block, marker)
            continue
        dateline = article.dateline if number == 0 and block.startswith(article.dateline) else ""
        opening = f'<seg type="dateline">{escape(dateline)}</seg>' if dateline else ""
        yield f"<p>{opening}{marker.marked(block[len(dateline) :])}</p>"
    if article.rights:
        yield f'<note type="rights">{escape(article.rights)}</note>'
    for correction in article.corrections:
        yield f'<note type="correction"><date when="{correction.date.isoformat()}"/> {escape(correction.note)}</note>'
    yield "</div>"


def _table(table: markdown.Table, marker: _Marker) -> Iterator[str]:
    yield "<table>"
    for number, row in enumerate(table):
        cells = "".join(f"<cell>{marker.marked(cell)}</cell>" for cell in row)
        yield f"<row>{cells}</row>" if number else f'<row role="label">{cells}</row>'
    yield "</table>"


class _Marker:
    """Marks the persons of one article in its text, with the office that stands before a name."""

    def __init__(self, article: Article, known: Known) -> None:
        self.known = known
        self.offices = {mention.id: mention.office for mention in article.persons}
        longest_first = sorted(known, key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(map(re.escape, longest_first))) if known else None

    def marked(self, text: str) -> str:
        return self._named(text).replace("\n", "<lb/>\n")

    def _named(self, text: str) -> str:
        if self.pattern is None:
            return escape(text)
        done, start = "", 0
        for found in self.pattern.finditer(text):
            name, before = found[0], text[start : found.start()]
            start = found.end()
            if not self.known[name]:
                done += escape(before + name)
                continue
            office = self.offices.get(self.known[name], "")
            if not before.endswith(office):
                office = ""
            role = f"<roleName>{escape(office)}</roleName>" if office else ""
            done += escape(before.removesuffix(office))
            done += f'<persName ref="#{_id(self.known[name])}">{role}{escape(name)}</persName>'
        return done + escape(text[start:])


def _id(person_id: str) -> str:
    """As an XML name, which begins with a letter."""
    return f"p-{person_id}"
