"""A site that is nothing but a search page and its articles, and a server that can fail.

The page has the hooks of templates/search.html and the content security policy of every page.
"""

from __future__ import annotations

import html
import json
import random
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from edition.search import Record, plan_shards
from edition.shards import catalogue_files, engine_files, shard_files
from edition.words import words_in

ASSETS = Path(__file__).parent.parent / "assets"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


def seed_records(gold: Mapping[str, Any]) -> list[Record]:
    """The seven articles of the front page."""
    return [
        Record(
            url=f"/2021/12/12/01-{article['order']:02}.html",
            day="2021-12-12",
            folio=1,
            position=article["order"],
            headline=article["headline"],
            aside=tuple(
                filter(
                    None,
                    (
                        article["kicker"],
                        *(article["deck"] or ()),
                        article["column"],
                        *(f"{one['role']} {one['name']}" for one in article["byline"] or ()),
                    ),
                )
            ),
            paragraphs=tuple(article["paragraphs"]),
            section="要闻",
            column=article["column"] or "",
            genre=article["genre"] or "",
            persons=tuple(person["name"] for person in article["persons"]),
            authors=tuple(one["name"] for one in article["byline"] or ()),
        )
        for article in gold["articles"]
    ]


def archive_records(gold: Mapping[str, Any], count: int) -> list[Record]:
    """`count` small articles over six years, made of the sentences of the front page."""
    rng = random.Random(7)
    text = "".join(paragraph for article in gold["articles"] for paragraph in article["paragraphs"])
    sentences = re.findall("[^。]+。", text)
    people = sorted({person["name"] for article in gold["articles"] for person in article["persons"]})
    made = []
    for number in range(count):
        day = f"{1998 + number * 6 // count}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        folio = rng.randint(1, 4)
        made.append(
            Record(
                url=f"/{day.replace('-', '/')}/{folio:02}-{number + 1:02}.html",
                day=day,
                folio=folio,
                position=number + 1,
                headline=rng.choice(sentences)[:14].strip("，、。"),
                aside=(rng.choice(sentences)[:10], f"记者 {rng.choice(people)}"),
                paragraphs=tuple(rng.sample(sentences, 2)),
                section=("要闻", "经济", "副刊", "")[rng.randrange(4)],
                column=rng.choice(("", "", "我为群众办实事", "读者来信")),
                genre=rng.choice(("消息", "通讯", "评论")),
                persons=tuple(rng.sample(people, rng.randrange(3))),
                authors=(rng.choice(people),),
            )
        )
    return made


def write_site(folder: Path, records: Iterable[Record], policy: str = POLICY) -> Path:
    """Search page, index and articles of `records`; indexes only shards that aren't there yet."""
    shards = plan_shards(records)
    kept = {f"{shard.name}" for shard in shards}
    for old in (folder / "search").glob("*"):
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old)
    for shard in shards:
        if not (folder / "search" / shard.name).exists():
            _write(folder, shard_files(shard))
    _write(folder, catalogue_files(shards))
    _write(folder, engine_files())
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)
    (folder / "search.html").write_text(_search_page(policy), encoding="utf-8")
    names: dict[str, list[object]] = {}
    for shard in shards:
        for record in shard.records:
            _write(folder, [(record.url.lstrip("/"), _article(record.whole()).encode())])
            names |= {one: [one.title(), f"{one}.html", one, one[:1], "", 1, False] for one in record.persons}
    _write(folder, [("people/names.json", json.dumps(list(names.values())).encode())])
    return folder


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, content in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _search_page(policy: str) -> str:
    words = words_in("zh-Hans")
    said = " ".join(
        f'data-word-{name.removeprefix("search_")}="{html.escape(str(getattr(words, name)))}"'
        for name in words.__struct_fields__ if name.startswith("search_")
    ) + f' data-word-people-found="{words.n_found}" data-word-people-none="{words.none_found}"'
    return f"""<!doctype html>
<html lang="zh-Hans"><head><meta http-equiv="Content-Security-Policy" content="{policy}">
<meta charset="utf-8"><title>检索</title><link rel="icon" href="data:,">
<script type="module" src="./assets/search.js"></script></head>
<body><main><form id="search" role="search" data-bundle="search/" data-root="./" action="search.html" {said}
 data-folio-digits="{words.folio_digits}">
<input type="search" name="q" aria-label="检索"><button>检索</button>
<details class="fold" hidden><summary>条件</summary><fieldset class="filters" hidden></fieldset></details>
<p class="status" role="status"></p>
<ul class="who" data-people="人物索引" data-issues="往期目录" hidden></ul></form>
<ol class="results"></ol><button type="button" class="more" hidden>更多</button>
<ul class="ways"><li><a href="archive/">往期</a></li></ul></main></body></html>"""


def _article(record: Record) -> str:
    prose = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in record.paragraphs)
    aside = "".join(f'<p class="deck">{html.escape(line)}</p>' for line in record.aside)
    return f"""<!doctype html>
<html lang="zh-Hans"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta charset="utf-8"><title>{html.escape(record.headline)}</title><link rel="icon" href="data:,">
<script type="module" src="{"../" * (record.url.count("/") - 1)}assets/highlight.js" data-word-hit="第%d / %d处"
 data-word-previous="上一处" data-word-next="下一处" data-word-close="不再标出"></script></head>
<body><main><article class="story"><header><h1>{html.escape(record.headline)}</h1>{aside}</header>
<div class="prose">{prose}</div></article></main></body></html>"""


@dataclass
class Server:
    """What a running server saw, and what it shall do wrong."""

    address: str
    folder: Path
    requests: list[tuple[str, int]] = field(default_factory=list)
    """Path without query, and bytes sent."""
    faults: dict[str, str] = field(default_factory=dict)
    """Part of a path, and `missing`, `cut` (half of the file), `page` (another, with 200) or `hang`."""
    closed: threading.Event = field(default_factory=threading.Event)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, server_state: Server, prefix: str, **kwargs: object) -> None:
        self.state = server_state
        self.prefix = prefix
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        fault = next((fault for part, fault in self.state.faults.items() if part in path), "")
        if fault == "hang":
            self.state.closed.wait(300)
        file = Path(self.translate_path(path.removeprefix(self.prefix)))
        file = file / "index.html" if file.is_dir() else file
        if fault == "missing" or not path.startswith(self.prefix) or not file.is_file():
            content, status = b"missing", 404
        else:
            content, status = file.read_bytes(), 200
        if fault == "cut":
            content = content[: len(content) // 2]
        elif fault == "page":
            content = b"<!doctype html><title>Log in</title>"
        self.state.requests.append((path, len(content)))
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(folder: Path, prefix: str = "") -> Iterator[Server]:
    """Serve `folder` below `prefix` (`/repo/x`) on this machine only."""
    state = Server("", folder)
    handler = partial(_Handler, server_state=state, prefix=prefix, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.address = f"http://127.0.0.1:{server.server_address[1]}{prefix}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        state.closed.set()
        server.shutdown()
        server.server_close()
