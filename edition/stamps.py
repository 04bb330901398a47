"""The system's own record of a file: as long as that is the same, so is the file.

Size and time of change alone can be the same for two texts, where somebody sets a clock
back or unpacks an archive; together with the inode and the time at which the inode
changed, which no ordinary program can set, they can't.

This is used before anything else is imported, so it needs only what Python has at hand when it starts.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    Listing = Callable[[str], tuple["Listed", ...]]
    """Tells what lies in a folder."""

Stamp = tuple[int, int, int, int]
"""Size in bytes, time of change and of the inode's change in nanoseconds, inode."""

NOWHERE: Stamp = (0, 0, 0, 0)
"""Of a file that is not there, or not what it should be."""

STATE = ".edition"
"""Folder in site/ for what a build keeps; hosts leave dot files out."""

_TICK = 20_000_000
"""Nanoseconds within which a file may change twice and keep its time: the system's clock
for files ticks 100 to 1000 times a second."""
_SECOND = 1_000_000_000


def stamp_of(file: str | Path | os.DirEntry[str] | int) -> Stamp | None:
    """The record of a file or link, or of a file that is open (its number); None where there is none."""
    try:
        if isinstance(file, os.DirEntry):
            found = file.stat(follow_symlinks=False)
        else:
            found = os.fstat(file) if isinstance(file, int) else os.lstat(file)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


Listed = tuple[str, str, Stamp]
"""A name in a folder, what it is (`file`, `folder` or `link`), and its record (a folder has none)."""


def listing(folder: str) -> tuple[Listed, ...]:
    """What lies in a folder, by name; OSError where there is none."""
    listed: list[Listed] = []
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                listed.append((entry.name, "folder", NOWHERE))
            elif stamp := stamp_of(entry):
                listed.append((entry.name, "link" if entry.is_symlink() else "file", stamp))
    listed.sort()
    return tuple(listed)


def listings_below(folder: str, apart: str = "") -> dict[str, tuple[Listed, ...]]:
    """What lies in a folder and in all below it, by folder; without what Python has compiled, and
    without the folder `apart`. Nothing where there is no such folder."""
    found: dict[str, tuple[Listed, ...]] = {}
    rest = [folder]
    while rest:
        above = rest.pop()
        try:
            listed = listing(above)
        except OSError:
            continue
        own = [one for one in listed if one[0] != "__pycache__" and f"{above}/{one[0]}" != apart]
        found[above] = tuple(own)
        rest += [f"{above}/{name}" for name, kind, _ in reversed(own) if kind == "folder"]
    return found


def published(site: str | Path) -> list[tuple[str, Stamp]]:
    """The record of every file below `site`, by path, without what a build keeps there."""
    found: list[tuple[str, Stamp]] = []
    rest = [("", str(site))]
    while rest:
        prefix, folder = rest.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if prefix or entry.name != STATE:
                            rest.append((f"{prefix}{entry.name}/", entry.path))
                    elif stamp := stamp_of(entry):
                        found.append((prefix + entry.name, stamp))
        except (FileNotFoundError, NotADirectoryError):
            continue
    found.sort()
    return found


def are_settled(listings: Mapping[str, tuple[Listed, ...]], begun: int) -> bool:
    """Whether every file is; whatever is behind a link may change without a trace."""
    return all([
        kind == "file" and is_settled(stamp, begun)
        for listed in listings.values() for _, kind, stamp in listed if kind != "folder"
    ])  # fmt: skip


class Listings:
    """What lies in folders, each looked at once, for a process that is told what changes."""

    FEW = 5
    """Changed files that leave no doubt that no others changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Listed, ...]] = {}
        self._folders: dict[str, str] = {}
        """By the path without symbolic links, as a watcher names them."""

    def __call__(self, folder: str) -> tuple[Listed, ...]:
        found = self._known.get(folder)
        if found is None:
            found = self._known[folder] = listing(folder)
            self._folders[os.path.realpath(folder)] = folder
        return found

    def changed(self, paths: Collection[Path]) -> None:
        """Look again where files changed; everywhere, where folders did or many files."""
        # A link that is put into a folder changes that one, not where it leads.
        real = [os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path)) for path in paths]
        if len(real) > self.FEW or any(path in self._folders or os.path.isdir(path) for path in real):
            self._known.clear()
        for path in real:
            self._known.pop(self._folders.get(os.path.dirname(path), ""), None)


def is_settled(stamp: Stamp, begun: int) -> bool:
    """Whether a change after the moment `begun`, in nanoseconds, would show in the record.

    A file that was changed just before may change again within the same tick of the
    clock; where times are whole seconds, as on some disks, a tick is two of them.
    """
    newest = max(stamp[1], stamp[2])
    return newest < begun - (2 * _SECOND if stamp[1] % _SECOND == 0 else _TICK)
