"""The check finds each kind of fault where it stands, leaves sound text alone, and mends
only what it says it mends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition import check, cli
from edition.check import pictures
from edition.check.finding import Finding
from edition.check.texts import _SIMPLIFIED, _TRADITIONAL
from tests import toy

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "tests/fixtures/seed"
HERE = "‸"
"""In a planted fault: the place where it is to be found."""

CLEAN = {
    "2021/12-12/01-01": """---
headline: 全市教育工作会议在济宁召开
kicker: 林红玉出席
deck: [部署明年工作, 各县市区代表参加]
dateline: 本报济宁12月11日讯
event_date: 2021-12-11
byline: [记者 宋仪凯]
persons:
  - {name: 林红玉, office: 市委书记, role: 讲话}
  - {name: 张继民, office: 市政协主席}
images:
  - {file: hall.png, alt: 会场全景, caption: 会场全景。}
---

本报济宁12月11日讯（记者 宋仪凯）12月11日（星期六），全市教育工作会议召开，市委书记林红玉出席并讲话，张继民主持。

会议指出，要把“教育优先”落到实处，认真学习《教育法》，继续改善农村学校的办学条件，让每一个孩子都能在家门口上好学。
""",
    "2021/12-12/01-02": """---
headline: 农贸市场整治见到成效
aliases: [/old/123.html]
---

连日来，市区各农贸市场开展集中整治，清理占道经营，划定停车泊位，市民买菜比以前方便多了，商户的生意也更好做了。

有关部门负责人表示，整治还将继续下去。
""",
    "2021/12-15/01-01": """---
headline: 林红玉到鱼山街道调研
persons:
  - {name: 林红玉, office: 市委书记}
---

12月14日，市委书记林红玉到鱼山街道调研，看望了社区的居民和志愿者，详细了解他们的工作和生活情况。
""",
    "2021/12-15/02-01": """---
headline: 一篇撤回的报道
status: withdrawn
corrections: [{date: 2021-12-16, note: 与事实不符。}]
---

