"""Serves a site on this machine alone, and tells the pages that are open to reload.

What a page hears is the state, not the step: which build is the newest good one that changed
it, which search index is the newest (for the page that searches), and what is wrong now. So a
page that slept, or comes back after the server was started anew, or was opened while a build
was failing, shows the same as one that heard all; and one that is as it was is left in peace.

The server is for one person on one machine. It listens on 127.0.0.1 only, and as any
web page the person opens can send requests there, it answers only to its own name
(a foreign name that resolves to 127.0.0.1 is refused) and to no foreign origin.
"""

from __future__ import annotations

import errno
import json
import os
import socketserver
import sys
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePath
from typing import Any, TextIO
from urllib.parse import quote, unquote

from edition.problems import EditionError, Problem

PORTS_TRIED = 20
"""How many ports after the wanted one are tried when it is taken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one build gave, as the watcher needs it."""

    ok: bool
    summary: str
    """One line for the terminal; the title over the problems in the browser."""
    problems: tuple[str, ...] = ()
    """As `path:line: message`; empty when ok."""
    pages: frozenset[str] | None = None
    """Paths below the site of the pages that are new; None: any page may look otherwise now."""
    search: bool = False
    """Whether the search index is new."""
    behind: bool = False
    """Whether other pages are still those of before, and another build brings them in step."""


# ── telling the browser ──────────────────────────────────────────────────────────────


