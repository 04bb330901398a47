"""Watching, serving and reloading, with real files, real sockets and a real browser."""

from __future__ import annotations

import errno
import http.client
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path, PurePath
from queue import Queue

import pytest
from playwright.sync_api import Browser, expect
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

from edition import serve as serve_module
from edition import server as server_module
from edition.news import News, Outcome, new_pages, page_at, with_reload
from edition.problems import EditionError
from edition.serve import Change, Watcher, bursts, is_noise, serve
from edition.server import Server, own_names, reply_to
from edition.words.sentences import voice_in
from tests.conftest import ROOT, SEED
from tests.toy import article, build, command, files_of, newspaper

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'"
)
PATIENCE = 10.0


def eventually(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.01)


class Paper:
    """A newspaper of one file, content/front.md; a build copies it into a page, MISTAKE breaks the build."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.content = root / "content"
        self.front = self.content / "front.md"
        self.out = io.StringIO()
        self.builds = 0
        self.during_build: Callable[[], None] = lambda: None
        self.content.mkdir()
        self.front.write_text("济宁日报", encoding="utf-8")
        self.site.mkdir()

    def build(self, edited: bool) -> Outcome:
        self.builds += 1
        self.during_build()
        texts = [file.read_text(encoding="utf-8") for file in sorted(self.content.rglob("*.md"))]
        wrong = tuple(f"content/front.md:3: <b>{text}</b>" for text in texts if "MISTAKE" in text)
        if wrong:
            return Outcome(False, "1 problem; site/ left as it was", wrong)
        lines = "".join(f"<p>{number}</p>" for number in range(200))
        (self.site / "index.html").write_text(
            f'<!doctype html><html lang="zh"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>x</title></head>'
            f"<body><h1>{' '.join(texts)}</h1>{lines}</body></html>",
            encoding="utf-8",
        )
        return Outcome(True, f"{len(texts)} pages")

    def shows(self, text: str) -> bool:
        return text in (self.site / "index.html").read_text(encoding="utf-8")

    def nothing_happened_since(self, builds: int) -> None:
        """All that was built before this change is `builds`, and nothing but this is in its build."""
        (self.content / "the-next-change.md").write_text("此后", encoding="utf-8")
        eventually(lambda: "the-next-change.md: " in self.out.getvalue(), "the next change, alone")
        assert self.builds == builds + 1

    @property
    def url(self) -> str:
        said = [line for line in self.out.getvalue().splitlines() if line.endswith("(Ctrl-C ends)")]
        return said[0].split()[0] if said else ""

    @contextmanager
    def served(self, *more: Path) -> Iterator[None]:
        """Serve it while inside; at the end a build is stopped as by Ctrl-C."""
        watched = (self.content, *more)

        def run() -> None:
            serve(self.build, site=self.site, watched=watched, base_path="/repo/x/", port=0, out=self.out)

        running = threading.Thread(target=run, daemon=True)
        running.start()
        eventually(lambda: self.url, "the address")
        try:
            yield
        finally:

            def interrupt() -> None:
                raise KeyboardInterrupt

            self.during_build = interrupt
            self.content.mkdir(exist_ok=True)
            self.front.write_text("the end", encoding="utf-8")
            running.join(PATIENCE)
            assert not running.is_alive(), "serve() did not end"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


# ── bursts and noise ─────────────────────────────────────────────────────────────────


def test_changes_in_quick_succession_are_one_burst() -> None:
    events: Queue[Change] = Queue()
    for name in ("a.md", "b.md", "a.md"):
        events.put(Path(name))
    assert next(bursts(events, 0.02)) == {Path("a.md"), Path("b.md")}


def test_a_burst_lasts_until_changes_stop_coming() -> None:
    events: Queue[Change] = Queue()

    def slow_save() -> None:
        for number in range(8):
            events.put(Path(f"{number}.md"))
            time.sleep(0.03)

    threading.Thread(target=slow_save).start()
    assert len(next(bursts(events, 0.3))) == 8


def test_changes_after_a_pause_are_another_burst() -> None:
    events: Queue[Change] = Queue()
    found = bursts(events, 0.02)
    events.put(Path("a.md"))
    assert next(found) == {Path("a.md")}
    events.put(Path("b.md"))
    assert next(found) == {Path("b.md")}


class Asked(Queue[Change]):
    """A queue that notes how long it is waited for."""

    def __init__(self, changes: Iterable[Change]) -> None:
        super().__init__()
        self.patience: list[float | None] = []
        for change in changes:
            self.put(change)

    def get(self, block: bool = True, timeout: float | None = None) -> Change:
        self.patience.append(timeout)
        return super().get(block, 0)


def test_one_saved_file_is_built_sooner_than_a_checkout() -> None:
    save = Asked(Path(name) for name in ("4913", "01-03.md~", "01-03.md"))
    assert len(next(bursts(save))) == 3
    assert save.patience[1:] == [serve_module.QUIET] * 3
    checkout = Asked(Path(f"{number}.md") for number in range(50))
    assert len(next(bursts(checkout))) == 50
    assert checkout.patience[-1] == serve_module.QUIET_AFTER_MANY > serve_module.QUIET


def test_what_is_written_for_ever_is_built_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_module, "LONGEST", 0.05)
    changes: Queue[Change] = Queue()
    over = threading.Event()

    def write_for_ever() -> None:
        while not over.wait(0.001):
            changes.put(Path("log.md"))

    threading.Thread(target=write_for_ever, daemon=True).start()
    found = bursts(changes, PATIENCE)
    assert [next(found), next(found)] == [{Path("log.md")}] * 2
    over.set()


def test_what_was_left_for_later_is_a_burst_without_a_change() -> None:
    changes: Queue[Change] = Queue()
    changes.put(None)
    assert next(bursts(changes, 0.02)) == frozenset()
    changes.put(None)
    changes.put(Path("a.md"))
    assert next(bursts(changes, 0.02)) == {Path("a.md")}


@pytest.mark.parametrize(
    "name",
    [
        ".01-03.md.swp",
        ".#01-03.md",
        "#01-03.md#",
        "01-03.md~",
        "01-03.md.tmp",
        "4913",
        ".DS_Store",
        ".git/HEAD",
        "__pycache__/plan.cpython-311.pyc",
        "01-03.md___jb_tmp___",
    ],
)
def test_what_an_editor_leaves_beside_a_file_is_noise(name: str) -> None:
    assert is_noise(PurePath("2021/12-12", name))


@pytest.mark.parametrize("name", ["01-03.md", "issue.yaml", "01-03-泗水.md", "49130.md", "tokens.css"])
def test_what_a_person_writes_is_not_noise(name: str) -> None:
    assert not is_noise(PurePath("2021/12-12", name))


# ── watching ─────────────────────────────────────────────────────────────────────────


def test_a_saved_file_is_built_and_told_in_one_line(paper: Paper) -> None:
    with paper.served():
        paper.front.write_text("新的一天", encoding="utf-8")
        eventually(lambda: "front.md: 1 pages\n" in paper.out.getvalue(), "the line of the rebuild")
        assert "新的一天" in (paper.site / "index.html").read_text(encoding="utf-8")
        assert paper.builds == 2


def test_a_save_by_renaming_a_swap_file_is_built_once(paper: Paper) -> None:
    with paper.served():
        swap = paper.content / ".front.md.swp"
        swap.write_text("新的一天", encoding="utf-8")
        swap.rename(paper.front)
        eventually(lambda: paper.shows("新的一天"), "the rebuild")
        paper.nothing_happened_since(builds=2)


def test_a_swap_file_alone_is_not_built(paper: Paper) -> None:
    with paper.served():
        (paper.content / ".front.md.swp").write_text("新的一天", encoding="utf-8")
        paper.nothing_happened_since(builds=1)


def test_a_temporary_file_that_is_gone_again_is_not_named(paper: Paper) -> None:
    with paper.served():
        (paper.content / "sedAbC").write_text("新的一天", encoding="utf-8")
        (paper.content / "sedAbC").rename(paper.front)
        eventually(lambda: "\nfront.md: 1 pages\n" in paper.out.getvalue(), "the line of the rebuild")


def test_a_removed_file_is_named(paper: Paper) -> None:
    with paper.served():
        paper.front.unlink()
        eventually(lambda: "\nfront.md: 0 pages\n" in paper.out.getvalue(), "the line of the rebuild")


def test_reading_and_touching_nothing_does_not_build(paper: Paper) -> None:
    with paper.served():
        paper.front.read_text(encoding="utf-8")
        list(paper.content.iterdir())
        with paper.front.open("a"):
            pass
        paper.nothing_happened_since(builds=1)


def test_what_changes_during_a_build_starts_exactly_one_more(paper: Paper) -> None:
    def edit_three_times() -> None:
        if paper.builds == 2:
            for number in range(3):
                paper.front.write_text(f"第{number}次", encoding="utf-8")
                # Longer than a burst: what comes in is told apart, and yet built once.
                time.sleep(4 * serve_module.QUIET)

    with paper.served():
        paper.during_build = edit_three_times
        paper.front.write_text("first", encoding="utf-8")
        eventually(lambda: paper.builds == 3, "the build after the build")
        paper.nothing_happened_since(builds=3)
        assert paper.shows("第2次")


def test_what_changes_during_the_first_build_is_built(paper: Paper) -> None:
    def edit() -> None:
        if paper.builds == 1:
            paper.front.write_text("早", encoding="utf-8")

    paper.during_build = edit
    with paper.served():
        eventually(lambda: paper.builds == 2, "the second build")


def test_an_article_in_a_new_issue_is_built(paper: Paper) -> None:
    with paper.served():
        issue = paper.content / "issues" / "2021" / "12-13"
        issue.mkdir(parents=True)
        (issue / "01-01.md").write_text("新闻", encoding="utf-8")
        eventually(lambda: "2 pages" in paper.out.getvalue(), "the new article")
        built = paper.builds
        (issue / "01-01.md").write_text("改过的新闻", encoding="utf-8")
        eventually(lambda: paper.builds > built, "the edit of the new article")


def test_a_watched_folder_may_come_later(paper: Paper, tmp_path: Path) -> None:
    templates = tmp_path / "theme" / "templates"
    with paper.served(templates):
        templates.mkdir(parents=True)
        eventually(lambda: paper.builds == 2, "the build for the new folder")
        time.sleep(0.2)
        built = paper.builds
        (templates / "article.html").write_text("x")
        eventually(lambda: paper.builds > built, "the build for the file in it")


def test_a_folder_that_is_replaced_stays_watched(paper: Paper) -> None:
    with paper.served():
        shutil.rmtree(paper.content)
        eventually(lambda: "0 pages" in paper.out.getvalue(), "the build without the folder")
        paper.content.mkdir()
        paper.front.write_text("回来了", encoding="utf-8")
        eventually(lambda: paper.out.getvalue().rstrip().endswith("1 pages"), "the build with it")
        built = paper.builds
        paper.front.write_text("又改了", encoding="utf-8")
        eventually(lambda: paper.builds > built, "the build after an edit in the new folder")


def test_a_single_file_is_watched_and_not_its_neighbours(paper: Paper, tmp_path: Path) -> None:
    config = tmp_path / "edition.yaml"
    config.write_text("title: x")
    with paper.served(config):
        (tmp_path / "notes.txt").write_text("x")
        (tmp_path / "site" / "new.html").write_text("x")
        config.write_text("title: y")
        eventually(lambda: "edition.yaml: " in paper.out.getvalue(), "the build for edition.yaml")
        assert paper.builds == 2


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine that runs the tests is, a burst doesn't fall apart."""
    monkeypatch.setattr(serve_module, "bursts", partial(bursts, quiet=1.0))


