"""The only way into site/: publishing without tears.

    planned outputs ──▶ stale? ──no──▶ left as it is
                          │yes
                          ▼
              its parts ──▶ new? ──no──▶ left as it is
                          │yes
                          ▼
                 made into site/.edition/stage/     (`making`) nothing is published if one fails
                          │
                          ▼
           the file that holds all others           where one is asked for: `Bundle`
                          │
                          ▼
            files moved in, unplanned ones removed, ledger learns      (`moving`: all or nothing)

An output is stale when its fingerprint is new or when a file of it isn't what was
written: the system's record of the file says so, and where that is another, as after a
restored copy, the bytes do. Then each of its parts is looked at in the same way. Only
files that the ledger knows are ever deleted. A lock keeps two builds apart.

Why not a fresh folder each time: most builds change a few pages of thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from operator import attrgetter
from pathlib import Path

from edition.bundle import Bundle, bundled
from edition.claims import two_in_one_place
from edition.making import Made, Output, digest_of, make
from edition.moving import STAGE, clear, moved_in, settle
from edition.problems import EditionError, Problem
from edition.progress import Progress, quiet
from edition.seal import LEDGER, SEAL, Left
from edition.stamps import NOWHERE, STATE, Stamp, published, stamp_of
from edition.state import ADDRESSES, File, Ledger, Line, forget, is_path, keep, locked, read_ledger
from edition.values import Value, replace

_PATH, _STAMP = attrgetter("path"), attrgetter("stamp")


class Published(Value, frozen=True):
    """What publishing did."""

    written: tuple[str, ...]
    """Paths whose bytes are new, in the order of the plan."""
    removed: tuple[str, ...]
    stamps: dict[str, Stamp]
    """Of every file, by path, as it lies in the site now."""

    @property
    def unchanged(self) -> int:
        """How many files were left as they were."""
        return len(self.stamps) - len(self.written)

    @property
    def pages(self) -> int:
        """How many of the files are read in a browser."""
        return sum([path.endswith(".html") for path in self.stamps])

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of every file, by path."""
        return {path: stamp[0] for path, stamp in self.stamps.items()}


class Wanted(Value, frozen=True):
    """What a site is to hold."""

    outputs: tuple[Output, ...]
    bundle: Bundle | None = None
    """The file that holds all others."""
    stays: Callable[[str], bool] = lambda name: False
    """Whether another output that was published stays as it is, by its name."""
    faces: str | None = None
    """A digest that decides the fingerprints of outputs that name it; None where none of these is planned."""


class Coming(Value, frozen=True):
    """What a build is about to publish, to be looked at before it is."""

    lines: dict[str, Line]
    """The ledger's."""
    stamps: dict[str, Stamp]
    """Of every file, by path; of a new one where it lies now."""
    made: Mapping[str, Made]
    written: tuple[str, ...]
    """Paths whose bytes are new, in the order of the plan."""
    new: tuple[tuple[str, str], ...]
    """Paths that were not there before, each with the file that makes it be."""
    gone: tuple[str, ...]
    """Paths that will not be there any more, in order."""
    is_known: bool
    """Whether a ledger tells what was there before."""
    problems: tuple[Problem, ...]
    """What stands against it already."""

    @property
    def sizes(self) -> Iterator[tuple[str, int]]:
        """Every file's path and bytes."""
        return ((path, stamp[0]) for path, stamp in self.stamps.items())


class _Before(Value, frozen=True):
    """What was published."""

    lines: dict[str, Line]
    """The ledger's, with the records that files have now."""
    there: Mapping[str, Stamp]
    """Of every file that is there, by path."""
    lost: Collection[str]
    """Outputs of which a file isn't what was written."""
    faces: str
    """As in `Wanted`."""
    is_otherwise: bool
    """Whether the ledger says something else of a file."""


def publish(
    site: Path,
    wanted: Wanted,
    refuse: Callable[[Coming], Iterable[Problem]] = lambda coming: (),
    looked: Callable[[], Left] | None = None,
    progress: Progress = quiet,
) -> Published:
    """Bring `site` to exactly what is `wanted`. Raise EditionError when an output can't be made, two claim
    one place or `refuse` finds a fault in what is coming (the site is then as it was), or when another
    build runs. `looked` gives what is there of what the last build wrote, where somebody looks already, or
    need not look (`as_left`)."""
    with locked(site):
        was_undone = settle(site)
        before = _before(site, None if was_undone else looked)
        stage = site / STATE / STAGE
        try:
            coming = _made(site, stage, wanted, before, progress)
            problems = [*coming.problems]
            if all(one.is_whole for one in coming.made.values()):  # or what is coming is not known
                problems += refuse(coming)
            if problems:
                raise EditionError(*problems)
        except BaseException:
            clear(stage)
            raise
        published = _moved_in(site, wanted, before, coming)
        clear(stage)
        return published


def _before(site: Path, looked: Callable[[], Left] | None) -> _Before:
    ledger = read_ledger(site)
    there = stamps_in(ledger.lines.values())
    changed = _changed(site, there, looked)
    lines = _looked_at(site, ledger, changed)
    # Most often none is, and all that are known are looked through at once.
    lost = {
        name for name, line in lines.items() if any([file.stamp == NOWHERE for file in line.files])
    } if changed or NOWHERE in there.values() else set()
    for path, stamp in changed.items():
        there[path] = stamp
        if stamp == NOWHERE:
            del there[path]
    return _Before(lines, there, lost, ledger.faces, bool(changed) and lines != ledger.lines)


