"""Whether a site holds what was asked for: counted in the corpus, and counted in the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.corpus import Story

PAGE = 50
FEED = 20
_KIND = re.compile(r'<body class="([a-z0-9]+)"')

Counts = Mapping[str, int]


def asked(stories: Sequence[Story]) -> Counts:
    """What a site of these stories must hold."""
    days = Counter(story.date for story in stories)
    sections = Counter(story.section for story in stories if story.section)
    named = [name for story in stories for name in set(story.persons)]
    inner = len(stories) - len(days)
    return {
        "home pages": 1,
        "issue pages": len(days),
        "article pages": len(stories),
        "list pages": sum(-(-count // PAGE) for count in sections.values()),
        "index pages": 1,
        "person pages": len(set(named)),
        "people pages": 1,
        "feed entries": min(FEED, len(stories)),
        "addresses in the sitemap": 1 + len(days) + len(stories) + len(sections) + len(set(named)),
        "paragraphs of articles": sum(len(story.paragraphs) for story in stories),
        "links from articles to persons": len(named),
        "links to a previous article": inner,
        "links to a next article": inner,
        "articles on home pages": days[max(days)],
        "articles on issue pages": len(stories),
        "articles on list pages": sum(sections.values()),
        "articles on person pages": len(named),
        "names on people pages": len(set(named)),
    }


def held(site: Path) -> Counts:
    """What a built site holds, by the marks that all the benchmark's templates share."""
    found: Counter[str] = Counter()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if not (match := _KIND.search(text)):
            continue  # A redirect, as Zola makes for the first page of a list.
        kind = match[1]
        found[f"{kind} pages"] += 1
        if kind == "article":
            found["paragraphs of articles"] += text.count("<p>")
            found["links from articles to persons"] += text.count('class="to-person"')
            found["links to a previous article"] += text.count('rel="prev"')
            found["links to a next article"] += text.count('rel="next"')
        elif kind == "people":
            found["names on people pages"] += text.count('class="to-person"')
        else:
            found[f"articles on {kind} pages"] += text.count('class="to-article"')
    feeds = [path for name in ("feed.xml", "atom.xml") if (path := site / name).is_file()]
    for path in feeds[:1]:
        found["feed entries"] = len(re.findall("<(?:entry|item)[ >]", path.read_text(encoding="utf-8")))
    for path in site.glob("sitemap*.xml"):
        found["addresses in the sitemap"] += path.read_text(encoding="utf-8").count("<loc>")
    return found


OWN_PAGING = ("list pages", "index pages", "person pages", "people pages")
"""Where our site pages otherwise: lists in pages that never change, an index by letters."""
PAGES = ("home pages", "issue pages", "article pages", *OWN_PAGING)
FEEDS = ("feed entries", "addresses in the sitemap")


def differences(asked: Counts, held: Counts, *, ours: bool, equal: bool) -> list[str]:
    """What is wrong with a site, in words; none when it did the work.

    Our own real pages show more than was asked for, so only the pages are counted there;
    whether there is a feed and a sitemap is told by `lacking`.
    """
    found: list[str] = []
    for what, number in asked.items():
        if not equal and what not in PAGES:
            continue
        here = held.get(what, 0)
        if what == "list pages" and ours:
            good = here > 0
        elif what == FEEDS[1] or (ours and what in OWN_PAGING):
            good = here >= number
        else:
            good = here == number
        if not good:
            found.append(f"{what}: {here:,} instead of {number:,}")
    return found


def lacking(held: Counts) -> list[str]:
    """Which of the files for machines a site doesn't have."""
    return [name for name, what in zip(("feed", "sitemap"), FEEDS, strict=True) if not held.get(what)]
