"""An English edition is English throughout: nothing Chinese is wired into the program."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from edition import markdown, names
from edition.citation import cited
from edition.model import Article, Byline
from tests import toy
from tests.conftest import ROOT, Built
from tests.pages import page_at, pages_of_site

CONTENT = ROOT / "tests/fixtures/english"
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# The search reads queries in every script, so its script knows the marks of Chinese, and an
# escape of JSON or of CSS would hide a character from the pattern above.
KNOWS_MARKS = "assets/search/text.js"
BINARY = {".png", ".pf_index"}
"""And the file `start` of the search; what is in both is spelled out in the .pf_fragment files."""
HIDDEN = re.compile(r"\\u(?:3[4-9a-f]|[4-9][0-9a-f])[0-9a-f]{2}|&#x?[0-9a-f]{4,5};", re.IGNORECASE)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = tmp_path_factory.mktemp("english") / "site"
    return Built(site, toy.build(CONTENT, site, base_url="https://courier.example/paper/", search=True))


def unpacked(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and, where it is packed, what is in it."""
    if path.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield f"{path}/{name}", packed.read(name)
    elif data.startswith(b"\x1f\x8b"):
        yield path, gzip.decompress(data)
    else:
        yield path, data


def test_no_file_of_the_site_holds_a_chinese_character(english: Built) -> None:
    looked_at = set()
    for packed, bytes_ in toy.files_of(english.site).items():
        for path, data in unpacked(packed, bytes_):
            try:
                text = data.decode()
            except UnicodeDecodeError:
                assert Path(path).suffix in BINARY or path.endswith("/start"), path
                continue
            if path == KNOWS_MARKS:
                text = re.sub(CHINESE, lambda mark: "" if mark[0] < "\u3400" or mark[0] > "\uff00" else mark[0], text)
            if not path.startswith("search/pagefind"):  # the engine, of which no word is shown
                looked_at.add(Path(path).suffix)
                assert not (found := CHINESE.findall(text)), (path, found)
                assert not (found := HIDDEN.findall(text)), (path, found)
    assert {".html", ".xml", ".json", ".jsonl", ".csv", ".js", ".css", ".svg", ".txt"} <= looked_at


def test_every_page_says_that_it_is_in_english(english: Built) -> None:
    for url, page in pages_of_site(english.site).items():
        assert page.one("html").attributes["lang"] == "en", url
        for data in page.all("script", type="application/ld+json"):
            for language in re.findall(r'"inLanguage": ?"([^"]*)"', data.text):
                assert language == "en"
    assert '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">' in english.page("feed.xml")
    assert json.loads(english.page("feed.json"))["language"] == "en"
    assert "<Language>en</Language>" in english.page("opensearch.xml")
    assert 'xml:lang="en"' in english.page("data/tei/1931-05-16.xml")


def test_an_article_reads_as_in_an_american_newspaper(english: Built) -> None:
    page = page_at(english.site, "/1931/05/16/01-01.html")
    facts = [" ".join(item.text.split()) for item in page.one("div", class_="facts").all("li")]
    assert facts == ["Tom Whitlow", "May 16, 1931", "Corrected May 17, 1931", "Page 1: News", "News", "141 words"]
    assert page.one("p", class_="quote").text == (
        "Whitlow, Tom. “Council Approves New Bridge Across the Alder.” The Millbrook Courier, May 16, 1931, p. 1."
    )
    assert page.one("span", class_="dateline").text == "MILLBROOK, May 15 —"
    assert "1 report" in page.text and "2 reports" in page.text and "1 reports" not in page.text
    assert " ".join(page.one("p", class_="today").text.split()) == "Saturday, May 16, 1931"
    assert page_at(english.site, "/1931/05/16/").one("title").text.startswith("Saturday, May 16, 1931 - ")
    assert page.all("wbr") == [], "English words break at their spaces"


@pytest.mark.parametrize(("words", "told"), [(1, "1 word"), (2, "2 words"), (1200, "1,200 words")])
def test_the_length_of_a_text_is_told_in_its_form(tmp_path: Path, words: int, told: str) -> None:
    articles = {"01-01": toy.article("One", "Text " * words)}
    content = toy.newspaper(tmp_path / "content", articles, edition="title: P\nlanguage: en\n")
    toy.build(content, tmp_path / "site")
    assert told in [item.text for item in page_at(tmp_path / "site", "/2021/12/12/01-01.html").all("li")]


