"""What a build keeps for the next one, in site/.edition, and the lock that keeps two apart.

The ledger says what was published, and how each file was when it was written; the other
files say what was read and learned. Whatever is missing, damaged or of another version
counts as nothing: then a build does more, and comes to the same. A process that builds
again has at hand what it kept or read last, as long as the file is the same.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from edition.problems import EditionError, Problem, shown
from edition.seal import LEDGER
from edition.stamps import NOWHERE, STATE, Stamp, stamp_of
from edition.values import Damaged, Kind, Value, pack, thaw

_REFUSALS = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.EBUSY,
    errno.ENOTDIR, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ECHILD,
}  # fmt: skip
"""What a disk, or whoever administers it, may answer, as one in a network that knows no locks; that there
is a file where the site should be; or that the system has ended a process that a build began."""
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the system answers where somebody else has the lock; the last two on Windows."""

MEMORY, EDITS, LEARNED, KNOWN, PROGRAM, ADDRESSES = "memory", "edits", "learned", "known", "program", "addresses"


class File(Value, frozen=True):
    """One file of the site, as it was written."""

    path: str
    fingerprint: str
    digest: bytes
    """Of its bytes."""
    stamp: Stamp = NOWHERE


class Line(Value, frozen=True):
    """What the ledger knows of one output."""

    fingerprint: str
    files: tuple[File, ...]


class Ledger(Value, frozen=True):
    """What was published, by the names of outputs."""

    lines: dict[str, Line]
    faces: str = ""
    """A digest that alone decides the fingerprints of many lines, as a build gave it to `publish`."""


def check_path(path: str) -> None:
    """ValueError for a path that would lie outside of the site, or in our own folder."""
    parts = path.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or not {"\\", ":", "\0"}.isdisjoint(path):
        raise ValueError(f"not a path below the site: {path!r}")
    if parts[0] == STATE:
        raise ValueError(f"not a path for a page: {path!r}")


def is_path(path: str) -> bool:
    """Whether `check_path` lets it pass: what a cache brings need not be what was kept."""
    try:
        check_path(path)
    except ValueError:
        return False
    return True


def read_ledger(site: Path) -> Ledger:
    """What was published; nothing when the ledger is missing, damaged or of another version
    (then everything is made again, which is slower and just as right)."""
    return recall(site, LEDGER, Ledger) or Ledger({})


_AT_HAND: dict[Path, tuple[Stamp, object]] = {}
"""What this process kept or recalled last, with the record of its file then."""


def recall(site: Path, name: str, kind: type[Kind]) -> Kind | None:
    """What was kept under this name; None when it is missing or can't be read."""
    path = site / STATE / name
    now = stamp_of(path) or NOWHERE
    stamp, value = _AT_HAND.get(path, (NOWHERE, None))
    if isinstance(value, kind) and now == stamp:
        return value
    try:
        found = thaw(_as_kept(path.read_bytes()), kind)
    except (OSError, Damaged):
        return None
    _AT_HAND[path] = now, found
    return found


def _as_kept(data: bytes) -> bytes | memoryview:
    """A kept value without the sum at its end; with it, and so no value, where a byte isn't what it was."""
    value = memoryview(data)[:-_SUM]
    # Older programs kept no sum.
    return value if _sum(value) == data[-_SUM:] else data


def _sum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_SUM, "big")


_SUM = 4
"""Bytes of a sum."""


def keep(site: Path, name: str, value: Value) -> None:
    """Keep a value for the next build, in one piece."""
    path = site / STATE / name
    fresh = path.with_suffix(".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        data = pack(value)
        fresh.write_bytes(data + _sum(data))
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    _AT_HAND[path] = stamp_of(path) or NOWHERE, value


def remember(site: Path, name: str, value: Value) -> None:
    """The same for what only saves time: on a full disk it's forgotten instead."""
    try:
        keep(site, name, value)
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise


def forget(site: Path, name: str) -> None:
    (site / STATE / name).unlink(missing_ok=True)


@contextmanager
def locked(site: Path) -> Iterator[None]:
    """Nobody else publishes into `site` meanwhile; the lock goes with the process. With `refusals_told`."""
    folder = site / STATE
    with refusals_told(site):
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "lock", "w", encoding="utf-8") as file:
            try:
                _take(file.fileno())
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                message = "another build is writing here; wait until it ends"
                raise EditionError(Problem(shown(site), 0, message)) from None
            yield


@contextmanager
def refusals_told(site: Path) -> Iterator[None]:
    """What the disk refuses (it's full, it may not be read or written) is told as a problem."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise
        where = Path(os.fsdecode(error.filename)) if error.filename else site
        raise EditionError(Problem(shown(where), 0, f"the system says: {error.strerror}; mend that")) from None


def _take(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
