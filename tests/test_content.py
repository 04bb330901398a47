"""A folder of hand-written files is read as the newspaper that it declares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from edition.content import read_content
from edition.model import Article, Byline, Correction, Entry, Mention, Origin
from edition.names import slug
from edition.stamps import Listings
from edition.values import replace
from tests import toy

WHOLE = """---
{headline}: 以更高标准持续创建
{headline_lines}: [以更高标准, 持续创建]
{kicker}: 林红玉在检查时强调
{deck}: [一是, 二是]
{column}: 我为群众办实事
{section}: 要闻
{genre}: 消息
{byline}: [记者 宋仪凯, {{{name}: 王伟, {role}: 本报通讯员, {id}: wang-wei-2}}]
{dateline}: 本报济宁讯
{event_date}: 2021-12-10
{persons}:
  - {{{name}: 林红玉, {office}: 市委书记, {act}: 检查}}
  - 任庆虎
{places}: [金乡县, 鱼山街道]
{keywords}: [创城]
{images}:
  - {{{file}: a.png, {alt}: 一张图, {caption}: 图为街道, {credit}: 张三}}
{continued}: 01-02
{source}: {{{file}: front-page.txt, {note}: 第1行}}
{status}: {draft}
{corrections}:
  - {{{date}: 2021-12-13, {note}: 改正一字}}
{aliases}: [/old/content_1.html, /old/]
{rights}: 归作者
{language}: en
{date}: 2021-12-12
{folio}: 1
{position}: 01
---

