"""The only module that writes in site/: the ledger, and publishing without tears.

    planned outputs ──▶ stale? ──no──▶ left as it is
                          │yes
                          ▼
                 made into site/.edition/stage/     nothing is published if one fails
                          │
                          ▼
       ledger forgets what will change ─▶ files moved in ─▶ unplanned removed ─▶ ledger learns

An output is stale when its fingerprint is new or when a file of it isn't what was
written (size and time of change say). Only files that the ledger knows are ever
deleted. A build that was killed leaves whole files and a ledger that knows less than
there is, so the next build finishes its work. A lock keeps two builds apart.

Why not a fresh folder each time: most builds change a few pages of thousands.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from edition.config import shown
from edition.problems import EditionError, Problem
from edition.progress import Progress, quiet
from edition.values import Value

STATE = ".edition"
"""Folder in site/ for the ledger, the stage and the lock; hosts leave dot files out."""
VERSION = 1
ELSEWHERE = 2
"""Outputs that other processes make at a time; each may need 2 GB (see `edition.search`)."""

Files = Iterable[tuple[str, bytes]]
Stamp = tuple[str, int, int]
"""Path below site/, size in bytes, time of change in nanoseconds."""


class Output(Value, frozen=True):
    """One thing to publish: a page, a picture, or a family of files that belong together."""

    name: str
    """Of the ledger's line: for a single file its path."""
    fingerprint: str
    make: Callable[[], Files]
    """Gives paths below site/ with `/`, and bytes."""
    elsewhere: bool = False
    """True when another process does the work: then it is made while others are."""


class Published(Value, frozen=True):
    """What publishing did."""

    written: tuple[str, ...]
    """Paths whose bytes are new, in the order of the plan."""
    unchanged: int
    """Files left as they were."""
    removed: tuple[str, ...]
    size: int
    """Bytes of the whole site."""
    files: int


class _Line(Value, frozen=True):
    """What the ledger knows of one output."""

    fingerprint: str
    files: tuple[Stamp, ...]


class _Made(Value, frozen=True):
    """One output, made into the stage."""

    fingerprint: str
    paths: tuple[str, ...]


def publish(site: Path, outputs: Sequence[Output], progress: Progress = quiet) -> Published:
    """Bring `site` to exactly `outputs`. Raise EditionError when one can't be made (the
    site is then as it was) or when another build runs."""
    with _lock(site):
        state = site / STATE
        ledger = _read_ledger(state / "ledger.json")
        stage = state / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        stale = [output for output in outputs if not _is_fresh(site, ledger.get(output.name), output)]
        made = _make(stage, stale, progress)
        planned = {output.name for output in outputs}
        kept = {name: line for name, line in ledger.items() if name in planned and name not in made}
        keep_files = {stamp[0] for line in kept.values() for stamp in line.files}
        new_files = {path for one in made.values() for path in one.paths}
        gone = sorted({stamp[0] for line in ledger.values() for stamp in line.files} - keep_files - new_files)
        written: list[str] = []
        if made or gone or len(kept) != len(ledger):
            _write_ledger(state / "ledger.json", kept)
            first = _in_the_way(gone, new_files)
            _remove(site, first)
            written = _move_in(site, stage, made, kept)
            _remove(site, set(gone).difference(first))
            _write_ledger(state / "ledger.json", kept)
        shutil.rmtree(stage, ignore_errors=True)
        stamps = [stamp for line in kept.values() for stamp in line.files]
        return Published(
            tuple(written),
            len(stamps) - len(written),
            tuple(gone),
            sum(stamp[1] for stamp in stamps),
            len(stamps),
        )


def _is_fresh(site: Path, line: _Line | None, output: Output) -> bool:
    if line is None or line.fingerprint != output.fingerprint:
        return False
    return all(_stamp(site, path) == (path, size, changed) for path, size, changed in line.files)


def _stamp(site: Path, path: str) -> Stamp | None:
    try:
        status = os.lstat(site / path)
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns


