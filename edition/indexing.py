"""The search index behind the pages: made while somebody edits, and published when it is ready.

    build ─ later(edition) ─▶ None: what is published stays       the page is in the browser
                │
                ▼ a thread
        plan ─▶ the edits: what changed, as a small shard of its own ─▶ ready
             ─▶ the whole: big shards amended, or each in another process ─▶ ready
                                                                          │
    publish_index ─ now() ─▶ what is ready ◀──────────────────────────────┘     published()

A changed article of the archive lies in a shard of thousands: to amend that takes a second or two and
as many files, to make it again, where articles come or go, many seconds. So at first the old shards stay,
the catalogue says which of their articles are no longer true, and one more shard has these in their new
form. A reader finds the same in it; the index that a build from nothing gives follows as soon as it is made.

Nothing here decides what an index holds: what is not ready when it is published is made
then, by the same functions. What was begun for an edition that was edited again is dropped.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType

from edition.apart import Ready, size_of, with_edits_apart
from edition.content import Whole
from edition.making import Output
from edition.model import Edition
from edition.outgoing import index_outputs, published_shards
from edition.problems import EditionError
from edition.records import records_of
from edition.search import SMALL, Shard, plan_shards
from edition.shards import LAST, amended_files, folder_of, shard_files

BREATH = 0.1
"""Seconds before the work begins: the browser fetches the page from this very process."""
AT_ONCE = 20_000
"""Characters that are indexed so soon that nothing smaller comes before them."""
PAUSE = 2.0
"""Seconds without an edit before a big shard is made again: whoever saves once more doesn't wait for it."""
LOOK = 0.05
"""Seconds between two looks at a process that works."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The edition that an index is wanted for."""

    edition: Edition
    whole: Whole
    variants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """A process that makes a shard."""

    shard: Shard
    process: subprocess.Popen[bytes]


