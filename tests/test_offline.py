"""The whole edition as one ZIP: complete, searchable wherever it is served, and packed once."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from edition import offline, pipeline, state
from edition.bundle import Held
from edition.fingerprint import mark
from tests import toy
from tests.conftest import Built
from tests.pages import page_at

EDITION = "title: 试报数字版\nnewspaper: 试报\noffline: true\n"
FOLDER = "shibaoshuziban"


def content(folder: Path, text: str = "正文。", edition: str = EDITION) -> Path:
    articles = {"01-01": toy.article("头条", text, persons=["张继"]), "01-02": toy.article("次条")}
    return toy.newspaper(folder / "content", articles, edition=edition)


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: packed.read(name) for name in packed.namelist()}


def assert_holds_the_site(site: Path, folder: str = FOLDER) -> None:
    packed = members(site / "offline.zip")
    told = packed.pop(f"{folder}/README.txt").decode()
    assert "python3 -m http.server" in told
    of_site = {f"{folder}/{path}": data for path, data in toy.files_of(site).items() if path != "offline.zip"}
    assert packed == of_site


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """As the README in the ZIP says; gives the address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            found = re.search(r"port (\d+)", server.stdout.readline())
            assert found
            yield f"http://127.0.0.1:{found[1]}/"
        finally:
            server.terminate()