这篇,撤回了
""",
}
PRIVATE = "- {name: 王秀兰, kind: private}\n"

FAULTS: tuple[tuple[str, str, str, str], ...] = (
    # rule, article, what stands there, what is planted
    ("dateline-after-issue", "2021/12-12/01-01", "dateline: 本报济宁12月11日讯", "dateline: ‸本报济宁12月13日讯"),
    ("dateline-after-issue", "2021/12-12/01-02", "连日来，", "本报北京‸12月13日电 连日来，"),
    ("event-after-issue", "2021/12-12/01-01", "event_date: 2021-12-11", "event_date: ‸2021-12-17"),
    ("weekday-differs", "2021/12-12/01-01", "（星期六）", "（‸星期五）"),
    ("weekday-differs", "2021/12-12/01-02", "连日来，", "‸周五（2021年12月11日）以来，"),
    ("more-than-a-name", "2021/12-12/01-02", "aliases: [/old/123.html]\n---\n",
     "persons: [‸市民（女）]\n---\n\n市民（女）说。\n"),
    ("more-than-a-name", "2021/12-12/01-02", "aliases:", "byline: ‸本报记者张三\naliases:"),
    ("more-than-a-name", "2021/12-12/01-02", "aliases:", "byline: ‸本報記者陳三\naliases:"),
    ("more-than-a-name", "2021/12-12/01-02", "aliases:", "byline: ［记者 ‸张三］\naliases:"),
    ("name-not-whole", "2021/12-12/01-02", "aliases:", "byline: 访员 ‸□□\naliases:"),
    ("name-not-whole", "2021/12-12/01-02", "aliases:", "kicker: 王×× 诉张三\npersons: [‸王××]\naliases:"),
    ("private-writer", "2021/12-12/01-02", "aliases:", "byline: 通讯员 ‸王秀兰\naliases:"),
    ("person-not-in-text", "2021/12-12/01-01", "{name: 张继民, office", "{name: ‸张继军, office"),
    ("person-not-declared", "2021/12-12/01-02", "市民买菜", "‸林红玉说，市民买菜"),
    ("office-differs", "2021/12-15/01-01", "office: 市委书记", "office: ‸市长"),
    ("unpaired-mark", "2021/12-12/01-01", "“教育优先”", "‸“教育优先"),
    ("unpaired-mark", "2021/12-12/01-01", "“教育优先”", "“教育优先‸“"),
    ("unpaired-mark", "2021/12-12/01-01", "《教育法》", "教育法‸》"),
    ("unpaired-mark", "2021/12-12/01-02", "headline: 农贸", "headline: ‸（农贸"),
    ("half-width-mark", "2021/12-12/01-01", "会议指出，", "会议指出‸,"),
    ("half-width-mark", "2021/12-12/01-01", "（记者 宋仪凯）", "‸(记者 宋仪凯)"),
    ("half-width-mark", "2021/12-12/01-02", "好做了。", "好做了‸."),
    ("half-width-mark", "2021/12-12/01-02", "有关部门负责人", '有关部门‸"负责人'),
    ("half-width-mark", "2021/12-12/01-02", "headline: 农贸市场", "headline: 农贸市场‸,"),
    ("half-width-mark", "2021/12-12/01-02", "有关部门负责人", "有关部门负责人‸(Lin Hongyu女士)"),
    ("space-in-sentence", "2021/12-12/01-01", "要把“教育优先”落到实处", "要把“教育优先”落到‸ 实处"),
    ("trailing-space", "2021/12-12/01-02", "好做了。", "好做了。‸ "),
    ("paragraph-start", "2021/12-12/01-01", "会议指出，", "‸，会议指出，"),
    ("paragraph-end", "2021/12-12/01-02", "好做了。", "好做‸了"),
    ("duplicate-headline", "2021/12-12/01-02", "headline: 农贸市场整治见到成效",
     "headline: ‸全市教育工作会议在济宁召开\ndeck: [部署明年工作, 各县市区代表参加]"),
    ("joined-lines", "2021/12-12/01-02", "好做了。\n\n", "好做了‸。\n"),
    ("joined-lines", "2021/12-12/01-02", "继续下去。", "继续下去。\n\n春风吹过麦‸田\n吹过村庄的屋檐。"),
    ("bare-rows", "2021/12-12/01-02", "继续下去。", "继续下去。\n\n‸| 乡镇 | 台套 |\n| 城关 | 300 |"),
    ("bare-rows", "2021/12-12/01-02", "继续下去。", "继续下去。\n\n‸| 乡镇 | 台套 |\n|---|\n| 城关 | 300 |"),
    ("bare-rows", "2021/12-12/01-02", "继续下去。", "继续下去。\n\n‸｜乡镇｜台套｜\n｜城关｜300｜"),
    ("not-continued", "2021/12-12/01-02", "继续下去。", "继续下去。‸（下转第二版）"),
    ("html-tag", "2021/12-12/01-02", "连日来，", "连日来，‸<br>"),
    ("cut-value", "2021/12-12/01-02", "headline: 农贸市场整治见到成效", "headline: 农贸市场整治见到成效  ‸# 一号市场"),
    ("cut-value", "2021/12-12/01-02", "headline: 农贸", "引题: 开发区\n  二期 ‸# 备注\nheadline: 农贸"),
    ("cut-value", "2021/12-12/01-02", "headline: 农贸", "deck:\n  - 一号楼 ‸# 2单元\n  - 二号楼\nheadline: 农贸"),
    ("cut-number", "2021/12-12/01-02", "aliases:", "deck: [‸来自基层的1,200名代表参加]\naliases:"),
    ("image-without-alt", "2021/12-12/01-01", "{file: hall.png, alt: 会场全景, ", "{file: ‸hall.png, "),
    ("region-without-image", "2021/12-12/01-02", "aliases:", "‸region: [0 0 50 50]\naliases:"),
    ("private-character", "2021/12-12/01-02", "连日来", "连日‸\ue123来"),
    ("compatibility-character", "2021/12-12/01-02", "农贸市场开展", "农贸市场‸\u2f1e开展"),
    ("mixed-scripts", "2021/12-12/01-02", "农贸市场开展", "农贸市‸場开展"),
)  # fmt: skip

SITE_FAULTS: tuple[tuple[str, str, str, str], ...] = (
    # rule, page, what stands there, what is planted
    ("dead-link", "2021/12/12/01-01.html", "</main>", '</main>‸<a href="01-99.html">x</a>'),
    ("dead-link", "2021/12/12/01-01.html", "</main>", '</main>‸<a href="../../../People/">x</a>'),
    ("dead-link", "about.html", "</main>", '</main>‸<a href="archive">x</a>'),
    ("dead-fragment", "about.html", "</main>", '</main>‸<a href="2021/12/12/01-01.html#nowhere">x</a>'),
    ("link-outside", "2021/12/12/01-01.html", "</main>", '</main>‸<a href="../../../../archive/">x</a>'),
    ("link-outside", "about.html", "</main>", '</main>‸<a href="/archive/">x</a>'),
    ("duplicate-id", "about.html", "</main>", '</main><p id="a"></p>‸<p id="a"></p>'),
    ("title-missing", "about.html", "<title>关于", "<title></title>‸<title>关于"),
    ("duplicate-title", "2021/12/12/01-02.html", "<title>农贸市场整治见到成效", "‸<title>全市教育工作会议在济宁召开"),
    ("json-ld", "about.html", "</main>", '</main><script type="application/ld+json">{"a": ‸}</script>'),
    ("image-without-size", "about.html", "</main>", '</main>‸<img src="assets/icon.svg" alt="" width="3">'),
    ("template-leak", "about.html", "</main>", "</main><p>第一行\n第二行 ‸{{ page.title }}</p>"),
    ("template-leak", "about.html", "</main>", '</main>‸<p title="{% if a %}"></p>'),
    ("lost-character", "about.html", "</main>", "</main>\n字‸\ufffd"),
    ("inline-handler", "about.html", "</main>", '</main>‸<p onclick="x()"></p>'),
    ("inline-style", "about.html", "</main>", '</main>‸<p style="color: red"></p>'),
    ("script-link", "about.html", "</main>", '</main>‸<a href=" JaVa&Tab;script:x()">x</a>'),
    ("script-link", "about.html", "</main>", '</main>‸<iframe src="data:text/html,x"></iframe>'),
    ("canonical", "search.html", '<link rel="canonical" href="https://example.org/paper/search.html">',
     '‸<link rel="canonical" href="https://example.org/paper/">'),
)  # fmt: skip

LONG = "全市教育工作会议召开，与会者一致认为要抓好落实，把各项工作做实做细，让每一个孩子都能在家门口上好学。"

SOUND = {
    "a quotation that runs over paragraphs and opens each anew": "他说：“第一段还没有说完。\n\n“第二段说完了。”",
    "paragraphs that are indented": f"　　{LONG}\n　　{LONG[:-1]}，再说一遍。",
    "verse whose lines are broken": "春风吹过麦田  \n吹过村庄的屋檐\\\n吹过河岸。",
    "a long line that somebody wrapped": f"{LONG[:-1]}\n并且落到实处。",
    "a tag in code": f"{LONG}\n\n写作 `<br>`。",
    "an address with half-width marks": f"{LONG[:-1]}，见 https://example.org/s?wd=济宁,山东&x=是?否 。",
    "a letter that runs over paragraphs": "“第一段还没有说完。\n\n第二段说完了。”",
    "a list with closing brackets only": "要求如下：1）提高认识；2）加强领导；一）落实责任。",
    "an apostrophe": "’99昆明世博会开幕，Let’s go成了歌名。",
    "a decimal point and a thousands comma": "全县实现网络零售额10.51亿元，参加者有1,200人。",
    "English in a Chinese sentence": f"他用英语说Hello, world! 大家都笑了起来，{LONG}",
    "a Chinese name in English": "Mr. Jung of Ottawa thanked 黃文甫,\nand asked: who goes to 台山? Nobody, said 馬炳.",
    "a link and code": "详见[公告](https://example.org/a,b)和`甲,乙`两处。",
    "a name that is set wide in a byline": f"（本报记者 王 伟）{LONG}",
    "a dateline before a reporter": f"本报济宁12月11日讯 记者宋仪凯报道，{LONG}",
    "names in a list": f"{LONG}获奖者名单，排名不分先后：张三 李四 王五 赵六 孙七。",
    "a line break made with two spaces": "第一行  \n第二行。",
    "verse": "春眠不觉晓\n\n处处闻啼鸟",
    "a subheading": "# 一、提高认识\n\n正文在此。",
    "a code block": "```\n甲,乙  \n```",
    "a lunar date": "农历十二月十日（星期三）立春。",
    "a weekday of another year that the text names": "2019年的事，大家都还记得：12月11日（星期三）下了一场大雪。",
    "a day of last year": "本报北京12月30日电 迎接新年。",
    "a dispatch of another day quoted further down": "正文在此。\n\n新华社北京11月26日电 旧闻一则。",
    "a dateline of the year before": "新华社北京2021年1月5日电 简讯。",
    "a surname that both scripts have": "于先生和范女士在后台里面说了几只云雀。",
    "a paragraph signed by the editors": f"{LONG}——编者",
    "an ellipsis at the start": "……他没有再说下去。",
    "an indent of ideographic spaces": "　　正文在此。\n\n　　正文又在此。",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    pictures = {"issues/2021/12-12/hall.png": toy.picture()}
    return toy.newspaper(tmp_path / "content", CLEAN, people=PRIVATE, files={"about.md": "关于本站。\n", **pictures})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A content folder and its site with an address of its own."""
    folder = tmp_path_factory.mktemp("built")
    pictures = {"issues/2021/12-12/hall.png": toy.picture()}
    content = toy.newspaper(folder / "content", CLEAN, people=PRIVATE, files={"about.md": "关于本站。\n", **pictures})
    toy.build(content, folder / "site", base_url="https://example.org/paper/")
    return content, folder / "site"


