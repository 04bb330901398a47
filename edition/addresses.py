"""Which addresses were ever published, and that none of them closes.

    content/published/2021.txt    /2021/12/12/01-03.html issues/2021/12-12/01-03-sishui.md
                      people.txt  /people/lin-hongyu-3f2a.html issues/2021/12-12/01-01.md

One line an address, with the file that made its page; one file a year, and one for each other
kind. It lies beside the content and is committed with it, because site/ never is, and the
cache of a workflow may be gone. A build on an editor's machine adds what is new (`record`);
every build compares (`Record.problems`). A workflow can't commit: what it has published and
nobody has recorded yet is remembered in its site/, as long as that is cached.

What was recorded and never committed was never published, so it may go: git is asked, and
only where an address has lost its page. Where git doesn't know the newspaper, every line counts.

After a build that compared, what is recorded has pages; so the next one looks only at the
paths that come and go, as long as the files of the record are as they were.

Why not the history of the repository: it doesn't say what was a draft or who had a page,
and a workflow checks out its last commit alone. Why not the live site: it forgets with its
host, and a build should need no network.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from edition.output import Coming
from edition.patterns import pattern
from edition.problems import EditionError, Problem, shown
from edition.saving import write_files
from edition.seal import RECORD
from edition.stamps import STATE, Stamp, stamp_of
from edition.state import ADDRESSES, keep, locked, recall, remember
from edition.urls import OF_NAMES, is_lasting, path_of, url_at
from edition.values import Value

if TYPE_CHECKING:
    from edition.model import Moved

_OWN_FILE = pattern("|".join(("[0-9]{4}", *OF_NAMES)))
_DAY = pattern(r"/([0-9]{4})/([0-9]{2})/([0-9]{2})/(?:([0-9]{2}-[0-9]{2,3})\.html)?")
_ARTICLE = pattern(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{2}-[0-9]{2,3}\.html")
_FOLIO = pattern(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/([0-9]{2})\.html")
_PERSON = pattern(r"/(?:people|bylines)/([^/]+)\.html")

Files = tuple[tuple[str, Stamp], ...]
"""The files of a record, by name."""


class Known(Value, frozen=True):
    """What a build keeps for the next one."""

    files: Files
    """Of the record that was compared."""
    pending: dict[str, str]
    """Addresses that are published and not recorded, each with the file that makes its page."""
    void: tuple[str, ...]
    """Addresses that are recorded, were never published, and have no page any more."""


class Line(Value, frozen=True):
    """One address of the record."""

    url: str
    source: str
    """Path below content/; empty when it wasn't known."""
    file: str
    """Where the line stands, of the files of the record."""
    number: int


