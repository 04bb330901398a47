"""Kills, starves and confuses builds, and counts what comes of it.

    python -m bench.torture [--articles 1350] [--corpus ARTICLES.jsonl] [--kills 100] [--search]

Each time: every file of the site is, byte for byte, that of the build before or that of the
new one (else it is *torn*); a site that is neither as a whole is a *mixture*; and the next
build must come to what a clean build gives. After an error the site must be the old one,
and the error a message, not a traceback. It ends with 1 when anything else is found.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from random import Random

from bench.corpus import Story, write_folder
from bench.peers.sites import ROOT
from bench.speed import MEMORY, Newspaper, newspaper, read_articles, say

Files = Mapping[str, bytes]
"""A digest of every file of a site, by path."""

NOTHING: Files = {}
PATIENCE = 20.0
"""Seconds for the copies of a killed process to notice that it is gone."""

COUNTED = """
import os, sys
from functools import partial
from edition import moving
changes = {"link", "replace", "rename", "unlink", "rmdir"}
left = int(sys.argv[1])
class Counted:
    def __getattr__(self, name):
        real = getattr(os, name)
        return partial(self.call, real) if name in changes else real
    def call(self, real, *arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return real(*arguments, **named)
moving.os = Counted()
from edition.cli import main
code = main(sys.argv[2:])
print("moves", -left, file=sys.stderr)
sys.exit(code)
"""
"""A build that kills itself before the n-th change of the site."""


@dataclass
class Counts:
    """What one kind of torture came to."""

    name: str
    times: int = 0
    torn: int = 0
    mixtures: int = 0
    wrong: int = 0
    """Next builds that differ from a clean one, and errors after which the site isn't the old one."""
    notes: list[str] = field(default_factory=list)

    def line(self) -> str:
        return f"| {self.name} | {self.times} | {self.torn} | {self.mixtures} | {self.wrong} |"


class Lab:
    """A newspaper, its site, and its edits."""

    def __init__(self, room: Path, paper: Newspaper, options: Sequence[str]) -> None:
        self.content, self.site, self.paper = room / "content", room / "site", paper
        self.options = options
        write_folder(paper.stories, self.content)
        self.edition = (self.content / "edition.yaml").read_text(encoding="utf-8")
        self.article = self.content / f"issues/{paper.day[:4]}/{paper.day[5:]}/{paper.place}.md"
        self.text = self.article.read_text(encoding="utf-8")
        day = max(story.date for story in paper.stories)
        self.last = self.content / f"issues/{day:%Y/%m-%d}"
        self.next = self.content / f"issues/{paper.new[0].date:%Y/%m-%d}"
        self.edits: tuple[Callable[[], object], ...] = (self.body, self.issue, self.title)
        self.old = self.clean()
        self.new = [self.clean(edit) for edit in self.edits]
        self.restore()

    def body(self) -> None:
        """One text: one page."""
        self.article.write_text(self.text + "\n新添的一段。\n", encoding="utf-8")

    def issue(self) -> None:
        """A new issue comes, and an old article goes."""
        shutil.copytree(self.last, self.next)
        self.article.unlink()

    def title(self) -> None:
        """Every page changes."""
        (self.content / "edition.yaml").write_text(self.edition.replace("语料库", "样本"), encoding="utf-8")

    def restore(self) -> None:
        self.article.write_text(self.text, encoding="utf-8")
        shutil.rmtree(self.next, ignore_errors=True)
        (self.content / "edition.yaml").write_text(self.edition, encoding="utf-8")

    def clean(self, edit: Callable[[], object] = bool) -> Files:
        self.restore()
        edit()
        shutil.rmtree(self.site, ignore_errors=True)
        if (code := self.build()[0]) != 0:
            raise SystemExit(f"A clean build ends with {code}")
        return files_of(self.site)

    def command(self, *first: str) -> list[str]:
        begin = first or (str(ROOT / "build.py"),)
        return [sys.executable, *begin, "build", "--content", str(self.content), "--site", str(self.site),
                "--quiet", *self.options]  # fmt: skip

    def start(self, *first: str, before: Callable[[], object] | None = None) -> subprocess.Popen[str]:
        process: subprocess.Popen[str] = subprocess.Popen(
            self.command(*first), cwd=ROOT, env={**os.environ, "CI": "true", "LANGUAGE": "en"},
            stderr=subprocess.PIPE, text=True, preexec_fn=before,
        )  # fmt: skip
        return process

    def build(self, *first: str, before: Callable[[], object] | None = None) -> tuple[int, str]:
        """Exit code and errors, of a build that waits for the copies of a killed one."""
        begun = time.monotonic()
        while True:
            process = self.start(*first, before=before)
            _, err = process.communicate()
            if "another build" not in err or time.monotonic() > begun + PATIENCE:
                return process.returncode, err
            time.sleep(0.05)

    def look(self, counts: Counts, old: Files, new: Files) -> None:
        """Count what a build that was killed left behind."""
        found = files_of(self.site)
        counts.times += 1
        torn = [path for path, digest in found.items() if digest not in (old.get(path), new.get(path))]
        counts.torn += len(torn)
        counts.mixtures += found not in (old, new)
        counts.notes += [f"{counts.name}: torn {path}" for path in torn[:3]]

    def settle(self, counts: Counts, new: Files) -> None:
        """The next build, which must be right."""
        code, err = self.build()
        state = {path.name for path in (self.site / ".edition").iterdir()} & {"stage", "before", "journal"}
        if code or err or state or files_of(self.site) != new:
            counts.wrong += 1
            counts.notes.append(f"{counts.name}: the next build: exit {code}, left {state or 'nothing'}, {err[-300:]}")

    def refused(self, counts: Counts, old: Files, new: Files, code: int, err: str) -> None:
        """A build that may have met an error: then the site is the old one."""
        found = files_of(self.site)
        counts.times += 1
        counts.mixtures += found not in (old, new)
        if found != (new if code == 0 else old) or "Traceback" in err or (code == 1) != ("left as it was" in err):
            counts.wrong += 1
            counts.notes.append(f"{counts.name}: exit {code}: {err[-300:]}")

    def begin(self, number: int) -> tuple[Files, Files]:
        """The old site, and the content of the new one, by turns of the edits."""
        self.restore()
        if self.build()[0] or files_of(self.site) != self.old:
            raise SystemExit("The way back is wrong")
        turn = number % len(self.edits)
        self.edits[turn]()
        return self.old, self.new[turn]


def files_of(site: Path) -> Files:
    found: dict[str, bytes] = {}
    for folder, folders, names in os.walk(site):
        if ".edition" in folders:
            folders.remove(".edition")
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, site)] = blake2b(file.read(), digest_size=16).digest()
    return found


