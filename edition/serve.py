"""Watching and serving: rebuild after every change, and reload the pages that are open.

    folders ─ watchdog ─▶ events ─ bursts ─▶ build ─▶ Outcome ─▶ terminal
                                                         │
    browser ◀─ __events (Server-Sent Events) ◀───────── News
    browser ◀─ pages below the base path, with __reload.js put in ◀─ site/

What a page hears is the state, not the step: which build is the newest good one, and
what is wrong now. So a page that slept, or comes back after the server was started
anew, or was opened while a build was failing, shows the same as one that heard all.

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
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePath
from queue import Empty, Queue
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, unquote

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from edition.problems import EditionError, Problem

QUIET = 0.06
"""Seconds without a change that end a burst: longer than an editor's save, shorter than a wait."""

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


def serve(
    build: Callable[[], Outcome],
    *,
    site: Path,
    watched: Sequence[Path],
    base_path: str = "/",
    port: int = 8000,
    out: TextIO = sys.stdout,
) -> None:
    """Build, serve `site` and build again after every change, until Ctrl-C.

    `watched` are folders (with all below) and files; they need not exist yet. `port` 0
    takes any that is free. Raise EditionError: no port to be had.
    """
    events: Queue[Path] = Queue()
    try:
        with Server(site, base_path, port, out) as server, Watcher(watched, events, out) as watcher:

            def build_and_tell(cause: str) -> None:
                outcome = build()
                # Told first, so that the browser does not wait for a slow terminal.
                server.news.tell(outcome)
                for problem in outcome.problems:
                    print(problem, file=out)
                print(f"{cause}{outcome.summary}", file=out, flush=True)

            build_and_tell("")
            print(f"{server.url}  (Ctrl-C ends)", file=out, flush=True)
            for changed in bursts(events):
                watcher.look_again(changed)
                build_and_tell(f"{_named(changed)}: ")
    except KeyboardInterrupt:
        print(file=out)


def _named(changed: Collection[Path]) -> str:
    """`01-03.md`, or `01-03.md and 4 more`; temporary files that are gone again don't count."""
    names = sorted(path.name for path in changed if path.exists()) or sorted(path.name for path in changed)
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


# ── watching ─────────────────────────────────────────────────────────────────────────


def bursts(events: Queue[Path], quiet: float = QUIET) -> Iterator[frozenset[Path]]:
    """What changed, burst by burst; a burst ends after `quiet` seconds without a change.

    What comes in while a burst is being worked on waits in the queue, and is one more
    burst, however much it is.
    """
    while True:
        try:
            # Waking up once a second is what lets Ctrl-C through on Windows.
            burst = {events.get(timeout=1)}
        except Empty:
            continue
        with suppress(Empty):
            while True:
                burst.add(events.get(timeout=quiet))
        yield frozenset(burst)


def is_noise(path: PurePath) -> bool:
    """True for what editors, Python and the system leave beside the files a person means.

    `path` is relative to what is watched: the newspaper itself may live in a dot folder.
    """
    return path.name == "4913" or any(  # 4913: Vim's trial whether it may write in a folder
        part.startswith((".", "#"))
        or part.endswith(("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"))
        or part == "__pycache__"
        for part in path.parts
    )


# Openings, closings and reads are left out: a build reads what is watched, and would
# start itself for ever. So are changed folders: the file that changed tells its own.
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]


