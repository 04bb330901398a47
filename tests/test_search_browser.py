"""The search page in a real browser: finds all that is there and nothing else, and when
something fails says so and leads on."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from edition import search
from edition.assemble import assemble
from edition.content import read_content
from edition.records import records_of
from edition.search import Record, plan_shards
from edition.words import CATALOGUE
from tests.conftest import SEED, Built
from tests.search_site import POLICY, Server, serve, write_site
from tests.search_truth import ASK, Query, Truth, plain, queries

WORDS = CATALOGUE["zh-Hans"]
SETTLED = """() => {
  const said = document.querySelector("form#search [role=status]").textContent;
  return said && !said.includes("正在检索");
}"""


# -- sites ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed() -> tuple[Record, ...]:
    """The sample edition as search sees it."""
    return records_of(assemble(read_content(SEED)))


@pytest.fixture(scope="module", params=["", "/repo/x"], ids=["at the root", "in a folder"])
def sample(request: pytest.FixtureRequest, seed: Built) -> Iterator[Server]:
    with serve(seed.site, request.param) as server:
        yield server


@pytest.fixture(scope="module")
def many(printed: tuple[Record, ...]) -> tuple[Record, ...]:
    """Three years of articles, put together from the sample's lines, every filter in use."""
    rng = random.Random(7)
    lines = [line for record in printed for line in record.paragraphs]
    headlines = [sentence for line in lines for sentence in re.findall(r"[^，。“”：]{8,20}", line)]
    lines += ["共建成１２０㎡的ＡＢＣ中心，占地3.5万㎡。", "𠮷野家与㐂乐园，即Ⅲ期工程。", "全国 文明 城市，全国，文明城市。"]
    people = ["lin", "zhang", "yu", "wang"]
    return tuple(
        replace(
            rng.choice(printed),
            url=f"/{2019 + number // 40}/{1 + number % 12:02}/{1 + number % 5:02}/{1 + number % 4:02}-{number:02}.html",
            day=f"{2019 + number // 40}-{1 + number % 12:02}-{1 + number % 5:02}",
            folio=1 + number % 4,
            position=number,
            headline=rng.choice(headlines),
            paragraphs=tuple(rng.sample(lines, 3)),
            section=("要闻", "副刊", "经济")[number % 3],
            column=("", "", "我为群众办实事", "民生")[number % 4],
            genre=("消息", "通讯", "")[number * 7 % 3],
            persons=tuple(sorted(rng.sample(people, number % 3))),
            authors=(people[number % 2],),
        )
        for number in range(120)
    )


