"""Persons are proposed from the text, accepted by an editor, and written without disturbing a file."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import cli
from edition.content import read_content
from edition.model import Article, Byline, Entry, Mention
from edition.persons.finder import find_names
from edition.persons.frontmatter import with_persons
from edition.persons.matcher import KnownNames
from edition.persons.offices import office_of, role_of
from edition.persons.proposals import Proposal, make_directory, propose
from edition.persons.review import Accepted, read_review, review_text
from edition.problems import EditionError
from tests import toy
from tests.conftest import SEED


def run(content: Path, *arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = cli.main(["people", "--content", str(content), *map(str, arguments)], out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """The sample edition, of which nobody has declared a person yet."""
    content = tmp_path / "content"
    shutil.copytree(SEED, content)
    (content / "people.yaml").unlink()
    for path in content.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"persons:\n(?:  - .*\n)+", "", text), encoding="utf-8")
    return content


def article(body: str, **more: Any) -> Article:
    return Article("a.md", date(2021, 12, 12), 1, 1, "标题", body=body, **more)


def proposals_for(body: str, entries: tuple[Entry, ...] = (), **more: Any) -> dict[str, Proposal]:
    one = article(body, **more)
    return {proposal.name: proposal for proposal in propose(one, make_directory([one], entries))}


# -- the real page -------------------------------------------------------------------------------


def test_the_persons_of_the_front_page_are_proposed_with_office_and_role(bare: Path, gold: dict[str, Any]) -> None:
    assert run(bare)[0] == 0
    text = (bare / "people-review.txt").read_text(encoding="utf-8")
    (bare / "people-review.txt").write_text(text.replace("[ ]", "[x]"), encoding="utf-8")
    assert run(bare, "--accept", bare / "people-review.txt")[0] == 0
    found = {(one.position, *_said(mention)) for one in read_content(bare).articles for mention in one.persons}
    right = {
        (one["order"], person["name"], person["office"], person["role"])
        for one in gold["articles"]
        for person in one["persons"]
    }
    # No name that is none, and all but the one who is only mentioned.
    assert found <= right
    assert {name for _, name, *_ in right - found} <= {"习近平"}


def _said(mention: Mention) -> tuple[str, str, str]:
    return mention.name, mention.office, mention.role


def test_nothing_is_written_into_articles_before_it_is_accepted(bare: Path) -> None:
    before = {path: path.read_bytes() for path in bare.rglob("*") if path.is_file()}
    run(bare)
    assert {path: path.read_bytes() for path in before} == before
    assert run(bare, "--accept", bare / "people-review.txt")[0] == 0
    assert {path: path.read_bytes() for path in before} == before


def test_accepting_changes_no_other_line(bare: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in bare.rglob("*.md")}
    code, out, _ = run(bare, "--accept")
    assert code == 0
    found = re.search(r"(\d+) persons written into articles, (\d+) entries", out)
    assert found and int(found[1]) >= 4
    for path, text in before.items():
        lines = path.read_text(encoding="utf-8").split("\n")
        added = [line for line in lines if line == "persons:" or line.startswith("  - {name:")]
        assert [line for line in lines if line not in added] == text.split("\n")
    assert not read_content(bare).problems


def test_accepting_keeps_the_line_ends_and_the_mark_that_windows_wrote(bare: Path) -> None:
    (bare / "people.yaml").write_text("- name: 甲乙\n", encoding="utf-8")
    files = [*bare.rglob("*.md"), bare / "people.yaml"]
    for path in files:
        path.write_bytes(path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig"))
    before = {path: path.read_bytes() for path in files}
    assert run(bare, "--accept")[0] == 0
    changed = [path for path in files if path.read_bytes() != before[path]]
    assert bare / "people.yaml" in changed and len(changed) > 2
    for path in changed:
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    assert not read_content(bare).problems


def test_new_entries_have_id_reading_and_first_office(bare: Path) -> None:
    run(bare, "--accept")
    entries = {entry.name: entry for entry, _ in read_content(bare).entries or ()}
    assert entries["张继民"] == Entry("zhang-jimin-abfc", "张继民", (), "Zhāng Jìmín", "市政协主席（2021年12月）")


def test_accepting_twice_adds_nothing(bare: Path) -> None:
    run(bare, "--accept")
    before = {path: path.read_bytes() for path in bare.rglob("*") if path.is_file()}
    assert "0 persons written" in run(bare, "--accept")[1]
    assert {path: path.read_bytes() for path in bare.rglob("*") if path.is_file()} == before


def test_marks_survive_when_the_list_is_made_again(bare: Path) -> None:
    run(bare)
    path = bare / "people-review.txt"
    marked = path.read_text(encoding="utf-8").replace("[ ] 张继民 | 市政协主席", "[x] 张继民 | 济宁市政协主席", 1)
    path.write_text(marked, encoding="utf-8")
    run(bare)
    assert path.read_text(encoding="utf-8") == marked


def test_what_was_corrected_or_added_by_hand_survives_too_until_it_is_accepted(bare: Path) -> None:
    run(bare)
    path = bare / "people-review.txt"
    text = path.read_text(encoding="utf-8")
    heading = next(line for line in text.split("\n") if line.startswith("## "))
    by_hand = "[x] 皇甫端 |   | 到场\n[x] 欧阳海 (ouyang-hai-1) | 教授\n"
    path.write_text(text.replace(heading + "\n", heading + "\n" + by_hand, 1), encoding="utf-8")
    run(bare)
    assert by_hand in path.read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[x] 欧阳海 (", "[ ] 欧阳海 ("), encoding="utf-8")
    assert run(bare, "--accept", path)[0] == 0
    run(bare)
    assert "皇甫端" not in path.read_text(encoding="utf-8"), "who is declared is asked for no more"


@pytest.mark.parametrize("who", ["石桥镇村民", "”居民", "工人"])
def test_people_without_an_office_are_never_taken_at_once(who: str) -> None:
    body = f"“晚上睡不着觉。{who}李秀英说。市委书记林红玉出席并讲话。"
    told = proposals_for(body)
    assert (told["李秀英"].tier, told["李秀英"].why) == ("perhaps", "private?")
    assert told["李秀英"].office == who.lstrip("”")
    assert told["林红玉"].why == "new"


def test_the_sample_edition_needs_no_certain_person_more() -> None:
    read = read_content(SEED)
    directory = make_directory(read.articles, [entry for entry, _ in read.entries or ()])
    told = [one for each in read.articles for one in propose(each, directory)]
    assert [one.name for one in told if one.tier == "certain"] == []
    assert not {"王先", "李先", "王先生", "李先生"} & {one.name for one in told}


# -- tiers and doubts ----------------------------------------------------------------------------


def test_a_name_that_two_persons_bear_is_left_to_the_editor() -> None:
    entries = (Entry("wang-wei-1", "王大伟"), Entry("wang-wei-2", "王大伟"))
    told = proposals_for("副市长王大伟出席会议。", entries)["王大伟"]
    assert (told.tier, told.why, told.hint) == ("perhaps", "homonym", "wang-wei-1 wang-wei-2")


def test_what_is_named_after_somebody_is_not_the_person() -> None:
    entry = Entry("x", "邓小平")
    assert "邓小平" not in proposals_for("要高举邓小平理论伟大旗帜。", (entry,))
    assert proposals_for("邓小平会见了客人。要高举邓小平理论伟大旗帜。", (entry,))["邓小平"].tier == "certain"


def test_who_signs_in_the_text_is_no_subject() -> None:
    assert proposals_for("本报讯（记者 王大伟）副市长李小明出席会议。")["王大伟"].why == "staff"


def test_who_signs_and_what_bears_a_name_is_known_in_traditional_characters() -> None:
    assert proposals_for("本報訊（記者 王大偉）副市長李小明出席會議。")["王大偉"].why == "staff"
    assert "孫中山" not in proposals_for("研究孫中山思想之學者。", (Entry("x", "孫中山"),))
    assert proposals_for("職工王大偉說。王大偉說。")["王大偉"].why == "private?"


def test_a_writer_of_the_same_name_is_not_the_subject() -> None:
    other = article("正文。", byline=(Byline("王大伟", "记者"),))
    one = article("副市长王大伟出席会议。")
    told = {each.name: each for each in propose(one, make_directory([one, other], ()))}
    assert (told["王大伟"].tier, told["王大伟"].why) == ("perhaps", "staff")


def test_somebody_private_is_never_proposed() -> None:
    entry = Entry("x", "王大伟", kind="private")
    assert "王大伟" not in proposals_for("副市长王大伟出席会议。", (entry,))


def test_who_is_declared_or_signs_is_not_proposed_again() -> None:
    body = "副市长王大伟出席会议。记者李小明报道。"
    assert not {"王大伟", "李小明"} & set(
        proposals_for(body, persons=(Mention("王大伟"),), byline=(Byline("李小明", "记者"),))
    )


def test_nobody_is_declared_twice_by_two_names(tmp_path: Path) -> None:
    """A courtesy name or a spelling in Latin letters is the same person: the build takes one."""
    body = "蔣主席語張漢卿云。魯迅（周豫才）與張學良副司令同來。宋子文部長亦到。"
    people = "- {name: 張學良, aliases: [張漢卿]}\n- {name: 周樹人, aliases: [魯迅, 周豫才]}\n- {name: 宋子文}\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("甲", body, persons=["張學良"])}, people=people)
    assert run(content)[0] == 0
    review = content / "people-review.txt"
    proposed = re.findall(r"^\[ \] (\S+)", review.read_text(encoding="utf-8"), re.M)
    assert [name for name in proposed if name != "子文"] == ["魯迅", "宋子文"]
    # Nor where an editor marks more than is proposed.
    file = (content / "issues/2021/12-12/01-01.md").as_posix()
    review.write_text(f"## {file}\n[x] 張漢卿\n[x] 周豫才\n[x] 魯迅\n[x] 宋子文\n", encoding="utf-8")
    assert run(content, "--accept", review)[0] == 0
    (one,) = read_content(content).articles
    assert [mention.name for mention in one.persons] == ["張學良", "周豫才", "宋子文"]
    toy.build(content, tmp_path / "site")


def test_a_misprint_of_a_name_in_the_same_article_is_told() -> None:
    entry = Entry("x", "林红玉")
    told = proposals_for("市委书记林红玉讲话。林红玉指出，要抓好落实。市委书记林红王最后强调，要抓紧。", (entry,))
    assert (told["林红王"].why, told["林红王"].hint) == ("misprint", "林红玉")
    told = proposals_for("市长李建国主持，李建国说，要抓好落实。李建囯说，要抓紧。", (Entry("x", "李建国"),))
    assert (told["李建囯"].tier, told["李建囯"].hint) == ("perhaps", "李建国"), "taken at once, it would get a page"


# -- known names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["张继民", "张继"], "市政协主席张继民出席", ["张继民"]),
        (["张继"], "市政协主席张继民出席", []),
        (["罗斯"], "俄罗斯代表团抵达", []),
        (["高峰"], "春运迎来高峰，客流增加", []),
        (["高峰"], "副市长高峰说，要抓紧", ["高峰"]),
        (["羅斯"], "俄羅斯代表團抵達", []),
        (["楊華"], "副縣長楊華說，要抓緊", ["楊華"]),
        (["文明"], "创建文明城市", []),
        (["林红玉"], "林红玉讲话，林红玉强调", ["林红玉", "林红玉"]),
        ([], "没有人", []),
    ],
)
def test_known_names_are_found_and_words_are_not_taken_for_names(names: list[str], text: str, found: list[str]) -> None:
    assert [name for _, name in KnownNames(names).find(text)] == found


@given(st.lists(st.text("甲乙丙丁戊", min_size=3, max_size=4), max_size=6), st.text("甲乙丙丁戊，", max_size=40))
def test_found_names_stand_where_they_are_said_to_and_never_overlap(names: list[str], text: str) -> None:
    end = 0
    for place, name in KnownNames(names).find(text):
        assert text.startswith(name, place) and name in names and place >= end
        end = place + len(name)
    assert end or not any(name in text for name in names)


def test_the_finder_names_nobody_in_a_text_without_names() -> None:
    assert find_names("全市上下要保持良好的精神状态，加强组织领导，压实工作责任。") == ()


def test_the_finder_reads_both_scripts() -> None:
    assert [found.name for found in find_names("副縣長鮑繼民說，要抓緊。")] == ["鮑繼民"]


def test_the_finder_reads_rare_characters() -> None:
    assert [found.name for found in find_names("市委副书记王𬍛说，要抓紧。市长王𬍛指出")] == ["王𬍛"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("自治区主席雪克来提·扎克尔主持，县长艾沙·买买提出席。", ["雪克来提·扎克尔", "艾沙·买买提"]),
        ("專家伊萬·彼得羅維奇·索科洛夫説，工程", ["伊萬·彼得羅維奇·索科洛夫"]),
        ("总理拉吉夫·甘地夫人和经理比尔·盖茨于1994年到访", ["拉吉夫·甘地", "比尔·盖茨"]),
        ("丝路·新疆，记者观察·民生", []),
    ],
)
def test_the_finder_reads_names_with_a_dot(text: str, names: list[str]) -> None:
    assert [found.name for found in find_names(text)] == names


def test_the_finders_table_holds_no_name_and_no_text() -> None:
    text = (Path(find_names.__code__.co_filename).parent / "names.txt").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        assert len(re.findall("[\u4e00-\u9fff]", line)) <= 1


# -- offices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "office", "role"),
    [
        ("会议召开。市委书记、市人大常委会主任林红玉讲话，市长主持。", "林红玉", "市委书记、市人大常委会主任", "讲话"),
        ("这个公社的党委书记仇恨水同志说，要办好食堂。", "仇恨水", "党委书记", "说"),
        ("市政协主席张继民，市委副书记张红旗出席。", "张继民", "市政协主席", "出席"),
        ("市委副书记张红旗出席会议并讲话，副市长王宏伟出席会议。", "张红旗", "市委副书记", "出席并讲话"),
        ("学习贯彻习近平总书记视察山东重要指示要求。", "习近平", "总书记", "提及"),
        ("12月10日，市委书记林红玉到火车站、农贸市场等地检查创建工作。", "林红玉", "市委书记", "检查"),
        ("居民王大伟一出家门就感觉到了不一样。", "王大伟", "居民", "提及"),
        # In traditional characters, and the offices of another time.
        ("縣長馬仲援派員勘驗。", "馬仲援", "縣長", "提及"),
        (
            "會議開幕。市委書記、市人大常委會主任林紅玉出席會議並講話。",
            "林紅玉",
            "市委書記、市人大常委會主任",
            "出席並講話",
        ),
        ("黑龍江督辦吳俊陞立時斃命。", "吳俊陞", "黑龍江督辦", "提及"),
        ("（中央社南京十四日電）外交部長王正廷接見英使。", "王正廷", "外交部長", "接見"),
        ("陳濟棠總指揮會見各界代表。", "陳濟棠", "總指揮", "會見"),
    ],
)
def test_office_and_role_are_as_printed(text: str, name: str, office: str, role: str) -> None:
    places = [found.start() for found in re.finditer(name, text)]
    assert (office_of(text, places, name), role_of(text, places, name)) == (office, role)


# -- the file of an article ----------------------------------------------------------------------

NEW = (Accepted("张三", "局长", "讲话"), Accepted("李四"))
HEAD = "---\nheadline: 一   # 标题\n"
ITEMS = "- {name: 张三, office: 局长, role: 讲话}", "- 李四"
BLOCK = f"persons:\n  {ITEMS[0]}\n  {ITEMS[1]}\n"
INLINE = "{name: 张三, office: 局长, role: 讲话}, 李四"
FRONT = [
    ("places: [城南]\n", BLOCK + "places: [城南]\n"),
    ("", BLOCK),
    ("persons:\n- 王五  # 代表\n\nrights: 无\n", f"persons:\n- 王五  # 代表\n{ITEMS[0]}\n{ITEMS[1]}\n\nrights: 无\n"),
    (
        "人物:\n    - {name: 王五,\n       office: 代表}\nrights: 无\n",
        f"人物:\n    - {{name: 王五,\n       office: 代表}}\n    {ITEMS[0]}\n    {ITEMS[1]}\nrights: 无\n",
    ),
    ("persons: [王五, '赵六']  # 两人\n", f"persons: [王五, '赵六', {INLINE}]  # 两人\n"),
    ("persons: []\n", f"persons: [{INLINE}]\n"),
    ("persons: [王五, ]\n", f"persons: [王五, {INLINE}]\n"),
    ("persons:\n# 与会\n- 王五\n# 来源\nsource: 版面\n",
     f"persons:\n# 与会\n- 王五\n{ITEMS[0]}\n{ITEMS[1]}\n# 来源\nsource: 版面\n"),
    ("persons: [\n  王五,\n]\n", f"persons: [\n  王五,\n  {INLINE}]\n"),
    ("persons: 王五\n", f"persons: [王五, {INLINE}]\n"),
    ("persons:\n", BLOCK),
    ("date: 2021-12-12\nregion: 4 12 62 30\nstatus: draft\n",
     f"date: 2021-12-12\n{BLOCK}region: 4 12 62 30\nstatus: draft\n"),
    ("# 来源如下\nsource: 版面\n", BLOCK + "# 来源如下\nsource: 版面\n"),
]


@pytest.mark.parametrize(("before", "after"), FRONT)
def test_persons_are_added_in_the_way_the_file_is_written(before: str, after: str) -> None:
    text = with_persons(f"{HEAD}{before}---\n\n正文。\n", NEW)
    assert text == f"{HEAD}{after}---\n\n正文。\n"


@pytest.mark.parametrize("before", [before for before, _ in FRONT])
def test_the_file_is_read_as_before_and_with_the_persons(before: str, tmp_path: Path) -> None:
    home = tmp_path / "issues/2021/12-12"
    home.mkdir(parents=True)
    (tmp_path / "edition.yaml").write_text("title: 样报\n", encoding="utf-8")
    path = home / "01-01.md"
    path.write_text(f"{HEAD}{before}---\n\n局长张三讲话。李四出席。\n", encoding="utf-8")
    (review := tmp_path / "review.txt").write_text(
        f"## {path.as_posix()}\n[x] 张三 | 局长 | 讲话 | certain new |\n[x] 李四\n", encoding="utf-8"
    )
    code, _, err = run(tmp_path, "--accept", review)
    assert (code, err) == (0, "")
    (one,) = read_content(tmp_path).articles
    assert [mention.name for mention in one.persons][-2:] == ["张三", "李四"]
    assert ("王五" in before) == ("王五" in {mention.name for mention in one.persons})


def test_the_pictures_of_an_article_are_no_hindrance(tmp_path: Path) -> None:
    images = [{"file": "a.png", "alt": "会场"}]
    articles = {"01-01": toy.article("甲", "局长张三讲话。", images=images)}
    content = toy.newspaper(tmp_path, articles, files={f"issues/{toy.DAY}/a.png": toy.picture()})
    path = content / f"issues/{toy.DAY}/01-01.md"
    (review := tmp_path / "review.txt").write_text(f"## {path.as_posix()}\n[x] 张三\n", encoding="utf-8")
    assert run(content, "--accept", review) == (0, "1 persons written into articles, 1 entries into people.yaml\n", "")
    assert sorted(each.name for each in path.parent.iterdir()) == ["01-01.md", "a.png"]


def test_where_something_else_would_change_an_editor_writes_the_persons(tmp_path: Path) -> None:
    text = f"{HEAD}deck: '一\npersons: []\n二'\n---\n\n局长张三讲话。\n"
    content = toy.newspaper(tmp_path, {"01-01": text})
    path = content / f"issues/{toy.DAY}/01-01.md"
    (review := tmp_path / "review.txt").write_text(f"## {path.as_posix()}\n[x] 张三\n", encoding="utf-8")
    code, _, err = run(content, "--accept", review)
    assert code == 1 and "persons can't be added to this file; write them by hand: 张三" in err, err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("before", ["persons:\n  name: 王五\n  office: 代表\n", "persons: {name: 王五}\n"])
def test_persons_that_are_no_list_an_editor_makes_one(tmp_path: Path, before: str) -> None:
    content = toy.newspaper(tmp_path, {"01-01": f"{HEAD}{before}---\n\n局长张三讲话。\n"})
    path = content / f"issues/{toy.DAY}/01-01.md"
    (review := tmp_path / "review.txt").write_text(f"## {path.as_posix()}\n[x] 张三\n", encoding="utf-8")
    code, _, err = run(content, "--accept", review)
    assert code == 1 and "persons can't be added to this file: persons is neither a list nor one name" in err, err


def test_what_an_article_may_not_say_is_told_of_the_article_itself(bare: Path, tmp_path: Path) -> None:
    article, review = bare / "issues/2021/12-12/01-01.md", tmp_path / "review.txt"
    review.write_text(f"## {article.as_posix()}\n[x] 张三,李四 | 局长\n", encoding="utf-8")
    code, _, err = run(bare, "--accept", review)
    told = re.escape(article.as_posix()) + ':[0-9]+: "张三,李四" is read as one'
    assert code == 1 and re.match(told, err), err


# -- the review file -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## a.md\n张三 | 局长\n", "review.txt:2: a line begins with [ ]"),
        ("## a.md\n[?] 张三 | 局长\n", "review.txt:2: a line begins with [ ]"),
        ("[x] 张三 | 局长\n", "review.txt:1: no article is named above"),
        ("## a.md\n[x] 张三、李四 | 局长\n", "is no name of one person"),
        ("## a.md\n[x] (wang-wei-2) | 局长\n", '"(wang-wei-2)" is no name of one person'),
    ],
)
def test_what_is_wrong_in_a_review_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(EditionError, match=re.escape(message)):
        read_review(text, "review.txt")


def test_an_id_behind_a_name_says_who_is_meant() -> None:
    assert read_review("## a.md\n[x] 王伟 (wang-wei-2) | 副市长 | 出席 | perhaps homonym\n", "review.txt") == {
        "a.md": [Accepted("王伟", "副市长", "出席", "wang-wei-2", 2)]
    }


def test_a_review_says_why_and_keeps_who_was_meant() -> None:
    told = (
        Proposal("王伟", "副市长", "出席", "perhaps", "homonym", "wang-wei-2 wang-wei-3", "【王伟】出席"),
        Proposal("张三", "局长", "讲话", "certain", "new"),
    )
    marked = (Accepted("王伟", "副市长", "出席", "wang-wei-3"), Accepted("李四"))
    assert review_text({"a.md": told}, "review.txt", {"a.md": marked}).splitlines()[-5:] == [
        "## a.md",
        "[x] 王伟 (wang-wei-3) | 副市长 | 出席 | perhaps homonym wang-wei-2 wang-wei-3 | 【王伟】出席",
        "[ ] 张三 | 局长 | 讲话 | certain new | ",
        "[x] 李四",
        "",
    ]


@given(st.lists(st.booleans(), max_size=5))
def test_a_review_is_read_as_it_was_written(marks: list[bool]) -> None:
    told = [Proposal(f"张{'一二三四五'[place]}", "局长", "讲话", "likely", "new") for place in range(len(marks))]
    marked = [Accepted(one.name, "处长", "") for one, mark in zip(told, marks, strict=True) if mark]
    read = read_review(review_text({"a.md": told}, "review.txt", {"a.md": marked}), "review.txt")
    assert [(one.name, one.office, one.role) for one in read.get("a.md", [])] == [
        (one.name, "处长", "") for one in marked
    ]


def test_a_review_that_is_not_there_and_an_article_that_is_not_there_are_told(bare: Path, tmp_path: Path) -> None:
    code, _, err = run(bare, "--accept", tmp_path / "none.txt")
    assert code == 1 and "there is no such file" in err
    (tmp_path / "some.txt").write_text("## nowhere.md\n[x] 张三\n", encoding="utf-8")
    code, _, err = run(bare, "--accept", tmp_path / "some.txt")
    assert code == 1 and "there is no article nowhere.md" in err


def test_of_two_persons_of_one_name_the_review_says_which(tmp_path: Path) -> None:
    two = "- {name: 王伟, id: wang-wei-2, note: 副市长}\n- {name: 王伟, id: wang-wei-3, note: 教师}\n"
    content = toy.newspaper(tmp_path, {"01-01": toy.article("甲", "副市长王伟出席会议。")}, people=two)
    article, review = content / "issues/2021/12-12/01-01.md", tmp_path / "review.txt"
    before = article.read_text(encoding="utf-8")
    for told, expected in (
        ("[x] 王伟 | 副市长 | 出席", "`[x] 王伟 (wang-wei-2)` or `[x] 王伟 (wang-wei-3)`"),
        ("[x] 王伟 (wang-wei-4) | 副市长 | 出席", 'has the id "wang-wei-4", which people.yaml has not; did you mean'),
    ):
        review.write_text(f"## {article.as_posix()}\n{told}\n", encoding="utf-8")
        code, _, err = run(content, "--accept", review)
        assert code == 1 and expected in err, err
        assert article.read_text(encoding="utf-8") == before
    review.write_text(f"## {article.as_posix()}\n[x] 王伟 (wang-wei-2) | 副市长 | 出席\n", encoding="utf-8")
    code, _, err = run(content, "--accept", review)
    assert code == 0, err
    toy.build(content, tmp_path / "site")
    assert 'people/wang-wei-2.html"' in (tmp_path / "site/2021/12/12/01-01.html").read_text(encoding="utf-8")