def test_the_front_page_is_laid_out_in_english(english: Built) -> None:
    page = page_at(english.site, "/1931/05/16/")
    assert page.one("h1").text == "The Millbrook Courier May 16, 1931"
    assert "Saturday" in page.text and "3 pages\u00a0· 6 articles" in page.text
    summary = page.one("article", class_="lead").one("div", class_="summary").text.strip()
    assert summary.startswith("The City Council voted") and summary.endswith((".", "?", '"', "…"))
    assert page.one("article", class_="comment").one("h2").text == "A Bridge Is Not a Monument"
    essay = page_at(english.site, "/1931/05/17/").one("article", class_="feature")
    assert essay.one("h2").text == "What the River Remembers"
    opinion = page_at(english.site, "/1931/05/16/03-01.html").one("script", type="application/ld+json")
    assert '"OpinionNewsArticle"' in opinion.text


def test_people_stand_by_their_surnames(english: Built) -> None:
    page = page_at(english.site, "/people/")
    assert [heading.text for heading in page.all("h2")] == list("ABDLMOQSW")
    shown = [link.text for names_ in page.one("div", class_="groups").all("ul") for link in names_.all("a")]
    assert shown == [
        "Associated Press", "Brandt, Walter, Jr.", "Díaz Ortega, Gabriel", "Li, Henry", "Marsh, Eleanor",
        "Okafor, Ruth", "Quill, Lydia", "Sørensen, Anna", "Whitlow, Tom",
    ]  # fmt: skip
    rows = {name: (letters, firsts) for name, _, letters, firsts, *_ in json.loads(english.page("people/names.json"))}
    assert rows["Associated Press"] == ("associated press", "ap")
    assert rows["Díaz Ortega, Gabriel"] == ("gabriel diaz ortega", "gdo")
    person = page_at(english.site, "/people/eleanor-marsh.html")
    assert person.one("h1").text == "Eleanor Marsh"
    assert "mayor of Millbrook\u00a0· Also named: Mrs. Marsh" in person.text
    assert "/people/m.html" in english.page("sitemap-lists.xml")


def test_a_calendar_names_months_and_days_in_english(english: Built) -> None:
    page = page_at(english.site, "/1931/05/")
    assert page.one("h1").text == "May 1931"
    table = page.one("table", class_="calendar")
    assert [cell.text for cell in table.all("th")] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [link.attributes["aria-label"] for link in table.one("tbody").all("a")] == [
        "May 16, 1931, 6 articles", "May 17, 1931, 3 articles",
    ]  # fmt: skip
    assert page_at(english.site, "/days/05-16.html").one("h1").text == "May 16 in every year"


def test_what_is_gone_is_told_in_english(english: Built) -> None:
    tomb = page_at(english.site, "/1931/05/17/02-01.html")
    assert "This article has been withdrawn" in tomb.text and "May 20, 1931: The writer asked for it." in tomb.text
    assert page_at(english.site, "/old/river.html").one("h1").text == "This page has moved to"
    assert page_at(english.site, "/404.html").one("h1").text == "There is no such page"


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture
def reader(english: Built, browser: Browser) -> Iterator[Page]:
    with toy.served(english.site) as address:
        context = browser.new_context(base_url=address, locale="de-DE")
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page
        context.close()


@pytest.mark.parametrize(
    ("query", "sentence", "headlines"),
    [
        ("FERRYMAN", "1 article found", ["Ferryman, 71, Makes His Last Crossing Before Bridge"]),
        ("ferrym", "1 article found", ["Ferryman, 71, Makes His Last Crossing Before Bridge"]),
        ("Council bedrock", "1 article found", ["Council Approves New Bridge Across the Alder"]),
        ("council voted last night", "1 article found", ["Council Approves New Bridge Across the Alder"]),
        ("“of manila, two inches”", "1 article found", ["Ferryman, 71, Makes His Last Crossing Before Bridge"]),
        ("“manila of two”", "No article has ““manila of two””.", []),
        ("school band", "2 articles found", ["High School Band Wins at Fairview", "Band Wins (Continued)"]),
        ("x", "A single letter, a mark or a -word alone can't be searched for; please type at least two letters.", []),
    ],
)
def test_search_finds_english(reader: Page, query: str, sentence: str, headlines: list[str]) -> None:
    reader.goto("search.html")
    reader.get_by_role("searchbox", name="Search the full text").fill(query)
    reader.keyboard.press("Enter")
    expect(reader.locator(".status")).to_have_text(sentence)
    found = reader.locator(".results h2").all_inner_texts()
    assert found == headlines


