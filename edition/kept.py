"""What one build keeps for the next: the program as it found it, all that it read, learned and decided.

`state` knows how it is kept, here is what. Whatever of it is missing costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition import learned
from edition.content import Memory
from edition.fingerprint import code_digest, mark
from edition.plan import Known
from edition.seal import Glance
from edition.state import EDITS, KNOWN, LEARNED, MEMORY, PROGRAM, forget, read_ledger, recall, remember
from edition.values import Value

MANY_EDITS = 8
"""Where more than one of so many issues has changed, all that was read is kept anew."""


class Program(Value, frozen=True):
    """What a build found out about the program."""

    seen: bytes
    """Digest of its own folders and of those of its libraries, as they lay; empty where a later change
    might not show."""
    digest: str
    """Of the code."""


class Kept(Value, frozen=True):
    """What one build keeps for the next."""

    program: Program
    memory: Memory | None
    """Of what was read."""
    answers: learned.Answers | None
    known: Known | None
    """What was decided by the faces of all articles."""


def kept_in(site: Path, glance: Glance | None) -> Kept:
    """What the last build of a site has kept, beside this program as it is now; what was learned is at hand."""
    program = program_of(site, glance) if glance else Program(b"", code_digest())
    answers = recall(site, LEARNED, learned.Answers)
    learned.know(answers, program.digest)
    return Kept(program, _memory(site), answers, recall(site, KNOWN, Known))


def keep(site: Path, before: Kept, memory: Memory | None, known: Known) -> None:
    """Keep what a build has read and decided, and what it has learned, where that is another than `before`."""
    program = before.program
    if answers := learned.known(program.digest, before.answers):
        remember(site, LEARNED, answers)
    if program.seen and program != recall(site, PROGRAM, Program):
        remember(site, PROGRAM, program)
    if known is not before.known:
        remember(site, KNOWN, known)
    if memory and memory != before.memory:
        _remember(site, memory)


def program_of(site: Path, glance: Glance) -> Program:
    """This program; its code is read only where it isn't the one that was read before."""
    look = glance.look()
    seen = mark(look.program) if look.program else b""
    known = recall(site, PROGRAM, Program)
    return known if known and known.seen == seen else Program(seen, code_digest())


def recalled(folder: str) -> Iterator[object]:
    """What the last build of a site kept, step by step: from then on it is at hand for a build in this process."""
    site = Path(folder)
    yield read_ledger(site)
    yield recall(site, MEMORY, Memory)
    yield recall(site, KNOWN, Known)


def _memory(site: Path) -> Memory | None:
    memory, edits = recall(site, MEMORY, Memory), recall(site, EDITS, Memory)
    return memory.edited(edits) if memory and edits and edits.program == memory.program else memory


def _remember(site: Path, now: Memory) -> None:
    """Keep what was read: as long as that is little, beside what was read before."""
    before = recall(site, MEMORY, Memory)
    edits = now.edits(before) if before and before.program == now.program else now
    if len(edits.articles) * MANY_EDITS < len(now.articles):
        remember(site, EDITS, edits)
    else:
        remember(site, MEMORY, now)
        forget(site, EDITS)
