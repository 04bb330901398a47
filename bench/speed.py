"""Measures the build against other generators that make the same pages.

    python -m bench.speed --articles 1350 [--corpus ARTICLES.jsonl] [--runs 3] [--write]

Without a corpus the articles are made from the sentences of content/. What is measured,
and what the figures mean, stands in bench/README.md; --write puts the tables there.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench.corpus import Dropped, Story, read_stories, repeated
from bench.peers.counts import Counts, asked, differences, held, lacking
from bench.peers.install import INSTALL, Missing
from bench.peers.measure import Failed, Measured, files_of, run, written_again
from bench.peers.report import tables
from bench.peers.sample import sample_stories
from bench.peers.sites import OURS, ROOT, Site, our_site, peer_site, placed

CASES = ("clean", "nothing changed", "one body", "one headline", "base template", "new issue")
MEMORY = Path("/dev/shm")
README = ROOT / "bench" / "README.md"
OPENING, CLOSING = "<!-- figures of {articles} articles -->\n", "<!-- end of figures -->\n"
"""Each number of articles has its own tables."""


@dataclass(slots=True)
class Result:
    """Everything measured of one generator."""

    site: Site
    held: Counts
    memory: int
    """Bytes, all processes together, at a clean build."""
    files: int = 0
    size: int = 0
    runs: dict[str, list[Measured]] = field(default_factory=lambda: {case: [] for case in CASES})
    floor: list[Measured] = field(default_factory=list)
    start: list[Measured] = field(default_factory=list)
    """The program started, and nothing done."""

    def wall(self, case: str) -> float:
        return median(one.wall for one in self.runs[case])

    def cpu(self, case: str) -> float:
        return median(one.cpu for one in self.runs[case])


@dataclass(frozen=True, slots=True)
class Newspaper:
    """The articles, the one that is edited, and the issue that is added."""

    stories: Sequence[Story]
    day: str
    place: str
    headline: str
    new: Sequence[Story]


class Refused(Exception):
    """The generators didn't do the same work, so nothing is compared."""


