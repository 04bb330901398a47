"""Reading in a real browser: the filter of the person index, reading controls, no JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import toy
from tests.conftest import Built

ARTICLE = "2021/12/12/01-01.html"
KINDS = [
    "", "2021/12/12/", "2021/12/12/01.html", ARTICLE, "2021/", "2021/12/", "archive/", "days/12-12.html", "sections/",
    "genres/", "columns/", "bylines/", "people/", "people/l.html", "people/lin-hongyu-7250.html",
    "bylines/song-yikai-3204.html", "search.html", "about.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def host(seed: Built) -> Iterator[str]:
    with toy.served(seed.site) as address:
        yield address


LONG = "弗拉基米尔·弗拉基米罗维奇·斯特拉文斯基"
OFFICE = "市委书记、市人大常委会主任"
AWKWARD = {
    "01-01": toy.article(
        "中国女足4-3逆转，U-23国足2-1胜，马丁·路德·金到访",
        f"昨天{LONG}来访，以3-2取胜。" * 9
        + "1996—2000年间，" * 9
        + f"\n\n```\n{'照原样录入的一行' * 9}\n```\n\n"
        + f"| 县区 |{' 总产值（万元） |' * 12}\n|{'---|' * 13}\n| 任城 |{' 12,345.67 |' * 12}",
        persons=[{"name": LONG, "office": OFFICE}, {"name": "顾明川", "office": OFFICE, "role": "主持并讲话"}],
        byline=[f"记者 {LONG}", "通讯员 王伟", "实习生 阿卜杜热西提·买买提明"],
        column="我为群众办实事回头看",
        source={"file": "page.txt", "note": "正文第3–65行，标题第67–68行"},
        corrections=[{"date": "2021-12-20", "note": "伤者人数据医院通报更正为三人，谨向读者和当事人致歉。" * 3}],
    ),
    "01-02": toy.article("市委常委会传达学习推进黄河流域生态保护工作会议精神", persons=["顾明川"]),
    "02-01": toy.article("春", "春来了。", genre="副刊"),
}
"""Long names, numbers with hyphens, lines as typed, a wide table, a feature of three characters."""


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("awkward")
    issues = {"2021/12-12": "folios: {1: 要闻·时政, 2: 文艺副刊与读者来信}\n"}
    toy.build(toy.newspaper(folder / "content", AWKWARD, issues=issues), folder / "site")
    with toy.served(folder / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("林红玉", ["林红玉"]),
        ("红玉", ["林红玉"]),
        ("lhy", ["林红玉"]),
        ("LHY", ["林红玉"]),
        ("lin hong", ["林红玉"]),
        ("linhongyu", ["林红玉"]),
        ("Lín Hóngyù", ["林红玉"]),
        ("zhang", ["张红旗", "张继民"]),
        ("hongqi", ["张红旗"]),
        ("ren", ["任庆虎"]),
        ("wang wei", ["王伟"]),
        ("ＬＨＹ", ["林红玉"]),
        ("林 红玉", ["林红玉"]),
        ("先生", []),
    ],
)
def test_the_filter_box_finds_names_by_characters_pinyin_and_initials(
    host: str, page: Page, typed: str, found: list[str]
) -> None:
    page.goto(host + "people/")
    page.locator(".finder input").fill(typed)
    expect(page.locator(".finder [role=status]")).not_to_have_text("")
    expect(page.locator(".finder .names a")).to_have_text(found)
    expect(page.locator(".groups")).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "found"), [("lü", ["吕布"]), ("LÜ BU", ["吕布"]), ("lǚ", ["吕布"]), ("lv", ["吕布"]), ("lu", ["鲁迅"])]
)
def test_the_filter_box_tells_u_from_u_with_dots(tmp_path: Path, page: Page, typed: str, found: list[str]) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("甲", persons=["吕布", "鲁迅"])})
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(f"{address}people/")
        page.locator(".finder input").fill(typed)
        expect(page.locator(".finder .names a")).to_have_text(found)


def test_escape_closes_the_reading_controls(host: str, page: Page) -> None:
    page.goto(host)
    page.locator(".settings summary").click()
    expect(page.get_by_role("button", name="长者")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="长者")).to_be_hidden()
    expect(page.locator(".settings summary")).to_be_focused()


@pytest.mark.parametrize("kind", ["", "people/", "search.html"])
def test_on_a_phone_a_choice_or_a_tap_elsewhere_closes_the_reading_controls(
    host: str, browser: Browser, kind: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(host + kind)
    summary, controls = page.locator(".settings summary"), page.locator(".settings .controls")
    summary.tap()
    page.get_by_role("button", name="特大").tap()
    expect(controls).to_be_hidden()
    assert page.evaluate("document.documentElement.dataset.size") == "huge"
    summary.tap()
    controls.tap(position={"x": 5, "y": 5})  # in their box, beside them
    expect(controls).to_be_visible()
    before = page.evaluate("scrollTo(0, 300), scrollY")
    page.touchscreen.tap(5, 600)
    expect(controls).to_be_hidden()
    assert page.evaluate("scrollY") == before
    page.evaluate("scrollTo(0, 0)")
    summary.tap()
    page.locator(".nav").get_by_role("link", name="往期").tap()  # one tap is enough
    expect(page.locator("h1")).to_have_text("往期目录")
    context.close()


def test_with_the_keyboard_the_reading_controls_are_open_until_they_are_left(host: str, page: Page) -> None:
    page.goto(host + "archive/")
    summary, controls = page.locator(".settings summary"), page.locator(".settings .controls")
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("大")
    expect(page.locator(":focus")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(controls).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(controls).to_be_visible()
    for _ in page.locator(".settings button").all():
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("深")
    page.keyboard.press("Tab")
    expect(controls).to_be_hidden()
    expect(page.locator(".nameplate a")).to_be_focused()


def test_a_found_name_leads_to_its_person_from_every_page_of_the_index(host: str, page: Page) -> None:
    for index in ("people/", "people/z.html"):
        page.goto(host + index)
        page.locator(".finder input").fill("lhy")
        page.locator(".finder .names a").click()
        expect(page.locator("h1")).to_have_text("林红玉")
        page.go_back()
        expect(page.locator(".finder .names a")).to_have_text(["林红玉"])
        assert page.url.endswith(f"{index}?q=lhy")
        page.locator(".finder input").fill("")
        expect(page.locator(".groups")).to_be_visible()
        assert page.url.endswith(index)


def test_a_letter_of_the_index_counts_nobody_who_is_not_there(host: str, page: Page) -> None:
    for index, counted in (("", "人物7位\xa0· 作者4位"), ("l.html", "人物1位"), ("b.html", "作者1位")):
        page.goto(f"{host}people/{index}")
        assert page.locator(".title p").text_content() == counted


def test_an_unpacked_edition_is_read_from_its_folder(seed: Built, page: Page) -> None:
    """By a double click on index.html, without any server: browsers run no modules there."""
    page.goto((seed.site / "index.html").as_uri())
    page.locator(".nav").get_by_role("link", name="往期", exact=True).click()
    expect(page.locator("h1")).to_have_text("往期目录")
    page.locator(".nav").get_by_role("link", name="人物", exact=True).click()
    page.get_by_role("link", name="林红玉").first.click()
    expect(page.locator("h1")).to_have_text("林红玉")
    expect(page.locator(".settings")).to_be_hidden()
    page.locator(".nav").get_by_role("link", name="检索", exact=True).click()
    expect(page.locator(".no-script")).to_be_visible()


def test_text_size_and_theme_are_kept_and_set_before_the_first_paint(host: str, page: Page) -> None:
    page.goto(host + ARTICLE)
    plain = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.get_by_role("button", name="长者").click()
    page.get_by_role("button", name="深", exact=True).click()
    assert float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")) > float(plain[:-2])
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    # With every other script blocked, only the one in the head can have set them.
    page.route("**/*.js", lambda route: route.abort())
    page.goto(host + "people/")
    assert page.evaluate("document.documentElement.dataset.size") == "elder"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark


def test_the_citation_is_copied_with_one_click(host: str, browser: Browser) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(host + ARTICLE)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "宋仪凯. 济宁市深化全国文明城市创建工作推进会议召开[N]. 济宁日报, [2021-12-12](1)."
    )
    context.close()


def test_a_citation_has_no_space_before_its_full_stop(host: str, page: Page) -> None:
    page.goto(host + ARTICLE)
    widths = page.locator(".quote").evaluate("""quote => [0, 1, 2].map((at) => {
      const range = new Range();
      range.setStart(quote.firstChild, at);
      range.setEnd(quote.firstChild, at + 1);
      return range.getBoundingClientRect().width;
    })""")
    assert max(widths) - min(widths) < 0.5


def test_every_page_can_be_read_without_javascript(host: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind in KINDS:
        page.goto(host + kind)
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_role("link", name="往期目录").first).to_be_visible()
        for button in page.locator(".controls button").all():
            expect(button).to_be_hidden()
    page.goto(host + "people/")
    expect(page.get_by_role("link", name="林红玉")).to_be_visible()
    expect(page.locator(".finder")).to_be_hidden()
    page.goto(host + ARTICLE)
    expect(page.get_by_text("市级领导，市直有关部门、部分区主要负责同志参加会议。")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("size", ["", "elder"])
def test_no_page_scrolls_sideways_in_any_text_size(host: str, browser: Browser, width: int, size: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(f"localStorage.setItem('reading-size', '{size}')")
    page = context.new_page()
    for kind in KINDS:
        page.goto(host + kind)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
    context.close()


def test_no_page_complains_or_asks_another_host(host: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(host) else None)
    for kind in KINDS:
        page.goto(host + kind)
    assert complaints == []
    assert [url for url in foreign if not url.startswith("data:")] == []
    context.close()


def test_the_skip_link_is_the_first_stop_of_the_keyboard_and_leads_to_the_text(host: str, page: Page) -> None:
    for kind in ("", ARTICLE, "archive/", "search.html"):
        page.goto(host + kind)
        page.locator("body").press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_have_text("跳到正文")
        expect(focused).to_be_in_viewport()
        focused.press("Enter")
        assert page.evaluate("location.hash") == "#text"


def test_the_tab_key_goes_from_the_first_hit_to_the_bar_that_leads_to_the_next(host: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{host}{ARTICLE}?hl=全国")
    page.wait_for_selector(".hits")
    page.keyboard.press("Tab")
    expect(page.locator(".hits button").first).to_be_focused()
    expect(page.locator("mark[aria-current]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") > 0


BEGUN_WRONGLY = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
  let before;
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    [...node.data].forEach((character, at) => {
      if (!character.trim()) return;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { top, bottom } = range.getBoundingClientRect();
      if ("·•、，。；：！？”）》".includes(character) && top >= before) found.push(node.data.slice(at - 9, at + 9));
      before = bottom;
    });
  }
  return found;
}"""
"""The texts with a line that begins as no line of print does."""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("size", ["", "elder"])
def test_no_line_begins_with_a_dot_or_a_comma(awkward: str, browser: Browser, width: int, size: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(f"localStorage.setItem('reading-size', '{size}')")
    page = context.new_page()
    pages = ["", ARTICLE, "bylines/", "people/", "corrections.html", "archive/", "2021/12/12/01.html"]
    page.goto(awkward + "people/")
    pages += [f"people/{page.locator('.names a').nth(number).get_attribute('href')}" for number in range(4)]
    for kind in pages:
        page.goto(awkward + kind)
        assert page.evaluate(BEGUN_WRONGLY) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
    context.close()


def test_an_office_longer_than_a_line_is_not_cut_before_its_comma(tmp_path: Path, page: Page) -> None:
    office = "新疆维吾尔自治区喀什地区行政公署专员、地区经济技术开发区管理委员会主任"
    one = toy.article("甲", persons=[{"name": "顾明川", "office": office}])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": one}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + "people/")
        person = f"people/{page.locator('.names a').get_attribute('href')}"
        for kind in ("", ARTICLE, "people/", person):
            page.goto(address + kind)
            for em in range(11, 28):  # as many characters of .8125rem, where a margin is left
                page.set_viewport_size({"width": 13 * em + 60, "height": 800})
                assert page.evaluate(BEGUN_WRONGLY) == [], (kind, em)
        page.goto(address)
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate(BEGUN_WRONGLY) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_number_with_a_hyphen_stays_on_its_line(awkward: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(awkward + ARTICLE)
    whole = page.locator("h1 .whole, .prose .whole, .quote .whole, .terms .whole")
    assert {"4-3", "U-23", "2-1", "3-2", "1996—2000年", "2021-12-12", "67–68"} <= set(whole.all_inner_texts())
    for one in whole.all():
        assert one.evaluate("element => element.getClientRects().length") == 1
    page.close()


LINES_OF = """element => {
  const lines = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (let at = 0; at < walk.currentNode.length; at += 1) {
    const range = document.createRange();
    range.setStart(walk.currentNode, at);
    range.setEnd(walk.currentNode, at + 1);
    const { top, height } = range.getBoundingClientRect(), line = lines.at(-1);
    if (line && Math.abs(line.top - top) < height / 2) line.text += range.toString();
    else if (height) lines.push({ top, text: range.toString() });
  }
  return lines.map(({ text }) => text.trim());
}"""


@pytest.mark.parametrize(("width", "size"), [(320, "elder"), (390, ""), (1280, "")])
def test_no_date_and_no_span_of_years_breaks_in_what_is_said_of_a_person(
    tmp_path: Path, page: Page, width: int, size: str
) -> None:
    dates = ("1921—2003年", "1989年6月—", "2004年9月", "1998年12月31日")
    note = "济宁市文联副主席，1921—2003年在世，1989年6月—2004年9月任作协主席，1998年12月31日获奖。"
    # After as many characters more, so that each of them meets the end of a line.
    named = {f"顾明{name}": "前" * before + note for before, name in enumerate("一二三四五六七八九十山川")}
    toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article("甲", persons=list(named))},
        people="".join(f"- {{name: {name}, id: gu-{len(said)}, note: {said}}}\n" for name, said in named.items()),
    )
    toy.build(tmp_path / "content", tmp_path / "site")
    page.set_viewport_size({"width": width, "height": 800})
    for said in named.values():
        page.goto((tmp_path / f"site/people/gu-{len(said)}.html").as_uri())
        page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
        lines = page.locator(".lede").evaluate(LINES_OF)
        for date in dates:
            assert any(date in line for line in lines), (date, lines)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_long_name_of_a_newspaper_breaks_between_words(tmp_path: Path, page: Page, language: str) -> None:
    edition = f"title: 学报\nnewspaper: 中国人民大学学报（哲学社会科学版）\nlanguage: {language}\n"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=edition), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        for width, kind in product((320, 390, 960, 1280), ("", ARTICLE)):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address + kind)
            lines = page.locator(".nameplate a").evaluate(LINES_OF)
            assert "".join(lines) == "中国人民大学学报（哲学社会科学版）"
            words = ("中国人民大学", "学报", "哲学", "社会科学版")
            assert all(word in "|".join(lines) for word in words), (width, lines)


