"""What the search finds and what it costs, in a real browser, on a whole site.

    python -m bench.search [--articles N] [--corpus FILE] [--queries N] [--edits]
        [--folder FOLDER]

Builds the edition as anybody would, and watches what the build takes. Every answer is
compared with one found by reading all texts. Bytes are counted as a host would send them,
that is, packed where the kind of file allows; requests with page, styles and scripts.
Ends with 1 when a search found too much, too little or in the wrong order.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from bench.corpus import Story, write_folder
from bench.peers.measure import Watcher, files_of
from bench.speed import read_articles
from edition.search import Record
from tests.search_site import Server, serve
from tests.search_truth import ASK, Query, Truth, queries

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKED = (".html", ".js", ".json", ".css", ".svg")
"""What static hosts send packed."""
COMPARED = 2000
"""Results of a query, one by one; of more only the number. A browser can't load all texts at once."""
SETTLED = "() => /^(?!.*正在)./.test(document.querySelector('form#search [role=status]').textContent)"


def records_of(stories: Iterable[Story]) -> list[Record]:
    """What search should know of the stories, by a way of its own."""
    places: Counter[tuple[str, int]] = Counter()
    records = []
    for story in stories:
        day = story.date.isoformat()
        places[day, story.folio] += 1
        position = places[day, story.folio]
        records.append(
            Record(
                url=f"/{day.replace('-', '/')}/{story.folio:02}-{position:02}.html",
                day=day,
                folio=story.folio,
                position=position,
                headline=story.headline,
                aside=tuple(filter(None, (story.deck, *story.authors))),
                paragraphs=story.paragraphs,
                section=story.section,
                column="",
                genre="",
                persons=story.persons,
                authors=story.authors,
            )
        )
    return records


# -- what a build takes ----------------------------------------------------------------------------


def build(content: Path, site: Path, *options: str) -> str:
    """Build, and give what it took; raise CalledProcessError where it fails."""
    command = (sys.executable, "build.py", "build", "--quiet", "--content", str(content), "--site", str(site), *options)
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT)
    watcher = Watcher(process.pid)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    memory = watcher.peak(used)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return f"{wall:.1f} s, {used.ru_utime + used.ru_stime:.1f} s of processor time, {memory / 1e6:,.0f} MB of memory"


def shards_of(site: Path) -> set[str]:
    return {path.parent.name for path in site.glob("search/*/start")}


def edits(stories: Sequence[Story], content: Path, site: Path) -> None:
    """Say what a build takes with one more sentence in an article of the newest day, then of the oldest."""
    originals: dict[Path, str] = {}
    for which, day in (("newest", max), ("oldest", min)):
        story = day(stories, key=lambda story: story.date)
        article = content / f"issues/{story.date:%Y/%m-%d}" / f"{story.folio:02}-01.md"
        originals[article] = article.read_text(encoding="utf-8")
        article.write_text(f"{originals[article]}\n这是后来加上的一句话。\n", encoding="utf-8")
        before = shards_of(site)
        took = build(content, site)
        fresh = len(shards_of(site) - before)
        print(f"an article of the {which} day edited: {took}; {fresh} of {len(before)} shards made anew", flush=True)
    for article, text in originals.items():
        article.write_text(text, encoding="utf-8")
    build(content, site)


# -- what is found ---------------------------------------------------------------------------------


def compare(browser: Browser, server: Server, asked: Sequence[Query], truth: Truth) -> bool:
    """Ask everything; say recall and precision, and what was wrong."""
    page = browser.new_page()
    page.set_default_timeout(0)
    page.goto(f"{server.address}search.html")
    given = {
        "bundle": f"{server.address}search/",
        "queries": [{"query": query.typed, "sort": ""} for query in asked],
        "count": COMPARED,
    }
    wanted_all = returned_all = both = in_order = found = 0
    for query, (total, urls, _) in zip(asked, page.evaluate(ASK, given), strict=True):
        everything = truth.answer(query.needles, query.typed)
        wanted = everything[:COMPARED]
        wanted_all, returned_all = wanted_all + len(wanted), returned_all + len(urls)
        both += len(set(wanted) & set(urls))
        found += bool(wanted)
        if urls == wanted and total == len(everything):
            in_order += 1
        else:
            print(f"  wrong: {query.kind} {query.typed!r}: {total} found, {len(everything)} are there")
    page.close()
    print(
        f"{len(asked):,} queries of {len({query.kind for query in asked})} kinds, {found:,} with something to find:"
        f" recall {both / max(wanted_all, 1):.3f}, precision {both / max(returned_all, 1):.3f},"
        f" {in_order:,} in the right order"
    )
    return in_order == len(asked)


