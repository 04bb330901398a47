"""An address that was published once goes on working, or the build says which would not."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import addresses, commands
from edition.names import slug
from edition.urls import path_of
from tests import toy
from tests.pages import page_at

DAY = "issues/2021/12-12"
PEOPLE = "- {name: 林红玉, id: lin-hongyu}\n- {name: 宋仪凯, id: song-yikai, kind: staff}\n"
ARTICLES = {
    "01-01": toy.article("一", section="要闻", byline="记者 宋仪凯", persons=["林红玉"]),
    "01-02-sishui": toy.article("二", section="要闻", column="我为群众办实事"),
    "02-01": toy.article("三", section="副刊"),
}
RECORDED = {
    "2021.txt": [
        f"/2021/12/12/ {DAY}/01-01.md",
        f"/2021/12/12/01-01.html {DAY}/01-01.md",
        f"/2021/12/12/01-02.html {DAY}/01-02-sishui.md",
        f"/2021/12/12/01.html {DAY}/01-01.md",
        f"/2021/12/12/02-01.html {DAY}/02-01.md",
        f"/2021/12/12/02.html {DAY}/02-01.md",
    ],
    "people.txt": [f"/people/lin-hongyu.html {DAY}/01-01.md"],
    "bylines.txt": [f"/bylines/song-yikai.html {DAY}/01-01.md"],
}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A newspaper that was published."""
    content = toy.newspaper(tmp_path / "content", ARTICLES, people=PEOPLE)
    code, out, _ = build(content)
    assert code == 0 and "content/published/ has " in out
    return content


def build(content: Path, *more: str) -> tuple[int, str, str]:
    return toy.command("build", "--content", content, "--site", content.parent / "site", "--no-search", *more)


def recorded(content: Path) -> dict[str, list[str]]:
    return {path.name: path.read_text().splitlines() for path in sorted((content / "published").iterdir())}


def refused(content: Path) -> list[str]:
    """The lines of a build that must fail, without its folder; the last site must stay."""
    site = content.parent / "site"
    before = toy.files_of(site)
    code, _, err = build(content)
    assert code == 1 and toy.files_of(site) == before
    *problems, last = err.splitlines()
    assert "left as it was" in last
    return [line.replace(f"{content}/", "") for line in problems]


def test_every_lasting_address_is_recorded_with_the_file_that_makes_it(paper: Path) -> None:
    told = recorded(paper)
    assert {name: told[name] for name in RECORDED} == RECORDED
    assert [len(told[name]) for name in ("sections.txt", "columns.txt")] == [2, 1]
    assert len(told) == 5
    site = paper.parent / "site"
    assert all((site / path_of(line.split(" ")[0])).is_file() for lines in told.values() for line in lines)


def test_what_closes_is_told_with_the_file_that_made_it_all_at_once(paper: Path) -> None:
    (paper / DAY / "01-02-sishui.md").unlink()
    (paper / DAY / "02-01.md").rename(paper / DAY / "02-02.md")
    told = refused(paper)
    column = recorded(paper)["columns.txt"][0].split(" ")[0]
    assert [line.split(", which was published and has no page now: ")[0] for line in told] == [
        f"{DAY}/01-02-sishui.md: made /2021/12/12/01-02.html",
        f"{DAY}/01-02-sishui.md: made {column}",
        f"{DAY}/02-01.md: made /2021/12/12/02-01.html",
    ]
    assert "add `aliases: [/2021/12/12/02-01.html]`" in told[2]
    assert "struck from published/2021.txt:5" in told[2]


