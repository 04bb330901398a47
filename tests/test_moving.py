"""Killed at any moment or refused by the disk, a build leaves whole files and the way back."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from edition import making, moving
from edition.making import Output, Part
from edition.moving import JOURNAL, Journal, recover
from edition.output import Wanted, publish
from edition.problems import EditionError
from edition.seal import LEDGER
from edition.state import File, Ledger, Line, keep, read_ledger
from tests import toy
from tests.conftest import ROOT

OLD = {"a.html": b"a1", "b.html": b"b1", "c": b"c1", "d/e.html": b"e1", "d/f.html": b"f1", "g/h/i.html": b"i1"}
NEW = {"a.html": b"a2", "b.html": b"b1", "c/j.html": b"j2", "d": b"d2", "g/h/k.html": b"k2", "l/m/n.html": b"n2"}
"""A page that changes, one that stays, a file that becomes a folder, a folder that becomes a
file, a page for another, and a new folder."""
OLD |= {"o/p/q.html": b"q1", "o/p/r.html": b"r1", "o/s.html": b"s1", "t/u.html": b"u1", "t/v/w.html": b"w1"}
NEW |= {"o/p/q.html": b"q2", "o/p/x.html": b"x2", "o/s.html": b"s2", "t/u.html": b"u1", "t/v/w.html": b"w2"}
"""A folder of which nothing stays, and one of which something does."""
BY_HAND = {"d/mine.txt": b"mine"}
CHANGES = ("makedirs", "link", "replace", "rename", "unlink", "open", "write", "rmdir")
"""What changes a disk, of the module os."""
MOMENTS = 25
"""Changes of the disk there are at least."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no fork")


def outputs(files: Mapping[str, bytes]) -> Wanted:
    def parts(path: str, data: bytes) -> list[Part]:
        return [Part(path, "", partial(bytes, data))]

    return Wanted(tuple([Output(path, data.hex, partial(parts, path, data)) for path, data in files.items()]))


class Refused:
    """A module os whose `number`-th change of the disk does something else."""

    def __init__(self, number: int, instead: Callable[[], Any], changes: tuple[str, ...] = CHANGES) -> None:
        self.left, self.instead, self.changes = number, instead, changes

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return partial(self._call, real) if name in self.changes else real

    def _call(self, real: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        self.left -= 1
        return self.instead() if self.left == 0 else real(*arguments, **named)


def fails(number: int, *_: object, **__: object) -> None:
    raise OSError(number, os.strerror(number), "some/page.html")


def die() -> None:
    os.kill(os.getpid(), 9)


@pytest.fixture(params=["file by file", "by folders"], autouse=True)
def many(request: pytest.FixtureRequest) -> Iterator[None]:
    """How much of a folder must be new to make it change places as a whole."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "by folders":
            patch.setattr(moving, "MANY", 1)
        yield


def at(monkeypatch: pytest.MonkeyPatch, refused: Refused) -> None:
    monkeypatch.setattr(moving, "exchange", partial(refused._call, moving.exchange))
    monkeypatch.setattr(moving, "os", refused)
    monkeypatch.setattr(making, "os", refused)


def moments(monkeypatch: pytest.MonkeyPatch, site: Path) -> Iterator[None]:
    """The site OLD, and then killed at every moment of publishing NEW."""
    for number in count(1):
        shutil.rmtree(site, ignore_errors=True)
        publish(site, outputs(OLD))
        at(monkeypatch, Refused(number, die))
        was_killed = killed(site, NEW)
        monkeypatch.undo()
        if not was_killed:
            assert number > MOMENTS
            return
        yield


def killed(site: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a build in another process, which is killed at some moment, was killed."""
    process = os.fork()
    if not process:
        try:
            publish(site, outputs(files))
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0


def own_state(site: Path) -> set[str]:
    return {path.name for path in (site / ".edition").iterdir()} - {"lock", "ledger", "seal"}


@pytest.mark.parametrize("next_step", [recover, lambda site: publish(site, outputs(OLD))])
def test_killed_at_any_moment_the_old_site_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, next_step: Callable[[Path], object]
) -> None:
    site = tmp_path / "site"
    mixtures = 0
    for _ in moments(monkeypatch, site):
        found = toy.files_of(site)
        for path, data in found.items():
            assert data in (OLD.get(path), NEW.get(path)), f"{path} is torn"
        mixtures += found not in (OLD, NEW)
        stood = found == NEW and not (site / ".edition/journal").exists()
        next_step(site)
        assert toy.files_of(site) == (NEW if stood and next_step is recover else OLD)
        publish(site, outputs(OLD))
        assert own_state(site) == set()
    assert mixtures > 5, "without moments in the middle this would prove nothing"


