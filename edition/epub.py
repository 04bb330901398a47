"""An issue as a book: EPUB 3.3 with a cover, contents by folio, and the printed pages.

Texts and pictures alone, no script and no typeface: size, face, light and dark are the
reader's own. Beside the contents of EPUB 3 stand those of EPUB 2, which many reading
programs still take. `dcterms:modified` is the day of the newest text, so that the same
issue gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from edition.headline import in_lines
from edition.packing import archive
from edition.values import Value

MEDIA_TYPE = "application/epub+zip"

STYLE = """\
body { margin: 0 4%; line-height: 1.75; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { font-weight: bold; line-height: 1.4; text-align: start; text-indent: 0; }
h1 { font-size: 1.5em; margin: .4em 0; margin-block: .4em; margin-inline: 0; }
h2 { font-size: 1.2em; }
h3, h4, h5, h6 { font-size: 1em; }
p { margin: 0; text-align: justify; text-indent: 2em; line-break: strict; }
.cover { margin: 0; padding: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100vh; }
.line { display: inline-block; }
.folio, .column, .kicker, .deck, .byline, .turn, .notes p, .ends p, td p, th p { text-align: start; text-indent: 0; }
.folio, .column, .byline, figcaption, .notes, .ends { font-size: .85em; }
.folio { border-bottom: 1px solid; border-block-end: 1px solid; opacity: .75; }
.column { font-weight: bold; }
.deck { margin: 0 0 .4em; margin-block: 0 .4em; margin-inline: 0; }
.byline { margin: .4em 0 1em; margin-block: .4em 1em; margin-inline: 0; }
.dateline { font-weight: bold; }
figure { margin: 1em 0; margin-block: 1em; margin-inline: 0; text-align: center; page-break-inside: avoid; }
figure img { max-width: 100%; max-height: 80vh; }
figcaption { text-align: start; }
.verse { text-align: start; text-indent: 0; }
pre { white-space: pre-wrap; }
blockquote { margin: .6em 2em; margin-block: .6em; margin-inline: 2em; }
table { border-collapse: collapse; margin: 1em auto; }
th, td { border: 1px solid; padding: .2em .6em; text-indent: 0; vertical-align: top; }
[data-align=center] { text-align: center; }
[data-align=right] { text-align: end; }
.notes, .ends { margin: 1.5em 0 0; margin-block: 1.5em 0; margin-inline: 0; }
.notes { border-top: 1px solid; border-block-start: 1px solid; }
nav ol { list-style: none; padding: 0; }
nav ol ol { padding: 0 0 0 1em; padding-block: 0; padding-inline: 1em 0; }
nav li { margin: .4em 0; margin-block: .4em; margin-inline: 0; }
a { text-decoration: none; }
"""

_VERSE = re.compile(r"<p(?=(?: dir=\"rtl\")?>(?:(?!</p>).)*<br)", re.DOTALL)
"""The beginning of a paragraph of lines: no reading program need know `:has()`."""

_KINDS = (
    (b"\x89PNG", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"RIFF", "webp", "image/webp"),
)
"""How a picture begins; what it is called doesn't matter."""


class Plate(Value, frozen=True):
    """A picture of an article."""

    data: bytes
    alt: str
    caption: str
    """With who took it."""


class Chapter(Value, frozen=True):
    """An article."""

    name: str
    """`01-03`"""
    folio: int
    folio_name: str
    """第01版：要闻"""
    column: str
    kicker: str
    headline: str
    lines: tuple[str, ...]
    """As printed; together they spell the headline. Empty when not known."""
    deck: tuple[str, ...]
    byline: str
    html: str
    """Its text, well-formed, with links that lead somewhere from a book."""
    plates: tuple[Plate, ...]
    turns: tuple[str, ...]
    """HTML of the links to where it goes on, or begins."""
    notes: tuple[tuple[str, str], ...]
    """Label and HTML of what stands below the text: persons, corrections, address."""
    language: str = ""
    """Of headline and text, where it is another than the book's."""


class Book(Value, frozen=True):
    title: str
    """济宁日报 2021年12月12日 星期日"""
    newspaper: str
    publisher: str
    language: str
    rights: str
    description: str
    date: str
    """Of the issue, as 2021-12-12."""
    updated: str
    """Day of the newest text."""
    source: str
    """The printed issue: what its pages are numbered in."""
    contents: str
    """The words for: contents, cover, printed pages."""
    cover: str
    pages: str
    svg: bytes
    """The picture of the cover."""
    chapters: tuple[Chapter, ...]
    """In reading order, folio by folio."""


def epub(book: Book) -> bytes:
    """The whole file."""
    return archive(_files(book), stored=frozenset(("mimetype",)))


def identifier(book: Book) -> str:
    """Of paper and day, so the same wherever the edition is hosted (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{book.newspaper}/{book.date}')}"


def _files(book: Book) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", MEDIA_TYPE.encode()
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "EPUB/package.opf", _lines(_package(book))
    yield "EPUB/nav.xhtml", _page(book, book.contents, "frontmatter", _nav(book))
    yield "EPUB/toc.ncx", _lines(_ncx(book))
    yield "EPUB/style.css", STYLE.encode()
    yield "EPUB/cover.svg", book.svg
    yield "EPUB/cover.xhtml", _page(book, book.cover, "cover", _cover(book))
    first = _first_of_folio(book)
    for chapter in book.chapters:
        yield f"EPUB/{chapter.name}.xhtml", _page(book, chapter.headline, "bodymatter", _article(chapter, first))
        for path, _, data in _plates(chapter):
            yield f"EPUB/{path}", data


_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def _package(book: Book) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{escape(book.language)}">'
    )
    yield '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    yield f'<dc:identifier id="id">{identifier(book)}</dc:identifier>'
    yield f"<dc:title>{escape(book.title)}</dc:title>"
    for language in dict.fromkeys((book.language, *filter(None, [chapter.language for chapter in book.chapters]))):
        yield f"<dc:language>{escape(language)}</dc:language>"
    yield f"<dc:creator>{escape(book.newspaper)}</dc:creator>"
    yield f"<dc:publisher>{escape(book.publisher or book.newspaper)}</dc:publisher>"
    yield f"<dc:date>{book.date}</dc:date>"
    yield f'<dc:source id="print">{escape(book.source)}</dc:source>'
    if book.description:
        yield f"<dc:description>{escape(book.description)}</dc:description>"
    if book.rights:
        yield f"<dc:rights>{escape(book.rights)}</dc:rights>"
    yield f'<meta property="dcterms:modified">{book.updated}T00:00:00Z</meta>'
    yield f'<meta property="belongs-to-collection" id="paper">{escape(book.newspaper)}</meta>'
    yield '<meta refines="#paper" property="collection-type">series</meta>'
    yield f'<meta property="pageBreakSource">{escape(book.source)}</meta>'
    yield from _access(book)
    yield '<meta name="cover" content="cover-image"/>'
    yield "</metadata>"
    yield "<manifest>"
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    yield '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    yield '<item id="style" href="style.css" media-type="text/css"/>'
    yield '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'
    yield '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>'
    for chapter in book.chapters:
        yield f'<item id="a{chapter.name}" href="{chapter.name}.xhtml" media-type="application/xhtml+xml"/>'
        for number, (path, media_type, _) in enumerate(_plates(chapter), 1):
            yield f'<item id="a{chapter.name}-{number}" href="{path}" media-type="{media_type}"/>'
    yield "</manifest>"
    yield '<spine toc="ncx"><itemref idref="cover"/><itemref idref="nav"/>'
    for chapter in book.chapters:
        yield f'<itemref idref="a{chapter.name}"/>'
    yield "</spine></package>"


def _access(book: Book) -> Iterator[str]:
    """How the book can be read, in the words of schema.org's accessibility properties."""
    plates = [plate for chapter in book.chapters for plate in chapter.plates]
    told = all(plate.alt for plate in plates)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "pageBreakMarkers", "pageNavigation"]
    facts = [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual" if told else "textual,visual"),
        *(("accessibilityFeature", feature) for feature in (*features, *(["alternativeText"] if told else []))),
        # A GIF may flash; nobody has looked.
        ("accessibilityHazard", "unknown" if any(plate.data.startswith(b"GIF8") for plate in plates) else "none"),
    ]
    for name, value in facts:
        yield f'<meta property="schema:{name}">{value}</meta>'


