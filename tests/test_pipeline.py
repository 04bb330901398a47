"""A build does what changed, no more and no less: a second build writes nothing, an edit
rewrites the pages that show it, and every sequence of edits ends as a clean build would."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition import names
from edition.plan import feeds
from edition.problems import EditionError
from tests import toy

LONG = (
    "第一段说明事情的经过，一共有许多字，足够写满一张卡片上的摘要，让后面的改动不会出现在别的页面上，这是为了测试而写的。"
    * 8
)


def universe(folder: Path) -> Path:
    """Three issues over two years; 张继 and 张继民 are two people."""
    return toy.newspaper(
        folder / "content",
        {
            "2020/12-12/01-01": toy.article("去年此日", section="要闻", genre="消息", persons=["张继民"]),
            "2021/12-11/01-01": toy.article("前日头条", section="要闻", genre="消息", persons=["林红玉", "张继"]),
            "2021/12-12/01-01": toy.article(
                "会议召开",
                "张继民和张继出席。\n\n" + LONG,
                section="要闻",
                genre="消息",
                byline=["记者 宋仪凯"],
                persons=[{"name": "张继民", "office": "主席"}, {"name": "张继", "office": "主任"}],
            ),
            "2021/12-12/01-02": toy.article(
                "金乡提升品位",
                LONG + "\n\n" + LONG,
                section="要闻",
                genre="评论",
                column="办实事",
                byline=["记者 鲍童"],
                persons=[{"name": "张继", "office": "主任", "role": "检查"}],
            ),
            "2021/12-12/02-01": toy.article("副刊一则", LONG, section="副刊", byline=["闻道"]),
        },
        edition="title: 试报\npage_size: 5\nbase_url: https://paper.example/\n",
    )


def edit(content: Path, place: str, old: str, new: str) -> None:
    path = content / "issues" / f"{place}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def pages(paths: tuple[str, ...]) -> set[str]:
    return {path for path in paths if path.endswith(".html")}


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    first = toy.build(content, site, search=True)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    second = toy.build(content, site, search=True)
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert first.published.written and not first.published.unchanged
    assert second.published.written == () == second.published.removed
    assert second.published.unchanged == len(first.published.written)
    own = {"lock", "memory"}  # what was too new to be remembered is remembered now
    assert {path: time for path, time in after.items() if path.name not in own} == {
        path: time for path, time in before.items() if path.name not in own
    }


ARTICLE = "2021/12/12/01-02.html"
SHOWS_CARD = {"index.html", "2021/12/12/index.html", "2021/12/12/01.html"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda c: None, set(), id="nothing"),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", LONG + "\n\n" + LONG, LONG + "\n\n" + LONG + "又及。"),
            {ARTICLE},
            id="the end of a text",
        ),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位"),
            {
                ARTICLE,
                *SHOWS_CARD,
                "2021/12/12/01-01.html",
                "2021/12/12/02-01.html",
                "sections/{要闻}/index.html",
                "genres/{评论}/index.html",
                "columns/{办实事}/index.html",
                "people/{张继}.html",
                "bylines/{鲍童}.html",
            },
            id="a headline",
        ),
        pytest.param(
            lambda c: edit(c, "2021/12-12/02-01", '"副刊一则"', '"副刊二则"'),
            {
                "2021/12/12/02-01.html",
                "index.html",
                "2021/12/12/index.html",
                "2021/12/12/02.html",
                "2021/12/12/01-02.html",
                "sections/{副刊}/index.html",
                "bylines/{闻道}.html",
            },
            id="a headline on another folio",
        ),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", '"role": "检查"', '"role": "调研"'),
            {ARTICLE, "people/{张继}.html"},
            id="what a person does",
        ),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", "column: ", "keywords: [新]\ncolumn: "),
            {ARTICLE},
            id="a keyword",
        ),
    ],
)
def test_an_edit_rewrites_the_pages_that_show_it(
    tmp_path: Path, change: Callable[[Path], None], expected: set[str]
) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    change(content)
    written = pages(toy.build(content, site).published.written)
    assert written == {*map(filled, expected)}


def filled(path: str) -> str:
    """A path with the slug of a name in place of `{name}`."""
    before, brace, rest = path.partition("{")
    name, _, after = rest.partition("}")
    slug = names.slug if before in ("people/", "bylines/") else names.topic_slug
    return before + slug(name) + after if brace else path


FEEDS = {"feed.xml", "feed.json", "sections/{要闻}/feed.xml", "columns/{办实事}/feed.xml", "genres/{评论}/feed.xml"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda c: edit(c, "2021/12-12/01-02", LONG, LONG + "又及。"), FEEDS, id="a text in the feeds"),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位"),
            {*FEEDS, "people/{张继}.xml", "sitemap-news.xml"},
            id="a headline in the feeds",
        ),
        pytest.param(lambda c: edit(c, "2020/12-12/01-01", "正文。", "旧文。"), set(), id="a text too old for a feed"),
        pytest.param(
            lambda c: edit(c, "2020/12-12/01-01", "genre: ", "corrections: [{date: 2020-12-30, note: 误}]\ngenre: "),
            {"sitemap-2020.xml", "sitemap-lists.xml", "sitemap.xml", "people/{张继民}.xml", "corrections.xml"},
            id="a correction of it",
        ),
        pytest.param(
            lambda c: edit(c, "2021/12-12/01-02", '"role": "检查"', '"role": "调研"'),
            {"people/{张继}.xml"},
            id="what a person does",
        ),
    ],
)
def test_an_edit_rewrites_the_feeds_that_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], expected: set[str]
) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 3)
    monkeypatch.setattr(feeds, "NEWEST_OF_LIST", 2)
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    change(content)
    written = toy.build(content, site).published.written
    assert {path for path in written if not path.endswith(".html")} == {*map(filled, expected)}


def test_a_new_issue_leaves_the_articles_of_the_old_ones_alone(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    toy.newspaper(content, {"2021/12-13/01-01": toy.article("新的一天", persons=["张继", "林红玉"])}, edition="")
    report = toy.build(content, site)
    old_articles = {
        path for path in pages(report.published.written) if "-" in path.split("/")[-1] and "2021/12/1" in path
    }
    assert old_articles == {"2021/12/13/01-01.html"}
    assert "2021/12/12/index.html" in report.published.written  # its link to the next issue


def test_a_writer_is_cited_alike_when_somebody_of_that_name_is_written_about(tmp_path: Path) -> None:
    people = '- {name: Jane van Doe, kind: staff, reading: "van Doe, Jane"}\n'
    edition = "title: Paper\nlanguage: en\n"
    articles = {"2021/12-12/01-01": toy.article("First", byline=[{"name": "Jane van Doe"}])}
    content, site = toy.newspaper(tmp_path / "content", articles, edition=edition, people=people), tmp_path / "site"
    toy.build(content, site)
    toy.newspaper(content, {"2021/12-13/01-01": toy.article("Second", persons=["Jane van Doe"])}, edition="")
    toy.build(content, site)
    toy.build(content, tmp_path / "clean")
    assert toy.files_of(site) == toy.files_of(tmp_path / "clean")
    assert 'data-filed="van Doe, Jane"' in (site / "2021/12/12/01-01.html").read_text(encoding="utf-8")


def test_an_article_that_is_removed_takes_its_page_with_it(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    (content / "issues/2021/12-12/02-01.md").unlink()
    report = toy.build(content, site)
    assert {"2021/12/12/02-01.html", "2021/12/12/02.html"} <= set(report.published.removed)
    assert not (site / "2021/12/12/02-01.html").exists()
    assert [path.name for path in (site / "sections").iterdir() if path.is_dir()] == [names.topic_slug("要闻")]


def test_only_files_of_the_build_are_ever_removed(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    (site / "CNAME").write_text("paper.example.org")
    (site / "2021/12/12/notes.txt").write_text("kept by hand")
    shutil.rmtree(content / "issues/2021/12-12")
    toy.build(content, site)
    assert (site / "CNAME").exists() and (site / "2021/12/12/notes.txt").exists()
    assert not (site / "2021/12/12/index.html").exists()


def test_a_file_that_somebody_changed_in_the_site_is_made_again(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    whole = toy.files_of(site)
    (site / "index.html").write_text("scribbled")
    (site / "about.html").unlink()
    report = toy.build(content, site)
    assert set(report.published.written) == {"index.html", "about.html"}
    assert toy.files_of(site) == whole


@pytest.mark.parametrize("damage", ["", "{", '{"version": 99}', "[]", "\0\0", "\x91\x80\x01"])
def test_a_damaged_ledger_costs_time_and_nothing_else(tmp_path: Path, damage: str) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    whole = toy.files_of(site)
    (site / ".edition/ledger").write_text(damage)
    assert toy.build(content, site).published.written == ()
    assert toy.files_of(site) == whole


def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    with open(site / ".edition/lock", "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        code, _, told = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert code == 1 and "another build is writing here" in told


def test_a_disk_that_knows_no_locks_is_not_taken_for_another_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("edition.state._take", refuse)
    with pytest.raises(EditionError, match="the system says: No locks available; mend that"):
        toy.build(toy.newspaper(tmp_path / "content", {"01-01": toy.article()}), tmp_path / "site")


def test_nothing_is_published_when_one_page_fails(tmp_path: Path) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    toy.build(content, site)
    whole = toy.files_of(site)
    templates = tmp_path / "templates"
    shutil.copytree(toy.ROOT / "templates", templates)
    person = templates / "person.html"
    text = person.read_text(encoding="utf-8")
    person.write_text(text.replace("{% block main %}", "{% block main %}{{ page.no_such_thing }}"), encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        toy.build(content, site, templates=templates)
    assert len(caught.value.problems) == 1, "a mistake in one template is told once"
    assert "no_such_thing" in str(caught.value) and "person.html:" in str(caught.value)
    assert toy.files_of(site) == whole


def test_a_misspelt_attribute_in_a_part_of_every_page_is_told_once(tmp_path: Path) -> None:
    content, templates = universe(tmp_path), tmp_path / "templates"
    shutil.copytree(toy.ROOT / "templates", templates)
    for part, wrong in (("foot", "{{ site.titel }}"), ("card", "{{ card.hedline }}")):
        with (templates / "parts" / f"{part}.html").open("a", encoding="utf-8") as file:
            file.write(f"{wrong}\n")
    with pytest.raises(EditionError) as caught:
        toy.build(content, tmp_path / "site", templates=templates)
    told = [problem.message for problem in caught.value.problems]
    assert len(told) == 2 and "; see Card in " in told[0] and "; see Site in " in told[1], told


# -- any sequence of edits -------------------------------------------------------------------------

PLACES = [
    f"202{year}/12-{day}/0{folio}-0{position}"
    for year in (0, 1)
    for day in (11, 12)
    for folio in (1, 2)
    for position in (1, 2)
]
NAMES = st.sampled_from(["张继", "张继民", "林红玉", "单田芳", "John Smith"])
ARTICLES = st.builds(
    lambda headline, body, persons, byline, section, genre, status, lines: toy.article(
        headline,
        "\n\n".join(body),
        persons=sorted(persons),
        byline=sorted(byline),
        section=section,
        genre=genre,
        status=status,
        headline_lines=[headline[:2], headline[2:]] if lines else [],
    ),
    headline=st.sampled_from(["会议在济宁召开", "张继民张继出席", "A < B & C 之争", "新闻一则再议"]),
    body=st.lists(
        st.sampled_from(["张继民来了。", "张继也来了。", "**重点**是林红玉。", LONG]), min_size=1, max_size=3
    ),
    persons=st.sets(NAMES, max_size=3),
    byline=st.sets(NAMES, max_size=2),
    section=st.sampled_from(["要闻", "副刊"]),
    genre=st.sampled_from(["消息", "评论", ""]),
    status=st.sampled_from(["public", "public", "public", "draft", "withdrawn"]),
    lines=st.booleans(),
)
EDITS = st.one_of(
    st.tuples(st.just("article"), st.sampled_from(PLACES), ARTICLES),
    st.tuples(st.just("remove"), st.sampled_from(PLACES), st.just("")),
    st.tuples(
        st.just("people"),
        st.just(""),
        st.sampled_from(
            [
                "",
                "- {name: 张继, note: 主任}\n",
                "- {name: 张继, kind: private}\n",
                "- {name: 林红玉, id: lin, reading: Lín Hóngyù}\n",
                "- {name: 张继民, kind: staff}\n",
                "- {name: 林红玉, aliases: [张继民来, 新闻一, 重点]}\n- {name: 单田芳, aliases: [重点]}\n",
            ]
        ),
    ),
    st.tuples(
        st.just("issue"),
        st.just("2021/12-12"),
        st.sampled_from(
            [
                "",
                "date_certainty: inferred\ndate_evidence: 据电头。\n",
                "number: 第1号\nfolios: {1: 头版, 2: 二版, 3: 广告}\n",
            ]
        ),
    ),
    st.tuples(st.just("about"), st.just(""), st.sampled_from(["", "关于本站。", "## 一\n\n关于。"])),
)


def apply(content: Path, kind: str, place: str, text: str) -> None:
    paths = {
        "article": f"issues/{place}.md",
        "remove": f"issues/{place}.md",
        "people": "people.yaml",
        "issue": f"issues/{place}/issue.yaml",
        "about": "about.md",
    }
    path = content / paths[kind]
    if text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    # Folio 2 without folio 1 would be a gap, which is a problem and no edit.
    for day in (content / "issues").glob("*/*"):
        if not (day / "01-01.md").exists() and any(day.glob("*.md")):
            (day / "01-01.md").write_text(toy.article("补白"), encoding="utf-8")


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=2, max_size=5))
def test_any_sequence_of_edits_ends_as_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    content, site = universe(folder), folder / "site"
    toy.build(content, site)
    for number, step in enumerate(steps):
        for kind, place, text in step:
            apply(content, kind, place, text)
        before = toy.files_of(site)
        report = toy.build(content, site)
        clean = folder / f"clean{number}"
        toy.build(content, clean)
        after = toy.files_of(site)
        assert after == toy.files_of(clean)
        assert set(report.published.written) == {path for path in after if before.get(path) != after[path]}
        assert set(report.published.removed) == set(before) - set(after)
    shutil.rmtree(folder)
