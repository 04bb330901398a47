"""What templates may do with a value besides what Jinja2 can: each filter gives text, or markup of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from edition import markdown, urls
from edition.characters import HAN
from edition.citation import coins
from edition.headline import breaks, has_han, in_lines
from edition.linked import linked_data
from edition.patterns import pattern
from edition.views import Body, Headline, Page, Site
from edition.words import counted

WBR = Markup("<wbr>")

_SCORE = pattern("[0-9A-Za-z]+(?:[-–—－：∶][0-9]+)+[0-9A-Za-z]*年?")
_HYPHENS = {sign: pattern(f"{sign}[0-9]") for sign in "-–—－：∶"}
_DOTS = "·•"
"""Where a browser would end a line and print does not: after the dash of 4-3, U-23 or 1921—2003, before the dot of
约翰·李.
Each sign is looked for on its own: that is soon done, and most texts have none."""
_DATE = pattern("(?<![0-9])(?<![0-9][-–—－])[0-9]{1,4}[年月][0-9年月]{0,6}日?[-–—－]?")
"""With the dash to another."""
_APOSTROPHE = pattern("(?<=[A-Za-zÀ-ÿ])’(?=[A-Za-zÀ-ÿ])")
_NO_QUOTATION = pattern("(?<=[A-Za-zÀ-ÿ])’|’(?=[0-9]{2}(?![0-9]))")
"""The same sign where nothing is quoted by it: students’ and ’97."""
_ADDRESS = pattern("(?:https?://|www[.]|[0-9A-Za-z._+-]+@)[!-;=?-~]{9,}")
_JOINT = pattern("(?<=[/.?=_@-])(?=[0-9A-Za-z])")
"""Where the address of a page or of a mailbox may go on in the next line."""
_TAGS = pattern("(<[^>]*>)")

_PART = "（[〇一二三四五六七八九十百0-9０-９上中下续續完]{1,4}）"
"""Which part of a serial this is: 春江夢　（六）"""
_CLAUSE_END = f"(?<=[{HAN}”’》）！？])\\s+(?=[{HAN}“‘《（])(?!{_PART})"


@cache
def breakable(text: str, keep: tuple[str, ...] = ()) -> Markup:
    """Escaped text with `<wbr>` between words; `keep` names are not broken."""
    return unbroken(WBR.join(breaks(text, keep)))


def unbroken(text: str) -> Markup:
    """Text or HTML, as HTML: what print never cuts stays on one line, if the narrowest line has room for it."""
    html = escape(text)
    if _may_break(html):
        html = _with_texts(html, _on_one_line)
    return _with_apostrophes(html) if "’" in html else html


def _with_apostrophes(html: Markup) -> Markup:
    """The sign of McDonald’s, which a Chinese font draws as wide as a character, marked in a text that has any:
    it is the one that closes a quotation too."""
    found = _APOSTROPHE if "‘" in html else _NO_QUOTATION
    if not has_han(html):
        return html
    return _with_texts(html, lambda text: found.sub('<span class="latin">’</span>', text))


def dated(text: str) -> Markup:
    """The same, and no date breaks either: a few words about a person have many."""
    return _with_texts(unbroken(text), lambda text: _DATE.sub(lambda found: _whole(found[0]), text))


def _may_break(text: str) -> bool:
    return _has_dot(text) or _has_score(text)


def _has_dot(text: str) -> bool:
    return any([dot in text for dot in _DOTS])


def _has_score(text: str) -> bool:
    return any([sign in text and found.search(text) for sign, found in _HYPHENS.items()])


def _with_texts(html: str, change: Callable[[str], str]) -> Markup:
    """HTML with every text between its tags changed."""
    parts = _TAGS.split(html)
    parts[::2] = map(change, parts[::2])
    return Markup("".join(parts))


def _on_one_line(text: str) -> str:
    if _has_score(text):
        text = _SCORE.sub(lambda found: _whole(found[0]) if len(found[0]) < 11 else found[0], text)
    for dot in _DOTS:
        if dot in text:
            *before, last = text.split(dot)
            text = "".join([_with_dot(one, dot) for one in before]) + last
    return text


def _with_dot(text: str, dot: str) -> str:
    return text[:-1] + _whole(text[-1] + dot) if text[-1:].isalnum() else text + dot


def _whole(text: str) -> str:
    return f'<span class="whole">{text}</span>'


@cache
def headline_html(headline: Headline) -> Markup:
    """A headline, each printed line in a `<span class="line">`, with `<wbr>` between words.

    Where the printed lines are not known, a space between Chinese clauses is where one
    would end.
    """
    lines = headline.lines if len(headline.lines) > 1 else tuple(re.split(_CLAUSE_END, headline.text))
    if len(lines) < 2:
        return breakable(headline.text, headline.keep)
    html = Markup()
    for before, line in in_lines(headline.text, lines):
        html += (Markup(before) or WBR) if html else ""
        html += Markup('<span class="line">{}</span>').format(breakable(line, headline.keep))
    return html


@cache
def clauses_html(text: str, keep: tuple[str, ...] = ()) -> Markup:
    """A line of a deck, with `<wbr>` between words; what stands between two spaces is kept on one line, if there is
    room for it: 张三讲话 李四主持 ends no line after 李四."""
    clauses = re.split(_CLAUSE_END, text)
    if len(clauses) < 2:
        return breakable(text, keep)
    return Markup(" ").join(
        [Markup('<span class="clause">{}</span>').format(breakable(clause, keep)) for clause in clauses]
    )


def prose_html(body: Body) -> Markup:
    """The article's text as HTML; safe, since `markdown.prose` lets no HTML through."""
    html, written = Markup(markdown.prose(body)), body.markdown
    if any([sign in written for sign in ("://", "www.", "@")]):
        # A line of Chinese is stretched to the margin: it can't wait for the end of an address.
        html = _with_texts(html, lambda text: _ADDRESS.sub(lambda found: _JOINT.sub(WBR, found[0]), text))
    # Asked of the text as it was written, because every link to a person has a hyphen; Markdown may write a sign
    # in other ways.
    if _may_break(written) or any([sign in written for sign in "’&\\"]):
        return unbroken(html)
    return html