def test_an_apostrophe_in_a_chinese_text_is_no_wider_than_in_another(tmp_path: Path, page: Page) -> None:
    text = "美国McDonald’s公司的O’Neill来了，他说：“students’ union和’97年”。"
    quoted = "他说：“‘九十年代’的‘引号’和‘IBM’，it’s。”"
    articles = {"01-01": toy.article("McDonald’s来了", text), "01-02": toy.article("乙", quoted)}
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + ARTICLE)
        assert page.locator(".prose").inner_text() == text
        assert page.locator("h1").inner_text() == "McDonald’s来了"
        for place, marks in (("h1", 1), (".prose", 4)):
            narrow = page.locator(f"{place} .latin")
            assert narrow.all_inner_texts() == ["’"] * marks
            for one in narrow.all():
                em = "element => element.getBoundingClientRect().width / parseFloat(getComputedStyle(element).fontSize)"
                assert one.evaluate(em) < 0.4
        page.goto(address + ARTICLE.replace("01-01", "01-02"))
        assert page.locator(".prose").inner_text() == quoted
        assert page.locator(".prose .latin").count() == 1, "the others close a quotation"


def test_a_very_narrow_column_is_ragged(tmp_path: Path, page: Page) -> None:
    article = toy.article("甲", "沧江下游青石湾段堤防合龙。" * 9)
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}), tmp_path / "site")
    sizes = (("elder", 320, "start"), ("", 320, "justify"), ("", 390, "justify"), ("elder", 1280, "justify"))
    with toy.served(tmp_path / "site") as address:
        for size, width, align in sizes:
            page.set_viewport_size({"width": width, "height": 800})
            for kind, text in ((ARTICLE, ".prose p"), ("", ".summary p")):
                page.goto(address + kind)
                page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
                found = page.locator(text).first.evaluate("element => getComputedStyle(element).textAlign")
                assert found == align, (kind, size, width)