def test_a_result_is_shown_with_whole_words_and_an_english_date(reader: Page) -> None:
    reader.goto("search.html?q=bedrock")
    result = reader.locator(".result")
    assert result.locator(".source").inner_text() == "May 16, 1931\u00a0· Page 1\u00a0· News"
    excerpt = result.locator(".excerpt").inner_text()
    text = (CONTENT / "issues/1931/05-16/01-01.md").read_text(encoding="utf-8")
    assert set(excerpt.strip("…").split()) <= set(text.split()), "an excerpt begins and ends with a word"
    options = reader.locator("select[name=folio] option").all_inner_texts()
    assert options == ["All", "Page 1 (1)", "Page 2 (0)", "Page 3 (0)"]


@pytest.mark.parametrize("typed", ["marsh", "Eleanor M", "em", "Díaz", "diaz ortega", "mrs. marsh"])
def test_a_person_is_found_as_an_english_name_is_typed(reader: Page, typed: str) -> None:
    reader.goto("people/")
    reader.get_by_role("searchbox", name="Find a person").fill(typed)
    expect(reader.locator(".finder [role=status]")).to_have_text("1 name found")
    assert reader.locator(".finder .names a").inner_text() in ("Marsh, Eleanor", "Díaz Ortega, Gabriel")


@pytest.mark.parametrize(
    ("typed", "place", "shown"),
    [
        ("May 16, 1931", "1931/05/16/", "May 16, 1931"),
        ("16 may 1931", "1931/05/16/", "May 16, 1931"),
        ("May 16th 1931", "1931/05/16/", "May 16, 1931"),
        ("1931-5-16", "1931/05/16/", "May 16, 1931"),
        ("May 1931", "1931/05/", "May 1931"),
    ],
)
def test_a_day_typed_in_english_leads_to_its_issue(reader: Page, typed: str, place: str, shown: str) -> None:
    reader.goto(f"search.html?q={typed}")
    expect(reader.locator(".who a")).to_have_text([shown])
    reader.click(".who a")
    reader.wait_for_url(f"**/{place}")


