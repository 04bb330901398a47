"""Files for research: complete, explained, the same every time, and without private persons."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition import dataset
from tests import toy
from tests.conftest import ROOT, Built
from tests.pages import page_at

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
EDITION = "title: 试报数字版\nnewspaper: 试报\ndata: true\nrights: 仅供研究\n"


def content(folder: Path) -> Path:
    return toy.newspaper(
        folder / "content",
        {
            "2020/05-04/01-01": toy.article("旧闻", persons=["张继"]),
            "2021/12-12/01-01": toy.article(
                'A <B> & "C"',
                "本报讯 副主任张继和张继民出席。\n\n**王先生**说：=1+1，<好>。",
                kicker="引题",
                deck=["副题一", "副题二"],
                section="要闻",
                genre="消 息",
                dateline="本报讯",
                event_date="2021-12-10",
                byline=["记者 宋仪凯", {"name": "李先生", "id": "li"}],
                persons=[{"name": "张继", "office": "副主任", "role": "出席"}, "王先生"],
                places=["济宁", "金乡"],
                headline_lines=["A <B> &", '"C"'],
                images=[{"file": "a.png", "alt": "一座桥", "caption": "桥今日通车。", "credit": "张三"}],
                continued="03-01",
                source={"file": "胶片第12卷", "note": "右下角残缺"},
                rights="归作者",
                corrections=[{"date": "2021-12-20", "note": "误 & 正"}],
            ),
            "2021/12-12/03-01": toy.article("另一版", persons=["张继民"]),
            "2021/12-12/03-02": toy.article("撤回", "撤回的正文", status="withdrawn"),
        },
        edition=EDITION,
        people="- {name: 王先生, kind: private}\n- {name: 李先生, id: li, kind: private}\n"
        "- {name: 张继, aliases: [张小继]}\n",
        files={"issues/2021/12-12/a.png": toy.picture()},
        issues={
            "2020/05-04": "date_certainty: inferred\ndate_evidence: 据所述之事\n",
            "2021/12-12": "number: 第1号\nfolios: {1: 要闻, 2: 广告, 3: 副刊}\n",
        },
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    toy.build(content(folder), folder / "site")
    return folder / "site"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cells(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_an_article_is_one_line_with_all_that_is_known_of_it(site: Path) -> None:
    first, second = rows(site / "data/articles-2021.jsonl")
    assert first["id"] == "2021-12-12/01-01" and second["id"] == "2021-12-12/03-01"
    assert (site / first["url"]).is_file()
    assert (first["headline"], first["kicker"], first["deck"]) == ('A <B> & "C"', "引题", ["副题一", "副题二"])
    assert first["text"] == "本报讯 副主任张继和张继民出席。\n王先生说：=1+1，<好>。"
    assert [(who["name"], who["office"], who["role"]) for who in first["persons"]] == [("张继", "副主任", "出席")]
    assert (site / "people" / f"{first['persons'][0]['id']}.html").is_file()
    assert (first["event_date"], first["corrected"]) == ("2021-12-10", "2021-12-20")
    assert first["corrections"] == [{"date": "2021-12-20", "note": "误 & 正"}]
    assert first["headline_lines"] == ["A <B> &", '"C"']
    (picture,) = first["images"]
    assert (site / picture["url"]).read_bytes() == toy.picture()
    assert (picture["alt"], picture["caption"], picture["credit"]) == ("一座桥", "桥今日通车。", "张三")
    assert (first["continued"], second["continued"], first["rights"]) == ("03-01", "", "归作者")
    assert (first["source_file"], first["source_note"]) == ("胶片第12卷", "右下角残缺")


def test_a_cell_is_exact_even_where_a_spreadsheet_takes_it_for_a_formula(tmp_path: Path) -> None:
    headlines = ["=1+1", "+10%", "-3℃的早晨", "@所有人", "＝等号"]
    articles = {f"01-0{number}": toy.article(headline) for number, headline in enumerate(headlines, 1)}
    toy.build(toy.newspaper(tmp_path / "content", articles, edition="title: 试报\ndata: true\n"), tmp_path / "site")
    assert [cell["headline"] for cell in cells(tmp_path / "site/data/articles-2021.csv")] == headlines


def test_private_persons_and_withdrawn_texts_are_in_no_list(site: Path) -> None:
    paths = [*(site / "data").rglob("*.*")]
    assert {".jsonl", ".csv", ".xml"} <= {path.suffix for path in paths}
    for path in paths:
        if path.suffix in (".jsonl", ".csv", ".json", ".xml"):
            text = path.read_text(encoding="utf-8")
            # What is printed stays; nobody is declared to be this person.
            assert "李先生" not in text and "撤回" not in text, path
            assert text.count("王先生") == (path.name in ("articles-2021.jsonl", "articles-2021.csv", "2021-12-12.xml"))


def test_the_tables_say_the_same_as_the_json(site: Path) -> None:
    for line, cell in zip(rows(site / "data/articles-2021.jsonl"), cells(site / "data/articles-2021.csv"), strict=True):
        assert (cell["headline"], cell["text"], cell["date"]) == (line["headline"], line["text"], line["date"])
        assert cell["places"].split(";") == (line["places"] or [""])
        assert cell["persons"].split(";") == ([who["name"] for who in line["persons"]] or [""])
        assert cell["date_inferred"] == "false" and int(cell["folio"]) == line["folio"]
    people = json.loads((site / "data/people.json").read_text(encoding="utf-8"))
    assert [(who["name"], who["reports"], who["first"], who["last"]) for who in people] == [
        ("张继", 2, "2020-05-04", "2021-12-12"),
        ("张继民", 1, "2021-12-12", "2021-12-12"),
    ]
    assert people[0]["offices"] == [{"text": "副主任", "first": "2021-12-12", "last": "2021-12-12"}]
    assert [cell["offices"] for cell in cells(site / "data/people.csv")] == ["副主任", ""]
    issues = json.loads((site / "data/issues.json").read_text(encoding="utf-8"))
    assert [(one["date"], one["number"], one["articles"]) for one in issues] == [
        ("2020-05-04", "", 1), ("2021-12-12", "第1号", 2),
    ]  # fmt: skip
    assert issues[1]["sections"] == ["要闻", "广告", "副刊"]
    assert [(cell["date"], cell["date_inferred"]) for cell in cells(site / "data/issues.csv")] == [
        ("2020-05-04", "true"), ("2021-12-12", "false"),
    ]  # fmt: skip


def test_the_package_describes_every_file_and_every_column(site: Path) -> None:
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == "试报数字版" and package["rights"] == "仅供研究"
    described = {resource["path"] for resource in package["resources"]}
    there = {path.name for path in (site / "data").iterdir() if path.suffix in (".json", ".jsonl", ".csv")}
    assert described == there - {"datapackage.json"}
    for resource in package["resources"]:
        assert resource["name"] == resource["name"].lower() and resource["encoding"] == "utf-8"
        if resource["format"] == "csv":
            header = (site / "data" / resource["path"]).read_text(encoding="utf-8-sig").split("\n")[0]
            assert ",".join(field["name"] for field in resource["schema"]["fields"]) == header.strip()
    kinds = {kind for fields in dataset.FIELDS.values() for _, kind in fields}
    assert kinds <= {"string", "integer", "boolean", "date"}, "types of Table Schema"


def read_tei(path: Path) -> Any:
    document = etree.parse(path)
    etree.RelaxNG(etree.parse(ROOT / "tests/fixtures/tei.rng")).assertValid(document)
    return document.getroot()


def test_an_issue_is_tei_with_persons_and_their_offices(site: Path) -> None:
    text = read_tei(site / "data/tei/2021-12-12.xml")
    (person,) = (one for one in text.iter(f"{TEI}person") if one.findtext(f".//{TEI}name") == "张继")
    assert person.findtext(f".//{TEI}roleName") == "副主任"
    marked = [one for one in text.iter(f"{TEI}persName") if one.get("ref")]
    assert [(one.findtext(f"{TEI}roleName"), "".join(one.itertext())) for one in marked] == [
        ("副主任", "副主任张继"),
    ], "张继民 is somebody else, and not declared here"
    assert marked[0].get("ref") == "#" + person.get(f"{XML}id")
    heads = [one.get("type") for one in text.iter(f"{TEI}head")]
    assert heads == [None, "kicker", None, "deck", "deck", None, None, None]
    assert [one.text for one in text.iter(f"{TEI}note") if one.get("type") == "rights"] == ["归作者"]
    assert len(text.findall(f".//{TEI}gap")) == 1, "the folio of which nothing was transcribed"
    paragraphs = ["".join(one.itertext()) for one in text.findall(f".//{TEI}body//{TEI}p")]
    assert paragraphs[:2] == ["本报讯 副主任张继和张继民出席。", "王先生说：=1+1，<好>。"]


def test_in_tei_an_office_makes_nobody_else_of_a_longer_name(tmp_path: Path) -> None:
    text = "市长张继和市人大常委会主任张继民出席。\n\n随后，主任张继民讲话，市长张继作答。"
    persons = [{"name": "张继", "office": "主任"}, {"name": "张继民", "office": "市人大常委会主任"}]
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("甲", text, persons=persons)}, edition="title: 试报\ndata: true\n"
    )
    toy.build(content, tmp_path / "site")
    found = read_tei(tmp_path / "site/data/tei/2021-12-12.xml")
    marked = next(found.iter(f"{TEI}body")).iter(f"{TEI}persName")
    assert ["".join(one.itertext()) for one in marked] == ["张继", "市人大常委会主任张继民", "张继民", "张继"]


def test_a_person_is_marked_by_every_name_that_people_yaml_has(tmp_path: Path) -> None:
    """Courtesy names and other spellings of whom the article declares; nobody else's, and no part of a word."""
    body = "蔣介石語張漢卿云。漢卿副司令（Chang Hsueh-liang）答。杜月笙見張漢卿堂。Koos與Koo同來。魯迅無語。"
    people = (
        "- {name: 張學良, aliases: [張漢卿, 漢卿, Chang Hsueh-liang]}\n"
        "- {name: 杜鏞, aliases: [杜月笙]}\n- {name: 周樹人, aliases: [魯迅]}\n"
        "- {name: 蔣中正, aliases: [蔣介石], kind: private}\n- {name: 顧維鈞, aliases: [Koo, 先生]}\n"
        "- {name: 某甲, aliases: [先生]}\n"
    )
    articles = {
        "01-01": toy.article("甲", f"{body}先生去。", persons=["張學良", "杜鏞", "蔣中正", "顧維鈞", "某甲"]),
        "01-02": toy.article("乙", persons=["張漢卿堂"]),
    }
    toy.build(toy.newspaper(tmp_path / "content", articles, edition=EDITION, people=people), tmp_path / "site")
    marked = [
        ("zhang-xueliang", "張漢卿"), ("zhang-xueliang", "漢卿"), ("zhang-xueliang", "Chang Hsueh-liang"),
        ("du-yong", "杜月笙"),
    ]  # fmt: skip
    text = read_tei(tmp_path / "site/data/tei/2021-12-12.xml")
    found = text.findall(f".//{TEI}p/{TEI}persName")
    assert [(one.get("ref")[3:-5], "".join(one.itertext())) for one in found] == marked
    page = (tmp_path / "site/2021/12/12/01-01.html").read_text(encoding="utf-8")
    links = re.findall(r'class="name" href="[./]*people/([a-z-]+)-[0-9a-f]{4}.html">([^<]*)', page)
    assert links == marked