@pytest.fixture(scope="module")
def archive(many: tuple[Record, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`many` in several shards; its scripts lose patience after a second or two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "BIG", 12_000)
        assert len(plan_shards(many)) >= 4
        folder = write_site(tmp_path_factory.mktemp("archive"), many)
    for script, constant, shorter in (
        ("search.js", "PATIENCE = 60000", "PATIENCE = 4000"),
        ("search/engine.js", "PATIENCE = 30000", "PATIENCE = 1500"),
    ):
        file = folder / "assets" / script
        text = file.read_text(encoding="utf-8")
        assert constant in text
        file.write_text(text.replace(constant, shorter), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Reader:
    """Somebody who has opened the search page of the sample, and asks one thing after another."""

    page: Page
    server: Server
    complaints: list[str]


@pytest.fixture(scope="module")
def reader(browser: Browser, sample: Server) -> Iterator[Reader]:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    found = listened(page)
    yield Reader(opened(page, sample), sample, found)
    context.close()


@pytest.fixture
def years(archive: Path) -> Iterator[Server]:
    with serve(archive) as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def listened(page: Page) -> list[str]:
    """What the browser will complain of: errors of scripts and of the content security policy."""
    found: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", told)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


# -- what a reader does and sees -----------------------------------------------------------------


def opened(page: Page, server: Server, address: str = "search.html") -> Page:
    page.goto(server.address + address)
    if "?" in address:
        page.wait_for_function(SETTLED)
    return page


def box(page: Page) -> Locator:
    return page.locator("form#search .box input, form#search > input").first


def ask(page: Page, typed: str) -> None:
    box(page).fill(typed)
    box(page).press("Enter")
    page.wait_for_function(SETTLED)


def said(page: Page) -> str:
    return page.locator("form#search [role=status]").inner_text()


def urls_of(page: Page) -> list[str]:
    """Of the articles in the list of results, from the root of the site."""
    root = urlsplit(page.url).path.rsplit("/", 1)[0]
    found = page.locator("ol.results h2 a").evaluate_all("links => links.map((link) => link.pathname)")
    return [path.removeprefix(root) for path in found]


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"fieldset.filters [name={name}]").select_option(value)
    page.wait_for_function(SETTLED)


def choices(page: Page, name: str) -> dict[str, int]:
    """How many articles stand behind each choice of a list, without those that have none."""
    found: dict[str, int] = {}
    for value, label in page.locator(f"fieldset.filters [name={name}] option").evaluate_all(
        "options => options.map((option) => [option.value, option.textContent])"
    ):
        if value:
            found[value] = int(re.findall(r"（(\d+)）", label)[0])
    return {value: count for value, count in found.items() if count}


def pieces_of(line: Locator) -> list[tuple[str, bool]]:
    """The text of a headline or an excerpt, and whether it is marked as a hit."""
    got = line.evaluate("line => [...line.childNodes].map((node) => [node.textContent, node.nodeName === 'MARK'])")
    return [(text, is_hit) for text, is_hit in got]


def assert_all_marked(line: Locator, needles: Sequence[str]) -> int:
    """Exactly the hits are marked; gives their number."""
    pieces = pieces_of(line)
    for needle in map(plain, needles):
        assert not [text for text, is_hit in pieces if not is_hit and needle in plain(text)]
    marked = [plain(text) for text, is_hit in pieces if is_hit]
    assert all(any(needle in text for needle in map(plain, needles)) for text in marked), marked
    return len(marked)


def asked(page: Page, server: Server, wanted: Sequence[Query], **more: str) -> list[tuple[int, list[str]]]:
    requests = [{"query": query.typed, **more} for query in wanted]
    bundle = server.address + "search/"
    answers: list[Any] = page.evaluate(ASK, {"bundle": bundle, "queries": requests, "count": 1000})
    return [(total, urls) for total, urls, _ in answers]


# -- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "needles"),
    [
        ("全国文明城市", ["全国文明城市"]),
        ("红玉于永", ["红玉于永"]),
        ("1398处", ["1398处"]),
        ("１３９８处", ["1398处"]),
        ("“于永生主持 张继民”", ["于永生主持 张继民"]),
        ("“桂冠来之不易，我们”", ["桂冠来之不易，我们"]),
        ("济宁 社区", ["济宁", "社区"]),
        ("林红玉　全国文明城市", ["林红玉", "全国文明城市"]),
        ("林红玉，全国文明城市", ["林红玉", "全国文明城市"]),
        ("于 永 生", ["于永生"]),
    ],
)
def test_exactly_the_articles_with_the_words_are_shown_each_hit_marked(
    reader: Reader, printed: tuple[Record, ...], typed: str, needles: list[str]
) -> None:
    page = reader.page
    ask(page, typed)
    expected = Truth(printed).answer(needles)
    assert expected
    assert urls_of(page) == expected
    assert WORDS.search_found % len(expected) in said(page)
    for result in page.locator("ol.results > li").all():
        headline, excerpt = result.locator("h2 a"), result.locator(".excerpt")
        assert len(excerpt.inner_text()) > 10
        assert assert_all_marked(headline, needles) + assert_all_marked(excerpt, needles) >= 1
    assert not reader.complaints


def test_an_article_with_the_words_in_its_headline_stands_before_newer_ones_without(
    page: Page, years: Server, many: tuple[Record, ...]
) -> None:
    opened(page, years, "search.html?q=文明城市&n=500")
    by_url = {record.url: record for record in many}
    found = [by_url[url] for url in urls_of(page)]
    in_headline = ["文明城市" in record.headline for record in found]
    assert in_headline == sorted(in_headline, reverse=True)
    assert True in in_headline and False in in_headline
    for part in (True, False):
        days = [record.day for record, is_in in zip(found, in_headline, strict=True) if is_in is part]
        if part:
            assert days == sorted(days, reverse=True)
    assert max(record.day for record in found) > found[0].day or found[0].day == max(r.day for r in found)