def direction(text: str) -> Markup:
    """The attribute of an element whose text runs from the right; for any other there is none."""
    return Markup(' dir="rtl"' if markdown.runs_from_right(text) else "")


def lang(tag: str) -> Markup:
    """The attribute of an element whose text is in this language; where it is that of the site, there is none."""
    return Markup(f' lang="{escape(tag)}"' if tag else "")


def joined(texts: Iterable[str], between: str = "\u00a0· ") -> str:
    """The texts that are not empty, with something between them: a dot that may end a line, but not begin one."""
    return between.join([text for text in texts if text])


def longest(texts: Iterable[str]) -> int:
    """How many characters the longest of them has."""
    return max(map(len, texts))


def fit(number: int, sizes: Sequence[int]) -> int:
    """The first of these sizes that is enough; the last one, where none is."""
    return next((size for size in sizes if size >= number), sizes[-1])


def linked_data_html(page: Page, site: Site) -> Markup:
    """The element with a page's linked data, or nothing; `linked_data` leaves no mark in it
    that HTML would read."""
    data = linked_data(page, site)
    return Markup(f'<script type="application/ld+json">{data}</script>\n' if data else "")


FILTERS: dict[str, Callable[..., object]] = {
    "beside": urls.joined,
    "breaks": breakable,
    "clauses": clauses_html,
    "coins": coins,
    "counted": counted,
    "dated": dated,
    "direction": direction,
    "fit": fit,
    "headline": headline_html,
    "joined": joined,
    "lang": lang,
    "on_one_line": markdown.on_one_line,
    "longest": longest,
    "linked": linked_data_html,
    "prose": prose_html,
    "unbroken": unbroken,
}