def _folios(book: Book) -> Iterator[tuple[str, Sequence[Chapter]]]:
    for name, chapters in groupby(book.chapters, key=lambda chapter: chapter.folio_name):
        yield name, tuple(chapters)


def _first_of_folio(book: Book) -> frozenset[str]:
    """The names of the chapters that begin a printed page."""
    return frozenset(chapters[0].name for _, chapters in _folios(book))


def _nav(book: Book) -> Iterator[str]:
    yield f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{escape(book.contents)}</h1><ol>'
    for name, chapters in _folios(book):
        yield f'<li><a href="{chapters[0].name}.xhtml">{escape(name)}</a><ol>'
        yield from (f'<li><a href="{one.name}.xhtml">{escape(one.headline)}</a></li>' for one in chapters)
        yield "</ol></li>"
    yield "</ol></nav>"
    yield f'<nav epub:type="page-list" role="doc-pagelist" hidden=""><h2>{escape(book.pages)}</h2><ol>'
    for _, (first, *_rest) in _folios(book):
        yield f'<li><a href="{first.name}.xhtml#{_anchor(first)}">{first.folio}</a></li>'
    yield "</ol></nav>"
    yield '<nav epub:type="landmarks" hidden=""><ol>'
    yield f'<li><a epub:type="cover" href="cover.xhtml">{escape(book.cover)}</a></li>'
    yield f'<li><a epub:type="toc" href="#toc">{escape(book.contents)}</a></li>'
    first = book.chapters[0]
    yield f'<li><a epub:type="bodymatter" href="{first.name}.xhtml">{escape(first.folio_name)}</a></li>'
    yield "</ol></nav>"


