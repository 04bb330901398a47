"""One run of a generator: time, processor, memory; and what the disk alone would need."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from bench.peers.sites import Site

EVERY = 0.005
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system, of all processes."""
    memory: int = 0
    """Bytes; only where it was watched."""


class Failed(Exception):
    """A generator that ended with a mistake, and what it said."""


def run(site: Site, log: Path, watch: bool = False) -> Measured:
    """Run it once. Watching the memory costs time, so then the time means nothing."""
    environment = {**os.environ, **site.environment}
    # An installed program has compiled itself, whatever the shell of whoever measures says.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(
            site.command, cwd=site.home, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        watcher = Watcher(process.pid) if watch else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = watcher.peak(used) if watcher else 0
    if process.returncode:
        text = log.read_text(encoding="utf-8", errors="replace")
        raise Failed(f"{site.name} ended with {process.returncode}:\n{text[-2000:]}")
    return Measured(wall, used.ru_utime + used.ru_stime, memory)


class Watcher:
    """The most memory that a process and its children held at one time.

    Why not ru_maxrss alone: it is that of the largest process, not of all together, and a
    new process starts with that of the one that made it.
    """

    def __init__(self, process: int) -> None:
        self.process = process
        self.most = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.ended.wait(EVERY):
            self.most = max(self.most, memory_of(self.process))

    def peak(self, used: resource.struct_rusage) -> int:
        self.ended.set()
        self.thread.join()
        return self.most or used.ru_maxrss * 1024


def memory_of(process: int) -> int:
    """Bytes of a process and its children, shared ones divided among those that share;
    0 where the system doesn't tell."""
    total = 0
    try:
        home = Path("/proc", str(process))
        for line in (home / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        for thread in (home / "task").iterdir():
            total += sum(map(memory_of, map(int, (thread / "children").read_text().split())))
    except OSError:
        pass  # It has ended meanwhile, or there is no /proc.
    return total


def files_of(folder: Path) -> tuple[int, int]:
    """How many files, and their bytes; what is kept in folders with a dot is no page."""
    files = [
        path for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts[:-1])
    ]
    return len(files), sum(path.stat().st_size for path in files)


def written_again(folder: Path, target: Path) -> Measured:
    """The same bytes into the same number of files, and nothing else: faster can't be."""
    files = [(path.relative_to(folder), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    folders = sorted({target / path.parent for path, _ in files})
    before = time.perf_counter(), time.process_time()
    for one in folders:
        os.makedirs(one, exist_ok=True)
    for path, data in files:
        handle = os.open(target / path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.write(handle, data)
        os.close(handle)
    measured = Measured(time.perf_counter() - before[0], time.process_time() - before[1])
    shutil.rmtree(target)
    return measured
