"""Searching in a real browser: what is found, in what order, filters, and what goes wrong."""

from __future__ import annotations

import json
import random
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from edition import pagefind, search
from edition.search import Record
from edition.tokens import fold, is_letter, tokens
from edition.words import words_in
from tests import toy
from tests.conftest import Built
from tests.search_site import POLICY, Server, archive_records, seed_records, serve, write_site
from tests.search_truth import ASK, Truth, queries

WORDS = words_in("zh-Hans")
BUSY = WORDS.search_working.split("…")[0]
SETTLED = f"""() => {{
  const said = document.querySelector("form#search [role=status]").textContent;
  return said && !said.includes("{BUSY}") && !said.includes("正在");
}}"""


@dataclass
class Site:
    """A site that is served, and what must be found in it."""

    server: Server
    records: list[Record]
    truth: Truth
    folder: Path

    def url(self, **asked: object) -> str:
        return f"{self.server.address}search.html?{urlencode(asked, quote_via=quote)}"


@pytest.fixture(scope="module")
def seed_site(gold: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The front page, whose index is cut into pieces so small that most words begin or end one."""
    records = seed_records(gold)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagefind, "PIECE", 400)
        patch.setattr(pagefind, "BITE", 900)
        folder = write_site(tmp_path_factory.mktemp("seed-search"), records)
    with serve(folder) as server:
        yield Site(server, records, Truth(records), folder)


@pytest.fixture(scope="module")
def archive(gold: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Six years in several shards, below a path of its own."""
    records = archive_records(gold, 240)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "SMALL", 800)
        patch.setattr(search, "BIG", 9000)
        folder = write_site(tmp_path_factory.mktemp("archive"), records)
    with serve(folder, "/repo/x") as server:
        yield Site(server, records, Truth(records), folder)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(60_000)  # on a busy machine
    yield context.new_page()
    context.close()


def settled(page: Page) -> str:
    """What the status line says when the search is over."""
    page.wait_for_function(SETTLED)
    return page.inner_text("form#search [role=status]")


def says(page: Page, sentence: str) -> None:
    """Wait until the status line says this."""
    page.wait_for_function("said => document.querySelector('[role=status]').textContent === said", arg=sentence)


def found(page: Page) -> list[str]:
    """URLs of the results that are shown, without prefix and without `?hl=`."""
    paths = page.eval_on_selector_all("ol.results h2 a", "links => links.map(link => link.pathname)")
    return [path.removeprefix("/repo/x") for path in paths]


def choices(select: Locator) -> dict[str, int]:
    """What a list offers, and how many articles it says each has."""
    offered = select.locator("option").evaluate_all("options => options.map(({value, text}) => [value, text])")
    return {value: int(text.split("（")[-1].rstrip("）")) for value, text in offered if value}


def offers(page: Page, name: str, counts: Counter[str]) -> None:
    """Wait until the list of this name offers exactly these choices, with these numbers."""
    page.wait_for_function(
        """([name, wanted]) => {
          const options = [...document.querySelector(`select[name=${name}]`).options].filter(({value}) => value);
          const told = new Map(options.map(({value, text}) => [value, Number(text.match(/（(\\d+)）$/)[1])]));
          return told.size === wanted.length && wanted.every(([value, count]) => told.get(value) === count);
        }""",
        arg=[name, list(counts.items())],
    )


def short_record(number: int, headline: str, text: str) -> Record:
    url = f"/2021/12/12/01-{number:02}.html"
    return Record(url, "2021-12-12", 1, number, headline, (), (text,), "要闻", "", "", (), ())


# -- everything that is there, and nothing else --------------------------------------------------


def test_every_kind_of_query_finds_exactly_what_reading_every_text_finds(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url())
    asked = list(queries(seed_site.records, 500))
    answers = page.evaluate(
        ASK,
        {
            "bundle": f"{seed_site.server.address}search/",
            "queries": [{"query": query.typed, "sort": ""} for query in asked],
            "count": 1000,
        },
    )
    assert [(query.kind, query.typed, urls) for query, (_, urls, _) in zip(asked, answers, strict=True)] == [
        (query.kind, query.typed, seed_site.truth.answer(query.needles, query.typed)) for query in asked
    ]
    assert len({query.kind for query, (total, *_) in zip(asked, answers, strict=True) if total}) > 14


def test_over_several_shards_the_same_articles_are_found_in_the_same_order(page: Page, archive: Site) -> None:
    page.goto(archive.url())
    asked = list(queries(archive.records, 200, seed=2))
    answers = page.evaluate(
        ASK,
        {
            "bundle": f"{archive.server.address}search/",
            "queries": [{"query": query.typed, "sort": ""} for query in asked],
            "count": 1000,
        },
    )
    assert [(query.typed, urls) for query, (_, urls, _) in zip(asked, answers, strict=True)] == [
        (query.typed, archive.truth.answer(query.needles, query.typed)) for query in asked
    ]


def test_a_word_at_the_edge_of_a_piece_of_the_index_is_found_by_the_first_search(page: Page, seed_site: Site) -> None:
    text = "".join(line for record in seed_site.records for line in record.paragraphs)
    words = random.Random(3).sample(sorted({word for word in re.findall(r"[一-鿿]{3}", text)}), 8)
    page.goto(seed_site.url())
    for word in words:  # each in a worker of its own, that has loaded nothing before
        asked = {"bundle": f"{seed_site.server.address}search/", "queries": [{"query": word, "sort": ""}], "count": 100}
        assert page.evaluate(ASK, asked)[0][1] == seed_site.truth.answer([word]), word


def test_the_article_whose_headline_was_typed_comes_first_and_longer_headlines_after_it(
    page: Page, tmp_path: Path
) -> None:
    headlines = ["深化创建，再出发", "创建，再出发", "说“创建”，再出发", "创建再出发", "再出发：创建"]
    records = [
        Record(f"/2021/12/{12 - at}/01-01.html", f"2021-12-{12 - at:02}", 1, 1, one, (), ("正文",), "", "", "", (), ())
        for at, one in enumerate(headlines)
    ]
    with serve(write_site(tmp_path, records)) as server:
        for typed, wanted in (
            ("创建，再出发", [1, 0, 2, 3, 4]),
            ("创建、 再出发", [1, 0, 2, 3, 4]),
            ("再出发：创建", [4, 0, 1, 2, 3]),
            ("说“创建”，再出发", [2, 0, 1, 3, 4]),
            ("创建再出发", [3]),
        ):
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            assert settled(page).startswith(WORDS.search_found % len(wanted))
            assert found(page) == [records[at].url for at in wanted]


def test_an_article_without_any_letter_stands_in_no_way(page: Page, seed_site: Site, tmp_path: Path) -> None:
    dashes = replace(seed_site.records[0], url="/2021/12/13/01-01.html", day="2021-12-13", headline="——", aside=(),
                     paragraphs=("……",), persons=(), authors=())  # fmt: skip
    with serve(write_site(tmp_path, [dashes, *seed_site.records])) as server:
        page.goto(f"{server.address}search.html?q=红玉于永")
        settled(page)
        assert found(page) == seed_site.truth.answer(["红玉于永"])
        page.goto(f"{server.address}search.html?year=2021&sort=newest&n=10")
        settled(page)
        assert page.locator("li.result h2").first.inner_text() == "——"
        assert page.locator("li.result").count() == 1 + len(seed_site.records)


@pytest.mark.parametrize("query", ["全国文明城市", "红玉于永", "1398处", "１３９８", "“松口气”“歇歇脚”", "林红玉 创建"])
def test_results_are_shown_with_every_hit_marked(page: Page, seed_site: Site, query: str) -> None:
    page.goto(seed_site.url(q=query))
    said = settled(page)
    needles = [needle.replace("１３９８", "1398") for needle in re.findall(r"\w+", query)]
    wanted = seed_site.truth.answer(needles)
    assert wanted and found(page) == wanted
    assert said == WORDS.search_found % len(wanted)
    for result in page.locator("li.result").all():
        text = result.locator("h2, .excerpt").evaluate_all("all => all.map(one => one.textContent).join('|')")
        marks = result.locator("mark").all_inner_texts()
        assert sorted(marks) == sorted(hit for needle in needles for hit in [needle] * text.count(needle))
        assert set(marks) == set(needles)
        assert result.locator(".source").inner_text().startswith("2021年12月12日\u00a0· 第01版\u00a0· 要闻")


