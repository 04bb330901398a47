"""`search: {fold_variants: true}`: 濟寧 finds 济宁 and the other way round, and both stay as printed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from edition.assemble import assemble
from edition.content import read_content
from edition.problems import EditionError
from edition.records import records_of
from edition.search import Record, plan_shards
from edition.shards import catalogue_files
from edition.tokens import tokens
from edition.variants import simplified
from edition.words import words_in
from tests import toy
from tests.conftest import ROOT
from tests.search_site import Server, serve

WORDS = words_in("zh-Hans")
ON = "title: 试报\nsearch: {fold_variants: true}\n"
OFF = "title: 试报\n"
SIMPLIFIED, TRADITIONAL = "/2021/12/12/01-01.html", "/2021/12/12/01-02.html"
ARTICLES = {
    "01-01": toy.article("济宁市的里程", "昨天在济宁车站，人们说起往事。"),
    "01-02": toy.article("濟寧縣的公里", "昨日在濟寧\uf902站，甲ＡＢ𠮷人說起往事。"),
    "01-03": toy.article("别处", "这里没有那两个字。", persons=["周樹人"]),
}
SETTLED = f"""() => {{
  const said = document.querySelector("form#search [role=status]").textContent;
  return said && !said.includes({json.dumps(WORDS.search_working.split("…")[0])});
}}"""


def spelt(listed: list[str]) -> list[str]:
    """Tokens without the signs that say what is printed."""
    return [re.sub(r"[!#$%&()*+,:;=@~|?^]", "", token) for token in listed]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, ...]:
    return records_of(assemble(read_content(toy.newspaper(tmp_path_factory.mktemp("toy"), ARTICLES))))


# -- the table -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [*zip("濟寧後裏裡臺說縣", "济宁后里里台说县", strict=True), ("\uf902", "车"), ("⾞", "车"), ("㊬", "监")],
)
def test_a_traditional_character_has_a_simplified_one(traditional: str, simple: str) -> None:
    assert simplified()[traditional] == simple


@pytest.mark.parametrize(
    "letter",
    [
        *("衞衛卫", "著着", "寧甯寗宁", "靑青", "淸清", "鄕鄉乡", "戲戯戏"),
        *("鐡鐵铁", "鄰隣\uf9f1邻", "鬥鬪鬦斗", "値值", "囘回", "鎗槍枪", "粧妝妆"),
        *("鑛礦矿", "塲場场", "廻囬回", "砲炮", "疎疏", "菓果", "讐仇", "欵款"),
    ],
)
def test_forms_of_a_region_or_of_old_print_are_one_letter(letter: str) -> None:
    assert {simplified().get(form, form) for form in letter} == {letter[-1]}
    # What is another letter in Japan only.
    assert not {"芸", "予", "缶", "欠"} & set(simplified())


def test_the_table_has_single_characters_that_differ_and_leads_to_an_end() -> None:
    table = simplified()
    assert len(table) > 3000
    assert all(len(char) == len(to) == 1 for char, to in table.items())
    assert not set(table) & set(table.values())
    assert not [char for char, to in table.items() if unicodedata.normalize("NFKC", char) == to]
    assert table["薴"] == table["苧"] == "苎"


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        simplified()["甲"] = "乙"  # type: ignore[index]


# -- tokens and shards ---------------------------------------------------------------------------


def test_both_spellings_have_the_same_tokens_but_for_what_was_printed() -> None:
    traditional, simple = tokens(["濟寧縣，Ａ說"], simplified()), tokens(["济宁县，a说"], simplified())
    assert spelt(traditional) == spelt(simple) == simple
    assert traditional != simple


def test_without_variants_every_character_is_itself() -> None:
    assert tokens(["濟寧"]) == tokens(["濟寧"], {}) == ["濟寧", "寧", "␞"]


def test_a_shard_has_another_name_with_the_table_and_with_another_table(records: tuple[Record, ...]) -> None:
    tables = ({}, simplified(), {"濟": "济"}, {"濟": "齐"})
    assert len({plan_shards(records, table)[0].name for table in tables}) == len(tables)
    assert plan_shards(records) == plan_shards(records, {})


def test_the_browser_is_given_the_same_table(records: tuple[Record, ...]) -> None:
    files = dict(catalogue_files(plan_shards(records, simplified()), simplified()))
    assert json.loads(files["search/catalogue.json"])["variants"] == "variants.json"
    traditional, simple = json.loads(files["search/variants.json"])
    assert dict(zip(traditional, simple, strict=True)) == simplified()


def test_without_variants_the_catalogue_says_nothing_of_them(records: tuple[Record, ...]) -> None:
    ((path, data),) = catalogue_files(plan_shards(records))
    assert path == "search/catalogue.json"
    assert "variants" not in json.loads(data)


# -- edition.yaml --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "is_on"),
    [
        ("", False),
        ("search:\n", False),
        ("search: {}\n", False),
        ("search: {fold_variants: false}\n", False),
        ("search: {fold_variants: no}\n", False),
        ("检索: {繁简互通: 否}\n", False),
        ("search: {fold_variants: true}\n", True),
        ("search:\n  fold_variants: yes\n", True),
        ("检索: {繁简互通: 是}\n", True),
    ],
)
def test_the_switch_is_off_until_it_is_turned_on(tmp_path: Path, search: str, is_on: bool) -> None:
    content = toy.newspaper(tmp_path / "content", edition=f"title: 试报\n{search}")
    assert toy.config(content, tmp_path / "site").fold_variants is is_on


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("search: true", '"search" must be `key: value` lines'),
        (
            "search: {fold_variants: maybe}",
            '"fold_variants" must be one of true (是), false (否), yes, no, not "maybe"',
        ),
        ("search: {fold_variant: true}", 'unknown key "fold_variant" in "search"; did you mean "fold_variants"?'),
    ],
)
def test_a_slip_in_the_switch_is_told(tmp_path: Path, search: str, told: str) -> None:
    content = toy.newspaper(tmp_path / "content", edition=f"title: 试报\n{search}\n")
    with pytest.raises(EditionError) as caught:
        toy.config(content, tmp_path / "site")
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [(2, told)]


@pytest.fixture
def without_opencc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "opencc", None)
    simplified.cache_clear()
    yield
    simplified.cache_clear()


@pytest.mark.usefixtures("without_opencc")
def test_who_turns_it_on_without_the_library_is_told_what_to_install(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", ARTICLES, edition=ON)
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site")
    assert code == 1
    assert 'edition.yaml:2: "fold_variants" needs OpenCC: make site installs it, or pip install -r' in err


@pytest.mark.parametrize(
    ("edition", "is_installed"),
    [
        (ON, True),
        ("title: 报\n检索:\n  繁简互通: 是\n", True),
        ("title: 报\nsearch: {fold_variants: 'yes'}\n", True),
        ("title: 报\nsearch:\n  \"fold_variants\" : \"true\"\n", True),
        (OFF, False),
        ("title: 报\n# search: {fold_variants: true}\n", False),
    ],
)
def test_make_installs_the_library_only_for_an_edition_that_asks_for_it(
    tmp_path: Path, edition: str, is_installed: bool
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/edition.yaml").write_text(edition, encoding="utf-8")
    for name in ("Makefile", "requirements.txt", "requirements-variants.txt"):
        shutil.copy(ROOT / name, tmp_path)
    said = subprocess.run(["make", "-n", "site"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert ("--require-hashes -r requirements-variants.txt" in said) == is_installed
    assert "build.py build" in said


@pytest.mark.usefixtures("without_opencc")
@pytest.mark.parametrize(("edition", "options"), [(OFF, ()), (ON, ("--no-search",))])
def test_who_does_not_need_the_library_needs_not_install_it(
    tmp_path: Path, edition: str, options: tuple[str, ...]
) -> None:
    content = toy.newspaper(tmp_path / "content", ARTICLES, edition=edition)
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site", *options)
    assert (code, err) == (0, "")


# -- what a reader does and sees -----------------------------------------------------------------


@pytest.fixture(scope="module", params=["", "/repo/x"], ids=["at the root", "in a folder"])
def folding(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("on")
    people = "- {name: 周樹人, aliases: [魯迅]}\n"
    content = toy.newspaper(folder / "content", ARTICLES, edition=ON, people=people)
    toy.build(content, folder / "site", search=True)
    with serve(folder / "site", request.param) as server:
        yield server


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("off")
    toy.build(toy.newspaper(folder / "content", ARTICLES, edition=OFF), folder / "site", search=True)
    assert not (folder / "site/search/variants.json").exists()
    with serve(folder / "site") as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def search(page: Page, server: Server, typed: str) -> dict[str, tuple[str, list[str]]]:
    """For every result, by its address, the whole text shown and what of it is marked."""
    page.goto(f"{server.address}search.html?q={typed}")
    page.wait_for_function(SETTLED)
    return {
        "/" + result.locator("h2 a").evaluate("link => link.pathname").removeprefix("/repo/x").lstrip("/"): (
            result.inner_text(),
            result.locator("mark").all_inner_texts(),
        )
        for result in page.locator("ol.results > li").all()
    }


def opened(page: Page, place: str) -> str:
    """Follow the result at this address, until its hits are marked; gives the marked text."""
    page.locator(f'ol.results h2 a[href*="{place}"]').click()
    page.wait_for_selector(".hits")
    return "".join(page.locator(".prose mark").all_inner_texts())


@pytest.mark.parametrize("typed", ["濟寧", "济宁", "濟宁", "“在济宁車站，”"])
def test_either_spelling_finds_both_and_each_is_shown_as_printed(page: Page, folding: Server, typed: str) -> None:
    found = search(page, folding, typed)
    assert set(found) == {SIMPLIFIED, TRADITIONAL}
    simple, traditional = found[SIMPLIFIED], found[TRADITIONAL]
    assert "昨天在济宁车站，人们说起往事。" in simple[0]
    assert "昨日在濟寧\uf902站，甲ＡＢ𠮷人說起往事。" in traditional[0]
    whole = "在{}站，" if len(typed) > 2 else ""
    assert simple[1][-1] == (whole.format("济宁车") or "济宁")
    assert traditional[1][-1] == (whole.format("濟寧\uf902") or "濟寧")
    if not whole:
        assert (simple[1], traditional[1]) == (["济宁", "济宁"], ["濟寧", "濟寧"])


def test_what_is_nowhere_is_told_as_it_was_typed(page: Page, folding: Server) -> None:
    assert search(page, folding, "濟寧 小時ＡＢＣ 說") == {}
    told = page.inner_text("form [role=status]")
    assert "“小時ＡＢＣ”" in told and "“說”" in told


@pytest.mark.parametrize("typed", ["鲁迅", "魯迅", "周树人", "周樹人", "树人"])
def test_a_person_is_found_by_either_spelling_of_the_name(page: Page, folding: Server, typed: str) -> None:
    page.goto(f"{folding.address}people/")
    page.locator(".finder input").fill(typed)
    expect(page.locator(".finder .names a")).to_have_text(["周樹人"])
    page.goto(f"{folding.address}search.html?q=别处")
    page.wait_for_function(SETTLED)
    page.click("details.people summary")
    page.fill("details.people input", typed)
    expect(page.locator("select[name=persons] option", has_text="周樹人")).to_have_count(1)
    if typed != "树人":  # a part of a name leads nowhere
        page.goto(f"{folding.address}search.html?q={typed}")
        expect(page.locator(".who a")).to_have_text(["周樹人"])


@pytest.mark.parametrize(("typed", "place", "marked"), [("濟寧", "01-01", "济宁"), ("济宁", "01-02", "濟寧")])
def test_the_article_has_the_other_spelling_marked_and_keeps_its_text(
    page: Page, folding: Server, typed: str, place: str, marked: str
) -> None:
    search(page, folding, typed)
    assert opened(page, place) == marked
    assert marked in page.locator(".prose").inner_text()
    page.locator(".hits button").last.click()
    assert "?" not in page.url
    assert page.locator("mark").count() == 0


def test_an_article_is_marked_as_well_as_can_be_when_the_table_is_missing(page: Page, folding: Server) -> None:
    search(page, folding, "济宁")
    page.route("**/variants.json", lambda route: route.fulfill(status=404, body="missing"))
    assert opened(page, "01-01") == "济宁"


def test_a_search_that_cannot_read_the_table_says_so_and_does_not_find_less(page: Page, folding: Server) -> None:
    folding.faults["variants.json"] = "missing"
    try:
        assert search(page, folding, "济宁") == {}
        assert page.locator("form#search [role=status]").inner_text() == WORDS.search_failed
    finally:
        folding.faults.clear()


@pytest.mark.parametrize(("typed", "only", "marked"), [("濟寧", TRADITIONAL, "濟寧"), ("济宁", SIMPLIFIED, "济宁")])
def test_with_the_switch_off_each_spelling_finds_itself_and_nothing_more_is_loaded(
    page: Page, exact: Server, typed: str, only: str, marked: str
) -> None:
    exact.requests.clear()
    assert set(search(page, exact, typed)) == {only}
    assert opened(page, only) == marked
    assert "v=" not in page.url
    assert not [path for path, _ in exact.requests if "variants" in path]
