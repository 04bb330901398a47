"""What a site weighs, by kind of file, and whether that is more than its limits.

Hosts refuse a site that is too big, and readers a page: better told before it is
published, by whoever can do something about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from edition.problems import Problem, shown
from edition.values import Value

KINDS = (
    ("people", "people/"), ("people", "bylines/"), ("search", "search/"), ("data", "data/"), ("feeds", "feed"),
    ("offline", "offline.zip"),
)  # fmt: skip
"""What a path begins with; those that most paths begin with come first."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_HEAVIEST = 5
"""Pages that are named."""

Weights = tuple[tuple[str, int], ...]
"""Bytes by kind, the heaviest first."""


class Limits(Value, frozen=True):
    """How much a site may hold before a build refuses to publish it."""

    site: int = 10**9
    """Bytes of all files: what GitHub Pages takes."""
    page: int = 10**6
    """Bytes of one page."""
    files: int = 0
    """Number of files; 0: no limit."""


def weights(files: Iterable[tuple[str, int]]) -> Weights:
    """What all files of a kind weigh together, of paths below site/ and sizes."""
    found: dict[str, int] = {}
    for path, size in files:
        kind = "articles" if path[0].isdigit() and path.endswith(".html") and path != "404.html" else _kind(path)
        found[kind] = found.get(kind, 0) + size
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _kind(path: str) -> str:
    """Of a path that is no article's, nor of a page beside them."""
    for kind, beginning in KINDS:
        if path.startswith(beginning):
            return kind
    if path.endswith(".epub"):
        return "books"
    if path.endswith(".html"):
        return "lists"
    return "pictures" if path.endswith(_PICTURES) else "other"


def too_much(files: Iterable[tuple[str, int]], limits: Limits, edition: Path) -> tuple[Problem, ...]:
    """A problem for every limit that the files exceed, with what to do about it."""
    sizes = list(files)
    name = shown(edition)
    problems: list[Problem] = []
    whole = sum(size for _, size in sizes)
    if whole > limits.site:
        heaviest = ", ".join(f"{kind} {readable(size)}" for kind, size in weights(sizes)[:3])
        message = (
            f"the site has {readable(whole)}, more than {readable(limits.site)} ({heaviest}); smaller pictures,"
            " `data: false`, `offline: false` or an edition of fewer years make it lighter; `limits: {site: …}`"
            " allows more where the host does"
        )
        problems.append(Problem(name, 0, message))
    if limits.files and len(sizes) > limits.files:
        message = f"the site has {len(sizes):,} files, more than {limits.files:,}; raise `limits: {{files: …}}`"
        problems.append(Problem(name, 0, message))
    heavy = [(size, path) for path, size in sizes if size > limits.page and path.endswith(".html")]
    for size, path in sorted(heavy, reverse=True)[:_HEAVIEST]:
        message = (
            f"the page {path} has {readable(size)}, more than {readable(limits.page)}; a smaller `page_size`"
            " makes lists lighter, and a text that long is several; `limits: {page: …}` allows more"
        )
        problems.append(Problem(name, 0, message))
    return tuple(problems)


def readable(size: int) -> str:
    """A number of bytes as people say it: 1.2 GB."""
    for unit, name in ((10**9, "GB"), (10**6, "MB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size / 1000:.0f} KB"