def test_an_upright_picture_leaves_room_for_the_others_on_a_front_page(tmp_path: Path, page: Page) -> None:
    articles = {
        "01-01": toy.article("甲", "正文。" * 60, images=[{"file": "tall.png", "alt": "塔"}]),
        "01-02": toy.article("乙", persons=["顾明川"]),
        "01-03": toy.article("丙", "正文。" * 60, genre="副刊", images=[{"file": "tall.png", "alt": "塔"}]),
    }
    files = {"issues/2021/12-12/tall.png": toy.picture(800, 1200)}
    toy.build(toy.newspaper(tmp_path / "content", articles, files=files), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        for width, kind in product((390, 1280), ("", ARTICLE)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + kind)
            for picture in page.locator("figure img").all():
                box = picture.bounding_box()
                assert box and abs(box["height"] / box["width"] - 1.5) < 0.01
                assert (box["height"] <= 480) == (kind == ""), (width, kind)
        page.goto(address)
        lead, picture = (page.locator(place).bounding_box() for place in (".lead", ".lead img"))
        assert lead and picture
        assert abs(lead["x"] + lead["width"] / 2 - picture["x"] - picture["width"] / 2) < 1


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_picture_is_as_wide_as_the_text_below_it(tmp_path: Path, page: Page, language: str) -> None:
    article = toy.article("甲", "Text. " * 200, images=[{"file": "wide.png", "alt": "堤"}])
    files = {"issues/2021/12-12/wide.png": toy.picture(1600, 900)}
    edition = f"title: 试报\nlanguage: {language}\n"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}, edition=edition, files=files), tmp_path / "site")
    page.set_viewport_size({"width": 1280, "height": 900})
    with toy.served(tmp_path / "site") as address:
        for size in ("", "elder"):
            page.goto(address + ARTICLE)
            page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
            picture, text = (page.locator(place).bounding_box() for place in ("figure img", ".prose"))
            assert picture and text and abs(picture["width"] - text["width"]) < 1


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_printed_article_fills_the_sheet(tmp_path: Path, page: Page, language: str) -> None:
    article = toy.article("The dike is closed", "The last truckload of stone fell into the river. " * 40)
    edition = f"title: The Paper\nlanguage: {language}\n"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}, edition=edition), tmp_path / "site")
    page.emulate_media(media="print")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + ARTICLE)
        sheet, text = (page.locator(place).bounding_box() for place in ("main", ".prose"))
        assert sheet and text and text["width"] == sheet["width"]