def killed_anywhere(lab: Lab, times: int, draw: Random, *, clean: bool) -> Counts:
    """kill -9 at random moments of a clean build, or of edits."""
    counts = Counts(f"kill -9 at a random moment of {'a clean build' if clean else 'an edit'}")
    lengths: dict[int, float] = {}
    while counts.times < times:
        old, new = lab.begin(counts.times)
        if clean:
            old = NOTHING
            shutil.rmtree(lab.site)
        kind = counts.times % len(lab.edits)
        begun = time.monotonic()
        if kind not in lengths:
            lab.build()
            lengths[kind] = time.monotonic() - begun
            continue
        process = lab.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(draw.random() * lengths[kind])
        process.kill()
        process.communicate()
        if process.returncode == -signal.SIGKILL:  # else it was faster
            lab.look(counts, old, new)
            lab.settle(counts, new)
    return counts


def killed_moving(lab: Lab, times: int, draw: Random) -> Counts:
    """kill -9 before a random one of the changes that move a build into the site."""
    counts = Counts("kill -9 while files move")
    moves: dict[int, int] = {}
    while counts.times < times:
        old, new = lab.begin(counts.times)
        kind = counts.times % len(lab.edits)
        if kind not in moves:
            moves[kind] = int(lab.build("-c", COUNTED, "0")[1].rpartition("moves ")[2])
            continue
        if lab.build("-c", COUNTED, str(draw.randint(1, moves[kind])))[0] != -signal.SIGKILL:
            raise SystemExit("A build outlived its end")
        lab.look(counts, old, new)
        lab.settle(counts, new)
    return counts


def disk_full(lab: Lab, times: int) -> Counts:
    """A disk with more and more room, from none to enough."""
    counts = Counts("disk full")
    home, size = lab.site, sum(path.stat().st_size for path in lab.site.rglob("*"))
    lab.site = home.parent / "small" / "site"
    for number in range(times):
        room = size * 3 // 2 + number * size * 2 // times
        with mounted(lab.site.parent, "-t", "tmpfs", "-o", f"size={room}", "tmpfs"):
            old, new = lab.begin(2)
            lab.refused(counts, old, new, *lab.build())
    lab.site = home
    return counts