def test_a_quotation_must_stand_as_it_is_written(page: Page, seed_site: Site) -> None:
    text = "严、真、细、实、快"
    page.goto(seed_site.url(q=f"“{text}”"))
    settled(page)
    assert found(page) == seed_site.truth.answer([text])
    page.goto(seed_site.url(q="“严、真、实、细、快”"))
    assert settled(page) == WORDS.search_nothing % "“严、真、实、细、快”"


def test_a_headline_that_differs_by_a_mark_or_a_single_letter_is_no_exact_one(page: Page, tmp_path: Path) -> None:
    headlines = ["“假”字了得", "“钱”字了得", "创建了再出发", "创建，再出发"]
    text = "“钱”字了得，创建，再出发。"
    records = [short_record(number, headline, text) for number, headline in enumerate(headlines, 1)]
    with serve(write_site(tmp_path, records)) as server:
        for number, typed in ((2, "“钱”字了得"), (4, "创建，再出发")):
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page)[0] == records[number - 1].url, typed


def test_what_is_no_date_and_no_number_in_an_address_hides_nothing(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建", **{"from": "1998-1-5", "to": "1999"}, n="-3"))
    records = matching(archive, {"q": "创建", "from": "1998-01-05", "to": "1999-12-31"})
    assert settled(page) == WORDS.search_found % len(records)
    assert found(page) == [record.url for record in records][:7]
    assert page.input_value("input[name=from]") == "1998-01-05"
    page.goto(archive.url(q="创建", **{"from": "1999-2", "to": "2000-02"}))
    assert settled(page) == WORDS.search_found % len(
        matching(archive, {"q": "创建", "from": "1999-02-01", "to": "2000-02-29"})
    )
    assert [page.input_value(f"input[name={name}]") for name in ("from", "to")] == ["1999-02-01", "2000-02-29"]
    page.goto(archive.url(q="创建", **{"from": "gestern", "to": "2021-13"}))
    assert settled(page) == WORDS.search_found % len(matching(archive, {"q": "创建"}))


@pytest.mark.parametrize(
    "asked", [{"from": "2021-13-45"}, {"to": "1998-02-30"}, {"from": "2001-00-10", "to": "1999-1-0"}, {"year": "0000"}]
)
def test_a_day_that_is_none_hides_nothing_and_stands_in_no_field(
    page: Page, archive: Site, asked: dict[str, str]
) -> None:
    page.goto(archive.url(q="创建", **asked))
    assert settled(page) == WORDS.search_found % len(matching(archive, {"q": "创建"}))
    assert [page.input_value(f"input[name={name}]") for name in ("from", "to")] == ["", ""]
    assert page.is_hidden("button.clear")  # as no filter is in force
    page.select_option("select[name=sort]", "oldest")
    page.wait_for_url(lambda url: set(parse_qs(urlsplit(url).query)) == {"q", "sort"})


@pytest.mark.parametrize("name", ["nobody-0000", "constructor", "toString", "hasOwnProperty", "__proto__"])
@pytest.mark.parametrize("kind", ["person", "author"])
def test_somebody_unknown_is_in_no_article_whatever_the_name(page: Page, archive: Site, kind: str, name: str) -> None:
    page.goto(archive.url(q="创建", **{kind: name}))
    assert settled(page) == WORDS.search_none
    assert found(page) == []
    # The choice stands where it was made, and can be undone there.
    assert page.input_value(f"select[name={kind}s]") == name
    page.select_option(f"select[name={kind}s]", "")
    says(page, WORDS.search_found % len(matching(archive, {"q": "创建"})))


@pytest.mark.parametrize("mark", ["“", "「", '"'])
def test_a_query_of_thousands_of_marks_is_answered_at_once(page: Page, archive: Site, mark: str) -> None:
    """They took time that grew with their square: five thousand a second, which now take a hundredth."""
    page.goto(archive.url(q="创建"))
    settled(page)
    milliseconds = page.evaluate(
        """async (query) => {
          const { parse } = await import("./assets/search/text.js");
          const begun = performance.now();
          parse(query);
          return performance.now() - begun;
        }""",
        mark * 20_001,
    )
    assert milliseconds < 2000
    page.goto(archive.url(q=mark * 5000))
    assert settled(page) == WORDS.search_single


def test_a_year_that_is_being_typed_asks_for_nothing(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建"))
    settled(page)
    before = page.evaluate("history.length")
    page.focus("input[name=from]")
    page.keyboard.type("01012000")
    page.wait_for_url("**from=2000-01-01")
    assert page.evaluate("history.length") == before + 1


def test_whoever_comes_back_finds_the_results_where_they_were(page: Page, archive: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(archive.url(q="创建", n=40))
    settled(page)
    last = page.locator("li.result h2 a").last
    last.scroll_into_view_if_needed()
    there = page.evaluate("scrollY")
    assert there > 1000
    last.click()
    page.wait_for_url("**hl=**")
    page.go_back()
    page.wait_for_function("there => Math.abs(scrollY - there) < 5", arg=there)


def test_an_excerpt_shows_every_term_and_no_half_of_a_hit(page: Page, tmp_path: Path) -> None:
    between = "全市上下齐心协力，" * 12
    text = f"上海杂技团昨日到访，{between}首都堪培拉的观众也来了。"
    records = [short_record(number, "演出", f"{'前' * number}。{text}{'人民' * 40}") for number in range(1, 6)]
    with serve(write_site(tmp_path, records)) as server:
        page.goto(f"{server.address}search.html?q={quote('上海杂技团 首都堪培拉')}")
        settled(page)
        for excerpt in page.locator(".excerpt").all():
            assert excerpt.locator("mark").all_inner_texts() == ["上海杂技团", "首都堪培拉"]
        texts = page.locator(".excerpt").all_inner_texts()
        assert texts and {cut for text in texts for cut in re.findall("…+", text)} == {"……"}
        page.goto(f"{server.address}search.html?q={quote('人民')}")
        settled(page)
        assert set("".join(page.locator(".excerpt mark").all_inner_texts()).split("人民")) == {""}


def test_a_name_in_chinese_characters_cuts_no_english_word(page: Page, tmp_path: Path) -> None:
    words = "everybody remembers winters without sufficient firewood throughout " * 4
    text = f"{words}when Lin Hongyu (林红玉) read poems aloud {words}"
    with serve(write_site(tmp_path, [short_record(1, "Poems", text)])) as server:
        page.goto(f"{server.address}search.html?q=Hongyu")
        settled(page)
        excerpt = page.locator(".excerpt").inner_text()
        assert "林红玉" in excerpt and set(excerpt.strip("…").split()) <= set(text.split())


def test_an_excerpt_in_uyghur_or_hebrew_begins_at_the_right(page: Page, tmp_path: Path) -> None:
    texts = ["济宁 دا يىغىن ئېچىلدى. 300 كىشى قاتناشتى.", "מֶמְשָׁלָה, שָׁלוֹם. 济宁", "济宁用维吾尔语说：يىغىن。", "济宁 2021"]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        page.goto(f"{server.address}search.html?q=济宁")
        settled(page)
        assert page.eval_on_selector_all(".excerpt", "all => all.map(one => one.dir)") == ["rtl", "rtl", "", ""]


def test_an_excerpt_of_a_byline_and_of_the_text_parts_them(page: Page, tmp_path: Path) -> None:
    record = replace(short_record(1, "快讯", "本报济宁讯今日开幕"), aside=("记者 林红玉",))
    with serve(write_site(tmp_path, [record])) as server:
        page.goto(f"{server.address}search.html?q={quote('林红玉 济宁')}")
        settled(page)
        assert page.locator(".excerpt").inner_text() == "记者 林红玉…本报济宁讯今日开幕"


def test_on_a_phone_the_filters_make_room_for_results_until_one_is_chosen(page: Page, archive: Site) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(archive.url(q="创建"))
    settled(page)
    assert not page.is_visible("fieldset.filters")
    page.click("details.fold > summary")
    page.select_option("select[name=folio]", "1")
    page.wait_for_url("**folio=1")
    page.reload()
    settled(page)
    assert page.is_visible("fieldset.filters"), "what is chosen is shown"
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(archive.url(q="创建"))
    settled(page)
    assert page.is_visible("fieldset.filters")


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("创建 -文明城市", ["创建"], ["文明城市"]),
        ("-林红玉 创建", ["创建"], ["林红玉"]),
        ("创建 －“全国文明城市，”", ["创建"], ["全国文明城市，"]),
        ("“创建” -红玉 -我市", ["创建"], ["红玉", "我市"]),
        ("创建 -无处可寻", ["创建"], ["无处可寻"]),
        ("创建 -2021", ["创建", "2021"], []),
        ("创建 - 工作", ["创建", "工作"], []),
        ("创建-工作", ["创建", "工作"], []),
        ("创建 -林 红 玉", ["创建"], ["林红玉"]),
        ("创建 -无处，工作", ["创建", "工作"], ["无处"]),
        ("创建 -创建", ["创建"], ["创建"]),
    ],
)
def test_a_term_with_a_minus_must_not_stand_in_the_article(
    page: Page, archive: Site, typed: str, wanted: list[str], unwanted: list[str]
) -> None:
    page.goto(archive.url(q=typed, n=400))
    said = settled(page)
    without = {url for one in unwanted for url in archive.truth.answer([one])}
    expected = [url for url in archive.truth.answer(wanted) if url not in without]
    assert found(page) == expected
    assert said == (WORDS.search_found % len(expected) if expected else WORDS.search_none)
    page.goto(archive.url(q=f"火星人 {typed}"))
    assert settled(page) == WORDS.search_nothing % "火星人"


def test_an_accent_may_be_typed_apart_and_a_shape_of_a_character_not_at_all(page: Page, tmp_path: Path) -> None:
    records = [short_record(1, "咖啡", "The café of 葛\U000e0100城市."), short_record(2, "茶", "The cafe of 葛城市.")]
    with serve(write_site(tmp_path, records)) as server:
        for typed, numbers in (("cafe\u0301", [1]), ("caf\u00e9", [1]), ("cafe", [2]), ("葛城市", [1, 2]),
                               ("葛\U000e0100城", [1, 2])):  # fmt: skip
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == [records[number - 1].url for number in numbers], ascii(typed)


def test_a_word_is_found_with_the_marks_that_it_is_printed_with_in_whatever_script(page: Page, tmp_path: Path) -> None:
    texts = [
        "བོད་ལྗོངས་སྲིད་གཞུང་གསར་འགྱུར།", "सरकार ने नमस्ते कहा।", "น้ำท่วมใน กรุงเทพ คั่น", "น้ำ คั้น", "מֶמְשָׁלָה שָׁלוֹם", "ممشله שלום",
        "مُحَمَّدٌ رَسُولٌ", "ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠬᠡᠯᠡ\u180b ᠪᠠᠷ", "İstanbul, ISPARTA", "ΰ x\u0304q\u0304z xqz",
    ]  # fmt: skip
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    asked = {
        "སྲིད": {1: "སྲིད"}, "སྲ": {1: "སྲི"}, "ིད": {1: "ིད"}, "སིད": {}, "नमस्ते": {2: "नमस्ते"}, "नमसते": {},
        "รุงเทพ": {3: "รุงเทพ"}, "คั่น": {3: "คั่น"}, "น้ำ": {3: "น้ำ", 4: "น้ำ"}, "שָׁלוֹם": {5: "שָׁלוֹם"},
        "שלום": {6: "שלום"}, "“مُحَمَّدٌ رَسُولٌ”": {7: "مُحَمَّدٌ رَسُولٌ"}, "محمد": {}, "ᠬᠡᠯᠡ\u180b": {8: "ᠬᠡᠯᠡ\u180b"},
        "istanbul": {9: "İstanbul"}, "İSTANBUL": {9: "İstanbul"}, "ısparta": {9: "ISPARTA"}, "ΰ": {10: "ΰ"},
        "xqz": {10: "xqz"}, "x\u0304q\u0304": {10: "x\u0304q\u0304"},
    }  # fmt: skip
    with serve(write_site(tmp_path, records)) as server:
        for typed, marked in asked.items():
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == [records[number - 1].url for number in marked], ascii(typed)
            assert page.locator(".excerpt mark").all_inner_texts() == [*marked.values()], ascii(typed)
        page.goto(f"{server.address}search.html?q={quote('སྲིད')}")
        page.click("li.result a")
        assert page.locator(".prose mark").inner_text() == "སྲིད"


def test_an_apostrophe_is_a_letter_of_its_word_and_may_be_typed_straight_or_curly(page: Page, tmp_path: Path) -> None:
    texts = [
        "“Don’t thank me,” said Martin O’Brien of the boys’ team.",
        "Don't thank me: O'Brien, of the boys' team.",
        "The Town Hall was sold to a Mr. Brien.",
        "Hallʼs Field is where “O Brien” stood.",
        "他说‘好’。",
    ]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        for typed, numbers in (("O'Brien", [1, 2]), ("o’brien", [1, 2]), ("Hall's", [4]), ("Brien -O'Brien", [3, 4]),
                               ("“don't thank me”", [1, 2]), ("“Don’t thank me”", [1, 2]), ("brien hall", [3, 4]),
                               ('"the boys\' team"', [1, 2]), ("“the boys’ team”", [1, 2]), ("“说‘好’”", [5]),
                               ("“说‘好'”", [])):  # fmt: skip
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            said = settled(page)
            assert found(page) == [records[number - 1].url for number in numbers], typed
            assert said == (WORDS.search_found % len(numbers) if numbers else WORDS.search_nothing % typed)
        page.goto(f"{server.address}search.html?q={quote('O’Brien')}")
        settled(page)
        assert page.locator("li.result mark").all_inner_texts() == ["O’Brien", "O'Brien"]
        page.click("li.result >> nth=1 >> a")
        page.wait_for_selector(".prose mark")
        assert page.locator(".prose mark").all_inner_texts() == ["O'Brien"]


def test_a_name_set_wide_and_a_year_with_rings_for_noughts_are_found_as_anybody_types_them(
    page: Page, tmp_path: Path
) -> None:
    texts = ["获奖者：王　伟　张建国　李 明。", "王伟说，二○○二年再来。", "王 伟 平 二〇〇二年题。"]
    texts += ["国王 伟大", "女王 伟 岸"]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        for typed, numbers, marked in (
            ("王伟", [1, 2, 3], ["王 伟", "王伟", "王 伟"]), ("王 伟", [1, 2, 3], ["王 伟", "王伟", "王 伟"]),
            ("“王 伟 张建国　李明。”", [1], ["王 伟 张建国 李 明。"]),
            ("伟张建国", [], []), ("王伟 -李　明", [2, 3], ["王伟", "王 伟"]), ("王伟平", [3], ["王 伟 平"]),
            ("二〇〇二年", [2, 3], ["二○○二年", "二〇〇二年"]), ("二○○二", [2, 3], ["二○○二", "二〇〇二"]),
        ):  # fmt: skip
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == [records[number - 1].url for number in numbers], typed
            assert page.locator("li.result mark").all_inner_texts() == marked, typed
        page.goto(f"{server.address}search.html?q={quote('王伟')}")
        settled(page)
        page.click("li.result >> nth=0 >> a")
        page.wait_for_selector(".hits")
        assert page.locator(".prose mark").all_text_contents() == ["王　伟"]


def test_a_mark_in_a_number_or_beside_a_single_character_is_a_part_of_what_is_looked_for(
    page: Page, tmp_path: Path
) -> None:
    texts = [
        "“9·11”事件后，物价上涨3.5%，气温10℃，2／3的人。", "2011年9月11日，涨13.5%，10日，23日，3.5倍。",
        "歼—20与F-16、B-2同场，AT&T赞助。", "歼击机20架，16架，at the tea。", "增长16·4%，比例1∶2.4，营收1,350万。",
        "伊·福阿来函，1998—2000年。", "福阿说，1998年到2000年。第1，2021年。",
    ]  # fmt: skip
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        for typed, numbers in (
            ("3.5%", [1, 2]), ("9·11", [1]), ("9.11", [1]), ("“9•11”", [1]), ("10℃", [1]), ("2/3", [1]), ("歼-20", [3]),
            ("Ｆ－16", [3]), ("b-2", [3]), ("AT&T", [3]), ("16.4%", [5]), ("1:2.4", [5]), ("1,350", [5]), ("1,35", [5]),
            ("伊•福阿", [6]), ("1998-2000", [6, 7]), ("“1998-2000”", [6]), ("“1998-”", [6]), ("“-2000年”", [6]),
            ("“16·”", [5]), ("16 -F-16", [4, 5]), ("第1，2021", [7]), ("10°", [1]),
        ):  # fmt: skip
            server.requests.clear()
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == [records[number - 1].url for number in numbers], typed
            # What is found is told by the index: no text is read but those that are shown.
            assert sum(path.endswith(".pf_fragment") for path, _ in server.requests) <= len(numbers), typed
        page.goto(f"{server.address}search.html?q={quote('歼-20 b-2')}")
        settled(page)
        assert page.locator("li.result mark").all_inner_texts() == ["歼—20", "B-2"]
        page.click("li.result h2 a")
        page.wait_for_selector(".prose mark")
        assert page.locator(".prose mark").all_inner_texts() == ["歼—20", "B-2"]
        page.goto(f"{server.address}search.html?q={quote('“，伊” 福阿')}")
        assert settled(page) == f"{WORDS.search_found % 2} {WORDS.search_skipped % '，伊'}"


def test_a_headline_with_numbers_in_it_is_an_exact_one(page: Page, tmp_path: Path) -> None:
    headlines = ["一季度增长3.5%后再增3.5%", "增长3.5%", "GDP增长 3.5%，B-2首飞", "增长3·5％"]
    records = [short_record(number, headline, "正文。") for number, headline in enumerate(headlines, 1)]
    with serve(write_site(tmp_path, records)) as server:
        for typed, numbers in (("增长3.5%", [2, 4, 1]), ("GDP增长3.5%,B-2首飞", []), ("GDP增长 3.5%，B-2首飞", [3])):
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == [records[number - 1].url for number in numbers], typed


def test_initials_are_found_where_they_begin_a_word_and_are_none_alone(page: Page, tmp_path: Path) -> None:
    texts = ["It was J. P. Morgan who lent it.", "J.P. Morgan lent it.", "Morgan lent it to a corp. of Raj.", "P. J."]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        page.goto(f"{server.address}search.html?q={quote('J. P. Morgan')}")
        assert settled(page) == WORDS.search_found % 2
        assert found(page) == [one.url for one in records[:2]]
        assert page.locator("li.result mark").all_inner_texts() == ["J.", "P.", "Morgan"] * 2
        page.goto(f"{server.address}search.html?q=J.")
        assert settled(page) == WORDS.search_single


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("U.S. Army", [1]), ("u.s. army", [1]), ('"U.S. Army"', [1]), ("US Army", [2, 3]), ('"US Army"', [2]),
        ("U.S.", [1]), ("u.s.", [1]), ("S.U.", []),
    ],
)
def test_an_abbreviation_is_found_with_the_dots_that_it_is_printed_with(
    page: Page, tmp_path: Path, query: str, numbers: list[int]
) -> None:
    texts = ["The U.S. Army moved.", "The US Army moved.", "They told us, and the army moved."]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        page.goto(f"{server.address}search.html?q={quote(query)}")
        settled(page)
        assert found(page) == [records[number - 1].url for number in numbers]


