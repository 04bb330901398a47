"""Work shared among processes: this one, its copies, and threads that wait for other programs.

A copy (`fork`) has everything that its work needs at once, so nothing but results is
sent: no pool, no pickled tasks. Where copies can't be made, or this process has threads
that a copy would lose, the work is done here alone, with the same results.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import Generic, TypeVar

from edition.learned import hear, news
from edition.meanwhile import has_room, wait_for
from edition.values import Damaged, Value, pack, thaw

Task = TypeVar("Task")
Result = TypeVar("Result", bound=Value)
Granted = TypeVar("Granted")

WORTH_A_COPY = 200
"""Tasks. For fewer a copy costs more than it saves."""
_AT_A_TIME = 100
"""Results that a copy tells together; and after so many of its own this process hears them."""


def share(
    work: Callable[[Task], Result],
    here: Sequence[Task],
    away: Sequence[Task] = (),
    *,
    kind: type[Result],
    threads: int = 1,
    advance: Callable[[int], object] = bool,
) -> Iterator[Result]:
    """`work` for every task, in order: those of `here`, then those of `away`.

    What is `away` waits for other programs, so it is done in threads, `threads` at a time.
    Results of a copy are sent as bytes of their `kind`. `advance` is told how many more
    tasks are done.
    """
    copies = _granted(lambda: _Copies(work, here, kind)) if len(here) >= WORTH_A_COPY and has_room() else None
    try:
        with _threads(work, away, threads) as running:
            if copies:
                yield from copies.results(advance)
            else:
                for task in here:
                    yield work(task)
                    advance(1)
            for wait in running:
                yield wait()
                advance(1)
    finally:
        if copies:
            copies.end()


@contextmanager
def _threads(
    work: Callable[[Task], Result], tasks: Sequence[Task], threads: int
) -> Iterator[list[Callable[[], Result]]]:
    """The tasks begun in threads; each gives its result when it is asked for."""
    if not tasks:
        yield []
        return
    from concurrent.futures import ThreadPoolExecutor  # here, because most builds wait for nobody

    with ThreadPoolExecutor(threads) as pool:
        yield [pool.submit(work, task).result for task in tasks]


def _granted(ask: Callable[[], Granted]) -> Granted | None:
    """What the system is asked for; None where it has no more of that: processes, files, memory."""
    try:
        return ask()
    except OSError:
        return None


def _shared_file() -> int:
    """A file without a name, for this process and its copies, that has one place for all of them.

    It is opened by a path: Linux lets one process read or write at that place at a time, but not
    in a file that was never opened so, as `memfd_create` gives it (read(2), BUGS).
    """
    with suppress(AttributeError, OSError):  # not every Python can have one in memory
        memory = os.memfd_create("edition")
        try:
            return os.open(f"/proc/self/fd/{memory}", os.O_RDWR)
        finally:
            os.close(memory)
    import tempfile

    file, name = tempfile.mkstemp()
    os.unlink(name)
    return file


class _Numbers:
    """The numbers from 0 to below `end`, of which this process and its copies each take the next one:
    all of them read one file from one place, and the system lets nobody read where another has read."""

    _DIGITS = 4

    def __init__(self, end: int) -> None:
        self.file = _shared_file()
        try:
            with open(self.file, "wb", closefd=False) as file:
                file.write(b"".join([number.to_bytes(self._DIGITS, "big") for number in range(end)]))
        except OSError:
            os.close(self.file)
            raise
        os.lseek(self.file, 0, os.SEEK_SET)

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self.file, self._DIGITS):
            yield int.from_bytes(number, "big")

    def finish(self) -> None:
        """Leave no number to take."""
        os.lseek(self.file, 0, os.SEEK_END)

    def close(self) -> None:
        os.close(self.file)


class _Told(Generic[Result]):
    """What a copy tells while it works, in a file that it appends to and the other process reads."""

    def __init__(self, kind: type[Result]) -> None:
        self.kind = tuple[tuple[tuple[int, kind], ...], bytes]  # type: ignore[valid-type]
        self.file = _shared_file()
        self.place = 0

    def tell(self, results: Sequence[tuple[int, Result]], learned: bytes) -> None:
        data = pack((results, learned))
        with open(self.file, "ab", closefd=False) as file:
            file.write(len(data).to_bytes(8, "big") + data)

    def heard(self) -> Iterator[tuple[int, Result]]:
        """What is new, as far as it is whole: a copy that was killed may have told half of it."""
        there = os.fstat(self.file).st_size
        while there - self.place > 8:
            length = int.from_bytes(os.pread(self.file, 8, self.place), "big")
            if there - self.place - 8 < length:
                return
            data = os.pread(self.file, length, self.place + 8)
            self.place += 8 + length
            with suppress(Damaged):
                results, learned = thaw(data, self.kind)
                yield from results
                if learned:
                    hear(learned)

    def close(self) -> None:
        os.close(self.file)


class _Copies(Generic[Task, Result]):
    """One copy of this process for every other processor.

    The copies begin with the first tasks and this process with the last, until they meet: tasks
    that stand side by side are of one kind, and whoever does them has at hand what they share.
    Some are a hundred times the work of others, so each is taken on its own.
    What they tell is heard in between, so that nobody waits for it at the end.
    """

    def __init__(self, work: Callable[[Task], Result], tasks: Sequence[Task], kind: type[Result]) -> None:
        self.work, self.tasks = work, tasks
        with ExitStack() as opened:
            self.taken, self.first = (opened.enter_context(closing(_Numbers(len(tasks)))) for _ in range(2))
            self.opened = opened.pop_all()  # where the second was refused, the first is closed
        self.running: dict[int, _Told[Result]] = {}
        self.whole = os.getpid()
        for _ in range(len(os.sched_getaffinity(0)) - 1):
            told = _granted(lambda: _Told(kind))
            if told is None:
                break
            process = _granted(os.fork)
            if process is None:
                told.close()
                break
            if not process:
                self._copy(told)
            self.running[process] = told

    def results(self, advance: Callable[[int], object]) -> Iterator[Result]:
        """All results in the order of the tasks; raises what a task raises."""
        done: dict[int, Result] = {}
        reached = 0
        for last, taken in enumerate(self.taken, 1):
            number = len(self.tasks) - last
            done[number] = self.work(self.tasks[number])
            if not last % _AT_A_TIME:
                for told in self.running.values():
                    done.update(told.heard())
            advance(taken + 1 - reached)
            reached = taken + 1
        for told in self._ended():
            done.update(told.heard())
        for number, task in enumerate(self.tasks):
            # What a copy could not do is done here, and so raised here.
            yield done[number] if number in done else self.work(task)

    def end(self) -> None:
        """Let the copies end; where this process failed, without what is still to be done."""
        self.taken.finish()
        for _ in self._ended():
            pass
        self.opened.close()

    def _ended(self) -> Iterator[_Told[Result]]:
        """What each copy told, when it has ended."""
        for process, told in list(self.running.items()):
            wait_for(process)
            del self.running[process]
            yield told
            told.close()

    def _copy(self, told: _Told[Result]) -> None:
        """What a copy does, and its end."""
        done: list[tuple[int, Result]] = []
        try:
            for _, number in zip(self.taken, self.first, strict=False):
                if os.getppid() != self.whole:
                    os._exit(1)  # it was killed, and this copy holds its lock
                done.append((number, self.work(self.tasks[number])))
                if len(done) >= _AT_A_TIME:
                    told.tell(done, b"")
                    done.clear()
        except Exception:
            pass  # Told by the results that are missing.
        finally:
            try:
                told.tell(done, news())
            finally:
                os._exit(0)
