"""Watching and serving: rebuild after every change, and reload the pages that are open.

    folders ─ watchdog ─▶ changes ─ bursts ─▶ build ─▶ Outcome ─▶ terminal
                             ▲                            │
    the index, made later ───┘                            ▼
    browser ◀─ __events (Server-Sent Events) ◀────────── News
    browser ◀─ pages below the base path, with __reload.js put in ◀─ site/

**How long a burst lasts.** A save is up to five changes within 5 ms: a trial file, a swap
file, a renaming (measured on Linux: Vim, `sed -i`, plain writing; below 1 ms apart, 15 ms
with both processors taken by others). So `QUIET` is 30 ms, which is all that an editor
waits for. A checkout of 8,000 files comes with gaps of up to 27 ms, and of 63 ms on a busy
machine: so from `MANY` changed files on it takes `QUIET_AFTER_MANY` to end a burst, which
nobody notices there. A burst ends after `LONGEST` in any case: something may write for ever.

Why not build at once and again after the burst: a build in the middle of a checkout reads
half of it, and tells mistakes that nobody made.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from queue import Empty, Queue
from types import FrameType, TracebackType
from typing import TextIO

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper
from watchdog.observers.polling import PollingObserver

from edition.news import Outcome
from edition.server import Server
from edition.words.sentences import Say

QUIET = 0.03
"""Seconds without a change that end a burst."""
MANY = 10
"""Changed files that are no save of one file, but a checkout or a folder that was moved."""
QUIET_AFTER_MANY = 0.2
"""Seconds without a change that end a burst of many."""
LONGEST = 10.0
"""Seconds after which a burst ends though changes still come."""
TURN = 0.0005
"""Seconds that a thread works on before another has its turn. Python's own 0.005 let a browser wait so long for
each of the ten files of a page, where a build goes on meanwhile."""

Change = Path | None
"""What changed; None: nothing that a person wrote, but what was left for later is ready."""


def serve(
    build: Callable[[bool], Outcome],
    *,
    site: Path,
    watched: Sequence[Path],
    base_path: str = "/",
    port: int = 8000,
    out: TextIO = sys.stdout,
    changes: Queue[Change] | None = None,
    told: Callable[[Collection[Path]], object] = frozenset,
    say: Say = str,
) -> None:
    """Build, serve `site` and build again after every change, until Ctrl-C.

    `build` is told whether somebody changed something; if not, its last outcome was `behind`, or
    `changes`, which others may fill too, said that what it left for later is ready. `watched` are folders
    (with all below) and files; they need not exist yet. `port` 0 takes any that is free.
    Before each build `told` hears what changed. What is said besides is said by `say`.
    Raise EditionError: no port to be had.
    """
    changes = Queue() if changes is None else changes
    turn = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    if _is_main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # leaves nothing behind either
    try:
        with Server(site, base_path, port, out, say) as server, Watcher(watched, changes, out, say) as watcher:

            newest = Outcome(True, "")

            def tell(outcome: Outcome, cause: str) -> None:
                nonlocal newest
                newest = outcome
                # First the browser, so that it does not wait for a slow terminal.
                server.news.tell(outcome)
                for problem in outcome.problems:
                    print(problem, file=out)
                print(f"{cause}{outcome.summary}", file=out, flush=True)

            def build_and_tell(cause: str) -> None:
                with finished_before_ctrl_c(out, say):
                    outcome = build(True)
                    tell(outcome, cause)
                    while outcome.behind:
                        outcome = build(False)
                        tell(outcome, say("other pages: "))

            def publish_and_tell() -> None:
                with finished_before_ctrl_c(out, say):
                    outcome = build(False)
                    is_known = outcome.problems and outcome.problems == newest.problems
                    is_news = outcome.search or outcome.pages != frozenset() or outcome.problems or not newest.ok
                    if is_news and not is_known:
                        tell(outcome, say("search: " if outcome.search else "other pages: "))

            build_and_tell("")
            print(f"{server.url}  {say('(Ctrl-C ends)')}", file=out, flush=True)
            for changed in bursts(changes):
                watcher.look_again(changed)
                told(changed)
                if changed:
                    build_and_tell(f"{say(_named(changed))}: ")
                else:
                    publish_and_tell()
    except KeyboardInterrupt:
        print(file=out)
    finally:
        sys.setswitchinterval(turn)


@contextmanager
def finished_before_ctrl_c(out: TextIO, say: Say) -> Iterator[None]:
    """Let a build end before Ctrl-C does its work, so that no site is left half new; a
    second Ctrl-C doesn't wait."""
    asked = False

    def wait(signum: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        told = f"\n{say('ending when the site is whole; Ctrl-C again ends at once')}"
        # In a thread, which waits its turn: the signal may have come in the middle of another print.
        threading.Thread(target=print, args=(told,), kwargs={"file": out, "flush": True}).start()

    # Only the main thread may ask, and where Ctrl-C is switched off it stays so.
    heard = [
        signum for signum in (signal.SIGINT, signal.SIGTERM)
        if _is_main_thread() and signal.getsignal(signum) is signal.default_int_handler
    ]
    for signum in heard:
        signal.signal(signum, wait)
    try:
        yield
    finally:
        for signum in heard:
            signal.signal(signum, signal.default_int_handler)
    if asked:
        raise KeyboardInterrupt


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _named(changed: Collection[Path]) -> str:
    """`01-03.md`, or `01-03.md and 4 more`; temporary files that are gone again don't count."""
    names = sorted(path.name for path in changed if path.exists()) or sorted(path.name for path in changed)
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


# ── watching ─────────────────────────────────────────────────────────────────────────


def bursts(changes: Queue[Change], quiet: float = QUIET) -> Iterator[frozenset[Path]]:
    """What changed, burst by burst; a burst ends after `quiet` seconds without a change.

    Empty when nothing did, but what was left for later is ready. What comes in while a
    burst is being worked on waits in the queue, and is one more burst, however much it is.
    """
    while True:
        try:
            # Waking up once a second is what lets Ctrl-C through on Windows.
            burst = {changes.get(timeout=1)}
        except Empty:
            continue
        end = time.monotonic() + LONGEST
        with suppress(Empty):
            while time.monotonic() < end:
                burst.add(changes.get(timeout=quiet if len(burst) < MANY else max(quiet, QUIET_AFTER_MANY)))
        yield frozenset(path for path in burst if path is not None)


def is_noise(path: PurePath) -> bool:
    """True for what editors, Python and the system leave beside the files a person means.

    `path` is relative to what is watched: the newspaper itself may live in a dot folder.
    """
    return path.name == "4913" or any(  # 4913: Vim's trial whether it may write in a folder
        part.startswith((".", "#"))
        or part.endswith(("~", ".swp", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"))
        or part == "__pycache__"
        for part in path.parts
    )


# Openings, closings and reads are left out: a build reads what is watched, and would
# start itself for ever. So are changed folders: the file that changed tells its own.
_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]


class Watcher(FileSystemEventHandler):
    """Puts every change below `watched` that is no noise into `changes`."""

    def __init__(self, watched: Sequence[Path], changes: Queue[Change], out: TextIO, say: Say = str) -> None:
        self._say = say
        self._watched = tuple(Path(os.path.realpath(path)) for path in watched)
        self._changes = changes
        self._out = out
        self._observer: BaseObserver | None = None

    def __enter__(self) -> Watcher:
        # watchdog 7.1 warns when it finds a new folder in a new folder twice, which does no harm.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        # And it complains when it is ended in the moment in which something changes.
        logging.getLogger("watchdog.observers.inotify").addFilter(lambda record: "is inactive" not in record.msg)
        # Half a second is what it holds back a file that was moved away, and all that comes
        # behind it, for the case that the file turns up elsewhere: that comes in the same breath.
        InotifyMoveEventGrouper.delay = QUIET / 2
        try:
            self._start(Observer)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EMFILE):
                raise
            self._stop()
            print(self._say("the system can't watch any more folders; looking once a second instead"), file=self._out)
            self._start(PollingObserver)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            if name and self._matters(Path(os.fsdecode(name))):
                self._changes.put(Path(os.fsdecode(name)))

    def look_again(self, changed: Collection[Path]) -> None:
        """Watch anew when a watched folder, or one above it, was itself made, moved or removed."""
        moved = [change for change in changed if not change.is_file()]
        if self._observer and any(path.is_relative_to(change) for path in self._watched for change in moved):
            self._observer.unschedule_all()
            self._schedule(self._observer)

    def _matters(self, path: Path) -> bool:
        return any(
            watched.is_relative_to(path) or (path.is_relative_to(watched) and not is_noise(path.relative_to(watched)))
            for watched in self._watched
        )

    def _start(self, kind: Callable[[], BaseObserver]) -> None:
        self._observer = kind()
        self._observer.start()
        self._schedule(self._observer)

    def _stop(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _schedule(self, observer: BaseObserver) -> None:
        """Watch each folder with all below, and the folder above each: there it comes and goes.

        The folders above come last: watchdog 7 keeps silent when it meets the system's
        limit in the middle of a tree, and tells it for the next folder asked for.
        """
        for path in self._watched:
            if path.is_dir():
                with suppress(FileNotFoundError):  # removed in this very moment
                    observer.schedule(self, str(path), recursive=True, event_filter=_CHANGES)
        for path in self._watched:
            above = next((folder for folder in path.parents if folder.is_dir()), path)
            observer.schedule(self, str(above), recursive=False, event_filter=_CHANGES)
