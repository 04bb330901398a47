"""The search index that follows the pages: never wrong, never late for good, never in the way."""

from __future__ import annotations

import errno
import io
import json
import pickle
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from edition import indexing, pipeline
from edition.apart import with_edits_apart
from edition.assemble import assemble
from edition.config import Config
from edition.content import as_read, read_content
from edition.indexing import Indexer
from edition.records import records_of
from edition.search import SMALL, Record, plan_shards, shard_of
from edition.server import Server
from edition.shards import amended_files, catalogue_files, shard_files
from edition.tokens import AS_PRINTED
from tests.toy import article, build, config, files_of, newspaper

PATIENCE = 30.0
OLD, NEW = "城南旧事重提", "江北新区落成"


class Desk:
    """A newspaper that is edited, and built as watch mode builds it."""

    def __init__(self, root: Path) -> None:
        self.content = newspaper(
            root / "content",
            {f"01-{number:02}": article(f"第{number}条", f"{OLD}。" + "闻" * 300) for number in range(1, 9)},
        )
        self.site = root / "site"
        self.clean = root / "clean"
        self.told: Queue[None] = Queue()
        self.indexer = Indexer(self.site, lambda: self.told.put(None))

    @property
    def config(self) -> Config:
        return config(self.content, self.site, search=True)

    def edit(self, number: int, text: str) -> None:
        newspaper(self.content, {f"01-{number:02}": article(f"第{number}条", f"{text}。" + "闻" * 300)})

    def pages(self) -> tuple[str, ...]:
        """Build the pages; gives what was written."""
        return pipeline.build(self.config, search=self.indexer.later).published.written

    def index(self) -> tuple[str, ...]:
        """Wait for an index and publish it; gives what was written."""
        self.told.get(timeout=PATIENCE)
        published = pipeline.publish_index(self.config, self.indexer.now())
        self.indexer.published()
        return published.written

    def catalogue(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.site / "search/catalogue.json").read_bytes())
        return loaded

    def is_as_built_from_nothing(self) -> bool:
        build(self.content, self.clean, search=True)
        return files_of(self.site) == files_of(self.clean)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    with desk.indexer:
        yield desk


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Every shard is too big to be made at once, none can be amended, and big ones aren't made until this is set."""
    gate = threading.Event()
    make = Indexer._make_elsewhere

    def wait_and_make(self: Indexer, *arguments: Any) -> bool:
        while not gate.wait(0.01):
            if self._is_stale(arguments[1]):
                return False
        return make(self, *arguments)

    monkeypatch.setattr(indexing, "SMALL", 1000)
    monkeypatch.setattr(indexing, "AT_ONCE", 1000)
    monkeypatch.setattr(indexing, "PAUSE", 0.0)
    monkeypatch.setattr(Indexer, "_make_elsewhere", wait_and_make)
    monkeypatch.setattr(Indexer, "_amend", lambda *_: False)
    return gate


# ── after the pages ──────────────────────────────────────────────────────────────────


def test_pages_come_first_and_leave_the_published_index_alone(desk: Desk) -> None:
    build(desk.content, desk.site, search=True)
    before = {path: data for path, data in files_of(desk.site).items() if path.startswith("search/")}
    desk.edit(3, NEW)
    assert "2021/12/12/01-03.html" in desk.pages()
    assert {path: data for path, data in files_of(desk.site).items() if path.startswith("search/")} == before
    assert desk.indexer.behind


def test_then_comes_the_index_that_a_build_from_nothing_gives(desk: Desk) -> None:
    desk.pages()
    assert all(path.startswith("search/") for path in desk.index())
    assert desk.is_as_built_from_nothing()
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    assert not desk.indexer.behind
    assert desk.is_as_built_from_nothing()


def test_when_no_article_changed_there_is_no_second_pass(desk: Desk) -> None:
    desk.pages()
    desk.index()
    desk.pages()
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    assert desk.told.empty(), "one index more than there were edits"


def test_an_index_that_could_not_be_published_comes_again(desk: Desk) -> None:
    desk.pages()
    desk.told.get(timeout=PATIENCE)
    assert desk.indexer.now() is not None  # and somebody else holds the lock
    assert desk.indexer.behind
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing() and not desk.indexer.behind


