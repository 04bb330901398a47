"""The built site as a reader walks through it: no dead ends, nothing far away."""

from __future__ import annotations

import json
import re
import shutil
from collections import deque
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import toy
from tests.conftest import Built
from tests.pages import Element, file_at, page_at, pages_of_site, resolved

IN_A_FOLDER = "/repo/x/"


def links_of(page: Element) -> list[str]:
    """Every address that a page loads or leads to."""
    found: list[str] = []
    for element in page.all():
        for name in ("href", "src", "action", "poster"):
            if name in element.attributes:
                found.append(element.attributes[name])
    return found


def is_inside(address: str) -> bool:
    return not re.match(r"[a-z]+:|//", address)


@pytest.mark.parametrize("base", ["/", IN_A_FOLDER])
def test_no_link_is_dead_wherever_the_site_is_hosted(seed: Built, base: str) -> None:
    dead: list[str] = []
    for url, page in pages_of_site(seed.site).items():
        ids = {element.attributes.get("id", "") for element in page.all()}
        for link in links_of(page):
            if not is_inside(link):
                continue
            if link.startswith("#"):
                if link[1:] not in ids:
                    dead.append(f"{url}: {link}")
                continue
            if link.startswith("/"):
                # Only the page for unknown addresses knows where the site is hosted.
                assert url == "/404.html", f"{url}: {link} is not relative"
                target = link.removeprefix(IN_A_FOLDER)
                assert target != link
                file = file_at(seed.site, "/" + target)
            else:
                assert not resolved(link, base + url[1:]).startswith("/..")
                file = file_at(seed.site, "/" + resolved(link, base + url[1:]).removeprefix(base))
            if not file.is_file():
                dead.append(f"{url}: {link}")
    assert not dead


def test_every_page_is_reached_from_the_home_page_and_every_article_within_four_clicks(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {
            f"{year}/{month:02}-{day:02}/0{folio}-0{position}": toy.article(f"报道{year}{month}{day}{folio}{position}")
            for year in (1998, 2020, 2021)
            for month, day in ((1, 5), (1, 6), (7, 1))
            for folio in (1, 2)
            for position in (1, 2, 3)
        },
    )
    site = tmp_path / "site"
    toy.build(content, site)
    pages = pages_of_site(site)
    clicks = {"/": 0}
    waiting = deque(["/"])
    while waiting:
        here = waiting.popleft()
        for link in pages[here].all("a"):
            href = link.attributes.get("href", "")
            target = resolved(href, here)
            if is_inside(href) and target in pages and target not in clicks:
                clicks[target] = clicks[here] + 1
                waiting.append(target)
    articles = [url for url in pages if re.fullmatch(r"/\d{4}/\d\d/\d\d/\d\d-\d\d\.html", url)]
    assert len(articles) == 54
    assert max(clicks.get(url, 99) for url in articles) <= 4
    assert set(pages) - set(clicks) <= {"/404.html"}


