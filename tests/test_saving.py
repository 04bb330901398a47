"""What a disk refuses while a command writes into the content is told, and all is as it was."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import toy
from tests.conftest import ROOT, SEED

PAGE = ROOT / "tests/fixtures/front-page.txt"
DAY = "issues/2021/12-12"

Refuse = Callable[[str, str, int], None]
"""Lets the system refuse to write (`open`) the files of a name, or to put them in their place (`replace`)."""


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    def at(what: str, name: str, number: int) -> None:
        def refusing(act: Callable[..., Any], place: int) -> Callable[..., Any]:
            def do(*given: Any, **others: Any) -> Any:
                if re.search(name, str(given[place])):
                    raise OSError(number, os.strerror(number), str(given[place]))
                return act(*given, **others)

            return do

        if what == "open":
            written, made = refusing(Path.write_bytes, 0), refusing(Path.write_text, 0)
            monkeypatch.setattr(Path, "write_bytes", written)
            monkeypatch.setattr(Path, "write_text", made)
        else:
            monkeypatch.setattr(os, "replace", refusing(os.replace, 1))
            monkeypatch.setattr(Path, "replace", refusing(Path.replace, 1))

    return at


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample edition, of which nobody has declared a person yet, with two marks to mend."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEED, "content")
    content = Path("content")
    (content / "people.yaml").unlink()
    for path in content.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"persons:\n(?:  - .*\n)+", "", text), encoding="utf-8")
    toy.newspaper(content, {"01-21": toy.article("甲", "甲,乙。"), "01-22": toy.article("乙", "丙,丁。")}, edition="")
    (content / f"{DAY}/01-22.md").chmod(0o640)
    return content


def everything(content: Path) -> dict[str, tuple[bytes, int]]:
    paths = [path for path in content.rglob("*") if path.is_file()]
    return {path.as_posix(): (path.read_bytes(), path.stat().st_mode) for path in sorted(paths)}


def refused(content: Path, *command: str | Path) -> list[str]:
    """What a command says that must fail and leave everything as it was."""
    before, folders = everything(content), sorted(content.rglob("*"))
    code, out, err = toy.command(*command, "--content", content)
    assert code == 1
    assert everything(content) == before and sorted(content.rglob("*")) == folders
    return [line for line in (out + err).splitlines() if "can't be written" in line]


FULL = "can't be written: No space left on device"
DENIED = "can't be written: Permission denied"
LOCKED = "can't be written: Operation not permitted"


@pytest.mark.parametrize(
    ("what", "name", "number", "told"),
    [
        ("open", r"01-01\.md", errno.ENOSPC, [f"{DAY}/01-01.md: {FULL}"]),
        ("replace", r"01-05\.md", errno.EPERM, [f"{DAY}/01-05.md: {LOCKED}"]),
        ("replace", r"people\.yaml", errno.EPERM, [f"people.yaml: {LOCKED}"]),
        ("open", r"people\.yaml", errno.EACCES, [f"people.yaml: {DENIED}"]),
        ("open", r"01-0[15]\.md", errno.EACCES, [f"{DAY}/01-0{number}.md: {DENIED}" for number in (1, 5)]),
    ],
)
def test_persons_are_written_into_all_files_or_none(
    content: Path, refuse: Refuse, what: str, name: str, number: int, told: list[str]
) -> None:
    refuse(what, name, number)
    assert refused(content, "people", "--accept") == [f"content/{line}" for line in told]


@pytest.mark.parametrize("what", ["open", "replace"])
def test_a_review_that_cannot_be_written_stays_as_the_editor_left_it(
    content: Path, refuse: Refuse, what: str
) -> None:
    assert toy.command("people", "--content", content)[0] == 0
    refuse(what, r"people-review\.txt", errno.ENOSPC)
    assert refused(content, "people") == [f"content/people-review.txt: {FULL}"]


@pytest.mark.parametrize(("what", "number", "told"), [("open", errno.ENOSPC, FULL), ("replace", errno.EPERM, LOCKED)])
def test_marks_are_mended_in_all_files_or_none(
    content: Path, refuse: Refuse, what: str, number: int, told: str
) -> None:
    refuse(what, r"01-22\.md", number)
    assert refused(content, "check", "--fix") == [f"content/{DAY}/01-22.md error build {told}"]


def test_a_file_that_windows_lets_nobody_write_leaves_nothing_behind(
    content: Path, monkeypatch: pytest.MonkeyPatch, refuse: Refuse
) -> None:
    (content / f"{DAY}/01-22.md").chmod(0o444)
    refuse("replace", r"01-22\.md", errno.EACCES)
    unlink = Path.unlink

    def as_on_windows(path: Path, missing_ok: bool = False) -> None:
        if path.exists() and not path.stat().st_mode & 0o200:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", as_on_windows)
    assert refused(content, "check", "--fix") == [f"content/{DAY}/01-22.md error build {DENIED}"]


def test_a_file_that_is_mended_keeps_who_may_read_it(content: Path) -> None:
    assert toy.command("check", "--fix", "--content", content)[0] == 0
    assert "丙，丁" in (content / f"{DAY}/01-22.md").read_text(encoding="utf-8")
    assert (content / f"{DAY}/01-22.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("what", "number", "told"), [("open", errno.ENOSPC, FULL), ("replace", errno.EPERM, LOCKED)])
def test_pages_are_imported_all_or_none(
    content: Path, tmp_path: Path, refuse: Refuse, what: str, number: int, told: str
) -> None:
    pages = tmp_path / "pages.txt"
    pages.write_text("\f".join([PAGE.read_text(encoding="utf-8")] * 2), encoding="utf-8")
    refuse(what, r"12-13/\.?02-03\.md", number)
    command = "import", pages, "--date", "2022-12-13"
    assert refused(content, *command) == [f"content/issues/2022/12-13/02-03.md: {told}"]


def test_a_draft_that_cannot_go_stays_with_all_others(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where an editor's sign has made two articles one."""
    assert toy.command("import", PAGE, "--date", "2022-12-13", "--content", content)[0] == 0
    folder = content / "issues/2022/12-13"
    last = max(folder.glob("01-*.md"))
    shutil.copy(last, folder / "01-99.md")
    unlink = Path.unlink

    def refusing(path: Path, missing_ok: bool = False) -> None:
        if path.name == "01-99.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    told = refused(content, "import", PAGE, "--date", "2022-12-13")
    assert told == [f"content/issues/2022/12-13/01-99.md: {DENIED}"]