def check_out(folder: Path, text: str) -> None:
    """Every file removed and written anew, as Git does it."""
    for number in range(300):
        file = folder / f"{number:03}.md"
        file.unlink(missing_ok=True)
        file.write_text(f"{text}{number}", encoding="utf-8")


@pytest.mark.usefixtures("patient")
def test_a_checkout_is_built_once(paper: Paper) -> None:
    with paper.served():
        for build, text in ((2, "主干"), (3, "分支")):
            check_out(paper.content, text)
            eventually(lambda text=text: paper.shows(f"{text}299"), "the build")  # type: ignore[misc]
            assert paper.builds == build
    assert "and 299 more: 301 pages" in paper.out.getvalue()


@pytest.mark.usefixtures("patient")
def test_a_folder_that_is_renamed_is_built_once_and_stays_watched(paper: Paper) -> None:
    issue = paper.content / "issues" / "12-12"
    issue.mkdir(parents=True)
    check_out(issue, "新闻")
    with paper.served():
        issue = issue.rename(issue.with_name("12-13"))
        eventually(lambda: " more: 301 pages" in paper.out.getvalue(), "the build")
        assert paper.builds == 2
        (issue / "007.md").write_text("改过的新闻", encoding="utf-8")
        eventually(lambda: paper.shows("改过的新闻"), "the build of an article in the renamed folder")


