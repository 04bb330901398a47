"""One newspaper written down for each generator, and where each keeps what."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Story, write_folder
from bench.peers.install import Tool
from edition.importer.writing import escape_paragraph

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("edition", "edition-small", "edition-search")


@dataclass(frozen=True, slots=True)
class Site:
    """One generator with its own copy of the newspaper."""

    name: str
    version: str
    home: Path
    """Everything of it; the command runs here."""
    command: tuple[str, ...]
    idle: tuple[str, ...]
    """Starts the same program, which then only tells its version."""
    content: Path
    site: Path
    base: Path
    """The template with the frame of every page."""
    equal: bool
    """Whether its pages hold the same as the peers', so that even their links are compared."""
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        return self.name in OURS

    def write(self, stories: Sequence[Story]) -> None:
        """Add issues to the newspaper; an issue is always written as a whole."""
        if not self.ours:
            write_peer(self.name, stories, self.content)
        elif self.content.exists():
            fresh = self.home / "fresh"
            write_folder(stories, fresh)
            shutil.copytree(fresh / "issues", self.content / "issues", dirs_exist_ok=True)
            shutil.rmtree(fresh)
        else:
            write_folder(stories, self.content)

    def issue(self, day: str) -> str:
        """The folder of an issue below `content`."""
        return f"issues/{day[:4]}/{day[5:]}" if self.ours else day

    def article(self, day: str, place: str) -> Path:
        """The file of an article."""
        return self.content / self.issue(day) / f"{place}.md"

    def article_page(self, day: str, place: str) -> Path:
        if self.ours:
            return self.site / day.replace("-", "/") / f"{place}.html"
        return self.site / day / (f"{place}.html" if self.name == "pelican" else f"{place}/index.html")

    def issue_page(self, day: str) -> Path:
        return self.site / (day.replace("-", "/") if self.ours else day) / "index.html"


def placed(stories: Sequence[Story]) -> Iterator[tuple[str, str, Story]]:
    """Each story with its day and its place, as corpus.write_folder gives them: 01-03."""
    used: Counter[tuple[str, int]] = Counter()
    for story in stories:
        day = story.date.isoformat()
        used[day, story.folio] += 1
        yield day, f"{story.folio:02}-{used[day, story.folio]:02}", story


def our_site(name: str, home: Path) -> Site:
    """The program as it is now, copied: a template of it will be edited."""
    program = home / "program"
    program.mkdir(parents=True)
    shutil.copy(ROOT / "build.py", program)
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("edition", "templates", "assets"):
        shutil.copytree(ROOT / part, program / part, ignore=ignored)
    content, site, small = home / "content", home / "site", program / "small"
    idle = (sys.executable, str(program / "build.py"), "--version")
    shutil.copytree(Path(__file__).parent / "edition", small, ignore=ignored)
    if name == OURS[1]:
        command = (sys.executable, str(small / "build.py"), str(content), str(site))
        return Site(
            name, "", home, command, idle, content, site, small / "templates" / "base.html", True,
            {"PYTHONPATH": str(program)},
        )
    options = () if name == OURS[2] else ("--no-search",)
    command = (
        sys.executable, str(program / "build.py"), "build", "--quiet",
        "--content", str(content), "--site", str(site), *options,
    )
    return Site(name, "", home, command, idle, content, site, program / "templates" / "base.html", False)


def peer_site(name: str, tool: Tool, home: Path) -> Site:
    shutil.copytree(Path(__file__).parent / name, home, ignore=shutil.ignore_patterns("__pycache__"))
    content, site = home / "content", home / "site"
    options, base = {
        "zola": (("build", "--output-dir", str(site), "--force"), "templates/base.html"),
        "hugo": (
            ("--quiet", "--noBuildLock", "--destination", str(site), "--cacheDir", str(home / "cache")),
            "layouts/baseof.html",
        ),
        "pelican": (
            (str(content), "--output", str(site), "--settings", "pelicanconf.py", "--quiet"),
            "theme/templates/base.html",
        ),
    }[name]
    idle = (*tool.command, "version" if name == "hugo" else "--version")
    return Site(name, tool.version, home, tool.command + options, idle, content, site, home / base, True)


def write_peer(name: str, stories: Sequence[Story], folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    if name == "zola" and not (folder / "_index.md").exists():
        (folder / "_index.md").write_text("+++\n+++\n", encoding="utf-8")
    for day, place, story in placed(stories):
        home = folder / day
        if not home.is_dir():
            home.mkdir()
            opening = {"zola": 'sort_by = "weight"\n', "hugo": f"date = {day}\n", "pelican": ""}[name]
            title = f"title = {quoted(f'{story.date.year}年{story.date.month}月{story.date.day}日')}\n"
            if name != "pelican":
                (home / "_index.md").write_text(f"+++\n{title}{opening}+++\n", encoding="utf-8")
        text = header(name, story, day, place) + "\n" + "\n\n".join(map(paragraph, story.paragraphs)) + "\n"
        (home / f"{place}.md").write_text(text, encoding="utf-8", newline="\n")


def paragraph(text: str) -> str:
    """Two braces would open a shortcode."""
    return escape_paragraph(text).replace("{", "&#123;")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(quoted, texts)) + "]"


def header(name: str, story: Story, day: str, place: str) -> str:
    if name == "pelican":
        lines = [f"Title: {story.headline}", f"Date: {day}", f"Slug: {day}/{place}"]
        lines += [f"Category: {story.section}"] if story.section else []
        lines += [f"Deck: {story.deck}"] if story.deck else []
        lines += [f"Byline: {'、'.join(story.authors)}"] if story.authors else []
        lines += [f"Tags: {'; '.join(story.persons)};"] if story.persons else []
        return "\n".join(lines) + "\n"
    own = [f"deck = {quoted(story.deck)}"] if story.deck else []
    own += [f"byline = {listed(story.authors)}"] if story.authors else []
    terms = [f"topics = {listed([story.section])}"] if story.section else []
    terms += [f"persons = {listed(story.persons)}"] if story.persons else []
    lines = [f"title = {quoted(story.headline)}", f"date = {day}", f"weight = {int(place.replace('-', ''))}"]
    lines += ["[extra]", *own, "[taxonomies]", *terms] if name == "zola" else [*own, *terms]
    return "\n".join(["+++", *lines, "+++"]) + "\n"