@pytest.mark.parametrize(
    ("changes", "page"),
    [
        ({f"{DAY}/02-02.md": toy.article("三", section="副刊", aliases="/2021/12/12/02-01.html")}, "url=02-02.html"),
        ({f"{DAY}/02-01.md": toy.article("三", "", section="副刊", status="withdrawn")}, "失实"),
        (
            {
                f"{DAY}/02-02.md": toy.article("新", section="副刊"),
                "moved.yaml": "- {old: /2021/12/12/02-01.html, new: /2021/12/12/02-02.html}\n",
            },
            "url=02-02.html",
        ),
        (
            {
                f"{DAY}/02-02.md": toy.article("新", section="副刊"),
                "moved.yaml": "- {旧址: /2021/12/12/02-01.html, 原因: 依作者家属的要求}\n",
            },
            "依作者家属的要求",
        ),
    ],
)
def test_an_article_may_move_or_go_when_its_address_says_so(paper: Path, changes: Mapping[str, str], page: str) -> None:
    (paper / DAY / "02-01.md").unlink()
    toy.newspaper(paper, files=changes)
    code, _, err = build(paper)
    assert (code, err) == (0, "")
    assert page in (paper.parent / "site/2021/12/12/02-01.html").read_text(encoding="utf-8")


def test_a_folio_is_to_be_named_only_where_its_day_is_still_published(paper: Path) -> None:
    toy.newspaper(paper, {"2021/12-13/01-01": toy.article("又一篇")})
    assert build(paper)[0] == 0
    (paper / f"{DAY}/02-01.md").unlink()
    assert [line for line in refused(paper) if "/02.html" in line and "issue.yaml" in line]
    (paper / DAY).rename(paper / "issues/2021/12-11")
    assert [line for line in refused(paper) if "/02.html" in line]
    assert not [line for line in refused(paper) if "issue.yaml" in line]


@pytest.mark.parametrize("is_fresh", [False, True], ids=["again", "in a workflow, without what was built before"])
def test_where_a_section_that_has_a_new_name_leads_is_offered(paper: Path, is_fresh: bool) -> None:
    renamed = {place: text.replace("要闻", "头条") for place, text in ARTICLES.items()}
    toy.newspaper(paper, {**renamed, "2021/12-13/01-01": toy.article("新", section="教育")})
    if is_fresh:
        shutil.rmtree(paper.parent / "site")
    code, _, err = build(paper)
    (offer,) = re.findall(r"`(- \{old: /sections/\S+, new: /sections/\S+\})`", err)
    assert code == 1 and slug("头条") in offer and "moved.yaml" in err
    toy.newspaper(paper, files={"moved.yaml": offer + "\n"})
    assert build(paper)[0] == 0


def test_where_a_misspelt_person_has_no_entry_the_entry_is_offered(paper: Path) -> None:
    toy.newspaper(paper, {"01-01": ARTICLES["01-01"].replace("林红玉", "林红宇")}, people=PEOPLE.split("\n")[1])
    (told,) = refused(paper)
    assert "people.yaml (where there is none: `- {name: …, formerly: [lin-hongyu]}`)" in told
    offer = "- {name: 林红宇, formerly: [lin-hongyu]}"
    toy.newspaper(paper, people=PEOPLE.split("\n")[1] + f"\n{offer}\n")
    assert build(paper)[0] == 0


def test_a_withdrawn_article_keeps_its_citation_and_says_why(paper: Path) -> None:
    why = [{"date": "2021-12-20", "note": "与事实不符"}]
    toy.newspaper(paper, {"01-02-sishui": toy.article("二", "", status="withdrawn", corrections=why, section="要闻",
                                                      column="我为群众办实事")})  # fmt: skip
    assert build(paper)[0] == 0
    tomb = page_at(paper.parent / "site", "/2021/12/12/01-02.html")
    assert "二[N]. 试报, 2021-12-12(1)" in tomb.one(class_="quote").text
    assert "与事实不符" in tomb.text


def test_a_withdrawn_article_without_a_reason_is_told_with_its_line(paper: Path) -> None:
    toy.newspaper(paper, {"02-01": toy.article("三", "", status="withdrawn", corrections=None)})
    assert f"{DAY}/02-01.md:3: a withdrawn article says why: add `corrections: " in refused(paper)[0]