def test_an_initial_in_a_chinese_name_is_left_out_whatever_dot_is_printed(page: Page, tmp_path: Path) -> None:
    texts = ["英国作家J.K.罗琳昨日来访。", "J·K·罗琳的新书。", "罗琳在济宁。", "总裁J. P. Morgan说。", "别的。"]
    records = [short_record(number, f"第{number}篇", text) for number, text in enumerate(texts, 1)]
    with serve(write_site(tmp_path, records)) as server:
        page.goto(f"{server.address}search.html?q={quote('J.K.罗琳')}")
        assert WORDS.search_found % 3 in settled(page)
        assert found(page) == [one.url for one in records[:3]]
        page.goto(f"{server.address}search.html?q={quote('J. P. Morgan')}")
        settled(page)
        assert found(page) == [records[3].url]


def test_a_single_letter_is_told_and_nothing_is_found(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url(q="明"))
    assert settled(page) == WORDS.search_single
    assert found(page) == []
    page.goto(seed_site.url(q="明 林红玉"))
    assert settled(page).endswith(WORDS.search_skipped % "明")
    assert found(page) == seed_site.truth.answer(["林红玉"])


def test_where_one_of_several_terms_is_nowhere_that_one_is_named(page: Page, archive: Site) -> None:
    for typed, named in (("创建 火星人 文明", "火星人"), ("火星人 金星人", "火星人 金星人")):
        page.goto(archive.url(q=typed))
        assert settled(page) == WORDS.search_nothing % named
        assert found(page) == []