def test_a_table_keeps_its_rows_and_a_verse_its_lines(tmp_path: Path) -> None:
    body = (
        "行情如下：\n\n| 貨名 | 最高 | 備考 |\n|---|---:|---|\n| 白粳 | 〡〢元 | |\n| *張繼* | 十元 | 每石 |\n\n"
        "十年兵燹滿江關，  \n白髮書生淚自潸。\n\nOne line\nof the file."
    )
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("甲", body, persons=["張繼"])}, edition=EDITION
    )
    toy.build(content, tmp_path / "site")
    text = read_tei(tmp_path / "site/data/tei/2021-12-12.xml")
    (table,) = text.iter(f"{TEI}table")
    assert [[("".join(cell.itertext())) for cell in row] for row in table] == [
        ["貨名", "最高", "備考"], ["白粳", "〡〢元", ""], ["*張繼*", "十元", "每石"],
    ]  # fmt: skip
    assert [row.get("role") for row in table] == ["label", None, None]
    assert len(table.findall(f".//{TEI}persName")) == 1
    verse = text.findall(f".//{TEI}div/{TEI}p")[1]
    assert (verse.text, verse.find(f"{TEI}lb").tail) == ("十年兵燹滿江關，", "\n白髮書生淚自潸。")
    (row,) = rows(tmp_path / "site/data/articles-2021.jsonl")
    assert row["text"].split("\n") == [
        "行情如下：", "貨名\t最高\t備考", "白粳\t〡〢元\t", "*張繼*\t十元\t每石",
        "十年兵燹滿江關，", "白髮書生淚自潸。", "One line of the file.",
    ]  # fmt: skip