def test_what_a_withdrawn_article_leaves_behind_leads_to_why(paper: Path) -> None:
    articles = {place: text.replace("---\n", "---\nstatus: 撤回\n更正: [{日期: 2021-12-20, 说明: 失实}]\n", 1)
                for place, text in ARTICLES.items()}  # fmt: skip
    toy.newspaper(paper, {**articles, "2021/12-13/01-01": toy.article("新", section="要闻")})
    code, _, err = build(paper)
    assert (code, err) == (0, "")
    site = paper.parent / "site"
    for url in ("/people/lin-hongyu.html", "/bylines/song-yikai.html", "/2021/12/12/", "/2021/12/12/01.html"):
        assert page_at(site, url).one("meta", http_equiv="refresh").attributes["content"].endswith("01-01.html"), url
    toy.newspaper(paper, {"01-01": ARTICLES["01-01"]})
    assert build(paper)[0] == 0
    assert "林红玉" in page_at(site, "/people/lin-hongyu.html").one("h1").text


def test_a_former_address_of_who_stands_in_withdrawn_articles_alone_leads_to_why(paper: Path) -> None:
    articles = {place: text.replace("---\n", "---\nstatus: 撤回\n更正: [{日期: 2021-12-20, 说明: 失实}]\n", 1)
                for place, text in ARTICLES.items()}  # fmt: skip
    former = PEOPLE.replace("id: lin-hongyu", "id: lin-hongyu, formerly: lin-hongwang")
    toy.newspaper(paper, {**articles, "2021/12-13/01-01": toy.article("新", section="要闻")}, people=former)
    assert build(paper)[0] == 0
    refresh = page_at(paper.parent / "site", "/people/lin-hongwang.html").one("meta", http_equiv="refresh")
    assert refresh.attributes["content"].endswith("01-01.html")
    hidden = former.replace("formerly:", "kind: private, formerly:")
    toy.newspaper(paper, {**articles, "2021/12-13/01-01": toy.article("新", section="要闻")}, people=hidden)
    refused(paper)
    (paper / "moved.yaml").write_text("- {old: /people/lin-hongyu.html, reason: 应本人要求}\n"
                                      "- {old: /people/lin-hongwang.html, reason: 应本人要求}\n")  # fmt: skip
    assert build(paper)[0] == 0


def test_a_withdrawn_article_names_nobody_private(paper: Path) -> None:
    articles = {"02-01": toy.article("三", "", section="副刊", status="withdrawn", persons=["王先生"])}
    toy.newspaper(paper, articles, people=PEOPLE + "- {name: 王先生, kind: private}\n")
    assert build(paper)[0] == 0
    assert [path.name for path in (paper.parent / "site/people").glob("wang*")] == []


def test_the_address_of_a_renamed_person_leads_to_the_new_one(paper: Path) -> None:
    renamed = PEOPLE.replace("lin-hongyu", "lin-hong-yu").replace("song-yikai", "yikai")
    toy.newspaper(paper, people=renamed)
    told = refused(paper)
    assert len(told) == 2 and "add `formerly: [lin-hongyu]` to the entry in people.yaml" in told[0] + told[1]
    former = renamed.replace("id: lin-hong-yu", "id: lin-hong-yu, formerly: lin-hongyu")
    toy.newspaper(paper, people=former.replace("id: yikai", "id: yikai, 曾用编号: [song-yikai]"))
    code, _, err = build(paper, "--base-url", "https://example.org/repo/")
    assert (code, err) == (0, "")
    for old, new in (("/people/lin-hongyu", "/people/lin-hong-yu"), ("/bylines/song-yikai", "/bylines/yikai")):
        page = page_at(paper.parent / "site", f"{old}.html")
        assert page.one("link", rel="canonical").attributes["href"] == f"https://example.org/repo{new}.html"
        assert page.one("meta", http_equiv="refresh").attributes["content"].endswith(f"url={new.split('/')[2]}.html")


