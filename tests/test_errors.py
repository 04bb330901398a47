"""What an editor is told: every fault of a run, by file and line, in plain words; and the
last good site stays as it was."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from edition import commands
from edition.articles import CORRECTION_KEYS, SOURCE_KEYS
from edition.config import LIMIT_KEYS, SEARCH_KEYS
from edition.images import IMAGE_KEYS
from edition.names import slug
from edition.notes import FOLIO_KEYS, MOVED_KEYS, PEOPLE_KEYS
from edition.problems import Problem
from edition.who import BYLINE_KEYS, PERSON_KEYS
from edition.words import LANGUAGES
from edition.yamlfaults import no_keys
from tests import toy

ARTICLE = "content/issues/2021/12-12/01-01.md"


@pytest.fixture(scope="module")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    toy.build(toy.newspaper(folder / "content", {"01-01": toy.article("好的一期")}), folder / "site")
    # A build that fails compiles every template and renders none: one is enough, and fast.
    (folder / "templates").mkdir()
    (folder / "templates" / "page.html").write_text("{{ page }}", encoding="utf-8")
    return folder / "site"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def told(good_site: Path, *options: str, root: Path | None = None) -> list[str]:
    """What `build.py build` says of content/; it must fail and leave the last good site alone."""
    shutil.copytree(good_site, "site")
    before = every_file(Path("site"))
    with patch.object(commands, "ROOT", root or good_site.parent):
        code, out, err = toy.command("build", "--content", "content", "--site", "site", "--no-search", *options)
    assert (code, out) == (1, "")
    assert every_file(Path("site")) == before
    *problems, end = err.splitlines()
    assert end == f"{len(problems)} problem{'' if len(problems) == 1 else 's'}; site/ left as it was"
    return problems


def every_file(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def front(*lines: str, body: str = "正文。") -> str:
    """An article of these lines of front matter, the first of them on line 2."""
    return "\n".join(("---", *lines, "---", body, ""))


# -- one article ---------------------------------------------------------------------------------

HEADLINE = "headline: 标题"

ARTICLES: Mapping[str, tuple[str | bytes, list[str]]] = {
    # front matter as a whole
    "no front matter": (
        "正文。\n",
        [":1: an article begins with a line `---`, its front matter, and a line `---`"],
    ),
    "an empty file": (
        "",
        [":1: an article begins with a line `---`, its front matter, and a line `---`"],
    ),
    "an empty line before the front matter": (
        "\n---\nheadline: 标题\n---\n正文。\n",
        [":1: the first line must be `---`, without a blank or an empty line before it"],
    ),
    "four hyphens in the first line": (
        "----\nheadline: 一\n---\n",
        [":1: an article begins with a line `---`, its front matter, and a line `---`"],
    ),
    "front matter that is not closed": (
        "---\nheadline: 标题\n\n正文。\n",
        [":1: the front matter is not closed: put a line `---` between it and the text"],
    ),
    "front matter that is a sentence": (
        front("一句话"),
        [":2: the front matter must be `key: value` lines"],
    ),
    "front matter that is a list": (
        front("- 一", "- 二"),
        [":2: the front matter must be `key: value` lines"],
    ),
    "no text": (
        front(HEADLINE, body=""),
        [":4: the article has no text after its front matter"],
    ),
    "a text of white space": (
        front(HEADLINE, body="\n　　\n"),
        [":4: the article has no text after its front matter"],
    ),
    # keys
    "no headline": (
        front("genre: 消息"),
        [':2: the front matter has no "headline"; add `headline: …`'],
    ),
    "nothing between the lines": (
        "---\n---\n正文。\n",
        [':2: the front matter has no "headline"; add `headline: …`'],
    ),
    "an empty headline": (
        front("genre: 消息", "headline:"),
        [':3: "headline" is empty'],
    ),
    "an empty headline in quotes": (
        front("标题: ' '"),
        [':2: "标题" is empty'],
    ),
    "a misspelt headline": (
        front("headlne: 标题"),
        [':2: unknown key "headlne" in the front matter; did you mean "headline"?'],
    ),
    "a comma within a number in a mapping": (
        front(HEADLINE, "corrections: [{date: 2021-12-13, note: 共1,234人}]"),
        [':3: unknown key "234人" in an item of "corrections"; a text with a comma in it needs quotes'],
    ),
    "a headline in traditional characters": (
        front("標題: 标题"),
        [':2: unknown key "標題" in the front matter; did you mean "标题"?'],
    ),
    "the words of another program": (
        front("title: 标题", "author: 张三", "tags: [甲]"),
        [
            ':2: unknown key "title" in the front matter; did you mean "headline"?',
            ':3: unknown key "author" in the front matter; did you mean "byline"?',
            ':4: unknown key "tags" in the front matter; did you mean "keywords"?',
        ],
    ),
    "an unknown key": (
        front(HEADLINE, "layout: post"),
        [':3: unknown key "layout" in the front matter'],
    ),
    "a key twice": (
        front(HEADLINE, "genre: 消息", "headline: 又一"),
        [':4: "headline" stands here twice (first on line 2); keep one'],
    ),
    "a key in two languages": (
        front(HEADLINE, "标题: 又一"),
        [':3: "标题" says again what "headline" says on line 2; keep one'],
    ),
    # YAML
    "a colon without quotes": (
        front("headline: 金乡: 提升城市品位"),
        [":2: a text with `: ` in it needs quotes"],
    ),
    "a full-width colon after a key": (
        front(HEADLINE, "体裁：消息"),
        [":3: after 体裁 stands a full-width ：, write a half-width colon and a space"],
    ),
    "no space after a colon": (
        front("headline:标题", "genre: 消息"),
        [":2: write a space after the colon: `headline: …`"],
    ),
    "quotation marks around a part": (
        front('headline: "十四五"规划'),
        [':2: the text goes on after "; put all of it in quotes of the other kind'],
    ),
    "a bracket that is not closed": (
        front(HEADLINE, "persons: [林红玉, 张继民", "genre: 消息"),
        [":3: a list is not closed with ], or a text in it needs quotes"],
    ),
    "a quotation mark that is not closed": (
        front('headline: "标题', "genre: 消息"),
        [":2: the quotation mark is not closed"],
    ),
    "a tab": (
        front(HEADLINE, "persons:", "\t- 林红玉"),
        [":4: indented with a tab; use spaces"],
    ),
    "an anchor": (
        front("headline: &a 标题"),
        [":2: &a is a YAML anchor: leave it out, or write the text in quotes"],
    ),
    "an alias": (
        front("headline: *a"),
        [":2: *a is a YAML alias: write the value out, or the text in quotes"],
    ),
    "a tag": (
        front("headline: !!python/object:os.system 标题"),
        [":2: !!python/object:os.system is a YAML tag: leave it out, or write the text in quotes"],
    ),
    "a bomb": (
        front(HEADLINE, "a: &a [甲, 甲]", "b: &b [*a, *a]"),
        [
            ":3: &a is a YAML anchor: leave it out, or write the text in quotes",
            ':3: unknown key "a" in the front matter',
            ":4: &b is a YAML anchor: leave it out, or write the text in quotes",
            ":4: *a is a YAML alias: write the value out, or the text in quotes",
            ':4: unknown key "b" in the front matter',
        ],
    ),
    "deep nesting": (
        front(HEADLINE, "deck: " + "[" * 50 + "]" * 50),
        [":3: nested more than 8 levels deep"],
    ),
    "half a character": (
        front(r'headline: "\uD800"'),
        [r":2: this \u… is no character; type the character itself"],
    ),
    "a control character behind an escape": (
        front(r'headline: "标\u202E题"'),
        [":2: the invisible character U+202E RIGHT-TO-LEFT OVERRIDE can't be printed; delete it"],
    ),
    "a whole article in the front matter": (
        front("headline: |", *["  " + "字" * 1000] * 30),
        [":2: this is longer than 64 KB; is a line `---` missing, or text in the wrong place?"],
    ),
    # values of the wrong kind
    "a list where a text must be": (
        front("headline: [图文]"),
        [':2: "headline" must be a text, not a list; where a text is meant, one that begins with [ needs quotes'],
    ),
    "a mapping where a text must be": (
        front(HEADLINE, "kicker: {甲: 乙}"),
        [':3: "kicker" must be a text, not a mapping; where a text is meant, one with `: ` in it needs quotes'],
    ),
    "a colon in an item of a list": (
        front(HEADLINE, "deck:", "- 金乡: 提升"),
        [':4: "deck" must be a text, not a mapping; where a text is meant, one with `: ` in it needs quotes'],
    ),
    "a headline of two lines": (
        front("headline: |", "  标题", "  又一"),
        [':2: "headline" must be on one line'],
    ),
    "a whole paragraph as a headline": (
        front("headline: " + "字" * 501),
        [':2: "headline" has 501 characters; at most 500 are sensible here'],
    ),
    "printed lines of another headline, in Chinese": (
        front("标题: 以更高标准持续创建", "标题行: [以更高标准, 创建]"),
        [':3: "标题行" spell 「以更高标准创建」, the headline is 「以更高标准持续创建」; make them agree'],
    ),
    "printed lines of another headline": (
        front("headline: 以更高标准持续创建", "headline_lines: [以更高标准, 创建]"),
        [':3: "headline_lines" spell 「以更高标准创建」, the headline is 「以更高标准持续创建」; make them agree'],
    ),
    "a status that is none": (
        front(HEADLINE, "status: 撤消"),
        [':3: "status" must be one of public (公开), draft (草稿), withdrawn (撤回), not "撤消"; did you mean "撤回"?'],
    ),
    # dates, and what the place of the file says already
    "a month and a day that do not exist": (
        front(HEADLINE, "event_date: 2021-13-40"),
        [':3: "event_date": there is no month 13'],
    ),
    "a date with strokes": (
        front(HEADLINE, "event_date: 2021/12/12"),
        [":3: \"event_date\": \"2021/12/12\" is not a date: write 2021-12-12"],
    ),
    "a date as printed": (
        front(HEADLINE, "event_date: 12月9日"),
        [":3: \"event_date\": \"12月9日\" has no year: write it as 2021-12-09"],
    ),
    "a folder and a date that disagree": (
        front(HEADLINE, "date: 2021-12-13", "folio: 2", "position: 3"),
        [
            ':3: "date" says 2021-12-13, the folder says 2021-12-12; make them agree',
            ':4: "folio" says 2, the file name says 1; make them agree',
            ':5: "position" says 3, the file name says 1; make them agree',
        ],
    ),
    "a folio that is no number": (
        front(HEADLINE, "folio: 头版"),
        [':3: "folio" must be a whole number from 0 to 1000000000, not "头版"'],
    ),
    # people
    "a full-width comma between persons": (
        front(HEADLINE, "persons: [林红玉，张继民]"),
        [':3: "林红玉，张继民" is read as one; between two stands a half-width comma: [林红玉, 张继民]'],
    ),
    "a space between persons": (
        front(HEADLINE, "persons: [林红玉 任庆虎, {name: 阿卜杜勒　拉赫曼, office: 工人}]"),
        [
            ':3: "林红玉 任庆虎" is read as one name; between two stands a half-width comma: [林红玉, 任庆虎];'
            " within one a dot: 林红玉·任庆虎",
            ':3: "阿卜杜勒　拉赫曼" is read as one name; between two stands a half-width comma: [阿卜杜勒, 拉赫曼];'
            " within one a dot: 阿卜杜勒·拉赫曼",
        ],
    ),
    "one name set close and wide": (
        front(HEADLINE, "persons: [王伟, 王 伟]"),
        [':3: "王伟" is declared twice; keep one'],
    ),
    "a character that can't be printed, by its number": (
        front(HEADLINE, body="正文。\n\n甲&#12;乙&#x202e;丙&#20013;"),
        [
            ":6: the invisible character U+000C can't be printed; delete it",
            ":6: the invisible character U+202E RIGHT-TO-LEFT OVERRIDE can't be printed; delete it",
        ],
    ),
    "a note in HTML": (
        front(HEADLINE, body="正文。\n\n<!-- 张三要求匿名 -->\n\n`<!--`"),
        [
            ":6: readers would see this note; write it into the front matter, after a #",
            ":8: readers would see this note; write it into the front matter, after a #",
        ],
    ),
    "more cells in a row than in the heading": (
        front(HEADLINE, body="> | 次 | 名 |\n> |--|--|\n> | 1 | 甲 |\n> | 2 | 乙 | 东县 |\n\n次|名\n-|-\n1|2|3|4"),
        [
            ":7: this row has 3 cells, the heading of its table 2, and the others would be lost;"
            " give the heading as many",
            ":11: this row has 4 cells, the heading of its table 2, and the others would be lost;"
            " give the heading as many",
        ],
    ),
    "an article that says what a note and a row are": (
        front("headline:", body="```\n<!-- 注 -->\n```\n\n|次|名|\n|-|-|\n| 1 | 甲 | |\n　| 2 | 乙 |\n3 | 丙\\|"),
        [':2: "headline" is empty'],
    ),
    "a note directly below a table": (
        front(HEADLINE, body="| 次 | 名 |\n|--|--|\n| 1 | 甲 |\n注：名次以当日为准\n\n后文。"),
        [":7: this line would become a row of the table above; leave an empty line between them"],
    ),
    "a full-width space before a key": (
        front(HEADLINE, "　引题: 乙"),
        [':3: unknown key "　引题" in the front matter; a full-width space stands beside it: write 引题'],
    ),
    "a full-width colon in a list of persons": (
        front(HEADLINE, "人物:\n- 姓名：任庆虎"),
        [
            ':4: "姓名：任庆虎" is read as a name; between a key and its value stand a half-width colon and a space:'
            " `姓名: …`"
        ],
    ),
    "a full-width comma between places": (
        front(HEADLINE, "places: [金乡，泗水]"),
        [':3: "金乡，泗水" is read as one; between two stands a half-width comma: [金乡, 泗水]'],
    ),
    "two writers in one text": (
        front(HEADLINE, "byline: 记者 宋仪凯 鲍童"),
        [':3: "记者 宋仪凯 鲍童" is more than one role and one name; write a list: [记者 张三, 通讯员 李四]'],
    ),
    "lists without their brackets": (
        front(HEADLINE, "byline: 宋仪凯, 鲍童", "persons: 林红玉, 任庆虎", "places: 金乡, 泗水", "keywords: 春耕,农机"),
        [
            ':3: "宋仪凯, 鲍童" is more than one role and one name; write a list: [记者 张三, 通讯员 李四]',
            ':4: "林红玉, 任庆虎" is read as one; between two stands a half-width comma: [林红玉, 任庆虎]',
            ':5: "金乡, 泗水" is read as one; between two stands a half-width comma: [金乡, 泗水]',
            ':6: "春耕,农机" is read as one; between two stands a half-width comma: [春耕, 农机]',
        ],
    ),
    "a role behind the name": (
        front(HEADLINE, "byline:", "- 宋仪凯 摄", "- 记者 鲍童 文/图", "- 摄影 王伟", "- 记者 文"),
        [
            ':4: "宋仪凯 摄" has its role behind the name; write {name: …, role: 摄}',
            ':5: "记者 鲍童 文/图" has its role behind the name; write {name: …, role: 文/图}',
        ],
    ),
    "a role behind a name that is set wide, is Latin or has brackets after it": (
        front(HEADLINE, "byline:", "- 王 伟 摄", "- 记者 王 伟 摄", "- Jane Doe 摄", "- 王伟（摄）", "- 王 文"),
        [
            ':4: "王 伟 摄" has its role behind the name; write {name: …, role: 摄}',
            ':5: "记者 王 伟 摄" has its role behind the name; write {name: …, role: 摄}',
            ':6: "Jane Doe 摄" has its role behind the name; write {name: …, role: 摄}',
            ':7: "王伟（摄）" has its role behind the name; write {name: …, role: 摄}',
        ],
    ),
    "one person twice": (
        front(HEADLINE, "persons:", "- 林红玉", "- {name: 林红玉, office: 市委书记}"),
        [':5: "林红玉" is declared twice; keep one'],
    ),
    "a person without a name": (
        front(HEADLINE, "persons:", "- {office: 市委书记}"),
        [':4: an item of "persons" has no "name"; add `name: …`'],
    ),
    "a misspelt key of a person": (
        front(HEADLINE, "persons:", "- {name: 林红玉, offce: 市委书记}"),
        [':4: unknown key "offce" in an item of "persons"; did you mean "office"?'],
    ),
    "an id in Chinese": (
        front(HEADLINE, "persons:", "- {name: 林红玉, id: 林红玉}"),
        [':4: "id" is up to 60 of a-z, 0-9 and -, as wang-wei-2, not "林红玉"'],
    ),
    # pictures
    "an image that is only a name": (
        front(HEADLINE, "images: [a.png]"),
        [":3: an image is written as a mapping: `- {file: …, alt: …}`"],
    ),
    "an image without a file": (
        front(HEADLINE, "images: [{alt: 一张图}]"),
        [':3: an item of "images" has no "file"; add `file: …`'],
    ),
    "an image that is not there": (
        front(HEADLINE, "images: [{file: a.png}]"),
        [':3: there is no file "a.png" beside this one'],
    ),
    "an image with a Chinese name": (
        front(HEADLINE, "images: [{file: 街道.png}]"),
        [':3: "街道.png" must name a .png, .jpg, .gif or .webp beside this file, in Latin letters, 0-9, -, _ and .'],
    ),
    "an image from another folder": (
        front(HEADLINE, "images: [{file: ../../../secret.png}, {file: /etc/a.png}]"),
        [
            ':3: "../../../secret.png" must name a .png, .jpg, .gif or .webp beside this file, '
            "in Latin letters, 0-9, -, _ and .",
            ':3: "/etc/a.png" must name a .png, .jpg, .gif or .webp beside this file, '
            "in Latin letters, 0-9, -, _ and .",
        ],
    ),
    "a picture in the text": (
        front(HEADLINE, body="上。\n\n![街道](a.png)"),
        [":6: a picture is declared in the front matter: `images: [{file: …, alt: …}]`"],
    ),
    # the rest
    "withdrawn without a word": (
        front(HEADLINE, "status: 撤回", "corrections: []"),
        [":3: a withdrawn article says why: add `corrections: [{date: …, note: …}]`, readers will see it"],
    ),
    "corrected before it was printed": (
        front(HEADLINE, "corrections: [{date: 2021-12-01, note: 误}]"),
        [":3: a correction of 2021-12-01 is older than what it corrects, which was printed on 2021-12-12"],
    ),
    "a day that is none, written another way": (
        front(HEADLINE, "event_date: 2021-2-30"),
        [':3: "event_date": "2021-2-30" is not a date: February 2021 has no day 30'],
    ),
    "a key without a space": (
        front(HEADLINE, "persons:", "- {name: 王伟, 职务:市长}"),
        [
            ':4: unknown key "职务:市长" in an item of "persons"; between a key and its value stand '
            "a half-width colon and a space: `职务: …`"
        ],
    ),
    "lists that are none": (
        front(HEADLINE, "persons: [王伟; 李四]", "places: [湖州、杭州]", "keywords: [一；二]"),
        [
            ':3: "王伟; 李四" is read as one; between two stands a half-width comma: [王伟, 李四]',
            ':4: "湖州、杭州" is read as one; between two stands a half-width comma: [湖州, 杭州]',
            ':5: "一；二" is read as one; between two stands a half-width comma: [一, 二]',
        ],
    ),
    "an alias twice": (
        front(HEADLINE, "aliases: [/old/1.html, /old/1.html]"),
        [':3: "/old/1.html" stands here twice; keep one'],
    ),
    "continued to nowhere": (
        front(HEADLINE, "continued: 04-02"),
        [':3: "continued" says 04-02, which is no published article of this issue'],
    ),
    "continued to itself": (
        front(HEADLINE, "continued: 1-1"),
        [':3: "continued" says 01-01, which is this article itself'],
    ),
    "continued in words": (
        front(HEADLINE, "continued: 第四版"),
        [':3: "continued" names folio and position, as 04-02, not "第四版"'],
    ),
    "an alias elsewhere": (
        front(HEADLINE, "aliases:", "- /old/1.html", "- https://example.org/1.html", "- /", "- /../a/"),
        [
            ":5: an alias is an old address below this site, as /old/1.html or /old/, "
            'not "https://example.org/1.html"',
            ':6: an alias is an old address below this site, as /old/1.html or /old/, not "/"',
            ':7: an alias is an old address below this site, as /old/1.html or /old/, not "/../a/"',
        ],
    ),
    "aliases that no disk can hold or that lie in the way": (
        front(
            HEADLINE, "aliases:", "- /con/1.html", "- /nul.html", "- /a./1.html", "- /search/a/1.html",
            f"- /{'a' * 256}/", f"- /{'b' * 250}.html", f"- /{'c' * 251}.html",
        ),
        [
            ':4: an alias is an old address below this site, as /old/1.html or /old/, not "/con/1.html"',
            ':5: an alias is an old address below this site, as /old/1.html or /old/, not "/nul.html"',
            ':6: an alias is an old address below this site, as /old/1.html or /old/, not "/a./1.html"',
            ':7: "/search/a/1.html" lies among files of this site; an alias can\'t lie there',
            f':8: an alias is an old address below this site, as /old/1.html or /old/, not "/{"a" * 256}/"',
            f':10: an alias is an old address below this site, as /old/1.html or /old/, not "/{"c" * 251}.html"',
        ],
    ),
    "an alias below a page": (
        front(HEADLINE, "aliases: [/about.html/, /people/names.json/1.html, /a/1.HTM/2.html, /2021.12/1.html]"),
        [
            ':3: an alias is an old address below this site, as /old/1.html or /old/, not "/a/1.HTM/2.html"',
            ':3: an alias is an old address below this site, as /old/1.html or /old/, not "/about.html/"',
            ':3: an alias is an old address below this site, as /old/1.html or /old/, not "/people/names.json/1.html"',
        ],
    ),
    "a correction without a note": (
        front(HEADLINE, "corrections:", "- date: 2021-12-13", "- 改正一字"),
        [
            ':4: an item of "corrections" has no "note"; add `note: …`',
            ":5: a correction is written as a mapping: `- {date: 2021-12-13, note: …}`",
        ],
    ),
    "what git could not merge, in the text": (
        front(HEADLINE, body="上。\n<<<<<<< HEAD\n甲。\n=======\n乙。\n>>>>>>> other\n\n下。"),
        [
            ":5: two versions stand here that git could not merge; keep one, and delete the lines of <<<, === and >>>"
        ],
    ),
    "what git could not merge, in the front matter": (
        front(HEADLINE, "<<<<<<< HEAD", "genre: 消息", "=======", "genre: 通讯", ">>>>>>> other"),
        [
            ":3: two versions stand here that git could not merge; keep one, and delete the lines of <<<, === and >>>"
        ],
    ),
    # characters
    "GB18030": (
        front("genre: news", HEADLINE, body="上。").encode("gb18030"),
        [":3: not UTF-8 but GB18030 (GBK), as it looks; save the file as UTF-8"],
    ),
    "Big5": (
        front("genre: news", "headline: 濟寧市召開會議", body="縣長說，這是大家的事。").encode("big5"),
        [":3: not UTF-8 but Big5, as it looks; save the file as UTF-8"],
    ),
    "GBK with traditional characters": (
        front("genre: news", "headline: 濟寧市召開會議", body="縣長說，這是大家的事。").encode("gbk"),
        [":3: not UTF-8 but GB18030 (GBK), as it looks; save the file as UTF-8"],
    ),
    "one paragraph in another encoding": (
        front(HEADLINE, body="上。\n").encode() + b"\xcf\xc2\n",
        [":6: not UTF-8; save the file as UTF-8"],
    ),
    "UTF-16": (
        front(HEADLINE).encode("utf-16"),
        [":1: not UTF-8 but UTF-16; save the file as UTF-8"],
    ),
    "a picture that is called an article": (
        b"\x89PNG\r\n\x1a\n\xff\xff",
        [":1: not UTF-8; save the file as UTF-8"],
    ),
    "characters that cannot be printed": (
        front("headline: 标\u202e题", body="上。\n中\0。\n下\ufffd。\n\u2066尾。"),
        [
            ":2: the invisible character U+202E RIGHT-TO-LEFT OVERRIDE can't be printed; delete it",
            ":5: the invisible character U+0000 can't be printed; delete it",
            ":6: U+FFFD stands where a character was lost in a conversion; write the right one",
            ":7: the invisible character U+2066 LEFT-TO-RIGHT ISOLATE can't be printed; delete it",
        ],
    ),
    "a huge file": (
        front(HEADLINE, body="字" * 400_000),
        [": larger than 1024 KB; is this one article?"],
    ),
    # together
    "all at once": (
        front("headlne: 标题", "genre: &x 消息", "genre: 通讯", "status: x", body="中\0。\n![街道](a.png)"),
        [
            ':2: unknown key "headlne" in the front matter; did you mean "headline"?',
            ":3: &x is a YAML anchor: leave it out, or write the text in quotes",
            ':4: "genre" stands here twice (first on line 3); keep one',
            ':5: "status" must be one of public (公开), draft (草稿), withdrawn (撤回), not "x"',
            ":7: the invisible character U+0000 can't be printed; delete it",
            ":8: a picture is declared in the front matter: `images: [{file: …, alt: …}]`",
        ],
    ),
}


@pytest.mark.parametrize("fault", ARTICLES)
def test_a_fault_of_an_article_is_told_with_its_line(good_site: Path, fault: str) -> None:
    text, expected = ARTICLES[fault]
    toy.newspaper(Path("content"), {"01-01": text})
    assert told(good_site) == [ARTICLE + line for line in expected]


# -- files and folders, people and issues --------------------------------------------------------

GOOD = toy.article()
WANG_WEI = slug("王伟")
DAY = "issues/2021/12-12/"
NOT_AN_ARTICLE = "an article's file is named <folio>-<position>.md, as 01-03.md or 01-03-sishui.md"
SAME_PLACE = "has the same folio and position, and so the same address, as"
NO_TEXT = "must be a text, not a list; where a text is meant, one that begins with [ needs quotes"
NO_ADDRESS = "must be an address that begins with https:// or http://, not"
NO_IMAGE = "must name a .png, .jpg, .gif or .webp beside this file, in Latin letters, 0-9, -, _ and ."

FOLDERS: Mapping[str, tuple[Mapping[str, str | bytes], list[str]]] = {
    # places
    "a folder that is no date": (
        {"issues/2021/13-40/01-01.md": GOOD, "issues/2021/2-3/01-01.md": GOOD},
        [
            'issues/2021/13-40: "2021/13-40" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12',
            'issues/2021/2-3: "2021/2-3" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12',
        ],
    ),
    "a folder that is no year": (
        {"issues/2021-12-12/01-01.md": GOOD, "issues/２０２１/12-12/01-01.md": GOOD},
        [
            "issues/2021-12-12: a folder in issues/ is a year in four digits: 2021",
            "issues/２０２１: a folder in issues/ is a year in four digits: 2021",
        ],
    ),
    "an article in the folder of the year": (
        {"issues/2021/01-01.md": GOOD, "issues/01-02.md": GOOD},
        [
            "issues/01-02.md: an article lies in the folder of its day: issues/2021/12-12/01-01.md",
            "issues/2021/01-01.md: an article lies in the folder of its day: issues/2021/12-12/01-01.md",
        ],
    ),
    "a folder inside an issue": (
        {DAY + "images/a.png": toy.picture()},
        [DAY + "images: a folder inside an issue is not read; move its files up"],
    ),
    "names that are no place on a folio": (
        {DAY + "1-1.md": GOOD, DAY + "README.md": GOOD, DAY + "０１-０１.md": GOOD},
        [
            DAY + "1-1.md: " + NOT_AN_ARTICLE,
            DAY + "README.md: " + NOT_AN_ARTICLE,
            DAY + "０１-０１.md: " + NOT_AN_ARTICLE,
        ],
    ),
    "names that would not be read": (
        {
            DAY + "01-01.markdown": GOOD,
            DAY + "01-02.MD": GOOD,
            DAY + "01-03.md.txt": GOOD,
            DAY + "01-04.txt": GOOD,
            DAY + "issue.yml": "number: 1",
            "people.yml": "- name: 张三",
        },
        [
            DAY + "01-01.markdown: this would not be read; name it 01-01.md",
            DAY + "01-02.MD: this would not be read; name it 01-02.md",
            DAY + "01-03.md.txt: this would not be read; name it 01-03.md",
            DAY + "01-04.txt: this would not be read; name it 01-04.md",
            DAY + "issue.yml: this would not be read; name it issue.yaml",
            "people.yml: this would not be read; name it people.yaml",
        ],
    ),
    "names that are read on some machines, or on none": (
        {
            DAY + "01-01": GOOD,
            DAY + "01-02。md": GOOD,
            DAY + "01-03.md ": GOOD,
            DAY + "Issue.yaml": "number: 1",
            "01-04.md": GOOD,
            "About.md": GOOD,
            "People.yaml": "- name: 张三",
        },
        [
            "01-04.md: an article lies in the folder of its day: issues/2021/12-12/01-01.md",
            "About.md: this would not be read; name it about.md",
            "People.yaml: this would not be read; name it people.yaml",
            DAY + "01-01: this would not be read; name it 01-01.md",
            DAY + "01-02。md: this would not be read; name it 01-02.md",
            DAY + "01-03.md : this would not be read; name it 01-03.md",
            DAY + "Issue.yaml: this would not be read; name it issue.yaml",
        ],
    ),
    "a folio and a position zero": (
        {DAY + "00-01.md": GOOD, DAY + "01-00.md": GOOD},
        [
            DAY + "00-01.md: folios and positions are counted from 01",
            DAY + "01-00.md: folios and positions are counted from 01",
        ],
    ),
    "two files of one address": (
        {DAY + "01-03.md": GOOD, DAY + "01-03-sishui.md": GOOD, DAY + "01-003.md": GOOD},
        [
            DAY + f"01-03-sishui.md: {SAME_PLACE} content/{DAY}01-003.md; rename one",
            DAY + f"01-03.md: {SAME_PLACE} content/{DAY}01-003.md; rename one",
        ],
    ),
    "two files of one old address": (
        {DAY + "01-01.md": toy.article(aliases="/old/1.html"), DAY + "01-02.md": toy.article(aliases="/OLD/1.html")},
        [DAY + f"01-02.md:3: would be published at /OLD/1.html, which content/{DAY}01-01.md already takes"],
    ),
    "two old addresses in one folder, spelt in two ways": (
        {
            DAY + "01-01.md": toy.article(aliases="/Old/a/1.html"),
            DAY + "01-02.md": toy.article(aliases="/old/b/2.html"),
        },
        [DAY + "01-02.md:3: would be published at /old/b/2.html, beside the folder /Old/, the same on some disks"],
    ),
    "an old address that has a page": (
        {DAY + "01-01.md": GOOD, "moved.yaml": "\n- {old: /2021/12/12/01-01.html, reason: 重复}\n"},
        [f"moved.yaml:2: would be published at /2021/12/12/01-01.html, which content/{DAY}01-01.md already takes"],
    ),
    "two sections of one name, spelt in two ways": (
        {DAY + "01-01.md": toy.article(section="\u00c5"), DAY + "01-02.md": toy.article(section="\u212b")},
        [DAY + f"01-02.md: would be published at /sections/a-0a94/, which content/{DAY}01-01.md already takes"],
    ),
    "names that Windows refuses": (
        {
            DAY + "01-01.md": front(HEADLINE, "images: [{file: con.png}]", "persons: [{name: 张三, id: nul}]"),
            DAY + "con.png": toy.picture(),
            DAY + "01-02-何时?.md": GOOD,
            "people.yaml": "- {name: 张三, id: aux}\n",
        },
        [
            DAY + '01-01.md:3: "con.png": no file can have this name on Windows; rename it',
            DAY + '01-01.md:4: "nul": no file can have this name on Windows; write another "id"',
            DAY + "01-02-何时?.md: no file can have this name on Windows; rename it",
            'people.yaml:1: "aux": no file can have this name on Windows; write another "id"',
        ],
    ),
    "a folio that is missing": (
        {DAY + "01-01.md": GOOD, DAY + "04-01.md": GOOD},
        [
            DAY + "issue.yaml: no article stands on folio 2; name it here, `folios: {2: …}`, or renumber the others",
            DAY + "issue.yaml: no article stands on folio 3; name it here, `folios: {3: …}`, or renumber the others",
        ],
    ),
    # pictures
    "an image that is none": (
        {DAY + "01-01.md": front(HEADLINE, "images: [{file: a.png}]"), DAY + "a.png": "<html>"},
        [DAY + '01-01.md:3: "a.png" can\'t be read as an image'],
    ),
    "an image with scripts under another name": (
        {
            DAY + "01-01.md": front(HEADLINE, "images: [{file: a.png}]"),
            DAY + "a.png": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3" onload="alert(1)"/>',
        },
        [DAY + '01-01.md:3: "a.png" can\'t be read as an image'],
    ),
    # about.md
    "an endless page about the edition": (
        {"about.md": "字" * 400_000},
        ["about.md: larger than 1024 KB; is this one page?"],
    ),
    # issue.yaml
    "a concluded date without its evidence": (
        {DAY + "issue.yaml": "number: 1\ndate_certainty: inferred\n"},
        [DAY + "issue.yaml:2: an inferred date needs its evidence: add `date_evidence: …`, readers will see it"],
    ),
    "a certainty that is none": (
        {DAY + "issue.yaml": "date_certainty: infered\n"},
        [
            DAY + 'issue.yaml:1: "date_certainty" must be one of certain (确定), inferred (推定), not "infered"; '
            'did you mean "inferred"?'
        ],
    ),
    "folios that are none": (
        {
            DAY + "issue.yaml": "folios:\n  一: 要闻\n  0: 甲\n  1: 乙\n  01: 丙\n  2: {image: 二.png}\n"
            "  3: {section: [丁]}\n"
        },
        [
            DAY + 'issue.yaml:2: a folio is a number from 1, not "一"',
            DAY + 'issue.yaml:3: a folio is a number from 1, not "0"',
            DAY + "issue.yaml:5: folio 1 stands here twice; keep one",
            DAY + f'issue.yaml:6: "二.png" {NO_IMAGE}',
            DAY + f'issue.yaml:7: "section" {NO_TEXT}',
        ],
    ),
    "folios as a list": (
        {DAY + "issue.yaml": "folios: [要闻, 副刊]\nnumer: 1\n"},
        [
            DAY + 'issue.yaml:1: "folios" is written one folio a line: `1: 要闻`',
            DAY + 'issue.yaml:2: unknown key "numer" in issue.yaml; did you mean "number"?',
        ],
    ),
    # people.yaml
    "an id that people.yaml has not": (
        {
            "people.yaml": "- {name: 林红玉, id: lin-hongyu}\n",
            DAY + "01-01.md": front(HEADLINE, "persons:", "- {name: 林红玉, id: lin-hongy}"),
            DAY + "01-02.md": front(HEADLINE, "byline: [{name: 张三, id: zs}]"),
        },
        [
            DAY + '01-01.md:4: "林红玉" has the id "lin-hongy", which people.yaml has not; did you mean "lin-hongyu"?',
            DAY + '01-02.md:3: "张三" has the id "zs", which people.yaml has not',
        ],
    ),
    "two persons of one name": (
        {
            "people.yaml": "- {name: 王伟, id: wang-wei-1}\n- {name: 李四, id: li-si, aliases: [王伟]}\n",
            DAY + "01-01.md": front(HEADLINE, "persons: [王伟]"),
        },
        [
            DAY + '01-01.md:3: people.yaml has 2 of the name "王伟"; say which: '
            "{name: 王伟, id: wang-wei-1} or {name: 王伟, id: li-si}"
        ],
    ),
    "two writers of one name": (
        {
            "people.yaml": "- {name: 王伟, id: wang-wei-1, kind: staff}\n- {name: 王伟, id: wang-wei-2, kind: 本报}\n",
            DAY + "01-01.md": front(HEADLINE, "byline: 记者 王伟"),
        },
        [
            DAY + '01-01.md:3: people.yaml has 2 of the name "王伟"; say which: '
            "{name: 王伟, id: wang-wei-1} or {name: 王伟, id: wang-wei-2}"
        ],
    ),
    "one person by two names": (
        {
            "people.yaml": "- {name: 闻道, id: wen-dao, aliases: [王道]}\n",
            DAY + "01-01.md": front(HEADLINE, "persons:", "- 闻道", "- 王道"),
        },
        [DAY + '01-01.md:5: "闻道" and "王道" are one person, wen-dao; declare one'],
    ),
    "a reporter's id for a person whom another article names alone": (
        {
            "people.yaml": "- {name: 王伟, kind: staff}\n",
            DAY + "01-01.md": front(HEADLINE, f"persons: [{{name: 王伟, id: {WANG_WEI}}}]"),
            DAY + "01-02.md": front(HEADLINE, "persons: [王伟]"),
        },
        [DAY + f'01-02.md:3: "王伟" has the id {WANG_WEI} in content/{DAY}01-01.md and none here; say who this is'],
    ),
    "an id twice": (
        {"people.yaml": "- {name: 张三, id: zs-1}\n\n- {name: 李四, id: zs-1}\n- name: 王伟\n- name: 王伟\n"},
        [
            'people.yaml:3: the id "zs-1" is taken by line 1; give one of the two another `id: …`',
            f'people.yaml:5: the id "{WANG_WEI}" is taken by line 4; give one of the two another `id: …`',
        ],
    ),
    "people that are none": (
        {
            "people.yaml": "- 张三\n- {reading: Lǐ Sì}\n- {name: 王五, kind: reporter}\n"
            "- {name: 赵六, same_as: wikidata}\n- {name: 孙七, id: s}\n- {nmae: 周八}\n"
        },
        [
            "people.yaml:1: a person is written as a mapping: `- {name: …, reading: …}`",
            'people.yaml:2: an item of "people.yaml" has no "name"; add `name: …`',
            'people.yaml:3: "kind" must be one of person (人物), staff (本报), private (不公开), not "reporter"',
            'people.yaml:4: "same_as" holds addresses that begin with https://, not "wikidata"',
            'people.yaml:5: "s" is the address of an index page; write a longer "id"',
            'people.yaml:6: unknown key "nmae" in an item of "people.yaml"; did you mean "name"?',
        ],
    ),
    "people as a mapping": (
        {"people.yaml": "people:\n- name: 张三\n"},
        ["people.yaml:1: this file is a list: every person begins with `- name: …`"],
    ),
    "an authority file with a fault hides no id": (
        {
            "people.yaml": "- {name: 林红玉, id: lin-hongyu, nte: 书记}\n",
            DAY + "01-01.md": front(HEADLINE, "persons: [{name: 林红玉, id: lin-hongyu}]"),
        },
        ['people.yaml:1: unknown key "nte" in an item of "people.yaml"; did you mean "note"?'],
    ),
    # about.md
    "characters that cannot be printed on the page about": (
        {"about.md": "关于\n\x1b[2J\n"},
        ["about.md:2: the invisible character U+001B can't be printed; delete it"],
    ),
    # edition.yaml
    "no title": (
        {"edition.yaml": "newspaper: 试报\n"},
        ['edition.yaml:1: edition.yaml has no "title"; add `title: …`'],
    ),
    "an empty edition.yaml": (
        {"edition.yaml": "# nothing yet\n"},
        ['edition.yaml:1: edition.yaml has no "title"; add `title: …`'],
    ),
    "an edition.yaml full of faults": (
        {
            "edition.yaml": "title: [试报]\nlanguage: tlh\nbase_url: example.org\nrepository: git@example.org:a\n"
            "page_size: 0\ntheme: dark\n"
        },
        [
            f'edition.yaml:1: "title" {NO_TEXT}',
            f'edition.yaml:2: "language" must be one of {", ".join(LANGUAGES)}, not "tlh"',
            f'edition.yaml:3: "base_url" {NO_ADDRESS} "example.org"',
            f'edition.yaml:4: "repository" {NO_ADDRESS} "git@example.org:a"',
            'edition.yaml:5: "page_size" must be a whole number from 5 to 1000, not "0"',
            'edition.yaml:6: unknown key "theme" in edition.yaml',
        ],
    ),
    "an address with a question": (
        {"edition.yaml": "title: 试报\nbase_url: https://example.org/?a\n"},
        ['edition.yaml:2: "base_url" must not have a ? or # in it: "https://example.org/?a"'],
    ),
    "full-width colons where a mapping should be": (
        {
            "people.yaml": "- 姓名：李明\n",
            "moved.yaml": "- 旧址：/a.html\n",
            DAY + "issue.yaml": "版面:\n  1：要闻\n",
            DAY + "01-01.md": front(HEADLINE, "图片:\n  - 文件：a.jpg", "更正:\n  - 说明：错字"),
        },
        [
            f"{place} stands a full-width ：, write a half-width colon and a space"
            for place in (
                DAY + "01-01.md:4: after 文件", DAY + "01-01.md:6: after 说明", DAY + "issue.yaml:2: after 1",
                "moved.yaml:1: after 旧址", "people.yaml:1: after 姓名",
            )
        ],
    ),
    "issues beside issues": (
        {"Issues/2021/12-13/01-01.md": GOOD, "issue/2021/12-14/01-01.md": GOOD, DAY + "01-01.md": GOOD},
        [f"{name}: this would not be read; move what is in it into issues" for name in ("Issues", "issue")],
    ),
    "an article as a document of Word": (
        {
            DAY + "01-01.md": GOOD,
            DAY + "01-01.doc": "beside its article",
            DAY + "01-02-spring.docx": "PK",
            DAY + "notes.docx": "no article",
        },
        [
            DAY + "01-02-spring.docx: a document of Word is no article; keep it elsewhere, and import it: "
            "build.py import … --date 2021-12-12 --folio 1",
        ],
    ),
    # together
    "several faults in several files": (
        {
            "people.yaml": "- {name: 张三, knd: staff}\n",
            "edition.yaml": "titel: 试报\n",
            DAY + "issue.yaml": "folio: {1: 要闻}\n",
            DAY + "01-02.md": "no front matter\n",
            DAY + "01-01.md": front("headlne: 标题", "event_date: 2021-2-3", body=""),
            "issues/2021/12-13/03-01.md": GOOD,
            "issues/2021/12-31/01-01.md": front(HEADLINE, "continued: 04-01"),
            "issues/2021/2-3/01-01.md": GOOD,
        },
        [
            'edition.yaml:1: unknown key "titel" in edition.yaml; did you mean "title"?',
            DAY + '01-01.md:2: unknown key "headlne" in the front matter; did you mean "headline"?',
            DAY + "01-01.md:3: \"event_date\": \"2021-2-3\" is not a date: write 2021-02-03",
            DAY + "01-01.md:5: the article has no text after its front matter",
            DAY + "01-02.md:1: an article begins with a line `---`, its front matter, and a line `---`",
            DAY + 'issue.yaml:1: unknown key "folio" in issue.yaml; did you mean "folios"?',
            "issues/2021/12-13/issue.yaml: no article stands on folio 1; name it here, `folios: {1: …}`, "
            "or renumber the others",
            "issues/2021/12-13/issue.yaml: no article stands on folio 2; name it here, `folios: {2: …}`, "
            "or renumber the others",
            'issues/2021/12-31/01-01.md:3: "continued" says 04-01, which is no published article of this issue',
            'issues/2021/2-3: "2021/2-3" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12',
            'people.yaml:1: unknown key "knd" in an item of "people.yaml"; did you mean "kind"?',
        ],
    ),
}


@pytest.mark.parametrize("fault", FOLDERS)
def test_a_fault_of_the_folder_is_told_with_its_place(good_site: Path, fault: str) -> None:
    files, expected = FOLDERS[fault]
    toy.newspaper(Path("content"), files=files)
    # There are no templates here, and where the content can be read that is told too.
    of_content = [line for line in told(good_site) if not line.startswith(f"{good_site.parent.as_posix()}/templates")]
    assert of_content == [f"content/{line}" for line in expected]


def test_a_content_folder_that_is_not_there_is_told(good_site: Path) -> None:
    assert told(good_site) == ["content: there is no such folder; name it with --content"]


def test_an_edition_without_its_file_is_told_with_its_other_faults(good_site: Path) -> None:
    toy.newspaper(Path("content"), {"01-01": "text"}, edition="", files={"edition.yml": "title: 试报\n"})
    assert told(good_site) == [
        "content/edition.yaml: there is no such file; it needs at least `title: …`",
        "content/edition.yml: this would not be read; name it edition.yaml",
        f"{ARTICLE}:1: an article begins with a line `---`, its front matter, and a line `---`",
    ]


def test_an_address_on_the_command_line_that_is_none_is_told(good_site: Path) -> None:
    toy.newspaper(Path("content"))
    assert told(good_site, "--base-url", "example.org") == [
        'content/edition.yaml: --base-url must begin with https:// or http://, without ? and #, not "example.org"'
    ]


def test_what_another_program_holds_is_told_with_all_else(good_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does with a file that is open in another program."""
    toy.newspaper(
        Path("content"),
        {
            "01-01": front(HEADLINE, "images: [{file: a.png}]"),
            "01-02": GOOD, "01-03": front("headline:"), "2021/12-13/01-01": GOOD,
        },
        files={f"{DAY}a.png": toy.picture()},
    )  # fmt: skip
    kept = ("a.png", "01-02.md", "12-13")

    def holding(act: Callable[..., Any]) -> Callable[..., Any]:
        def do(path: Any, *more: Any, **others: Any) -> Any:
            if str(path).endswith(kept):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return act(path, *more, **others)

        return do

    monkeypatch.setattr("edition.config.os.open", holding(os.open))
    monkeypatch.setattr("pathlib.Path.read_bytes", holding(Path.read_bytes))
    monkeypatch.setattr("edition.stamps.os.scandir", holding(os.scandir))
    refused = "can't be read: Permission denied; close it in other programs, or mend who may read it"
    assert told(good_site) == [
        f'{ARTICLE}:3: "a.png" {refused}',
        f"content/{DAY}01-02.md: {refused}",
        f'content/{DAY}01-03.md:2: "headline" is empty',
        f"content/issues/2021/12-13: {refused}",
    ]