def test_the_sample_edition_is_tei_without_a_letter_lost(seed: Built, gold: dict[str, Any]) -> None:
    text = read_tei(seed.site / "data/tei/2021-12-12.xml")
    told = ["".join(one.itertext()) for one in text.findall(f".//{TEI}body//{TEI}p")]
    assert told == [paragraph for article in gold["articles"] for paragraph in article["paragraphs"]]
    names = {"".join(one.itertext()).removeprefix(one.findtext(f"{TEI}roleName") or "") for one in
             text.iter(f"{TEI}persName") if one.get("ref")}  # fmt: skip
    assert names == {person["name"] for article in gold["articles"] for person in article["persons"]}


def test_a_year_is_packed_with_everything_of_it(site: Path) -> None:
    with zipfile.ZipFile(site / "data/2021.zip") as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["articles-2021.jsonl", "articles-2021.csv", "tei/2021-12-12.xml"]
        for name in packed.namelist():
            assert packed.read(name) == (site / "data" / name).read_bytes()


def test_the_same_content_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    toy.build(content(tmp_path), tmp_path / "site")
    assert toy.files_of(tmp_path / "site/data") == toy.files_of(site / "data")


def test_an_edit_rewrites_one_year(tmp_path: Path) -> None:
    folder = content(tmp_path)
    toy.build(folder, tmp_path / "site")
    path = folder / "issues/2021/12-12/03-01.md"
    path.write_text(path.read_text(encoding="utf-8").replace("正文。", "新的正文。"), encoding="utf-8")
    written = toy.build(folder, tmp_path / "site").published.written
    assert {name for name in written if name.startswith("data/")} == {
        "data/articles-2021.jsonl", "data/articles-2021.csv", "data/2021.zip", "data/tei/2021-12-12.xml",
    }  # fmt: skip


def test_the_page_explains_the_files_and_every_page_leads_to_it(site: Path) -> None:
    page = page_at(site, "/data/")
    links = [link.attributes["href"] for link in page.one("main").all("a")]
    assert all((site / "data" / link).is_file() for link in links) and "articles-2020.jsonl" in links
    assert "../../../data/" in [link.attributes["href"] for link in page_at(site, "/2021/12/12/01-01.html").all("a")]


def test_an_edition_that_does_not_ask_for_it_has_no_data(tmp_path: Path) -> None:
    toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}), tmp_path / "site")
    assert not (tmp_path / "site/data").exists()
    assert "data/" not in [link.attributes["href"] for link in page_at(tmp_path / "site", "/").all("a")]


@pytest.mark.parametrize("asked", ["data", "epub", "offline"])
def test_an_edition_that_has_no_issue_yet_has_no_dead_link(tmp_path: Path, asked: str) -> None:
    paper = toy.newspaper(tmp_path / "content", edition=f"title: 试报\n{asked}: true\n")
    site = tmp_path / "site"
    assert toy.command("build", "--content", paper, "--site", site)[0] == 0
    code, out, _ = toy.command("check", "--content", paper, "--site", site)
    assert code == 0, out