@pytest.mark.parametrize("typed", ["June 16, 1931", "Mayor 1931", "Dec. 1931"])
def test_what_is_no_day_of_the_archive_leads_nowhere(reader: Page, typed: str) -> None:
    reader.goto(f"search.html?q={typed}")
    expect(reader.locator(".status")).to_contain_text("article")
    reader.wait_for_load_state("networkidle")
    assert not reader.is_visible(".who")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(reader: Page, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    for url in ("", "1931/05/16/", "1931/05/16/01-01.html", "people/", "archive/", "people/eleanor-marsh.html"):
        reader.goto(url)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width, url
        # A word that is broken over lines shows in a box narrower than its letters.
        assert reader.evaluate("document.querySelector('.nameplate').getBoundingClientRect().height") < 160, url


def test_english_text_is_set_without_the_indent_of_chinese(reader: Page) -> None:
    reader.goto("1931/05/16/01-01.html")
    style = "name => getComputedStyle(document.querySelector('.prose p'))[name]"
    assert [reader.evaluate(style, name) for name in ("textIndent", "hyphens", "textAlign")] == ["0px", "auto", "start"]
    reader.goto("1931/05/17/")
    assert reader.evaluate("getComputedStyle(document.querySelector('.feature header')).writingMode") == "horizontal-tb"


def test_long_dates_and_words_and_spaces_between_names_have_their_room(tmp_path: Path, browser: Browser) -> None:
    text = "The mayor met Eleanor Marsh and Henry Li."
    persons = ["Eleanor Marsh", "Henry Li"]
    articles = {
        f"{day}/01-01": toy.article("Notice", text, byline=["By Courier Correspondent"], persons=persons)
        for day in ("1931/09-23", "1932/11-30")
    }
    folios = "folios:\n" + "".join(f"  {number}: Advertisements\n" for number in range(1, 5))
    issues = {"1931/09-23": folios}
    content = toy.newspaper(tmp_path / "content", articles, edition="title: P\nlanguage: en\n", issues=issues)
    toy.build(content, tmp_path / "site")
    with toy.served(tmp_path / "site") as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(address + "bylines/")
        table = page.evaluate("document.querySelector('.table').getBoundingClientRect().right")
        assert table <= page.evaluate("document.querySelector('main').getBoundingClientRect().right")
        page.goto(address + "1931/09/23/")
        lines = page.locator(".tabs a").evaluate_all("""links => links.map((link) => {
          const range = new Range();
          range.selectNodeContents(link.lastChild);
          return [range.toString().trim(), range.getClientRects().length];
        })""")
        assert lines == [["Advertisements", 1]] * 4
        page.goto(address + "1931/09/23/01-01.html")
        second = page.locator(".prose a", has_text="Henry Li")
        assert second.evaluate("element => getComputedStyle(element).marginInlineStart") == "0px"
        page.close()


# -- laws ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Jane Doe", "Doe, Jane"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
        ("Robert Lee, 2d", "Lee, Robert, 2d"),
        ("Robert Lee 3rd", "Lee, Robert, 3rd"),
        ("Robert Lee, Esq.", "Lee, Robert, Esq."),
        ("Robert Lee V", "Lee, Robert, V"),
        ("King George V", "George V, King"),
        ("Pope Pius XII", "Pius XII, Pope"),
        ("George V", "George V"),
        ("John Xi", "Xi, John"),
        ("Robert M. La Follette, Jr.", "La Follette, Robert M., Jr."),
        ("Mrs. R. L. St. John", "St. John, Mrs. R. L."),
        ("Walter De La Mare", "De La Mare, Walter"),
        ("Van Johnson", "Johnson, Van"),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Madonna", "Madonna"),
        ("Associated Press", "Associated Press"),
        ("Courier Staff", "Courier Staff"),
        ("Barnes and Noble Books", "Barnes and Noble Books"),
        ("Smith & Sons", "Smith & Sons"),
        ("Ministry of Health", "Ministry of Health"),
        ("Doe, Jane", "Doe, Jane"),
        ("林红玉", "林红玉"),
    ],
)
def test_a_surname_comes_first_in_an_index(name: str, turned: str) -> None:
    assert names.surname_first(name, ("press", "staff")) == turned


@pytest.mark.parametrize(
    ("headline", "writers", "expected"),
    [
        ("Dam Opens", (), "“Dam Opens.” Daily News, December 5, 2021, p. 1."),
        ("Dam Opens", ("Jane Doe",), "Doe, Jane. “Dam Opens.” Daily News, December 5, 2021, p. 1."),
        ("The “Return” of Spring", (), "“The ‘Return’ of Spring.” Daily News, December 5, 2021, p. 1."),
        ("Why?", ("Jane Doe", "Li Wei"), "Doe, Jane, and Li Wei. “Why?” Daily News, December 5, 2021, p. 1."),
        ("Go", ("A B", "C D", "E F"), "B, A, C D, and E F. “Go.” Daily News, December 5, 2021, p. 1."),
        ("Go", tuple("ABCDEFG"), "A, B, C, et al. “Go.” Daily News, December 5, 2021, p. 1."),
        ("Go", ("M. King Jr.",), "King, M., Jr. “Go.” Daily News, December 5, 2021, p. 1."),
        ("Mayor Says “No”", (), "“Mayor Says ‘No.’” Daily News, December 5, 2021, p. 1."),
        ("He Sang ‘Home’", (), "“He Sang ‘Home.’” Daily News, December 5, 2021, p. 1."),
        ("“He Sang ‘Home’”", (), "“‘He Sang ‘Home.’’” Daily News, December 5, 2021, p. 1."),
        ("Who Said “Why?”", (), "“Who Said ‘Why?’” Daily News, December 5, 2021, p. 1."),
        ("“He Cried ‘Go!’”", (), "“‘He Cried ‘Go!’’” Daily News, December 5, 2021, p. 1."),
        ("This Is the Farmers’", (), "“This Is the Farmers’.” Daily News, December 5, 2021, p. 1."),
    ],
)
def test_an_english_article_is_cited_by_chicago(headline: str, writers: tuple[str, ...], expected: str) -> None:
    article = Article("", date(2021, 12, 5), 1, 3, headline, body="Text.", byline=tuple(map(Byline, writers)))
    assert cited(article, False, "Daily News", "en", lambda writer: names.surname_first(writer.name, ())) == expected