def test_links_out_of_the_content_are_not_followed(good_site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text("geheim", encoding="utf-8")
    content = toy.newspaper(
        Path("content"), {"01-01": front(HEADLINE, "images: [{file: a.png}]")}, issues={"2021/12-13": "number: 1"}
    )
    for name in ("people.yaml", "about.md", f"{DAY}01-02.md", f"{DAY}a.png", f"{DAY}issue.yaml"):
        (content / name).symlink_to(tmp_path / "elsewhere" / "secret")
    (content / "issues" / "2021" / "12-14").symlink_to(tmp_path / "elsewhere")
    (content / "issues" / "2022").symlink_to(tmp_path / "elsewhere")
    link = "symbolic links are not followed; put the file itself here"
    assert told(good_site) == [
        f"content/about.md: {link}",
        f'{ARTICLE}:3: there is no file "a.png" beside this one',
        f"content/{DAY}01-02.md: {link}",
        f"content/{DAY}a.png: {link}",
        f"content/{DAY}issue.yaml: {link}",
        f"content/issues/2021/12-14: {link}",
        f"content/issues/2022: {link}",
        f"content/people.yaml: {link}",
    ]


def test_a_link_that_leads_nowhere_is_no_missing_file(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), {"01-01": front(HEADLINE)})
    names = ("about.md", "moved.yaml", "people.yaml")
    for name in names:
        (content / name).symlink_to("nowhere")
    link = "symbolic links are not followed; put the file itself here"
    assert told(good_site) == [f"content/{name}: {link}" for name in names]


