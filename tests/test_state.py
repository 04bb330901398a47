"""What is kept from one build to the next can cost time when it is wrong, and nothing else."""

from __future__ import annotations

import errno
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import cli, commands, kept, learned, names, options, pipeline, plan, seal, workers
from edition import content as content_module
from edition.articles import slip_of
from edition.assemble import assemble
from edition.config import load_config
from edition.content import read_content
from edition.meanwhile import Meanwhile
from edition.model import Article, Edition, Slip
from edition.names import slug
from edition.plan import Desk, Known, PlannedLater, Unit, desk, desk_for, known, people
from edition.plan.known import faces_of
from edition.seal import LEDGER
from edition.stamps import STATE, is_settled, stamp_of
from edition.state import KNOWN, MEMORY, PROGRAM, Ledger, Line, keep, read_ledger
from edition.templates import Templates
from edition.values import Value, replace
from edition.views import Page
from tests import toy
from tests.conftest import ROOT, SEED
from tests.test_pipeline import edit, universe

STATES = ("ledger", "memory", "learned", "known", "program", "seal")


def build(content: Path, site: Path, *options: str) -> str:
    """Build with the command, as a person does; gives what it says."""
    code, told, complaints = toy.command("build", "--content", content, "--site", site, "--no-search", *options)
    assert code == 0, complaints
    return told


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A newspaper that was built twice, so that all is remembered."""
    # The record of a file of these tests is always a moment old.
    monkeypatch.setattr(content_module, "is_settled", lambda stamp, begun: True)
    monkeypatch.setattr("edition.seal.is_settled", lambda stamp, begun: True)
    monkeypatch.setattr("edition.stamps.is_settled", lambda stamp, begun: True)
    content, site = universe(tmp_path), tmp_path / "site"
    build(content, site)
    assert "0 written" in build(content, site)
    assert {name for name in STATES if (site / STATE / name).exists()} == set(STATES)
    return content, site


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that is read as an article."""
    files: list[Path] = []
    really = content_module.read_article

    def noted(path: Path, *rest: object) -> object:
        files.append(path)
        return really(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(content_module, "read_article", noted)
    return files


def as_clean(content: Path, site: Path, *options: str) -> bool:
    """Whether the site is, to the byte, what a build without any state makes."""
    clean = site.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    build(content, clean, *options)
    return toy.files_of(site) == toy.files_of(clean)


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut short", "noise", "another newspaper's"])
def test_a_state_that_is_wrong_costs_time_only(
    paper: tuple[Path, Path], name: str, damage: str, tmp_path: Path
) -> None:
    content, site = paper
    file = site / STATE / name
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage == "another newspaper's":
        other = toy.newspaper(tmp_path / "other", {"01-01": toy.article("别报", persons=["林红玉"])})
        build(other, tmp_path / "othersite")
        shutil.copy(tmp_path / "othersite" / STATE / name, file)
    else:
        noise = random.Random(7).randbytes(len(whole))
        file.write_bytes({"empty": b"", "cut short": whole[: len(whole) // 2], "noise": noise}[damage])
    build(content, site)
    assert as_clean(content, site)
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    build(content, site)
    assert as_clean(content, site)


def test_what_is_remembered_with_another_letter_is_not_believed(paper: tuple[Path, Path]) -> None:
    content, site = paper
    file = site / STATE / MEMORY
    whole = file.read_bytes()
    file.write_bytes(whole.replace("林红玉".encode(), "林红王".encode()))
    assert file.read_bytes() != whole
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    build(content, site)
    assert as_clean(content, site)


def test_a_state_of_an_older_program_that_kept_no_sum_is_read(tmp_path: Path) -> None:
    keep(tmp_path, LEDGER, Ledger({"a": Line("1", ())}))
    file = tmp_path / STATE / LEDGER
    file.write_bytes(file.read_bytes()[:-4])
    assert read_ledger(tmp_path).lines == {"a": Line("1", ())}


@pytest.mark.parametrize("damage", ["gone", "empty", "cut short"])
@pytest.mark.parametrize("text", [None, "x"])
def test_a_page_that_is_damaged_together_with_the_ledger_is_made_again(
    paper: tuple[Path, Path], damage: str, text: str | None
) -> None:
    content, site = paper
    file = site / STATE / LEDGER
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: {"empty": 0, "cut short": 50}[damage]])
    if text is None:
        (site / "about.html").unlink(missing_ok=True)
        (site / "2021/12/12/01-01.html").unlink()
    else:
        (site / "2021/12/12/01-01.html").write_text(text)
    build(content, site)
    assert as_clean(content, site)


def test_a_template_behind_a_link_is_read_in_every_build(paper: tuple[Path, Path], tmp_path: Path) -> None:
    content, site = paper
    templates, shared = tmp_path / "templates", tmp_path / "shared.html"
    shutil.copytree(ROOT / "templates", templates, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(templates / "article.html", shared)
    (templates / "article.html").unlink()
    (templates / "article.html").symlink_to(shared)
    config = replace(load_config(content, site, ROOT, search=False), templates=templates)
    folders = (str(content), str(templates))

    def built() -> tuple[str, ...]:
        """What was new, as after the command: a seal is believed, and the templates of this process."""
        with seal.Glance(str(site), folders, ()) as glance:
            if glance.again() is not None:
                return ()
            report = pipeline.build(config, glance=glance)
            glance.leave(report.published.stamps, "")
            return report.published.written

    built()
    assert not built()
    shared.write_text(shared.read_text().replace("<article", "<article data-new", 1))
    assert built()
    assert "<article data-new" in (site / "2021/12/12/01-01.html").read_text()


def test_a_state_restored_beside_a_newer_text_is_not_believed(paper: tuple[Path, Path], tmp_path: Path) -> None:
    content, site = paper
    shutil.copytree(site / STATE, tmp_path / "cache")
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    build(content, site)
    # As a workflow would: the state of an earlier run, beside a site that is not there.
    shutil.rmtree(site)
    shutil.copytree(tmp_path / "cache", site / STATE)
    build(content, site)
    assert as_clean(content, site)


def test_a_restored_site_is_looked_through_and_not_made_again(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    restored = site.with_name("restored")
    shutil.copytree(site, restored)
    shutil.rmtree(site)
    restored.rename(site)
    page = site / "2021/12/12/02-01.html"
    before = page.stat()
    page.write_bytes(page.read_bytes().replace("副刊".encode(), "副歌".encode()))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    made: list[str] = []
    render = Templates.render

    def noted(self: Templates, template: str, page: Page) -> bytes:
        made.append(page.head.url)
        return render(self, template, page)

    monkeypatch.setattr(Templates, "render", noted)
    assert "1 written" in build(content, site)
    assert made == ["/2021/12/12/02-01.html"]
    assert as_clean(content, site)


def test_what_another_program_read_is_read_again(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, read: list[Path]
) -> None:
    content, site = paper
    read.clear()
    monkeypatch.setattr("edition.kept.program_of", lambda *_: kept.Program(b"", "another"))
    monkeypatch.setattr("edition.seal.Glance.again", lambda *_: None)
    assert "0 written" in build(content, site)
    assert len(set(read)) == 5


def test_a_program_that_changes_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, library, site = tmp_path / "package", tmp_path / "library", tmp_path / "site"
    for folder in (package / "plan", library, site):
        folder.mkdir(parents=True)
    (package / "plan" / "a.py").write_text("1")
    monkeypatch.setattr("edition.seal.is_settled", lambda stamp, begun: True)
    monkeypatch.setattr("edition.stamps.is_settled", lambda stamp, begun: True)
    monkeypatch.setattr("edition.seal.PACKAGE", str(package))
    monkeypatch.setattr("sys.path", [str(library)])
    digests = iter(["first", "second", "third"])
    monkeypatch.setattr("edition.kept.code_digest", lambda: next(digests))

    def code() -> str:
        with seal.Glance(str(site), (), ()) as glance:
            program = kept.program_of(site, glance)
        keep(site, PROGRAM, program)
        return program.digest

    assert code() == code() == "first"
    (package / "plan" / "a.py").write_text("2 and more")
    assert code() == code() == "second"
    (library / "jinja2-4.0.dist-info").mkdir()
    assert code() == code() == "third"


def test_what_was_read_of_few_edits_is_kept_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[Path]
) -> None:
    monkeypatch.setattr(content_module, "is_settled", lambda stamp, begun: True)
    monkeypatch.setattr("edition.seal.Glance.again", lambda *_: None)
    places = [f"2021/12-{day}/01-01" for day in range(10, 30)]
    content = toy.newspaper(tmp_path / "content", {place: toy.article(f"第{place[-8:-6]}日") for place in places})
    site = tmp_path / "site"
    build(content, site)
    memory, edits = site / STATE / "memory", site / STATE / "edits"
    kept = memory.read_bytes()
    edit(content, places[3], "第13日", "第十三日")
    build(content, site)
    assert memory.read_bytes() == kept and edits.exists()
    assert as_clean(content, site)
    # Another process, which has nothing at hand, reads nothing again; and the edited text, where the edits are lost.
    monkeypatch.setattr("edition.state._AT_HAND", {})
    read.clear()
    assert "0 written" in build(content, site)
    assert not read
    monkeypatch.setattr("edition.state._AT_HAND", {})
    edits.write_bytes(b"lost")
    assert "0 written" in build(content, site)
    assert len(read) == 1
    for place in places[:5]:
        edit(content, place, "日", "号")
    build(content, site)
    assert memory.read_bytes() != kept and not edits.exists()
    assert as_clean(content, site)


def test_what_shows_no_text_is_not_planned_again_for_an_edit_of_one(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    planned: list[str] = []
    really = people.plan_persons

    def noted(desk: Desk, edition: Edition) -> Iterator[Unit]:
        planned.append("persons")
        return really(desk, edition)

    noted.__name__ = really.__name__
    monkeypatch.setattr(plan, "PLANNERS", tuple(noted if one is really else one for one in plan.PLANNERS))
    path = content / "issues/2021/12-12/01-02.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n又及。\n", encoding="utf-8")
    build(content, site)
    assert "又及" in (site / "2021/12/12/01-02.html").read_text(encoding="utf-8")
    assert not planned and as_clean(content, site)
    planned.clear()
    edit(content, "2021/12-12/01-02", "张继", "张骥")
    build(content, site)
    assert planned and as_clean(content, site)
    # A page of these that somebody damaged is planned, and made as it was.
    planned.clear()
    page = next((site / "people").glob("zhang-ji-*.html"))
    page.write_text("damaged", encoding="utf-8")
    assert "1 written" in build(content, site)
    assert planned and as_clean(content, site)


def test_where_only_words_of_a_face_change_nobody_decides_again_who_is_where(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    decided: list[str] = []
    compared: set[str] = set()
    really, fingerprint = known.decided, desk._fingerprint

    def noted(edition: Edition, faces: str, recipe: str) -> Known:
        decided.append(faces)
        return really(edition, faces, recipe)

    def noted_too(desk: Desk, name: str, values: tuple[object, ...]) -> str:
        compared.add(name)
        return fingerprint(desk, name, values)

    with monkeypatch.context() as patch:
        patch.setattr(known, "decided", noted)
        patch.setattr(desk, "_fingerprint", noted_too)
        edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡品位提升")
        build(content, site)
    assert not decided
    persons = {name.split()[1].rpartition("-")[0] for name in compared if name.startswith("person ")}
    assert persons == {"zhang-ji"}
    assert as_clean(content, site)
    # Who is in an article is more than words.
    kept = (site / STATE / KNOWN).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(known, "decided", noted)
        edit(content, "2021/12-12/01-02", "张继", "张骥")
        build(content, site)
    assert decided and as_clean(content, site)
    # What was known before that is of no use for words that change after it.
    (site / STATE / KNOWN).write_bytes(kept)
    edit(content, "2021/12-12/01-02", "金乡品位提升", "金乡提升")
    build(content, site)
    assert as_clean(content, site)


def test_of_units_by_names_only_those_that_hold_an_article_change_with_its_words() -> None:
    read = read_content(SEED)
    slips = tuple([slip_of(article) for article in read.articles])
    config = replace(load_config(SEED, Path("site"), ROOT), base_url="https://paper.example/")

    def told(articles: tuple[Slip, ...]) -> dict[str, tuple[Unit, str]]:
        edition = assemble(replace(read, articles=articles))
        planners = [planner for planner in plan.PLANNERS if planner.__name__ in plan.BY_NAMES]
        units = [unit for planner in planners for unit in planner(desk_for(config, edition), edition)]
        return {unit.name: (unit, unit.fingerprint()) for unit in units}

    before = told(slips)
    identified = {article.file: article for issue in assemble(read).issues for article in issue.articles}
    seen = 0
    for number, slip in enumerate(slips):
        other = replace(
            slip, headline="另", headline_lines=(), kicker="另", deck=("另",), kept=(), region=(),
            face=b"?" * 16, opening=b"?", whole=b"?", searched=b"?", letters=0,
        )  # fmt: skip
        after = told((*slips[:number], other, *slips[number + 1 :]))
        assert after.keys() == before.keys()
        changed = {name for name, (_, fingerprint) in after.items() if fingerprint != before[name][1]}
        told_of = {name for units_of in plan.BY_NAMES.values() for name in units_of(identified[slip.file])}
        assert changed == told_of & after.keys()
        seen += len(changed)
    assert len(plan.BY_NAMES) == 5 and seen > 20


@pytest.mark.parametrize(
    ("old", "new", "shown_first", "shown_later"),
    [
        ("金乡提升品位", "金乡品位提升", "2021/12/12/01-02.html", "sections/yaowen-def1/index.html"),
        ("金乡提升品位", "金乡品位提升", "2021/12/12/index.html", "sections/yaowen-def1/index.html"),
        ("张继", "新来者", "2021/12/12/01-02.html", "people/index.html"),
    ],
)
def test_an_editor_sees_the_text_first_and_all_of_it_with_the_next_build(
    paper: tuple[Path, Path], old: str, new: str, shown_first: str, shown_later: str
) -> None:
    content, site = paper
    before = toy.files_of(site)
    edit(content, "2021/12-12/01-02", old, new)
    first = pipeline.build(toy.config(content, site), text_first=True)
    between = toy.files_of(site)
    assert first.behind and between[shown_first] != before[shown_first]
    assert between[shown_later] == before[shown_later]
    # As long as pages are behind, nobody takes the site for finished.
    assert "\n0 written" not in build(content, site)
    assert toy.files_of(site)[shown_later] != before[shown_later] and as_clean(content, site)


def test_what_only_the_pages_of_before_stand_against_is_built_all_the_same(paper: tuple[Path, Path]) -> None:
    content, site = paper
    folder = content / "issues/2021/12-12"
    text = (folder / "01-02.md").read_text(encoding="utf-8")

    def aliased(*aliases: str) -> str:
        return text.replace("---\n", f"---\naliases: [{', '.join(aliases)}]\n", 1)

    # The old address closes, and the page that leads on from there is one without text.
    assert as_clean(content, site)  # which writes the addresses down
    (folder / "01-02.md").unlink()
    (folder / "01-09.md").write_text(aliased("/2021/12/12/01-02.html"), encoding="utf-8")
    assert not pipeline.build(toy.config(content, site), text_first=True).behind
    assert as_clean(content, site)
    # Its place is free for another article once the alias is struck.
    (folder / "01-09.md").write_text(aliased("/old.html"), encoding="utf-8")
    (folder / "01-02.md").write_text(text, encoding="utf-8")
    pipeline.build(toy.config(content, site), text_first=True)
    build(content, site)
    assert as_clean(content, site)


@pytest.mark.parametrize("lost", ["days/12-12.html", "2021/12/index.html"])
def test_a_page_that_was_made_behind_its_faces_is_compared_again(paper: tuple[Path, Path], lost: str) -> None:
    content, site = paper
    edit(content, "2021/12-12/01-01", "headline: ", "headline: 另")
    (site / lost).unlink()
    assert pipeline.build(toy.config(content, site), text_first=True).behind
    edit(content, "2021/12-12/01-01", "headline: 另", "headline: ")
    build(content, site)
    assert as_clean(content, site)


def test_what_was_decided_and_could_not_be_kept_makes_no_page_stale(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    article = "2021/12-12/01-02"
    really = kept.remember

    def full(where: Path, name: str, value: Value) -> None:
        if name != KNOWN:
            really(where, name, value)

    for old, new in (("", "另"), ("另", "另又")):
        edit(content, article, f"headline: {old}", f"headline: {new}")
        with monkeypatch.context() as patch:
            patch.setattr(kept, "remember", full)  # as on a full disk
            pipeline.build(toy.config(content, site), text_first=True)
            build(content, site)
    for old, new in (("另又", "另"), ("另", "")):
        edit(content, article, f"headline: {old}", f"headline: {new}")
        pipeline.build(toy.config(content, site), text_first=True)
    build(content, site)
    assert as_clean(content, site)


def test_an_id_that_changes_behind_an_article_changes_its_page(paper: tuple[Path, Path]) -> None:
    content, site = paper
    people = content / "people.yaml"
    # 张继 is somebody written about, so that this entry says nothing of him.
    people.write_text("- {name: 张继, kind: staff}\n", encoding="utf-8")
    build(content, site)
    people.write_text("- {name: 张继, kind: staff, aliases: [鲍童]}\n", encoding="utf-8")
    old, new = (f"/bylines/{slug(name)}.html" for name in ("鲍童", "张继"))
    (content / "moved.yaml").write_text(f"- {{old: {old}, new: {new}}}\n", encoding="utf-8")
    build(content, site)
    assert as_clean(content, site)


@pytest.mark.parametrize("place", ["2021/12-12/01-09", "2021/12-13/01-01"])
def test_an_article_more_is_shown_by_the_next_build_at_the_latest(paper: tuple[Path, Path], place: str) -> None:
    content, site = paper
    file = content / "issues" / f"{place}.md"
    file.parent.mkdir(exist_ok=True)
    shutil.copy(content / "issues/2021/12-12/01-02.md", file)
    first = pipeline.build(toy.config(content, site), text_first=True)
    assert first.behind == (file.parent.name == "12-12")  # a new issue is built as ever
    assert (site / place.replace("12-1", "12/1")).with_suffix(".html").exists()
    build(content, site)
    assert as_clean(content, site)


def test_only_planners_that_say_so_read_texts() -> None:
    """And no other unit depends on one: the faces of all articles decide it."""
    read = read_content(SEED)
    slips = tuple([slip_of(article) for article in read.articles])
    others = tuple([replace(slip, region=(), opening=b"?", whole=b"?", searched=b"?", letters=0) for slip in slips])
    editions = [assemble(replace(read, articles=articles)) for articles in (slips, others)]
    config = replace(load_config(SEED, Path("site"), ROOT), base_url="https://paper.example/")

    def unread(slip: Slip) -> Article:
        raise AssertionError(f"{slip.file} was read")

    assert len({faces_of(edition, "") for edition in editions}) == 1
    for planner in plan.PLANNERS:
        if planner.__name__ not in plan.WITH_TEXT:
            units = [list(planner(desk_for(config, edition, unread), edition)) for edition in editions]
            told, other = ([(unit.name, unit.fingerprint()) for unit in those] for those in units)
            assert told == other, planner
            for page in (page for unit in units[0] for page in unit.plan()):
                assert not isinstance(page, PlannedLater) or page.view()


@pytest.mark.parametrize(
    ("old", "new"), [("金乡提升品位", "金乡提升城市品位"), ("张继", "张骥"), ("要闻", "要目"), ("鲍童", "包童")]
)
def test_every_change_of_a_face_is_one_of_all_faces(tmp_path: Path, old: str, new: str) -> None:
    content = universe(tmp_path)

    def faces() -> str:
        read = read_content(content)
        return faces_of(assemble(read), "")

    before = faces()
    edit(content, "2021/12-12/01-02", old, new)
    assert faces() != before
    edit(content, "2021/12-12/01-02", new, old)
    assert faces() == before
    (content / "issues/2021/12-12/issue.yaml").write_text("number: 第3期\n", encoding="utf-8")
    assert faces() != before


def test_a_text_changed_in_place_with_its_time_set_back_is_seen(paper: tuple[Path, Path]) -> None:
    content, site = paper
    path = content / "issues/2021/12-12/02-01.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace("副刊一则".encode(), "副刊二则".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    build(content, site)
    assert "副刊二则" in (site / "2021/12/12/02-01.html").read_text(encoding="utf-8")


def test_a_checkout_with_new_times_writes_nothing(paper: tuple[Path, Path]) -> None:
    content, site = paper
    copy = content.with_name("copy")
    shutil.copytree(content, copy)
    shutil.rmtree(content)
    copy.rename(content)
    assert "0 written" in build(content, site)


def test_a_clock_set_back_by_years_changes_nothing(paper: tuple[Path, Path]) -> None:
    content, site = paper
    for path in content.rglob("*.md"):
        os.utime(path, (0, 0))
    assert "0 written" in build(content, site)
    edit(content, "2021/12-12/02-01", "副刊一则", "副刊三则")
    os.utime(content / "issues/2021/12-12/02-01.md", (0, 0))
    build(content, site)
    assert as_clean(content, site)


def test_a_picture_that_is_replaced_is_seen(paper: tuple[Path, Path]) -> None:
    content, site = paper
    article = toy.article("有图", images=[{"file": "a.png", "alt": "图"}])
    toy.newspaper(content, {"01-03": article}, edition="", files={"issues/2021/12-12/a.png": toy.picture(4, 3)})
    build(content, site)
    build(content, site)
    (content / "issues/2021/12-12/a.png").write_bytes(toy.picture(40, 30))
    build(content, site)
    assert 'width="40"' in (site / "2021/12/12/01-03.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["published", "removed", "option", "nothing"])
def test_nothing_changed_means_nothing_anywhere(paper: tuple[Path, Path], what: str) -> None:
    content, site = paper
    before = toy.files_of(site)
    if what == "published":
        (site / "about.html").write_text("scribbled")
    elif what == "removed":
        (site / "people/names.json").unlink()
    options = ["--base-url", "https://example.org/x/"] if what == "option" else []
    told = build(content, site, *options)
    assert told.split("\n")[1].startswith("0 written") == (what == "nothing")
    assert as_clean(content, site, *options)
    assert (toy.files_of(site) == before) == (what != "option")


def test_where_nothing_has_changed_nothing_is_read(paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    content, site = paper

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("something was read or made")

    monkeypatch.setattr("edition.pipeline.build", fail)
    assert "0 written" in build(content, site)


def test_what_was_saved_a_moment_before_is_known_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, site = universe(tmp_path), tmp_path / "site"
    build(content, site)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("something was read or made")

    monkeypatch.setattr("edition.pipeline.build", fail)
    assert "0 written" in build(content, site)


def test_one_edit_reads_the_files_of_one_issue(paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    content, site = paper
    toy.newspaper(content, edition="title: 试报\n")  # without feeds, which show the newest texts
    build(content, site)
    read: list[str] = []
    really = content_module.read_article

    def noted(path: Path, *rest: object) -> object:
        read.append(Path(path).parent.name)
        return really(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(content_module, "read_article", noted)
    edit(content, "2021/12-12/02-01", "副刊一则", "副刊二则")
    build(content, site)
    assert set(read) == {"12-12"} and len(read) == 3


def test_a_record_is_trusted_only_when_a_later_change_would_show(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a")
    stamp = stamp_of(path)
    assert stamp
    assert not is_settled(stamp, stamp[1] + 1)
    assert is_settled(stamp, stamp[2] + 10**9)
    whole_seconds = (1, 5 * 10**9, 5 * 10**9, 1)
    assert not is_settled(whole_seconds, 6 * 10**9)
    assert is_settled(whole_seconds, 8 * 10**9)
    assert stamp_of(tmp_path / "b") is None


# -- answers ---------------------------------------------------------------------------------------


def test_answers_of_another_program_are_not_believed() -> None:
    learned.know(None, "this")
    name = "甲乙丙丁戊"
    right = slug(name)
    answers = learned.known("this", None)
    assert answers
    wrong = {one: told.replace(right.encode(), b"x" * len(right)) for one, told in answers.told.items()}
    assert wrong != answers.told
    try:
        names._slug.known.clear()  # type: ignore[attr-defined]
        learned.know(learned.Answers("another", wrong), "this")
        assert slug(name) == right
        names._slug.known.clear()  # type: ignore[attr-defined]
        learned.know(learned.Answers("this", wrong), "this")
        assert slug(name) == "x" * len(right)  # that is: of this program they are
    finally:
        names._slug.known.clear()  # type: ignore[attr-defined]
        learned.know(answers, "this")
    assert slug(name) == right


# -- copies of the process -------------------------------------------------------------------------


class Number(workers.Value, frozen=True):
    number: int
    process: int


def numbered(number: int) -> Number:
    return Number(number, os.getpid())


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH_A_COPY", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr("threading.active_count", lambda: 1)


def test_work_is_shared_and_its_results_stand_in_order(two_processors: None) -> None:
    done = list(workers.share(numbered, range(5000), kind=Number))
    assert [one.number for one in done] == list(range(5000))
    assert len({one.process for one in done}) <= 2


def test_no_work_is_done_twice(tmp_path: Path, two_processors: None) -> None:
    """A page that two processes write has another record than the one that wrote first was told."""
    done = os.open(tmp_path / "done", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def work(number: int) -> Number:
        os.write(done, f"{number}\n".encode())
        return numbered(number)

    tasks = range(20_000)
    assert [result.number for result in workers.share(work, tasks, kind=Number)] == list(tasks)
    os.close(done)
    assert sorted(map(int, (tmp_path / "done").read_text().split())) == list(tasks)


def test_what_a_copy_that_died_had_to_do_is_done_all_the_same(two_processors: None) -> None:
    here = os.getpid()

    def deadly(number: int) -> Number:
        if os.getpid() != here:
            os._exit(9)
        return numbered(number)

    assert [one.number for one in workers.share(deadly, range(300), kind=Number)] == list(range(300))


@pytest.mark.parametrize(("asked", "number"), [("fork", errno.EAGAIN), ("pipe", errno.EMFILE)])
def test_where_the_system_allows_no_copy_all_is_done_here(
    asked: str, number: int, two_processors: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, asked, refused)
    open_before = len(os.listdir("/dev/fd"))
    shared = list(workers.share(numbered, range(300), kind=Number))
    assert [one.number for one in shared] == list(range(300))
    if asked == "fork":  # what is shared needs no pipe
        assert {one.process for one in shared} == {os.getpid()}

    def seven() -> int:
        return 7

    with Meanwhile(seven) as answer:
        assert answer(seven) == 7
    monkeypatch.undo()
    assert len(os.listdir("/dev/fd")) == open_before


def test_an_answer_is_coming_as_long_as_a_copy_works_on_it(two_processors: None) -> None:
    hold, go = os.pipe()

    def work() -> tuple[int, int]:
        return os.read(hold, 1)[0], os.getpid()

    with Meanwhile(work, os.getpid) as answer:
        assert answer.is_coming(work)
        os.write(go, b"7")
        number, process = answer(work)
        assert number == ord("7") and process == answer(os.getpid) != os.getpid()
        assert not answer.is_coming(work)
        assert answer(work) == (number, process)
    with Meanwhile(os.getppid, partial(os._exit, 1), os.getpid) as answer:
        assert answer(os.getpid) == os.getpid(), "the copy ended before it told"
        assert answer(os.getppid) == os.getpid(), "what it had told is known"
    for end in (hold, go):
        os.close(end)


def test_where_no_more_files_may_be_opened_all_is_done_here(two_processors: None) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # The limit is a number, not a count: so that it means so many more, no number below it may be free.
    filled = [os.open(os.devnull, os.O_RDONLY)]
    while filled[-1] < max(map(int, os.listdir("/dev/fd"))) - 1:
        filled.append(os.open(os.devnull, os.O_RDONLY))
    there = len(os.listdir("/dev/fd"))
    try:
        for more in range(8):
            resource.setrlimit(resource.RLIMIT_NOFILE, (filled[-1] + 1 + more, hard))
            assert [one.number for one in workers.share(numbered, range(300), kind=Number)] == list(range(300))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        after = len(os.listdir("/dev/fd"))
        for file in filled:
            os.close(file)
    assert after == there


def test_what_fails_in_a_copy_fails_here(two_processors: None) -> None:
    here = os.getpid()

    def failing(number: int) -> Number:
        if os.getpid() == here and number < 290:
            return numbered(number)
        raise ValueError(f"no {number}")

    with pytest.raises(ValueError, match="no "):
        list(workers.share(failing, range(300), kind=Number))


def test_a_site_is_the_same_whoever_makes_it(paper: tuple[Path, Path], two_processors: None) -> None:
    content, site = paper
    assert as_clean(content, site)


def test_all_problems_are_told_whoever_finds_them(paper: tuple[Path, Path], two_processors: None) -> None:
    content, site = paper
    for number in range(1, 30):
        (content / f"issues/2021/12-12/03-{number:02}.md").write_text("no front matter", encoding="utf-8")
    code, _, told = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert code == 1 and "29 problems" in told


def test_writers_whose_names_two_entries_exchange_are_exchanged_on_every_page(tmp_path: Path) -> None:
    people = "- {name: 张继, kind: staff, aliases: [%s]}\n- {name: 林红玉, kind: staff, aliases: [%s]}\n"
    content, site = (
        toy.newspaper(
            tmp_path / "content",
            {
                "01-01": toy.article("甲", byline=["记者 鲍童"], persons=["张继"]),
                "01-02": toy.article("乙", byline=["记者 宋仪凯"], persons=["林红玉"]),
            },
            edition="title: 试报\ndata: true\nepub: true\n",
            people=people % ("鲍童", "宋仪凯"),
        ),
        tmp_path / "site",
    )
    build(content, site)
    (content / "people.yaml").write_text(people % ("宋仪凯", "鲍童"), encoding="utf-8")
    build(content, site)
    assert as_clean(content, site)


def test_what_was_saved_while_the_pages_were_made_is_on_none_of_them(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    really = pipeline.assemble

    def while_saving(*arguments: Any) -> Edition:
        edit(content, "2021/12-12/01-01", "\nsection:", "\nkeywords: [错字]\nsection:")
        return really(*arguments)

    monkeypatch.setattr(pipeline, "assemble", while_saving)
    code, _, complaints = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert code == 1 and "01-01.md: was changed while it was being read; build again" in complaints
    monkeypatch.undo()
    edit(content, "2021/12-12/01-01", "\nkeywords: [错字]", "")
    build(content, site)
    assert as_clean(content, site)


# -- the seal --------------------------------------------------------------------------------------


def test_where_nothing_has_changed_the_same_is_said_and_nothing_imported(paper: tuple[Path, Path]) -> None:
    content, site = paper
    shutil.rmtree(site)
    script = (
        "import sys; from edition import cli\n"
        "code = cli.main(sys.argv[1:])\n"
        "print('imported', *{'msgspec', 'jinja2', 'argparse', 'pathlib', 'hashlib'} & sys.modules.keys())"
    )

    def told(*options: str) -> list[str]:
        command = [sys.executable, "-c", script, "--content", str(content), f"--site={site}", "--no-search", *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return re.sub(r"in \d+\.\d\d s", "in a moment", done.stdout).splitlines()

    first, second = told(), told()
    for _ in range(20):  # what was written a moment ago isn't sealed yet
        if second[-1] == "imported":
            break
        second = told()
    assert first[-1] != "imported" and second[-1] == "imported"
    assert second[:-1] == told("--no-search")[:-1], "with other words it's found out the long way"
    told()
    assert told("--quiet") == ["imported"]
    assert any("0 written" in line and "0 removed in a moment" in line for line in second)
    assert set(first) - set(second) == {line for line in first if "written" in line or "imported" in line} | {
        line for line in first if "commit it" in line
    }


def test_what_builds_compiles_no_pattern_before_one_is_used() -> None:
    """All of them together would take as long as the pages of an edit."""
    script = (
        "import re, sys\n"
        "really, places = re.compile, []\n"
        "def noted(text, flags=0):\n"
        "    places.append(sys._getframe(1).f_globals['__name__'])\n"
        "    return really(text, flags)\n"
        "re.compile = noted\n"
        "import edition.pipeline\n"
        "print([place for place in places if place.startswith('edition')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@given(
    words=st.lists(
        st.sampled_from(
            ["--site=a", "--site=b c", "--site=", "--content=", "--content=d", "--quiet", "--no-search", "--base-url=x"]
        )
        | st.sampled_from([("--site", "e"), ("--content", "f"), ("--base-url", "--"), ("--content", "g h")]),
        max_size=6,
    )
)
def test_the_folders_are_those_that_the_parser_takes(words: list[str | tuple[str, str]]) -> None:
    told = ["build", *chain.from_iterable((word,) if isinstance(word, str) else word for word in words)]
    try:
        taken = options.parser().parse_args(told)
    except SystemExit:
        return
    assert cli.named("--site", told, "site") == str(taken.site)
    assert cli.named("--content", told, "content") == str(taken.content)


@pytest.mark.parametrize("file", ["about.html", "2021/12/12/01-01.html"])
@pytest.mark.parametrize("change", ["gone", "other", "same length", "touched"])
def test_a_page_that_somebody_changed_is_not_taken_for_what_was_sealed(
    paper: tuple[Path, Path], file: str, change: str
) -> None:
    content, site = paper
    (content / "about.md").write_text("# 关于本报\n\n本报创刊于 1950 年。\n", encoding="utf-8")
    build(content, site)
    page = site / file
    data = page.read_bytes()
    page.unlink()
    if change != "gone":
        page.write_bytes({"other": b"x", "same length": data[::-1], "touched": data}[change])
    assert ("0 written" in build(content, site)) == (change == "touched")
    assert as_clean(content, site)


def test_what_somebody_else_put_into_the_site_costs_time_once(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    (site / "CNAME").write_text("paper.example.org\n", encoding="utf-8")
    assert "0 written" in build(content, site)
    with monkeypatch.context() as patched:
        patched.setattr(commands, "built", lambda *_: pytest.fail("built"))
        assert "0 written" in build(content, site)
    assert (site / "CNAME").read_text(encoding="utf-8") == "paper.example.org\n"
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    assert "0 written" not in build(content, site)
    (site / "CNAME").unlink()
    assert "0 written" in build(content, site) and as_clean(content, site)


def test_pages_whose_records_alone_have_changed_are_read_once(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    for page in site.rglob("*.html"):
        os.utime(page)
    assert "0 written" in build(content, site)
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    looked: list[Path] = []
    monkeypatch.setattr("edition.output.digest_of", lambda path: looked.append(path) or b"")
    build(content, site)
    assert looked == []
    monkeypatch.undo()
    assert as_clean(content, site)


def test_what_changes_while_the_configuration_is_read_is_seen_by_the_next_build(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    (site / STATE / "seal").unlink()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)  # no copy has looked before
    really = commands.config_of

    def while_saving(options: Any) -> Any:
        config = really(options)
        text = (content / "edition.yaml").read_text(encoding="utf-8")
        (content / "edition.yaml").write_text(text.replace("title: ", "title: 新", 1), encoding="utf-8")
        return config

    with monkeypatch.context() as patched:
        patched.setattr(commands, "config_of", while_saving)
        build(content, site)
    assert "0 written" not in build(content, site) and as_clean(content, site)


def test_a_record_that_changed_during_a_build_is_compared_by_the_next(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    really = pipeline.publish

    def while_recording(*arguments: Any, **more: Any) -> Any:
        done = really(*arguments, **more)
        with (content / "published/2021.txt").open("a", encoding="utf-8") as file:
            file.write("/2021/12/10/01-77.html issues/2021/12-10/01-77.md\n")
        return done

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "publish", while_recording)
        build(content, site)
    code, _, complaints = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert code == 1 and "made /2021/12/10/01-77.html" in complaints


def test_a_build_that_published_meanwhile_makes_a_look_at_the_site_worthless(paper: tuple[Path, Path]) -> None:
    content, site = paper
    folders = (str(content),)
    with seal.Glance(str(site), folders, (), f"{content}/published") as glance:
        glance.look(), glance.left()
        edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
        build(content, site)
        page = site / "2021/12/12/01-02.html"
        page.write_bytes(page.read_bytes()[::-1])
        pipeline.build(toy.config(content, site), glance=glance)
    assert as_clean(content, site)


def test_what_may_have_changed_unseen_while_it_was_read_is_not_sealed(
    paper: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, site = paper
    edited = content / "issues/2021/12-12/01-02.md"
    edit(content, "2021/12-12/01-02", "金乡提升品位", "金乡提升城市品位")
    new = edited.stat().st_ino
    monkeypatch.setattr("edition.seal.is_settled", lambda stamp, begun: stamp[3] != new)
    build(content, site)
    with seal.Glance(str(site), (str(content),), ()) as glance:
        assert glance.look().new == [(str(edited), stamp_of(edited))]
    monkeypatch.setattr(commands, "built", lambda *_: pytest.fail("built"))
    with pytest.raises(pytest.fail.Exception):
        build(content, site)


def test_every_name_of_a_person_is_whole_in_headlines_from_the_moment_people_yaml_has_it(tmp_path: Path) -> None:
    articles = {f"01-0{place}": toy.article("名作家天虛我生昨抵平", persons=["陳蝶仙"]) for place in (1, 2)}
    content, site = toy.newspaper(tmp_path / "content", articles), tmp_path / "site"
    build(content, site)

    def headlines() -> list[str]:
        pages = [(site / f"2021/12/12/01-0{place}.html").read_text(encoding="utf-8") for place in (1, 2)]
        return [page.partition("<h1")[2].partition("</h1>")[0].partition(">")[2] for page in pages]

    assert headlines() == ["名作家<wbr>天虛<wbr>我生昨<wbr>抵平"] * 2
    (content / "people.yaml").write_text("- {name: 陳蝶仙, aliases: [天虛我生]}\n", encoding="utf-8")
    build(content, site)
    edit(content, "2021/12-12/01-02", "正文", "另一篇正文")
    build(content, site)
    assert headlines() == ["名作家<wbr>天虛我生昨<wbr>抵平"] * 2
    assert as_clean(content, site)
