"""What a build has made, moved into the site: all of it, or nothing.

    before/ ◀── a hard link of every file that will be replaced or removed
    journal     sealed: from here on, whoever finds it undoes what was done
    stage/ ───▶ site/, file by file; a folder as a whole where nothing of the old one stays
    ledger      of the new site
    journal     removed: the new site holds

What is guaranteed, against the end of the process at any moment (kill -9) and any error:

- On every system: no file of the site is ever torn. A page is the old one or the new one,
  byte for byte, because it's renamed into its place.
- After an error (a full disk, a file that another program holds) the site is the old one
  again, before the message is told.
- After a kill while files move, the site may hold pages of both; the next build's first step
  makes it the old one again. `build.py` ends with 0 only when the whole new site stands, so a
  workflow never publishes a mixture. On Linux, folders of which nothing stays change places
  with the new ones at once (`renameat2` with RENAME_EXCHANGE): so it's some thirty steps,
  well below a millisecond, for every page of the site as for the pages of one edit.
- Not against the loss of power: nothing waits for the disk. A build after that looks at every
  file, and makes those anew that aren't what was written.

Why not a whole new site that changes places with the old one in a single step: whoever has
the folder itself (a container that mounts it, a server that was started in it) would go on
holding the old one, and find it empty. And for the few files that an edit changes, each of the
19,000 of 10,800 articles would get one more name and lose one: 0.35 s of processor time, where
the whole build of such an edit takes 0.5 s, and a new record (ctime), so that the next build
would have to read them all. Why not the moves written down and finished after a kill, instead
of undone: an error that stays, as a folder which may not be written, could never be finished,
and the mixture would stay with it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from edition.fingerprint import mark
from edition.problems import EditionError, Problem, shown
from edition.seal import LEDGER
from edition.stamps import STATE
from edition.state import forget, is_path, keep, locked, recall
from edition.values import Value

BEFORE, JOURNAL, STAGE = "before", "journal", "stage"
MANY = 50
"""New files in a folder for which it changes places as a whole."""


class Journal(Value, frozen=True):
    """What is being done to the site, in paths below it."""

    new: tuple[str, ...]
    """Files that come where there was none."""
    old: tuple[str, ...]
    """Files that are replaced or removed, and kept in before/."""
    folders: tuple[tuple[str, str, bytes], ...]
    """Folders that change places with new ones; each with a file that only the new one has so,
    and the digest of its bytes: that tells which of the two is in the site."""


@contextmanager
def moved_in(
    site: Path, staged: Sequence[str], gone: Sequence[str], there: Collection[str]
) -> Iterator[Set[str]]:
    """The site with what is staged, and without what is gone; as it was, where that fails or
    what is done with it does. `there` are the files that the site has now. Gives those that
    were moved one by one; the system's record of all others is what it was in the stage."""
    stage, before = site / STATE / STAGE, site / STATE / BEFORE
    try:
        begun = _begin(site, staged, gone, there, _all_new(site, staged, gone, there))
        if not begun:
            forget(site, JOURNAL)
            clear(before)
            begun = _begin(site, staged, gone, there, frozenset())
        assert begun, "what need not change places can stay"
        new, leaving = begun
        first = _in_the_way(leaving, new)
        _remove(site, first)
        alone = set(_move(stage, site))
        _remove(site, set(leaving).difference(first))
        yield alone
    except BaseException:
        _undo(site)
        raise
    forget(site, JOURNAL)
    clear(before)


def _begin(
    site: Path, staged: Sequence[str], gone: Sequence[str], there: Collection[str], folders: frozenset[str]
) -> tuple[list[str], list[str]] | None:
    """Seal the journal, and let these folders change places with the new ones. Gives the other files that come
    and those that go; None where a folder can't change places, and then none has."""
    stage, before = site / STATE / STAGE, site / STATE / BEFORE
    within = {path: folders.intersection(_above(path)) for path in (*staged, *gone)} if folders else {}
    new, leaving = ([path for path in paths if not within.get(path)] for paths in (staged, gone))
    old = [path for path in (*new, *leaving) if path in there]
    _keep(site, old, before)
    known_by = {folder: path for path in staged for folder in within.get(path, ())}
    told = tuple([(folder, path, mark((stage / path).read_bytes())) for folder, path in sorted(known_by.items())])
    keep(site, JOURNAL, Journal(tuple([path for path in new if path not in there]), tuple(old), told))
    changed: list[str] = []
    for folder in known_by:
        try:
            exchange(stage / folder, site / folder)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            # In a container a folder of its image can't, though one that was made since then can.
            for other in changed:
                exchange(stage / other, site / other)
            return None
        changed.append(folder)
    for folder in changed:
        (before / folder).parent.mkdir(parents=True, exist_ok=True)
        os.rename(stage / folder, before / folder)
    return new, leaving


def _all_new(site: Path, staged: Sequence[str], gone: Sequence[str], there: Collection[str]) -> frozenset[str]:
    """The topmost folders of which nothing stays, where that is many files and the disk can
    exchange folders."""
    if len(staged) < MANY or not there:
        return frozenset()
    leaving = {*staged, *gone}
    kept = {folder for path in there if path not in leaving for folder in _above(path)}
    tops: Counter[str] = Counter()
    for path in staged:
        if free := [folder for folder in _above(path) if folder not in kept]:
            tops[free[-1]] += 1
    found = [top for top, count in tops.items() if count >= MANY and (site / top).is_dir()]
    found = [top for top in found if not os.path.islink(site / top)]
    return frozenset(found) if found and _can_exchange(site / STATE / BEFORE) else frozenset()


