"""Whether anything has changed since the last build, by the system's record of every file.

Most of the time nothing has: an editor looks again, a workflow runs for another branch. Then
to read and to plan would be to find out the long way, and so would be to import what reads and
plans. A `Glance` asks the system for the record of each file that a build can depend on, of each
folder that libraries are imported from, and of each file that a build writes; when that is what
the last build saw and left, what it said holds.

The seal is those records as bytes, and what was said. They are compared and never read, so
whatever lies there can only cost time. And this room needs only what Python has at hand when it
starts, which is why its values aren't those of other rooms.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

from edition.meanwhile import Meanwhile
from edition.stamps import (
    NOWHERE,
    STATE,
    Listed,
    Stamp,
    is_settled,
    listing,
    listings_below,
    published,
    stamp_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

PACKAGE = os.path.dirname(os.path.realpath(__file__))
SEAL, LEDGER = "seal", "ledger"
"""Names in the folder of what a build keeps."""
RECORD = "published"
"""Folder in content/ with the record of addresses, which a build writes as it does site/."""
SECONDS = "\0"
"""Stands in what was said for the time it took."""
SPOKEN = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables of the environment that say in which language, the first before the others."""

_LONG = 250_000
"""Bytes that a look takes at some 5,000 articles: that takes half as long as a build's imports, which
are wasted where nothing has changed."""
_LARGE = 300_000
"""Bytes that are sealed of a site with some 4,000 files: then a copy pays to look at them."""

Left = tuple[Stamp, "list[tuple[str, Stamp]] | None"]
"""The record of the ledger, and those of all published files, by path; None where all is as the last build left it."""


class Look:
    """All that a build can depend on, as it was at one moment."""

    def __init__(
        self, data: bytes, new: list[tuple[str, Stamp]], program: bytes, listings: dict[str, tuple[Listed, ...]]
    ) -> None:
        self.data = data
        self.new = new
        """Files of which a later change might not show in another look, so that they must be looked at again
        when they have been read; with no record where it may never show, as behind a link."""
        self.program = program
        """The folders of this program and of its libraries, as they lay; empty where a later change might not show."""
        self._listings = listings

    def listed(self, folder: str) -> tuple[Listed, ...]:
        """What lay in a folder then; in one that wasn't looked at, what lies there now."""
        return self._listings[folder] if folder in self._listings else listing(folder)