def test_a_file_that_is_moved_away_holds_nothing_up(tmp_path: Path) -> None:
    with Watcher([tmp_path], Queue(), io.StringIO()):
        # Of watchdog itself, which may forget this setting in a newer version.
        assert InotifyMoveEventGrouper()._queue.delay <= serve_module.QUIET


def test_without_the_systems_help_it_looks_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted() -> None:
        raise OSError(errno.ENOSPC, "no more")

    monkeypatch.setattr(serve_module, "Observer", exhausted)
    events: Queue[Change] = Queue()
    out = io.StringIO()
    with Watcher([tmp_path], events, out):
        (tmp_path / "01-01.md").write_text("x")
        assert events.get(timeout=PATIENCE) == Path(os.path.realpath(tmp_path)) / "01-01.md"
    assert "once a second" in out.getvalue()


# ── what a request gets ──────────────────────────────────────────────────────────────


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "site/index.html": "<html><body>front</BODY></html>",
        "site/404.html": "<html><body>not here</body></html>",
        "site/2021/index.html": "<html><body>year</body></html>",
        "site/2021/.hidden": "no",
        "site/data/x.json": "{}",
        "site/.env": "no",
        "site/.git/config": "no",
        "site/人物.html": "<html><body>person</body></html>",
        "secret/plan.html": "no",
        "secret/index.html": "no",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "site/link.html").symlink_to(tmp_path / "secret/plan.html")
    (tmp_path / "site/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "site/env.txt").symlink_to(tmp_path / "site/.env")
    (tmp_path / "site/.link.html").symlink_to(tmp_path / "site/index.html")
    (tmp_path / "site/good.html").symlink_to(tmp_path / "site/2021/index.html")
    (tmp_path / "site/years").symlink_to(tmp_path / "site/2021")
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("/repo/x/", "front"),
        ("/repo/x/?q=1", "front"),
        ("/repo/x/index.html", "front"),
        ("/repo/x/2021/", "year"),
        ("/repo/x/%E4%BA%BA%E7%89%A9.html", "person"),
    ],
)
def test_a_file_below_the_base_path_is_served(site: Path, target: str, body: str) -> None:
    reply = reply_to(target, site, "/repo/x/")
    assert (reply.status, body in reply.body.decode()) == (HTTPStatus.OK, True)


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/", "/repo/x/"),
        ("/repo/x", "/repo/x/"),
        ("/repo/x/2021", "/repo/x/2021/"),
        ("/repo/x/2021?page=2", "/repo/x/2021/?page=2"),
    ],
)
def test_an_address_short_of_its_slash_leads_on(site: Path, target: str, location: str) -> None:
    reply = reply_to(target, site, "/repo/x/")
    assert (reply.status, reply.location) == (HTTPStatus.FOUND, location)