def neighbour(page: Element, relation: str) -> str:
    found = [link for link in page.one("main").all("a") if link.attributes.get("rel") == relation]
    return found[0].attributes["href"] if found else ""


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issues on the 1st, 2nd and 5th; the 1st has three folios, the second of them without an article."""
    folder = tmp_path_factory.mktemp("week")
    toy.build(
        toy.newspaper(
            folder / "content",
            {
                "2021/03-01/01-01": toy.article("甲"),
                "2021/03-01/01-02": toy.article("乙"),
                "2021/03-01/03-01": toy.article("丙"),
                "2021/03-02/01-01": toy.article("丁"),
                "2021/03-05/01-01": toy.article("戊"),
            },
            issues={"2021/03-01": "folios: {1: 要闻, 2: 广告, 3: 副刊}\n"},
        ),
        folder / "site",
    )
    return folder / "site"


@pytest.mark.parametrize(
    ("url", "previous", "following"),
    [
        ("/2021/03/01/01-01.html", "", "01-02.html"),
        ("/2021/03/01/01-02.html", "01-01.html", "03-01.html"),
        ("/2021/03/01/03-01.html", "01-02.html", ""),
        ("/2021/03/01/01.html", "", "02.html"),
        ("/2021/03/01/02.html", "01.html", "03.html"),
        ("/2021/03/01/", "", "../02/"),
        ("/2021/03/02/", "../01/", "../05/"),
        ("/2021/03/05/", "../02/", ""),
    ],
)
def test_previous_and_next_run_over_folios_and_skip_days_without_an_issue(
    week: Path, url: str, previous: str, following: str
) -> None:
    page = page_at(week, url)
    assert (neighbour(page, "prev"), neighbour(page, "next")) == (previous, following)


def test_an_instalment_leads_to_the_ones_before_and_after_it(tmp_path: Path) -> None:
    """In its column, over the issues; and an edit of one of them is seen on the others' pages."""

    def instalment(number: str, **more: object) -> str:
        return toy.article(f"长河（{number}）", column="连载", **more)

    day = {one: f"2021年12月{one}日" for one in (12, 14)}
    places = {"2021/12-12/01-02": "一", "2021/12-14/01-02": "二", "2021/12-14/02-01": "三", "2022/01-01/01-01": "四"}
    content = toy.newspaper(tmp_path / "content", {place: instalment(number) for place, number in places.items()})
    toy.newspaper(content, {"2021/12-12/01-01": toy.article("要闻"), "2021/12-14/01-01": toy.article("要闻")})
    toy.newspaper(content, {"2021/12-14/01-03": toy.article("独", column="茶")})

    def told() -> list[str]:
        toy.build(content, tmp_path / "site")
        toy.build(content, tmp_path / "clean")
        assert toy.files_of(tmp_path / "site") == toy.files_of(tmp_path / "clean")
        shutil.rmtree(tmp_path / "clean")
        return [around(place) for place in places]

    def around(place: str) -> str:
        page = page_at(tmp_path / "site", f"{place.replace('-', '/', 1)}.html")
        found = [nav for nav in page.all("nav", class_="neighbours") if "本栏" in nav.attributes["aria-label"]]
        return " ".join(link.text for nav in found for link in nav.all("a"))

    assert told() == [
        f"本栏下一篇 长河（二） {day[14]}",
        f"本栏上一篇 长河（一） {day[12]} 本栏下一篇 长河（三） {day[14]}",
        f"本栏上一篇 长河（二） {day[14]} 本栏下一篇 长河（四） 2022年1月1日",
        f"本栏上一篇 长河（三） {day[14]}",
    ]
    assert around("2021/12-14/01-01") == around("2021/12-14/01-03") == ""
    toy.newspaper(content, {"2021/12-14/01-02": toy.article("长河（二，续）", column="连载")}, edition="")
    assert told()[0] == f"本栏下一篇 长河（二，续） {day[14]}"
    toy.newspaper(content, {"2021/12-14/01-02": instalment("二", status="draft")}, edition="")
    places.pop("2021/12-14/01-02")
    first, third, _ = told()
    assert first == f"本栏下一篇 长河（三） {day[14]}"
    assert third == f"本栏上一篇 长河（一） {day[12]} 本栏下一篇 长河（四） 2022年1月1日"


def test_a_link_to_the_file_of_an_article_leads_to_its_page(tmp_path: Path) -> None:
    body = (
        "见[同期](01-02.md)、[同年](../12-13/01-01.md)、[隔年](../../2020/12-31/01-01-xin.md#a)，[网址](https://a.org/01-02.md)。"
    )
    places = ("2021/12-12/01-02", "2021/12-13/01-01", "2020/12-31/01-01-xin")
    content = toy.newspaper(tmp_path / "content", {place: toy.article(place) for place in places})
    about = "[创刊](issues/2021/12-12/01-01.md)"
    toy.newspaper(content, {"2021/12-12/01-01": toy.article("始", body)}, files={"about.md": about})
    toy.build(content, tmp_path / "site")
    links = page_at(tmp_path / "site", "/2021/12/12/01-01.html").one("div", class_="prose").all("a")
    assert [link.attributes["href"] for link in links] == [
        "01-02.html", "../../12/13/01-01.html", "../../../2020/12/31/01-01.html#a", "https://a.org/01-02.md",
    ]  # fmt: skip
    here = tmp_path / "site/2021/12/12"
    assert all((here / link.attributes["href"].partition("#")[0]).is_file() for link in links[:3])
    assert page_at(tmp_path / "site", "/about.html").all("a", href="2021/12/12/01-01.html")