def test_the_folder_of_the_issues_may_not_be_a_link(good_site: Path, tmp_path: Path) -> None:
    content = toy.newspaper(Path("content"))
    (tmp_path / "elsewhere").mkdir()
    (content / "issues").symlink_to(tmp_path / "elsewhere")
    assert told(good_site) == ["content/issues: symbolic links are not followed; put the file itself here"]


def test_links_among_the_assets_are_told_and_not_left_out(good_site: Path, tmp_path: Path) -> None:
    toy.newspaper(Path("content"), {"01-01": front(HEADLINE)})
    shutil.copytree(good_site.parent / "templates", "root/templates")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "style.css").write_text("p { margin: 0 }", encoding="utf-8")
    assets = Path("root/assets")
    assets.mkdir()
    (assets / "style.css").symlink_to(tmp_path / "elsewhere" / "style.css")
    (assets / "lost.js").symlink_to("nowhere")
    (assets / "faces").symlink_to(tmp_path / "elsewhere")
    (assets / ".#site.js").symlink_to("an.editor@this.machine")
    link = "symbolic links are not followed; put the file itself here"
    expected = [f"root/assets/{name}: {link}" for name in ("faces", "lost.js", "style.css")]
    assert told(good_site, root=tmp_path / "root") == expected


def test_links_among_the_assets_are_told_with_a_broken_template(good_site: Path, tmp_path: Path) -> None:
    toy.newspaper(Path("content"), {"01-01": GOOD})
    shutil.copytree(toy.ROOT / "templates", "root/templates")
    Path("root/templates/year.html").write_text("{% if %}\n", encoding="utf-8")
    Path("root/assets").mkdir()
    Path("root/assets/lost.js").symlink_to("nowhere")
    assert told(good_site, root=tmp_path / "root") == [
        "root/assets/lost.js: symbolic links are not followed; put the file itself here",
        "root/templates/year.html:1: Expected an expression, got 'end of statement block'",
    ]