def files_too_large(lab: Lab) -> Counts:
    """Files may be so large and no larger, which is another way to fail in the middle of one."""
    counts = Counts("files cut short by a limit")
    for limit in (100, 10_000, 50_000, 200_000, 1_000_000):
        old, new = lab.begin(2)
        limited = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
        lab.refused(counts, old, new, *lab.build(before=limited))
        lab.settle(counts, new)
    return counts


def read_only(lab: Lab) -> Counts:
    counts = Counts("read-only site/")
    for number in range(len(lab.edits)):
        old, new = lab.begin(number)
        with mounted(lab.site, "--bind", "-o", "ro", str(lab.site)):
            subprocess.run(["mount", "-o", "remount,bind,ro", lab.site], check=True)
            lab.refused(counts, old, new, *lab.build())
        lab.settle(counts, new)
    return counts


@contextmanager
def mounted(folder: Path, *what: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", *what, folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def two_at_once(lab: Lab, times: int) -> Counts:
    counts = Counts("two builds at once")
    for number in range(times):
        old, new = lab.begin(number)
        both = [lab.start(), lab.start()]
        errors = [process.communicate()[1] for process in both]
        codes = sorted(process.returncode for process in both)
        counts.times += 1
        lost = [err for err in errors if err and "another build is writing here" not in err]
        counts.mixtures += files_of(lab.site) not in (old, new)
        if codes not in ([0, 0], [0, 1]) or lost:
            counts.wrong += 1
            counts.notes.append(f"{counts.name}: exits {codes} {errors}")
        lab.settle(counts, new)
    return counts


def edited_by_hand(lab: Lab, draw: Random) -> Counts:
    """Files changed, cut, emptied, deleted, made links, added; folders deleted and moved away."""
    counts = Counts("site/ edited by hand")
    for number in range(2 * len(lab.edits)):
        _, new = lab.begin(number)
        paths = sorted(lab.old)
        draw.shuffle(paths)
        for path in paths[:40]:
            (lab.site / path).write_bytes(b"changed by hand")
        for path in paths[40:80]:
            os.truncate(lab.site / path, draw.randint(0, 50))
        for path in paths[80:120]:
            (lab.site / path).unlink()
        for path in paths[120:140]:
            (lab.site / path).unlink()
            (lab.site / path).symlink_to(lab.site / paths[200])
        added = lab.site / "added by hand.html"
        added.write_bytes(b"kept")
        shutil.rmtree(lab.site / "people")
        (lab.site / "archive").rename(lab.site / "moved away")
        code, err = lab.build()
        counts.times += 1
        kept = added.read_bytes() == b"kept" and (lab.site / "moved away/index.html").exists()
        added.unlink()
        shutil.rmtree(lab.site / "moved away")
        if code or err or not kept or files_of(lab.site) != new:
            counts.wrong += 1
            counts.notes.append(f"{counts.name}: exit {code}: {err[-300:]}")
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=1350, metavar="N")
    parser.add_argument("--corpus", type=Path, help="a file with one article a line; without it made of content/")
    parser.add_argument("--kills", type=int, default=100, metavar="N", help="of each kind (default: 100)")
    parser.add_argument("--search", action="store_true", help="with the search index, which takes much longer")
    parser.add_argument("--seed", type=int, default=2021, help="of the random moments")
    options = parser.parse_args(arguments)
    stories: list[Story] = read_articles(options.corpus, options.articles)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as room:
        draw = Random(options.seed)
        lab = Lab(Path(room), newspaper(stories), () if options.search else ("--no-search",))
        say(f"{len(stories)} articles, {len(lab.old)} files")
        may_mount = os.geteuid() == 0 and shutil.which("mount") is not None
        kinds: list[Callable[[], Counts]] = [
            partial(two_at_once, lab, 9),
            partial(edited_by_hand, lab, draw),
            partial(files_too_large, lab),
            *([partial(disk_full, lab, 9), partial(read_only, lab)] if may_mount else []),
            partial(killed_anywhere, lab, options.kills - options.kills // 2, draw, clean=False),
            partial(killed_moving, lab, options.kills, draw),
            partial(killed_anywhere, lab, options.kills // 2, draw, clean=True),
        ]
        failed = False
        print("| | times | torn files | mixtures | wrong afterwards |\n|---|--:|--:|--:|--:|", flush=True)
        for kind in kinds:
            counts = kind()
            print(counts.line(), flush=True)
            for note in counts.notes:
                say(note)
            failed |= bool(counts.torn or counts.wrong)
        if not may_mount:
            say("disk full, read-only site/: not tried, since only root may mount what they need")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