def newspaper(stories: Sequence[Story]) -> Newspaper:
    """An article from the middle is edited; the last issue comes out again the day after."""
    last = max(story.date for story in stories)
    earlier = [one for one in placed(stories) if one[2].date < last and one[2].headline.isalpha()]
    if not earlier:
        raise SystemExit("Too few articles: there must be two issues at least.")
    day, place, story = earlier[len(earlier) // 2]
    new = [replace(one, date=last + timedelta(days=1)) for one in stories if one.date == last]
    return Newspaper(stories, day, place, story.headline, new)


def read_articles(corpus: Path | None, articles: int) -> list[Story]:
    if corpus is None:
        return sample_stories(ROOT / "content", articles)
    with corpus.open(encoding="utf-8") as lines:
        stories = list(read_stories(lines, Dropped()))
    return list(repeated(stories, -(-articles // len(stories))))[:articles]


def sites(names: Sequence[str], room: Path, tools: Path) -> Iterator[Site]:
    """The generators that can be had; of the others it is said why not."""
    for number, name in enumerate(names):
        home = room / str(number)
        if name in OURS:
            yield our_site(name, home)
            continue
        try:
            yield peer_site(name, INSTALL[name](tools), home)
        except Missing as reason:
            say(f"{name} can't be had here, so it is left out: {reason}")


def first_build(site: Site, paper: Newspaper, log: Path) -> Result | None:
    """The newspaper written down, and built once to see whether all is there."""
    site.write(paper.stories)
    try:
        measured = run(site, log, watch=True)
    except Failed as failed:
        if site.ours:
            raise
        say(f"{site.name} failed, so it is left out:\n{failed}")
        return None
    result = Result(site, held(site.site), measured.memory)
    found = differences(asked(paper.stories), result.held, ours=site.ours, equal=site.equal)
    if found:
        raise Refused(f"{site.name} did other work than was asked for: " + "; ".join(found))
    result.files, result.size = files_of(site.site)
    if less := lacking(result.held):
        say(f"{site.name} makes no {' and no '.join(less)}.")
    return result


def prepare(site: Site, case: str, paper: Newspaper, mark: str) -> None:
    article = site.article(paper.day, paper.place)
    if case == "clean":
        shutil.rmtree(site.site)
        shutil.rmtree(site.home / "cache", ignore_errors=True)
    elif case == "one body":
        article.write_text(article.read_text(encoding="utf-8") + f"\n{mark}，正文。\n", encoding="utf-8")
    elif case == "one headline":
        text = article.read_text(encoding="utf-8")
        article.write_text(text.replace(paper.headline, paper.headline + mark, 1), encoding="utf-8")
    elif case == "base template":
        text = site.base.read_text(encoding="utf-8")
        site.base.write_text(text.replace("</body>", f"<p>{mark}</p>\n</body>", 1), encoding="utf-8")
    elif case == "new issue":
        site.write(paper.new)


def check(site: Site, case: str, paper: Newspaper, mark: str) -> None:
    """Raise Refused where the change can't be seen."""
    article, issue = site.article_page(paper.day, paper.place), site.issue_page(paper.day)
    where = {
        "one body": (article,), "one headline": (article, issue), "base template": (article, issue),
        "new issue": (site.issue_page(paper.new[0].date.isoformat()),),
    }.get(case, (article, issue))
    wanted = "" if case in ("clean", "nothing changed", "new issue") else mark
    for page in where:
        if not page.is_file() or wanted not in page.read_text(encoding="utf-8"):
            raise Refused(f"{site.name} doesn't show it in {page.relative_to(site.site)}: {case}")


@contextmanager
def restored(results: Sequence[Result], paper: Newspaper) -> Iterator[None]:
    """Whatever a round of cases changes is as before after it."""
    changed = [file for one in results for file in (one.site.article(paper.day, paper.place), one.site.base)]
    before = {file: file.read_bytes() for file in changed}
    yield
    for file, data in before.items():
        file.write_bytes(data)
    for one in results:
        shutil.rmtree(one.site.content / one.site.issue(paper.new[0].date.isoformat()))
        # An issue that goes again was never published.
        shutil.rmtree(one.site.content / "published", ignore_errors=True)


def measure(results: Sequence[Result], paper: Newspaper, runs: int, log: Path) -> None:
    """All cases of all generators, in turns, each time another one first."""
    for turn in range(runs):
        with restored(results, paper):
            for case in CASES:
                first = turn % len(results)
                for one in (*results[first:], *results[:first]):
                    mark = f"bench{turn}{CASES.index(case)}"
                    prepare(one.site, case, paper, mark)
                    one.runs[case].append(run(one.site, log))
                    check(one.site, case, paper, mark)
                    if case == "clean":
                        one.start.append(run(replace(one.site, command=one.site.idle), log))
                        one.floor.append(written_again(one.site.site, one.site.home / "floor"))
                say(f"run {turn + 1} of {runs}: {case}")


def with_tables(page: str, text: str, articles: int) -> str:
    """The page with these tables in the place of those for as many articles, else after all others."""
    opening = OPENING.format(articles=articles)
    before, found, rest = page.partition(opening)
    if found:
        return before + opening + text + CLOSING + rest.partition(CLOSING)[2]
    before, last, rest = page.rpartition(CLOSING)
    return before + last + "\n" * bool(last) + opening + text + CLOSING + rest


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=1350, metavar="N")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="one article a line, as bench/corpus.py says")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="of every case (default: 3)")
    parser.add_argument("--only", default=",".join((*OURS, *INSTALL)), metavar="NAMES", help="with commas between")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    parser.add_argument("--note", default="", help="a sentence for the tables, about the machine")
    options = parser.parse_args(arguments)
    if unknown := set(options.only.split(",")) - {*OURS, *INSTALL}:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join((*OURS, *INSTALL))}")
    stories = read_articles(options.corpus, options.articles)
    paper = newspaper(stories)
    out = ROOT / "bench" / "out"
    out.mkdir(exist_ok=True)
    in_memory = MEMORY.is_dir()
    with tempfile.TemporaryDirectory(prefix=".edition-bench-", dir=MEMORY if in_memory else out) as room:
        log = Path(room, "log")
        try:
            found = sites(options.only.split(","), Path(room), out / "peers")
            results = [one for site in found if (one := first_build(site, paper, log))]
            measure(results, paper, options.runs, log)
        except (Refused, Failed) as error:
            print(f"Refused: {error}", file=sys.stderr)
            return 1
    text = tables(
        results, CASES, asked(stories), runs=options.runs, in_memory=in_memory, note=options.note,
        articles="made from the sentences of content/" if options.corpus is None else "of a real newspaper",
    )
    print(text)
    if options.write:
        README.write_text(with_tables(README.read_text(encoding="utf-8"), text, options.articles), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