@pytest.mark.parametrize("name", ["01-01-\n::error::x", "01-01.md\n01-02"])
def test_a_name_that_cannot_be_printed_is_told_in_its_folder(good_site: Path, name: str) -> None:
    toy.newspaper(Path("content"), {name: GOOD})
    assert told(good_site) == [f"content/{DAY[:-1]}: the name {f'{name}.md'!r} can't be printed; rename it"]


def test_a_broken_template_is_told_with_a_broken_article(good_site: Path, tmp_path: Path) -> None:
    shutil.copytree(toy.ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "article.html").write_text("{# page #}\n{% if %}\n", encoding="utf-8")
    toy.newspaper(Path("content"), {"01-01": front("headline:")})
    assert told(good_site, root=tmp_path) == [
        f'{ARTICLE}:2: "headline" is empty',
        "templates/article.html:2: Expected an expression, got 'end of statement block'",
    ]


def test_what_is_between_the_pages_is_told_with_a_broken_template(good_site: Path, tmp_path: Path) -> None:
    """Two in one place, an address that is closed, one that leads nowhere, and what no page has."""
    shutil.copytree(toy.ROOT / "templates", tmp_path / "templates")
    foot = tmp_path / "templates/parts/foot.html"
    foot.write_text(foot.read_text(encoding="utf-8") + "{{ site.nope }}\n", encoding="utf-8")
    toy.newspaper(
        Path("content"),
        {"01-01": toy.article(aliases=["/about.html"])},
        files={
            "moved.yaml": "- {old: /a/, new: /nowhere/}\n",
            "published/2021.txt": "/2021/12/12/01-09.html issues/2021/12-12/01-09.md\n",
        },
    )
    problems = told(good_site, root=tmp_path)
    for place, what in (
        ("content/moved.yaml:1: ", "where no page is"),
        (f"content/{DAY}01-09.md: ", "made /2021/12/12/01-09.html, which was published and has no page now"),
        ("templates/parts/foot.html:", "nope"),
        (f"{ARTICLE}:", "would be published at /about.html"),
    ):
        assert [line for line in problems if line.startswith(place) and what in line], (place, problems)
    assert len(problems) == 4