本报济宁讯 正文。
"""

CHINESE = {
    "headline": "标题",
    "headline_lines": "标题行",
    "kicker": "引题",
    "deck": "副题",
    "column": "栏题",
    "section": "版名",
    "genre": "体裁",
    "byline": "署名",
    "dateline": "电头",
    "event_date": "事件日期",
    "persons": "人物",
    "places": "地点",
    "keywords": "关键词",
    "images": "图片",
    "continued": "转版",
    "source": "来源",
    "status": "状态",
    "corrections": "更正",
    "aliases": "别名",
    "rights": "版权",
    "language": "语言",
    "date": "日期",
    "folio": "版次",
    "position": "序号",
    "name": "姓名",
    "role": "身份",
    "id": "编号",
    "office": "职务",
    "act": "角色",
    "file": "文件",
    "alt": "替代文字",
    "caption": "图注",
    "credit": "摄影",
    "note": "说明",
    "draft": "草稿",
}
ENGLISH = {key: key for key in CHINESE} | {"act": "role"}


def only_article(content: Path) -> Article:
    """The one article of a newspaper that has no problem."""
    read = read_content(content)
    assert not read.problems
    [article] = read.articles
    return article


def written(tmp_path: Path, text: str | bytes, place: str = "01-01") -> Article:
    return only_article(toy.newspaper(tmp_path / "content", {place: text}))


@pytest.mark.parametrize("keys", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_a_whole_article_is_read_in_either_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    picture = {"issues/2021/12-12/a.png": toy.picture(4, 3)}
    text = WHOLE.format_map(keys)
    article = only_article(toy.newspaper(Path("content"), {"01-01": text}, files=picture))
    [image] = article.images
    assert (image.file, image.width, image.height) == ("issues/2021/12-12/a.png", 4, 3)
    assert (image.alt, image.caption, image.credit) == ("一张图", "图为街道", "张三")
    assert toy.as_typed(replace(article, images=())) == Article(
        file="content/issues/2021/12-12/01-01.md",
        date=date(2021, 12, 12),
        folio=1,
        position=1,
        headline="以更高标准持续创建",
        body="\n本报济宁讯 正文。\n",
        body_line=31,
        headline_lines=("以更高标准", "持续创建"),
        kicker="林红玉在检查时强调",
        deck=("一是", "二是"),
        column="我为群众办实事",
        section="要闻",
        genre="消息",
        byline=(Byline("宋仪凯", "记者"), Byline("王伟", "本报通讯员", "wang-wei-2", True)),
        dateline="本报济宁讯",
        event_date=date(2021, 12, 10),
        persons=(Mention("林红玉", "市委书记", "检查"), Mention("任庆虎")),
        places=("金乡县", "鱼山街道"),
        keywords=("创城",),
        continued=(1, 2),
        source=Origin("front-page.txt", "第1行"),
        status="draft",
        corrections=(Correction(date(2021, 12, 13), "改正一字"),),
        aliases=("/old/content_1.html", "/old/"),
        rights="归作者",
        language="en",
    )


def test_a_headline_alone_is_an_article(tmp_path: Path) -> None:
    article = written(tmp_path, "---\nheadline: 甲\n---\n正文。\n", "2021/12-13/04-100-sishui")
    assert article.place == (date(2021, 12, 13), 4, 100)
    assert (article.headline, article.body, article.body_line, article.status) == ("甲", "正文。\n", 4, "public")


def test_a_readable_tail_of_the_name_may_be_chinese(tmp_path: Path) -> None:
    assert written(tmp_path, toy.article(), "01-03-泗水电商节").position == 3


@pytest.mark.parametrize("headline", ["no", "010", "12:30", "1e3", "2021-12-12", "yes", "+1", "0x10", "'~'", '"null"'])
def test_a_headline_stays_what_was_typed(tmp_path: Path, headline: str) -> None:
    assert written(tmp_path, f"---\nheadline: {headline}\n---\n正文。\n").headline == headline.strip("'\"")


def test_windows_files_read_the_same(tmp_path: Path) -> None:
    text = toy.article("标题", "第一段。\n\n第二段。", persons=["林红玉"])
    plain = written(tmp_path, text)
    windows = written(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert windows == plain


@pytest.mark.parametrize(
    ("byline", "name", "role"),
    [
        ("记者 宋仪凯", "宋仪凯", "记者"),
        ("记者　宋仪凯", "宋仪凯", "记者"),
        ("本报通讯员  王伟", "王伟", "本报通讯员"),
        ("（记者 宋仪凯）", "宋仪凯", "记者"),
        ("记者：宋仪凯", "宋仪凯", "记者"),
        ("记者 王 伟", "王伟", "记者"),
        ("记者 王 𬍛", "王𬍛", "记者"),
        ("王　伟", "王伟", ""),
        ("文 王伟", "王伟", "文"),
        ("闻道", "闻道", ""),
        ("John Smith", "John Smith", ""),
        ("记者 John Smith", "John Smith", "记者"),
        ("约翰·史密斯", "约翰·史密斯", ""),
    ],
)
def test_a_byline_is_read_as_printed(tmp_path: Path, byline: str, name: str, role: str) -> None:
    [writer] = written(tmp_path, toy.article(byline=byline)).byline
    assert (writer.name, writer.role) == (name, role)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("王 伟", "王伟"),
        ("王 𬍛", "王𬍛"),
        ("王　伟", "王伟"),
        ("王\u00a0伟", "王伟"),
        ("张 三 丰", "张三丰"),
        ({"name": "王　伟", "office": "县长"}, "王伟"),
        ("John Smith", "John Smith"),
        ("约翰·史密斯", "约翰·史密斯"),
        ("习仲勋 Xi", "习仲勋 Xi"),
    ],
)
def test_a_name_that_is_set_wide_is_the_same_name(tmp_path: Path, person: object, name: str) -> None:
    [mention] = written(tmp_path, toy.article(persons=[person])).persons
    assert (mention.name, mention.id) == (name, slug(name))


def test_a_source_may_be_one_sentence(tmp_path: Path) -> None:
    assert written(tmp_path, toy.article(source="据原报录入")).source == Origin(note="据原报录入")


def test_a_withdrawn_article_needs_no_text(tmp_path: Path) -> None:
    assert written(tmp_path, toy.article("甲", "", status="撤回")).status == "withdrawn"


def test_notes_may_have_lines(tmp_path: Path) -> None:
    text = "---\nheadline: 甲\nrights: |\n  第一行\n  第二行: 乙\n---\n正文。\n"
    assert written(tmp_path, text).rights == "第一行\n第二行: 乙"


def test_what_looks_like_front_matter_in_the_text_is_text(tmp_path: Path) -> None:
    article = written(tmp_path, "---\nheadline: 甲\n---\n上。\n\n---\n\n下。\n")
    assert article.body == "上。\n\n---\n\n下。\n"


def test_an_exclamation_before_a_link_is_no_picture(tmp_path: Path) -> None:
    body = "好\\![一处](https://example.org/)"
    assert written(tmp_path, toy.article(body=body)).body == f"\n{body}\n"


def test_an_issue_says_what_its_articles_cannot(tmp_path: Path) -> None:
    issue = (
        "期号: 第26418期\n刊期: 推定\n刊期依据: |\n  据电头。\n  据年份。\n说明: 样例\n"
        "版面:\n  1: 要闻\n  02: {版名: 副刊, 版面图: p2.jpg}\n  3:\n"
    )
    files = {"issues/2021/12-12/p2.jpg": toy.picture(30, 40)}
    read = read_content(
        toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, issues={"2021/12-12": issue}, files=files)
    )
    assert not read.problems
    [notes] = read.notes
    assert (notes.date, notes.number, notes.note) == (date(2021, 12, 12), "第26418期", "样例")
    assert (notes.inferred, notes.evidence) == (True, "据电头。\n据年份。")
    assert notes.sections == ((1, "要闻"), (2, "副刊"), (3, ""))
    assert [(folio, image.file, image.width) for folio, image in notes.images] == [
        (2, "issues/2021/12-12/p2.jpg", 30)
    ]


def test_the_authority_file_knows_each_entrys_line(tmp_path: Path) -> None:
    people = (
        "# 规范档\n- name: 林红玉\n  reading: Lín Hóngyù\n  note: 市委书记\n"
        "- {编号: wen-dao, 姓名: 闻道, 别名: [王道, 文刀], 类别: 本报, 同一人: https://www.wikidata.org/wiki/Q1}\n"
    )
    read = read_content(toy.newspaper(tmp_path / "content", people=people))
    assert not read.problems
    assert read.entries == (
        (Entry(slug("林红玉"), "林红玉", (), "Lín Hóngyù", "市委书记"), 2),
        (Entry("wen-dao", "闻道", ("王道", "文刀"), "", "", "staff", ("https://www.wikidata.org/wiki/Q1",)), 5),
    )


@pytest.mark.parametrize("people", ["# nobody yet\n", "[]\n", "\n", "---\n", "~\n"])
def test_an_authority_file_may_be_empty(tmp_path: Path, people: str) -> None:
    read = read_content(toy.newspaper(tmp_path / "content", people=people))
    assert (read.entries, read.problems) == ((), ())


def test_an_authority_file_may_be_long(tmp_path: Path) -> None:
    people = "".join(f"- {{id: person-{number}, name: 张三, note: 第{number}位}}\n" for number in range(3000))
    read = read_content(toy.newspaper(tmp_path / "content", people=people))
    assert len(read.entries or ()) == 3000


def test_dot_files_and_other_peoples_files_are_left_alone(tmp_path: Path) -> None:
    folder = "issues/2021/12-12/"
    others = dict.fromkeys((".DS_Store", ".01-02.md.swp", "scan.pdf", "notes.txt", "01-01.jpg"), b"x")
    files = {folder + name: data for name, data in others.items()} | {".git/x.md": b"", "b.md": b""}
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, files=files)
    assert only_article(content).headline == "标题"


def test_a_file_with_faults_still_holds_its_place(tmp_path: Path) -> None:
    articles: dict[str, str | bytes] = {"01-01": toy.article(), "01-02": "no front matter", "01-03": b"\xff"}
    read = read_content(toy.newspaper(tmp_path / "content", articles))
    assert [article.position for article in read.articles] == [1, 2, 3]
    assert [(problem.path[-8:], problem.line) for problem in read.problems] == [("01-02.md", 1), ("01-03.md", 1)]


def test_an_empty_folder_is_an_edition_without_issues(tmp_path: Path) -> None:
    read = read_content(toy.newspaper(tmp_path / "content"))
    assert (read.articles, read.notes, read.entries, read.about, read.problems) == ((), (), (), "", ())


def test_a_watched_folder_is_looked_at_again_only_where_something_changed(tmp_path: Path) -> None:
    content = tmp_path / "paper"
    first, second = (f"2021/12-{day}/01-01" for day in (12, 13))
    toy.newspaper(content, {first: toy.article("甲"), second: toy.article("乙")})
    link = tmp_path / "content"  # a watcher names files without symbolic links
    link.symlink_to(content)
    listings = Listings()

    def headlines() -> list[str]:
        return [article.headline for article in read_content(link, listed=listings).articles]

    def write(place: str, headline: str) -> Path:
        toy.newspaper(content, {place: toy.article(headline)})
        return content / "issues" / f"{place}.md"

    assert headlines() == ["甲", "乙"]
    unheard = write("2021/12-12/01-02", "丙")
    told = write("2021/12-13/01-02", "丁")
    listings.changed([told])
    assert headlines() == ["甲", "乙", "丁"]
    listings.changed([unheard])
    assert headlines() == ["甲", "丙", "乙", "丁"]
    # A new folder, one that is gone, and many files at once: all is looked at again.
    folder = write("2021/12-14/01-01", "戊").parent
    listings.changed([folder])
    assert headlines()[-1] == "戊"
    folder.joinpath("01-01.md").unlink()
    folder.rmdir()
    listings.changed([folder])
    assert headlines()[-1] == "丁"
    linked = content / "issues/2021/12-13/01-03.md"
    linked.symlink_to(tmp_path / "elsewhere.md")
    listings.changed([linked])
    assert [problem.path for problem in read_content(link, listed=listings).problems] == [
        f"{link}/issues/2021/12-13/01-03.md"
    ]
    linked.unlink()
    listings.changed([linked])
    write("2021/12-12/01-03", "己")
    listings.changed([tmp_path / str(number) for number in range(Listings.FEW + 1)])
    assert "己" in headlines()