def test_killed_at_any_moment_the_next_build_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    for _ in moments(monkeypatch, site):
        publish(site, outputs(NEW))
        assert toy.files_of(site) == NEW and own_state(site) == set()
        assert publish(site, outputs(NEW)).written == ()


def test_killed_while_it_is_undone_the_old_site_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, half = tmp_path / "site", tmp_path / "half"
    publish(half, outputs(OLD))
    monkeypatch.setattr(moving, "forget", lambda site, name: die())
    assert killed(half, NEW), "all is moved, and the journal still there"
    monkeypatch.undo()
    assert toy.files_of(half) == NEW
    for number in range(1, 40):
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(half, site)
        at(monkeypatch, Refused(number, die))
        process = os.fork()
        if not process:
            recover(site)
            os._exit(0)
        os.waitpid(process, 0)
        monkeypatch.undo()
        recover(site)
        assert toy.files_of(site) == OLD, number
    publish(site, outputs(NEW))
    assert toy.files_of(site) == NEW


def test_a_name_that_changes_its_letters_only_goes_before_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some disks take the two for one file: the new one must not be removed for the old one."""
    site, really = tmp_path / "site", moving._move
    publish(site, outputs({"2021/A.png": b"1", "Old/x.html": b"2"}))

    def move(stage: Path, target: Path, prefix: str = "") -> Iterator[str]:
        assert not (site / "2021/A.png").exists() and not (site / "Old/x.html").exists()
        yield from really(stage, target, prefix)

    monkeypatch.setattr(moving, "_move", move)
    publish(site, outputs({"2021/a.png": b"1", "old/x.html": b"2"}))
    assert toy.files_of(site) == {"2021/a.png": b"1", "old/x.html": b"2"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_what_the_disk_refuses_is_told_and_the_last_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    site = tmp_path / "site"
    for moment in count(1):
        shutil.rmtree(site, ignore_errors=True)
        publish(site, outputs(OLD))
        # A folder that can't be removed, and so stays, is told by another message.
        refused = Refused(moment, partial(fails, number), CHANGES[:-1])
        at(monkeypatch, refused)
        try:
            publish(site, outputs(NEW))
            assert toy.files_of(site) == NEW, "a file without a second name is copied"
        except EditionError as error:
            assert [problem.path for problem in error.problems] == ["some/page.html"]
            assert os.strerror(number) in str(error)
            assert toy.files_of(site) == OLD
        monkeypatch.undo()
        if refused.left > 0:
            break
        publish(site, outputs(NEW))
        assert toy.files_of(site) == NEW and own_state(site) == set()
    assert moment > MOMENTS


def test_what_lies_in_the_way_stops_a_build_and_is_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, outputs(OLD))
    toy.newspaper(site, files=BY_HAND, edition="")
    with pytest.raises(EditionError, match=r"site/d: a folder is in the way of a page; move it away"):
        publish(site, outputs(NEW))
    assert toy.files_of(site) == dict(sorted({**OLD, **BY_HAND}.items()))
    (site / "d/mine.txt").unlink()
    publish(site, outputs(NEW))
    assert toy.files_of(site) == NEW


@pytest.mark.parametrize("path", ["../mine.txt", "a/../../mine.txt"])
def test_nothing_outside_of_the_site_is_touched_whatever_a_cache_says(tmp_path: Path, path: str) -> None:
    site, mine = tmp_path / "site", tmp_path / "mine.txt"
    publish(site, outputs(OLD))
    mine.write_bytes(b"mine")
    for journal in (Journal((path,), (), ()), Journal((), (path,), ())):
        for state in (".edition", ".edition/before"):
            toy.newspaper(site / state, files={"mine.txt": b"theirs"}, edition="")
        keep(site, JOURNAL, journal)
        recover(site)
        assert mine.read_bytes() == b"mine"
    lines = {**read_ledger(site).lines, "x": Line("1", (File(path, "", b""),))}
    keep(site, LEDGER, Ledger(lines))
    publish(site, outputs(OLD))
    assert mine.read_bytes() == b"mine" and toy.files_of(site) == OLD


def test_a_link_to_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    publish(site, outputs(OLD))
    (site / "d").rename(elsewhere)
    (site / "d").symlink_to(elsewhere)
    with pytest.raises(EditionError, match="a file is in the way of a folder"):
        publish(site, outputs({**OLD, "d/e.html": b"e2"}))
    assert (elsewhere / "e.html").read_bytes() == b"e1"
    (site / "d").unlink()
    publish(site, outputs(OLD))
    assert toy.files_of(site) == OLD


@pytest.mark.skipif(sys.platform != "linux", reason="no other system exchanges folders")
def test_a_folder_of_which_nothing_stays_changes_places_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "MANY", 2)
    exchanged: list[str] = []
    really = moving.exchange

    def noted(one: Path, other: Path) -> None:
        exchanged.append(other.name)
        really(one, other)

    monkeypatch.setattr(moving, "exchange", noted)
    site = tmp_path / "site"
    publish(site, outputs(OLD))
    root = site.stat().st_ino
    publish(site, outputs(NEW))
    assert toy.files_of(site) == NEW
    assert exchanged == ["other", "o"], "the first was a trial"
    assert site.stat().st_ino == root, "whoever holds the folder holds the new site"
    assert publish(site, outputs(NEW)).written == ()


def test_where_folders_cannot_change_places_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_renameat2", lambda: None)
    site = tmp_path / "site"
    publish(site, outputs(OLD))
    publish(site, outputs(NEW))
    assert toy.files_of(site) == NEW


@pytest.mark.skipif(sys.platform != "linux", reason="no other system exchanges folders")
@pytest.mark.parametrize("number", [1, 2])
def test_where_one_folder_cannot_change_places_as_in_a_container_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(moving, "MANY", 1)
    monkeypatch.setattr(moving, "_can_exchange", lambda room: True)
    refused = Refused(number, partial(fails, errno.EXDEV), ())
    monkeypatch.setattr(moving, "exchange", partial(refused._call, moving.exchange))
    site = tmp_path / "site"
    old, new = ({f"{folder}/{name}.html": name for folder in "xy"} for name in (b"old", b"new"))
    publish(site, outputs(old))
    publish(site, outputs(new))
    assert refused.left <= 0
    assert toy.files_of(site) == new and own_state(site) == set()
    assert publish(site, outputs(new)).written == ()


def test_without_hard_links_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    publish(site, outputs(OLD))
    monkeypatch.setattr(os, "link", partial(fails, errno.EPERM))
    monkeypatch.setattr(os, "rmdir", partial(fails, errno.EIO))
    publish(site, outputs({**OLD, "a.html": b"a2"}))
    with pytest.raises(EditionError):
        toy.newspaper(site, files={"l": b"mine"}, edition="")
        publish(site, outputs({**OLD, "b.html": b"b2", "l/m.html": b"n2"}))
    assert toy.files_of(site) == {**OLD, "a.html": b"a2", "l": b"mine"}


def test_a_site_edited_by_hand_is_mended(tmp_path: Path) -> None:
    articles = {"01-01": toy.article(), "01-02": toy.article("乙")}
    content, site = toy.newspaper(tmp_path / "content", articles), tmp_path / "site"
    toy.build(content, site)
    right = toy.files_of(site)
    page = site / "2021/12/12/01-01.html"
    page.write_bytes(page.read_bytes()[:-9])
    (site / "index.html").unlink()
    shutil.rmtree(site / "archive")
    (site / "mine.html").write_text("mine")
    (site / "2021/12/12/01-02.html").unlink()
    (site / "2021/12/12/01-02.html").symlink_to(page)
    toy.build(content, site)
    assert toy.files_of(site) == dict(sorted({**right, "mine.html": b"mine"}.items()))
    assert not (site / "2021/12/12/01-02.html").is_symlink()


def test_copies_of_a_killed_build_end_with_it_and_hold_no_lock() -> None:
    begun = """
import os, time
from edition.values import Value
from edition.workers import share
class Large(Value, frozen=True):
    text: str
whole = os.getpid()
def work(task):
    if os.getpid() == whole:
        time.sleep(0.5)  # the copies take the rest, and would tell of it
        os.kill(whole, 9)
    return Large("x" * 10_000)
list(share(work, range(400), kind=Large))
"""
    # Whoever still runs holds the ends of these pipes.
    done = subprocess.run([sys.executable, "-c", begun], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == -9
