"""Stale outputs made into the stage, in all processes: what is to be published, and isn't yet.

An output is what is made together. Of a stale one each part is looked at: what has the
fingerprint that was published is not made, and what is made and has the bytes that are
published is not written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from edition.fingerprint import mark
from edition.problems import EditionError, Problem
from edition.progress import Progress
from edition.stamps import NOWHERE, Stamp, stamp_of
from edition.state import File, Line, check_path
from edition.values import Value
from edition.workers import share

ELSEWHERE = 2
"""Outputs that other processes make at a time."""


class Part(Value, frozen=True):
    """One file to be."""

    path: str
    """Below site/, with `/`."""
    fingerprint: str
    """Of all that decides its bytes; empty when only the whole output has one."""
    make: Callable[[], bytes]
    url: str = ""
    source: str = ""
    """The file that makes this one be, for a message about two that claim one place."""


class Output(Value, frozen=True):
    """What is made together: the pages of a unit, a picture, a family of files."""

    name: str
    """Of the ledger's line: the same in every build."""
    fingerprint: Callable[[], str]
    """Of all that decides which parts there are, and their bytes; asked for by whoever compares
    or makes it, so that a clean build asks for it in two processes."""
    parts: Callable[[], Iterable[Part]]
    elsewhere: bool = False
    """True when another process does the work: then it is made while others are."""
    faces: str = ""
    """A digest that decides the fingerprint, as `publish` is given one: where the last one was this, the
    fingerprint is as it was, and isn't asked for."""


class Made(Value, frozen=True):
    """One output whose new parts lie in the stage, and what went wrong with it."""

    line: Line
    staged: tuple[str, ...] = ()
    """Paths of the parts whose bytes are new."""
    problems: tuple[Problem, ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    """Paths that the output had not before, with their sources."""
    is_whole: bool = True
    """Whether all its parts are known, those that can't be made too."""


def make(
    site: Path,
    stage: Path,
    stale: Sequence[Output],
    before: Mapping[str, Line],
    there: Mapping[str, Stamp],
    progress: Progress,
) -> dict[str, Made]:
    """Make every stale output into `stage`; by name.

    All are tried, so that one run tells all problems; then the first bug, if any, is raised.
    """
    writer = _Writer(site, stage, before, there)
    here = [output for output in stale if not output.elsewhere]
    away = [output for output in stale if output.elsewhere]
    with progress(f"making {len(stale)} parts of the site", len(stale)) as advance:
        made = dict(
            zip(
                [output.name for output in (*here, *away)],
                share(writer.made, here, away, kind=Made, threads=ELSEWHERE, advance=advance),
                strict=True,
            )
        )
    return made


class _Writer:
    """Makes outputs into the stage; knows which folders are there."""

    def __init__(self, site: Path, stage: Path, before: Mapping[str, Line], there: Mapping[str, Stamp]) -> None:
        self.site, self.stage, self.before, self.there = site, f"{stage}/", before, there
        self.folders: set[str] = set()

    def made(self, output: Output) -> Made:
        line = self.before.get(output.name)
        old = {file.path: file for file in line.files} if line else {}
        files: list[File] = []
        staged: list[str] = []
        unknown: list[tuple[str, str]] = []
        problems: list[Problem] = []
        is_whole = True
        try:
            for part in output.parts():
                check_path(part.path)
                known = old.get(part.path)
                if not known:
                    unknown.append((part.path, part.source))
                if known and part.fingerprint and known.fingerprint == part.fingerprint and known.stamp != NOWHERE:
                    files.append(known)
                    continue
                try:
                    data = part.make()
                except EditionError as error:
                    # What it claims is looked at all the same.
                    files.append(File(part.path, "", b""))
                    problems.extend(error.problems)
                    continue
                stamp, digest = self.there.get(part.path, NOWHERE), mark(data)
                if stamp[0] != len(data) or digest_of(self.site / part.path) != digest:
                    stamp = self._write(part.path, data)
                    staged.append(part.path)
                files.append(File(part.path, part.fingerprint, digest, stamp))
        except EditionError as error:
            problems.extend(error.problems)
            is_whole = False
        line = Line(output.fingerprint(), tuple(files))
        return Made(line, tuple(staged), tuple(problems), tuple(unknown), is_whole)

    def _write(self, path: str, data: bytes) -> Stamp:
        """Put a file into the stage; gives its record there."""
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            os.makedirs(self.stage + folder, exist_ok=True)
            self.folders.add(folder)
        handle = os.open(self.stage + path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            return stamp_of(handle) or NOWHERE
        finally:
            os.close(handle)


def digest_of(path: Path) -> bytes:
    """Of a file's bytes; of nothing for a link or where it can't be read."""
    try:
        return b"" if path.is_symlink() else mark(path.read_bytes())
    except OSError:
        return b""