@pytest.mark.parametrize("what", ["open", "replace"])
def test_a_record_of_addresses_is_written_whole_or_not_at_all(content: Path, refuse: Refuse, what: str) -> None:
    shutil.rmtree(content / "published", ignore_errors=True)
    refuse(what, r"2021\.(?:txt|new)", errno.ENOSPC)
    before = everything(content)
    code, out, err = toy.command("build", "--content", content, "--site", "site", "--no-search", "--quiet")
    assert (code, out) == (1, "")
    assert err == f"content/published/2021.txt: {FULL}\n1 problem; content/published/ left as it was\n"
    assert everything(content) == before
    assert Path("site/index.html").is_file(), "the site is there, and only its addresses are not written down"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few people make a symbolic link")
@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("published/.2021.txt.new", ("build", "--no-search")),
        (f"{DAY}/.01-21.md.new", ("check", "--fix")),
        (f"{DAY}/.02-01.md.new", ("import", str(PAGE), "--date", "2021-12-12", "--folio", "2")),
        (".people-review.txt.new", ("people",)),
    ],
)
def test_no_command_writes_through_a_link_under_a_name_of_its_own(
    content: Path, link: str, command: tuple[str, ...]
) -> None:
    # It came with somebody's articles, and leads to a file that is none of the newspaper.
    mine = Path("mine.txt")
    mine.write_text("mine", encoding="utf-8")
    for record in (content / "published").iterdir():
        record.unlink()  # all addresses are new
    (content / link).symlink_to(mine.resolve())
    toy.command(*command)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert not (content / link).is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few people make a symbolic link")
@pytest.mark.parametrize("folder", ["issues/2022", "issues/2022/01-01"])
def test_no_page_is_imported_into_a_folder_that_is_a_link(content: Path, folder: str) -> None:
    Path("mine").mkdir()
    (content / folder).parent.mkdir(exist_ok=True)
    (content / folder).symlink_to(Path("mine").resolve())
    code, _, err = toy.command("import", PAGE, "--date", "2022-01-01")
    assert code == 1 and err.startswith(f"content/{folder}: symbolic links are not followed")
    assert not any(Path("mine").iterdir())