@pytest.mark.parametrize("typed", ["市", "９", "\U00020bb7", "全 ， 国"])
def test_a_single_letter_is_refused_with_a_sentence_and_without_a_wrong_answer(
    reader: Reader, typed: str
) -> None:
    page = reader.page
    ask(page, typed)
    assert said(page) == WORDS.search_single
    assert urls_of(page) == []
    assert not reader.complaints


def test_a_single_letter_beside_a_word_is_told_to_have_been_passed_over(
    reader: Reader, printed: tuple[Record, ...]
) -> None:
    page = reader.page
    ask(page, "全国文明城市 市")
    assert urls_of(page) == Truth(printed).answer(["全国文明城市"])
    assert WORDS.search_skipped % "市" in said(page)
    ask(page, "无此一词 市 市")
    assert said(page).count(WORDS.search_skipped % "市") == 1


@pytest.mark.parametrize("typed", ["不存在的字串", "qwxyz", "全国文明城堡", "<bb>粗体</bb>"])
def test_what_is_nowhere_is_not_found_and_said_so(
    reader: Reader, typed: str
) -> None:
    page = reader.page
    ask(page, typed)
    assert said(page) == WORDS.search_nothing % typed
    assert urls_of(page) == []
    assert page.locator("ul.ways a").count() == 2
    assert not reader.complaints


def test_punctuation_alone_finds_nothing_rather_than_everything(reader: Reader) -> None:
    page = reader.page
    ask(page, "，。！")
    assert urls_of(page) == []
    assert said(page)


def test_three_hundred_queries_of_every_kind_are_answered_as_by_reading_the_sample(
    reader: Reader, printed: tuple[Record, ...]
) -> None:
    wanted = list(queries(printed, 300))
    truth = Truth(printed)
    expected = [truth.answer(query.needles) for query in wanted]
    assert sum(map(bool, expected)) > 150
    answers = asked(reader.page, reader.server, wanted)
    wrong = [
        (query.kind, query.typed, total, urls, right)
        for query, (total, urls), right in zip(wanted, answers, expected, strict=True)
        if urls != right or total != len(right)
    ]
    assert not wrong


def test_queries_are_answered_in_the_right_order_over_several_shards(
    page: Page, years: Server, many: tuple[Record, ...]
) -> None:
    wanted = [*queries(many, 120, seed=2), *(Query("rare", text, (text,)) for text in ("𠮷野", "120m2", "abc中心", "iii期"))]
    truth = Truth(many)
    opened(page, years)
    by_day = {record.url: record.day for record in many}
    right = [truth.answer(query.needles) for query in wanted]
    assert [urls for _, urls in asked(page, years, wanted)] == right
    assert all(right[-4:])
    for sort, backwards in (("newest", True), ("oldest", False)):
        for (_, urls), expected in zip(asked(page, years, wanted[:40], sort=sort), right, strict=False):
            days = [by_day[url] for url in urls]
            assert sorted(urls) == sorted(expected)
            assert days == sorted(days, reverse=backwards)


# -- the address ---------------------------------------------------------------------------------


def test_a_search_stands_in_the_address_and_the_back_button_leads_to_the_one_before(
    page: Page, years: Server, many: tuple[Record, ...]
) -> None:
    opened(page, years)
    ask(page, "文明城市")
    first = urls_of(page)
    choose(page, "genre", "通讯")
    narrowed = urls_of(page)
    ask(page, "社区")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["社区"], "genre": ["通讯"]}
    page.go_back()
    page.wait_for_function(SETTLED)
    expect(box(page)).to_have_value("文明城市")
    assert urls_of(page) == narrowed != first
    page.go_back()
    page.wait_for_function(SETTLED)
    assert urls_of(page) == first
    assert page.locator("[name=genre]").input_value() == ""
    page.go_forward()
    page.wait_for_function(SETTLED)
    page.reload()
    page.wait_for_function(SETTLED)
    assert urls_of(page) == narrowed
    assert page.locator("[name=genre]").input_value() == "通讯"


def test_more_results_come_at_a_press_and_stay_when_a_reader_returns(
    page: Page, years: Server, many: tuple[Record, ...]
) -> None:
    opened(page, years, "search.html?q=" + quote("文明城市"))
    right = Truth(many).answer(["文明城市"])
    assert urls_of(page) == right[:10] and len(right) > 20
    page.locator("button.more").click()
    expect(page.locator("ol.results > li")).to_have_count(20)
    assert urls_of(page) == right[:20]
    page.locator("ol.results h2 a").nth(15).click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_function(SETTLED)
    assert urls_of(page) == right[:20]