def test_nonsense_finds_nothing_and_says_so(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url(q="胡言乱语呀"))
    assert settled(page) == WORDS.search_nothing % "胡言乱语呀"
    assert found(page) == []


def test_markup_in_an_article_and_in_a_query_is_shown_and_not_obeyed(page: Page, tmp_path: Path) -> None:
    headline = '<img src=x onerror="document.title=1"> & <b>标题</b>'
    url, day, aside = "/2021/12/12/01-01.html", "2021-12-12", ("<i>副题</i>",)
    record = Record(url, day, 1, 1, headline, aside, (headline,), "<u>要闻</u>", "", "", (), ())
    with serve(write_site(tmp_path, [record])) as server:
        page.goto(f"{server.address}search.html?q={quote('<b>标题</b>')}")
        settled(page)
        assert page.inner_text("li.result h2") == headline
        assert page.locator("li.result :is(img, b, i, u)").count() == 0


# -- the two halves agree ------------------------------------------------------------------------


def test_letters_are_folded_alike_in_the_index_and_in_the_browser(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url())
    every = [chr(code) for code in (*range(32, 0xD800), *range(0xE000, 0xFFFE), *range(0x20000, 0x20100))]
    chars = [char for place, char in enumerate(every) if fold(char) != char or not is_letter(char) or place % 20 == 0]
    told = page.evaluate(
        """async (chars) => {
          const {fold} = await import("./assets/search/text.js");
          const letter = /^[\\p{L}\\p{Nd}\\p{Nl}\\u{20000}-\\u{3FFFF}]$/u;
          return chars.map((char) => [fold(char), letter.test(char)]);
        }""",
        chars,
    )
    here = [[fold(char), is_letter(char)] for char in chars]

    def is_known(char: str) -> bool:
        return is_letter(char) or unicodedata.category(char)[0] == "M"

    # A newer Unicode than Python's has letters where this one has nothing yet.
    apart = [char for char, one, other in zip(chars, here, told, strict=True) if one != other and is_known(char)]
    assert apart == []


