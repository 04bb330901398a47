"""What must hold for any bytes whatever: the laws that the fuzzers try to break.

`make fuzz TARGET=front_matter SECONDS=600` lets atheris look for bytes that break one of
TARGETS, guided by the lines they reach; tests/test_fuzz.py tries each with hypothesis.
Words that the readers know are in `WORDS`, so that both get beyond the first colon.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from edition.articles import ARTICLE_NAME, KEYS, read_article
from edition.assemble import assemble
from edition.characters import is_han
from edition.check import ARTICLE_CHECKS
from edition.check.finding import findings
from edition.check.source import read_source
from edition.config import load_config
from edition.content import read_content
from edition.dates import parse_day
from edition.headline import has_han
from edition.markdown import has_picture, opening, paragraphs, prose, summary
from edition.model import Article
from edition.plan import desk_for, plan_units
from edition.problems import EditionError
from edition.state import check_path
from edition.tree import forbidden_characters
from edition.urls import path_of
from edition.views import Body, Name

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2021, 12, 12)
WORDS = (
    *KEYS, *KEYS.values(), "---\n", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!str ", "!x%0A", "<<: ", "|\n",
    '"', "'", "\\u202e", "\\ud800", "\\r", "\n\n", "```\n", "| a |\n|-|\n", "|-:|\n", "[a](b)", "![a](b)", "<a>",
    "&colon;", "javascript:", "[a](javascript:ran(1))", "<data:a>", "https://", "//", "\\", "<script>", "</p>",
    "<img src=x onerror=ran(1)>", '" onclick="', "\ufeff", "\u2028", "\0", "\u0301", "2021-12-12", "12月12日",
    "二〇二一年", "（星期日）", "本报济宁12月11日讯", "“", "”", "（", "）", "01-01.md", "01-02-a.md", "issue.yaml",
    "CON", "..", "/", ".md",
)  # fmt: skip

_ELEMENTS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "br",
    "hr", "table", "thead", "tbody", "tr", "th", "td", "span", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a href", "a title", "a class", "ol start", "code class", "th data-align", "td data-align", "span class",
    "div class", "div tabindex",
}  # fmt: skip


def front_matter(data: bytes) -> None:
    """A file is an article without a control character in it, or it is told what is wrong, line by line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "01-01.md")
        path.write_bytes(data)
        try:
            article = read_article(path, DAY, Path(folder))
        except EditionError as error:
            assert error.problems
            _are_lines(error)
            return
        assert article.headline and not forbidden_characters(repr(article), "")
        for text in (article.headline, article.kicker, *article.deck, article.column, article.dateline):
            assert "\n" not in text and text == text.strip()
        rendering(article.body.encode())
        found = list(findings(ARTICLE_CHECKS, read_source(article), "zh-Hans"))
        assert all("\n" not in str(each) and each.line >= 0 for each in found)


def rendering(data: bytes) -> None:
    """Markdown becomes elements of text, and links that lead nowhere dangerous."""
    text = data.decode("utf-8", "replace")
    has_picture(text)
    _Harmless(prose(Body(text, text[:8], (Name("市委", "a.html"), Name("<a>", "b.html")))))
    assert all(paragraph.strip() for paragraph in paragraphs(text))
    # Letters are half as wide; a few Chinese ones among words make no other text of them.
    begins = opening(text)
    wide = has_han(begins) and sum(map(is_han, begins)) >= begins.count(" ")
    assert len(summary(text, text[:8], 60)) <= (60 if wide else 120) + len("……”")


def file_names(data: bytes) -> None:
    """Whatever files lie in an issue: what is planned lies inside the site, or it is told what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder)
        issue = content / "issues/2021/12-12"
        issue.mkdir(parents=True)
        (content / "edition.yaml").write_text("title: 试报\n", encoding="utf-8")
        for name in data.decode("utf-8", "replace").split("\n")[:6]:
            if Path(name).name != name:  # a path: /headline would be written into the root of the machine
                continue
            try:
                (issue / name).write_text("---\nheadline: 标题\n---\n正文。\n", encoding="utf-8")
            except (OSError, ValueError):  # no name for a file on this disk
                continue
        config = load_config(content, content / "site", ROOT)
        try:
            edition = assemble(read_content(content))
        except EditionError as error:
            _are_lines(error)
            return
        for unit in plan_units(desk_for(config, edition), edition):
            for page in unit.plan():
                check_path(path_of(page.url))
                assert re.fullmatch(r"[a-z0-9./-]+", path_of(page.url))
        names = [path.name for path in issue.iterdir() if ARTICLE_NAME.fullmatch(path.name)]
        assert len(names) == sum(len(each.articles) for each in edition.issues)


def dates(data: bytes) -> None:
    """A text is a day or none; a check of one with dates in it doesn't fail."""
    text = data.decode("utf-8", "replace")
    try:
        assert parse_day(text).isoformat() == text.strip()
    except ValueError as error:
        assert str(error)
    if text.strip() and not forbidden_characters(text, ""):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "01-01.md")
            path.write_text(text, encoding="utf-8", newline="\n")
            article = Article(str(path), DAY, 1, 1, "标题", text, dateline=text.split("\n")[0])
            list(findings(ARTICLE_CHECKS, read_source(article), "en"))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "front_matter": front_matter,
    "rendering": rendering,
    "file_names": file_names,
    "dates": dates,
}


def _are_lines(error: EditionError) -> None:
    for problem in error.problems:
        assert problem.line >= 0 and problem.message
        assert len(str(problem).splitlines()) == 1 and not forbidden_characters(str(problem), "")


class _Harmless(HTMLParser):
    """Fails at markup that no Markdown may become."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ELEMENTS, tag
        for name, value in attrs:
            assert f"{tag} {name}" in _ATTRIBUTES, f"{tag} {name}"
            if name == "href":
                # What a browser does with an address before it looks for the scheme.
                seen = re.sub("[\t\n\r]", "", (value or "").strip("".join(map(chr, range(33)))))
                scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", seen)
                assert scheme is None or scheme[1].lower() in ("http", "https", "mailto"), value
                assert not re.match(r"[/\\]{2}", seen), value

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def main() -> None:
    """`python -m tests.fuzz TARGET`, and what libFuzzer takes."""
    import atheris

    name, *options = sys.argv[1:]
    atheris.instrument_all()
    with tempfile.NamedTemporaryFile("w", suffix=".dict", encoding="ascii") as known:
        for word in WORDS:
            known.write('"' + "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass")) + '"\n')
        known.flush()
        atheris.Setup([sys.argv[0], f"-dict={known.name}", *options], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