def plant(path: Path, old: str, new: str) -> tuple[int, int]:
    """Put a fault into a file; gives the line and column of its mark."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    marked = text.replace(old, new)
    before = marked[: marked.index(HERE)]
    path.write_text(marked.replace(HERE, ""), encoding="utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def in_content(content: Path) -> tuple[Finding, ...]:
    return check.check_content(toy.config(content, content.parent / "site"), "zh-Hans")


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int, int]]:
    return [(finding.rule, finding.path, finding.line, finding.column) for finding in findings]


# -- each fault --------------------------------------------------------------------------------


def test_a_sound_newspaper_and_its_site_give_nothing_to_say(built: tuple[Path, Path]) -> None:
    assert in_content(built[0]) == ()
    assert check.check_site(toy.config(*built), "zh-Hans") == ()


def test_a_site_that_does_not_know_its_address_gives_nothing_to_say(content: Path, tmp_path: Path) -> None:
    toy.build(content, tmp_path / "site")
    assert check.check_site(toy.config(content, tmp_path / "site"), "zh-Hans") == ()


@pytest.mark.parametrize(("rule", "place", "old", "new"), FAULTS, ids=[f"{fault[0]}: {fault[3]}" for fault in FAULTS])
def test_a_fault_in_an_article_is_found_where_it_stands(
    content: Path, rule: str, place: str, old: str, new: str
) -> None:
    path = content / f"issues/{place}.md"
    where = plant(path, old, new)
    assert told(in_content(content)) == [(rule, path.as_posix(), *where)]


def test_what_is_quoted_of_a_paragraph_has_no_signs_of_the_check_in_it(content: Path) -> None:
    path = content / "issues/2021/12-12/01-02.md"
    plant(path, "好做了。", "好做`A`了‸")
    (found,) = in_content(content)
    assert (found.rule, "“的生意也更好做了”" in found.message) == ("paragraph-end", True)


def noted(order: Literal["little", "big"], tag: int) -> bytes:
    """What a camera notes: a table that leads to one of the place, with one field."""
    mark = b"II*\0" if order == "little" else b"MM\0*"

    def table(number: int, holds: int) -> bytes:
        return b"".join((
            (1).to_bytes(2, order), number.to_bytes(2, order), (4).to_bytes(2, order), (1).to_bytes(4, order),
            holds.to_bytes(4, order), bytes(4),
        ))  # fmt: skip

    return mark + (8).to_bytes(4, order) + table(0x8825, 26) + table(tag, 0)


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        (b"\xff\xd8\xff\xe1\0\x60Exif\0\0" + noted("big", 2), True),
        (b"\xff\xd8\xff\xe1\0\x60Exif\0\0" + noted("little", 2), True),
        (b"RIFF\x90\0\0\0WEBPVP8X" + bytes(200) + b"EXIF\x2c\0\0\0" + noted("little", 2), True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x2ceXIf" + noted("big", 2), True),
        (b'\xff\xd8\xff\xe1\0\x60<x exif:GPSLatitude="35,40N"/>', True),
        (b"\xff\xd8\xff\xe1\0\x60Exif\0\0" + noted("big", 0), False),  # the version alone
        (b"\xff\xd8\xff\xe1\0\x60Exif\0\0" + noted("big", 2)[:-22], False),  # cut short
        (b"\xff\xd8\xff\xe1\0\x60Exif\0\0MM\0*" + b"\xff" * 40, False),
    ],
)
def test_a_photograph_that_tells_where_it_was_taken_is_found(content: Path, opening: bytes, found: bool) -> None:
    assert pictures.tells_place(opening + bytes(100)) is found
    picture = content / "issues/2021/12-12/hall.png"
    picture.write_bytes(toy.picture() + opening)
    rules = [finding.rule for finding in in_content(content)]
    assert rules == (["place-in-picture"] if found else [])


def test_pictures_that_are_heavy_and_pictures_that_nobody_sees_are_told(content: Path) -> None:
    day = content / "issues/2021/12-12"
    (day / "hall.png").write_bytes(toy.picture() + bytes(1_200_000))
    for name in ("IMG_1.JPG", "微信图片.jpg", "front-page.txt", "Thumbs.db", ".hidden.jpg"):
        (day / name).write_bytes(toy.picture())
    found = [(finding.rule, finding.path.rpartition("/")[2]) for finding in in_content(content)]
    assert found == [
        ("heavy-picture", "01-01.md"), ("picture-not-shown", "IMG_1.JPG"), ("picture-not-shown", "微信图片.jpg"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("signs", "more", "hint"),
    [
        (("（下转第二版）", "（上接第一版）"), "", "continued: 02-01"),
        (("(下转2版)", "(上接1版)"), "", "continued: 02-01"),
        (("【紧接第2版】", "上接第一版　"), "", "continued: 02-01"),
        (("（下转第二版）", "（上接第一版）"), "（上接第一版）又一篇。", "continued: 02-…"),
        (("（下转第二版）", ""), "", "continued: 02-…"),
        (("（下转第三版）", "（上接第一版）"), "", "continued: 03-…"),
    ],
)
def test_the_article_where_another_goes_on_is_named(
    tmp_path: Path, signs: tuple[str, str], more: str, hint: str
) -> None:
    on, back = signs
    texts = {"01-01": f"会议召开。{on}", "02-01": f"{back}会议还研究了其他事项。", "02-02": more or "另一件事。"}
    content = toy.newspaper(
        tmp_path / "content", {place: toy.article(f"题{place}", text) for place, text in texts.items()}
    )
    found = [each for each in in_content(content) if each.rule == "not-continued"]
    assert [each.message.endswith(hint.replace("continued", "转版")) for each in found] == [True]
    path = content / f"issues/{toy.DAY}/01-01.md"
    path.write_text(path.read_text().replace("---", "---\ncontinued: 02-01", 1), encoding="utf-8")
    assert [each for each in in_content(content) if each.rule == "not-continued"] == []


def test_a_copied_text_is_found_at_its_first_line(content: Path) -> None:
    body = CLEAN["2021/12-12/01-02"].split("---\n\n", 1)[1]
    copy = content / "issues/2021/12-15/01-02.md"
    copy.write_text(f"---\nheadline: 又是一篇\n---\n\n{body.replace('，', '、')}", encoding="utf-8")
    assert told(in_content(content)) == [("duplicate-text", copy.as_posix(), 5, 1)]


def test_an_address_that_was_given_to_another_article_is_found(content: Path) -> None:
    day = content / "issues/2021/12-20"
    toy.newspaper(content, {"2021/12-20/01-01-chungeng": toy.article("春耕备耕全面展开")})
    toy.newspaper(content, {"2021/12-20/01-02": toy.article("高考报名今日开始")})
    (content / "published").mkdir()
    record = content / "published/2021.txt"
    record.write_text(
        "/2021/12/20/01-01.html issues/2021/12-20/01-01-chungeng.md\n"
        "/2021/12/20/01-02.html issues/2021/12-20/01-02.md\n",
        encoding="utf-8",
    )
    assert "address-of-another" not in [one[0] for one in told(in_content(content))]
    (day / "01-01-chungeng.md").rename(day / "01-03-chungeng.md")
    (day / "01-02.md").rename(day / "01-02-gaokao.md")
    toy.newspaper(content, {"2021/12-20/01-01-haowai": toy.article("号外：桥今日通车")})
    found = [one for one in told(in_content(content)) if one[0] == "address-of-another"]
    assert found == [("address-of-another", record.as_posix(), 1, 0)]


def test_notes_on_an_issue_without_articles_are_found(content: Path) -> None:
    notes = content / "issues/2021/12-13/issue.yaml"
    notes.parent.mkdir()
    notes.write_text("note: 本馆缺藏\n", encoding="utf-8")
    assert told(in_content(content)) == [("issue-without-articles", notes.as_posix(), 0, 0)]


def test_a_record_that_cannot_be_read_is_told(content: Path) -> None:
    (content / "published").mkdir()
    (content / "published/2021.txt").write_text("<<<<<<< HEAD\n/a.html b\n=======\n>>>>>>> other\n", encoding="utf-8")
    assert [one[0] for one in told(in_content(content))] == ["build"]


def test_an_issue_of_a_day_far_away_is_found_once(content: Path) -> None:
    today = date.today()
    for day in (today, today + timedelta(days=6), today + timedelta(days=9)):
        for number, headline in enumerate(("头条要闻一则", "次条消息一则"), 1):
            toy.newspaper(content, {f"{day:%Y/%m-%d}/01-{number:02}": toy.article(headline + day.isoformat())})
    late = content / f"issues/{day:%Y/%m-%d}/01-01.md"
    found = [one for one in told(in_content(content)) if one[0] == "issue-to-come"]
    assert found == [("issue-to-come", late.as_posix(), 0, 0)]


@pytest.mark.parametrize(
    ("rule", "place", "old", "new"), SITE_FAULTS, ids=[f"{fault[0]}: {fault[3][:40]}" for fault in SITE_FAULTS]
)
def test_a_fault_in_a_page_is_found_where_it_stands(
    built: tuple[Path, Path], tmp_path: Path, rule: str, place: str, old: str, new: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[1], site)
    where = plant(site / place, old, new)
    assert told(check.check_site(toy.config(built[0], site), "zh-Hans")) == [(rule, (site / place).as_posix(), *where)]


MARKED = """{{ page.title }}与{% if a %}的用法，<b>{{x}}</b>。{{ **粗** 的}}

