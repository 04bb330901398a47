"""What a copy of this process finds out while this one goes on; where there can be none, whoever asks does.

This is used before anything else is imported, so it needs only what Python has at hand when it starts.
"""

from __future__ import annotations

import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Meanwhile:
    """Answers that are asked for later: of texts, bytes, numbers, None, and tuples, lists and dicts of these.

    A copy of this process (`fork`) works on them one after the other. It must be closed, as by `with`: then it
    ends, whether it was asked or not.
    """

    def __init__(self, *works: Callable[[], Any]) -> None:
        self._coming = list(works)
        """What the copy does, and has not been heard of."""
        self._known: dict[Callable[[], Any], Any] = {}
        self._told: tuple[int, ...] = ()
        """A file with the answers, and the pipe that tells how long the next one is: a pipe alone
        holds little, and whoever fills it waits until it's read."""
        self._place = 0
        self._process = 0
        if works and has_room():
            self._begin()

    def __call__(self, work: Callable[[], Any]) -> Any:
        """What `work` gives; the same whenever it is asked for."""
        while work not in self._known and self._told and work in self._coming:
            self._hear()
        if work not in self._known:
            self._known[work] = work()
        return self._known[work]

    def is_coming(self, work: Callable[[], Any]) -> bool:
        """Whether the copy still works on what it was given first, and this process may do something else."""
        from select import select  # here, because most builds have no time to kill

        return bool(self._told) and work == self._coming[0] and not select([self._told[1]], [], [], 0)[0]

    def __enter__(self) -> Meanwhile:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._told:
            for file in self._told:
                os.close(file)
            self._told = ()
            wait_for(self._process)

    def _begin(self) -> None:
        opened: list[int] = []
        try:
            opened.append(os.memfd_create("edition"))
            opened += os.pipe()
            self._process = os.fork()
        except (AttributeError, OSError):  # the system has no more of that, or never had
            for file in opened:
                os.close(file)
            return
        answers, told, telling = opened
        if not self._process:
            try:
                os.close(told)
                for work in self._coming:
                    data = marshal.dumps(work())
                    with open(answers, "ab", closefd=False) as out:
                        out.write(data)
                    os.write(telling, len(data).to_bytes(_SIZE, "big"))
            finally:
                os._exit(0)
        os.close(telling)
        self._told = answers, told

    def _hear(self) -> None:
        """The next answer; where the copy can't give it, none comes any more."""
        answers, told = self._told
        length = int.from_bytes(os.read(told, _SIZE), "big")
        if length:
            self._known[self._coming.pop(0)] = marshal.loads(os.pread(answers, length, self._place))
            self._place += length
        if not length or not self._coming:
            self.__exit__()


_SIZE = 8
"""Bytes of a length."""


def wait_for(process: int) -> None:
    """The end of a copy; where somebody ignores the ends of processes, the system forgets it at once."""
    try:
        os.waitpid(process, 0)
    except ChildProcessError:
        return


def has_room() -> bool:
    """Whether a copy loses nothing of this process, and has a processor of its own."""
    threads = sys.modules.get("threading")
    alone = threads is None or threads.active_count() == 1
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1