@pytest.mark.parametrize(
    "rest",
    [
        "missing.html",
        "index.html/",
        "data/",
        ".env",
        "%2eenv",
        ".git/config",
        "2021/.hidden",
        "link.html",
        "folder",
        "folder/",
        "folder/plan.html",
        "good.html",
        "years/index.html",
        "env.txt",
        ".link.html",
        "2021/../index.html",
        "../secret/plan.html",
        "2021/../../secret/plan.html",
        "%2e%2e/secret/plan.html",
        "..%2fsecret%2fplan.html",
        "..%5Csecret%5Cplan.html",
        "/etc/passwd",
        "%2Fetc/passwd",
        "2021//index.html",
        "index.html%00",
        "%FF%FE",
        "a" * 5000,
    ],
)
def test_what_is_hidden_outside_or_not_there_is_not_found(site: Path, rest: str) -> None:
    reply = reply_to(f"/repo/x/{rest}", site, "/repo/x/")
    assert (reply.status, b"not here" in reply.body) == (HTTPStatus.NOT_FOUND, True)


def test_a_link_that_leaves_the_base_path_is_told_where_the_site_is(site: Path) -> None:
    reply = reply_to("/2021/", site, "/repo/x/")
    assert reply.status == HTTPStatus.NOT_FOUND
    assert b"/repo/x/" in reply.body


def test_a_site_at_the_root_is_served_there(site: Path) -> None:
    assert b"front" in reply_to("/", site, "/").body
    assert reply_to("//etc/passwd", site, "/").status == HTTPStatus.NOT_FOUND