def test_an_english_headline_has_room_for_its_words_on_the_narrowest_page(tmp_path: Path, page: Page) -> None:
    headline = "New infrastructure for the administration’s correspondence"
    articles = {"01-01": toy.article(headline, "Text.")}
    edition = "title: The Paper\nlanguage: en\n"
    toy.build(toy.newspaper(tmp_path / "content", articles, edition=edition), tmp_path / "site")
    page.set_viewport_size({"width": 320, "height": 800})
    with toy.served(tmp_path / "site") as address:
        for kind, place in ((ARTICLE, ".story h1"), ("", ".lead h2")):
            page.goto(address + kind)
            page.evaluate("document.documentElement.setAttribute('data-size', 'elder')")
            lines = page.locator(place).evaluate(LINES_OF)
            assert " ".join(lines) == headline
        page.goto(address + ARTICLE)
        page.evaluate("document.documentElement.setAttribute('data-size', 'elder')")
        assert page.locator("h1").evaluate("element => getComputedStyle(element).hyphens") == "auto"


def test_no_headline_in_a_list_or_a_link_ends_a_line_within_a_name(tmp_path: Path, page: Page) -> None:
    articles = {
        "01-01": toy.article(
            "全市文明城市创建工作会议召开，市委书记张红旗出席并讲话",
            persons=["张红旗"],
            corrections=[{"date": "2021-12-20", "note": "更正一处。"}],
        ),
        "01-02": toy.article("关于王新国同志先进事迹的报道"),
        "2021/12-13/01-01": toy.article("扎根基层三十年无怨无悔：记王新国同志先进事迹", persons=["王新国"]),
    }
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        for url, places, names in (
            ("2021/12/12/01-02.html", ".lines", {"张红旗"}),
            ("2021/12/12/01-02.html", ".neighbours", {"张红旗"}),
            ("2021/12/", ".lines", {"张红旗", "王新国"}),
            ("corrections.html", ".lines", {"张红旗"}),
        ):
            page.goto(address + url)
            for width in range(200, 500, 12):
                page.set_viewport_size({"width": width, "height": 800})
                lines = page.locator(places).evaluate_all(LINES)
                assert {name for name in names for line in lines if name in line} == names, (url, width, lines)


