"""Hostile content does no harm: nothing in it runs, fetches, or becomes markup, on any page.

The attacks stand in fixtures/attacks.txt. A real browser looks at the pages with the policy in
their head and without it; and at pages whose escaping was undone, to prove that it would see."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from playwright.sync_api import Browser, expect

from edition import markdown
from edition.content import read_content
from tests import attacks, toy
from tests.attacks import ATTACKS, FIELDS, LINES, REFUSED, each_of, groups, joined, look, opened, pages_of, served
from tests.pages import parsed

HARMLESS = (
    "甲§",
    '**粗** _斜_ ~~删~~ [链](https://example.org/ "题")',
    "### 三",
    "###### 六",
    "3. 丙",
    "* * *",
    "> 引",
    "```text",
)
"""All that Markdown may become; it makes the pages whose markup is ours."""

SURE = (
    '"><img src=x onerror=ran(§)>',
    "<script>ran(§)</script>",
    "<b onmouseover=ran(§)>x</b>",
    "<b tabindex=0 onfocus=ran(§)>x</b>",
    "<img src=http://evil.example/§>",
    "javascript:ran(§)",
)
"""Attacks that no browser withstands."""
NEVER_MARKUP = {"reading of a person", "address of a person"}
"""A reading keeps its letters only, an address has no character of markup."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sites: `site`, and under `editions` one for each edition.yaml."""
    folder = tmp_path_factory.mktemp("hostile")
    toy.build(attacks.newspaper(folder / "content", ATTACKS), folder / "site", search=True)
    one = toy.newspaper(folder / "one", {"01-01": toy.article()})
    for place, some in enumerate(groups(ATTACKS)):
        toy.newspaper(one, edition=attacks.edition(some))
        toy.build(one, folder / f"editions/{place}")
    return folder


