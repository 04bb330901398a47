"""A site that is too heavy is not published, and the message says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.budget import Limits, readable, too_much, weights
from tests import toy


def test_a_build_says_what_the_site_weighs_by_kind(tmp_path: Path) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article(persons=["林红玉"])})
    code, out, _ = toy.command("build", "--content", content, "--site", tmp_path / "site", "--no-search")
    assert code == 0
    report = toy.build(content, tmp_path / "site")
    sizes = report.published.sizes
    assert sum(size for _, size in weights(sizes.items())) == sum(sizes.values()) > 10_000
    assert f"{len(sizes)} files, {sum(sizes.values()) / 1e6:.1f} MB: " in out
    assert "articles " in out and "people " in out and "lists " in out


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ("{site: 10 KB}", "more than 10 KB"),
        ("{page: 1 KB}", "the page 2021/12/12/01-01.html has"),
        ("{files: 3}", "files, more than 3"),
        ("{全站: 10 KB, 文件数: 3}", "more than 10 KB"),
    ],
)
def test_over_a_limit_the_last_site_stays(tmp_path: Path, limits: str, said: str) -> None:
    content, site = toy.newspaper(tmp_path / "content", {"01-01": toy.article("旧题")}), tmp_path / "site"
    toy.build(content, site)
    before = toy.files_of(site)
    toy.newspaper(content, {"01-01": toy.article("新题")}, edition=f"title: 试报\nlimits: {limits}\n")
    code, _, err = toy.command("build", "--content", content, "--site", site, "--no-search")
    assert code == 1
    assert said in err and "edition.yaml: " in err and "left as it was" in err
    assert toy.files_of(site) == before
    toy.newspaper(content, edition="title: 试报\n")
    assert toy.command("build", "--content", content, "--site", site, "--no-search")[0] == 0
    assert "新题" in (site / "2021/12/12/01-01.html").read_text(encoding="utf-8")


def test_a_limit_that_is_no_size_is_told_with_its_line(tmp_path: Path) -> None:
    edition = "title: 试报\nlimits:\n  page: big\n  pages: 3\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()}, edition=edition)
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site")
    assert code == 1
    assert 'edition.yaml:3: "page" is a size, as 500 KB, 20 MB or 1 GB, not "big"' in err
    assert 'edition.yaml:4: unknown key "pages"' in err


def test_what_is_heaviest_comes_first() -> None:
    files = [("2021/12/12/01-01.html", 5), ("search/x", 50), ("index.html", 7), ("2021/12/12/a.png", 20), ("a.css", 1)]
    assert weights(files) == (("search", 50), ("pictures", 20), ("lists", 7), ("articles", 5), ("other", 1))
    [problem] = too_much(files, Limits(site=80), Path("content/edition.yaml"))
    assert "search 0 KB" in problem.message and (problem.path, problem.line) == ("content/edition.yaml", 0)
    assert [readable(size) for size in (999, 1_500_000, 2_340_000_000)] == ["1 KB", "1.5 MB", "2.3 GB"]


def test_a_site_may_have_just_as_much_as_its_limits() -> None:
    files, edition = [("index.html", 9), ("2021/12/12/a.png", 1)], Path("content/edition.yaml")
    assert too_much(files, Limits(site=10, page=9, files=2), edition) == ()
    assert len(too_much(files, Limits(site=9, page=8, files=1), edition)) == 3