def test_a_role_of_one_character_stands_behind_the_name_as_print_has_it(tmp_path: Path) -> None:
    byline = [{"name": "程小青", "role": "著"}, {"name": "宋仪凯", "role": "记者"}]
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article(byline=byline)}), tmp_path / "site")
    told = "程小青 著、记者 宋仪凯"
    writers = page_at(tmp_path / "site", "/2021/12/12/01-01.html").one("li", class_="writers")
    assert writers.text.replace("\xa0", " ") == told
    assert told in page_at(tmp_path / "site", "/").one("article", class_="lead").one("p", class_="meta").text


def test_a_calendar_links_the_days_with_an_issue_and_no_others(week: Path) -> None:
    table = page_at(week, "/2021/03/").one("table", class_="calendar")
    assert table.one("caption").text
    days = {
        link.text: link.attributes for link in table.all("a") if link.attributes["href"].endswith(("01/", "02/", "05/"))
    }
    assert {day: link["href"] for day, link in days.items()} == {"1": "01/", "2": "02/", "5": "05/"}
    assert days["1"]["aria-label"] == "2021年3月1日，3篇"
    # The 1st of March 2021 was a Monday.
    assert [cell.text for cell in table.all("tr")[1].all("td")] == ["1", "2", "3", "4", "5", "6", "7"]


def test_the_same_day_of_every_year_stands_on_one_page(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {f"{year}/02-29/01-01": toy.article(f"闰日{year}") for year in (1996, 2000, 2020)}
        | {"2021/02-28/01-01": toy.article("平日")},
    )
    toy.build(content, tmp_path / "site")
    text = page_at(tmp_path / "site", "/days/02-29.html").one("main").text
    assert [year for year in re.findall("闰日(....)", text)] == ["2020", "2000", "1996"]
    assert "平日" not in text


def test_a_long_list_is_cut_so_that_old_pages_never_change(tmp_path: Path) -> None:
    def articles(days: int) -> dict[str, str]:
        return {
            f"2021/05-{day:02}/01-01": toy.article(f"第{day}日", section="要闻", persons=["张继"])
            for day in range(1, days + 1)
        }

    content, site = tmp_path / "content", tmp_path / "site"
    toy.build(toy.newspaper(content, articles(12), edition="title: 试报\npage_size: 5\n"), site)
    top = next(path for path in (site / "sections").iterdir() if path.is_dir())
    first, newest = (top / "1.html").read_bytes(), page_at(site, f"/sections/{top.name}/")
    assert [link.text for link in newest.all("a") if link.text.startswith("第")] == [
        f"第{day}日" for day in range(12, 5, -1)
    ]
    assert "第5日" in first.decode() and "第6日" not in first.decode()
    toy.build(toy.newspaper(content, articles(14), edition=""), site)
    assert (top / "1.html").read_bytes() == first
    listed = [
        link.text
        for url, page in pages_of_site(site).items()
        if url.startswith("/sections/")
        for link in page.one("main").all("a")
        if link.text.startswith("第")
    ]
    assert sorted(listed) == sorted(f"第{day}日" for day in range(1, 15)), "every article once"


def test_every_page_carries_the_policy_first_and_loads_nothing_from_elsewhere(seed: Built) -> None:
    for url, page in pages_of_site(seed.site).items():
        head = [child for child in page.one("head").children if isinstance(child, Element)]
        assert head[0].attributes.get("http-equiv") == "Content-Security-Policy", url
        assert "default-src 'none'" in head[0].attributes["content"]
        for element in page.all():
            assert not any(name.startswith("on") or name == "style" for name in element.attributes), url
            if (
                element.tag in ("script", "img", "link", "iframe", "form")
                and element.attributes.get("rel") != "canonical"
            ):
                for name in ("src", "href", "action"):
                    assert is_inside(element.attributes.get(name, "")), url