def test_a_broken_part_that_no_page_shows_is_told_with_its_line(good_site: Path, tmp_path: Path) -> None:
    shutil.copytree(toy.ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates/parts/broken.html").write_text("{# here #}\n{% if %}\n", encoding="utf-8")
    about = tmp_path / "templates/about.html"
    about.write_text(about.read_text() + "{% if page.issues < 0 %}{% include 'parts/broken.html' %}{% endif %}")
    toy.newspaper(Path("content"), {"01-01": GOOD})
    expected = ["templates/parts/broken.html:2: Expected an expression, got 'end of statement block'"]
    assert told(good_site, root=tmp_path) == expected


def test_every_key_within_another_is_known_where_its_colon_is_missing() -> None:
    tables = (
        SOURCE_KEYS, CORRECTION_KEYS, FOLIO_KEYS, PEOPLE_KEYS, MOVED_KEYS, SEARCH_KEYS, LIMIT_KEYS, IMAGE_KEYS,
        BYLINE_KEYS, PERSON_KEYS,
    )  # fmt: skip
    for key in {key for table in tables for pair in table.items() for key in pair}:
        assert no_keys(f"one:\n  - two: 2\n    {key}：三"), key


def test_a_robot_is_told_as_well(good_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    toy.newspaper(Path("content"), {"01-01": front("headline:")})
    shutil.copytree(good_site, "site")
    _, _, err = toy.command("build", "--no-search")
    assert err.splitlines() == [
        f'{ARTICLE}:2: "headline" is empty',
        f'::error file={ARTICLE},line=2::"headline" is empty',
        "1 problem; site/ left as it was",
    ]


def test_no_name_of_a_file_ends_an_annotation_and_begins_another(
    good_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    toy.newspaper(Path("content"), {"01-01-a,line=9%0A;::x": front("headline:")})
    shutil.copytree(good_site, "site")
    _, _, err = toy.command("build", "--no-search")
    place = f"file=content/{DAY}01-01-a%2Cline=9%250A;%3A%3Ax.md,line=2"
    assert f'::error {place}::"headline" is empty' in err.splitlines()


def test_a_problem_is_one_line_whatever_the_content_says(good_site: Path) -> None:
    toy.newspaper(Path("content"), {"01-01": front("headline: !x%0A::stop-commands::y 标题")})
    assert told(good_site) == [
        rf"{ARTICLE}:2: '!x\n::stop-commands::y' is a YAML tag: leave it out, or write the text in quotes"
    ]
    assert "\n" not in str(Problem("a\nb", 1, "c\r\n::error::d"))


def test_no_problem_tells_a_workflow_what_to_do(good_site: Path) -> None:
    # GitHub Actions looks for this one in all of a line.
    toy.newspaper(Path("content"), {"01-01": front('headline: 标题\n"##[stop-commands]x": 1')})
    assert told(good_site) == [f'{ARTICLE}:3: unknown key "## [stop-commands]x" in the front matter']


def test_a_console_without_chinese_is_no_crash() -> None:
    toy.newspaper(Path("content"), {"01-01": toy.article("标题", "甲,乙。")})
    for encoding in ("ascii", "cp1252"):
        done = subprocess.run(
            [sys.executable, toy.ROOT / "build.py", "check"],
            env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"half-width-mark" in done.stdout


def test_once_mended_the_site_is_built(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), {"01-01": front("headline:")})
    assert len(told(good_site)) == 1
    toy.newspaper(content, {"01-01": front(HEADLINE)})
    code, _, err = toy.command("build", "--no-search")
    assert (code, err) == (0, "")
    assert "标题" in Path("site/2021/12/12/01-01.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("function", "place"),
    [("open", ARTICLE), ("open", "content/edition.yaml"), ("scandir", "content/issues/2021/12-12")],
)
def test_what_may_not_be_read_is_told(
    good_site: Path, monkeypatch: pytest.MonkeyPatch, function: str, place: str
) -> None:
    toy.newspaper(Path("content"), {"01-01": front(HEADLINE)})
    usual = getattr(os, function)

    def refusing(path: object, *more: object, **others: object) -> object:
        if isinstance(path, str | Path) and str(path) == place:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return usual(path, *more, **others)

    monkeypatch.setattr(os, function, refusing)
    what = "can't be read: Permission denied; close it in other programs, or mend who may read it"
    assert told(good_site) == [f"{place}: {what}"]


NO_FILE = "this is no file but a folder, a pipe or the like; put the file itself here, or rename this"
NO_FOLDER = "this is no folder, and a folder of this name is read; rename it"
LINK = "symbolic links are not followed; put the file itself here"
READ = ("about.md", "edition.yaml", f"{DAY}01-02.md", f"{DAY}issue.yaml", "moved.yaml", "people.yaml")
"""What a build reads of a newspaper, and no folder or pipe may be."""


@contextmanager
def in_time() -> Iterator[None]:
    """Whoever opens a pipe and waits for somebody to write into it fails."""

    def late(*_: object) -> None:
        raise AssertionError("it waits for a pipe")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def told_by_all(good_site: Path) -> list[str]:
    """What a build says, and `check` and `people` say the same; nobody waits or ends in a traceback."""
    with in_time():
        problems = told(good_site)
        for command in ("check", "people"):
            code, out, err = toy.command(command, "--content", "content", "--quiet")
            said = [line.replace(" error build ", ": ") for line in (out + err).splitlines()]
            assert code == 1
            if command == "check":
                assert said == problems
            else:
                assert said[:-1] == [line for line in problems if "edition.yaml" not in line]
    return problems


def test_pipes_in_the_place_of_files_are_told_and_not_waited_for(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), {"01-01": GOOD}, edition="")
    for name in READ:
        os.mkfifo(content / name)
    assert told_by_all(good_site) == [f"content/{name}: {NO_FILE}" for name in READ]


def test_folders_in_the_place_of_files_are_told(good_site: Path) -> None:
    """A people.yaml that is passed over would publish who is private."""
    content = toy.newspaper(Path("content"), {"01-01": front(HEADLINE, "persons: [张三]")}, edition="")
    for name in READ:
        (content / name).mkdir()
    of_an_article = "a folder inside an issue is not read; move its files up"
    assert told_by_all(good_site) == [
        f"content/{name}: {of_an_article if name.endswith('01-02.md') else NO_FILE}" for name in READ
    ]


def test_what_stands_in_the_place_of_a_folder_is_told(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), files={"issues": "no folder"})
    os.mkfifo(content / "published")
    assert told_by_all(good_site) == [f"content/{name}: {NO_FOLDER}" for name in ("issues", "published")]


def test_a_record_that_is_a_link_to_nowhere_is_told(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), {"01-01": GOOD})
    (content / "published").symlink_to("nowhere")
    assert told_by_all(good_site) == [f"content/published: {LINK}"]


def test_what_is_no_file_of_a_record_is_told(good_site: Path) -> None:
    """In the files of persons and writers, which are read with the articles, and in others, of which a build asks."""
    content = toy.newspaper(Path("content"), {"01-01": GOOD})
    (content / "published/bylines.txt").mkdir(parents=True)
    os.mkfifo(content / "published/people.txt")
    (content / "published/columns.txt").symlink_to("nowhere")
    (content / "published/sections.txt").symlink_to("sections.txt")
    kinds = (("bylines", NO_FILE), ("columns", LINK), ("people", NO_FILE), ("sections", LINK))
    assert told_by_all(good_site) == [f"content/published/{name}.txt: {what}" for name, what in kinds]


def test_what_is_no_file_among_the_years_of_a_record_is_told(good_site: Path) -> None:
    content = toy.newspaper(Path("content"), {"01-01": GOOD})
    (content / "published/2020.txt").mkdir(parents=True)
    os.mkfifo(content / "published/2021.txt")
    (content / "published/2022.txt").symlink_to("nowhere")
    (content / "published/2023.txt").symlink_to("2023.txt")
    expected = [f"content/published/{year}.txt: {LINK if year > 2021 else NO_FILE}" for year in range(2020, 2024)]
    with in_time():
        assert told(good_site, root=toy.ROOT) == expected
        code, out, _ = toy.command("check", "--content", "content", "--quiet")
    assert (code, out.replace(" error build ", ": ").splitlines()) == (1, expected)


@pytest.mark.parametrize(
    ("function", "places"),
    [
        ("scandir", ["content"]),
        ("scandir", ["content/published"]),
        ("open", ["content/published/people.txt", "content/published/sections.txt"]),
        ("read", ["content/people.yaml"]),
    ],
)
def test_what_may_not_be_read_beside_the_articles_is_told(
    good_site: Path, monkeypatch: pytest.MonkeyPatch, function: str, places: list[str]
) -> None:
    record = {f"published/{name}.txt": "" for name in ("people", "sections")}
    toy.newspaper(Path("content"), {"01-01": GOOD}, people="- name: 张三\n", files=record)
    usual = getattr(os, function)
    refused = [os.stat(place).st_ino for place in places]

    def refusing(place: Any, *more: Any, **others: Any) -> Any:
        if (isinstance(place, int) or os.path.exists(place)) and os.stat(place).st_ino in refused:
            raise OSError(errno.EIO, "Input/output error")
        return usual(place, *more, **others)

    monkeypatch.setattr(os, function, refusing)
    what = "can't be read: Input/output error; close it in other programs, or mend who may read it"
    assert told_by_all(good_site) == [f"{place}: {what}" for place in places]


@pytest.mark.parametrize("kind", ["pipe", "folder", "unreadable"])
def test_an_import_tells_what_it_cannot_read_before_it_writes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("标题在这里\n\n　　" + "正文一句，说明白一件事。" * 9 + "\n", encoding="utf-8")
    content = toy.newspaper(Path("content"), files={f"{DAY}01-07.md/a": ""} if kind == "folder" else {})
    place = content / f"{DAY}01-07.md"
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(place)
    expected = f"{place}: {NO_FILE}"
    if kind == "unreadable":
        usual = Path.open

        def refusing(path: Path, *more: Any, **others: Any) -> Any:
            if path == page:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return usual(path, *more, **others)

        monkeypatch.setattr(Path, "open", refusing)
        expected = "page.txt: the system says: Permission denied; mend that"
    before = sorted(content.rglob("*"))
    with in_time():
        code, out, err = toy.command("import", page, "--content", content, "--date", "2021-12-12")
    assert (code, out) == (1, "")
    assert err.replace(f"{tmp_path}/", "").splitlines() == [expected, "1 problem; nothing was written"]
    assert sorted(content.rglob("*")) == before


def test_an_article_that_goes_in_the_middle_of_a_build_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("一"), "01-02": toy.article("二")})
    place = content / f"{DAY}01-02.md"
    monkeypatch.setattr("edition.content.near_misses", lambda folder: place.unlink() or [])
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    assert code == 1 and err.splitlines()[0] == f"content/{DAY}01-02.md: gone in this moment"
    assert not list((tmp_path / "site").glob("*.html"))
