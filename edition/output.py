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

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from operator import attrgetter
from pathlib import Path

from edition.bundle import Bundle, bundled
from edition.making import Made, Output, digest_of, make
from edition.moving import STAGE, clear, moved_in, settle
from edition.problems import EditionError, Problem, line_with
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


class Coming(Value, frozen=True):
    """What a build is about to publish, to be looked at before it is."""

    sizes: Mapping[str, int]
    """Bytes of every file, by path."""
    new: tuple[tuple[str, str], ...]
    """Paths that were not there before, each with the file that makes it be."""
    gone: tuple[str, ...]
    """Paths that will not be there any more, in order."""
    is_known: bool
    """Whether a ledger tells what was there before."""


def publish(
    site: Path,
    outputs: Sequence[Output],
    progress: Progress = quiet,
    kept: Callable[[str], bool] = lambda name: False,
    refuse: Callable[[Coming], Iterable[Problem]] = lambda coming: (),
    looked: Callable[[], Left] | None = None,
    bundle: Bundle | None = None,
    faces: str | None = None,
) -> Published:
    """Bring `site` to exactly `outputs` and their `bundle`, and leave other outputs that were
    published and are to be `kept`, by their names, as they are. Raise EditionError when one can't
    be made, two claim one place or `refuse` finds a fault in what is coming (the site is then as
    it was), or when another build runs. `looked` gives what is there of what the last build wrote,
    where somebody looks already, or need not look (`as_left`). `faces` is a digest that decides the fingerprints
    of outputs that name it; None where none of these is planned."""
    with locked(site):
        was_undone = settle(site)
        ledger = read_ledger(site)
        there = stamps_in(ledger.lines.values())
        changed = _changed(site, there, None if was_undone else looked)
        before = _looked_at(site, ledger, changed)
        # Most often none is, and all that are known are looked through at once.
        lost = {
            name for name, line in before.items() if any([file.stamp == NOWHERE for file in line.files])
        } if changed or NOWHERE in there.values() else set()
        for path, stamp in changed.items():
            there[path] = stamp
            if stamp == NOWHERE:
                del there[path]
        stage = site / STATE / STAGE
        stale = [
            output for output in outputs
            if output.name in lost or not _is_fresh(before.get(output.name), output, ledger.faces)
        ]
        try:
            made = make(site, stage, stale, before, there, progress)
            planned = {output.name for output in outputs}
            if bundle:
                planned.add(bundle.path)
            planned.update(filter(kept, before))
            left = {name: line for name, line in before.items() if name in planned and name not in made}
            problems = [*_two_in_one_place(outputs, before, left, made)]
            problems += [problem for one in made.values() for problem in one.problems]
            lines = {**left, **{name: one.line for name, one in made.items()}}
            staged = {path for one in made.values() for path in one.staged}
            if bundle and not problems and (line := bundled(bundle, site, stage, staged, lines, progress)):
                left.pop(bundle.path, None)
                lines[bundle.path] = line
                made[bundle.path] = Made(line, (bundle.path,))
            stamps = stamps_in(lines.values())
            sizes = {path: stamp[0] for path, stamp in stamps.items()}
            old = {file.path for name, line in before.items() if name not in left for file in line.files}
            gone = sorted(path for path in old if path not in sizes and is_path(path))
            new = tuple([found for one in made.values() for found in one.new if found[0] not in old])
            if all(one.is_whole for one in made.values()):  # or what is coming is not known
                problems += refuse(Coming(sizes, new, tuple(gone), bool(before)))
            if problems:
                raise EditionError(*problems)
        except BaseException:
            clear(stage)
            raise
        names = [output.name for output in stale]
        if bundle and bundle.path in made:
            names.append(bundle.path)
        written = tuple(path for name in names for path in made[name].staged)
        # What is damaged and left is made by whoever plans it next: the ledger says so.
        is_otherwise = bool(made or gone or lost) or len(left) != len(before) or (changed and before != ledger.lines)
        if is_otherwise or faces not in (None, ledger.faces):
            forget(site, SEAL)
            forget(site, ADDRESSES)
            with moved_in(site, written, gone, there) as moved:
                for name, one in made.items():
                    if not moved.isdisjoint(one.staged):
                        lines[name] = _stamped(site, lines[name], moved)
                        stamps.update(stamps_in([lines[name]]))
                keep(site, LEDGER, Ledger(lines, ledger.faces if faces is None else faces))
        clear(stage)
        return Published(written, tuple(gone), stamps)


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


def _two_in_one_place(
    outputs: Sequence[Output],
    before: Mapping[str, Line],
    kept: Mapping[str, Line],
    made: Mapping[str, Made],
) -> list[Problem]:
    """A Problem for every file that two outputs would write (on some disks, under one name)."""

    def paths(output: Output) -> list[str]:
        line = kept[output.name] if output.name in kept else made[output.name].line
        return [file.path for file in line.files]

    if all(_has_old_places(before.get(name), one) for name, one in made.items()):
        return []  # what was published once had a place of its own
    first: dict[str, Output] = {}
    folders: dict[str, tuple[str, Output, str]] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    for output in outputs:
        for path in paths(output):
            folded, folder = path.casefold(), path.rpartition("/")[0]
            if folded in first:
                problems.append(_taken(first[folded], output, folded))
                continue
            first[folded] = output
            while folder and folder not in seen:
                seen.add(folder)
                same, other, its = folders.setdefault(folder.casefold(), (folder, output, path))
                if same != folder:
                    problems.append(_beside((folder, output, path), (same, other, its)))
                folder = folder.rpartition("/")[0]
    return problems


def _beside(*those: tuple[str, Output, str]) -> Problem:
    """That two folders differ in their letters only; told of one that the content asks for."""
    parts = [next(part for part in output.parts() if part.path == path) for _, output, path in those]
    told = 0 if parts[0].source else 1
    part, folder = parts[told], those[1 - told][0]
    message = f"would be published at {part.url}, beside the folder /{folder}/, the same on some disks"
    return Problem(part.source, line_with(part.source, part.url), message)


def _taken(first: Output, second: Output, folded: str) -> Problem:
    """That the second would write a file that the first one has."""
    claimants = {first.name: first, second.name: second}.values()
    claims = [part for one in claimants for part in one.parts() if part.path.casefold() == folded]
    message = f"would be published at {claims[-1].url}, which {claims[0].source} already takes"
    # Where the address stands in the file, it is an alias.
    return Problem(claims[-1].source, line_with(claims[-1].source, claims[-1].url), message)


def _has_old_places(line: Line | None, made: Made) -> bool:
    old = {file.path for file in line.files} if line else set()
    return all([file.path in old for file in made.line.files])
