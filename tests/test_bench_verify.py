"""The second reading of a site finds what the builder got wrong."""

from pathlib import Path

import pytest

from bench import verify
from edition.cli import main as build

ISSUE = "folios:\n  1: 要闻\n  2: {section: 副刊}\n"
PEOPLE = """\
- {name: 王伟, id: wang-wei-1}
- {name: 王伟, id: wang-wei-2, kind: staff}
- {name: 张三, kind: private}
- {name: 老舍, id: lao-she, kind: staff, aliases: [舒庆春]}
"""
ARTICLES = {
    "01-01": "headline: 一\n栏题: 短波\nbyline: [记者 王伟, 本报通讯员 李红]\n"
    "persons: [王伟, {name: 李红, office: 县长}, 张三]",
    "01-02-readable": "标题: 二\n人物: [{姓名: 李红}]\n体裁: 消息\ncontinued: 02-01",
    "02-01": "headline: 三\nsection: 百花园\nbyline: [舒庆春, John Smith]\npersons: [{name: 舒庆春, id: lao-she}]",
    "02-02": "headline: 四\nstatus: draft\npersons: [赵六]",
    "02-03": "headline: 五\nstatus: 撤回\n更正: [{日期: 1999-02-01, 说明: 失实}]\npersons: [赵六]",
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A toy newspaper with one of everything, and its site."""
    content, site = tmp_path / "content", tmp_path / "site"
    for day in ("1998/01-01", "1999/01-01"):
        home = content / "issues" / day
        home.mkdir(parents=True)
        (home / "issue.yaml").write_text(ISSUE, encoding="utf-8")
        for name, header in ARTICLES.items():
            (home / f"{name}.md").write_text(f"---\n{header}\n---\n\n李红说：正文。\n", encoding="utf-8")
    (content / "edition.yaml").write_text("title: 样报\npage_size: 5\n", encoding="utf-8")
    (content / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    arguments = ["build", "--content", str(content), "--site", str(site), "--no-search", "--quiet"]
    assert build(arguments) == 0
    return content, site


def differences(folders: tuple[Path, Path]) -> int:
    return verify.main([str(folder) for folder in folders])


def page(site: Path, title: str, folder: str) -> Path:
    found = [path for path in sorted((site / folder).rglob("*.html")) if f"<h1>{title}</h1>" in path.read_text("utf-8")]
    assert found, title
    return found[0]


def test_a_site_that_shows_its_content_has_no_differences(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str],
) -> None:
    assert differences(folders) == 0, capsys.readouterr().out


def test_a_missing_page_is_found(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    (folders[1] / "1998" / "01" / "01" / "01-02.html").unlink()
    assert differences(folders) == 1
    printed = capsys.readouterr().out
    assert "not on the site: /1998/01/01/01-02.html" in printed
    assert "/1998/01/01/01-02.html on /" in printed


@pytest.mark.parametrize(("title", "folder"), [("李红", "people"), ("李红", "bylines"), ("要闻", "sections")])
def test_an_article_missing_from_a_list_is_found(folders: tuple[Path, Path], title: str, folder: str) -> None:
    path = page(folders[1], title, folder)
    text = path.read_text("utf-8")
    assert "01-01.html" in text
    path.write_text(text.replace("1999/01/01/01-01.html", "1999/01/01/01.html"), "utf-8")
    assert differences(folders) == 1


def test_a_private_person_on_the_site_is_found(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str],
) -> None:
    path = page(folders[1], "李红", "people")
    (path.parent / "zhang-san-0000.html").write_text(path.read_text("utf-8").replace("<h1>李红", "<h1>张三"), "utf-8")
    assert differences(folders) == 1
    assert "not in the content: 张三" in capsys.readouterr().out


def test_a_link_to_a_fragment_that_is_not_there_is_found(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str],
) -> None:
    path = folders[1] / "about.html"
    path.write_text(path.read_text("utf-8").replace('href="#text"', 'href="#nowhere"'), "utf-8")
    assert differences(folders) == 1
    assert "/about.html#nowhere on /about.html" in capsys.readouterr().out
