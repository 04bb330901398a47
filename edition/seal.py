"""Whether anything has changed since the last build, by the system's record of every file.

Most of the time nothing has: an editor looks again, a workflow runs for another branch. Then
to read and to plan would be to find out the long way. `look` asks the system for the
record of each file that a build can depend on, and of each folder that libraries are
imported from; when that is what the last build saw, and every published file is as it was
written, the last build's report holds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from edition.fingerprint import code_digest, mark
from edition.output import Published
from edition.stamps import Listed, Stamp, are_settled, is_settled, listing, listings_below, stamp_of
from edition.state import PROGRAM, SEAL, Seen, locked, may_be_long, recall, seen, seen_soon
from edition.values import Value, freeze, replace
from edition.workers import meanwhile

PACKAGE = Path(__file__).resolve().parent


class Report(Value, frozen=True):
    """What one build gave."""

    published: Published
    issues: int
    articles: int
    persons: int
    hosted: bool = True
    """Whether the site knows its own address, and so has feeds and sitemaps."""
    behind: bool = False
    """Whether pages without text are still those of an edition before."""

    def again(self) -> Report:
        """What the same build gives where nothing is left to do."""
        published = replace(self.published, written=(), removed=(), unchanged=self.published.files)
        return replace(self, published=published)


class Look(Value, frozen=True):
    """All that a build can depend on, as it was at one moment."""

    folders: tuple[str, ...]
    settings: tuple[str, ...]
    apart: str
    digest: bytes
    is_settled: bool
    """Whether a later change would surely show in another look."""
    listings: dict[str, tuple[Listed, ...]]
    """What lay in each folder."""
    program: bytes
    """Digest of this program's own folders and of those of its libraries, as they lay; empty
    where a later change might not show."""
    site: Seen | None = None
    """What was published, where somebody looked at that too."""

    def listed(self, folder: str) -> tuple[Listed, ...]:
        """What lay in a folder then; in one that wasn't looked at, what lies there now."""
        return self.listings[folder] if folder in self.listings else listing(folder)


class Program(Value, frozen=True):
    """What a build found out about the program."""

    seen: bytes
    """As in `Look.program`."""
    digest: str
    """Of the code."""


class Seal(Value, frozen=True):
    """What a build saw, and what it gave."""

    digest: bytes
    report: Report


def look(folders: tuple[str, ...], settings: tuple[str, ...], apart: str = "") -> Look:
    """What `folders` and this program are like now, the folder `apart` left out; `settings` is
    what the command was told."""
    begun = time.time_ns()
    listings: dict[str, tuple[Listed, ...]] = {}
    for folder in folders:
        listings.update(listings_below(folder, apart))
    own = listings_below(str(PACKAGE))
    libraries: list[tuple[str, Stamp]] = [(name, stamp) for name in sys.path if (stamp := stamp_of(Path(name)))]
    program = freeze((sys.version, tuple(own.items()), libraries))
    everything = freeze((mark(program), os.getcwd(), settings, tuple(listings.items())))
    # A library is not installed in the moment in which it is used.
    held = are_settled(own, begun) and all([is_settled(stamp, begun) for _, stamp in libraries])
    settled = held and are_settled(listings, begun)
    return Look(folders, settings, apart, mark(everything), settled, listings, mark(program) if held else b"")


def look_beside(
    work: Iterable[object], site: Path, folders: tuple[str, ...], settings: tuple[str, ...], apart: str = ""
) -> Look:
    """`look`, and meanwhile something else, where this process can have a copy.

    Of a long newspaper the copy looks, and this process does some `work` that is most likely needed
    afterwards: its first step in any case, more as long as the copy is looking. Of a shorter one with
    many pages the copy looks at what was published; and where something has changed, the first step of
    the work is done until it has.
    """
    if may_be_long(site):
        with meanwhile(partial(look, folders, settings, apart), Look) as answer:
            for _ in work:
                if not answer.is_coming():
                    break
            return answer()
    with seen_soon(site) as published:
        found = look(folders, settings, apart)
        if not _held(site, found):
            next(iter(work), None)
        return replace(found, site=published())


def program_of(site: Path, found: Look) -> Program:
    """This program; its code is read only where it isn't the one that was read before."""
    known = recall(site, PROGRAM, Program)
    return known if known and known.seen == found.program else Program(found.program, code_digest())


def has_held(found: Look) -> bool:
    """Whether what was found is surely still so: what was too new then isn't any more."""
    if found.is_settled:
        return True
    again = look(found.folders, found.settings, found.apart)
    return again.is_settled and again.digest == found.digest


def unchanged(site: Path, found: Look) -> Report | None:
    """The report of the last build, with nothing written, where it would be the same again."""
    if not _held(site, found):
        return None
    with locked(site):
        seal, published = _held(site, found), found.site or seen(site)
        return seal.report if seal and published.is_whole and published.is_of(site) else None


def _held(site: Path, found: Look) -> Seal | None:
    """What the last build gave, where it found the same."""
    seal = recall(site, SEAL, Seal)
    return seal if seal and seal.digest == found.digest else None