class Indexer:
    """Makes the index of the newest edition it is told, to be published in `site`; calls
    `tell`, from a thread of its own, when there is something to publish."""

    def __init__(self, site: Path, tell: Callable[[], None]) -> None:
        self._site = site
        self._tell = tell
        self._changed = threading.Condition()
        self._asked: Asked | None = None
        self._ready: Ready | None = None
        self._over = False
        self._failure: BaseException | None = None
        self._given: Ready | None = None
        """What somebody is publishing."""
        self._published: Ready | None = None
        self._whole: tuple[Shard, ...] = ()
        """Of the last index that was published without edits apart."""
        self._made: dict[str, Path] = {}
        """The file in which those of a shard wait to be published, by its name: one is soon written."""
        self._job: Job | None = None
        self._room = Path()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.pages = threading.Lock()
        """Held by whoever builds pages: two threads that work take turns, and the page comes first."""
        self.behind = False
        """True while a search doesn't find what the pages show."""

    def __enter__(self) -> Indexer:
        self._room = Path(tempfile.mkdtemp(prefix="edition-index-"))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()
        self._thread.join()
        shutil.rmtree(self._room, ignore_errors=True)

    def later(self, edition: Edition, whole: Whole, variants: Mapping[str, str]) -> None:
        """Begin the index of this edition; what is published stays as it is."""
        with self._changed:
            self._asked, self._ready, self.behind = Asked(edition, whole, variants), None, True
            self._changed.notify_all()

    def now(self, *_: object) -> Iterable[Output] | None:
        """The index that is ready, until it is `published` or another edition is asked for; None when
        none is. An edition that is newer has its turn later. Raise what the making of it ended with, once."""
        with self._changed:
            failure, self._failure = self._failure, None
            self._given = ready = self._ready
        if failure:
            raise failure
        return index_outputs(ready.shards, ready.variants, self._files, ready.replaced) if ready else None

    def published(self) -> None:
        """What `now` gave last is published."""
        with self._changed:
            given, self._given = self._given, None
            if given is None:
                return
            self._published = given
            if given.is_whole:
                self._whole = given.shards
            self.behind = False
            if given is self._ready:
                self._ready = None

    def _files(self, shard: Shard, variants: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        made = self._made.get(shard.name)
        if made is None:
            yield from shard_files(shard, variants, partial(published_shards, self._site))
            return
        yield from pickle.loads(made.read_bytes())

    # -- in the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        done: Asked | None = None
        try:
            while (asked := self._next(done)) is not None:
                self._wait_for_pages()
                try:
                    self._make(asked)
                except OSError as refusal:  # as of a full disk or no memory: it is told, and the next edit tries again
                    self._failure = refusal
                    self._tell()
                done = asked
        except BaseException as failure:  # a bug: it goes on in the thread that publishes
            self._failure = failure
            self._tell()
        finally:
            self._end_job()

    def _wait_for_pages(self) -> None:
        """Until nobody builds any, and a browser has loaded what was built."""
        while True:
            with self.pages:
                pass
            time.sleep(BREATH)
            if not self.pages.locked():
                return

    def _next(self, done: Asked | None) -> Asked | None:
        """The edition to index, once it isn't the one that is done; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._asked is not done)
            asked = self._asked
            while not self._over and self._changed.wait(BREATH):
                asked = self._asked
            return None if self._over else asked

    def _is_stale(self, asked: Asked) -> bool:
        return self._over or self._asked is not asked

    def _is_stale_within(self, seconds: float, asked: Asked) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._is_stale(asked), seconds)

    def _reached(self, asked: Asked) -> None:
        """What is published is right."""
        with self._changed:
            self.behind = self.behind and self._is_stale(asked)

    def _offer(self, asked: Asked, ready: Ready) -> None:
        with self._changed:
            if self._is_stale(asked):
                return
            self._ready = ready
        self._tell()

    def _make(self, asked: Asked) -> None:
        try:
            self._index(asked)
        except (EditionError, FileNotFoundError, NotADirectoryError):
            return  # A file has changed again or is gone: of this the next build tells.

    def _index(self, asked: Asked) -> None:
        """Offer the index of an edition, at first with the edits apart where the whole takes long."""
        plan = plan_shards(records_of(asked.edition, asked.whole), asked.variants)
        whole = Ready(plan, asked.variants)
        if whole.is_as(self._published):
            self._reached(asked)
            return
        self._tidy({shard.name for shard in plan})
        missing = [shard for shard in plan if not self._has(shard)]
        if self._whole and size_of(missing) > AT_ONCE:
            apart = with_edits_apart(self._whole, plan, asked.variants)
            soon = [shard for shard in apart.shards if not self._has(shard)] if apart else []
            if apart and size_of(soon) * 2 < size_of(missing):
                for shard in soon:
                    self._make_here(shard, asked.variants)
                self._offer(asked, apart)
                if self._is_stale_within(PAUSE, asked):
                    return
        running = self._job.shard.name if self._job else ""
        for shard in sorted(missing, key=lambda one: one.name != running):
            if size_of([shard]) <= SMALL:
                self._make_here(shard, asked.variants)
            elif not self._amend(shard, asked) and not self._make_elsewhere(shard, asked):
                return
        self._offer(asked, whole)

    def _has(self, shard: Shard) -> bool:
        # One that is there and damaged is made again when it is published.
        return shard.name in self._made or (self._site / folder_of(shard) / LAST).is_file()

    def _tidy(self, wanted: set[str]) -> None:
        """Drop what was made and begun for an earlier edition."""
        if self._job and self._job.shard.name not in wanted:
            self._end_job()
        for name in [name for name in self._made if name not in wanted]:
            self._made.pop(name).unlink(missing_ok=True)

    def _make_here(self, shard: Shard, variants: Mapping[str, str]) -> None:
        self._keep(shard, shard_files(shard, variants, partial(published_shards, self._site)))

    def _amend(self, shard: Shard, asked: Asked) -> bool:
        """Out of what is published, where that is soon done and still wanted."""
        files: list[tuple[str, bytes]] = []
        try:
            for file in amended_files(shard, asked.variants, published_shards(self._site), few=True):
                with self.pages:
                    pass  # whoever builds pages has gone first
                if self._is_stale(asked):
                    return False
                files.append(file)
        except (OSError, ValueError):
            return False
        self._keep(shard, files)
        return True

    def _keep(self, shard: Shard, files: Iterable[tuple[str, bytes]]) -> None:
        made = self._in_room(shard.name)
        _write(files, made)
        self._made[shard.name] = made

    def _in_room(self, name: str) -> Path:
        """A place in the folder of temporary files, from which some systems take away what is some days old."""
        self._room.mkdir(exist_ok=True)
        return self._room / name

    def _make_elsewhere(self, shard: Shard, asked: Asked) -> bool:
        """In another process, so that pages meanwhile don't wait; False when nobody needs it any more."""
        if self._is_stale(asked):
            return False
        if self._job and self._job.shard.name != shard.name:
            self._end_job()
        if self._job is None:
            self._job = Job(shard, self._start(shard, asked.variants))
        process = self._job.process
        while process.poll() is None:
            if self._is_stale_within(LOOK, asked):
                return False  # and goes on, for it may be needed all the same
        self._job = None
        if process.returncode:
            raise ChildProcessError(errno.ECHILD, "the search index was given up, as where memory is short")
        self._made[shard.name] = self._room / shard.name
        return True

    def _start(self, shard: Shard, variants: Mapping[str, str]) -> subprocess.Popen[bytes]:
        task = self._in_room(f"{shard.name}.task")
        # It works in another folder than this one.
        published = [replace(one, folder=one.folder.absolute()) for one in published_shards(self._site)]
        task.write_bytes(pickle.dumps((shard.whole(), dict(variants), published, self._room / shard.name)))
        # In a session of its own: Ctrl-C is meant for the server, which ends it with all it began.
        return subprocess.Popen(
            [sys.executable, "-m", __name__, str(task)], cwd=Path(__file__).parent.parent, start_new_session=True
        )

    def _end_job(self) -> None:
        if self._job:
            with suppress(ProcessLookupError):
                if os.name == "posix":
                    os.killpg(self._job.process.pid, signal.SIGKILL)
                else:
                    self._job.process.kill()
            self._job.process.wait()
            self._job = None


def _write(files: Iterable[tuple[str, bytes]], target: Path) -> None:
    target.write_bytes(pickle.dumps([*files]))


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(19)  # so that it waits for nobody's page
    # Written by the process that started this one, which trusts its own file.
    file = Path(sys.argv[1])
    task = file.read_bytes()
    file.unlink()
    shard, variants, published, target = pickle.loads(task)
    _write(shard_files(shard, variants, lambda: published), target)