@pytest.fixture(scope="module")
def known(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The markup of the same pages without an attack."""
    folder = tmp_path_factory.mktemp("harmless")
    toy.build(attacks.newspaper(folder / "content", HARMLESS), folder / "site", search=True)
    seen = look(browser, folder / "site", pages_of(folder / "site"), "with")
    assert seen.harm == []
    return seen.markup


def paths(hostile: Path) -> list[str]:
    """Every page, but of the other editions those alone that show all that edition.yaml says."""
    front = {"about.html", "2021/12/12/01-01.html"}
    editions = (path for path in pages_of(hostile / "editions") if path.split("/", 1)[1] in front)
    # An old address only leads to its article: a few are enough to look at.
    old = [path for path in pages_of(hostile / "site") if path.startswith("old/")]
    site = [path for path in pages_of(hostile / "site") if path not in old[3:]]
    return [*(f"site/{path}" for path in site), *(f"editions/{path}" for path in editions)]


def test_there_are_attacks_of_every_kind() -> None:
    assert len(ATTACKS) + len(LINES) + len(REFUSED) >= 300
    assert len(set(ATTACKS)) == len(ATTACKS)


def test_no_attack_does_anything_even_without_the_policy(hostile: Path, known: list[str], browser: Browser) -> None:
    assert look(browser, hostile, paths(hostile), "without", known).harm == []


def test_the_policy_has_nothing_to_stop(hostile: Path, known: list[str], browser: Browser) -> None:
    # An article holds nearly every field; of all other kinds of page one is enough here.
    of_a_kind = {re.sub("[0-9]+", "", path.rsplit("/", 1)[0]): path for path in paths(hostile)}
    articles = [path for path in paths(hostile) if path.startswith("site/2") and path.endswith("/01-01.html")]
    assert look(browser, hostile, sorted({*of_a_kind.values(), *articles}), "with", known).harm == []


def test_no_book_holds_a_script_or_a_dangerous_link(hostile: Path) -> None:
    books = sorted((hostile / "site").rglob("*.epub"))
    assert len(books) > 10
    for path in books:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if not name.endswith((".xhtml", ".svg", ".opf", ".ncx")):
                    continue
                for element in etree.fromstring(book.read(name)).iter():
                    kind = etree.QName(element).localname
                    assert kind not in {"script", "iframe", "object", "embed", "form", "foreignObject", "base"}, name
                    for key, value in element.attrib.items():
                        assert not key.startswith("on") and key != "style", (name, key)
                        if key.endswith(("href", "src")):
                            assert re.match(r"https?://|mailto:|#|[\w./-]+(?:#[\w-]*)?$", value), (name, value)


# -- what is shown -------------------------------------------------------------------------------


def words(text: str) -> str:
    return "".join(text.split())


ON_AN_ARTICLE = tuple(place for place in FIELDS[: FIELDS.index("body")] if place != "dateline")
"""Fields that an article shows as they are; a dateline is only marked where the text begins with it."""


def test_an_attack_reads_as_it_was_typed(hostile: Path) -> None:
    for number, some in enumerate(groups(ATTACKS)):
        path = hostile / f"site/{2001 + number // 12}/{number % 12 + 1:02}/12/01-01.html"
        page = parsed(path.read_text(encoding="utf-8"))
        shown = words(page.text) + "".join(words(image.attributes["alt"]) for image in page.all("img"))
        for place in ON_AN_ARTICLE:
            if place != "section" or number % 2 == 0:
                for attack in each_of(some, place):
                    assert words(attack) in shown, (path, place)
        assert words(page.one("h1").text) == words(joined(some, "headline"))


def test_the_data_of_scripts_hold_an_attack_as_a_text(hostile: Path) -> None:
    names = {row[0] for row in json.loads((hostile / "site/people/names.json").read_bytes())}
    catalogue = json.loads((hostile / "site/search/catalogue.json").read_bytes())
    genres = {name for name, _ in catalogue["genres"]}
    for some in groups(ATTACKS):
        assert joined(some, "person name").strip() in names
        assert joined(some, "genre").strip() in genres


def test_what_scripts_show_of_an_attack_is_a_text(hostile: Path, browser: Browser) -> None:
    with served(hostile) as host, opened(browser, host) as (page, seen):
        site = f"{host}without/site/"
        page.goto(site + "search.html?q=onerror")
        expect(page.locator("ol.results")).to_contain_text("<img src=x onerror=ran(", timeout=30_000)
        expect(page.locator("select[name=genre]")).to_contain_text("%d %s %d %s %(x)s")
        page.locator("ol.results a").first.click()
        expect(page.locator("mark").first).to_be_visible()
        page.goto(site + "people/")
        page.locator(".finder input").fill("onerror")
        expect(page.locator(".finder .names")).to_contain_text("<img src=x onerror=ran(")
        # An address comes from anybody.
        for attack in SURE:
            asked = quote(attack.replace("§", "1"))
            page.goto(f"{site}search.html?q={asked}&section={asked}&person={asked}&sort={asked}")
            expect(page.locator("form#search [role=status]")).not_to_have_text(re.compile("^$|正在"), timeout=30_000)
            page.goto(f"{site}2001/01/12/01-01.html?hl={asked}")
    assert seen.harm == []


# -- whether the laboratory sees -----------------------------------------------------------------


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sites of a careless program: any link is good, and no text is escaped."""
    folder = tmp_path_factory.mktemp("careless")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown.parsing, "safe_link", lambda address: True)
        markdown.parsing.parser.cache_clear()
        toy.build(attacks.newspaper(folder / "content", SURE), folder / "site")
        one = toy.newspaper(folder / "one", {"01-01": toy.article()})
        toy.newspaper(one, edition=attacks.edition(dict(enumerate(SURE))))
        toy.build(one, folder / "editions/0")
    markdown.parsing.parser.cache_clear()
    for path in folder.rglob("*.html"):
        # <wbr> between words would spoil an attack.
        path.write_text(unescape(path.read_text(encoding="utf-8")).replace("<wbr>", ""), encoding="utf-8")
    yield folder


def test_of_careless_pages_every_field_is_seen_to_run(careless: Path, known: list[str], browser: Browser) -> None:
    seen = look(browser, careless, paths(careless), "without", known, patience=50)
    assert set(FIELDS) - seen.fields == NEVER_MARKUP
    for number in range(len(SURE) - 2):
        assert any(isinstance(ran, int) and ran // 100 == number for ran in seen.ran), SURE[number]
    assert any("//evil.example/" in address for address in seen.fetched)
    assert any("a link to javascript:" in each for each in seen.odd)
    assert any("onmouseover" in each for each in seen.odd)


def test_the_policy_stops_what_careless_pages_would_run(careless: Path, browser: Browser) -> None:
    seen = look(browser, careless, paths(careless), "with", patience=50)
    assert (seen.ran, seen.fetched) == ([], [])
    assert seen.blocked


# -- what is refused -----------------------------------------------------------------------------

ONE_LINE = (
    "headline", "kicker", "deck", "column", "section", "genre", "dateline", "places", "keywords", "rights", "byline",
    "persons", "images", "source", "corrections",
)  # fmt: skip


@pytest.mark.parametrize("attack", REFUSED, ids=ascii)
def test_a_control_character_is_refused_in_every_field(tmp_path: Path, attack: str) -> None:
    inner = {"byline": "role", "persons": "office", "images": "alt", "source": "note", "corrections": "note"}
    values = {key: {inner[key]: attack} if key in inner else attack for key in ONE_LINE}
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article(attack, "正文。", **{
        key: value for key, value in values.items() if key != "headline"})})  # fmt: skip
    told = {problem.line for problem in read_content(content).problems}
    assert set(range(2, 2 + len(ONE_LINE))) <= told