class Record:
    """The addresses of one newspaper, before and after a build."""

    def __init__(self, content: Path, site: Path) -> None:
        self._content, self._site = content, site
        self._above = shown(content) + "/"
        self._before = recall(site, ADDRESSES, Known)
        self._files = _files(content)
        self._after: Known | None = None
        self._fresh: Mapping[str, str] = {}
        """Addresses that are new and not recorded, each with the file that makes its page."""
        self._there: Collection[str] = ()
        """The files of the site to be."""

    def problems(self, coming: Coming) -> Iterator[Problem]:
        """One for every address that would close, and for all that is wrong in the record."""
        try:
            yield from self._closing(coming)
        except EditionError as error:
            yield from error.problems

    def _closing(self, coming: Coming) -> Iterator[Problem]:
        before = self._before or Known((), {}, ())
        new = {url_at(path): self._below_content(source) for path, source in coming.new if is_lasting(path)}
        if self._before and self._before.files == self._files and coming.is_known:
            names = {_file_of(url_at(path)) for path in coming.gone if is_lasting(path)}
            recorded = self._read(names.intersection(name for name, _ in self._files))
            pending = {**before.pending, **new}
            # All of it was there after the last build.
            forgotten = {url: pending.pop(url) for url in sorted(pending.keys() & map(url_at, coming.gone))}
        else:
            recorded = self._read(name for name, _ in self._files)
            known = {**before.pending, **new}
            # Where nothing is known, all that is there is new.
            there = map(url_at, filter(is_lasting, coming.stamps)) if coming.is_known else iter(new)
            pending = {url: known.get(url) or _probable_source(url) for url in there if url not in recorded}
            forgotten = {
                url: source for url, source in sorted(before.pending.items())
                if url not in recorded and path_of(url) not in coming.stamps
            }  # fmt: skip
        self._fresh = {url: source for url, source in new.items() if url not in recorded}
        self._there = coming.stamps
        lost = [line for line in recorded.values() if path_of(line.url) not in coming.stamps]
        published = _committed(self._content, {line.file for line in lost}) if lost else None
        void = dict.fromkeys(line.url for line in lost if published is not None and line.url not in published)
        yield from self._told([line for line in lost if line.url not in void], recorded.values())
        if is_workflow() and self._files:
            yield from self._told([Line(url, source, "", 0) for url, source in forgotten.items()], ())
        also_void = [url for url in before.void if path_of(url) not in coming.stamps and url not in void]
        self._after = Known(self._files, pending, (*also_void, *void))

    def keep(self) -> None:
        """Keep what was found for the next build, when this one has published."""
        is_kept = (self._site / STATE / ADDRESSES).exists() and self._after == self._before
        if self._after and not is_kept:
            remember(self._site, ADDRESSES, self._after)

    def _read(self, names: Iterable[str]) -> dict[str, Line]:
        return {line.url: line for line in _all_lines(self._content, names)}

    def _below_content(self, source: str) -> str:
        return source.removeprefix(self._above)

    def _told(self, lost: list[Line], recorded: Iterable[Line]) -> Iterator[Problem]:
        """Each with what to do about it; a file of which nothing is left, as one."""
        for name in sorted({line.file for line in lost if line.file}):
            whole = sum(line.file == name for line in recorded)
            if whole > 2 and whole == sum(line.file == name for line in lost):
                own = [line for line in lost if line.file == name]
                first = next((line for line in own if _ARTICLE.fullmatch(line.url)), own[0])
                message = (
                    f"none of its {whole} addresses has a page any more. When they are those of another newspaper, or"
                    f" of the sample, delete this file; else readers look for them, as for {first.url}:"
                    f" {self._remedy(first)}"
                )
                yield Problem(shown(self._content / RECORD / name), 0, message)
                lost = [line for line in lost if line.file != name]
        for line in lost:
            record = f"{shown(self._content / RECORD / line.file)}:{line.number}" if line.file else ""
            where = f"{shown(self._content)}/{line.source}" if line.source else record or shown(self._content)
            never = f"; what nobody has been given yet is struck from {record}" if record else ""
            message = f"made {line.url}, which was published and has no page now: {self._remedy(line)}{never}"
            yield Problem(where, 0, message)

    def _remedy(self, line: Line) -> str:
        away = f"`- {{old: {line.url}, reason: …}}`"
        elsewhere = f"`- {{old: {line.url}, new: {self._likely(line)}}}`"
        moved = shown(self._content / "moved.yaml")
        if _ARTICLE.fullmatch(line.url):
            if line.source and (self._content / line.source).is_file():
                return "set `status: withdrawn` and say why in `corrections`, or make it public again"
            return (
                f"where the article stands now, add `aliases: [{line.url}]`; where it has to go, put the file back"
                " with `status: withdrawn`"
            )
        if found := _PERSON.fullmatch(line.url):
            people = shown(self._content / "people.yaml")
            return (
                f"where the person has another name or id now, add `formerly: [{found[1]}]` to the entry in {people}"
                f" (where there is none: `- {{name: …, formerly: [{found[1]}]}}`); where the page has to go, add {away}"
                f" to {moved}"
            )
        found = _FOLIO.fullmatch(line.url)
        if found and path_of(line.url.rpartition("/")[0] + "/") in self._there:  # else nothing is of that day
            return f"name the folio in issue.yaml, `folios: {{{int(found[1])}: …}}`, or add {elsewhere} to {moved}"
        return f"where it is another page now, add {elsewhere} to {moved}; where it has to go, {away}"

    def _likely(self, line: Line) -> str:
        """Where the page probably is now: the one new page of its kind that the same file makes, or any does."""
        kind = line.url.split("/")[1]
        alike = [url for url in self._fresh if url.split("/")[1] == kind and kind in OF_NAMES]
        same = [url for url in alike if self._fresh[url] == line.source]
        return next((urls[0] for urls in (same, alike) if len(urls) == 1), "…")