@pytest.mark.parametrize("url", ["", "2021/12/12/01.html", "2021/12/12/01-01.html"])
def test_a_deck_ends_its_lines_where_its_clauses_end(tmp_path: Path, page: Page, url: str) -> None:
    clauses = ["林红玉讲话", "于永生主持", "张继民张红旗出席"]
    article = toy.article("全市文明城市创建工作会议召开", deck=[" ".join(clauses)], persons=["于永生"])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + url)
        for width in range(240, 500, 12):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator(".deck").inner_text() == " ".join(clauses)
            lines = page.locator(":has(> .deck)").evaluate_all(LINES.replace('"a"', '".deck"'))
            assert {clause for clause in clauses for line in lines if clause in line} == set(clauses), (width, lines)


@pytest.mark.parametrize("url", ["", "2021/12/12/01.html"])
def test_a_kicker_ends_its_lines_where_its_clauses_end(tmp_path: Path, page: Page, url: str) -> None:
    clauses = ["林红玉讲话", "于永生主持", "张继民张红旗出席"]
    article = toy.article("全市文明城市创建工作会议召开", kicker="　".join(clauses), persons=["于永生"])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + url)
        for width in range(240, 500, 20):
            page.set_viewport_size({"width": width, "height": 800})
            lines = page.locator(":has(> .kicker)").evaluate_all(LINES.replace('"a"', '".kicker"'))
            assert {clause for clause in clauses for line in lines if clause in line} == set(clauses), (width, lines)


def test_the_number_of_a_part_stands_beside_the_title_of_its_serial(tmp_path: Path, page: Page) -> None:
    parts = ["（六）", "（十二）", "（下）", "（3）"]
    articles = {f"01-0{place}": toy.article(f"春江夢　{part}") for place, part in enumerate(parts, 1)}
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    page.set_viewport_size({"width": 1280, "height": 800})
    with toy.served(tmp_path / "site") as address:
        for url in ("", "2021/12/12/01.html", "2021/12/12/01-02.html"):
            page.goto(address + url)
            lines = page.locator("main").evaluate_all(LINES.replace('"a"', '"h1, h2, h3"'))
            assert any("春江夢" in line for line in lines) and not set(parts) & {line.strip() for line in lines}, url


def test_a_headline_in_the_list_of_its_folio_ends_its_lines_where_its_clauses_end(tmp_path: Path, page: Page) -> None:
    clauses = ["巩固拓展脱贫攻坚成果", "加大农村人居环境整治力度"]
    articles = {"01-01": toy.article("甲"), "01-02": toy.article(" ".join(clauses))}
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(f"{address}2021/12/12/01-01.html")
        for width in range(280, 500, 12):
            page.set_viewport_size({"width": width, "height": 800})
            lines = page.locator(".rail .lines").evaluate_all(LINES)
            assert {clause for clause in clauses for line in lines if clause in line} == set(clauses), (width, lines)


