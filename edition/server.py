"""Serves a site on this machine alone, with what makes its pages reload put into them.

The server is for one person on one machine. It listens on 127.0.0.1 only, and as any
web page the person opens can send requests there, it answers only to its own name
(a foreign name that resolves to 127.0.0.1 is refused) and to no foreign origin.
"""

from __future__ import annotations

import errno
import os
import socketserver
import sys
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePath
from typing import Any, TextIO
from urllib.parse import quote, unquote

from edition.news import News, page_at, reload_script, with_reload
from edition.problems import EditionError, Problem
from edition.words.sentences import Say

PORTS_TRIED = 20
"""How many ports after the wanted one are tried when it is taken."""

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


def reply_to(target: str, site: Path, base: str, say: Say = str) -> Reply:
    """The file of `site` that a request for `target` means, or where to go, or that there is none."""
    path = target.partition("#")[0].partition("?")[0]
    if not path.startswith(base):
        if path in ("/", base.rstrip("/")):
            return Reply(HTTPStatus.FOUND, location=base)
        return Reply(HTTPStatus.NOT_FOUND, body=f"{say(f'Nothing here: the site is at {base}')}\n".encode())
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


def own_names(port: int) -> frozenset[str]:
    """What a browser may call a server on this machine; it leaves the usual port out."""
    ends = (f":{port}", "") if port == 80 else (f":{port}",)
    return frozenset(name + end for name in ("localhost", "127.0.0.1", "[::1]") for end in ends)


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
            self._send(Reply(HTTPStatus.OK, CONTENT_TYPES[".js"], reload_script(self.server.say).encode()))
        else:
            # Asked for before the file is read: a page may be newer than it says, never older.
            page = page_at(path, base)
            build, search = news.build(page), news.search
            reply = reply_to(self.path, self.server.site, base, self.server.say)
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

    def __init__(self, site: Path, base_path: str, port: int, out: TextIO, say: Say = str) -> None:
        self.site = site
        self.say = say
        self.base = f"/{quote(unquote(base_path).strip('/'))}/".replace("//", "/")
        self.news = News()
        for candidate in range(port, min(port + PORTS_TRIED + 1, 65536)) if port >= 0 else ():
            try:
                super().__init__(("127.0.0.1", candidate), _Handler)
                break
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
        else:
            message = f"neither this port nor the {PORTS_TRIED} after it can be had; name another"
            raise EditionError(Problem(say(f"port {port}"), 0, message))
        if port and self.server_port != port:
            print(say(f"port {port} is taken; using {self.server_port}"), file=out)
        self.hosts = own_names(self.server_port)
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