def _make(stage: Path, stale: Sequence[Output], progress: Progress) -> dict[str, _Made]:
    """Make every stale output into `stage`; by name.

    All are tried, so that one run tells all problems; then the first bug, if any, is raised.
    """
    made: dict[str, _Made] = {}
    problems: list[Problem] = []
    with progress(f"making {len(stale)} files", len(stale)) as advance, ThreadPoolExecutor(ELSEWHERE) as pool:
        running = {output.name: pool.submit(_make_one, stage, output) for output in stale if output.elsewhere}
        for output in sorted(stale, key=lambda output: output.elsewhere):
            try:
                made[output.name] = running[output.name].result() if output.elsewhere else _make_one(stage, output)
            except EditionError as error:
                problems.extend(error.problems)
            advance(1)
    if problems:
        shutil.rmtree(stage, ignore_errors=True)
        raise EditionError(*problems)
    return made


def _make_one(stage: Path, output: Output) -> _Made:
    paths: list[str] = []
    for path, data in output.make():
        _write(_inside(stage, path), data)
        paths.append(path)
    return _Made(output.fingerprint, tuple(paths))


def _inside(folder: Path, path: str) -> Path:
    """The file at `path` below `folder`; ValueError where that would lie outside."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path or "\0" in path:
        raise ValueError(f"not a path below the site: {path!r}")
    if parts[0] == STATE:
        raise ValueError(f"not a path for a page: {path!r}")
    return folder.joinpath(*parts)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _move_in(site: Path, stage: Path, made: Mapping[str, _Made], kept: dict[str, _Line]) -> list[str]:
    """Move staged files into the site where their bytes are new; `kept` learns them."""
    written: list[str] = []
    for name, one in made.items():
        stamps: list[Stamp] = []
        for path in one.paths:
            target = site / path
            source = stage / path
            if not _same_bytes(source, target):
                _make_way(target)
                os.replace(source, target)
                written.append(path)
            stamp = _stamp(site, path)
            assert stamp, path
            stamps.append(stamp)
        kept[name] = _Line(one.fingerprint, tuple(stamps))
    return written


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        return (
            other.is_file()
            and not other.is_symlink()
            and one.stat().st_size == other.stat().st_size
            and one.read_bytes() == other.read_bytes()
        )
    except OSError:
        return False


def _make_way(target: Path) -> None:
    """Folders above `target`; a Problem where something that is not ours is in the way."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise EditionError(Problem(shown(target.parent), 0, "a file is in the way of a folder; move it away")) from None
    if target.is_dir() and not target.is_symlink():
        raise EditionError(Problem(shown(target), 0, "a folder is in the way of a page; move it away"))


def _in_the_way(gone: Iterable[str], new: Iterable[str]) -> list[str]:
    """What must go before the new files come: files that become folders, and the other way round."""
    files = set(new)
    folders = {str(folder) for path in files for folder in PurePosixPath(path).parents}
    return [
        path for path in gone if path in folders or any(str(folder) in files for folder in PurePosixPath(path).parents)
    ]


def _remove(site: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    folders: set[Path] = set()
    for path in paths:
        target = site / path
        target.unlink(missing_ok=True)
        folders.update(parent for parent in target.relative_to(site).parents)
    for folder in sorted(folders, key=lambda folder: -len(folder.parts)):
        if folder.parts and (site / folder).is_dir() and not any((site / folder).iterdir()):
            (site / folder).rmdir()


# -- the ledger ------------------------------------------------------------------------------------


def _read_ledger(path: Path) -> dict[str, _Line]:
    """What was published; nothing when the ledger is missing, damaged or of another version
    (then everything is made again, which is slower and just as right)."""
    try:
        data = json.loads(path.read_bytes())
        if data["version"] != VERSION:
            return {}
        return {
            name: _Line(str(fingerprint), tuple((str(file), int(size), int(changed)) for file, size, changed in files))
            for name, (fingerprint, files) in data["outputs"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_ledger(path: Path, lines: Mapping[str, _Line]) -> None:
    data = {"version": VERSION, "outputs": {name: [line.fingerprint, line.files] for name, line in lines.items()}}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    os.replace(fresh, path)


@contextmanager
def _lock(site: Path) -> Iterator[None]:
    """Nobody else publishes into `site` meanwhile; the lock goes with the process."""
    folder = site / STATE
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as file:
        try:
            _take(file.fileno())
        except OSError:
            raise EditionError(Problem(shown(site), 0, "another build is writing here; wait until it ends")) from None
        yield


def _take(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