LINES = """(places) => places.flatMap((place) => [...place.querySelectorAll("a")].flatMap((link) => {
  const lines = [];
  const walk = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  let below = -1;
  while (walk.nextNode()) {
    [...walk.currentNode.data].forEach((character, at) => {
      const range = document.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + 1);
      const { top, bottom } = range.getBoundingClientRect();
      if (top >= below) lines.push("");
      lines[lines.length - 1] += character;
      below = bottom;
    });
  }
  return lines;
}))"""
"""The links in some places, line by line as they are seen."""


@pytest.mark.parametrize("theme", ["light", "dark", "forced"])
def test_a_wide_table_has_a_shadow_at_each_edge_where_it_goes_on(awkward: str, browser: Browser, theme: str) -> None:
    page = browser.new_page(
        viewport={"width": 390, "height": 800},
        bypass_csp=True,
        color_scheme="dark" if theme == "dark" else "light",
        forced_colors="active" if theme == "forced" else "none",
    )
    page.goto(awkward + ARTICLE)
    page.add_style_tag(content=".scroll * { visibility: hidden }")
    table = page.locator(".scroll")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box

    def shadows() -> tuple[bool, bool]:
        """Whether the left and the right edge look other than the middle."""
        places = (box["x"], box["x"] + box["width"] / 2, box["x"] + box["width"] - 4)
        left, middle, right = [
            page.screenshot(clip={"x": round(place), "y": box["y"] + 10, "width": 4, "height": 4}) for place in places
        ]
        return left != middle, right != middle

    assert shadows() == (False, True)
    table.evaluate("box => box.scrollLeft = 150")
    assert shadows() == (True, True)
    table.evaluate("box => box.scrollLeft = box.scrollWidth")
    assert shadows() == (True, False)
    page.add_style_tag(content=".scroll table { inline-size: 50% } .scroll tr > :nth-child(n + 3) { display: none }")
    assert shadows() == (False, False)
    page.close()