def test_every_page_has_one_headline_a_title_of_its_own_and_the_language(seed: Built) -> None:
    titles: dict[str, str] = {}
    for url, page in pages_of_site(seed.site).items():
        assert page.one("html").attributes["lang"] == "zh-Hans"
        assert len(page.all("h1")) == 1, url
        title = page.one("head").one("title").text
        assert (title and title not in titles) or url == "/", f"{url} and {titles.get(title)} are both called {title}"
        titles[title] = url


def test_canonical_addresses_begin_with_the_base_url(seed: Built) -> None:
    for url, page in pages_of_site(seed.site).items():
        for link in page.all("link"):
            if link.attributes.get("rel") == "canonical":
                expected = "https://example.org/repo/x" + ("/2021/12/12/" if url == "/" else url)
                assert link.attributes["href"] == expected


def test_a_page_without_a_known_host_has_no_absolute_address(tmp_path: Path) -> None:
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}), tmp_path / "site")
    pages = [*(tmp_path / "site").rglob("*.html")]
    assert tmp_path / "site/2021/12/12/01-01.html" in pages
    for page in pages:
        assert "http" not in page.read_text(encoding="utf-8").replace("http-equiv", ""), page


@pytest.mark.parametrize("printed", ["马丁·路德", "马丁‧路德", "马丁．路德"])
def test_a_name_is_linked_as_it_is_spelled_in_the_text(tmp_path: Path, printed: str) -> None:
    article = toy.article(body=f"昨天，{printed}来访。", persons=["马丁•路德"])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}), tmp_path / "site")
    assert page_at(tmp_path / "site", "/2021/12/12/01-01.html").one("a", class_="name").text == printed


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("出席者：\n\n王　伟、李建国\n\n王伟说。", ["王　伟", "李建国", "王伟"]),
        ("出席的有：李 建 国、王 伟。", ["李 建 国", "王 伟"]),
        ("国王　伟大的一生。王　伟", []),
        ("王　伟　张　三", []),
    ],
)
def test_a_name_that_is_set_wide_is_linked(tmp_path: Path, text: str, linked: list[str]) -> None:
    article = toy.article(body=text, persons=["王伟", "李建国"])
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": article}), tmp_path / "site")
    assert [one.text for one in page_at(tmp_path / "site", "/2021/12/12/01-01.html").all("a", class_="name")] == linked


def test_the_person_index_is_a_plain_list_in_the_order_of_pinyin(tmp_path: Path) -> None:
    persons = ["单田芳", "仇和", "解晓东", "任庆虎", "曾国藩", "覃塘", "张继", "阿城", "John Smith"]
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article(body="。".join(persons) + "。", persons=persons)}
    )
    toy.build(content, tmp_path / "site")
    index = page_at(tmp_path / "site", "/people/").one("main")
    listed = [link.text for link in index.all("a") if link.text in persons]
    assert listed == ["阿城", "John Smith", "覃塘", "仇和", "任庆虎", "单田芳", "解晓东", "曾国藩", "张继"]
    rows = json.loads((tmp_path / "site/people/names.json").read_text(encoding="utf-8"))
    assert {row[0]: (row[2], row[3]) for row in rows}["单田芳"] == ("shan tianfang", "stf")
    for name, letter in (
        ("单田芳", "s"),
        ("仇和", "q"),
        ("解晓东", "x"),
        ("任庆虎", "r"),
        ("曾国藩", "z"),
        ("覃塘", "q"),
    ):
        assert name in page_at(tmp_path / "site", f"/people/{letter}.html").one("main").text


def test_the_first_page_of_a_long_index_treats_alike_who_has_as_many_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.plan.index.ON_FIRST_PAGE", 3)
    persons = ["阿城", "白居易", "陈毅", "丁玲", "郭沫若"]

    def listed(often: int) -> list[str]:
        """Who stands on the first page, when the last `often` of them are in two articles."""
        articles = {
            "01-01": toy.article(body="。".join(persons) + "。", persons=persons),
            "01-02": toy.article(body="。".join(persons[-often:]) + "。", persons=persons[-often:]),
        }
        toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
        index = page_at(tmp_path / "site", "/people/").one("main")
        return [link.text for link in index.all("a") if link.text in persons]

    assert listed(2) == ["丁玲", "郭沫若"]
    assert listed(5) == ["阿城", "白居易", "陈毅"]