# -- what a reader waits for and loads -------------------------------------------------------------


def cost(browser: Browser, server: Server, names: Sequence[str]) -> None:
    """What a first search for each name loads, and how long the same takes again."""
    print("name: articles, requests, KB as sent; first results, all (ms from opening the page); again (ms)")
    requests: list[int] = []
    sizes: list[float] = []
    again: list[float] = []
    firsts: list[float] = []
    for name in names:
        server.requests.clear()
        context = browser.new_context()
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(f"{server.address}search.html?q={quote(name)}", wait_until="commit")
        page.wait_for_selector("li.result")
        firsts.append(1000 * (time.perf_counter() - begun))
        page.wait_for_function(SETTLED)
        everything = 1000 * (time.perf_counter() - begun)
        page.wait_for_load_state("networkidle")
        loaded = list(server.requests)
        said = page.inner_text("form#search [role=status]")
        given = {"bundle": f"{server.address}search/", "queries": [{"query": name, "sort": ""}] * 6, "count": 10}
        twice = [milliseconds for *_, milliseconds in page.evaluate(ASK, given)[1:]]
        context.close()
        requests.append(len(loaded))
        sizes.append(sum(_as_sent(server, path, size) for path, size in loaded) / 1000)
        again.append(max(twice))
        print(
            f"  {name}: {said.removeprefix('找到').removesuffix('篇')}, {requests[-1]}, {sizes[-1]:.0f};"
            f" {firsts[-1]:.0f}, {everything:.0f}; {statistics.median(twice):.0f}"
        )
    print(
        f"at most {max(requests)} requests, {max(sizes):.0f} KB, {max(again):.0f} ms again;"
        f" first results after {statistics.median(firsts):.0f} ms (median), {max(firsts):.0f} (most)"
    )


def _as_sent(server: Server, path: str, size: int) -> int:
    file = server.folder / path.lstrip("/")
    return len(gzip.compress(file.read_bytes(), 6)) if path.endswith(PACKED) and file.is_file() else size


def some_names(records: Sequence[Record]) -> list[str]:
    """From the most frequent to one that stands in a single article; of two letters, of three, of four."""
    counts = Counter(name for record in records for name in record.persons)
    chosen: dict[str, None] = {}
    for letters, places in ((3, (0, 1, 2, 5, 10, 20, 40, 80, 100)), (2, (0, 10, 50, 100)), (4, (0, 50))):
        ranked = [name for name, _ in counts.most_common() if len(name) == letters and name.isalpha()]
        chosen |= {ranked[(len(ranked) - 1) * place // 100]: None for place in places if ranked}
    return list(chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=1350, metavar="N", help="how many")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="one article a line, as JSON; else from content/")
    parser.add_argument("--queries", type=int, default=1200, metavar="N", help="0: only what it costs")
    parser.add_argument("--edits", action="store_true", help="build twice more, after an edit each")
    parser.add_argument("--folder", type=Path, help="where to keep the site; a second run builds nothing anew")
    options = parser.parse_args(arguments)
    stories = read_articles(options.corpus, options.articles)
    records = records_of(stories)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="edition-search-"))
    content, site = folder / "content", folder / "site"
    print(f"{len(records):,} articles, {sum(record.size for record in records):,} characters")
    try:
        if not site.exists():
            write_folder(stories, content)
            print("the whole build:", build(content, site), flush=True)
        print("nothing changed:", build(content, site), flush=True)
        files, size = files_of(site / "search")
        print(f"search: {len(shards_of(site))} shards, {files:,} files, {size / 1e6:.1f} MB;", end=" ")
        files, size = files_of(site)
        print(f"the whole site: {files:,} files, {size / 1e6:.1f} MB")
        with serve(site) as server, sync_playwright() as playwright:
            executable = next((path for name in BROWSERS if (path := shutil.which(name))), None)
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            asked = list(queries(records, options.queries)) if options.queries else []
            right = not asked or compare(browser, server, asked, Truth(records))
            cost(browser, server, some_names(records))
            browser.close()
        if options.edits:
            edits(stories, content, site)
    finally:
        if not options.folder:
            shutil.rmtree(folder)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
