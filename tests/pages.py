"""Reading built pages as a reader sees them: elements, their text, their links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "source", "rect", "path", "area"}
HIDDEN = {"script", "style", "template", "noscript"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, as textContent would give it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Every element below with this tag and these attributes (`class_` finds one class)."""
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                if child.is_(tag, attributes):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    def is_(self, tag: str, attributes: dict[str, str]) -> bool:
        for name, value in attributes.items():
            if name == "class_":
                if value not in self.attributes.get("class", "").split():
                    return False
            elif self.attributes.get(name.replace("_", "-")) != value:
                return False
        return tag in ("", self.tag)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    parser = _Parser()
    parser.feed(html)
    return parser.root


def page_at(site: Path, url: str) -> Element:
    """The page that a static host serves for `url`."""
    return parsed(file_at(site, url).read_text(encoding="utf-8"))


def file_at(site: Path, url: str) -> Path:
    path = unquote(urlsplit(url).path).lstrip("/")
    return site / (path + "index.html" if path == "" or path.endswith("/") else path)


def resolved(href: str, base: str) -> str:
    """The url that `href` leads to from the page at `base`, without fragment and query."""
    path = urlsplit(href).path
    if not path:
        return base
    if path.startswith("/"):
        return path
    folder = base.rsplit("/", 1)[0] + "/"
    plain = normpath(folder + path)
    return plain + "/" if path.endswith(("/", "/.", "/..")) or (path in (".", "..") and plain != "/") else plain


def pages_of_site(site: Path) -> dict[str, Element]:
    """Every page of a site by its url."""
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): parsed(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if not any(part.startswith(".") for part in path.relative_to(site).parts)
    }