def test_a_site_that_is_not_built_yet_has_a_page_that_can_reload(tmp_path: Path) -> None:
    reply = reply_to("/", tmp_path / "site", "/")
    assert (reply.status, reply.content_type) == (HTTPStatus.NOT_FOUND, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.png", "image/png"),
        ("A.JPG", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("wasm.zh.pagefind", "application/octet-stream"),
        ("zh_1a2b.pf_meta", "application/octet-stream"),
    ],
)
def test_a_file_has_its_content_type(tmp_path: Path, name: str, content_type: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert reply_to(f"/{name}", tmp_path, "/").content_type == content_type


def test_the_reload_script_goes_to_the_end_of_the_body() -> None:
    page = "<body>前<!-- </body> -->后</BODY></html>".encode()
    served = with_reload(page, "/repo/x/", 'a"b.html', "7", "8").decode()
    assert served.startswith("<body>前<!-- </body> -->后<script ")
    assert 'src="/repo/x/__reload.js" data-page="a&quot;b.html" data-build="7"' in served
    assert served.endswith("</script>\n</BODY></html>")


def test_a_page_without_a_body_end_gets_the_reload_script_too() -> None:
    assert with_reload(b"<h1>404</h1>", "/", "x.html", "7", "8").startswith(b"<h1>404</h1><script ")


# ── who is answered ──────────────────────────────────────────────────────────────────


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with Server(site, "/repo/x/", 0, io.StringIO()) as server:
        yield server


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer to one request; a header `Host=""` leaves that header out."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize("name", ["localhost", "LocalHost", "127.0.0.1", "[::1]"])
def test_its_own_name_is_answered(server: Server, name: str) -> None:
    response, body = ask(server, "/repo/x/", Host=f"{name}:{server.server_port}")
    assert (response.status, b"front" in body) == (200, True)


def test_at_the_usual_port_its_own_name_has_no_port(server: Server) -> None:
    server.hosts = own_names(80)
    assert [ask(server, "/repo/x/", Host=host)[0].status for host in ("localhost", "localhost:80", "evil.example")] == [
        200, 200, 421
    ]  # fmt: skip
    assert ask(server, "/repo/x/", Host="127.0.0.1", Origin="http://127.0.0.1")[0].status == 200


@pytest.mark.parametrize("path", ["/repo/x/", "/repo/x/__events", "/repo/x/__reload.js", "/"])
@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "localhost", "localhost:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_a_foreign_name_is_refused(server: Server, path: str, host: str) -> None:
    response, body = ask(server, path, Host=host.format(port=server.server_port))
    assert (response.status, b"front" in body) == (421, False)


def test_two_names_are_refused(server: Server) -> None:
    own = f"localhost:{server.server_port}"
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET /repo/x/ HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n".encode())
        assert b" 421 " in connection.recv(1000)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
@pytest.mark.parametrize("path", ["/repo/x/", "/repo/x/__events"])
def test_a_foreign_origin_is_refused(server: Server, path: str, origin: str) -> None:
    assert ask(server, path, Origin=origin)[0].status == 403


def test_its_own_origin_is_answered(server: Server) -> None:
    assert ask(server, "/repo/x/", Origin=f"http://127.0.0.1:{server.server_port}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_is_allowed(server: Server, method: str) -> None:
    response, _ = ask(server, "/repo/x/", method)
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_head_tells_the_length_and_sends_no_body(server: Server) -> None:
    _, body = ask(server, "/repo/x/")
    response, nothing = ask(server, "/repo/x/", "HEAD")
    assert (int(response.headers["Content-Length"]), nothing) == (len(body), b"")


@pytest.mark.parametrize("path", ["/repo/x/", "/repo/x/missing.html", "/repo/x/data/x.json", "/"])
def test_nothing_is_kept_by_the_browser(server: Server, path: str) -> None:
    assert ask(server, path)[0].headers["Cache-Control"] == "no-store"


def test_only_served_html_gets_the_reload_script(server: Server, site: Path) -> None:
    assert b"__reload.js" in ask(server, "/repo/x/")[1]
    assert b"__reload.js" in ask(server, "/repo/x/missing.html")[1]
    assert ask(server, "/repo/x/data/x.json")[1] == b"{}"
    assert "__reload.js" not in (site / "index.html").read_text()


def test_it_listens_to_this_machine_only(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_taken_port_gives_way_to_the_next(site: Path, server: Server) -> None:
    out = io.StringIO()
    with Server(site, "/", server.server_port, out) as second:
        assert server.server_port < second.server_port <= server.server_port + 20
        assert out.getvalue() == f"port {server.server_port} is taken; using {second.server_port}\n"
        assert ask(second, "/")[0].status == 200


def test_when_no_port_is_free_the_editor_is_told(
    site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "PORTS_TRIED", 0)
    with pytest.raises(EditionError, match=f"port {server.server_port}: .*name another"):
        Server(site, "/", server.server_port, io.StringIO())


def test_a_port_that_is_none_is_told(site: Path) -> None:
    with pytest.raises(EditionError, match=r"port -1: .*name another"):
        Server(site, "/", -1, io.StringIO())


def test_the_server_of_a_chinese_newspaper_speaks_chinese(site: Path) -> None:
    say = voice_in("zh")
    with Server(site, "/repo/x/", 0, io.StringIO(), say) as server:
        assert ask(server, "/2021/")[1].decode() == "这里什么也没有：网站在 /repo/x/\n"
        assert '"aria-label", "关闭"' in ask(server, "/repo/x/__reload.js")[1].decode()
    with pytest.raises(EditionError, match="端口 70000"):
        Server(site, "/", 70000, io.StringIO(), say)


# ── news ─────────────────────────────────────────────────────────────────────────────

GOOD = Outcome(True, "1 page")
BAD = Outcome(False, "1 problem", ("a.md:1: x",))


def test_a_page_that_asks_late_hears_how_things_stand() -> None:
    news = News()
    news.tell(GOOD)
    good = news.build("1.html")
    news.tell(BAD)
    heard = json.loads(news.after("", 0, "1.html"))
    told = {"build": good, "search": news.search, "ok": False, "summary": "1 problem", "problems": ["a.md:1: x"]}
    assert heard == told


def test_only_a_good_build_has_a_new_name() -> None:
    news = News()
    names = [news.build("1.html")]
    for outcome in (GOOD, BAD, GOOD):
        news.tell(outcome)
        names.append(news.build("1.html"))
    assert names[1] == names[2]
    assert len(set(names)) == 3


def test_the_search_index_has_a_name_of_its_own() -> None:
    news = News()
    build, search = news.build("1.html"), news.search
    news.tell(Outcome(True, "1 file", pages=frozenset(), search=True))
    assert news.build("1.html") == build
    assert news.search != search


def test_a_page_hears_of_its_own_changes_only() -> None:
    news = News()
    news.tell(Outcome(True, "1 page", pages=frozenset(["1.html"])))
    first, second = news.after("", 0, "1.html"), news.after("", 0, "2.html")
    news.tell(Outcome(True, "1 page", pages=frozenset(["2.html"])))
    assert news.after(first, 0, "1.html") == first
    assert news.after(second, 0, "2.html") != second
    news.tell(GOOD)
    assert news.build("1.html") == news.build("2.html") != json.loads(first)["build"]


@pytest.mark.parametrize(
    ("changed", "pages"),
    [
        (["a/1.html", "a/2.html", "feed.xml"], {"a/1.html", "a/2.html"}),
        ([], set()),
        (["a/1.html", "assets/style.css"], None),
        (["a/1.html", "2021/12/12/photo.jpg"], None),
        (["404.html"], None),
        (["a/1.html", "feed.json", "data/articles.jsonl", "data/persons.json"], {"a/1.html"}),
    ],
)  # fmt: skip
def test_what_a_page_may_load_is_news_to_every_page(changed: list[str], pages: set[str] | None) -> None:
    assert new_pages(changed) == pages


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/repo/x/", "index.html"),
        ("/repo/x/2021/12/12/", "2021/12/12/index.html"),
        ("/repo/x/2021/12/12/01-03.html", "2021/12/12/01-03.html"),
        ("/repo/x/sections/%E8%A6%81%E9%97%BB.html", "sections/要闻.html"),
    ],
)  # fmt: skip
def test_an_address_tells_the_page(address: str, page: str) -> None:
    assert page_at(address, "/repo/x/") == page


def test_a_build_that_changed_nothing_has_no_new_name() -> None:
    news = News()
    build, search = news.build("1.html"), news.search
    news.tell(Outcome(True, "nothing", pages=frozenset()))
    assert (news.build("1.html"), news.search) == (build, search)


def test_every_outcome_is_sent_as_an_event(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.request("GET", "/repo/x/__events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    heard = []
    for outcome in (GOOD, BAD, GOOD):
        server.news.tell(outcome)
        while not (line := response.readline()).startswith(b"data: "):
            assert line, "the connection ended"
        heard.append(json.loads(line.removeprefix(b"data: "))["summary"])
    connection.close()
    assert heard == ["1 page", "1 problem", "1 page"]


def test_open_pages_are_let_go_when_the_server_ends(site: Path) -> None:
    with Server(site, "/", 0, io.StringIO()) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
        connection.request("GET", "/__events")
        response = connection.getresponse()
        assert response.readline()
    response.read()  # comes back when the connection is closed, and raises when it is left open
    connection.close()


# ── all together ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("error", "what"),
    [
        # As in a checkout: the list of the folder has it, and when its turn comes it is gone.
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "gone in this moment"),
        (OSError(errno.ESTALE, "Stale file handle"), "the system says: Stale file handle; mend that, and save again"),
    ],
)
def test_a_file_that_goes_or_is_refused_while_it_is_read_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, what: str
) -> None:
    content = newspaper(tmp_path / "content", {"01-01": article()})
    told: list[Outcome] = []

    def watch(build: Callable[[bool], Outcome], **_: object) -> None:
        told.append(build(True))
        monkeypatch.undo()
        told.append(build(True))

    def fails(*_: object) -> None:
        error.filename = str(tmp_path / "01-02.md")
        raise error

    monkeypatch.setattr("edition.serve.serve", watch)
    monkeypatch.setattr("edition.pipeline.read_content", fails)
    assert command("serve", "--content", content, "--site", tmp_path / "site")[0] == 0
    assert [outcome.ok for outcome in told] == [False, True]
    assert f"01-02.md: {what}" in told[0].problems[0]