def test_a_name_that_is_read_otherwise_by_now_leads_to_its_new_address_by_itself(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {
            "01-01": toy.article(
                "一", byline="记者 丘一", persons=["单于明", "王先生"], section="重阳", column="长安街"
            ),
            "01-02": toy.article("二", persons=["丘一"]),
        },
        people="- {name: 王先生, kind: private}\n",
    )
    assert build(content)[0] == 0
    readings = {"chanyu-ming": "dan-yuming", "qiu-yi": "qiuyi", "chongyang": "zhongyang", "changanjie": "zhanganjie"}
    for path in (content / "published").iterdir():
        text = path.read_text()
        for now, then in readings.items():
            text = text.replace(f"/{now}-", f"/{then}-")
        path.write_text(text, encoding="utf-8-sig")  # as an editor on Windows may save it
    shutil.rmtree(content.parent / "site")
    assert build(content)[0] == 0
    site, lines = content.parent / "site", recorded(content)
    assert build(content)[0] == 0
    old = [line.split(" ")[0] for name in ("people", "bylines", "sections", "columns") for line in lines[f"{name}.txt"]]
    for now, then in readings.items():
        urls = [url for url in old if f"/{then}-" in url]
        assert urls, then
        for url in urls:
            lead = page_at(site, url).one("meta", http_equiv="refresh").attributes["content"]
            assert f"/{now}-" in lead or f"url={now}-" in lead
    # What an editor says of one counts instead.
    (section,) = [url for url in old if "/zhongyang-" in url]
    toy.newspaper(content, files={"moved.yaml": f"- {{old: {section}, reason: 停刊}}\n"})
    assert build(content)[0] == 0
    assert "停刊" in (site / path_of(section)).read_text(encoding="utf-8")
    # Who is private has no page to lead to, and who is named nowhere any more, none either.
    people = content / "published/people.txt"
    people.write_text(people.read_text() + f"/people/wang-xiansheng-{slug('王先生')[-4:]}.html {DAY}/01-01.md\n")
    toy.newspaper(content, {"01-02": toy.article("二")})
    told = "\n".join(refused(content))
    assert "/people/wang-xiansheng" in told and "/people/qiuyi" in told and "dan-yuming" not in told


def test_whom_an_address_means_is_asked_where_one_person_became_two(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article("一", persons=["王伟"]), "01-02": toy.article("二", persons=["王伟"])},
    )
    assert build(content)[0] == 0
    ids = ("wang-wei-county", "wang-wei-painter")
    articles = {f"01-0{n}": toy.article("一二"[n - 1], persons=[{"name": "王伟", "id": ids[n - 1]}]) for n in (1, 2)}
    toy.newspaper(content, articles, people="".join(f"- {{name: 王伟, id: {one}}}\n" for one in ids))
    (told,) = refused(content)
    assert f"/people/{slug('王伟')}.html" in told and "`formerly: [" in told
    gone = f"- {{old: /people/{slug('王伟')}.html, reason: 原为两人，今分列}}\n"
    toy.newspaper(content, files={"moved.yaml": gone})
    assert build(content)[0] == 0


def test_a_name_that_was_corrected_leads_from_the_person_and_from_the_writer(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("一", byline="记者 李四", persons=["李四"])}, people="- name: 丁\n"
    )
    assert build(content)[0] == 0
    toy.newspaper(content, {"01-01": toy.article("一", byline="记者 李司", persons=["李司"])})
    assert len(refused(content)) == 2
    old, new = slug("李四"), slug("李司")
    toy.newspaper(content, people=f"- {{name: 李司, formerly: [{old}]}}\n")
    assert build(content)[0] == 0
    for folder in ("people", "bylines"):
        assert f"{new}.html" in (content.parent / f"site/{folder}/{old}.html").read_text()
    # A writer who is there under that name keeps the page.
    toy.newspaper(content, {"01-02": toy.article("二", byline="记者 李四")})
    assert build(content)[0] == 0
    assert "李四" in page_at(content.parent / "site", f"/bylines/{old}.html").one("h1").text