# -- filters -------------------------------------------------------------------------------------


Test = Callable[[Record], bool]


@pytest.mark.parametrize("words", ["", "文明"])
def test_filters_narrow_the_results_and_their_counts_are_those_of_reading(
    page: Page, years: Server, many: tuple[Record, ...], words: str
) -> None:
    found = [record for record in many if record.url in set(Truth(many).answer([words]))]
    opened(page, years, f"search.html?q={words}&section=副刊&from=2019-06-01&to=2021-03-31&n=500")
    in_time: Test = lambda record: "2019-06-01" <= record.day <= "2021-03-31"  # noqa: E731
    right = [record for record in found if in_time(record) and record.section == "副刊"]
    assert sorted(urls_of(page)) == sorted(record.url for record in right)
    assert choices(page, "genre") == Counter(record.genre for record in right if record.genre)
    assert choices(page, "column") == Counter(record.column for record in right if record.column)
    assert choices(page, "folio") == Counter(str(record.folio) for record in right)
    # Beside a section stands what choosing it instead would give.
    assert choices(page, "section") == Counter(record.section for record in found if in_time(record))
    bars = page.locator(".years button").evaluate_all("bars => bars.map((bar) => bar.title)")
    by_year = Counter(record.day[:4] for record in found if record.section == "副刊")
    assert bars == [WORDS.search_year % (year, by_year[year]) for year in ("2019", "2020", "2021")]
    choose(page, "folio", "2")
    page.goto(page.url + "&n=500")
    page.wait_for_function(SETTLED)
    assert sorted(urls_of(page)) == sorted(record.url for record in right if record.folio == 2)
    page.locator("button.clear").click()
    page.wait_for_function(SETTLED) if words else expect(page.locator("ol.results > li")).to_have_count(0)
    if words:
        assert WORDS.search_found % len(found) == said(page)


def test_persons_and_writers_narrow_the_results_and_are_counted(
    page: Page, years: Server, many: tuple[Record, ...]
) -> None:
    opened(page, years, "search.html?q=" + quote("文明"))
    assert not [path for path, _ in years.requests if "people.json" in path], "names are read only when asked for"
    found = [record for record in many if record.url in set(Truth(many).answer(["文明"]))]
    page.locator("details.people summary").click()
    expect(page.locator("[name=persons] option")).to_have_count(5)
    assert choices(page, "persons") == Counter(one for record in found for one in record.persons)
    assert choices(page, "authors") == Counter(one for record in found for one in record.authors)
    choose(page, "persons", "lin")
    right = [record for record in found if "lin" in record.persons]
    assert WORDS.search_found % len(right) in said(page)
    assert "person=lin" in page.url
    opened(page, years, f"search.html?{urlsplit(page.url).query}&n=500")
    assert sorted(urls_of(page)) == sorted(record.url for record in right)


# -- keys and the article ------------------------------------------------------------------------