@pytest.mark.parametrize(("width", "size"), [(390, "standard"), (360, "standard"), (390, "elder"), (320, "elder")])
def test_every_month_of_the_archive_is_in_sight_on_a_phone(host: str, page: Page, width: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(host + "archive/")
    page.evaluate("size => document.documentElement.dataset.size = size", size)
    box = page.locator(".matrix td a").bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    assert box["width"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_names_side_by_side_have_a_gap_between_them(tmp_path: Path, page: Page) -> None:
    names = ["林红玉", "于永生", "张继民"]
    text = "市长林红玉讲话，主席于永生张继民出席。"
    articles = {"01-01": toy.article("会议召开", text, persons=names)}
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + ARTICLE)
        gaps = page.locator(".prose a").evaluate_all("links => links.map((link) => getComputedStyle(link).marginLeft)")
    assert [gap != "0px" for gap in gaps] == [False, False, True]


def test_a_crumb_that_begins_a_line_stands_at_its_edge(awkward: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(awkward + "2021/12/12/02-01.html")
    first, *others = page.locator(".crumbs a").evaluate_all(
        "links => links.map(link => [link.offsetLeft, link.offsetTop])"
    )
    below = [left for left, top in others if top > first[1]]
    assert below and below[0] == first[0]


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("size", ["", "huge", "elder"])
def test_an_index_never_breaks_a_date(awkward: str, browser: Browser, width: int, size: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(f"localStorage.setItem('reading-size', '{size}')")
    page = context.new_page()
    for kind in ("columns/", "sections/", "bylines/"):
        page.goto(awkward + kind)
        for day in page.locator(".table time:visible").all():
            height = day.evaluate("element => element.offsetHeight / parseFloat(getComputedStyle(element).fontSize)")
            assert height < 2, kind
    context.close()


def test_without_colours_of_ours_what_is_chosen_still_shows(awkward: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(awkward + ARTICLE)
    chosen, other = page.get_by_role("button", name="标准"), page.get_by_role("button", name="特大")
    colour = "element => getComputedStyle(element).backgroundColor"
    assert chosen.evaluate(colour) != other.evaluate(colour)
    page.goto(awkward + "2021/12/12/01.html")
    line = "element => getComputedStyle(element).borderBlockEndStyle"
    assert page.locator(".tabs a").nth(0).evaluate(line) == "solid"
    assert page.locator(".tabs a").nth(1).evaluate(line) == "none"
    context.close()


def test_a_long_headline_before_or_after_leaves_no_word_alone_on_a_line(awkward: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(awkward + ARTICLE)
    widths: Counter[float] = Counter()
    for top, width in page.locator(".neighbours b").evaluate(
        "element => [...element.getClientRects()].map(part => [part.top, part.width])"
    ):
        widths[top] += width
    assert len(widths) > 1 and min(widths.values()) > max(widths.values()) / 2


def test_a_correction_stands_below_its_headline_on_a_wide_screen_too(awkward: str, page: Page) -> None:
    page.goto(awkward + "corrections.html")
    headline, note = page.locator(".rows .what"), page.locator(".rows div > p").last
    boxes = headline.bounding_box(), note.bounding_box()
    assert boxes[0] and boxes[1]
    assert boxes[0]["x"] == boxes[1]["x"] and boxes[0]["y"] < boxes[1]["y"]


def test_a_short_feature_takes_no_more_room_than_it_needs(awkward: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(awkward)
    box = page.locator(".feature").bounding_box()
    assert box and box["height"] < 200


def test_in_the_index_the_number_stands_at_the_end_of_a_long_name(awkward: str, page: Page) -> None:
    page.set_viewport_size({"width": 300, "height": 800})
    page.goto(awkward + "people/")
    name = page.locator(".names li", has_text=LONG).first
    last = name.locator("a").evaluate("link => [...link.getClientRects()].pop().bottom")
    number = name.locator("b").bounding_box()
    assert number
    assert number["y"] < last


def test_a_front_page_ends_no_line_within_the_name_of_a_writer(tmp_path: Path, page: Page) -> None:
    names = ["宋仪凯", "鲍童", "欧阳修远", "王伟"]
    one = toy.article("甲", byline=[f"本报记者 {name}" for name in names])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": one, "01-02": one}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        for kind in ("", "2021/12/12/01.html"):
            page.goto(address + kind)
            for width in range(300, 500, 20):
                page.set_viewport_size({"width": width, "height": 800})
                cut = page.locator(".meta").evaluate_all(
                    """(all, names) => all.flatMap((meta) => names.filter((name) => {
                      const walk = document.createTreeWalker(meta, NodeFilter.SHOW_TEXT);
                      const range = document.createRange();
                      while (walk.nextNode()) {
                        const at = walk.currentNode.data.indexOf(name);
                        if (at < 0) continue;
                        range.setStart(walk.currentNode, at);
                        range.setEnd(walk.currentNode, at + name.length);
                        return range.getClientRects().length > 1;
                      }
                    }))""",
                    names,
                )
                assert cut == [], (kind, width)


def test_an_english_front_page_with_long_words_fits_a_phone(tmp_path: Path, page: Page) -> None:
    words = "The Internationalization of Telecommunications"
    content = toy.newspaper(
        tmp_path / "content", {f"0{folio}-01": toy.article(words, f"{words}.", genre="Feature") for folio in (1, 2)},
        edition="title: The Middletown Courier\nlanguage: en\n",
    )  # fmt: skip
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        page.evaluate("document.documentElement.setAttribute('data-size', 'elder')")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("document.documentElement.removeAttribute('data-size')")
        # Only a headline that stands upright is parted by a line from what stands beside it.
        assert page.locator(".feature header").evaluate("header => getComputedStyle(header).borderBottomWidth") == "0px"


def test_a_long_name_has_room_beside_its_bar(awkward: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(awkward + "people/")
    page.get_by_role("link", name="顾明川").click()
    name = page.locator(".companions a")
    expect(name).to_have_text(LONG)
    assert name.evaluate("element => element.offsetHeight / parseFloat(getComputedStyle(element).lineHeight)") < 3


def test_on_paper_a_table_is_whole_and_a_picture_leaves_room_for_the_text(
    awkward: str, tmp_path: Path, page: Page
) -> None:
    page.emulate_media(media="print")
    page.goto(awkward + ARTICLE)
    table = page.locator(".scroll")
    assert table.evaluate("element => getComputedStyle(element).overflowX") == "visible"
    column = page.locator(".prose p").first.bounding_box()
    box = table.bounding_box()
    assert box and column and box["width"] > 1.9 * column["width"]
    page.goto(awkward)
    expect(page.locator(".ways").first).to_be_hidden()
    article = toy.article("照片", images=[{"file": "tall.png", "alt": "塔"}])
    content = toy.newspaper(
        tmp_path / "content", {"01-01": article}, files={"issues/2021/12-12/tall.png": toy.picture(600, 1200)}
    )
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.set_viewport_size({"width": 688, "height": 1009})  # A4 within its margins
        page.goto(address + ARTICLE)
        picture = page.locator("figure img").bounding_box()
    assert picture and picture["height"] < 400


def test_on_paper_the_frame_of_a_printed_page_is_as_wide_as_its_picture(tmp_path: Path, page: Page) -> None:
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("甲")}, issues={"2021/12-12": "folios: {1: {image: page.png}}\n"},
        files={"issues/2021/12-12/page.png": toy.picture(1400, 2000)},
    )  # fmt: skip
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 1009})  # A4 within its margins
        page.goto(address + "2021/12/12/01.html")
        frame, picture = page.locator(".plate").bounding_box(), page.locator(".plate img").bounding_box()
    assert frame and picture and picture["height"] > 700
    assert frame["width"] - picture["width"] < 3


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_verse_too_long_for_a_line_goes_on_further_in(tmp_path: Path, page: Page, language: str) -> None:
    verse = ("The quality of mercy is not strained " if language == "en" else "我站在高高的山岗上眺望远方的麦田") * 3
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("诗", f"{verse}\\\n{verse}")},
        edition=f"title: 试报\nlanguage: {language}\n",
    )  # fmt: skip
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(address + ARTICLE)
        edges = page.locator(".prose p").evaluate(
            """p => [...p.childNodes].filter((node) => node.data?.trim()).map((node) => {
              const range = document.createRange();
              range.selectNodeContents(node);
              return [...range.getClientRects()].map((line) => Math.round(line.left));
            })"""
        )
    assert len(edges) == 2
    for first, *others in edges:
        assert first == edges[0][0]
        assert others and min(others) > first + 10


def test_the_name_below_a_picture_is_not_cut(tmp_path: Path, page: Page) -> None:
    picture = {"file": "a.png", "alt": "会场", "caption": "代表们认真听取报告" * 3, "credit": "宋仪凯 摄"}
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("甲", images=[picture])},
        files={"issues/2021/12-12/a.png": toy.picture(1600, 1000)},
    )  # fmt: skip
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page.goto(address + ARTICLE)
        for width in range(300, 420, 9):
            page.set_viewport_size({"width": width, "height": 800})
            box = page.locator("figcaption span").bounding_box()
            assert box and box["height"] < 30, width


