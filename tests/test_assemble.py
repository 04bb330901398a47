"""Who is who, what follows what: articles become one edition."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from edition.assemble import assemble
from edition.content import read_content
from edition.model import Edition
from edition.names import slug
from tests import toy

WANG_WEI = slug("王伟")


def edition(
    tmp_path: Path,
    articles: Mapping[str, str],
    people: str = "",
    issues: Mapping[str, str] | None = None,
    drafts: bool = False,
) -> Edition:
    content = toy.newspaper(tmp_path / "content", articles, people=people, issues=issues)
    return assemble(read_content(content), drafts)


def told_of(made: Edition) -> dict[str, list[str]]:
    """For every person the headlines of its reports."""
    return {key: [report.article.headline for report in person.reports] for key, person in made.persons.items()}


def written_by(made: Edition) -> dict[str, list[str]]:
    return {key: [article.headline for article, _ in author.pieces] for key, author in made.authors.items()}


# -- who is who ----------------------------------------------------------------------------------


def test_a_name_alone_is_a_person_and_a_writer(tmp_path: Path) -> None:
    made = edition(tmp_path, {"01-01": toy.article("甲", persons=["林红玉"], byline="记者 宋仪凯")})
    assert told_of(made) == {slug("林红玉"): ["甲"]}
    assert written_by(made) == {slug("宋仪凯"): ["甲"]}
    assert made.persons[slug("林红玉")].entry.name == "林红玉"
    assert not made.authors[slug("宋仪凯")].known


def test_the_authority_file_says_who_a_name_is(tmp_path: Path) -> None:
    people = "- {name: 林红玉, id: lin-hongyu, note: 市委书记}\n"
    made = edition(tmp_path, {"01-01": toy.article("甲", persons=["林红玉"])}, people)
    assert told_of(made) == {"lin-hongyu": ["甲"]}
    assert made.persons["lin-hongyu"].entry.note == "市委书记"


def test_an_entry_without_an_id_keeps_the_address_that_the_name_had(tmp_path: Path) -> None:
    articles = {"01-01": toy.article("甲", persons=["林红玉"])}
    before = edition(tmp_path, articles)
    after = edition(tmp_path, articles, "- {name: 林红玉, note: 市委书记}\n")
    assert set(after.persons) == set(before.persons)


def test_a_reporter_and_a_mayor_of_one_name_are_two(tmp_path: Path) -> None:
    articles = {
        "01-01": toy.article("市长讲话", persons=["王伟"], byline="记者 宋仪凯"),
        "01-02": toy.article("记者手记", byline="记者 王伟"),
    }
    for people in ("", "- {name: 王伟, kind: staff}\n", "- {name: 王伟, kind: person}\n"):
        made = edition(tmp_path, articles, people)
        assert told_of(made) == {WANG_WEI: ["市长讲话"]}
        assert written_by(made)[WANG_WEI] == ["记者手记"]
        assert not made.authors[WANG_WEI].known


def test_what_is_said_of_the_reporter_is_not_said_of_the_mayor(tmp_path: Path) -> None:
    articles = {"01-01": toy.article("甲", persons=["王伟"], byline="记者 王伟")}
    made = edition(tmp_path, articles, "- {name: 王伟, kind: staff, note: 本报记者}\n")
    assert made.persons[WANG_WEI].entry.note == ""
    assert made.authors[WANG_WEI].entry.note == "本报记者"
    made = edition(tmp_path, articles, "- {name: 王伟, note: 市长}\n")
    assert made.persons[WANG_WEI].entry.note == "市长"
    assert made.authors[WANG_WEI].entry.note == ""


def test_two_entries_keep_two_of_one_name_apart(tmp_path: Path) -> None:
    people = "- {name: 王伟, id: mayor}\n- {name: 王伟, id: reporter, kind: staff}\n"
    articles = {"01-01": toy.article("甲", persons=["王伟"], byline="记者 王伟")}
    made = edition(tmp_path, articles, people)
    assert (told_of(made), written_by(made)) == ({"mayor": ["甲"]}, {"reporter": ["甲"]})
    assert made.authors["reporter"].known and "reporter" not in made.persons


def test_an_id_says_that_writer_and_person_are_one(tmp_path: Path) -> None:
    people = "- {name: 闻道, id: wen-dao, kind: staff}\n"
    articles = {
        "01-01": toy.article("甲", byline="闻道"),
        "01-02": toy.article("乙", persons=[{"name": "闻道", "id": "wen-dao"}]),
    }
    made = edition(tmp_path, articles, people)
    assert (told_of(made), written_by(made)) == ({"wen-dao": ["乙"]}, {"wen-dao": ["甲"]})
    assert made.authors["wen-dao"].known


def test_an_alias_is_the_same_person(tmp_path: Path) -> None:
    people = "- {name: 周树人, id: zhou, aliases: [鲁迅, 迅行]}\n- {name: 宋仪凯, kind: staff, aliases: [一凯]}\n"
    articles = {
        "01-01": toy.article("甲", persons=["鲁迅"], byline="一凯"),
        "01-02": toy.article("乙", persons=["周树人"], byline="记者 宋仪凯"),
    }
    made = edition(tmp_path, articles, people)
    assert told_of(made) == {"zhou": ["甲", "乙"]}
    assert written_by(made) == {slug("宋仪凯"): ["甲", "乙"]}
    [first, _] = made.persons["zhou"].reports
    assert first.mention.name == "鲁迅"


@pytest.mark.parametrize("key", ["persons", "byline"])
def test_a_name_that_has_the_address_of_another_by_chance_is_told(tmp_path: Path, key: str) -> None:
    taken = slug("张亿移")
    assert taken == slug("张一怡")
    articles = {
        "01-01": toy.article("一", **{key: "张亿移"}),
        "01-02": toy.article("二", **{key: "张一怡"}),
    }
    content = toy.newspaper(tmp_path / "content", articles)
    for command in ("build", "check"):
        code, out, err = toy.command(command, "--content", content, "--site", tmp_path / "site")
        told = [line for line in (out + err).splitlines() if "has the address of" in line]
        assert code == 1 and len(told) == 1 and "/01-01.md:" in told[0]
    made = edition(tmp_path / "mended", articles, "\n".join(re.findall("`(- {.*})`", told[0])))
    assert told_of(made) | written_by(made) == {f"{taken}-2": ["一"], taken: ["二"]}


@pytest.mark.parametrize(
    ("one", "other"), [("马丁·路德", "马丁‧路德"), ("马丁．路德", "马丁•路德"), ("William O'Hara", "William O’Hara")]
)
def test_a_name_spelled_in_two_ways_is_one_person(tmp_path: Path, one: str, other: str) -> None:
    articles = {"01-01": toy.article("甲", persons=[one]), "01-02": toy.article("乙", persons=[other])}
    assert told_of(edition(tmp_path / "alone", articles)) == {slug(one): ["甲", "乙"]}
    made = edition(tmp_path / "known", articles, f'- {{name: "{one}", id: one, note: 牧师}}\n')
    assert told_of(made) == {"one": ["甲", "乙"]}


@pytest.mark.parametrize("people", ["- {name: 王先生, kind: private}\n", "- {name: 王先生, kind: 不公开, id: wang}\n"])
def test_a_private_person_is_in_no_index(tmp_path: Path, people: str) -> None:
    made = edition(tmp_path, {"01-01": toy.article("甲", persons=["王先生", "林红玉"], byline="王先生")}, people)
    assert list(made.persons) == [slug("林红玉")]
    # Somebody else of that name who writes is no private person.
    assert list(made.authors) == [slug("王先生")]
    assert made.authors[slug("王先生")].entry.kind == "person"


def test_a_private_person_who_writes_is_in_no_index(tmp_path: Path) -> None:
    people = "- {name: 王先生, kind: private, id: wang}\n"
    made = edition(tmp_path, {"01-01": toy.article("甲", byline=[{"name": "王先生", "id": "wang"}])}, people)
    assert (made.persons, made.authors) == ({}, {})


def test_a_private_person_is_on_no_page(tmp_path: Path) -> None:
    writer = [{"name": "李四", "id": "li-si"}]
    content = toy.newspaper(
        tmp_path / "content",
        {"01-01": toy.article("甲", "居民说好。", persons=["王先生", "林红玉"], byline=writer)},
        people="- {name: 王先生, kind: private}\n- {name: 李四, id: li-si, kind: private}\n",
    )
    toy.build(content, tmp_path / "site")
    published = toy.files_of(tmp_path / "site")
    assert not [path for path, data in published.items() if "王先生".encode() in data]
    assert not [path for path in published if slug("王先生") in path or "li-si" in path]


def test_one_who_wrote_and_photographed_has_one_piece(tmp_path: Path) -> None:
    made = edition(tmp_path, {"01-01": toy.article("甲", byline=["记者 宋仪凯", "摄影 宋仪凯"])})
    assert written_by(made) == {slug("宋仪凯"): ["甲"]}


def index_of(tmp_path: Path, articles: dict[str, str], people: str = "") -> list[str]:
    """The names in the index of the built site, in its order."""
    toy.build(toy.newspaper(tmp_path / "content", articles, people=people), tmp_path / "site")
    return [name for name, *_ in json.loads((tmp_path / "site/people/names.json").read_bytes())]


def test_the_index_of_persons_is_sorted_as_families_read_their_names(tmp_path: Path) -> None:
    persons = ["曾一", "覃一", "单一", "仇一", "解一", "任一", "阿一", "任二"]
    articles = {"01-01": toy.article(persons=persons, byline=["记者 " + name for name in persons])}
    expected = ["阿一", "覃一", "仇一", "任二", "任一", "单一", "解一", "曾一"]
    # Everyone stands there twice: as somebody written about, and as a writer.
    assert index_of(tmp_path, articles) == [name for name in expected for _ in range(2)]


def test_a_reading_of_its_own_moves_a_name_in_the_index(tmp_path: Path) -> None:
    articles = {"01-01": toy.article(persons=["解一", "李一", "赵一"])}
    people = "- {name: 解一, reading: Jiě Yī, id: jie-yi}\n"
    assert index_of(tmp_path, articles, people) == ["解一", "李一", "赵一"]


def test_reports_stand_newest_first_and_in_reading_order_within_a_day(tmp_path: Path) -> None:
    places = ("2020/12-12/01-01", "2021/12-12/01-02", "2021/12-12/01-01", "2021/12-12/02-01", "2021/12-13/01-01")
    made = edition(tmp_path, {place: toy.article(place, persons=["林红玉"], byline="闻道") for place in places})
    expected = ["2021/12-13/01-01", "2021/12-12/01-01", "2021/12-12/01-02", "2021/12-12/02-01", "2020/12-12/01-01"]
    assert told_of(made) == {slug("林红玉"): expected}
    assert written_by(made) == {slug("闻道"): expected}


# -- what follows what ---------------------------------------------------------------------------


def test_issues_are_oldest_first_and_articles_in_reading_order(tmp_path: Path) -> None:
    places = ("2021/12-13/01-01", "2021/12-12/02-01", "2021/12-12/01-10", "2021/12-12/01-100", "2021/12-12/01-09")
    made = edition(tmp_path, {place: toy.article(place) for place in (*places, "2019/01-01/01-01")})
    assert [issue.date.isoformat() for issue in made.issues] == ["2019-01-01", "2021-12-12", "2021-12-13"]
    assert [article.headline for article in made.issues[1].articles] == [
        "2021/12-12/01-09",
        "2021/12-12/01-10",
        "2021/12-12/01-100",
        "2021/12-12/02-01",
    ]


def test_an_article_belongs_to_the_section_of_its_folio(tmp_path: Path) -> None:
    articles = {"01-01": toy.article("甲"), "01-02": toy.article("乙", section="评论"), "02-01": toy.article("丙")}
    made = edition(tmp_path, articles, issues={"2021/12-12": "folios: {1: 要闻, 3: 副刊}\n"})
    [issue] = made.issues
    assert [(article.headline, article.section) for article in issue.articles] == [
        ("甲", "要闻"),
        ("乙", "评论"),
        ("丙", ""),
    ]
    assert [(folio.number, folio.section, len(folio.articles)) for folio in issue.folios] == [
        (1, "要闻", 2),
        (2, "", 1),
        (3, "副刊", 0),
    ]


def test_what_issue_yaml_says_is_said_of_the_issue(tmp_path: Path) -> None:
    notes = "number: 第8期\ndate_certainty: inferred\ndate_evidence: 据电头\nnote: 样例\n"
    [issue] = edition(tmp_path, {"01-01": toy.article()}, issues={"2021/12-12": notes}).issues
    assert (issue.number, issue.inferred, issue.evidence, issue.note) == ("第8期", True, "据电头", "样例")


def test_drafts_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    articles = {
        "01-01": toy.article("甲"),
        "01-02": toy.article("乙", status="draft", persons=["林红玉"], byline="闻道"),
        "2021/12-13/01-01": toy.article("丙", status="draft"),
    }
    without = edition(tmp_path, articles)
    assert [article.headline for issue in without.issues for article in issue.articles] == ["甲"]
    assert (without.persons, without.authors, without.withdrawn) == ({}, {}, ())
    shown = edition(tmp_path, articles, drafts=True)
    assert [article.headline for issue in shown.issues for article in issue.articles] == ["甲", "乙", "丙"]
    assert (list(shown.persons), list(shown.authors)) == ([slug("林红玉")], [slug("闻道")])


def test_a_withdrawn_article_is_in_no_issue_and_no_index(tmp_path: Path) -> None:
    articles = {
        "01-01": toy.article("甲"),
        "01-02": toy.article("乙", status="withdrawn", persons=["林红玉"], byline="闻道"),
    }
    for drafts in (False, True):
        made = edition(tmp_path, articles, drafts=drafts)
        assert [article.headline for article in made.issues[0].articles] == ["甲"]
        assert [article.headline for article in made.withdrawn] == ["乙"]
        assert (made.persons, made.authors) == ({}, {})


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_folio_of_unpublished_articles_is_no_gap(tmp_path: Path, status: str) -> None:
    articles = {"01-01": toy.article(), "02-01": toy.article(status=status), "03-01": toy.article()}
    [issue] = edition(tmp_path, articles).issues
    assert [(folio.number, len(folio.articles)) for folio in issue.folios] == [(1, 1), (2, 0), (3, 1)]


def test_a_last_folio_of_drafts_is_not_there_yet(tmp_path: Path) -> None:
    [issue] = edition(tmp_path, {"01-01": toy.article(), "02-01": toy.article(status="draft")}).issues
    assert [folio.number for folio in issue.folios] == [1]


def test_an_article_goes_on_in_another_of_its_issue(tmp_path: Path) -> None:
    articles = {"01-01": toy.article(continued="02-01"), "02-01": toy.article()}
    [issue] = edition(tmp_path, articles).issues
    assert issue.articles[0].continued == issue.articles[1].place[1:]


def test_no_articles_make_an_empty_edition(tmp_path: Path) -> None:
    empty = edition(tmp_path, {})
    assert not empty.issues and not empty.persons and not empty.authors and not empty.withdrawn
