"""Files of an editor that a command writes: all of them or none, and each whole or not at all."""

from __future__ import annotations

import errno
import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from edition.problems import EditionError, Problem, shown


def in_place_of(path: Path, text: str) -> bytes:
    """The bytes of a text that is to replace a file, with the line ends and the mark of byte order that it has."""
    old = path.read_bytes() if path.is_file() else b""
    mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
    return mark + text.replace("\n", "\r\n" if b"\r\n" in old else "\n").encode()


def unwritten(path: Path, error: OSError) -> Problem:
    """What the system says where it lets nobody write."""
    return Problem(shown(path), 0, f"can't be written: {error.strerror}")


def write_files(files: Mapping[Path, bytes | None]) -> None:
    """Write these files, with the folders they lie in; those of None are taken away. Raise EditionError with all that
    the system refuses, and then everything is as it was.

    All is on the disk, beside its place and under a name that nothing reads, before the first file takes its place.
    """
    folders: list[Path] = []
    old: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        try:
            # What was made last is empty first.
            folders[:0] = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                old[path] = path.read_bytes()
            if data is not None:
                _stage(path, data)
        except OSError as error:
            problems.append(unwritten(path, error))
            if error.errno == errno.ENOSPC:
                break  # it is for all others too
    done: list[Path] = []
    for path, data in files.items() if not problems else ():
        try:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(_beside(path), path)
        except OSError as error:
            problems.append(unwritten(path, error))
            break
        done.append(path)
    if problems:
        _undo(files, done, old, folders)
        raise EditionError(*problems)


def _undo(files: Iterable[Path], done: Iterable[Path], old: Mapping[Path, bytes], folders: Iterable[Path]) -> None:
    for path in done:
        with suppress(OSError):
            if path in old:
                _stage(path, old[path])
                os.replace(_beside(path), path)
            else:
                path.unlink(missing_ok=True)
    for path in files:
        with suppress(OSError):
            if not _beside(path).is_symlink():
                _beside(path).chmod(0o600)  # Windows takes away nothing read-only, as the file it was to replace
            _beside(path).unlink()
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def write_new(path: Path, data: bytes) -> None:
    """Write a file in place of whatever has its name: a symbolic link there may lead out of the newspaper, and came
    with somebody's contribution."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def _stage(path: Path, data: bytes) -> None:
    write_new(_beside(path), data)
    if path.is_file():
        os.chmod(_beside(path), path.stat().st_mode & 0o777)


def _beside(path: Path) -> Path:
    # A name with a dot in front: nothing reads it should it be left behind.
    return path.with_name(f".{path.name}.new")