def test_a_writers_former_page_stays_when_somebody_of_that_name_is_written_about(tmp_path: Path) -> None:
    old, new = slug("李四"), slug("李司")
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article("一", byline="记者 李司")},
        people=f"- {{name: 李司, kind: staff, formerly: [{old}]}}\n",
    )
    assert build(content)[0] == 0
    toy.newspaper(content, {"01-02": toy.article("二", persons=["李司"])})
    assert build(content)[0] == 0
    assert f"{new}.html" in (content.parent / f"site/bylines/{old}.html").read_text()
    assert not (content.parent / f"site/people/{old}.html").exists(), "who is written about is somebody else"


def test_a_draft_that_names_somebody_else_of_the_name_decides_no_less_than_in_a_clean_build(tmp_path: Path) -> None:
    old = slug("李四")
    content = toy.newspaper(
        tmp_path / "content",
        {
            "01-01": toy.article("一", byline="记者 李司"),
            "01-02": toy.article("二", byline="记者 李四"),
            "01-03": toy.article("三", status="draft", persons=["李司"]),
        },
        people=f"- {{name: 李司, kind: staff, formerly: [{old}]}}\n",
    )
    assert build(content)[0] == 0
    toy.newspaper(content, {"01-03": toy.article("三", status="draft")})
    code, _, err = build(content)
    assert code == 1 and f"would be published at /bylines/{old}.html" in err


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("- {name: 甲, id: jia-1, formerly: yi-1}\n- {name: 乙, id: yi-1}\n", ':1: "yi-1" is a former id here, and'),
        ("- {name: 甲, formerly: xx-1}\n- {name: 乙, formerly: xx-1}\n", ':2: "xx-1" is a former id on line 1 too'),
        ("- {name: 甲, formerly: ../x}\n", ':1: "formerly" is up to 60 of a-z, 0-9 and -'),
    ],
)
def test_a_former_id_leads_to_one_person(tmp_path: Path, people: str, said: str) -> None:
    code, _, err = build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, people=people))
    assert code == 1 and f"people.yaml{said}" in err


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ("- {old: /a/}\n", ":1: /a/ has either `new: …`, where it is now, or `reason: …`, why it is gone"),
        ("- {old: /a/, new: /b/, reason: x}\n", ":1: /a/ has either"),
        ("- {new: /b/}\n", ':1: an item of "moved.yaml" has no "old"'),
        ("- {old: a.html, reason: x}\n", ':1: "old" is an old address below this site'),
        ("- {old: /a/, new: 'https://example.org/'}\n", ':1: "new" is an address below this site'),
        ("- {old: /a/, reason: x}\n- {old: /a/, reason: x}\n", ":2: /a/ stands on line 1 too; keep one"),
        ("- {old: /a/, why: x}\n", ':1: unknown key "why"'),
        ("- {old: /a/, new: /2021/12/12/09-09.html}\n", ":1: /a/ leads to /2021/12/12/09-09.html, where no page is"),
        ("- {old: /a/, new: /b/}\n- {old: /b/, new: /a/}\n", ":1: /a/ leads to /b/ leads to /a/, and so nowhere"),
        ("- {old: /about.html, reason: x}\n", "would be published at /about.html"),
        ("a: b\n", ":1: this file is a list: every address begins with `- old: …`"),
    ],
)
def test_what_is_wrong_in_moved_yaml_is_told(tmp_path: Path, moved: str, said: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, files={"moved.yaml": moved})
    code, _, err = build(content)
    assert code == 1 and said in err and "moved.yaml" in err


def test_what_moved_twice_leads_to_where_it_is_at_last(tmp_path: Path) -> None:
    moved = "- {old: /a/, new: /b/}\n- {old: /b/, new: /archive/}\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, files={"moved.yaml": moved})
    assert build(content, "--base-url", "https://example.org/")[0] == 0
    for old in ("/a/", "/b/"):
        page = page_at(tmp_path / "site", old)
        assert page.one("link", rel="canonical").attributes["href"] == "https://example.org/archive/"