def test_a_long_index_of_writers_has_letters_that_lead_into_it(tmp_path: Path) -> None:
    def letters(site: Path) -> list[tuple[str, str]]:
        """Each letter with the name that it leads to."""
        index = page_at(site, "/bylines/").one("main")
        links = [link for chips in index.all("nav", class_="chips") for link in chips.all("a")]
        marks = [(link.text, link.attributes["href"]) for link in links if link.attributes["href"].startswith("#")]
        return [(letter, index.one("tr", id=href[1:]).one("a").text) for letter, href in marks]

    content = toy.newspaper(
        tmp_path / "content",
        {
            f"01-{number:02}": toy.article(f"第{number}篇", byline=[{"name": f"{family}{number}明"}])
            for number, family in enumerate("阿王李张赵吴" * 8, 1)
        },
    )
    toy.build(content, tmp_path / "few")
    assert letters(tmp_path / "few") == []
    more = {f"02-{number:02}": toy.article(byline=[{"name": f"刘{number}明"}]) for number in range(1, 5)}
    toy.build(toy.newspaper(content, more), tmp_path / "many")
    found = letters(tmp_path / "many")
    assert [letter for letter, _ in found] == ["A", "L", "W", "Z"]
    assert [name[0] for _, name in found] == ["阿", "李", "王", "张"]


def test_a_person_page_tells_offices_roles_companions_and_years(tmp_path: Path) -> None:
    def report(headline: str, office: str, role: str, *others: str) -> str:
        return toy.article(headline, persons=[{"name": "林红玉", "office": office, "role": role}, *others])

    content = toy.newspaper(
        tmp_path / "content",
        {
            "2018/05-01/01-01": report("旧事", "副市长", "调研", "于永生"),
            "2020/03-01/01-01": report("中事", "市长", "主持", "于永生", "张继民"),
            "2021/12-12/01-01": report("新事", "市委书记", "讲话"),
            "2021/12-12/01-02": report("又一事", "市委书记", "检查"),
            "2021/12-12/01-03": toy.article("她写的文章", byline=[{"name": "林红玉", "role": "署名", "id": "lin"}]),
        },
        people="- {name: 林红玉, id: lin}\n",
    )
    toy.build(content, tmp_path / "site")
    main = page_at(tmp_path / "site", "/people/lin.html").one("main")
    timeline = [link.text for link in main.all("a") if link.text in ("旧事", "中事", "新事", "又一事")]
    assert timeline == ["新事", "又一事", "中事", "旧事"]
    for text in ("副市长", "市长", "市委书记", "讲话", "检查", "2018年5月1日", "2020年3月1日", "2021年12月12日"):
        assert text in main.text
    assert [link.text for link in main.all("a") if link.text in ("于永生", "张继民")] == ["于永生", "张继民"]
    chart = main.one("svg", role="img")
    assert chart.attributes["aria-label"] == "历年报道篇数：2018年1篇、2020年1篇、2021年2篇。"
    assert len(chart.all("rect")) == 4, "a year without a report keeps its place"
    only_in_2020 = next(link.attributes["href"] for link in main.all("a") if link.text == "张继民")
    assert page_at(tmp_path / "site", f"/people/{only_in_2020}").all("svg", role="img") == []
    assert "她写的文章" in main.text
    assert "她写的文章" not in [link.text for year in main.all(class_="timeline") for link in year.all("a")]


def test_a_withdrawn_article_keeps_its_address_but_not_its_text(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {
            "01-01": toy.article("留下的"),
            "01-02": toy.article(
                "撤回的",
                "不该再读到的正文。",
                status="withdrawn",
                corrections=[{"date": "2021-12-20", "note": "事实有误"}],
                aliases=["/2021-12/12/content_2.htm"],
            ),
        },
    )
    toy.build(content, tmp_path / "site", search=True)
    tomb = page_at(tmp_path / "site", "/2021/12/12/01-02.html").text
    assert "撤回的" in tomb and "事实有误" in tomb
    assert not [
        path for path in (tmp_path / "site").rglob("*") if path.is_file() and "不该再读到".encode() in path.read_bytes()
    ]
    old = page_at(tmp_path / "site", "/2021-12/12/content_2.htm")
    refresh = old.one("meta", http_equiv="refresh").attributes["content"]
    assert refresh.endswith("../../2021/12/12/01-02.html")