def test_an_index_that_was_damaged_before_is_mended_without_an_edit(desk: Desk) -> None:
    build(desk.content, desk.site, search=True)
    (desk.site / "search/catalogue.json").unlink()
    (shard,) = [path.parent for path in desk.site.glob("search/*/start")]
    (shard / "people.json").write_text("{}", encoding="utf-8")
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing()


def test_a_damaged_shard_is_mended(desk: Desk) -> None:
    desk.pages()
    desk.index()
    (shard,) = desk.catalogue()["shards"]
    (desk.site / "search" / shard["name"] / "start").write_bytes(b"")
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    desk.edit(3, OLD)
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing()


# ── the edits apart ──────────────────────────────────────────────────────────────────


def test_an_edit_in_a_big_shard_is_published_before_the_shard_is_made_again(
    desk: Desk, gate: threading.Event
) -> None:
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    whole = desk.catalogue()
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    apart = desk.catalogue()
    assert [shard["articles"] for shard in apart["shards"]] == [1, 7]
    assert apart["shards"][1]["name"] == whole["shards"][0]["name"]
    assert not desk.indexer.behind
    gate.set()
    desk.index()
    assert desk.is_as_built_from_nothing()


def test_an_edit_while_a_big_shard_is_made_is_not_lost(desk: Desk, gate: threading.Event) -> None:
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    for number in (3, 4, 5):
        desk.edit(number, NEW)
        desk.pages()
        desk.index()
    assert [shard["articles"] for shard in desk.catalogue()["shards"]] == [3, 5]
    gate.set()
    desk.index()
    assert desk.is_as_built_from_nothing()


def test_an_edit_taken_back_leaves_nothing_apart(desk: Desk, gate: threading.Event) -> None:
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    desk.edit(3, OLD)
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing()


def test_a_reader_finds_the_edit_and_not_what_was_there_before(
    desk: Desk, gate: threading.Event, browser: Browser
) -> None:
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    desk.edit(3, NEW)
    (desk.content / "issues/2021/12-12/01-08.md").unlink()
    desk.pages()
    desk.index()
    with Server(desk.site, "/", 0, io.StringIO()) as server:
        page = browser.new_page()
        headlines = page.locator("ol.results h2")
        page.goto(f"{server.url}search.html?q={NEW}")
        expect(headlines).to_have_text(["第3条"])
        page.goto(f"{server.url}search.html?q={OLD}")
        expect(headlines).to_have_text([f"第{number}条" for number in (1, 2, 4, 5, 6, 7)])
        page.goto(f"{server.url}search.html?q=闻闻闻&sort=newest")
        expect(headlines).to_have_count(7)
        page.close()


def test_while_an_old_edit_stands_apart_a_reader_can_still_ask_for_every_day(
    desk: Desk, gate: threading.Event, browser: Browser
) -> None:
    old = {f"2001/12-12/01-{number:02}": article(f"旧{number}", "闻" * 300) for number in range(1, 9)}
    newspaper(desk.content, old)
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    newspaper(desk.content, {"2001/12-12/01-03": article("旧3", f"{NEW}。" + "闻" * 300)})
    desk.pages()
    desk.index()
    with Server(desk.site, "/", 0, io.StringIO()) as server:
        page = browser.new_page()
        page.goto(f"{server.url}search.html?q=闻闻闻")
        last = page.locator("input[name=to]")
        expect(last).to_have_attribute("min", "2001-12-12")
        expect(last).to_have_attribute("max", "2021-12-12")
        page.close()


RECORDS = st.lists(
    st.builds(
        lambda day, position, text: Record(
            f"/1998/01/{day:02}/01-{position:02}.html", f"1998-01-{day:02}", 1, position, text,
            (), (text * 20,), "要闻", "", "", (), (),
        ),
        st.integers(1, 9), st.integers(1, 9), st.sampled_from("甲乙丙"),
    ),
    unique_by=lambda record: record.url,
    max_size=20,
)