def dead_ends(moved: Iterable[Moved], content: Path, coming: Coming) -> Iterator[Problem]:
    """A problem for every old address that leads where no page is, or round in a circle."""
    leads = {one.old: one for one in moved if one.new}
    for one in leads.values():
        message = ""
        if path_of(one.new) not in coming.stamps:
            message = f"{one.old} leads to {one.new}, where no page is; mend `new: …`"
        passed = [one.old]
        while not message and (after := leads[passed[-1]].new) in leads:
            passed.append(after)
            if after == one.old:
                message = f"{' leads to '.join(passed)}, and so nowhere; mend one `new: …`"
            elif after in passed[:-1]:
                break
        if message:
            yield Problem(shown(content / "moved.yaml"), one.line, message)


def is_workflow() -> bool:
    """Whether this runs for a host, as GitHub Actions: nobody commits what is written here."""
    return os.environ.get("CI") == "true"


def in_step(content: Path, site: Path) -> bool:
    """Whether the record is as the last build of `site` left it."""
    known = recall(site, ADDRESSES, Known)
    return known is not None and known.files == _files(content)


def unrecorded(site: Path) -> int:
    """How many addresses of a site are in no record."""
    known = recall(site, ADDRESSES, Known)
    return len(known.pending) if known else 0


def recorded(content: Path) -> list[Line]:
    """All lines of the record, file by file; raise EditionError with all that is wrong in it."""
    return _all_lines(content, [name for name, _ in _files(content)])


def record(content: Path, site: Path) -> int:
    """Write down every address that is published and not recorded; gives how many."""
    known = recall(site, ADDRESSES, Known)
    if not known or not (known.pending or known.void):
        return 0
    with locked(site):
        folder = content / RECORD
        files: dict[Path, bytes | None] = {}
        for name in sorted({_file_of(url) for url in (*known.pending, *known.void)}):
            path = folder / name
            sources = {url: line.source for url, line in _lines(path).items()} if path.is_file() else {}
            sources.update((url, source) for url, source in known.pending.items() if _file_of(url) == name)
            for url in known.void:
                sources.pop(url, None)
            files[path] = "".join(f"{url} {source}".rstrip() + "\n" for url, source in sorted(sources.items())).encode()
        write_files(files)
        keep(site, ADDRESSES, Known(_files(content), {}, ()))
    return len(known.pending)


# -- the files -------------------------------------------------------------------------------------


def _file_of(url: str) -> str:
    top = url.split("/")[1]
    return f"{top}.txt" if _OWN_FILE.fullmatch(top) else "other.txt"


def _files(content: Path) -> Files:
    try:
        with os.scandir(content / RECORD) as entries:
            found = [(entry.name, stamp_of(entry)) for entry in entries if entry.name.endswith(".txt")]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted((name, stamp) for name, stamp in found if stamp))


def _all_lines(content: Path, names: Iterable[str]) -> list[Line]:
    """The lines of these files; raise EditionError with what is wrong in any."""
    found: list[Line] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found += _lines(content / RECORD / name).values()
        except EditionError as error:
            problems += error.problems
    if problems:
        raise EditionError(*problems)
    return found


def _lines(path: Path) -> dict[str, Line]:
    """The addresses in one file; raise EditionError for a line that holds none."""
    from edition.config import read_text  # here, because most builds read no record

    name = shown(path)
    found: dict[str, Line] = {}
    problems: list[Problem] = []
    for number, text in enumerate(read_text(path, name).split("\n"), 1):
        url, _, source = text.partition(" ")
        if url.startswith("/"):
            found[url] = Line(url, source, path.name, number)
        elif text.strip():
            message = "not an address and a file, as `/2021/12/12/01-03.html issues/2021/12-12/01-03.md`"
            problems.append(Problem(name, number, message))
    if problems:
        raise EditionError(*problems)
    return found


def _probable_source(url: str) -> str:
    """Where nobody remembers what made a page, its address tells the file or the folder of its day."""
    found = _DAY.match(url)
    if not found:
        return ""
    return f"issues/{found[1]}/{found[2]}-{found[3]}" + (f"/{found[4]}.md" if found[4] else "")


def _committed(content: Path, names: Iterable[str]) -> frozenset[str] | None:
    """The addresses that files of the record hold in the last commit; None where git has
    no commit with this newspaper in it, or isn't there."""
    import subprocess  # here, because most builds lose nothing

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(["git", *arguments], cwd=content, capture_output=True, check=False)
        except OSError:
            return None
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

    if not git("ls-tree", "--name-only", "HEAD", "edition.yaml"):
        return None
    texts = [git("show", f"HEAD:./{RECORD}/{name}") or "" for name in names]
    return frozenset(line.split(" ")[0] for text in texts for line in text.split("\n"))
