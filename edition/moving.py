"""What a build has made, moved into the site: all of it, or nothing.

    before/ ◀── a hard link of every file that will be replaced or removed
    journal     sealed: from here on, whoever finds it undoes what was done
    stage/ ───▶ site/, file by file; a folder as a whole where the site has none
    ledger      of the new site
    journal     removed: the new site holds

What is guaranteed, against the end of the process at any moment (kill -9) and any error:

- On every system: no file of the site is ever torn. A page is the old one or the new one,
  byte for byte, because it's renamed into its place.
- After an error (a full disk, a file that another program holds) the site is the old one
  again, before the message is told.
- After a kill while files move, a few milliseconds of a build, the site may hold pages of
  both; the next build's first step makes it the old one again. `build.py` ends with 0 only
  when the whole new site stands, so a workflow never publishes a mixture.
- Not against the loss of power: nothing waits for the disk. A build after that looks at every
  file, and makes those anew that aren't what was written.

Why not a whole new tree that changes places with the site in one step, as Linux can
(`renameat2` with RENAME_EXCHANGE): to publish the few files that an edit changes, each of the
19,000 of 10,800 articles gets one more name and loses one: 0.35 s of processor time, where the
whole build of such an edit takes 0.5 s. And each gets a new record (ctime), so that the next
build would have to read them all. Why not the moves written down and finished after a kill,
instead of undone: an error that stays, as a folder which may not be written, could never be
finished, and the mixture would stay with it.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from edition.problems import EditionError, Problem, shown
from edition.state import LEDGER, STATE, forget, keep, locked, recall
from edition.values import Value

BEFORE, JOURNAL, STAGE = "before", "journal", "stage"


class Journal(Value, frozen=True):
    """What is being done to the site, in paths below it."""

    new: tuple[str, ...]
    """Files that come where there was none."""
    old: tuple[str, ...]
    """Files that are replaced or removed, and kept in before/."""


@contextmanager
def moved_in(site: Path, staged: Sequence[str], gone: Sequence[str], there: Container[str]) -> Iterator[None]:
    """The site with what is staged, and without what is gone; as it was, where that fails or
    what is done with it does. `there` are the files that the site has now."""
    before = site / STATE / BEFORE
    old = [path for path in (*staged, *gone) if path in there]
    _keep(site, old, before)
    keep(site, JOURNAL, Journal(tuple([path for path in staged if path not in there]), tuple(old)))
    try:
        first = _in_the_way(gone, staged)
        _remove(site, first)
        _move(site / STATE / STAGE, site)
        _remove(site, set(gone).difference(first))
        yield
    except BaseException:
        _undo(site)
        raise
    forget(site, JOURNAL)
    clear(before)


def recover(site: Path) -> None:
    """Undo what a killed build had begun to move, before anything can go wrong in another."""
    if (site / STATE / JOURNAL).exists():
        with locked(site):
            settle(site)


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
    if journal:
        _remove(site, journal.new)
        for path in (*journal.old, f"{STATE}/{LEDGER}"):
            if os.path.lexists(before / path):  # else an earlier undoing has put it back
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(before / path, site / path)
    forget(site, JOURNAL)
    clear(before)


def _move(stage: Path, site: Path) -> None:
    """Move what is staged into the site: a folder as a whole where the site has none."""
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
        elif is_folder:
            _move(Path(entry.path), target)
        else:
            try:
                os.rename(entry.path, target)
            except (FileExistsError, NotADirectoryError):
                message = "a file is in the way of a folder; move it away"
                raise EditionError(Problem(shown(target), 0, message)) from None


def _in_the_way(gone: Iterable[str], new: Iterable[str]) -> list[str]:
    """What must go before the new files come: files that become folders, and the other way round."""
    files = set(new)
    folders = {folder for path in files for folder in _above(path)}
    return [path for path in gone if path in folders or any(folder in files for folder in _above(path))]


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
