"""edition.yaml says what the newspaper is; the command says where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition import commands
from edition.config import Config, read_text
from edition.problems import EditionError, shown
from tests import toy
from tests.conftest import ROOT


def read(tmp_path: Path, edition: str, base_url: str | None = None) -> Config:
    return toy.config(toy.newspaper(tmp_path / "content", edition=edition), tmp_path / "site", base_url=base_url)


def test_only_a_title_is_needed(tmp_path: Path) -> None:
    config = read(tmp_path, "title: 试报\n")
    assert (config.title, config.newspaper, config.language) == ("试报", "试报", "zh-Hans")
    assert (config.base_url, config.base_path, config.page_size) == ("", "/", 50)


def test_keys_may_be_chinese(tmp_path: Path) -> None:
    english = (
        "title: 试报数字版\nnewspaper: 试报\nlanguage: zh-Hans\nplace: 济宁\npublisher: 试报社\ndescription: 样例\n"
        "rights: 归试报社\nfilings: [鲁ICP备1号]\n"
        "base_url: https://example.org/\nrepository: https://example.org/a\npage_size: 20\n"
    )
    chinese = (
        "标题: 试报数字版\n报名: 试报\n语言: zh-Hans\n地点: 济宁\n出版者: 试报社\n简介: 样例\n"
        "版权: 归试报社\n备案: [鲁ICP备1号]\n"
        "网址: https://example.org/\n仓库: https://example.org/a\n每页篇数: 20\n"
    )
    assert read(tmp_path, english) == read(tmp_path, chinese)


@pytest.mark.parametrize(
    ("given", "base_url", "base_path"),
    [
        ("https://example.org", "https://example.org/", "/"),
        ("https://example.org/", "https://example.org/", "/"),
        ("https://name.github.io/paper", "https://name.github.io/paper/", "/paper/"),
        ("https://name.github.io/paper/", "https://name.github.io/paper/", "/paper/"),
        ("http://127.0.0.1:8000/a/b/", "http://127.0.0.1:8000/a/b/", "/a/b/"),
    ],
)
def test_the_address_of_the_site_ends_in_a_slash(tmp_path: Path, given: str, base_url: str, base_path: str) -> None:
    config = read(tmp_path, f"title: 试报\nbase_url: {given}\n")
    assert (config.base_url, config.base_path) == (base_url, base_path)


def test_the_command_knows_the_address_better_than_the_file(tmp_path: Path) -> None:
    edition = "title: 试报\nbase_url: https://example.org/\n"
    assert read(tmp_path, edition, "https://fork.example/paper").base_url == "https://fork.example/paper/"
    assert read(tmp_path, edition, "").base_url == ""


@pytest.mark.parametrize("base_url", ["example.org", "https://", "/paper/", "https://a/?b", "https://a/#b"])
def test_an_address_that_is_none_is_refused_on_the_command_line_too(tmp_path: Path, base_url: str) -> None:
    with pytest.raises(EditionError, match="--base-url must begin with https://") as caught:
        read(tmp_path, "title: 试报\n", base_url)
    assert [problem.line for problem in caught.value.problems] == [0]


def test_a_description_and_the_rights_may_have_lines(tmp_path: Path) -> None:
    config = read(tmp_path, "title: 试报\ndescription: |\n  甲\n  乙\nrights: >-\n  a\n  b\n")
    assert (config.description, config.rights) == ("甲\n乙", "a b")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf\xe4\xb8\x80\r\n\xe4\xba\x8c\r\n",
        b"\xe4\xb8\x80\n\xe4\xba\x8c\n",
        b"\xe4\xb8\x80\r\xe4\xba\x8c\r",
    ],
)
def test_every_line_end_and_a_mark_of_byte_order_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert read_text(tmp_path / "a.txt", "a.txt") == "一\n二\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_first_byte_that_is_not_utf_8_has_a_line(tmp_path: Path, end: str, mark: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(mark + f"一{end}二{end}".encode() + "三".encode("gb18030"))
    with pytest.raises(EditionError) as caught:
        read_text(tmp_path / "a.txt", "a.txt")
    assert str(caught.value).startswith("a.txt:3: not UTF-8")


def test_a_path_is_shown_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(Path("content/a.md")) == "content/a.md"
    assert shown(tmp_path / "content" / "a.md") == "content/a.md"
    assert shown(Path("content/../a.md")) == "a.md"
    assert shown(tmp_path.parent / "b.md") == (tmp_path.parent / "b.md").as_posix()


def test_a_link_is_shown_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").symlink_to("/etc/hostname")
    assert shown(tmp_path / "a.md") == "a.md"


@pytest.mark.parametrize("site", ["content", "content/issues", "content/issues/2021/site", "content/../content/"])
def test_a_site_lies_nowhere_where_a_build_reads(tmp_path: Path, site: str) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    before = toy.files_of(tmp_path)
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / site, "--no-search")
    assert code == 1 and "/, so the site can't lie there; name another --site" in err
    assert toy.files_of(tmp_path) == before


def test_the_site_is_not_the_folder_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "assets", root / "assets")
    monkeypatch.setattr(commands, "ROOT", root)
    toy.newspaper(root / "content", {"01-01": toy.article()})
    before = toy.files_of(root)
    monkeypatch.chdir(root)
    code, _, err = toy.command("build", "--content", "content", "--site", ".", "--no-search")
    assert code == 1 and "so the site can't lie there; name another --site" in err
    assert toy.files_of(root) == before


def test_where_the_newspaper_is_the_working_folder_the_site_lies_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy.newspaper(tmp_path, {"01-01": toy.article()})
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert toy.command("build", "--content", ".", "--no-search", "--quiet") == (0, "", "")


def test_a_file_where_the_site_should_be_is_told(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    (tmp_path / "site").write_text("", encoding="utf-8")
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    assert code == 1 and "site/.edition: the system says: Not a directory" in err


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content")
    code, _, err = toy.command(
        "build", "--content", content, "--site", tmp_path / "site", "--base-url", "http://[::1", "--no-search"
    )
    assert code == 1 and '--base-url must begin with https:// or http://, without ? and #, not "http://[::1"' in err
