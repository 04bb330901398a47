"""What `make quality` looks at: the sample edition with one page of every kind, and what it takes to see them."""

from __future__ import annotations

import gzip
import shutil
import sys
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest

from edition import cli
from edition.server import CONTENT_TYPES
from tests import toy
from tests.conftest import ROOT, SEED
from tests.pages import Element, pages_of_site

TOOLS = Path(__file__).parent / "node_modules"
"""What package-lock.json names, as `make quality` installs it."""

BESIDE_THE_SEED = {
    "2021/12-13/01-01": toy.article(
        "新闻配图与更正",
        "第一段。\n\n> 引用的一段话。\n\n| 县区 | 数量 |\n|---|---|\n| 任城 | 3 |\n| 兖州 | 12 |\n\n- 其一；\n- 其二。",
        images=[{"file": "square.png", "alt": "一块灰色", "caption": "灰色的方块。", "credit": "王伟 摄"}],
        corrections=[{"date": "2021-12-14", "note": "“任城”误作“任成”，已改。"}],
        aliases=["/old/123.html"],
        persons=[{"name": "林红玉", "office": "市委书记", "role": "检查"}],
        byline=["记者 宋仪凯"],
    ),
    "2021/12-13/01-02": toy.article(
        "撤回的报道", status="withdrawn", corrections=[{"date": "2021-12-14", "note": "所述不实。"}]
    ),
}
FILES_BESIDE = {
    "issues/2021/12-13/square.png": toy.picture(1600, 1200),
    "moved.yaml": "- {old: /special/2020.html, reason: 专题已经结束。}\n",
}
"""What the seed lacks: a table, a picture, a correction, an old address, a report taken back, a page that is gone."""


def write_content(content: Path) -> Path:
    """The seed, the articles above, and an older page that was imported and not yet read."""
    shutil.copytree(SEED, content)
    toy.newspaper(content, BESIDE_THE_SEED, edition="", files=FILES_BESIDE)
    page = ROOT / "tests/fixtures/front-page.txt"
    assert cli.main(["import", str(page), "--date", "2021-12-05", "--content", str(content), "--quiet"]) == 0
    return content


@dataclass(frozen=True)
class Sample:
    """A site as it would be published: below `base` of a host whose files are in `root`."""

    root: Path
    base: str

    @property
    def site(self) -> Path:
        return self.root / self.base.strip("/")

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Of every kind of page the heaviest, by its address below the base."""
        heaviest: dict[str, tuple[int, str]] = {}
        for url, page in self.pages.items():
            size = (self.site / (url.lstrip("/") + ("index.html" if url.endswith("/") else ""))).stat().st_size
            kind = page.one("body").attributes["class"]
            heaviest[kind] = max(heaviest.get(kind, (0, "")), (size, url.lstrip("/")))
        return {kind: url for kind, (_, url) in sorted(heaviest.items())}

    @cached_property
    def pages(self) -> dict[str, Element]:
        return pages_of_site(self.site)


def published(content: Path, root: Path, base: str) -> Sample:
    """Build `content` as for https://example.org and `base`, drafts and search included."""
    sample = Sample(root, base)
    toy.build(content, sample.site, base_url=f"https://example.org{base}", search=True, drafts=True)
    return sample


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root = Path()

    def do_GET(self) -> None:
        path = self.root / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = path.read_bytes() if found else b"not found"
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        if path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml"):
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", CONTENT_TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Host(ThreadingHTTPServer):
    """Serves a sample as GitHub Pages does: text packed, kept for ten minutes."""

    daemon_threads = True

    def __init__(self, sample: Sample) -> None:
        super().__init__(("127.0.0.1", 0), type("Handler", (_Handler,), {"root": sample.root}))
        self.url = f"http://127.0.0.1:{self.server_port}{sample.base}"
        Thread(target=self.serve_forever, daemon=True).start()


def needed(name: str) -> str:
    """The path of a program that `make quality` installs beside this Python; fails where it is not there."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if not found:
        pytest.fail(f"{name} is not there: run `make quality`", pytrace=False)
    return found


def tool(path: str) -> str:
    """A file of an npm package that `make quality` installs; fails where it is not there."""
    found = TOOLS / path
    if not found.is_file():
        pytest.fail(f"tests/quality/node_modules/{path} is not there: run `make quality`", pytrace=False)
    return str(found)