class Glance:
    """A look at everything when a command begins, and the seal that it leaves when it ends.

    A copy of this process looks at a long newspaper and at a large site; so it must be closed, as by `with`.
    """

    def __init__(self, site: str, folders: tuple[str, ...], settings: tuple[str, ...], record: str = "") -> None:
        """`folders` hold what a build reads, without the folder `record`, which it writes as it does `site`."""
        self.begun = time.monotonic()
        self._site, self._folders, self._settings, self._record = site, folders, settings, record
        self._file = f"{site}/{STATE}/{SEAL}"
        self._stamp = stamp_of(self._file)
        self._sealed = seen, left, _ = _parts(self._file)
        size = len(left) or (stamp_of(f"{site}/{STATE}/{LEDGER}") or NOWHERE)[0]
        # Where nothing is sealed, all that a build needs is needed.
        is_long = not seen or len(seen) > _LONG
        self._copy = Meanwhile(*[self._seen_now] * is_long, *[self._left_now] * (is_long or size > _LARGE))
        self._look: Look | None = None

    def __enter__(self) -> Glance:
        return self

    def __exit__(self, *raised: object) -> None:
        self._copy.__exit__()

    def while_looking(self, work: Iterable[object]) -> None:
        """Do some work that is most likely needed, step by step, as long as a copy looks at the newspaper."""
        if self._copy.is_coming(self._seen_now):
            for _ in work:
                if not self._copy.is_coming(self._seen_now):
                    break

    def look(self) -> Look:
        if not self._look:
            self._look = Look(*self._copy(self._seen_now))
        return self._look

    def left(self) -> Left:
        """What is there of what the last build wrote."""
        found: Left = self._copy(self._left_now)
        return found

    def again(self) -> str | None:
        """What the last build would say again, with SECONDS, where there is nothing to do."""
        seen, _, said = self._sealed
        # In any case a look comes before anything is read.
        if self.look().data != seen or not seen or self.left()[1] is not None:
            return None
        # Whoever publishes takes the seal away first.
        return said.decode(errors="surrogatepass") if stamp_of(self._file) == self._stamp else None

    def leave(self, files: Mapping[str, Stamp], said: str, holds: Callable[[], bool] = lambda: True) -> None:
        """Seal a build that has left these `files`, by path, where what was too new when it began is as it was,
        and isn't any more. Whether the record `holds` is asked when it has been looked at."""
        look, now = self.look(), time.time_ns()
        if any([stamp_of(path) != stamp or not is_settled(stamp, now) for path, stamp in look.new]):
            return
        there = sorted(files.items())
        if not files.keys() >= {path for path, _ in self.left()[1] or ()}:
            there = published(self._site)  # with what somebody else has put there
            if not files.items() <= dict(there).items():
                return
        left = _bytes(self._written(there))
        if not holds():
            return
        parts = look.data, left, said.encode(errors="surrogatepass")
        if parts == self._sealed:
            return
        fresh = f"{self._file}.new"
        try:
            with open(fresh, "wb") as out:
                out.write(b"".join([*(len(part).to_bytes(_SIZE, "big") for part in parts), *parts]))
            os.replace(fresh, self._file)
        except OSError:  # the next build takes longer
            for file in (fresh, self._file):
                try:
                    os.unlink(file)
                except OSError:
                    continue

    def _seen_now(self) -> tuple[bytes, list[tuple[str, Stamp]], bytes, dict[str, tuple[Listed, ...]]]:
        """As in `Look`."""
        begun = time.time_ns()
        listings: dict[str, tuple[Listed, ...]] = {}
        for folder in self._folders:
            listings.update(listings_below(folder, self._record))
        own = listings_below(PACKAGE)
        libraries = [(name, stamp) for name in sys.path if (stamp := stamp_of(name))]
        program = _bytes((sys.version, tuple(own.items()), libraries))
        data = _bytes((program, os.getcwd(), self._settings, tuple(listings.items())))
        # A library is not installed in the moment in which it is used.
        new = [*_new(own, begun), *[one for one in libraries if not is_settled(one[1], begun)]]
        return data, [*new, *_new(listings, begun)], b"" if new else program, listings

    def _left_now(self) -> Left:
        files = published(self._site)
        written = self._written(files)
        return written[0], None if _bytes(written) == self._sealed[1] else files

    def _written(self, files: list[tuple[str, Stamp]]) -> tuple[Any, ...]:
        """The records of all that a build writes, that of the ledger first."""
        ledger = stamp_of(f"{self._site}/{STATE}/{LEDGER}") or NOWHERE
        return ledger, files, tuple(listings_below(self._record).items())


_SIZE = 8
"""Bytes of a length in the seal."""


def _parts(file: str) -> tuple[bytes, bytes, bytes]:
    """What a build saw, left and said; nothing where no seal is."""
    try:
        with open(file, "rb") as sealed:
            data = sealed.read()
    except OSError:
        return b"", b"", b""
    first, second, third = (int.from_bytes(data[at : at + _SIZE], "big") for at in (0, _SIZE, 2 * _SIZE))
    start = 3 * _SIZE
    if len(data) != start + first + second + third:
        return b"", b"", b""
    return data[start : start + first], data[start + first : start + first + second], data[start + first + second :]


def _new(listings: dict[str, tuple[Listed, ...]], begun: int) -> list[tuple[str, Stamp]]:
    """As in `Look`."""
    return [
        (f"{folder}/{name}", stamp if kind == "file" else NOWHERE)
        for folder, listed in listings.items() for name, kind, stamp in listed
        if kind == "link" or (kind == "file" and not is_settled(stamp, begun))
    ]  # fmt: skip


def _bytes(value: tuple[Any, ...]) -> bytes:
    # From the third version on equal values may have other bytes, by who else holds what is in them.
    return marshal.dumps(value, 2)