def test_a_writer_is_cited_as_people_yaml_has_the_name_filed(tmp_path: Path) -> None:
    people = "- {name: Peter de Vries, kind: staff, reading: 'De Vries, Peter'}\n" \
        "- {name: Old Timer, kind: staff, reading: Old Timer, aliases: [Ed Old]}\n"  # fmt: skip
    writers = ["Peter de Vries", "Old Timer", "Ed Old"]
    articles = {f"01-0{number}": toy.article("Go", byline=[one]) for number, one in enumerate(writers, 1)}
    edition = "title: P\nlanguage: en\n"
    toy.build(toy.newspaper(tmp_path / "content", articles, edition=edition, people=people), tmp_path / "site")
    pages = [page_at(tmp_path / "site", f"/2021/12/12/{place}.html") for place in articles]
    lines = [page.one("p", class_="quote").text for page in pages]
    assert [line.split(" “")[0] for line in lines] == ["De Vries, Peter.", "Old Timer.", "Old, Ed."]


@pytest.mark.parametrize(
    ("typed", "name", "role"),
    [
        ("By Jane Doe", "Jane Doe", ""),
        ("BY JANE DOE", "JANE DOE", ""),
        ("By Jane Doe, Staff Writer", "Jane Doe", "Staff Writer"),
        ("Photograph by Jane Doe", "Jane Doe", "Photograph by"),
        ("Jane Doe", "Jane Doe", ""),
        ("Black, White and Sons", "Black, White and Sons", ""),
        ("Ministry of Trade and Rural Affairs", "Ministry of Trade and Rural Affairs", ""),
        ("Abby Byrd", "Abby Byrd", ""),
        ("From staff and wire reports", "From staff and wire reports", ""),
        ("National Oceanic and Atmospheric Administration",) * 2 + ("",),
    ],
)
def test_an_english_byline_is_a_name_and_a_role(tmp_path: Path, typed: str, name: str, role: str) -> None:
    articles = {"01-01": toy.article("One", "Text.", byline=[typed])}
    content = toy.newspaper(tmp_path / "content", articles, edition="title: P\nlanguage: en\n")
    toy.build(content, tmp_path / "site")
    writers = page_at(tmp_path / "site", "/2021/12/12/01-01.html").one("li", class_="writers")
    assert " ".join(writers.text.split()) == f"{role} {name}".strip()


@pytest.mark.parametrize(
    "byline",
    ["By Jane Doe and John Roe", "Mary Smith-Jones and Peter de Vries", "MARY SMITH AND PETER VRIES"],
)
def test_two_names_in_one_byline_are_told(tmp_path: Path, byline: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("One", byline=[byline])})
    code, _, told = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    assert code == 1 and "write a list: [By Jane Doe, By John Roe]" in told


@pytest.mark.parametrize(
    ("text", "dateline", "limit", "summary"),
    [
        ("One two three.", "", 40, "One two three."),
        ("Mrs. Marsh spoke first of all. Then nobody did, for long.", "", 20, "Mrs. Marsh spoke first of all."),
        ("A sentence that goes on, and on, and on, and ends.", "", 20, "A sentence that goes on, and on, and on…"),
        ("NEW YORK, Jan. 5 — It rained.", "NEW YORK, Jan. 5", 40, "It rained."),
        ("First.\n\nSecond.", "", 40, "First.\nSecond."),
    ],
)
def test_a_summary_ends_with_a_sentence_or_a_word(text: str, dateline: str, limit: int, summary: str) -> None:
    assert markdown.summary(text, dateline, limit) == summary