def test_unpacked_and_served_anywhere_a_search_finds_and_its_results_open(
    seed: Built, tmp_path: Path, browser: Browser
) -> None:
    # Made for a path of its own, as on GitHub Pages.
    assert "/repo/x/" in seed.page("404.html")
    with zipfile.ZipFile(seed.site / "offline.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    (inside,) = (tmp_path / "unpacked").iterdir()
    for root, path in ((inside, ""), (tmp_path / "unpacked", f"{inside.name}/")):
        with served(root) as address:
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(f"{address}{path}")
            page.locator(".foot input[name=q]").fill("林红玉")
            page.locator(".foot button").click()
            page.locator("#results a, main ol a").first.click()
            assert "林红玉" in page.locator("article").inner_text()
            assert page.url.startswith(f"{address}{path}2021/12/12/01-")
            assert all(url.startswith(address) for url in asked), "nothing of it needs a network"
            page.close()


def test_it_holds_every_file_of_the_site_and_says_how_to_open_it(tmp_path: Path) -> None:
    toy.build(content(tmp_path, edition=EDITION + "data: true\nepub: true\n"), tmp_path / "site")
    assert_holds_the_site(tmp_path / "site")
    assert "试报数字版" in members(tmp_path / "site/offline.zip")[f"{FOLDER}/README.txt"].decode()


@pytest.mark.parametrize(("language", "word"), [("zh-Hans", "解开"), ("zh-Hant", "解開"), ("en", "Unpack")])
def test_how_to_open_it_is_said_in_the_language_of_the_edition(tmp_path: Path, language: str, word: str) -> None:
    toy.build(content(tmp_path, edition=f"{EDITION}language: {language}\n"), tmp_path / "site")
    (told,) = [data.decode() for name, data in members(tmp_path / "site/offline.zip").items() if "README" in name]
    assert word in told and "http://127.0.0.1:8000/" in told


def test_after_an_edit_it_is_the_same_as_from_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    written = toy.build(content(tmp_path, "新的正文。"), site).published.written
    assert written[-1] == "offline.zip"
    assert_holds_the_site(site)
    toy.build(tmp_path / "content", tmp_path / "other")
    assert (site / "offline.zip").read_bytes() == (tmp_path / "other/offline.zip").read_bytes()


def test_an_edit_packs_what_it_changes_and_no_change_packs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, packed = tmp_path / "site", list[bytes]()
    toy.build(content(tmp_path), site)
    deflated = offline._deflated
    monkeypatch.setattr(offline, "_deflated", lambda data: packed.append(data) or deflated(data))
    written = toy.build(content(tmp_path, "新的正文。"), site).published.written
    assert sorted(packed) == sorted(
        [(site / path).read_bytes() for path in written if path != "offline.zip"]
        + [members(site / "offline.zip")[f"{FOLDER}/README.txt"]]
    )
    packed.clear()
    assert toy.build(tmp_path / "content", site).published.written == () and packed == []


@pytest.mark.parametrize("harm", ["no zip", "damaged zip", "no memory of it", "memory of another"])
def test_what_is_lost_or_damaged_is_made_again(tmp_path: Path, harm: str) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    whole, memory = site / "offline.zip", site / state.STATE / offline.CONTENTS
    first = whole.read_bytes()
    if harm == "no zip":
        whole.unlink()
    elif harm == "damaged zip":
        whole.write_bytes(first[:100] + b"x" + first[101:])
    elif harm == "no memory of it":
        memory.unlink()
    else:
        toy.build(content(tmp_path / "b", "别的。"), tmp_path / "b/site")
        memory.write_bytes((tmp_path / "b/site" / state.STATE / offline.CONTENTS).read_bytes())
    toy.build(tmp_path / "content", site)
    assert whole.read_bytes() == first
    toy.build(content(tmp_path, "新的正文。"), site)
    assert_holds_the_site(site)


def test_a_build_that_fails_leaves_it_as_it_was(tmp_path: Path) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    before = toy.files_of(site)
    toy.newspaper(tmp_path / "content", edition=EDITION + "limits: {site: 10 KB}\n")
    code, _, err = toy.command("build", "--content", tmp_path / "content", "--site", site, "--no-search")
    assert code == 1 and "`offline: false`" in err and "offline " in err
    assert toy.files_of(site) == before


def test_a_server_that_follows_edits_leaves_it_and_the_next_build_mends_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    before = (site / "offline.zip").read_bytes()
    pipeline.build(toy.config(content(tmp_path, "新的正文。"), site, search=True), search=lambda *asked: None)
    assert (site / "offline.zip").read_bytes() == before
    toy.build(tmp_path / "content", site)
    assert_holds_the_site(site)


def test_the_page_of_downloads_leads_to_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    page = page_at(site, "/data/")
    assert page.one("h1").text == "下载"
    assert [link.attributes["href"] for link in page.one("main").all("a")] == ["../offline.zip"]
    assert not list((site / "data").glob("*.json")), "an edition that doesn't offer its data offers none"
    # The copy in the ZIP leads to the newest ZIP, where there is a network.
    toy.build(tmp_path / "content", site, base_url="https://example.org/paper/")
    told = members(site / "offline.zip")[f"{FOLDER}/data/index.html"].decode()
    assert 'href="https://example.org/paper/offline.zip"' in told


def test_an_edition_that_does_not_ask_for_it_has_none_and_taking_it_back_removes_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    toy.build(content(tmp_path), site)
    toy.build(content(tmp_path, edition="title: 试报数字版\n"), site)
    assert not (site / "offline.zip").exists() and not (site / "data").exists()


FILES = st.dictionaries(st.sampled_from(["a", "b/c", "b/d.png", "é", "z"]), st.binary(max_size=60), max_size=5)


@settings(max_examples=60)
@given(st.lists(FILES, min_size=1, max_size=4))
def test_packed_upon_the_last_one_it_is_the_same_as_packed_afresh(versions: list[dict[str, bytes]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / state.STATE).mkdir()
        last = b""
        for files in versions:
            held = []
            for number, (path, data) in enumerate(sorted(files.items())):
                (folder / str(number)).write_bytes(data)
                held.append(Held(path, mark(data), folder / str(number)))
            last = offline.pack(folder, "1", "x", "读我", held, last, folder / "old", folder / "new")
            (folder / "new").replace(folder / "old")
            offline.pack(folder / "none", "1", "x", "读我", held, b"", folder / "none", folder / "new")
            assert (folder / "new").read_bytes() == (folder / "old").read_bytes()
            expected = {f"x/{path}": data for path, data in files.items()}
            assert members(folder / "old") == {"x/README.txt": "读我".encode(), **expected}


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_FILES"])
def test_beyond_the_limits_of_a_plain_zip_it_can_be_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    # As if 4 GB were 300 bytes: what is beyond is then said by the means for much more.
    monkeypatch.setattr(offline, limit, 300 if limit == "MOST_BYTES" else 3)
    held = []
    for number in range(9):
        (tmp_path / str(number)).write_bytes(bytes(range(50 + number)))
        held.append(Held(f"{number}.png", b"", tmp_path / str(number)))
    offline.pack(tmp_path, "1", "x", "README", held, b"", tmp_path / "old", tmp_path / "new")
    data = (tmp_path / "new").read_bytes()
    assert b"PK\6\6" in data and b"PK\6\7" in data
    assert {name: len(data) for name, data in members(tmp_path / "new").items() if name != "x/README.txt"} == {
        f"x/{number}.png": 50 + number for number in range(9)
    }


def test_more_files_than_a_plain_zip_can_count(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    held = [Held(f"{number:05}", b"", tmp_path / "file") for number in range(65_600)]
    offline.pack(tmp_path, "1", "x", "README", held, b"", tmp_path / "old", tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "new") as packed:
        assert len(packed.namelist()) == 65_601 and packed.read("x/65599") == b"x"