def test_a_slash_leads_to_the_box_and_arrows_walk_along_the_results(page: Page, sample: Server) -> None:
    opened(page, sample, "search.html?q=" + quote("全国文明城市"))
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("全国文明城市")
    links = page.locator("ol.results h2 a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()


def test_a_result_leads_to_the_article_with_its_hits_marked_one_after_another(
    page: Page, sample: Server, printed: tuple[Record, ...]
) -> None:
    complaints = listened(page)
    ask(opened(page, sample), "全国文明城市")
    first = Truth(printed).answer(["全国文明城市"])[0]
    record = next(record for record in printed if record.url == first)
    hits = sum(plain(line).count("全国文明城市") for line in (record.headline, *record.aside, *record.paragraphs))
    assert hits > 2
    page.locator("ol.results h2 a").first.click()
    page.wait_for_selector(".hits")
    place, current = page.locator(".hits output"), page.locator("mark[aria-current]")
    assert place.inner_text() == WORDS.search_hit % (1, hits)
    assert "".join(current.all_inner_texts()) == "全国文明城市"
    text = "".join(page.locator(".story mark").all_inner_texts())
    assert text.replace("\n", "") == "全国文明城市" * hits
    page.get_by_role("button", name=WORDS.search_next).click()
    assert place.inner_text() == WORDS.search_hit % (2, hits)
    page.get_by_role("button", name=WORDS.search_previous).click()
    page.get_by_role("button", name=WORDS.search_previous).click()
    assert place.inner_text() == WORDS.search_hit % (hits, hits)
    expect(current.first).to_be_in_viewport()
    page.get_by_role("button", name=WORDS.search_close).click()
    assert page.locator(".story mark").count() == 0
    assert "hl=" not in page.url
    assert not complaints


# -- failures ------------------------------------------------------------------------------------


def test_without_javascript_the_page_says_so_and_leads_to_dates_and_persons(browser: Browser, sample: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.address + "search.html")
    assert WORDS.search_needs_script in page.locator("main").inner_text()
    ways = page.locator("ul.ways a").evaluate_all("links => links.map((link) => link.href)")
    assert len(ways) == 2
    for way in ways:
        answer = page.goto(way + ("index.html" if way.endswith("/") else ""))
        assert answer and answer.ok, way
    context.close()


def other_policy(archive: Path, folder: Path, policy: str) -> Path:
    shutil.copytree(archive, folder, dirs_exist_ok=True)
    file = folder / "search.html"
    text = file.read_text(encoding="utf-8")
    assert POLICY in text
    file.write_text(text.replace(POLICY, policy), encoding="utf-8")
    return folder


def test_where_workers_are_blocked_the_page_itself_searches(
    page: Page, archive: Path, many: tuple[Record, ...], tmp_path: Path
) -> None:
    policy = POLICY.replace("worker-src 'self'", "worker-src 'none'")
    with serve(other_policy(archive, tmp_path / "site", policy)) as server:
        opened(page, server, "search.html?n=500&q=" + quote("文明城市"))
        assert urls_of(page) == Truth(many).answer(["文明城市"])


def test_where_programs_are_blocked_the_page_says_so_and_leads_on(page: Page, archive: Path, tmp_path: Path) -> None:
    policy = POLICY.replace("worker-src 'self'", "worker-src 'none'").replace(" 'wasm-unsafe-eval'", "")
    with serve(other_policy(archive, tmp_path / "site", policy)) as server:
        ask(opened(page, server), "文明城市")
        assert said(page) == WORDS.search_blocked
        assert urls_of(page) == []
        expect(page.locator("ul.ways a")).to_be_visible()


@pytest.mark.parametrize("fault", ["missing", "cut", "hang"])
@pytest.mark.parametrize("part", ["catalogue.json", "pagefind.js", "wasm.unknown.pagefind"])
def test_a_part_that_everything_needs_fails_with_a_sentence_and_recovers(
    page: Page, years: Server, many: tuple[Record, ...], part: str, fault: str
) -> None:
    years.faults[part] = fault
    ask(opened(page, years), "文明城市")
    assert said(page) in (WORDS.search_failed, WORDS.search_blocked)
    assert urls_of(page) == []
    expect(page.locator("ul.ways a")).to_be_visible()
    if fault == "hang":
        return
    years.faults.clear()
    page.reload()
    page.wait_for_function(SETTLED)
    assert urls_of(page) == Truth(many).answer(["文明城市"])[:10]


@pytest.mark.parametrize("fault", ["missing", "cut", "hang"])
@pytest.mark.parametrize("file", ["start", "index"])
def test_a_shard_that_fails_is_told_with_the_number_of_articles_left_out(
    page: Page, archive: Path, years: Server, many: tuple[Record, ...], file: str, fault: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "BIG", 12_000)
        lost = plan_shards(many)[1]
    years.faults[f"search/{lost.name}/{file}"] = fault
    opened(page, years)
    ask(page, "文明城市")
    assert WORDS.search_incomplete % len(lost.records) in said(page)
    rest = [record for record in many if record not in lost.records]
    assert urls_of(page) == Truth(rest).answer(["文明城市"])[:10]
    if fault == "hang":
        return
    years.faults.clear()
    page.locator("form#search button").first.click()
    page.wait_for_function(SETTLED)
    page.wait_for_function(f"document.querySelector('[role=status]').textContent.startsWith('{WORDS.search_found[:2]}')")
    assert WORDS.search_incomplete[:2] not in said(page)
    assert urls_of(page) == Truth(many).answer(["文明城市"])[:10]