- 一 {{ "引号" }} {{ 'a' }}
- \\{{ 转义 &#123;&#123; 实体 {{&eacute;t&eacute;}} {{a\\_b}} {{ [链](https://example.org/b/c) 后 }} {{-trim}}

| 甲 | {{{戊}}} |
|---|---|
| {%丙%} | {{ }} **{{ 己** |
"""
"""Marks of a template language, as an article about them prints them, in every kind of Markdown."""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A newspaper that prints such marks wherever a page may show them, and is built."""
    article = toy.article(
        "关于{{模板}}的说明，以及{% raw %}和{中}的用处", MARKED, kicker="引{{题 k", deck=["副{{题"], section="{{版}}",
        column="栏{{目", byline=["记者 {{某}}"], persons=[{"name": "张三", "office": "书{{记"}], keywords=["{{k"],
        places=["{{p"], source="来{{源", corrections=[{"date": "2021-12-20", "note": "更{{正"}], dateline="本报{{讯",
    )  # fmt: skip
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": article},
        edition="title: 试{{报\nplace: 地{{点\npublisher: 出{{版\ndescription: 简{{介\nrights: 权{{利\ndata: true\n",
        people="- {name: 张三, note: '注{{ 释'}\n",
        issues={"2021/12-12": "note: 说{{明\nnumber: 期{{号\nfolios: {1: '要{{闻'}\n"},
        files={"about.md": "# 关{{于{{}}\n\n本{{站 {% x %}\n"},
    )
    toy.build(content, tmp_path / "site", base_url="https://example.org/paper/", search=True)
    return content


def leaks(content: Path) -> list[tuple[str, int, int, str]]:
    found = check.check_site(toy.config(content, content.parent / "site"), "zh-Hans")
    return [(one.path, one.line, one.column, one.message) for one in found if one.rule == "template-leak"]


def test_marks_that_the_content_itself_prints_are_no_leak(marked: Path) -> None:
    assert "{{ page.title }}" in (marked.parent / "site/2021/12/12/01-01.html").read_text(encoding="utf-8")
    assert leaks(marked) == []


@pytest.mark.parametrize("leak", ["{{ page.kicker }}", "{{page.titles}}", "{%- for one in all %}", "{{ words.home }}"])
def test_a_leak_is_found_among_marks_that_the_content_prints(marked: Path, leak: str) -> None:
    page = marked.parent / "site/2021/12/12/01-01.html"
    where = plant(page, "</main>", f"<p>{{{{ page.title }}}} {{% if a %}} ‸{leak} {{{{x}}}}</p></main>")
    [found] = leaks(marked)
    assert found[:3] == (page.as_posix(), *where) and leak in found[3]


@pytest.mark.parametrize("address", ["https://example.org/paper/gone.html", "https://example.org/about.html"])
def test_a_sitemap_lists_canonical_addresses_of_pages_only(
    built: tuple[Path, Path], tmp_path: Path, address: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[1], site)
    good = addresses(built)
    write_sitemap(site, [*good, address])
    expected = [("sitemap", (site / "sitemap.xml").as_posix(), len(good) + 2, 11)]
    assert told(check.check_site(toy.config(built[0], site), "zh-Hans")) == expected


def addresses(built: tuple[Path, Path]) -> list[str]:
    """The canonical addresses of all pages that search engines may show."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(built[1].rglob("*.html"))]
    found = (re.search('rel="canonical" href="([^"]+)"', text) for text in texts if "noindex" not in text)
    return sorted({match[1] for match in found if match})


def write_sitemap(site: Path, listed: list[str]) -> None:
    lines = (f"<url><loc>{address}</loc></url>\n" for address in listed)
    (site / "sitemap.xml").write_text(f"<urlset>\n{''.join(lines)}</urlset>\n", encoding="utf-8")


def test_a_sitemap_lists_all_pages_that_search_engines_may_show(built: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[1], site)
    assert check.check_site(toy.config(built[0], site), "zh-Hans") == ()
    for path in site.glob("sitemap*.xml"):
        path.unlink()
    write_sitemap(site, addresses(built))
    assert check.check_site(toy.config(built[0], site), "zh-Hans") == ()
    write_sitemap(site, [address for address in addresses(built) if "about" not in address])
    [found] = check.check_site(toy.config(built[0], site), "zh-Hans")
    assert (found.rule, found.path) == ("not-in-sitemap", (site / "about.html").as_posix())


def test_names_that_a_disk_does_not_tell_apart_are_found(built: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[1], site)
    for name in ("Assets/x.png", "2021/12/12/HALL.png", "\u00e9.txt", "e\u0301.txt"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(b"")
    found = [each for each in check.check_site(toy.config(built[0], site), "zh-Hans") if each.rule == "colliding-names"]
    assert [each.path.removeprefix(f"{site.as_posix()}/") for each in found if "assets" not in each.path] == [
        "2021/12/12/hall.png", "\u00e9.txt",
    ]  # fmt: skip
    assert any("assets/style.css" in each.path for each in found)


def test_a_symbolic_link_in_the_site_is_found(built: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built[1], site)
    (site / "notes.txt").symlink_to(tmp_path / "secret")
    (site / "2021/12/13").symlink_to(tmp_path)
    found = told(check.check_site(toy.config(built[0], site), "zh-Hans"))
    assert found == [("symbolic-link", f"{site.as_posix()}/{name}", 0, 0) for name in ("2021/12/13", "notes.txt")]


@pytest.mark.parametrize(
    "lines",
    [
        'deck:\n  - "二号楼 #2 单元竣工"\n  - 二号楼',
        "deck:\n  # 旧题 # 1\n  - 旧题",
        "deck: 一号楼#2单元",
        'deck: "一号楼" # 待核',
        "status: public # 待核",
        "# 待核",
    ],
)
def test_a_comment_that_cuts_nothing_off_is_left_in_peace(content: Path, lines: str) -> None:
    plant(content / "issues/2021/12-12/01-02.md", "headline: 农贸", f"‸{lines}\nheadline: 农贸")
    assert told(in_content(content)) == []


def test_every_rule_is_tried() -> None:
    tried = {fault[0] for fault in (*FAULTS, *SITE_FAULTS)} | {
        "issue-to-come", "issue-without-articles", "address-of-another", "duplicate-text", "sitemap",
        "not-in-sitemap", "colliding-names", "symbolic-link", "place-in-picture", "heavy-picture", "picture-not-shown",
        "other-language",
    }  # fmt: skip
    assert tried == {each.name for each in check.CHECKS}


def test_no_two_rules_have_one_name() -> None:
    assert len({each.name for each in check.CHECKS}) == len(check.CHECKS)


# -- what is no fault ----------------------------------------------------------------------------


@pytest.mark.parametrize("body", SOUND.values(), ids=SOUND.keys())
def test_sound_text_is_left_alone(tmp_path: Path, body: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"2022/01-02/01-01": toy.article("标题", body)})
    assert in_content(content) == ()


def test_a_longer_name_is_not_taken_for_the_shorter_one_in_it(content: Path) -> None:
    declared = {
        "2021/12-16/01-01": toy.article("会议", "王伟出席。", persons=["王伟"]),
        "2021/12-16/01-02": toy.article("又一会议", "王伟民出席。", persons=["王伟民"]),
    }
    assert in_content(toy.newspaper(content, declared)) == ()


def test_a_name_is_in_a_text_that_spells_it_otherwise(content: Path) -> None:
    declared = toy.article("会议", "William O’Hara出席。", persons=["William O'Hara"])
    assert in_content(toy.newspaper(content, {"2021/12-16/01-01": declared})) == ()


@pytest.mark.parametrize(
    ("printed", "is_named"),
    [
        ("蔣主席中正報告，張副司令學良致詞", True),
        ("蔣主席語司馬司令云，張副司令在座", True),
        ("蔣院長語司馬光云，張學良在座", False),
        ("主席蔣某，張學良、司馬司令在座", False),
    ],
)
def test_who_is_named_by_surname_and_office_is_named(content: Path, printed: str, is_named: bool) -> None:
    persons = (
        "{name: 蔣中正, office: 國民政府主席}, {name: 張學良, office: 陸海空軍副司令}, {name: 司馬青雲, office: 司令}"
    )
    plant(content / "issues/2021/12-12/01-02.md", "aliases:", f"persons: [‸{persons}]\naliases:")
    plant(content / "issues/2021/12-12/01-02.md", "市民买菜", f"‸{printed}，司馬司令亦到，市民买菜")
    found = [one.message for one in in_content(content) if one.rule == "person-not-in-text"]
    assert len(found) == (not is_named) and all("蔣中正" in one for one in found)


@pytest.mark.parametrize(
    ("printed", "is_named"),
    [
        ("President Coolidge walked behind the caisson.", True),
        ("COOLIDGE'S DAY", True),
        ("Mr. Coolidgeson spoke; Calvin spoke in a coolidge.", False),
    ],
)
def test_who_is_named_by_a_latin_surname_is_named(content: Path, printed: str, is_named: bool) -> None:
    declared = toy.article("Final Rites", printed, persons=["Calvin Coolidge"])
    found = in_content(toy.newspaper(content, {"2021/12-16/01-01": declared}))
    assert ("person-not-in-text" in {each.rule for each in found}) != is_named


@pytest.mark.parametrize("name", ["*王某", "(李四", "?某人"])
def test_a_name_may_begin_with_any_sign(content: Path, name: str) -> None:
    declared = toy.article("会议", "无人出席。", persons=[name])
    found = in_content(toy.newspaper(content, {"2021/12-16/01-01": declared}))
    assert "person-not-in-text" in {each.rule for each in found}


def test_a_name_of_two_characters_counts_where_it_stands_apart(content: Path) -> None:
    declared = toy.article("会议", "局长高峰出席。", persons=["高峰"])
    rush = toy.article("交通", "早高峰时段车多，局长高峰说，要疏导。")
    found = in_content(toy.newspaper(content, {"2021/12-16/01-01": declared, "2021/12-16/01-02": rush}))
    assert [(each.rule, each.column) for each in found] == [("person-not-declared", 11)]


def test_somebody_private_is_never_proposed(content: Path) -> None:
    declared = toy.article("好人", "王秀兰说了话。", persons=["王秀兰"])
    other = toy.article("又一篇", "邻居王秀兰也在。")
    assert in_content(toy.newspaper(content, {"2021/12-16/01-01": declared, "2021/12-16/01-02": other})) == ()


def test_an_office_in_short_is_the_same_office(content: Path) -> None:
    longer = {"name": "林红玉", "office": "济宁市委书记、市人大常委会主任"}
    text = toy.article("会议", "林红玉出席。", persons=[longer])
    assert in_content(toy.newspaper(content, {"2021/12-16/01-01": text})) == ()


def test_an_office_may_change_in_the_course_of_months(content: Path) -> None:
    text = toy.article("会议", "林红玉出席。", persons=[{"name": "林红玉", "office": "省长"}])
    assert in_content(toy.newspaper(content, {"2022/03-01/01-01": text})) == ()


def test_an_office_in_another_language_is_no_other_office(content: Path) -> None:
    texts = {
        f"2021/12-{day}/01-01": toy.article("会议", "林红玉出席。", persons=[{"name": "林红玉", "office": office}])
        for day, office in ((16, "Secretary"), (17, "市委书记"), (18, "Mayor"))
    }
    found = in_content(toy.newspaper(content, texts))
    assert [(each.rule, each.path[-14:]) for each in found] == [("office-differs", "12-18/01-01.md")]


def test_the_listed_characters_belong_to_one_script_only() -> None:
    def encodes(character: str, charset: str) -> bool:
        return character.encode(charset, "ignore") != b""

    for traditional, simplified in zip(_TRADITIONAL, _SIMPLIFIED, strict=True):
        assert encodes(traditional, "big5") and not encodes(traditional, "gb2312"), traditional
        assert encodes(simplified, "gb2312") and not encodes(simplified, "big5"), simplified


def test_the_sample_edition_has_no_error_and_no_warning(tmp_path: Path) -> None:
    toy.build(SEED, tmp_path, base_url="https://example.org/repo/x/")
    config = toy.config(SEED, tmp_path)
    found = (*check.check_content(config, "zh-Hans"), *check.check_site(config, "zh-Hans"))
    assert [str(each) for each in found if each.level != "note"] == []


# -- the fix -------------------------------------------------------------------------------------


FIXES: Mapping[str, tuple[bytes, bytes]] = {
    "marks": ("甲方,乙方;他说:“好!”真的?是".encode(), "甲方，乙方；他说：“好！”真的？是".encode()),
    "brackets": ("会议(第三次)召开".encode(), "会议（第三次）召开".encode()),
    "the ends of Windows lines": ("甲,乙。 \r\n\r\n丙;丁。\t\r\n".encode(), "甲，乙。\r\n\r\n丙；丁。\r\n".encode()),
    "a space after a mark": ("甲方, 乙方".encode(), "甲方，乙方".encode()),
    "a mark before spaces at the end": ("好,  \n\n了".encode(), "好，\n\n了".encode()),
    "characters outside the first plane": ("𠮷野家,开门".encode(), "𠮷野家，开门".encode()),
}


@pytest.mark.parametrize(("old", "new"), FIXES.values(), ids=FIXES.keys())
def test_a_fix_changes_the_planned_bytes_and_no_others(tmp_path: Path, old: bytes, new: bytes) -> None:
    # A mark of byte order, quotes and a half-width mark of the front matter stay as they are.
    head = '\ufeff---\nheadline: "市长,书记"   \n---\n\n'.encode()
    content = toy.newspaper(tmp_path / "content", {"01-01": head + old})
    assert toy.command("check", "--fix", "--content", content, "--site", tmp_path / "none")[0] == 0
    assert (content / f"issues/{toy.DAY}/01-01.md").read_bytes() == head + new


@pytest.mark.parametrize("opened", ["~~~", "~~~ 提示", "```提示"])
def test_what_never_becomes_code_is_mended_like_other_text(tmp_path: Path, opened: str) -> None:
    head = f"---\nheadline: 甲\n---\n{opened}\n\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": f"{head}正文。 \n\n又一段。 \n"})
    assert toy.command("check", "--fix", "--content", content, "--site", tmp_path / "none")[0] == 0
    assert (content / f"issues/{toy.DAY}/01-01.md").read_text() == f"{head}正文。\n\n又一段。\n"


PIECES = st.sampled_from(
    (
        *"甲乙丙丁，。“”（）,;:?!()123ab \u3000",
        *(", ", "  ", "\n\n", "\n", "\r\n\r\n", "记者 张三", "`甲,乙`", "\\*", LONG, "，而且 还有，"),
    )
)
_HALF = str.maketrans("，；：？！（）", ",;:?!()")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=5, max_size=60).map("".join))
def test_after_a_fix_nothing_is_left_to_fix(tmp_path: Path, body: str) -> None:
    head = "---\nheadline: 标题\n---\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": (head + "文" + body).encode()})
    path = content / f"issues/{toy.DAY}/01-01.md"
    config = toy.config(content, tmp_path / "site")
    before = path.read_bytes().decode()
    planned = any(each.edits for each in check.check_content(config, "zh-Hans"))
    made, refused = check.fix_content(config, "zh-Hans")
    assert not refused
    after = path.read_bytes().decode()
    assert bool(made) == planned == (after != before)
    assert not any(each.edits for each in check.check_content(config, "zh-Hans"))
    assert check.fix_content(config, "zh-Hans") == ((), ()) and path.read_bytes().decode() == after
    assert after.startswith(head)
    assert re.findall("\r\n|\n", after) == re.findall("\r\n|\n", before)

    def bare(text: str) -> str:
        return re.sub("[ \t\u3000]", "", text.translate(_HALF))

    assert bare(after) == bare(before)


def test_a_fix_says_what_it_did(content: Path) -> None:
    path = content / "issues/2021/12-12/01-01.md"
    line, column = plant(path, "会议指出，", "会议指出‸,")
    code, out, _ = toy.command("check", "--fix", "--content", content, "--site", content.parent / "none")
    assert code == 0
    assert out.splitlines() == [
        f"{path.as_posix()}:{line}:{column} fixed half-width-mark “,” → “，”",
        f"1 change made; 0 errors, 0 warnings, 0 notes in {content.as_posix()}/",
    ]
    assert path.read_text(encoding="utf-8") == CLEAN["2021/12-12/01-01"]


def test_without_fix_nothing_is_written(content: Path) -> None:
    path = content / "issues/2021/12-12/01-01.md"
    plant(path, "会议指出，", "会议指出‸,")
    before = toy.files_of(content)
    toy.command("check", "--content", content, "--site", content.parent / "none")
    assert toy.files_of(content) == before


# -- the command ---------------------------------------------------------------------------------


def run(content: Path, *options: str) -> tuple[int, list[str]]:
    code, out, _ = toy.command("check", "--content", content, "--site", content.parent / "none", *options)
    return code, out.splitlines()


def test_a_finding_is_told_with_its_place_in_the_language_of_the_edition(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN:zh")
    path = content / "issues/2021/12-12/01-01.md"
    line, column = plant(path, "（星期六）", "（‸星期五）")
    place = f"{path.as_posix()}:{line}:{column} warning weekday-differs "
    assert run(content)[1][0] == place + "12月11日不是星期五；建议：星期六"
    english = check.check_content(toy.config(content, content.parent / "site"), "en")
    assert str(english[0]) == place + "12月11日 is not 星期五; suggestion: 星期六"


def test_only_an_error_makes_the_command_fail(content: Path) -> None:
    plant(content / "issues/2021/12-12/01-01.md", "会议指出，", "会议指出‸,")
    code, lines = run(content)
    assert (code, lines[-1]) == (0, f"0 errors, 1 warning, 0 notes in {content.as_posix()}/")
    plant(content / "issues/2021/12-12/01-02.md", "连日来", "连日‸\ue123来")
    code, lines = run(content)
    assert (code, lines[-1]) == (1, f"1 error, 1 warning, 0 notes in {content.as_posix()}/")


def test_quiet_leaves_out_notes_and_counts(content: Path) -> None:
    plant(content / "issues/2021/12-12/01-02.md", "市民买菜", "‸林红玉说，市民买菜")
    assert run(content, "--quiet") == (0, [])


def test_what_stops_the_build_is_told_as_an_error(content: Path) -> None:
    path = content / "issues/2021/12-12/01-02.md"
    path.write_text("---\nheadlin: 甲\n---\n\n正文。\n", encoding="utf-8")
    code, lines = run(content)
    assert code == 1 and lines[0].startswith(f"{path.as_posix()}:2 error build ")
    (content / "edition.yaml").write_text("titel: 甲\n", encoding="utf-8")
    code, lines = run(content)
    assert code == 1 and any("edition.yaml:1 error build " in line for line in lines)


def test_the_site_is_read_where_it_is_built(built: tuple[Path, Path]) -> None:
    content, site = built
    code, out, _ = toy.command("check", "--content", content, "--site", site)
    assert (code, out) == (0, f"0 errors, 0 warnings, 0 notes in {content.as_posix()}/ and {site.as_posix()}/\n")


def test_in_github_actions_each_finding_is_an_annotation_too(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("LANGUAGE", "zh_CN:zh")
    path = content / "issues/2021/12-12/01-02.md"
    line, column = plant(path, "市民买菜", "‸林红玉说，市民买菜")
    place = f"file={path.as_posix()},line={line},col={column},title=person-not-declared"
    assert any(each.startswith(f"::notice {place}::文中有“林红玉”") for each in run(content)[1])


def test_nothing_in_an_article_gives_a_log_a_line_of_its_own(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    article = content / "issues/2021/12-12/01-02.md"
    before = article.read_text(encoding="utf-8")
    article.write_text(f"{before}\nThe end is {{{{\n::error::near.\n", encoding="utf-8")
    site = content.parent / "site"
    toy.command("build", "--content", content, "--site", site, "--no-search")
    article.write_text(before, encoding="utf-8")  # what it prints itself would be no leak
    _, out, _ = toy.command("check", "--content", content, "--site", site)
    leaks = [line for line in out.splitlines() if "near." in line]
    assert leaks and all(line.startswith((site.as_posix(), "::error file=")) for line in leaks)


def test_a_finding_tells_no_workflow_what_to_do() -> None:
    finding = Finding("a.md", 1, 2, "rule", "note", "“##[stop-commands]x”")
    assert str(finding) == "a.md:1:2 note rule “## [stop-commands]x”"


# -- the page that explains the rules ------------------------------------------------------------


@pytest.mark.parametrize("name", ["rules.md", "rules.zh.md"])
def test_every_rule_is_explained_with_its_level(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    explained = re.findall(r"^### ([a-z-]+)\n\n`(error|warning|note)`", text, re.MULTILINE)
    assert sorted(explained) == sorted((each.name, each.level) for each in check.CHECKS)


def test_the_rules_are_explained_in_the_same_order_in_both_languages() -> None:
    headings = [re.findall("^### .*$", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
                for name in ("rules.md", "rules.zh.md")]  # fmt: skip
    assert headings[0] == headings[1]


def test_the_command_names_the_page_that_explains_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["check", "--help"])
    assert "docs/rules.md" in capsys.readouterr().out


def test_who_has_read_enough_of_a_report_sees_no_traceback(content: Path) -> None:
    plant(content / "issues/2021/12-12/01-02.md", "市民买菜", "‸" + "市民买菜,\n\n" * 900)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(content)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr and running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""


NO_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")


@pytest.mark.parametrize(
    ("where", "code", "told"),
    [pytest.param("> /dev/full", 1, "build.py: No space left on device\n", marks=NO_FULL), (">&-", 0, "")],
)
def test_where_nothing_can_be_said_there_is_no_bug(content: Path, where: str, code: int, told: str) -> None:
    command = f'"{sys.executable}" "{ROOT / "build.py"}" check --content "{content}" {where}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (code, told)