def test_a_text_is_spelled_back_as_it_was_printed(page: Page, seed_site: Site) -> None:
    rng = random.Random(4)
    odd = "全国，。“”…　 ＡＢａb12１２㎡①㈱½ﬁ𠮷豈^?!#|␠<>&é한글がﾊﾞİǰྲིัُำ"
    lines = ["".join(rng.choices(odd, k=rng.randint(1, 30))) for _ in range(400)]
    lines += [line for record in seed_site.records for line in (record.headline, *record.aside, *record.paragraphs)]
    page.goto(seed_site.url())
    spelled = page.evaluate(
        """async (contents) => {
          const {spell} = await import("./assets/search/text.js");
          return contents.map((content) => spell(content).map(({text}) => text));
        }""",
        [" ".join(tokens([line])) for line in lines],
    )
    assert spelled == [[" ".join(line.split())] for line in lines]


def test_a_line_in_quotation_marks_is_looked_up_as_it_is_indexed(page: Page, seed_site: Site) -> None:
    rng = random.Random(6)
    odd = "全国王伟○々．.·•・﹒：:∶，,﹐/／-—－–﹣+＋&%％‰°℃①½²⒈3５9aAéσ 　\u00ad'’㎡…(豈𠮷\u3021İसྲི"
    lines = ["".join(rng.choices(odd, k=rng.randint(2, 12))) for _ in range(3000)]
    page.goto(seed_site.url())
    asked = page.evaluate(
        """async (lines) => {
          const {parse} = await import("./assets/search/text.js");
          return lines.map((line) => parse(`"${line}"`).terms.flatMap(({phrases}) => phrases));
        }""",
        lines,
    )
    for line, phrases in zip(lines, asked, strict=True):
        indexed = ["".join(filter(is_letter, token)) for token in tokens([line])]
        for phrase in phrases:
            places = range(len(indexed) - len(phrase) + 1)
            assert any(indexed[place : place + len(phrase)] == phrase for place in places), (line, phrase, indexed)


# -- filters -------------------------------------------------------------------------------------

FILTERS: dict[str, Callable[[Record], object]] = {
    "folio": lambda record: str(record.folio),
    "section": lambda record: record.section,
    "column": lambda record: record.column,
    "genre": lambda record: record.genre,
}


def matching(site: Site, chosen: dict[str, str], without: str = "") -> list[Record]:
    """The records that pass `chosen`, but for the filter `without`, in the order of results."""
    urls = site.truth.answer([chosen["q"]]) if chosen.get("q") else [record.url for record, _ in site.truth.lines]
    passed = {
        record.url: record
        for record in site.records
        if all(FILTERS[name](record) == value for name, value in chosen.items() if name in FILTERS and name != without)
        and (without == "day" or chosen.get("from", "") <= record.day <= chosen.get("to", "9"))
        and (without == "person" or chosen.get("person") in (None, *record.persons))
        and (without == "author" or chosen.get("author") in (None, *record.authors))
    }
    return [passed[url] for url in urls if url in passed]


@pytest.mark.parametrize(
    "chosen",
    [
        {"section": "经济"},
        {"q": "创建", "folio": "2"},
        {"q": "创建", "from": "1999-03-01", "to": "2001-12-31"},
        {"q": "文明", "genre": "通讯", "column": "读者来信"},
        {"from": "2002-06-01", "section": "副刊", "genre": "评论"},
        {"q": "城市", "person": "林红玉"},
        {"q": "城市", "author": "于永生", "section": "要闻"},
        {"person": "张红旗", "folio": "1", "to": "2000-12-31"},
    ],
    ids=lambda chosen: " ".join(f"{name}={value}" for name, value in chosen.items()),
)
def test_filters_leave_what_passes_them_and_say_what_each_choice_would_leave(
    page: Page, archive: Site, chosen: dict[str, str]
) -> None:
    page.goto(archive.url(**chosen, n=300))
    said = settled(page)
    wanted = matching(archive, chosen)
    assert wanted
    assert found(page) == [record.url for record in wanted]
    assert said == WORDS.search_found % len(wanted)
    for name, value in FILTERS.items():
        counts = Counter(str(value(record)) for record in matching(archive, chosen, without=name))
        offered = choices(page.locator(f"select[name={name}]"))
        assert {choice: count for choice, count in offered.items() if count} == {k: v for k, v in counts.items() if k}
    years = Counter(record.day[:4] for record in matching(archive, chosen, without="day"))
    labels = page.locator(".years button").evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    assert labels == [WORDS.search_year % (str(year), years[str(year)]) for year in range(1998, 2004)]
    if "person" in chosen or "author" in chosen:
        for kind, ids in (("persons", lambda record: record.persons), ("authors", lambda record: record.authors)):
            among = matching(archive, chosen, without=kind.removesuffix("s"))
            counts = Counter(one for record in among for one in ids(record))
            offers(page, kind, counts)


def test_choosing_a_filter_searches_at_once_and_the_back_button_undoes_it(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建"))
    before = settled(page)
    page.select_option("select[name=section]", "经济")
    says(page, WORDS.search_found % len(matching(archive, {"q": "创建", "section": "经济"})))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["创建"], "section": ["经济"]}
    page.go_back()
    says(page, before)
    assert page.input_value("select[name=section]") == ""
    assert parse_qs(urlsplit(page.url).query) == {"q": ["创建"]}