def test_drafts_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("定稿"), "01-02": toy.article("草稿", status="draft")}
    )
    toy.build(content, tmp_path / "site")
    assert not (tmp_path / "site/2021/12/12/01-02.html").exists()
    toy.build(content, tmp_path / "site", drafts=True)
    assert page_at(tmp_path / "site", "/2021/12/12/01-02.html").one("h1").text == "草稿"


def test_an_edition_without_an_issue_is_a_site_all_the_same(tmp_path: Path) -> None:
    toy.build(toy.newspaper(tmp_path / "content"), tmp_path / "site")
    assert page_at(tmp_path / "site", "/").one("h1").text
    assert (tmp_path / "site/archive/index.html").exists()


def test_the_calendars_of_the_archive_say_their_year_to_the_eye_and_once(tmp_path: Path) -> None:
    issues = {f"{year}/12-01/01-01": toy.article() for year in (2019, 2020)}
    toy.build(toy.newspaper(tmp_path / "content", issues), tmp_path / "site")
    caption = re.compile('class="calendar">\n<caption>(.*?)</caption>')
    [month] = caption.findall((tmp_path / "site/archive/index.html").read_text())
    assert month == '<a href="../2020/12/">2020年12月</a>'
    [month] = caption.findall((tmp_path / "site/2020/index.html").read_text())
    assert month == '<a href="12/">12月</a><span class="unseen"> 2020年12月</span>'


def test_the_years_of_the_archive_are_a_row_where_there_are_several(tmp_path: Path) -> None:
    for issue, years in (("2020/12-01", []), ("2019/12-01", ["2020", "2019"])):
        toy.build(toy.newspaper(tmp_path / "content", {f"{issue}/01-01": toy.article()}), tmp_path / "site")
        rows = page_at(tmp_path / "site", "/2020/").all("nav", class_="chips")
        assert [link.text for row in rows for link in row.all("a")] == years


def test_a_folio_of_many_articles_makes_no_column_that_is_longer_than_the_others(tmp_path: Path) -> None:
    articles = {f"01-{number:02}": toy.article(f"第{number}篇") for number in range(1, 31)}
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    front = page_at(tmp_path / "site", "/2021/12/12/")
    briefs = front.one("section", class_="left").one("ul", class_="lines").all("a")
    assert [link.text for link in briefs] == [f"第{number}篇" for number in range(9, 17)]
    assert {f"01-{number:02}.html" for number in range(1, 31)} <= {link.attributes["href"] for link in front.all("a")}


def test_a_picture_is_published_with_its_size_and_words(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article(images=[{"file": "dam.png", "alt": "大堤", "caption": "大堤合龙", "credit": "周岩 摄"}])},
        files={"issues/2021/12-12/dam.png": toy.picture(40, 30)},
    )
    toy.build(content, tmp_path / "site")
    page = page_at(tmp_path / "site", "/2021/12/12/01-01.html")
    image = page.one("main").one("img")
    assert {name: image.attributes[name] for name in ("src", "alt", "width", "height")} == {
        "src": "dam.png",
        "alt": "大堤",
        "width": "40",
        "height": "30",
    }
    assert "大堤合龙" in page.text and "周岩 摄" in page.text
    assert (tmp_path / "site/2021/12/12/dam.png").read_bytes() == toy.picture(40, 30)


def test_a_picture_is_shown_by_what_a_folio_knows_of_the_text(tmp_path: Path) -> None:
    """Headings are none of it, and a long address may stand before them: the folio is no other after an edit there."""
    body = f"[甲](https://a.org/{'x' * 2000})\n\n## {{}}\n\n文。"
    picture = [{"file": "lions.png"}]
    files = {f"issues/{toy.DAY}/lions.png": toy.picture(40, 30)}
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("题", body.format("短"), images=picture)}, files=files
    )
    toy.build(content, tmp_path / "site")
    toy.newspaper(content, {"01-01": toy.article("题", body.format("长" * 300), images=picture)}, edition="")
    toy.build(content, tmp_path / "site")
    toy.build(content, tmp_path / "clean")
    assert toy.files_of(tmp_path / "site") == toy.files_of(tmp_path / "clean")