def _made(site: Path, stage: Path, wanted: Wanted, before: _Before, progress: Progress) -> Coming:
    """What is new made into the stage, and what is coming with it."""
    stale = [
        output for output in wanted.outputs
        if output.name in before.lost or not _is_fresh(before.lines.get(output.name), output, before.faces)
    ]
    made = make(site, stage, stale, before.lines, before.there, progress)
    names = [output.name for output in stale]
    planned = {output.name for output in wanted.outputs}
    bundle = wanted.bundle
    if bundle:
        planned.add(bundle.path)
    planned.update(filter(wanted.stays, before.lines))
    left = {name: line for name, line in before.lines.items() if name in planned and name not in made}
    problems = [*two_in_one_place(wanted.outputs, before.lines, left, made)]
    problems += [problem for one in made.values() for problem in one.problems]
    lines = {**left, **{name: one.line for name, one in made.items()}}
    staged = {path for one in made.values() for path in one.staged}
    if bundle and not problems and (line := bundled(bundle, site, stage, staged, lines, progress)):
        left.pop(bundle.path, None)
        lines[bundle.path] = line
        made[bundle.path] = Made(line, (bundle.path,))
        names.append(bundle.path)
    stamps = stamps_in(lines.values())
    old = {file.path for name, line in before.lines.items() if name not in left for file in line.files}
    gone = sorted(path for path in old if path not in stamps and is_path(path))
    new = [found for one in made.values() for found in one.new if found[0] not in old]
    written = [path for name in names for path in made[name].staged]
    return Coming(
        lines, stamps, made, tuple(written), tuple(new), tuple(gone), bool(before.lines), tuple(problems)
    )  # fmt: skip


def _moved_in(site: Path, wanted: Wanted, before: _Before, coming: Coming) -> Published:
    """What lies in the stage moved to its place, what is gone removed, and the ledger told."""
    lines, stamps = coming.lines, coming.stamps
    # What is damaged and left is made by whoever plans it next: the ledger says so.
    is_new = coming.made or coming.gone or before.lost or before.is_otherwise or len(lines) != len(before.lines)
    if is_new or wanted.faces not in (None, before.faces):
        forget(site, SEAL)
        forget(site, ADDRESSES)
        with moved_in(site, coming.written, coming.gone, before.there) as moved:
            of_moved = [name for name, one in coming.made.items() if not moved.isdisjoint(one.staged)]
            stamped = {name: _stamped(site, lines[name], moved) for name in of_moved}
            lines, stamps = lines | stamped, stamps | stamps_in(stamped.values())
            keep(site, LEDGER, Ledger(lines, before.faces if wanted.faces is None else wanted.faces))
    return Published(coming.written, coming.gone, stamps)


def as_left(site: Path) -> Left:
    """What is there where nobody else has written since the last build: all of it, as it left it."""
    return stamp_of(site / STATE / LEDGER) or NOWHERE, None


def _changed(site: Path, known: Mapping[str, Stamp], left: Callable[[], Left] | None) -> Mapping[str, Stamp]:
    """By path, the record of every file with another one than is `known` from the ledger, or that it doesn't
    know; NOWHERE where one is gone."""
    ledger, files = left() if left else (NOWHERE, None)
    if not left or ledger != stamp_of(site / STATE / LEDGER):  # somebody else has published since
        files = published(site)
    if files is None:
        return {}
    gone = dict.fromkeys(known.keys() - {path for path, _ in files}, NOWHERE)
    return gone | {path: now for path, now in files if known.get(path) != now}


def _looked_at(site: Path, ledger: Ledger, changed: Mapping[str, Stamp]) -> dict[str, Line]:
    """The ledger's lines, with the records that their files have now."""

    def now(file: File) -> File:
        stamp = changed.get(file.path, file.stamp)
        if stamp == file.stamp:
            return file
        same = stamp[0] == file.stamp[0] and digest_of(site / file.path) == file.digest
        return replace(file, stamp=stamp if same else NOWHERE)

    if not changed:
        return ledger.lines
    return {
        name: line if changed.keys().isdisjoint([file.path for file in line.files])
        else replace(line, files=tuple(map(now, line.files)))
        for name, line in ledger.lines.items()
    }  # fmt: skip


def stamps_in(lines: Iterable[Line]) -> dict[str, Stamp]:
    """The records of all files in lines of the ledger, by path."""
    files = [file for line in lines for file in line.files]
    return dict(zip(map(_PATH, files), map(_STAMP, files), strict=True))


def _is_fresh(line: Line | None, output: Output, faces: str) -> bool:
    """`faces`: those of the ledger."""
    if line is None:
        return False
    is_known = output.faces and output.faces == faces and line.fingerprint != ""
    return is_known or line.fingerprint == output.fingerprint()


def _stamped(site: Path, line: Line, moved: Set[str]) -> Line:
    """The line with the records of files that were just moved in."""
    return replace(
        line,
        files=tuple(
            replace(file, stamp=stamp_of(f"{site}/{file.path}") or NOWHERE) if file.path in moved else file
            for file in line.files
        ),
    )
