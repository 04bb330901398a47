"""Articles as JSON lines into a content folder that build.py accepts, of any size.

    python -m bench.corpus ARTICLES.jsonl FOLDER [--limit N] [--repeat N]

One article a line: {"date": "1998-01-01", "page": 1, "section": "要闻", "title": …,
"deck": …, "paragraphs": […], "persons": […], "authors": […]}. Other fields are ignored.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from edition.importer.writing import escape_paragraph, scalar

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the corpus, cleaned."""

    date: date
    folio: int
    section: str
    headline: str
    deck: str
    paragraphs: tuple[str, ...]
    persons: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(slots=True)
class Dropped:
    """What was left out of the corpus, counted."""

    characters: int = 0
    paragraphs: int = 0
    articles: int = 0


def read_stories(lines: Iterable[str], dropped: Dropped) -> Iterator[Story]:
    """The articles of a JSON-lines file; one without a headline or a text is dropped."""

    def clean(text: str) -> str:
        kept, count = _UNPRINTABLE.subn("", text)
        dropped.characters += count
        return kept

    for line in lines:
        record = json.loads(line)
        whole = tuple(map(clean, record["paragraphs"]))
        paragraphs = tuple(paragraph for paragraph in whole if paragraph.strip())
        dropped.paragraphs += len(whole) - len(paragraphs)
        headline = clean(record["title"]).strip()
        if not headline or not paragraphs:
            dropped.articles += 1
            continue
        authors = tuple(dict.fromkeys(filter(None, map(str.strip, map(clean, record["authors"])))))
        persons = tuple(dict.fromkeys(filter(None, map(str.strip, map(clean, record["persons"])))))
        yield Story(
            date.fromisoformat(record["date"]), int(record["page"]), clean(record["section"]).strip(),
            headline, clean(record["deck"]).strip(), paragraphs,
            tuple(person for person in persons if person not in authors), authors,
        )


def repeated(stories: Sequence[Story], times: int) -> Iterator[Story]:
    """The stories `times` times, each time on the days that follow; the names stay."""
    days = [story.date for story in stories]
    span = max(days) - min(days) + timedelta(days=1) if days else timedelta()
    for turn in range(times):
        for story in stories:
            yield replace(story, date=story.date + turn * span)


def usual_sections(stories: Iterable[Story]) -> Mapping[int, str]:
    """The section that most often stands on each folio."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for story in stories:
        found[story.folio][story.section] += 1
    return {folio: sections.most_common(1)[0][0] for folio, sections in found.items()}


def article_text(story: Story, section: str) -> str:
    """The Markdown file of a story on a folio whose section is `section`."""
    lines = ["---", f"headline: {scalar(story.headline)}"]
    if story.deck:
        lines.append(f"deck: {scalar(story.deck)}")
    if story.section and story.section != section:
        lines.append(f"section: {scalar(story.section)}")
    if story.authors:
        # The role is not known, so a mapping: a bare text would be read as "role name".
        lines.append("byline: [" + ", ".join(f"{{name: {scalar(name)}}}" for name in story.authors) + "]")
    if story.persons:
        lines.append("persons: [" + ", ".join(map(scalar, story.persons)) + "]")
    lines += ["---", ""]
    return "\n".join(lines) + "\n" + "\n\n".join(map(escape_paragraph, story.paragraphs)) + "\n"


def write_folder(stories: Sequence[Story], folder: Path) -> int:
    """Write edition.yaml and all issues; gives the number of files."""
    folder.mkdir(parents=True)
    edition = "title: 语料库数字版\nnewspaper: 语料库日报\nlanguage: zh-Hans\npublisher: 语料库日报社\n"
    edition += "base_url: https://paper.example/\n"
    (folder / "edition.yaml").write_text(edition, encoding="utf-8", newline="\n")
    usual = usual_sections(stories)
    issues: dict[date, dict[int, list[Story]]] = defaultdict(lambda: defaultdict(list))
    for story in stories:
        issues[story.date][story.folio].append(story)
    files = 1
    for day, folios in sorted(issues.items()):
        home = folder / "issues" / f"{day:%Y}" / f"{day:%m-%d}"
        home.mkdir(parents=True)
        # A folio between two others must be named even when nothing stands on it.
        names = {
            number: folios[number][0].section if number in folios else usual.get(number, f"第{number}版")
            for number in range(1, max(folios) + 1)
        }
        notes = "folios:\n" + "".join(f"  {number}: {scalar(name)}\n" for number, name in names.items())
        (home / "issue.yaml").write_text(notes, encoding="utf-8", newline="\n")
        for number, on_folio in folios.items():
            for position, story in enumerate(on_folio, 1):
                path = home / f"{number:02}-{position:02}.md"
                path.write_text(article_text(story, names[number]), encoding="utf-8", newline="\n")
        files += 1 + sum(map(len, folios.values()))
    return files


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path, help="a file with one article a line, as JSON")
    parser.add_argument("folder", type=Path, help="the content folder to make")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="N times, on the days that follow")
    options = parser.parse_args(arguments)
    if options.folder.exists() and not (options.folder / "edition.yaml").is_file():
        parser.error(f"{options.folder} exists and is no content folder; name another")
    shutil.rmtree(options.folder, ignore_errors=True)

    dropped = Dropped()
    with options.articles.open(encoding="utf-8") as lines:
        stories = list(read_stories(lines, dropped))[:options.limit]
    files = write_folder(list(repeated(stories, options.repeat)), options.folder)
    print(
        f"{len(stories) * options.repeat} articles in {files} files in {options.folder}; dropped: "
        f"{dropped.characters} unprintable characters, {dropped.paragraphs} empty paragraphs, "
        f"{dropped.articles} articles without headline or text"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
