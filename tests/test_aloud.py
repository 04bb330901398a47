"""An article is read aloud, by a voice of the reader's own system and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import toy

# What a browser without voices lacks: `end` ends the sentence that is being said, as its last word would.
SPEECH = """
(voices) => {
  const said = [];
  let now = null;
  const speech = new EventTarget();
  Object.assign(speech, {
    getVoices: () => voices,
    speak: (sentence) => {
      if (!sentence.text) { // the silence by which a phone learns that a click began it
        window.isAllowed = now === null;
        return;
      }
      now = sentence;
      said.push([sentence.text, sentence.voice.name]);
    },
    cancel: () => { const ended = now; now = null; ended?.onend?.(); },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.said = said;
  window.end = () => { const ended = now; now = null; ended.onend(); };
  window.fail = () => { const ended = now; now = null; ended.onerror(); };
  window.arrive = (more) => { voices = more; speech.dispatchEvent(new Event("voiceschanged")); };
}
"""


def voice(name: str, language: str, local: bool = True, default: bool = False) -> dict[str, Any]:
    return {"name": name, "lang": language, "localService": local, "default": default}


CHINESE, TAIWAN = voice("慧慧", "zh_CN_#Hans"), voice("美佳", "zh-TW")
ENGLISH = voice("Samantha", "en-US", default=True)
AFAR = voice("普通话", "zh-CN", local=False)

TEXT = "第一句。第二句，还没有完；“完了。”\n\n> 引文一段。\n\n床前明月光，\\\n疑是地上霜。"
LINES = [
    "甲乙提升", "城市品位", "副题一行", "第一句。", "第二句，还没有完；“完了。”", "引文一段。",
    "床前明月光，", "疑是地上霜。",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("aloud")
    articles = {
        "01-01": toy.article("甲乙提升城市品位", TEXT, headline_lines=["甲乙提升", "城市品位"], deck=["副题一行"]),
        "01-02": toy.article("A Visit", "The first. The second.", language="en"),
    }
    toy.build(toy.newspaper(folder / "content", articles), folder / "site")
    with toy.served(folder / "site") as address:
        yield f"{address}2021/12/12/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def opened(page: Page, address: str, *voices: dict[str, Any]) -> Page:
    page.add_init_script(f"({SPEECH})({json.dumps(voices)})")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def begin(page: Page) -> None:
    page.click(".aloud")
    page.wait_for_selector(".aloud[aria-pressed=true]")


def said(page: Page) -> list[str]:
    return [text for text, *_ in page.evaluate("said")]


def test_an_article_is_read_sentence_by_sentence_to_its_end(page: Page, address: str) -> None:
    opened(page, address + "01-01.html", ENGLISH, AFAR, TAIWAN, CHINESE)
    button = page.get_by_role("main").get_by_role("button", name="朗读")
    begin(page)
    for number in range(1, len(LINES) + 1):
        assert said(page) == LINES[:number]
        expect(button).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("[...CSS.highlights.get('aloud')].map(String).join()").strip() == LINES[number - 1]
        page.evaluate("end()")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert {name for _, name in page.evaluate("said")} == {"慧慧"}
    assert page.evaluate("isAllowed")
    assert not page.evaluate("CSS.highlights.has('aloud')")
    button.click()
    assert said(page) == [*LINES, LINES[0]], "and from the beginning again"


def test_who_stops_it_goes_on_with_the_same_sentence(page: Page, address: str) -> None:
    opened(page, address + "01-01.html", CHINESE)
    button = page.get_by_role("main").get_by_role("button", name="朗读")
    begin(page)
    page.evaluate("end()")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert said(page) == LINES[:2]
    button.click()
    assert said(page) == [*LINES[:2], LINES[1]]


def test_a_text_is_read_in_its_own_language(page: Page, address: str) -> None:
    opened(page, address + "01-02.html", CHINESE, ENGLISH)
    begin(page)
    for _ in range(2):
        page.evaluate("end()")
    assert page.evaluate("said") == [[text, "Samantha"] for text in ("A Visit", "The first.", "The second.")]


@pytest.mark.parametrize("voices", [(), (ENGLISH,), (AFAR,), (voice("善怡", "yue-HK"),)])
def test_without_a_voice_of_the_system_there_is_no_button(
    page: Page, address: str, voices: tuple[dict[str, Any], ...]
) -> None:
    opened(page, address + "01-01.html", *voices)
    expect(page.locator(".aloud")).to_be_hidden()
    page.evaluate("voices => arrive(voices)", [*voices, TAIWAN])
    expect(page.locator(".aloud")).to_be_visible()


def test_it_is_silent_when_the_reader_leaves(page: Page, address: str) -> None:
    opened(page, address + "01-01.html", CHINESE)
    page.evaluate("speechSynthesis.cancel = () => sessionStorage.setItem('silent', 'yes')")
    begin(page)
    page.evaluate("sessionStorage.clear()")
    page.goto(address + "01-02.html")
    assert page.evaluate("sessionStorage.getItem('silent')") == "yes"


def test_what_stands_beside_a_block_in_a_block_is_read_too(page: Page, tmp_path: Path) -> None:
    table = "| 子 | 丑 |\n|---|---|\n| 寅 | 卯 |\n\n※ ※ ※\n\n```\n辰\n```\n"
    text = f"- 甲一\n  - 乙一\n  - 乙二\n- 甲二\n\n> 引文。\n>\n> - 丙\n\n{table}"
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article("题目", text)}), tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        opened(page, f"{address}2021/12/12/01-01.html", CHINESE)
        begin(page)
        for _ in range(11):
            page.evaluate("end()")
    assert said(page) == ["题目", "甲一", "乙一", "乙二", "甲二", "引文。", "丙", "子", "丑", "寅", "卯", "辰"]


TALL = "这一段比手机的屏幕还长，正在念的那一句要看得见。" * 40


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """With an article whose second paragraph is longer than its screen."""
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("题目", f"{TALL}\n\n{TALL}")})
    toy.build(content, tmp_path / "site")
    context = browser.new_context(viewport={"width": 320, "height": 500})
    with toy.served(tmp_path / "site") as address:
        yield opened(context.new_page(), f"{address}2021/12/12/01-01.html", CHINESE)
    context.close()


def is_seen(page: Page) -> bool:
    """Whether what is being said is, wholly."""
    top, bottom = page.evaluate(
        "(({ top, bottom }) => [top, bottom])([...CSS.highlights.get('aloud')][0].getBoundingClientRect())"
    )
    return bool(top >= 0 and bottom <= page.eval_on_selector(".hits", "bar => bar.getBoundingClientRect().top"))


def test_what_is_said_stays_in_sight_in_a_paragraph_longer_than_the_screen(phone: Page) -> None:
    begin(phone)
    for _ in range(80):
        phone.evaluate("end()")
        assert is_seen(phone), said(phone)


def test_it_can_be_stopped_wherever_one_reads(phone: Page) -> None:
    begin(phone)
    for _ in range(30):
        phone.evaluate("end()")
    top = phone.evaluate("scrollY")
    phone.locator(".hits").get_by_role("button", name="朗读", pressed=True).click()
    assert phone.evaluate("scrollY") == top > 0
    assert phone.get_attribute(".aloud", "aria-pressed") == "false"
    assert phone.evaluate("document.activeElement.className") == "aloud"
    expect(phone.locator(".hits")).to_have_count(0)


def test_beside_what_leads_along_hits_it_can_be_stopped_too(phone: Page) -> None:
    phone.goto(phone.url + "?hl=手机")
    phone.wait_for_selector(".hits")
    begin(phone)
    buttons = phone.locator(".hits button")
    assert buttons.all_inner_texts()[-1] == "朗读" and buttons.count() == 4
    for _ in range(30):
        phone.evaluate("end()")
        assert is_seen(phone)
    buttons.nth(2).click()
    phone.evaluate("end()")
    assert phone.locator(".hits button").all_inner_texts() == ["朗读"], "what led along hits is closed"
    phone.click(".hits button")
    expect(phone.locator(".hits")).to_have_count(0)


def test_who_scrolls_away_is_left_there_until_a_click_goes_on_with_it(phone: Page) -> None:
    begin(phone)
    for _ in range(30):
        phone.evaluate("end()")
    phone.evaluate("scrollTo(0, 0)")
    phone.evaluate("end()")
    assert phone.evaluate("scrollY") == 0
    phone.click(".aloud")
    top = phone.evaluate("scrollY")
    phone.click(".aloud")
    assert is_seen(phone) and phone.evaluate("scrollY") > top


@pytest.mark.parametrize("ending", ["fail()", "end(); end()"])
def test_who_was_interrupted_silences_nobody(page: Page, address: str, ending: str) -> None:
    """Tabs of one site share one voice: where another begins, what is said here ends with an error."""
    opened(page, address + "01-02.html", ENGLISH)
    button = page.locator(".aloud")
    begin(page)
    page.evaluate("end(); speechSynthesis.cancel = () => said.push(['silence']); 0")
    page.evaluate(ending)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert said(page).count("silence") == 0


def test_a_voice_that_is_gone_ends_it(page: Page, address: str) -> None:
    opened(page, address + "01-01.html", CHINESE)
    begin(page)
    page.evaluate("arrive([]); end()")
    assert page.get_attribute(".aloud", "aria-pressed") == "false"
    assert not page.evaluate("CSS.highlights.has('aloud')")
    page.evaluate("voices => arrive(voices)", [CHINESE])
    page.click(".aloud")
    assert said(page) == LINES[:2]


@pytest.mark.parametrize(
    ("named", "voices"),
    [
        ("Tingting", [voice("Eddy (Chinese (China mainland))", "zh-CN"), voice("Flo (中文（中国大陆）)", "zh-CN")]),
        ("Tingting", [voice("Albert", "en-US", default=True), TAIWAN]),
        ("Eddy (中文)", [voice("Eddy (中文)", "zh-CN", default=True), voice("Flo (中文)", "zh-CN")]),
    ],
)
def test_of_a_macs_voices_a_plain_one_reads_where_nobody_has_chosen_another(
    page: Page, address: str, named: str, voices: list[dict[str, Any]]
) -> None:
    opened(page, address + "01-01.html", *voices, voice("Tingting", "zh-CN"))
    begin(page)
    assert page.evaluate("said[0][1]") == named


def test_an_older_browser_reads_though_it_can_mark_nothing(page: Page, address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(CSS, 'highlights', { value: undefined }); delete Intl.Segmenter; delete CSSStyleSheet"
    )
    opened(page, address + "01-01.html", CHINESE)
    begin(page)
    for _ in range(3):
        page.evaluate("end()")
    assert said(page) == [*LINES[:3], "".join(LINES[3:5])]