def _ncx(book: Book) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{escape(book.language)}">'
    yield f'<head><meta name="dtb:uid" content="{identifier(book)}"/></head>'
    yield f"<docTitle><text>{escape(book.title)}</text></docTitle><navMap>"
    for name, chapters in _folios(book):
        yield f'<navPoint id="f{chapters[0].folio}"><navLabel><text>{escape(name)}</text></navLabel>'
        yield f'<content src="{chapters[0].name}.xhtml"/>'
        for one in chapters:
            yield f'<navPoint id="a{one.name}"><navLabel><text>{escape(one.headline)}</text></navLabel>'
            yield f'<content src="{one.name}.xhtml"/></navPoint>'
        yield "</navPoint>"
    yield "</navMap></ncx>"


def _cover(book: Book) -> Iterator[str]:
    lead = book.chapters[0].headline
    yield f'<img role="doc-cover" src="cover.svg" alt="{escape(f"{book.title}. {lead}")}"/>'


def _article(chapter: Chapter, first: frozenset[str]) -> Iterator[str]:
    yield "<article>"
    if chapter.name in first:
        yield (
            f'<span epub:type="pagebreak" role="doc-pagebreak" id="{_anchor(chapter)}" aria-label="{chapter.folio}">'
            "</span>"
        )
    yield "<header>"
    language = _in_language(chapter.language)
    yield f'<p class="folio">{escape(chapter.folio_name)}</p>'
    for kind, text in (("column", chapter.column), ("kicker", chapter.kicker)):
        if text:
            yield f'<p class="{kind}"{language}>{escape(text)}</p>'
    yield f"<h1{language}>{_headline(chapter)}</h1>"
    yield from (f'<p class="deck"{language}>{escape(text)}</p>' for text in chapter.deck)
    if chapter.byline:
        yield f'<p class="byline">{escape(chapter.byline)}</p>'
    yield "</header>"
    for plate, (path, _, _) in zip(chapter.plates, _plates(chapter), strict=True):
        caption = f"<figcaption>{escape(plate.caption)}</figcaption>" if plate.caption else ""
        yield f'<figure><img src="{path}" alt="{escape(plate.alt)}"/>{caption}</figure>'
    text = _VERSE.sub('<p class="verse"', chapter.html)
    yield f"<div{language}>{text}</div>" if language else text
    yield from (f'<p class="turn">{turn}</p>' for turn in chapter.turns)
    if chapter.notes:
        yield '<footer class="notes">'
        yield from (f"<p>{escape(label)}{html}</p>" for label, html in chapter.notes)
        yield "</footer>"
    yield "</article>"


def _in_language(tag: str) -> str:
    """The attributes of an element whose text is in another language than the book."""
    return f' lang="{escape(tag)}" xml:lang="{escape(tag)}"' if tag else ""


def _headline(chapter: Chapter) -> str:
    if len(chapter.lines) < 2:
        return escape(chapter.headline)
    lines = in_lines(chapter.headline, chapter.lines)
    return "".join([f'{before}<span class="line">{escape(line)}</span>' for before, line in lines])


def _anchor(chapter: Chapter) -> str:
    return f"page-{chapter.folio}"


def _plates(chapter: Chapter) -> Iterator[tuple[str, str, bytes]]:
    """Path, media type and bytes of each picture."""
    for number, plate in enumerate(chapter.plates, 1):
        ending, media_type = next((end, kind) for start, end, kind in _KINDS if plate.data.startswith(start))
        yield f"images/{chapter.name}-{number}.{ending}", media_type, plate.data


def _page(book: Book, title: str, kind: str, body: Iterable[str]) -> bytes:
    of_cover = ' class="cover"' if kind == "cover" else ""
    return _lines(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            "<!DOCTYPE html>",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
            f"{_in_language(book.language)}>",
            f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
            '<link rel="stylesheet" href="style.css"/></head>',
            f'<body epub:type="{kind}"{of_cover}>',
            *body,
            "</body></html>",
        ]
    )


def _lines(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