def exchange(one: Path, other: Path) -> None:
    """Two folders change places at once; OSError where the system or the disk can't do that."""
    rename = _renameat2()
    if rename is None:
        raise OSError("folders can't change places here")
    import ctypes

    here, at_once = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename(here, os.fsencode(one), here, os.fsencode(other), at_once):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _renameat2() -> Callable[..., Any] | None:
    if sys.platform != "linux":
        return None
    import ctypes  # here, because few builds move so much

    try:
        found: Callable[..., Any] = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return None
    return found


def _can_exchange(room: Path) -> bool:
    one, other = room / "one", room / "other"
    try:
        for folder in (one, other):
            folder.mkdir(parents=True, exist_ok=True)
        exchange(one, other)
    except OSError:
        return False
    finally:
        for folder in (one, other):
            with suppress(OSError):
                folder.rmdir()
    return True


def recover(site: Path) -> bool:
    """Undo what a killed build had begun to move, before anything can go wrong in another; gives
    whether there was anything."""
    if not (site / STATE / JOURNAL).exists():
        return False
    with locked(site):
        return settle(site)


def settle(site: Path) -> bool:
    """The same for whoever holds the lock, and what was only made is thrown away; gives whether
    anything was undone."""
    is_begun = (site / STATE / JOURNAL).exists()
    if is_begun:
        _undo(site)
    clear(site / STATE / BEFORE)
    clear(site / STATE / STAGE)
    return is_begun


def clear(folder: Path) -> None:
    if folder.exists():
        from shutil import rmtree  # here, because most builds leave nothing behind

        rmtree(folder, ignore_errors=True)


def _keep(site: Path, paths: Iterable[str], before: Path) -> None:
    """A second name, in `before`, for each of these files and for the ledger."""
    folders: set[str] = set()
    for path in (f"{STATE}/{LEDGER}", *paths):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(before / folder, exist_ok=True)
            folders.add(folder)
        try:
            os.link(site / path, before / path, follow_symlinks=False)
        except FileNotFoundError:
            pass  # a first build has no ledger
        except OSError:  # a disk without hard links
            from shutil import copy2

            copy2(site / path, before / path, follow_symlinks=False)


def _undo(site: Path) -> None:
    """Make the site what it was. Killed at that, it's done again, with the same end."""
    before = site / STATE / BEFORE
    journal = recall(site, JOURNAL, Journal)
    if journal and _lies_in_a_site(journal):
        for folder, path, digest in journal.folders:
            if _has(site / path, digest):
                old = before / folder
                exchange(old if old.exists() else site / STATE / STAGE / folder, site / folder)
        _remove(site, journal.new)
        for path in (*journal.old, f"{STATE}/{LEDGER}"):
            if os.path.lexists(before / path):  # else an earlier undoing has put it back
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(before / path, site / path)
    forget(site, JOURNAL)
    clear(before)


def _lies_in_a_site(journal: Journal) -> bool:
    """Whether all of it does: a workflow's cache may bring another, and reaches nothing else by it."""
    exchanged = [path for folder, known_by, _ in journal.folders for path in (folder, known_by)]
    return all(map(is_path, (*journal.new, *journal.old, *exchanged)))


def _has(path: Path, digest: bytes) -> bool:
    try:
        return mark(path.read_bytes()) == digest
    except OSError:
        return False


def _move(stage: Path, site: Path, prefix: str = "") -> Iterator[str]:
    """Move what is staged into the site: a folder as a whole where the site has none. Gives
    the files that were moved one by one."""
    try:
        staged = sorted(os.scandir(stage), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in staged:
        target = site / entry.name
        is_folder = target.is_dir() and not target.is_symlink()
        if not entry.is_dir():
            if is_folder:
                raise EditionError(Problem(shown(target), 0, "a folder is in the way of a page; move it away"))
            os.replace(entry.path, target)
            yield prefix + entry.name
        elif is_folder:
            yield from _move(Path(entry.path), target, f"{prefix}{entry.name}/")
        else:
            try:
                os.rename(entry.path, target)
            except (FileExistsError, NotADirectoryError):
                message = "a file is in the way of a folder; move it away"
                raise EditionError(Problem(shown(target), 0, message)) from None


def _in_the_way(gone: Sequence[str], new: Iterable[str]) -> list[str]:
    """What must go before the new files come: files that become folders, and the other way round;
    and what some disks take for the same file, A.png before a.png."""
    if not gone:
        return []
    files = {path.casefold() for path in new}
    folders = {folder for path in files for folder in _above(path)}
    return [path for path in gone if {path.casefold(), *_above(path.casefold())} & files or path.casefold() in folders]


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _remove(site: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty; nothing behind a symbolic link."""
    folders: dict[str, bool] = {}
    for path in paths:
        for folder in _above(path):
            if folder not in folders:
                folders[folder] = os.path.islink(site / folder)
        if any(folders[folder] for folder in _above(path)):
            continue
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            os.unlink(site / path)
    for folder in sorted(folders, key=lambda folder: -folder.count("/")):
        with suppress(OSError):
            os.rmdir(site / folder)
