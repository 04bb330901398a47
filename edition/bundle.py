"""The one file that holds all others of a site: made when they are, and published with them.

What it holds is known from the ledger, so whether it has to be made again is known without
looking into a file. Why not an output like others: those know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from edition.fingerprint import digest
from edition.progress import Progress
from edition.stamps import NOWHERE
from edition.state import File, Line
from edition.values import Value


class Held(Value, frozen=True):
    """A file that the site is going to hold."""

    path: str
    digest: bytes
    """Of its bytes."""
    at: Path
    """Where they lie until it is published."""


class Bundle(Value, frozen=True):
    """One file that holds all the others, so it is made when they are, and published with them."""

    path: str
    fingerprint: str
    """Of what decides its bytes besides the files in it."""
    write: Callable[[Sequence[Held], bytes, Path, Path], bytes]
    """Given all files by path, the digest and the place of the last bundle (no digest where there is
    none), and the place of the new one, which it writes; gives its digest."""


def bundled(
    bundle: Bundle, site: Path, stage: Path, staged: Collection[str], lines: Mapping[str, Line], progress: Progress
) -> Line | None:
    """The bundle of all files in the ledger's `lines`, written into the stage, with its own line;
    None where the one in the site holds just this. `staged` are the files that lie in the stage."""
    files = sorted(
        [file for name, line in lines.items() if name != bundle.path for file in line.files],
        key=lambda file: file.path,
    )
    fingerprint = digest(bundle.fingerprint, *[part for file in files for part in (file.path, file.digest)])
    last = lines.get(bundle.path)
    is_there = last is not None and all(file.stamp != NOWHERE for file in last.files)
    if last and is_there and last.fingerprint == fingerprint:
        return None
    held = [Held(file.path, file.digest, (stage if file.path in staged else site) / file.path) for file in files]
    target = stage / bundle.path
    stage.mkdir(parents=True, exist_ok=True)
    with progress(f"packing {bundle.path}", len(held)) as advance:
        old = last.files[0].digest if last and is_there else b""
        new = bundle.write(held, old, site / bundle.path, target)
        advance(len(held))
    return Line(fingerprint, (File(bundle.path, "", new, (target.stat().st_size, 0, 0, 0)),))
