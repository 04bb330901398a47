"""A laboratory for hostile content: a newspaper with an attack in every field, and a browser
that tells what ran, what was fetched, and which markup is none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, Request

from edition import markdown
from edition.fields import is_web_address
from edition.tree import forbidden_characters
from tests import toy

FILE = Path(__file__).parent / "fixtures/attacks.txt"
SCRIPT = Path(__file__).with_suffix(".js")
ROOM = 480
"""Characters; a field of one line holds 500."""

FIELDS = (
    "headline", "kicker", "deck", "column", "section", "genre", "byline name", "byline role", "dateline",
    "person name", "person office", "person role", "place", "keyword", "alt", "caption", "credit",
    "source file", "source note", "correction", "rights", "body", "link", "table",
    "issue number", "date evidence", "issue note", "folio section",
    "alias of a person", "reading of a person", "note on a person", "address of a person", "about",
    "reason of a page that is gone",
    "title", "newspaper", "place of the paper", "publisher", "description", "rights of the paper",
)  # fmt: skip
"""Everything that content can set and that a reader may see."""


def read_attacks() -> tuple[str, ...]:
    _, *groups = re.split("^== .*\n", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    signs = str.maketrans({"⏎": "\n", "␍": "\r", "␉": "\t"})
    return tuple(
        re.sub("‹([0-9A-F]{4,5})›", lambda found: chr(int(found[1], 16)), line.translate(signs))
        for group in groups
        for line in group.split("\n")
        if line
    )


def is_printable(attack: str) -> bool:
    return not forbidden_characters(attack, "")


_ALL = read_attacks()
ATTACKS = tuple(attack for attack in _ALL if is_printable(attack) and "\n" not in attack)
LINES = tuple(attack for attack in _ALL if is_printable(attack) and "\n" in attack)
"""May stand where a text may have lines."""
REFUSED = tuple(attack for attack in _ALL if not is_printable(attack))

Group = Mapping[int, str]
"""As many attacks as one field holds, each with its number."""


def groups(attacks: Sequence[str]) -> Iterator[Group]:
    some: dict[int, str] = {}
    for number, attack in enumerate(attacks):
        if some and len(joined({**some, number: attack}, FIELDS[-1])) > ROOM:
            yield some
            some = {}
        some[number] = attack
    yield some


def joined(some: Group, place: str) -> str:
    return " ".join(each_of(some, place))


def each_of(some: Group, place: str) -> list[str]:
    """The attacks with the number by which each tells where it was."""
    return [attack.replace("§", str(number * 100 + FIELDS.index(place))) for number, attack in some.items()]


# -- content ---------------------------------------------------------------------------------------


def newspaper(folder: Path, attacks: Sequence[str]) -> Path:
    """A content folder with every attack in every field of articles, issues and persons."""
    articles: dict[str, str] = {}
    issues: dict[str, str] = {}
    people: list[dict[str, object]] = []
    about: list[str] = []
    moved: list[dict[str, str]] = []
    for place, some in enumerate(groups(attacks)):
        day = f"{2001 + place // 12}/{place % 12 + 1:02}-12"
        articles[f"{day}/01-01"] = article(some, has_section=place % 2 == 0)
        articles[f"{day}/01-02"] = toy.article(
            joined(some, "headline"), "", status="withdrawn", corrections=corrections(some)
        )
        people.append({
            "name": joined(some, "person name"),
            "aliases": ["别" + alias for alias in each_of(some, "alias of a person")],
            "reading": joined(some, "reading of a person"),
            "note": joined(some, "note on a person"),
            "same_as": list(filter(is_web_address, each_of(some, "address of a person"))),
        })  # fmt: skip
        issues[day] = dumped({
            "date_certainty": "inferred",
            "number": joined(some, "issue number"),
            "date_evidence": joined(some, "date evidence"),
            "note": joined(some, "issue note"),
            "folios": {"1": joined(some, "folio section")},
        })  # fmt: skip
        about += in_text(each_of(some, "about"))
        moved.append({"old": f"/gone/{min(some)}.html", "reason": joined(some, "reason of a page that is gone")})
    lines = dict(enumerate(LINES, len(attacks)))
    articles["2031/01-12/01-01"] = toy.article(
        "标题", "\n\n".join(each_of(lines, "body")), corrections=corrections(lines), rights=joined(lines, "rights"),
        source={"note": joined(lines, "source note")}, persons=["王伟"],  # in whose chart there are more years than one
    )  # fmt: skip
    issues["2031/01-12"] = dumped({"note": joined(lines, "issue note")})
    return toy.newspaper(
        folder,
        articles,
        edition=dumped({"title": "试报", "base_url": "https://example.org/paper/", "epub": "true"}),
        people=dumped(people),
        issues=issues,
        files={
            "about.md": "\n\n".join(about),
            "moved.yaml": dumped(moved),
            **{f"issues/{day}/a.png": toy.picture() for day in issues},
        },
    )


def article(some: Group, has_section: bool) -> str:
    headline = joined(some, "headline")
    middle = headline.index(" ")
    person = joined(some, "person name").strip()
    text, links, cells = (in_text(each_of(some, place)) for place in ("body", "link", "table"))
    body = "\n\n".join((
        f"{joined(some, 'dateline').strip()}（记者）{person} 说：",
        *(f"[a]({link}) [b](<{link}>) <{link}> [c][{place}]\n\n[{place}]: {link}" for place, link in enumerate(links)),
        *(f"**{each}** _{each}_ `{each}`\n\n- {each}\n- {each}\n\n> {each}\n\n## {each}" for each in text),
        *(f"| 一 | {cell} |\n|-|-|\n| {cell} | {in_a_cell(person)} |" for cell in map(in_a_cell, cells)),
        *text,
    )).replace("<!--", "\\<!--")  # fmt: skip
    return toy.article(
        headline,
        # Pieces that make a picture only together.
        body.replace("![", "[") if markdown.has_picture(body) else body,
        headline_lines=[headline[:middle], headline[middle:]] if middle else None,
        kicker=joined(some, "kicker"),
        deck=each_of(some, "deck"),
        column=joined(some, "column"),
        section=joined(some, "section") if has_section else None,
        genre=joined(some, "genre"),
        byline=[{"name": joined(some, "byline name"), "role": joined(some, "byline role")}],
        dateline=joined(some, "dateline"),
        persons=[
            {
                "name": joined(some, "person name"),
                "office": joined(some, "person office"),
                "role": joined(some, "person role"),
            },
            "王伟",
        ],
        places=each_of(some, "place"),
        keywords=each_of(some, "keyword"),
        images=[
            {"file": "a.png", "alt": alt, "caption": caption, "credit": credit}
            for alt, caption, credit in zip(
                each_of(some, "alt"), each_of(some, "caption"), each_of(some, "credit"), strict=True
            )
        ],
        source={"file": joined(some, "source file"), "note": joined(some, "source note")},
        corrections=corrections(some),
        rights=joined(some, "rights"),
        aliases=[f"/old/{min(some)}.html"],
    )


def corrections(some: Group) -> list[dict[str, str]]:
    return [{"date": "2099-12-31", "note": note} for note in each_of(some, "correction")]


def in_text(attacks: Sequence[str]) -> list[str]:
    """Attacks as they may stand in Markdown; a picture there is refused before it is read."""
    return [attack.replace("![", "[") if markdown.has_picture(attack) else attack for attack in attacks]


def in_a_cell(text: str) -> str:
    """More cells than the heading has are refused."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def edition(some: Group) -> str:
    """An edition.yaml with these attacks in every field."""
    keys = {
        "title": "title", "newspaper": "newspaper", "place": "place of the paper", "publisher": "publisher",
        "description": "description", "rights": "rights of the paper",
    }  # fmt: skip
    return dumped({key: joined(some, place) for key, place in keys.items()})