def test_a_year_of_the_chart_narrows_to_that_year_and_again_to_all(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建"))
    everything = settled(page)
    button = page.locator(".years button[value='2000']")
    button.click()
    says(page, WORDS.search_found % len(matching(archive, {"q": "创建", "from": "2000-01-01", "to": "2000-12-31"})))
    assert page.url.endswith("from=2000-01-01&to=2000-12-31")
    assert {url[:5] for url in found(page)} == {"/2000"}
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator(".years button[aria-pressed=true]").count() == 1
    button.click()
    says(page, everything)


def test_a_chart_of_a_single_year_would_say_nothing_and_is_left_out(page: Page, seed_site: Site, archive: Site) -> None:
    for site, charts in ((seed_site, 0), (archive, 1)):
        page.goto(site.url(q="文明"))
        settled(page)
        assert page.locator(".years").count() == charts


def test_a_year_in_the_address_is_short_for_its_days(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建", year="2001"))
    said = settled(page)
    assert said == WORDS.search_found % len(matching(archive, {"q": "创建", "from": "2001-01-01", "to": "2001-12-31"}))
    assert page.input_value("input[name=from]") == "2001-01-01"


def test_every_control_has_a_name_for_a_screen_reader(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建"))
    settled(page)
    page.click("details.people summary")
    for role, names in (
        ("searchbox", [WORDS.search_name]),
        ("combobox", [WORDS.search_folio, WORDS.search_section, WORDS.search_column, WORDS.search_genre,
                      WORDS.search_persons, WORDS.search_authors, WORDS.search_sort]),
    ):  # fmt: skip
        for name in names:
            assert page.get_by_role(role, name=name, exact=True).count() == 1, name
    assert page.get_by_label(WORDS.search_from, exact=True).count() == 1
    assert page.get_by_label(WORDS.search_to, exact=True).count() == 1
    assert page.get_by_role("group", name=WORDS.search_years).get_by_role("button").count() == 6
    # Opening the list of persons searches once more.
    says(page, WORDS.search_found % len(matching(archive, {"q": "创建"})))
    assert page.get_by_role("status").count() == 2, "of the search, and of the names that were typed"


def test_all_filters_are_cleared_by_one_button(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建", section="经济", year="2001"))
    settled(page)
    assert {url[:5] for url in found(page)} == {"/2001"}
    page.click("button.clear")
    says(page, WORDS.search_found % len(matching(archive, {"q": "创建"})))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["创建"]}
    assert page.locator("button.clear").is_hidden()


def test_the_keyboard_stays_among_the_filters_when_they_are_cleared(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建", section="经济"))
    settled(page)
    page.focus("button.clear")
    page.keyboard.press("Enter")
    expect(page.locator("button.clear")).to_be_hidden()
    expect(page.locator("details.people summary")).to_be_focused()


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_results_can_stand_in_the_order_of_their_dates(page: Page, archive: Site, order: str) -> None:
    page.goto(archive.url(q="创建", sort=order, n=300))
    settled(page)
    records = sorted(matching(archive, {"q": "创建"}), key=lambda record: (record.folio, record.position))
    records.sort(key=lambda record: record.day, reverse=order == "newest")
    assert found(page) == [record.url for record in records]


def test_who_is_written_about_is_loaded_only_when_somebody_asks(page: Page, archive: Site) -> None:
    archive.server.requests.clear()
    page.goto(archive.url(q="创建"))
    settled(page)
    assert not [path for path, _ in archive.server.requests if "people.json" in path or "names.json" in path]
    page.click("details.people summary")
    persons = Counter(one for record in matching(archive, {"q": "创建"}) for one in record.persons)
    offers(page, "persons", persons)
    page.fill("details.people input", "林红")
    offers(page, "persons", Counter({"林红玉": persons["林红玉"]}))
    assert page.inner_text("details.people output") == WORDS.n_found % 1
    page.fill("details.people input", "无此人")
    page.wait_for_function("() => document.querySelector('details.people output').textContent.endsWith('名字')")
    page.fill("details.people input", "林红")
    page.select_option("select[name=persons]", "林红玉")
    page.wait_for_url("**person=*")
    says(page, WORDS.search_found % persons["林红玉"])


@pytest.mark.parametrize("query", ["林红玉", "lin hongyu", "LinHongyu", "lhy", "Lín Hóngyù"])
def test_a_name_or_its_pinyin_leads_to_the_page_of_the_person(page: Page, seed: Built, query: str) -> None:
    with serve(seed.site, "/repo/x") as server:
        page.goto(f"{server.address}search.html?q={quote(query)}")
        page.click(".who li a")
        page.wait_for_url("**/repo/x/people/lin-hongyu-*.html")
        assert page.inner_text("h1").startswith("林红玉")


NAMES = ["林红玉", "马丁·路德·金", "周树人", "张继民", "高原", "Jane O'Hara", "Ana Gómez", "Lee Ü. Straße"]
NAMES += ["박지성", "美空ひばり"]


@pytest.fixture(scope="module")
def many_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """A site in Chinese and one in English, of so many persons that their names lie apart."""
    text = "".join(f"{one}，" for one in [*NAMES, "鲁迅"]) + "出席会议。"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as servers:
        patch.setattr("edition.plan.index.NAMES_AT_ONCE", 2)
        found: dict[str, Server] = {}
        for language in ("zh-Hans", "en"):
            folder = tmp_path_factory.mktemp(language)
            content = toy.newspaper(
                folder / "content",
                {"01-01": toy.article("会议召开", text, persons=NAMES)},
                people="- {name: 周树人, aliases: [鲁迅]}\n",
                edition=f"title: 试报\nlanguage: {language}\n",
            )
            toy.build(content, folder / "site", search=True)
            found[language] = servers.enter_context(serve(folder / "site"))
        yield found


@pytest.mark.parametrize(
    ("language", "query", "name"),
    [
        ("zh-Hans", "林红玉", "林红玉"),
        ("zh-Hans", "马丁·路德·金", "马丁·路德·金"),
        ("zh-Hans", "马丁•路德•金", "马丁·路德·金"),
        ("zh-Hans", "马丁･路德・金", "马丁·路德·金"),
        ("zh-Hans", "林红玉 ", "林红玉"),
        ("zh-Hans", "林红玉\u3000", "林红玉"),
        ("zh-Hans", "鲁迅", "周树人"),
        ("zh-Hans", "박지성", "박지성"),
        ("zh-Hans", "美空ひばり", "美空ひばり"),
        ("zh-Hans", "会议", ""),
        ("en", "jane o’hara", "O'Hara, Jane"),
        ("en", "Ana Gómez", "Gómez, Ana"),
    ],
)
def test_among_many_names_the_one_that_is_asked_for_is_found_in_a_small_part_of_them(
    page: Page, many_names: dict[str, Server], language: str, query: str, name: str
) -> None:
    server = many_names[language]
    server.requests.clear()
    page.goto(f"{server.address}search.html?q={quote(query)}")
    page.locator("li.result").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator(".who:visible li a").all_inner_texts() == [name] * bool(name)
    (asked,) = [path for path, _ in server.requests if "names" in path and path.endswith(".json")]
    assert len(page.evaluate("path => fetch(path).then((answer) => answer.json())", asked)) < len(NAMES)


@pytest.mark.parametrize("query", ["2021年12月12日", "2021-12-12", "2021.12.12"])
def test_a_day_leads_to_its_issue(page: Page, seed: Built, query: str) -> None:
    with serve(seed.site, "/repo/x") as server:
        page.goto(f"{server.address}search.html?q={quote('2021年12月13日')}")
        settled(page)
        page.wait_for_load_state("networkidle")
        assert not page.is_visible(".who")
        page.goto(f"{server.address}search.html?q={quote(query)}")
        page.click(".who li a")
        page.wait_for_url("**/repo/x/2021/12/12/")


@pytest.mark.parametrize(
    ("query", "place", "shown"),
    [
        ("民国一百一十年十二月十二日", "2021/12/12/", "2021年12月12日"),
        ("中華民國 110 年 12 月 12 日　星期日", "2021/12/12/", "2021年12月12日"),
        ("民國１１０.12.12", "2021/12/12/", "2021年12月12日"),
        ("二〇二一年十二月十二日", "2021/12/12/", "2021年12月12日"),
        ("民国110年12月", "2021/12/", "2021年12月"),
        ("中華民國一百一十年", "2021/", "2021年"),
        ("2021年12月", "2021/12/", "2021年12月"),
        ("2021年", "2021/", "2021年"),
    ],
)
def test_a_date_as_the_republic_counts_and_writes_it_leads_to_its_issues(
    page: Page, seed: Built, query: str, place: str, shown: str
) -> None:
    with serve(seed.site, "/repo/x") as server:
        page.goto(f"{server.address}search.html?q={quote(query)}")
        assert page.inner_text(".who li a") == shown
        page.click(".who li a")
        page.wait_for_url(f"**/repo/x/{place}")


def test_a_number_in_a_text_is_no_date(page: Page, seed: Built) -> None:
    with serve(seed.site, "/repo/x") as server:
        for query in ("人民路110年", "110年12月12日", "民国十二月", "一百一十年", "2021年12元", "二十二十"):
            page.goto(f"{server.address}search.html?q={quote(query)}")
            settled(page)
            page.wait_for_load_state("networkidle")
            assert not page.is_visible(".who"), query


def test_what_is_no_name_leads_nowhere_and_an_older_lead_goes(page: Page, seed: Built) -> None:
    with serve(seed.site, "/repo/x") as server:
        page.goto(f"{server.address}search.html?q=lhy")
        page.wait_for_selector(".who li a")
        page.fill("input[name=q]", "xyz")
        page.press("input[name=q]", "Enter")
        says(page, WORDS.search_nothing % "xyz")
        page.wait_for_load_state("networkidle")
        assert not page.is_visible(".who")


def test_before_anything_is_asked_the_filters_say_how_much_there_is(page: Page, archive: Site) -> None:
    page.goto(archive.url())
    page.focus("input[name=q]")
    page.wait_for_selector("fieldset.filters:not([hidden])")
    assert choices(page.locator("select[name=genre]")) == Counter(record.genre for record in archive.records)
    assert page.inner_text("[role=status]") == ""
    assert found(page) == []


# -- the reader's hands --------------------------------------------------------------------------


def test_the_keyboard_alone_searches_and_walks_the_results(page: Page, archive: Site) -> None:
    page.goto(archive.url())
    page.keyboard.press("/")
    page.keyboard.type("创建")
    page.keyboard.press("Enter")
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["创建"]}
    links = page.locator("ol.results h2 a")
    at = "() => [...document.querySelectorAll('ol.results h2 a')].indexOf(document.activeElement)"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    target = links.first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url("**" + target.lstrip(".").split("?")[0] + "*")


def test_more_results_are_added_below_and_stay_in_the_address(page: Page, archive: Site) -> None:
    wanted = archive.truth.answer(["创建"])
    page.goto(archive.url(q="创建"))
    settled(page)
    assert found(page) == wanted[:7]
    page.click("button.more")
    page.wait_for_function("() => document.querySelectorAll('li.result').length === 17")
    assert found(page) == wanted[:17]
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('li.result')[7]")
    page.reload()
    settled(page)
    assert found(page) == wanted[:17]


def test_an_article_opened_from_a_search_has_its_hits_marked_and_linked(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url(q="红玉于永 会议"))
    settled(page)
    page.click("li.result h2 a")
    page.wait_for_selector(".hits")
    text = page.inner_text("article")
    marks = page.locator("article mark").all_inner_texts()
    assert len(marks) == text.count("会议") + text.count("红玉于永")
    count = page.locator(".hits output")
    assert count.inner_text() == WORDS.search_hit % (1, len(marks))
    page.click(".hits >> text=上一处")
    assert count.inner_text() == WORDS.search_hit % (len(marks), len(marks))
    assert page.locator("mark[aria-current]").count() == 1
    page.focus(".hits >> text=下一处")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert count.inner_text() == WORDS.search_hit % (2, len(marks))
    page.click(".hits >> text=不再标出")
    assert page.locator("mark, .hits").count() == 0
    assert page.inner_text("article") == text
    assert "hl=" not in page.url


def test_whoever_pastes_a_whole_paragraph_can_open_what_is_found(page: Page, tmp_path: Path) -> None:
    text = "".join(chr(0x4E00 + 7 * at) for at in range(2000))
    with serve(write_site(tmp_path, [short_record(1, "长文", f"首句。{text}。{'别的。' * 200}")])) as server:
        page.goto(server.address + "search.html")
        page.fill("input[name=q]", f"{text} 别的 首句")
        page.keyboard.press("Enter")
        assert settled(page) == WORDS.search_found % 1
        assert len(page.get_attribute("li.result h2 a", "href") or "") < 3000
        page.click("li.result h2 a")
        page.wait_for_selector(".hits")
        assert page.locator(".prose mark").all_inner_texts() == [text[:300]]


def test_a_hit_is_marked_across_links_and_places_where_a_line_may_break(page: Page, seed_site: Site) -> None:
    page.goto(f"{seed_site.server.address}2021/12/12/01-01.html?hl=文明城市")
    page.wait_for_selector(".hits")
    prose = "<p>全国文<a>明城</a>市，文<wbr>明城市。</p><p>文明</p><p>城市</p>"
    page.evaluate("html => {document.querySelector('.hits').remove(); document.body.innerHTML = html}",
                  f'<div class="prose">{prose}</div>')  # fmt: skip
    page.add_script_tag(url=f"{seed_site.server.address}assets/hits.js?again", type="module")
    page.wait_for_selector(".hits")
    assert page.inner_text(".hits output") == WORDS.search_hit % (1, 2)
    assert page.locator(".prose mark").all_inner_texts() == ["文", "明城", "市", "文", "明城市"]
    assert page.locator(".prose").text_content() == "全国文明城市，文明城市。文明城市"


def test_a_hit_is_marked_once_in_whatever_block_it_stands(page: Page, seed_site: Site) -> None:
    page.goto(f"{seed_site.server.address}2021/12/12/01-01.html?hl=文明")
    page.wait_for_selector(".hits")
    prose = (
        "<h4>文明</h4><h5>文明</h5><h6>文明</h6><pre><code>文明</code></pre><table><tr><th>文明</th><td>文明</td></tr></table>"
        "<ul><li><p>文明</p></li><li>文明<ul><li>文明</li></ul></li></ul><blockquote><p>文明</p></blockquote>"
    )
    page.evaluate("html => {document.querySelector('.hits').remove(); document.body.innerHTML = html}",
                  f'<div class="prose">{prose}</div>')  # fmt: skip
    page.add_script_tag(url=f"{seed_site.server.address}assets/hits.js?again", type="module")
    page.wait_for_selector(".hits")
    assert page.inner_text(".hits output") == WORDS.search_hit % (1, 10)
    assert page.locator(".prose mark").all_inner_texts() == ["文明"] * 10
    assert page.locator("mark mark").count() == 0


def test_the_hit_that_was_looked_at_is_looked_at_again_after_coming_back(page: Page, seed_site: Site) -> None:
    page.goto(f"{seed_site.server.address}2021/12/12/01-01.html?hl=创建")
    page.click(".hits >> text=下一处")
    said = page.inner_text(".hits output")
    assert said.startswith("第2")
    page.goto(seed_site.url())
    page.go_back()
    page.wait_for_selector(".hits")
    assert page.inner_text(".hits output") == said


def test_an_article_opened_otherwise_loads_nothing_for_marking(page: Page, seed_site: Site) -> None:
    seed_site.server.requests.clear()
    page.goto(f"{seed_site.server.address}2021/12/12/01-01.html")
    page.wait_for_load_state("networkidle")
    assert [path for path, _ in seed_site.server.requests if path.endswith("text.js")] == []
    assert (seed_site.folder / "assets/highlight.js").stat().st_size < 3000


def test_what_stands_below_a_picture_and_before_an_item_of_a_list_is_found_and_a_hit_below_a_picture_is_marked(
    page: Page, tmp_path: Path
) -> None:
    image = {"file": "a.png", "alt": "车站广场远景", "caption": "旅客走出车站。", "credit": "牛牧摄"}
    body = "正文。\n\n1949. 开国大典。\n1958. 修建水库。"
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article("图片新闻", "车站新貌。", images=[image]), "01-02": toy.article("大事记", body)},
        files={"issues/2021/12-12/a.png": toy.picture()},
    )
    toy.build(content, tmp_path / "site", search=True)
    with serve(tmp_path / "site") as server:
        for typed, place in (
            ("1958", "02"), ("“1949. 开国”", "02"), ("牛牧", "01"), ("“车站。 牛牧摄”", "01"), ("远景", ""),
        ):  # fmt: skip
            page.goto(f"{server.address}search.html?q={quote(typed)}")
            settled(page)
            assert found(page) == ([f"/2021/12/12/01-{place}.html"] if place else []), typed
        page.goto(f"{server.address}search.html?q={quote('车站')}")
        settled(page)
        page.click("li.result h2 a")
        page.wait_for_selector(".hits")
        assert page.locator("figcaption mark").all_inner_texts() == ["车站"]
        assert page.locator(".story mark").count() == 2
        fresh = toy.article("图片新闻", "车站新貌。", images=[{**image, "caption": "站前。"}])
        toy.newspaper(content, {"01-01": fresh})
        toy.build(content, tmp_path / "site", search=True)
        page.goto(f"{server.address}search.html?q={quote('旅客走出')}")
        assert settled(page) == WORDS.search_nothing % "旅客走出"


def test_the_search_page_of_the_real_site_works_below_a_path(page: Page, seed: Built) -> None:
    with serve(seed.site, "/repo/x") as server:
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(f"{server.address}search.html?q={quote('全国文明城市')}")
        settled(page)
        assert len(found(page)) == 4
        page.click("li.result h2 a")
        page.wait_for_selector(".hits")
        assert urlsplit(page.url).path.startswith("/repo/x/2021/12/12/01-")
        assert "全国文明城市" in page.locator("article mark").all_inner_texts()
        assert problems == []


# -- what goes wrong -----------------------------------------------------------------------------


@pytest.fixture
def fragile(seed_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the front page that a test may break."""
    folder = Path(shutil.copytree(seed_site.folder, tmp_path / "site"))
    with serve(folder) as server:
        yield replace(seed_site, server=server, folder=folder)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("catalogue.json", "missing"),
        ("catalogue.json", "cut"),
        ("pagefind.js", "missing"),
        ("pagefind.js", "cut"),
        ("/start", "missing"),
        ("/start", "cut"),
        ("pf_index", "missing"),
        ("pf_index", "cut"),
        ("pf_index", "page"),
        ("pf_fragment", "page"),
        ("start", "page"),
        ("pf_fragment", "missing"),
        ("pf_fragment", "cut"),
    ],
)
def test_a_part_that_is_missing_or_cut_short_is_told_and_the_next_search_tries_again(
    page: Page, fragile: Site, part: str, fault: str
) -> None:
    fragile.server.faults[part] = fault
    page.goto(fragile.url())
    page.fill("input[name=q]", "全国文明城市")
    page.keyboard.press("Enter")
    assert settled(page) in (WORDS.search_failed, WORDS.search_blocked)
    assert found(page) == []
    assert page.locator(".ways a").is_visible()
    fragile.server.faults.clear()
    page.fill("input[name=q]", "文明城市")
    page.keyboard.press("Enter")
    page.wait_for_selector("li.result")
    assert found(page) == fragile.truth.answer(["文明城市"])


@pytest.mark.parametrize("fault", ["missing", "cut"])
def test_one_shard_that_cannot_be_read_leaves_the_others_and_is_told(page: Page, archive: Site, fault: str) -> None:
    catalogue = json.loads((archive.folder / "search/catalogue.json").read_text(encoding="utf-8"))
    lost = catalogue["shards"][2]
    archive.server.faults[lost["name"]] = fault
    try:
        page.goto(archive.url(q="创建", n=300))
        said = settled(page)
    finally:
        archive.server.faults.clear()
    records = matching(archive, {"q": "创建"})
    wanted = [record.url for record in records if not lost["first"] <= record.day <= lost["last"]]
    assert found(page) == wanted
    assert said == f"{WORDS.search_found % len(wanted)} {WORDS.search_incomplete % lost['articles']}"


def test_one_text_that_cannot_be_read_leaves_the_others_and_is_told(page: Page, fragile: Site) -> None:
    wanted = fragile.truth.answer(["文明城市"])
    place = sorted(record.url for record in fragile.records).index(wanted[1])
    fragile.server.faults[f"fragment/{place:x}.pf_fragment"] = "missing"
    page.goto(fragile.url(q="文明城市"))
    assert settled(page) == f"{WORDS.search_found % (len(wanted) - 1)} {WORDS.search_incomplete % 1}"
    assert found(page) == [wanted[0], *wanted[2:]]
    assert not page.is_visible("button.more")


def test_a_text_that_may_have_a_quotation_and_cannot_be_read_is_told(page: Page, fragile: Site) -> None:
    # With a mark in it a quotation is looked for in the texts themselves.
    quoted = fragile.truth.answer(["城市，"])
    lost = sorted(record.url for record in fragile.records).index(quoted[0])
    fragile.server.faults[f"fragment/{lost:x}.pf_fragment"] = "missing"
    page.goto(fragile.url(q="“城市，”"))
    assert settled(page).endswith(WORDS.search_incomplete % 1)
    assert quoted[0] not in found(page) and set(found(page)) <= set(quoted)
    fragile.server.faults.clear()
    page.reload()
    says(page, WORDS.search_found % len(quoted))


def test_results_of_before_cannot_be_added_to_while_others_are_sought(page: Page, archive: Site) -> None:
    page.goto(archive.url(q="创建"))
    settled(page)
    page.wait_for_selector("button.more:not([hidden])")
    archive.server.faults["pf_index"] = "hang"
    page.fill("input[name=q]", "文明")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=%E6%96%87%E6%98%8E")
    try:
        assert not page.is_visible("button.more")
    finally:
        archive.server.faults.clear()


def test_a_slow_search_that_was_given_up_adds_nothing_to_a_later_one(page: Page, seed_site: Site) -> None:
    page.goto(seed_site.url())
    urls = page.evaluate(
        """async (bundle) => {
          const really = fetch;
          let release;
          let isSlow = true;
          const gate = new Promise((go) => (release = go));
          globalThis.fetch = async (...asked) => {
            if (isSlow && String(asked[0]).endsWith(".pf_index")) await gate;
            return really(...asked);
          };
          const archive = (await import("./assets/search/engine.js?slow")).openArchive(bundle);
          await archive.warm();
          const answer = (ask, what) => new Promise((done) => ask(what, (news) => news.done && done(news.items)));
          const slow = archive.search({query: "文明", sort: "", count: 7}, () => 0);
          await new Promise((done) => setTimeout(done, 500));
          isSlow = false;
          await answer(archive.search, {query: "红玉于永", sort: "", count: 1});
          release();
          await slow;
          return (await answer(archive.more, 100)).map(({url}) => url);
        }""",
        f"{seed_site.server.address}search/",
    )
    assert urls == seed_site.truth.answer(["红玉于永"]) != seed_site.truth.answer(["文明"])


def test_more_of_a_site_that_was_published_anew_is_read_from_the_new_one(
    page: Page, archive: Site, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(archive.folder, tmp_path / "site"))
    with serve(folder) as server:
        page.goto(f"{server.address}search.html?q={quote('创建')}")
        settled(page)
        changed = [replace(record, paragraphs=(*record.paragraphs, "创建之后。")) for record in archive.records]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search, "SMALL", 800)
            patch.setattr(search, "BIG", 9000)
            write_site(folder, changed)
        page.click("button.more")
        page.wait_for_function("() => document.querySelectorAll('li.result').length > 7")
        wanted = Truth(changed).answer(["创建"])
        says(page, WORDS.search_found % len(wanted))
        assert found(page) == wanted[: len(found(page))]


def test_without_a_network_the_page_says_so(page: Page, fragile: Site) -> None:
    page.goto(fragile.url())
    page.context.set_offline(True)
    page.fill("input[name=q]", "文明城市")
    page.keyboard.press("Enter")
    assert settled(page) == WORDS.search_offline
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    page.wait_for_selector("li.result")


def test_a_site_published_anew_while_the_page_is_open_is_searched_anew(page: Page, fragile: Site) -> None:
    page.goto(fragile.url(q="创建"))
    settled(page)
    fresh = replace(fragile.records[0], headline="文明城市之后", url="/2021/12/13/01-01.html", day="2021-12-13")
    write_site(fragile.folder, [*fragile.records, fresh])
    page.fill("input[name=q]", "文明城市之后")
    page.keyboard.press("Enter")
    says(page, WORDS.search_found % 1)
    assert found(page) == [fresh.url]


WITHOUT_WORKERS = POLICY.replace("worker-src 'self'", "worker-src 'none'")


def test_where_workers_are_forbidden_the_search_runs_on_the_page(page: Page, fragile: Site) -> None:
    write_site(fragile.folder, fragile.records, WITHOUT_WORKERS)
    page.goto(fragile.url(q="红玉于永"))
    settled(page)
    assert found(page) == fragile.truth.answer(["红玉于永"])
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_where_webassembly_is_forbidden_too_the_page_says_so(page: Page, fragile: Site) -> None:
    write_site(fragile.folder, fragile.records, WITHOUT_WORKERS.replace("'wasm-unsafe-eval'", ""))
    page.goto(fragile.url(q="红玉于永"))
    assert settled(page) == WORDS.search_blocked
    assert page.locator(".ways a").is_visible()


def test_an_answer_that_never_comes_is_not_waited_for_for_ever(page: Page, fragile: Site) -> None:
    write_site(fragile.folder, fragile.records, WITHOUT_WORKERS)
    fragile.server.faults["pf_index"] = "hang"
    page.clock.install()
    with page.expect_request("**/*.pf_index"):
        page.goto(fragile.url(q="红玉于永"))
    waited = 0
    while page.inner_text("form#search [role=status]").startswith(BUSY):
        assert waited < 200, "nobody waits for three minutes"
        page.clock.fast_forward(5_000)
        waited += 5
    assert page.inner_text("form#search [role=status]") == WORDS.search_failed
    assert page.locator(".ways a").is_visible()
