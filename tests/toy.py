"""A toy newspaper of a few articles, built with the real templates and assets."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from edition import cli, pipeline
from edition.commands import ROOT
from edition.config import Config, load_config
from edition.model import Article
from edition.values import replace

DAY = "2021/12-12"
"""The issue of an article that names no other."""
WITHDRAWN = ("withdrawn", "撤回")


def article(headline: str | None = "标题", body: str = "正文。", **front_matter: object) -> str:
    """The text of an article's file; every value is quoted, so it stays what it is.

    One that is withdrawn says why, unless it is given other `corrections`.
    """
    why = {"corrections": [{"date": "2021-12-20", "note": "失实"}]} if front_matter.get("status") in WITHDRAWN else {}
    fields = {"headline": headline, **why, **front_matter}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value is not None)
    return "\n".join(("---", *lines, "---", "", body, ""))


def newspaper(
    folder: Path,
    articles: Mapping[str, str | bytes] | None = None,
    *,
    edition: str = "title: 试报\n",
    people: str = "",
    issues: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a content folder and give it back. Written again, it keeps what is not named.

    `articles` by place: `01-03`, `01-03-sishui` or `2021/12-13/01-03`; `issues` are the
    texts of issue.yaml by folder: `2021/12-12`; `files` are all others, by path below it.
    """
    written: dict[str, str | bytes] = {"edition.yaml": edition} if edition else {}
    if people:
        written["people.yaml"] = people
    for place, text in (articles or {}).items():
        written[f"issues/{place if '/' in place else f'{DAY}/{place}'}.md"] = text
    for day, text in (issues or {}).items():
        written[f"issues/{day}/issue.yaml"] = text
    for path, data in {**written, **(files or {})}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return folder


def config(
    content: Path,
    site: Path,
    *,
    base_url: str | None = None,
    search: bool = False,
    drafts: bool = False,
    **changes: Any,
) -> Config:
    """The configuration of a build without search; `changes` replaces fields of it."""
    loaded = load_config(content, site, ROOT, base_url=base_url, search=search, drafts=drafts)
    return replace(loaded, **changes)


def build(content: Path, site: Path, **options: Any) -> pipeline.Report:
    """Build with the real templates and assets, without search unless `search=True`."""
    return pipeline.build(config(content, site, **options))


def command(*arguments: str | Path) -> tuple[int, str, str]:
    """Run `build.py` with these arguments; gives exit code, output, and what it complains of."""
    out, err = io.StringIO(), io.StringIO()
    return cli.main([str(each) for each in arguments], out, err), out.getvalue(), err.getvalue()


def files_of(site: Path) -> dict[str, bytes]:
    """The published files, by path; without the ledger."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return {path: data for path, data in sorted(found.items()) if not path.startswith(".edition/")}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, host: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """The site as any host serves it; gives its address, with the last `/`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def picture(width: int = 4, height: int = 3) -> bytes:
    """A grey PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x88" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def as_typed(article: Article) -> Article:
    """The article without what reading adds to it: lines, ids that nobody gave, names in headlines, digests."""
    return replace(
        article,
        byline=tuple(replace(writer, line=0, id=writer.id if writer.declared else "") for writer in article.byline),
        persons=tuple(replace(person, line=0, id=person.id if person.declared else "") for person in article.persons),
        kept=(),
        corrected=None,
        face=b"",
        opening=b"",
        whole=b"",
        searched=b"",
        letters=0,
        plain=False,
    )


def assert_imported(article: Article, right: Mapping[str, Any]) -> None:
    """An imported draft is the article of the correct edition, in every field."""
    assert article.headline == right["headline"]
    assert list(article.headline_lines or (article.headline,)) == right["headline_lines"]
    assert (article.kicker or None, list(article.deck)) == (right["kicker"], right["deck"])
    assert (article.column or None, article.genre) == (right["column"], right["genre"])
    assert [{"name": one.name, "role": one.role} for one in article.byline] == right["byline"]
    assert article.dateline == (right["dateline"] or "")
    assert (article.event_date and article.event_date.isoformat()) == right["event_date"]
    assert article.body.strip().split("\n\n") == right["paragraphs"]
    assert article.status == "draft"