class Watcher(FileSystemEventHandler):
    """Puts every change below `watched` that is no noise into `events`."""

    def __init__(self, watched: Sequence[Path], events: Queue[Path], out: TextIO) -> None:
        self._watched = tuple(Path(os.path.realpath(path)) for path in watched)
        self._events = events
        self._out = out
        self._observer: BaseObserver | None = None

    def __enter__(self) -> Watcher:
        # watchdog 7.1 warns when it finds a new folder in a new folder twice, which does no harm.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        try:
            self._start(Observer)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EMFILE):
                raise
            self._stop()
            print("the system can't watch any more folders; looking once a second instead", file=self._out)
            self._start(PollingObserver)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            if name and self._matters(Path(os.fsdecode(name))):
                self._events.put(Path(os.fsdecode(name)))

    def look_again(self, changed: Collection[Path]) -> None:
        """Watch anew when a watched folder, or one above it, was itself made, moved or removed."""
        moved = [change for change in changed if not change.is_file()]
        if self._observer and any(path.is_relative_to(change) for path in self._watched for change in moved):
            self._observer.unschedule_all()
            self._schedule(self._observer)

    def _matters(self, path: Path) -> bool:
        return any(
            watched.is_relative_to(path)
            or (path.is_relative_to(watched) and not is_noise(path.relative_to(watched)))
            for watched in self._watched
        )

    def _start(self, kind: Callable[[], BaseObserver]) -> None:
        self._observer = kind()
        self._observer.start()
        self._schedule(self._observer)

    def _stop(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _schedule(self, observer: BaseObserver) -> None:
        """Watch each folder with all below, and the folder above each: there it comes and goes.

        The folders above come last: watchdog 7 keeps silent when it meets the system's
        limit in the middle of a tree, and tells it for the next folder asked for.
        """
        for path in self._watched:
            if path.is_dir():
                with suppress(FileNotFoundError):  # removed in this very moment
                    observer.schedule(self, str(path), recursive=True, event_filter=_CHANGES)
        for path in self._watched:
            above = next((folder for folder in path.parents if folder.is_dir()), path)
            observer.schedule(self, str(above), recursive=False, event_filter=_CHANGES)


# ── telling the browser ──────────────────────────────────────────────────────────────


class News:
    """What open pages are told, shared by the builder and by one thread for each page."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._message = ""
        self.over = False
        self.build = str(time.time_ns())
        """Names the newest good build; never the same again, not even after a restart."""

    def tell(self, outcome: Outcome) -> None:
        with self._changed:
            if outcome.ok:
                self.build = str(time.time_ns())
            self._message = json.dumps(
                {
                    "build": self.build,
                    "ok": outcome.ok,
                    "summary": outcome.summary,
                    "problems": outcome.problems,
                }
            )
            self._changed.notify_all()

    def end(self) -> None:
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def after(self, heard: str, patience: float) -> str:
        """The message that follows `heard`, as JSON; `heard` itself after `patience` seconds without one."""
        with self._changed:
            self._changed.wait_for(lambda: self.over or self._message != heard, patience)
            return self._message


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
    events = new EventSource(new URL("__events", script.src));
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (state.build === script.dataset.build) show(state);
      else location.reload();
    };
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""


def with_reload(html: bytes, base: str, build: str) -> bytes:
    """The page as it is served: with the reload script, and which build it is of."""
    tag = f'<script src="{base}__reload.js" data-build="{build}" defer></script>\n'.encode()
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


def _inside(site: Path, rest: str) -> Path | None:
    """Where `rest`, quoted and below the base path, really is; None when hidden or not in `site`."""
    try:
        name = unquote(rest, errors="strict")
    except UnicodeDecodeError:
        return None
    if any(mark in name for mark in "\0\\:") or "//" in name or name.startswith("/"):
        return None
    root = Path(os.path.realpath(site))
    real = Path(os.path.realpath(root / name))
    # Both as asked for and as found: a link may have a harmless name.
    for path in (PurePath(name), real.relative_to(root) if real.is_relative_to(root) else PurePath("..")):
        if any(part.startswith(".") for part in path.parts):
            return None
    return real if os.path.exists(real) else None


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
            self._send_events(news)
        elif path == base + "__reload.js":
            self._send(Reply(HTTPStatus.OK, CONTENT_TYPES[".js"], RELOAD_SCRIPT.encode()))
        else:
            # Asked for before the file is read: a page may be newer than it says, never older.
            build = news.build
            reply = reply_to(self.path, self.server.site, base)
            if reply.content_type == _HTML:
                reply = Reply(reply.status, _HTML, with_reload(reply.body, base, build))
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

    def _send_events(self, news: News) -> None:
        self.close_connection = True
        self._head(HTTPStatus.OK, Content_Type="text/event-stream; charset=utf-8", Connection="close")
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 1000\n\n")
        heard = ""
        while not news.over:
            message = news.after(heard, patience=15)
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