def test_a_word_of_two_characters_stands_on_one_line_of_a_table_on_a_phone(tmp_path: Path, browser: Browser) -> None:
    table = "| 貨名 | 最高 | 最低 | 備考 |\n|---|---|---|---|\n| 標金（五月期） | 七百〇八兩三錢 | 七百〇四兩 | 每條 |"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article("行情", table)}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(f"{address}2021/12/12/01-01.html")
        lines = """cell => {
          const text = document.createRange();
          text.selectNodeContents(cell);
          return new Set([...text.getClientRects()].map((box) => box.top)).size;
        }"""
        assert [cell.evaluate(lines) for cell in page.locator("th").all()] == [1, 1, 1, 1]
        assert page.locator("td").last.evaluate(lines) == 1
        page.close()


@pytest.mark.parametrize("name", ["内蒙古日报", "中国纪检监察报", "北京航空航天大学报", "莫力达瓦达斡尔族自治旗报"])
def test_the_name_of_a_paper_leaves_the_ears_their_room(tmp_path: Path, page: Page, name: str) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article()},
        edition=f"title: {name}\npublisher: {name}社\n",
        issues={"2021/12-12": "number: 第26418期\n"},
    )
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        for width in (1024, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address)
            for line in (page.locator(".ear time"), page.locator(".ear .number")):
                assert line.evaluate("element => element.getClientRects().length") == 1
            name_box, ear_box = page.locator(".nameplate a").bounding_box(), page.locator(".number").bounding_box()
            assert name_box and ear_box and name_box["x"] + name_box["width"] < ear_box["x"] + ear_box["width"] - 90


def test_the_search_box_at_the_foot_keeps_its_distance(host: str, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(host + ARTICLE)
    rights = page.locator(".foot nav a").evaluate_all("links => links.map(link => link.getBoundingClientRect().right)")
    box = page.locator(".foot form").bounding_box()
    assert box and max(rights) < box["x"] - 12


def test_the_address_of_a_page_begins_where_the_line_still_has_room(tmp_path: Path, page: Page) -> None:
    body = "请登录市政府网站（http://www.example.org/art/2021/12/12/art_33415_2721234.html?a=1&b=2）查询。"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article(body=body)}), tmp_path / "site")
    page.set_viewport_size({"width": 390, "height": 800})
    with toy.served(tmp_path / "site") as address:
        page.goto(address + ARTICLE)
        expect(page.locator(".prose")).to_have_text(body)
        tops = page.locator(".prose p").evaluate(
            """element => {
              const range = document.createRange();
              const text = element.firstChild;
              return [0, text.data.indexOf("http")].map((at) => {
                range.setStart(text, at);
                range.setEnd(text, at + 1);
                return range.getBoundingClientRect().top;
              });
            }"""
        )
    assert tops[0] == tops[1]


@pytest.mark.parametrize("has_left", [True, False])
@pytest.mark.parametrize("has_right", [True, False])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_front_page_leaves_no_column_empty(
    tmp_path: Path, page: Page, has_left: bool, has_right: bool, width: int
) -> None:
    lead = toy.article("头条", "会议召开。" * 60, persons=["林红玉"] if has_right else [])
    articles = {"01-01": lead} | ({"01-02": toy.article("又一篇")} if has_left else {})
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    page.set_viewport_size({"width": width, "height": 800})
    with toy.served(tmp_path / "site") as address:
        page.goto(address)
        edges = "[...document.querySelectorAll('.front, .front > *')].map(each => each.getBoundingClientRect())"
        front, *columns = page.evaluate(f"{edges}.map(box => [Math.round(box.left), Math.round(box.right)])")
    assert len(columns) == 1 + has_left + has_right
    assert [min(left for left, _ in columns), max(right for _, right in columns)] == front
    if width == 1280:
        columns.sort()
        gaps = [after[0] - before[1] for before, after in pairwise(columns)]
        assert all(0 < gap < 50 for gap in gaps), columns