def dumped(value: object) -> str:
    return yaml.dump(value, allow_unicode=True, width=10_000, default_style='"', sort_keys=False)


# -- the browser -----------------------------------------------------------------------------------


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site at /with/ as it is and at /without/ without the policy of its pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        policy, _, rest = self.path[1:].partition("/")
        if policy not in ("with", "without"):
            return self.answer(b"<!doctype html><title>lab</title>", "text/html")
        self.path = "/" + rest
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if policy == "without" and path.suffix == ".html" and path.is_file():
            html, found = re.subn(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", path.read_bytes(), count=1)
            assert found, path
            return self.answer(html, "text/html; charset=utf-8")
        return super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def answer(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


_WATCH = """
if (self === top) Object.assign(self, { told: [], blocked: [] });
self.ran = (number) => void top.told.push(number);
for (const name of ["alert", "confirm", "prompt", "print", "open"]) self[name] = () => top.told.push(name);
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  top.blocked.push(`${violatedDirective} ${blockedURI}`));
"""


@dataclass
class Seen:
    """What the browser saw on some pages."""

    ran: list[Any] = field(default_factory=list)
    """Numbers of the places whose attack ran, and names of windows that were to open."""
    fetched: list[str] = field(default_factory=list)
    """Requests to other hosts."""
    blocked: list[str] = field(default_factory=list)
    """What the policy had to stop."""
    odd: list[str] = field(default_factory=list)
    """Elements and attributes that the harmless pages have not."""
    markup: list[str] = field(default_factory=list)
    """All elements and attributes."""

    @property
    def harm(self) -> list[object]:
        return [*self.ran, *self.fetched, *self.blocked, *self.odd]

    @property
    def fields(self) -> set[str]:
        """The fields whose attack ran."""
        return {FIELDS[number % 100] for number in self.ran if isinstance(number, int)}


@contextmanager
def opened(browser: Browser, host: str) -> Iterator[tuple[Page, Seen]]:
    """A page on `host` that watches itself; what it saw is complete at the end."""
    seen = Seen()
    context = browser.new_context()
    context.add_init_script(_WATCH)

    def fetched(sent: Request) -> None:
        is_local = sent.url.startswith((host, "data:", "blob:", "about:"))
        if not is_local and sent.failure != "csp":
            seen.fetched.append(sent.url)

    context.on("requestfinished", fetched)
    context.on("requestfailed", fetched)
    page = context.new_page()
    page.goto(host + "lab/")
    yield page, seen
    page.wait_for_timeout(300)  # for what began and did not end
    seen.ran += page.evaluate("told")
    seen.blocked += page.evaluate("blocked")
    context.close()


def look(
    browser: Browser, site: Path, paths: Sequence[str], policy: str, known: Sequence[str] = (), patience: int = 0
) -> Seen:
    """Open pages, point at every element and focus it. `policy` is `with` or `without`; `known`
    the markup that is ours."""
    with served(site) as host, opened(browser, host) as (page, seen):
        found = page.evaluate(
            SCRIPT.read_text(encoding="utf-8"), [[f"{host}{policy}/{path}" for path in paths], list(known), patience]
        )
        seen.odd += found["odd"]
        seen.markup += found["seen"]
    return seen


def pages_of(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")) if ".edition" not in path.parts]
