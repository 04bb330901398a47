"""Measures how soon an edit is seen in the browser, and found by a search, in watch mode.

    python -m bench.watch --articles 10000 [--corpus ARTICLES.jsonl] [--runs 5]

`build.py serve` runs on a newspaper of that size, and headless Chromium has the page open.
A file is saved; the page reports by itself, with the system's clock, when it was first
drawn with the edit, and the page that searches when it lists the article. Both are counted
from the moment before the save. Once for an article from the middle of the archive, once
for one of the newest issue, whose part of the index is small.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.corpus import Story, write_folder
from bench.peers.sites import ROOT, placed
from bench.pictures import BROWSERS
from bench.speed import MEMORY, newspaper, read_articles, say

PATIENCE = 600.0
"""Seconds; a first index of a large newspaper takes minutes."""

# The policy of a page holds for it, not for what the browser is told to run before it. What a
# frame finds there, it draws; that is done when the next one begins.
REPORT = """
(() => {
  const text = () => (document.querySelector("ol.results") ?? document.body)?.textContent ?? "";
  let drawn = "";
  const frame = () => {
    const now = text();
    if (now !== drawn) requestAnimationFrame(() => console.debug(`${Date.now()} ${now}`));
    drawn = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})();
"""


@dataclass(frozen=True, slots=True)
class Edited:
    """An article that is edited: where it is written, and where it is read."""

    name: str
    file: Path
    url: str
    headline: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds since the save."""

    page: float
    search: float
    build: float
    """Of the page, as the terminal says: part of `page`."""


class Serving:
    """`build.py serve` on a newspaper, and what it says."""

    def __init__(self, content: Path, site: Path) -> None:
        # Templates that were compiled stay so, whatever the shell of whoever measures says.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["LANGUAGE"] = "en"  # what is waited for is what is said
        self.process = subprocess.Popen(
            [sys.executable, "build.py", "serve", "--content", str(content), "--site", str(site), "--port", "0"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment,
        )
        self.lines: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def said(self, pattern: str, patience: float = PATIENCE) -> re.Match[str]:
        """The next line that has `pattern`; SystemExit when it doesn't come."""
        end = time.monotonic() + patience
        while time.monotonic() < end and self.process.poll() is None:
            try:
                line = self.lines.get(timeout=0.2)
            except Empty:
                continue
            if found := re.search(pattern, line):
                return found
        raise SystemExit(f"build.py serve never said {pattern}")


@contextmanager
def serving(content: Path, site: Path) -> Iterator[tuple[Serving, str]]:
    server = Serving(content, site)
    try:
        yield server, server.said(r"^(http\S+)  ")[1]
    finally:
        server.process.terminate()
        server.process.wait()


def edited_articles(stories: Sequence[Story], content: Path) -> tuple[Edited, Edited]:
    """One from the middle, one of the newest issue."""
    paper = newspaper(stories)
    last = max(day for day, _, _ in placed(stories))
    found = [(paper.day, paper.place, paper.headline)]
    found += [(day, place, story.headline) for day, place, story in placed(stories) if day == last][:1]
    (old, new) = (
        Edited(
            name, content / "issues" / day[:4] / day[5:] / f"{place}.md", f"{day.replace('-', '/')}/{place}.html", text
        )
        for name, (day, place, text) in zip(("in the archive", "of the newest issue"), found, strict=True)
    )
    return old, new


def measure(page: Page, server: Serving, base: str, article: Edited, case: str, mark: str) -> Seen:
    """Save an edit with `mark` in it, wait until it is seen and found, and take it back."""
    reports: list[str] = []
    page.on("console", lambda message: reports.append(message.text))

    def moment() -> float:
        """When the page first had the mark in what it shows."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for report in reports:
                if mark in report:
                    return int(report.split(" ", 1)[0]) / 1000
            page.wait_for_timeout(10)
        raise SystemExit(f"the browser never showed a {case} {article.name}")

    before = article.file.read_text(encoding="utf-8")
    edits = {
        "body": f"{before}\n{mark}。\n",
        "headline": before.replace(article.headline, article.headline + mark, 1),
    }
    page.goto(base + article.url)
    page.wait_for_timeout(300)
    saved = time.time()
    article.file.write_text(edits[case], encoding="utf-8")
    seen = moment() - saved
    build = float(server.said(r"\.md: .* in ([\d.]+) s")[1])
    reports.clear()
    page.goto(f"{base}search.html?q={mark}", wait_until="commit")
    found = moment() - saved
    page.goto("about:blank")
    article.file.write_text(before, encoding="utf-8")
    server.said(r"\.md: ")
    server.said("^search: ")
    return Seen(seen, found, build)


def table(results: Sequence[tuple[str, str, Sequence[Seen]]], articles: int) -> str:
    lines = [
        f"| {articles:,} articles, seconds from the save | in the page | of it the build | found by a search |",
        "| --- | --: | --: | --: |",
    ]
    for case, where, seen in results:
        page, build, search = (
            (f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})")
            for values in ([one.page for one in seen], [one.build for one in seen], [one.search for one in seen])
        )
        lines.append(f"| a {case} {where} | {page} | {build} | {search} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=1350, metavar="N")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="one article a line, as bench/corpus.py says")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="of every case (default: 5)")
    options = parser.parse_args(arguments)
    stories = read_articles(options.corpus, options.articles)
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not browser:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory(prefix=".edition-watch-", dir=MEMORY if MEMORY.is_dir() else None) as room:
        content, site = Path(room, "content"), Path(room, "site")
        write_folder(stories, content)
        articles = edited_articles(stories, content)
        begun = time.monotonic()
        with serving(content, site) as (server, base), sync_playwright() as playwright:
            say(f"the pages are served after {time.monotonic() - begun:.1f} s")
            server.said("^search: ")
            say(f"and can be searched after {time.monotonic() - begun:.1f} s")
            opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
            page = opened.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(REPORT)
            results = []
            for case in ("body", "headline"):
                for article in articles:
                    seen = []
                    for turn in range(options.runs):
                        mark = f"改动{case[0]}{articles.index(article)}{turn}号"
                        seen.append(measure(page, server, base, article, case, mark))
                        say(f"{case} {article.name}: {seen[-1].page:.2f} s, found {seen[-1].search:.2f} s")
                    results.append((case, article.name, seen))
            opened.close()
    print(table(results, len(stories)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