def test_a_folio_of_pictures_shows_them(tmp_path: Path) -> None:
    """Those of articles that say less than their pictures; another text stands there by itself."""
    picture = [{"file": "lions.png", "alt": "舞狮", "caption": "片打街的舞狮"}]
    content = toy.newspaper(
        tmp_path / "content",
        {
            "01-01": toy.article("舞狮", "社员在街头。", images=picture),
            "01-02": toy.article("长文", "正" * 200, images=picture),
        },
        files={f"issues/{toy.DAY}/lions.png": toy.picture(40, 30)},
    )
    toy.build(content, tmp_path / "site")
    first, second = page_at(tmp_path / "site", "/2021/12/12/01.html").all("article", class_="card")
    assert first.one("img").attributes["alt"] == "舞狮" and first.one("figcaption").text == "片打街的舞狮"
    assert "社员在街头。" in first.text and not second.all("img")


@pytest.mark.parametrize(
    ("articles", "columns"),
    [
        ({"01-01": toy.article("甲")}, ["middle"]),
        ({"01-01": toy.article("甲", persons=["林红玉"])}, ["middle", "right"]),
        ({"01-01": toy.article("甲"), "01-02": toy.article("乙", genre="通讯")}, ["middle"]),
        ({"01-01": toy.article("甲"), "01-02": toy.article("乙"), "01-03": toy.article("丙")}, ["left", "middle"]),
        (
            {"01-01": toy.article("甲", persons=["林红玉"]), "01-02": toy.article("乙"), "02-01": toy.article("丙")},
            ["left", "middle", "right"],
        ),
    ],
)
def test_a_front_page_of_few_articles_leaves_no_column_empty(
    articles: dict[str, str], columns: list[str], tmp_path: Path, browser: Browser
) -> None:
    toy.build(toy.newspaper(tmp_path / "content", articles), tmp_path / "site")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with toy.served(tmp_path / "site") as address:
        page.goto(address)
        boxes = page.evaluate(
            """() => [...document.querySelectorAll('.front, .front > *')].map((one) => {
                 const box = one.getBoundingClientRect();
                 return [one.className.split(' ')[0], Math.round(box.left), Math.round(box.right)];
               })"""
        )
    page.close()
    (_, left, right), *inside = boxes
    inside.sort(key=lambda box: box[1])
    assert [name for name, _, _ in inside] == columns
    assert inside[0][1] == left
    if columns != ["left", "middle"]:  # then there is nothing for the right column
        assert inside[-1][2] == right


def test_an_old_address_beside_a_folder_of_the_site_is_told_once(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article(aliases=["/Assets/1.html", "/Assets/2.html"])})
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    told, end = err.splitlines()
    assert (code, end.startswith("1 problem;")) == (1, True)
    path = (content / "issues/2021/12-12/01-01.md").as_posix()
    assert told.startswith(f"{path}:") and "/Assets/1.html, beside the folder /assets/" in told


def test_every_page_says_where_the_site_is_registered(tmp_path: Path) -> None:
    filings = "[鲁ICP备12345678号-1, 鲁公网安备 37080002000001号, 新闻信息服务许可证 37120180001]"
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article()}, edition=f"标题: 试报\n备案: {filings}\n"
    )
    toy.build(content, tmp_path / "site")
    for url in ("/", "/2021/12/12/01-01.html", "/about.html", "/people/"):
        foot = page_at(tmp_path / "site", url).one("footer", class_="foot")
        assert "许可证 37120180001" in foot.text
        links = {link.text: link.attributes["href"] for link in foot.all("a")}
        assert links["鲁ICP备12345678号-1"] == "https://beian.miit.gov.cn/"
        assert links["鲁公网安备 37080002000001号"].endswith("#/query/webSearch?code=37080002000001")