@given(RECORDS, RECORDS)
def test_with_the_edits_apart_the_index_holds_the_same_articles(before: list[Record], after: list[Record]) -> None:
    whole, plan = plan_shards(before), plan_shards(after)
    apart = with_edits_apart(whole, plan, AS_PRINTED)
    assert apart is not None
    live = [
        record for shard in apart.shards
        for place, record in enumerate(shard.records) if place not in apart.replaced.get(shard.name, ())
    ]
    assert Counter(live) == Counter(after)
    told, plain = (
        json.loads(dict(catalogue_files(*arguments))["search/catalogue.json"])
        for arguments in ((apart.shards, AS_PRINTED, apart.replaced), (plan,))
    )
    for fact in ("articles", "years", "folios", "sections"):
        assert told[fact] == plain[fact]


def test_too_many_edits_are_not_set_apart() -> None:
    many = [
        Record(f"/1998/01/01/01-{n:02}.html", "1998-01-01", 1, n, "题", (), ("文" * SMALL,), "", "", "", (), ())
        for n in (1, 2)
    ]
    assert with_edits_apart((), plan_shards(many), AS_PRINTED) is None


def test_an_edit_of_a_big_shard_amends_it_when_nobody_edits_any_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "SMALL", 1000)
    monkeypatch.setattr(indexing, "AT_ONCE", 1000)
    build(desk.content, desk.site, search=True)
    desk.pages()
    desk.index()
    monkeypatch.setattr(Indexer, "_make_elsewhere", None)
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    assert [shard["articles"] for shard in desk.catalogue()["shards"]] == [1, 7]
    desk.index()
    assert desk.is_as_built_from_nothing()


def test_a_shard_is_never_taken_for_another_one_that_is_being_made(desk: Desk) -> None:
    first, second = (
        shard_of([Record(url, "1998-01-01", 1, 1, "题", (), ("文明",), "", "", "", (), ())])
        for url in ("/1.html", "/2.html")
    )
    asked = desk.indexer._asked = indexing.Asked(assemble(read_content(desk.content)), as_read, AS_PRINTED)
    desk.indexer._job = indexing.Job(first, subprocess.Popen(["sleep", "60"], start_new_session=True))
    assert desk.indexer._make_elsewhere(second, asked)
    assert dict(desk.indexer._files(second, AS_PRINTED)).keys() == dict(shard_files(second)).keys()


def test_another_process_finds_what_is_published_beside_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = Desk(Path())
    build(desk.content, desk.site, search=True)
    desk.edit(3, NEW)
    (shard,) = plan_shards(records_of(assemble(read_content(desk.content))))
    tasks: list[Path] = []
    with desk.indexer as indexer, monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", lambda command, cwd, **_: tasks.append(Path(command[-1])))
        indexer._start(shard, AS_PRINTED)
        _, _, published, _ = pickle.loads(tasks[0].read_bytes())
    monkeypatch.chdir("/")
    assert dict(amended_files(shard, AS_PRINTED, published)) == dict(shard_files(shard))


# ── the end ──────────────────────────────────────────────────────────────────────────


def test_at_the_end_no_process_and_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "SMALL", 1)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    started = threading.Event()
    processes: list[Any] = []
    start = Indexer._start

    def note(self: Indexer, *arguments: Any) -> Any:
        processes.append(start(self, *arguments))
        started.set()
        return processes[-1]

    monkeypatch.setattr(Indexer, "_start", note)
    desk = Desk(tmp_path)
    with desk.indexer:
        desk.pages()
        assert started.wait(PATIENCE)
    assert [process.poll() is None for process in processes] == [False]
    assert list(tmp_path.glob("edition-index-*")) == []
    assert desk.indexer.behind


def test_a_failure_comes_to_where_the_index_is_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Pagefind has gone")

    monkeypatch.setattr(indexing, "plan_shards", fail)
    desk.pages()
    with pytest.raises(RuntimeError, match="Pagefind has gone"):
        desk.index()


def test_an_index_comes_though_the_system_has_cleared_its_folder_of_temporary_files(desk: Desk) -> None:
    desk.pages()
    desk.index()
    shutil.rmtree(desk.indexer._room)
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing() and not desk.indexer.behind


def test_what_the_system_refuses_is_told_and_the_next_edit_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(indexing, "_write", refuse)
        desk.pages()
        with pytest.raises(OSError, match="No space left"):
            desk.index()
    desk.edit(3, NEW)
    desk.pages()
    desk.index()
    assert desk.is_as_built_from_nothing() and not desk.indexer.behind
