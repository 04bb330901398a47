"""Publishing writes inside the site, whole files, and only what is new."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from edition.making import Output, Part
from edition.output import Wanted, publish
from edition.problems import EditionError, Problem


def files(name: str, fingerprint: str, **contents: bytes) -> Output:
    """An output of some files, by path."""
    parts = [Part(path, "", partial(bytes, data)) for path, data in contents.items()]
    return Output(name, partial(str, fingerprint), lambda: parts)


def file(path: str, data: bytes = b"x", fingerprint: str = "1") -> Output:
    return files(path, fingerprint, **{path: data})


def wanted(*outputs: Output) -> Wanted:
    return Wanted(outputs)


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "C:x", "", "a\0b", ".edition/ledger.json", "./../x"]
)
def test_a_path_outside_the_site_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        publish(tmp_path / "site", wanted(file(path)))
    assert [found.name for found in tmp_path.iterdir()] == ["site"]


def test_nothing_is_written_when_one_output_fails(tmp_path: Path) -> None:
    def fails() -> list[Part]:
        raise EditionError(Problem("templates/a.html", 3, "no"))

    with pytest.raises(EditionError):
        publish(tmp_path / "site", wanted(file("a.html"), Output("b.html", partial(str, 1), fails)))
    assert not (tmp_path / "site/a.html").exists()


def test_all_that_fails_is_told_at_once(tmp_path: Path) -> None:
    def failing(line: int) -> Output:
        def make() -> list[Part]:
            raise EditionError(Problem("templates/a.html", line, "no"))

        return Output(str(line), partial(str, 1), make, elsewhere=line > 1)

    with pytest.raises(EditionError) as caught:
        publish(tmp_path / "site", wanted(failing(2), failing(1)))
    assert [problem.line for problem in caught.value.problems] == [1, 2]


def test_an_output_of_many_files_is_replaced_as_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, wanted(files("index", "1", **{"search/a": b"1", "search/old/b": b"2"})))
    done = publish(site, wanted(files("index", "2", **{"search/a": b"1", "search/c": b"3"})))
    assert done.written == ("search/c",)
    assert done.removed == ("search/old/b",)
    assert not (site / "search/old").exists()


def test_a_folder_may_become_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, wanted(file("a/b.html"), file("c")))
    publish(site, wanted(file("a"), file("c/d.html")))
    assert (site / "a").is_file() and (site / "c/d.html").is_file()
    publish(site, wanted(file("a/b.html"), file("c")))
    assert (site / "a/b.html").is_file() and (site / "c").is_file()


def test_an_output_whose_files_were_left_by_a_killed_build_is_finished(tmp_path: Path) -> None:
    site = tmp_path / "site"
    outputs = [file(f"{number}.html", str(number).encode()) for number in range(20)]

    class Killed(BaseException):
        pass

    def killed() -> list[Part]:
        raise Killed

    with pytest.raises(Killed):
        publish(site, wanted(*outputs[:10], Output("10.html", partial(str, 1), killed)))
    assert sorted(path.name for path in site.glob("*.html")) == []
    assert len(publish(site, wanted(*outputs)).written) == 20