def test_an_old_address_may_lead_to_the_front_page(tmp_path: Path) -> None:
    moved = "- {old: /old/index.htm, new: /}\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, files={"moved.yaml": moved})
    assert build(content)[0] == 0
    assert "url=../" in (tmp_path / "site/old/index.htm").read_text()
    assert recorded(content)["other.txt"] == ["/old/index.htm moved.yaml"]
    toy.newspaper(content, files={"moved.yaml": ""})
    assert "made /old/index.htm, which was published" in refused(content)[0]


def test_an_article_that_becomes_a_draft_again_is_told(paper: Path) -> None:
    toy.newspaper(paper, {"01-01": toy.article("一", section="要闻", byline="记者 宋仪凯", persons=["林红玉"],
                                               status="draft")})
    assert any("01-01.html" in line and "set `status: withdrawn` and say why" in line for line in refused(paper))


def test_without_a_cache_the_record_alone_finds_what_closes(paper: Path) -> None:
    shutil.rmtree(paper.parent / "site")
    (paper / DAY / "02-01.md").unlink()
    code, _, err = build(paper)
    assert code == 1 and err.count("which was published and has no page now") == 3
    assert not (paper.parent / "site/index.html").exists()


def test_drafts_and_previews_are_recorded_nowhere(tmp_path: Path) -> None:
    articles = {"01-01": toy.article(), "01-02": toy.article("乙", status="draft", persons=["林红玉"])}
    content = toy.newspaper(tmp_path / "content", articles)
    toy.build(content, tmp_path / "site", drafts=True)  # what `serve` does
    assert build(content, "--drafts")[0] == 0
    assert not (content / "published").exists()
    assert build(content)[0] == 0
    assert recorded(content) == {
        "2021.txt": [f"/2021/12/12/ {DAY}/01-01.md", f"/2021/12/12/01-01.html {DAY}/01-01.md",
                     f"/2021/12/12/01.html {DAY}/01-01.md"]
    }  # fmt: skip


def test_what_a_preview_saw_is_recorded_by_the_next_build(paper: Path) -> None:
    toy.newspaper(paper, {"02-02": toy.article("四")})
    toy.build(paper, paper.parent / "site")
    (paper / DAY / "02-02.md").rename(paper / DAY / "02-03.md")
    toy.build(paper, paper.parent / "site")
    assert build(paper)[0] == 0
    told = "\n".join(recorded(paper)["2021.txt"])
    assert f"/2021/12/12/02-03.html {DAY}/02-03.md" in told and "02-02.html" not in told


def test_what_was_never_committed_was_never_published(paper: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *who, *arguments], cwd=paper, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    toy.newspaper(paper, {"02-02": toy.article("四", persons=["于永生"])})
    assert build(paper)[0] == 0 and "/2021/12/12/02-02.html" in "\n".join(recorded(paper)["2021.txt"])
    (paper / DAY / "02-02.md").rename(paper / DAY / "02-03.md")
    assert build(paper)[0] == 0
    assert "/2021/12/12/02-02.html" not in "\n".join(recorded(paper)["2021.txt"])
    git("add", "-A")
    git("commit", "-qm", "two")
    (paper / DAY / "02-03.md").unlink()
    told = refused(paper)
    assert len(told) == 2 and f"{DAY}/02-03.md: made /2021/12/12/02-03.html" in told[1]