def test_ctrl_c_ends_quietly_with_a_page_open(tmp_path: Path) -> None:
    script = (
        "import signal, sys\n"
        "from pathlib import Path\n"
        "from edition.serve import serve\n"
        "from edition.news import Outcome\n"
        # A shell that runs the tests in the background has switched Ctrl-C off.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "root = Path(sys.argv[1])\n"
        "serve(lambda edited: Outcome(True, '1 page'), site=root, watched=[root], base_path='repo/x', port=0)\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    assert running.stdout
    assert running.stdout.readline() == "1 page\n"
    address = running.stdout.readline()
    assert address.startswith("http://127.0.0.1:")
    assert address.endswith("/repo/x/  (Ctrl-C ends)\n")
    port = int(address.split(":")[2].split("/")[0])
    page = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    page.request("GET", "/repo/x/__events")
    assert page.getresponse().readline()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=PATIENCE)
    page.close()
    assert (running.returncode, errors) == (0, "")


def test_a_problem_that_passes_by_itself_is_taken_back(tmp_path: Path) -> None:
    """As when another build held the lock in the moment in which an index was ready."""
    nothing = Outcome(True, "nothing new", pages=frozenset())
    outcomes = [GOOD, nothing, BAD, BAD, nothing]
    out, changes = io.StringIO(), Queue[Change]()

    def build(edited: bool) -> Outcome:
        if not outcomes:
            raise KeyboardInterrupt
        return outcomes.pop(0)

    running = threading.Thread(
        target=lambda: serve(build, site=tmp_path, watched=[tmp_path], port=0, out=out, changes=changes), daemon=True
    )
    running.start()
    while running.is_alive():
        left = len(outcomes)
        changes.put(None)
        eventually(lambda: len(outcomes) < left or not running.is_alive(), "the next build")  # noqa: B023
    told = [line.partition("  ")[0] for line in out.getvalue().splitlines()[:-1]]
    assert [line for line in told if "://" not in line] == [
        "1 page", "a.md:1: x", "other pages: 1 problem", "other pages: nothing new",
    ]  # fmt: skip