class News:
    """What open pages are told, shared by the builder and by one thread for each page."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._outcome: Outcome | None = None
        self.over = False
        self._all = str(time.time_ns())
        """Names the newest good build that changed every page; never the same again, not even
        after a restart."""
        self._own: dict[str, str] = {}
        """By path, the newest one after it that changed a page."""
        self.search = self._all
        """Names the newest search index in the same way."""

    def tell(self, outcome: Outcome) -> None:
        with self._changed:
            now = str(time.time_ns())
            if outcome.ok and outcome.pages is None:
                self._all = now
                self._own.clear()
            elif outcome.ok:
                self._own.update(dict.fromkeys(outcome.pages or (), now))
            if outcome.ok and outcome.search:
                self.search = now
            self._outcome = outcome
            self._changed.notify_all()

    def build(self, page: str) -> str:
        """The name of the newest good build that changed a page."""
        return self._own.get(page, self._all)

    def _message(self, page: str) -> str:
        told = self._outcome
        if told is None:
            return ""
        names = {"build": self.build(page), "search": self.search}
        return json.dumps({**names, "ok": told.ok, "summary": told.summary, "problems": told.problems})

    def end(self) -> None:
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def after(self, heard: str, patience: float, page: str = "") -> str:
        """The message for a page that follows `heard`, as JSON; `heard` itself after `patience`
        seconds without one."""
        with self._changed:
            self._changed.wait_for(lambda: self.over or self._message(page) != heard, patience)
            return self._message(page)


# A page may carry a policy that forbids inline scripts and styles: hence a script of its
# own address, a constructed style sheet, and a shadow root that keeps the two apart.
RELOAD_SCRIPT = """\
(() => {
  "use strict";
  const script = document.currentScript;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial }
    section { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.5rem; border-top: 4px solid #d7402b; background: #1d1b1a;
      color: #f6f1e7; font: 1rem/1.6 system-ui, sans-serif }
    h2 { margin: 0 2rem .5rem 0; font-size: 1.1rem }
    ol { margin: 0; padding-left: 2rem }
    li { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    button { position: absolute; top: .75rem; right: 1rem; padding: 0 .6rem; border: 0; background: none;
      color: inherit; font: inherit; font-size: 1.5rem; cursor: pointer }
    @media print { section { display: none } }
  `);
  let overlay = null;
  let events = null;

  function make(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function show(state) {
    overlay?.remove();
    overlay = null;
    if (state.ok) return;
    const list = make("ol", "");
    list.append(...state.problems.map((problem) => make("li", problem)));
    const close = make("button", "\\u00d7");
    close.setAttribute("aria-label", "close");
    close.addEventListener("click", () => overlay.remove());
    const panel = make("section", "");
    panel.setAttribute("role", "alert");
    panel.append(make("h2", state.summary), close, list);
    overlay = make("edition-problems", "");
    const root = overlay.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(panel);
    document.body.append(overlay);
  }

  // A browser keeps six connections to one host: hidden pages must not hold them all.
  function listen() {
    events?.close();
    if (document.hidden) return;
    events = new EventSource(new URL(`__events?${encodeURIComponent(script.dataset.page)}`, script.src));
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      const { build, search } = script.dataset;
      // Only the page that searches has the index of before.
      const searches = document.querySelector("[data-bundle]");
      if (state.build !== build || (searches && state.search !== search)) location.reload();
      else show(state);
    };
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""


def with_reload(html: bytes, base: str, page: str, build: str, search: str) -> bytes:
    """The page as it is served: with the reload script, and which page it is, of which build and index."""
    data = f'data-page="{escape(page)}" data-build="{build}" data-search="{search}"'
    tag = f'<script src="{base}__reload.js" {data} defer></script>\n'.encode()
    end = html.lower().rfind(b"</body>")
    return html[:end] + tag + html[end:] if end >= 0 else html + tag


# ── serving ──────────────────────────────────────────────────────────────────────────

_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"

# Python's own table asks the system it runs on, which is why it is not asked.
CONTENT_TYPES = {
    ".html": _HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": _TEXT,
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".wasm": "application/wasm",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
}


_ON_THEIR_OWN = (".html", ".xml", ".txt", ".csv", ".md", ".jsonl", ".epub", ".pdf", ".zip")
"""Files that no page loads; nor does one load a feed or what lies in data/, and the names of all persons
are loaded where somebody looks for one."""


def new_pages(changed: Collection[str]) -> frozenset[str] | None:
    """The pages among the files that are new or gone, as `Outcome.pages`; None where one of the
    files may be loaded by any page, or is shown at any address."""
    others = [path for path in changed if not path.startswith(("data/", "feed.json", "people/names.json"))]
    if "404.html" in others or not all(path.endswith(_ON_THEIR_OWN) for path in others):
        return None
    return frozenset(path for path in changed if path.endswith(".html"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request gets."""

    status: HTTPStatus
    content_type: str = _TEXT
    body: bytes = b""
    location: str = ""
    """Where to go instead; empty when the body is the answer."""


def reply_to(target: str, site: Path, base: str) -> Reply:
    """The file of `site` that a request for `target` means, or where to go, or that there is none."""
    path = target.partition("#")[0].partition("?")[0]
    if not path.startswith(base):
        if path in ("/", base.rstrip("/")):
            return Reply(HTTPStatus.FOUND, location=base)
        return Reply(HTTPStatus.NOT_FOUND, body=f"Nothing here: the site is at {base}\n".encode())
    rest = path.removeprefix(base)
    found = _inside(site, rest)
    if found is not None and found.is_dir():
        if rest and not rest.endswith("/"):
            return Reply(HTTPStatus.FOUND, location=path + "/" + target.removeprefix(path))
        found = _inside(site, rest + "index.html")
    elif rest.endswith("/"):
        found = None
    body = None if found is None else _content(found)
    if found is None or body is None:
        missing = _inside(site, "404.html")
        page = missing and _content(missing)
        return Reply(HTTPStatus.NOT_FOUND, _HTML, page or b"<!doctype html><title>404</title><h1>404</h1>\n")
    return Reply(HTTPStatus.OK, CONTENT_TYPES.get(found.suffix.lower(), "application/octet-stream"), body)


def page_at(path: str, base: str) -> str:
    """The path below the site of the page that stands, or some day will stand, at an address."""
    page = unquote(path.removeprefix(base))
    return page + "index.html" if not page or page.endswith("/") else page


def _inside(site: Path, rest: str) -> Path | None:
    """Where `rest`, quoted and below the base path, really is; None when hidden, linked or not in `site`."""
    try:
        name = unquote(rest, errors="strict")
    except UnicodeDecodeError:
        return None
    if any(mark in name for mark in "\0\\:") or "//" in name or name.startswith("/"):
        return None
    root = Path(os.path.realpath(site))
    if any(part.startswith(".") for part in PurePath(name).parts):
        return None
    found = root / name
    # A symbolic link leads elsewhere than it says. No build makes one, and no host follows it.
    return found if os.path.realpath(found) == str(found) and os.path.exists(found) else None


def _content(file: Path) -> bytes | None:
    """None for what is no plain file, or can't be read."""
    try:
        return file.read_bytes() if file.is_file() else None
    except (FileNotFoundError, PermissionError):
        return None


class _Handler(BaseHTTPRequestHandler):
    """One connection. The questions are answered by functions; this reads and writes."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        base, news = self.server.base, self.server.news
        refused = self._refusal()
        if refused is not None:
            self._send(Reply(refused, body=f"{refused.value} {refused.phrase}\n".encode()))
        elif path == base + "__events":
            self._send_events(news, unquote(self.path.partition("?")[2]))
        elif path == base + "__reload.js":
            self._send(Reply(HTTPStatus.OK, CONTENT_TYPES[".js"], RELOAD_SCRIPT.encode()))
        else:
            # Asked for before the file is read: a page may be newer than it says, never older.
            page = page_at(path, base)
            build, search = news.build(page), news.search
            reply = reply_to(self.path, self.server.site, base)
            if reply.content_type == _HTML:
                reply = Reply(reply.status, _HTML, with_reload(reply.body, base, page, build, search))
            self._send(reply)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        # The body is not read, so what follows on the connection is no request.
        self.close_connection = True
        self._send(Reply(HTTPStatus.METHOD_NOT_ALLOWED, body=b"GET and HEAD only\n"))

    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Keep silent: the terminal is for builds."""

    def _refusal(self) -> HTTPStatus | None:
        hosts = [host.lower() for host in self.headers.get_all("Host", [])]
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        for origin in self.headers.get_all("Origin", []):
            if origin.lower().removeprefix("http://") not in self.server.hosts:
                return HTTPStatus.FORBIDDEN
        return None

    def _head(self, status: HTTPStatus, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _send(self, reply: Reply) -> None:
        more = {"Location": reply.location} if reply.location else {}
        if reply.status is HTTPStatus.METHOD_NOT_ALLOWED:
            more["Allow"] = "GET, HEAD"
        self._head(reply.status, Content_Type=reply.content_type, Content_Length=str(len(reply.body)), **more)
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _send_events(self, news: News, page: str) -> None:
        self.close_connection = True
        self._head(HTTPStatus.OK, Content_Type="text/event-stream; charset=utf-8", Connection="close")
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 1000\n\n")
        heard = ""
        while not news.over:
            message = news.after(heard, 15, page)
            # A comment when there is no news: writing is how a page that has gone is noticed.
            self.wfile.write(b":\n\n" if message == heard else f"data: {message}\n\n".encode())
            heard = message


class Server(ThreadingHTTPServer):
    """Serves `site` below `base` for as long as it is entered."""

    daemon_threads = True
    # On Windows this would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, site: Path, base_path: str, port: int, out: TextIO) -> None:
        self.site = site
        self.base = f"/{quote(unquote(base_path).strip('/'))}/".replace("//", "/")
        self.news = News()
        for candidate in range(port, min(port + PORTS_TRIED + 1, 65536)):
            try:
                super().__init__(("127.0.0.1", candidate), _Handler)
                break
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
        else:
            message = f"neither this port nor the {PORTS_TRIED} after it can be had; name another"
            raise EditionError(Problem(f"port {port}", 0, message))
        if port and self.server_port != port:
            print(f"port {port} is taken; using {self.server_port}", file=out)
        names = ("localhost", "127.0.0.1", "[::1]")
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in names)
        self.url = f"http://127.0.0.1:{self.server_port}{self.base}"

    def server_bind(self) -> None:
        # The one of HTTPServer asks the network for the host's full name, which may take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that left in the middle of an answer is no error.
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(self, *why: object) -> None:
        self.news.end()
        self.shutdown()
        self.server_close()