def test_a_workflow_writes_no_record_and_remembers_what_it_published(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    before = recorded(paper)
    toy.newspaper(paper, {"02-02": toy.article("四")})
    code, out, _ = build(paper)
    assert code == 0 and "content/published/ lacks one address: `make site`" in out
    assert recorded(paper) == before
    (paper / DAY / "02-02.md").unlink()
    assert f"{DAY}/02-02.md: made /2021/12/12/02-02.html" in refused(paper)[0]


def test_a_newspaper_without_a_record_may_do_as_it_likes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    content = toy.newspaper(tmp_path / "content", ARTICLES, people=PEOPLE)
    assert build(content)[0] == 0
    shutil.rmtree(content / DAY)
    toy.newspaper(content, {"01-01": toy.article()})
    assert build(content)[0] == 0


def test_whoever_only_works_on_github_begins_the_record_with_an_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    content = toy.newspaper(tmp_path / "content", ARTICLES, people=PEOPLE, files={"published/2026.txt": "\n"})
    assert build(content)[0] == 0
    (content / DAY / "02-01.md").unlink()
    assert f"{DAY}/02-01.md: made /2021/12/12/02-01.html" in "\n".join(refused(content))


def test_a_record_of_another_newspaper_is_told_once_a_file(paper: Path) -> None:
    shutil.rmtree(paper / "issues")
    toy.newspaper(paper, {"2026/03-01/01-01": toy.article("创刊号", section="要闻")})
    told = refused(paper)
    assert told[-1].startswith("published/2021.txt: none of its 6 addresses has a page any more")
    assert [line for line in told if "/2021/12/12/" in line] == told[-1:]
    assert "add `aliases: [/2021/12/12/" in told[-1], "where it is this newspaper, whose issue has moved"


def test_a_record_that_two_people_added_to_is_read_in_any_order(paper: Path) -> None:
    path = paper / "published/2021.txt"
    lines = path.read_text().splitlines()
    other = "/2021/12/13/01-01.html issues/2021/12-13/01-01.md"
    path.write_text("\r\n".join([*reversed(lines), *lines[:2], "", other]))
    assert "made /2021/12/13/01-01.html" in refused(paper)[0]
    toy.newspaper(paper, {"2021/12-13/01-01": toy.article("新")})
    assert build(paper)[0] == 0
    assert recorded(paper)["2021.txt"] == sorted({*lines, *recorded(paper)["2021.txt"]})


def test_a_line_that_is_no_address_is_told(paper: Path) -> None:
    path = paper / "published/people.txt"
    path.write_text("<<<<<<< HEAD\n" + path.read_text())
    assert "published/people.txt:1: not an address and a file" in refused(paper)[0]


def test_an_edit_of_a_text_reads_no_record(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(path: Path) -> dict[str, addresses.Line]:
        raise AssertionError(path)

    monkeypatch.setattr(addresses, "_lines", unread)
    toy.newspaper(paper, {"02-01": toy.article("三", "新的正文。", section="副刊")})
    assert build(paper)[0] == 0


def test_after_a_build_that_recorded_a_rebuild_is_free(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy.newspaper(paper, {"02-02": toy.article("四")})
    time.sleep(0.05)  # a file that has just been written may change again unseen
    assert build(paper)[0] == 0 and "02-02.html" in "\n".join(recorded(paper)["2021.txt"])
    monkeypatch.setattr(commands, "built", lambda *arguments: pytest.fail("built"))
    assert build(paper)[0] == 0


@settings(max_examples=6)
@given(gone=st.sets(st.sampled_from(["01-02", "01-03", "02-01", "02-02"])))
def test_exactly_what_closes_is_told(tmp_path_factory: pytest.TempPathFactory, gone: set[str]) -> None:
    content = tmp_path_factory.mktemp("paper") / "content"
    names = {"01-01": "甲", "01-02": "乙", "01-03": "丙", "02-01": "丁", "02-02": "戊"}
    toy.newspaper(content, {place: toy.article(place, persons=[name]) for place, name in names.items()})
    assert build(content)[0] == 0
    told = {line.split(" ")[0] for lines in recorded(content).values() for line in lines}
    for place in gone:
        (content / DAY / f"{place}.md").unlink()
    shutil.rmtree(content.parent / "site") if "02-02" in gone else None
    code, _, err = build(content)
    left = content.parent / "left"
    shutil.copytree(content, content.parent / "unrecorded", ignore=lambda folder, names: {"published"} & set(names))
    toy.build(content.parent / "unrecorded", left)
    assert code == (1 if gone else 0)
    closed = {url for url in told if not (left / path_of(url)).is_file()}
    assert {url for url in told if f"made {url}, " in err} == closed