HALF_A_SITE = """\
import signal, sys, time
from pathlib import Path
from edition.serve import serve
from edition.news import Outcome
signal.signal(signal.SIGINT, signal.default_int_handler)
root = Path(sys.argv[1])

def build(edited):
    if not edited:
        (root / "others.html").write_text("x")
        return Outcome(True, "1 page")
    (root / "first.html").write_text("x")
    print("half", flush=True)
    while not (root / "go").exists():
        time.sleep(0.01)
    (root / "second.html").write_text("x")
    return Outcome(True, "2 pages", behind=True)

serve(build, site=root, watched=[root / "content"], port=0)
"""


@contextmanager
def half_a_build(root: Path, signum: int = signal.SIGINT) -> Iterator[subprocess.Popen[str]]:
    """A server in the middle of its build, which ends when there is a file `go`."""
    running = subprocess.Popen(
        [sys.executable, "-c", HALF_A_SITE, str(root)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
        # What is printed is then put out in one go, and the signal comes in the middle of that.
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    try:
        assert running.stdout
        assert running.stdout.readline() == "half\n"
        running.send_signal(signum)
        assert running.stdout.readline() == "\n"
        assert "when the site is whole" in running.stdout.readline()
        yield running
    finally:
        running.kill()
        running.communicate()


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_a_build_leaves_a_whole_site(tmp_path: Path, signum: int) -> None:
    with half_a_build(tmp_path, signum) as running:
        (tmp_path / "go").touch()
        _, errors = running.communicate(timeout=PATIENCE)
        assert (running.returncode, errors) == (0, "")
    assert (tmp_path / "second.html").exists()
    assert (tmp_path / "others.html").exists(), "pages that the build had left for the next one"


def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    with half_a_build(tmp_path) as running:
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=PATIENCE)
        assert (running.returncode, errors) == (0, "")
    assert not (tmp_path / "second.html").exists()


def test_a_new_index_shows_in_the_page_that_searches_and_disturbs_no_other(site: Path, browser: Browser) -> None:
    (site / "search.html").write_text('<html><body><form data-bundle="search/">', encoding="utf-8")
    with Server(site, "/", 0, io.StringIO()) as server:
        searching, reading = browser.new_page(), browser.new_page()
        for page, path in ((searching, "search.html"), (reading, "")):
            with page.expect_response("**/__events?*"):
                page.goto(server.url + path)
            page.evaluate("document.title = 'as it was opened'")
        with searching.expect_navigation():
            server.news.tell(Outcome(True, "1 shard", pages=frozenset(), search=True))
        # It comes after the news of the index, so that was heard, and had no effect.
        server.news.tell(BAD)
        expect(reading.locator("edition-problems li")).to_have_count(1)
        expect(reading).to_have_title("as it was opened")
        searching.close()
        reading.close()


def test_the_browser_follows_every_save(paper: Paper, browser: Browser) -> None:
    with paper.served():
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        overlay = page.locator("edition-problems section")

        page.goto(paper.url)
        expect(page.locator("h1")).to_have_text("济宁日报")
        page.evaluate("scrollTo(0, 900)")
        paper.front.write_text("新的一天", encoding="utf-8")
        expect(page.locator("h1")).to_have_text("新的一天")
        page.wait_for_function("() => scrollY === 900")
        expect(overlay).to_have_count(0)

        paper.front.write_text("MISTAKE", encoding="utf-8")
        expect(overlay.locator("h2")).to_have_text("1 problem; site/ left as it was")
        expect(overlay.locator("li")).to_have_text(["content/front.md:3: <b>MISTAKE</b>"])
        expect(overlay).to_have_css("position", "fixed")
        expect(page.locator("h1")).to_have_text("新的一天")

        paper.front.write_text("A NEW MISTAKE", encoding="utf-8")
        expect(overlay.locator("li")).to_have_text(["content/front.md:3: <b>A NEW MISTAKE</b>"])

        late = browser.new_page()
        late.goto(paper.url)
        expect(late.locator("edition-problems li")).to_have_count(1)
        late.get_by_role("button", name="close").click()
        expect(late.locator("edition-problems")).to_have_count(0)
        late.close()

        paper.front.write_text("改好了", encoding="utf-8")
        expect(page.locator("h1")).to_have_text("改好了")
        expect(overlay).to_have_count(0)
        assert complaints == []
        page.close()


@contextmanager
def real_server(content: Path, site: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`build.py serve` with its address, once it has an index too; ended in the end."""
    running = subprocess.Popen(
        [sys.executable, "build.py", "serve", "--content", str(content), "--site", str(site), "--port", "0"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
        # A shell that runs the tests in the background has switched Ctrl-C off.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        assert running.stdout
        said = [running.stdout.readline() for _ in range(3)]
        assert said[2].startswith("search: ")
        yield running, said[1].split()[0]
    finally:
        running.kill()
        running.communicate()


def test_an_editor_at_work(tmp_path: Path, browser: Browser) -> None:
    content = tmp_path / "content"
    shutil.copytree(SEED, content)
    file = content / "issues/2021/12-12/01-03.md"
    text = file.read_text(encoding="utf-8")
    with real_server(content, tmp_path / "site") as (running, url):
        page = browser.new_page(viewport={"width": 1280, "height": 600})
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        overlay = page.locator("edition-problems section")

        page.goto(f"{url}2021/12/12/01-03.html")
        page.evaluate("scrollTo(0, 300)")
        file.write_text(f"{text}\n闻所未闻的一段。\n", encoding="utf-8")
        expect(page.locator("article")).to_contain_text("闻所未闻的一段。")
        # The text is there before the page has its height, and before it stands where it stood.
        page.wait_for_function("() => scrollY === 300")

        file.write_text(text.replace("headline:", "headlin:").replace("---", "---\nstatus: pubic", 1), encoding="utf-8")
        expect(overlay.locator("li")).to_have_count(2)
        expect(overlay.locator("li").first).to_contain_text("01-03.md:2: ")
        expect(overlay).to_be_in_viewport()
        file.write_text(f"{text}\n闻所未闻的一段。\n", encoding="utf-8")
        expect(overlay).to_have_count(0)
        expect(page.locator("article")).to_contain_text("闻所未闻的一段。")
        assert complaints == []

        # A page without text follows the one that was edited, which is not disturbed a second time.
        section = browser.new_page()
        section.goto(page.locator("article a[href*='/sections/']").first.evaluate("link => link.href"))
        loads: list[str] = []
        page.on("load", lambda loaded: loads.append(loaded.url))
        newer = text.replace("以更高标准", "快讯：以更高标准")  # in headline and headline_lines
        file.write_text(f"{newer}\n闻所未闻的一段。\n", encoding="utf-8")
        expect(page.locator("article")).to_contain_text("快讯")
        expect(section.locator("main")).to_contain_text("快讯")
        page.wait_for_timeout(300)
        assert len(loads) == 1
        section.close()

        page.goto(f"{url}search.html?q=闻所未闻")
        expect(page.locator("ol.results h2")).to_have_count(1)
        page.close()
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 0
    files = files_of(tmp_path / "site")
    build(content, tmp_path / "clean", search=True)
    (tmp_path / "clean/offline.zip").unlink()  # which a server leaves to a build
    assert files == files_of(tmp_path / "clean")
    assert not any(word in data for data in files.values() for word in (b"__reload", b"edition-problems"))
