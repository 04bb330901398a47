"""Why a page is rebuilt: a digest of everything that decides its bytes.

A page is made by code from a template and a view, and from nothing else. So its
fingerprint is the digest of those three, and complete by construction. The code counts
as one: whatever changes in it, every page is made again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path

from edition.patterns import pattern
from edition.stamps import listings_below
from edition.values import freeze

LIBRARIES = frozenset((
    "imagesize", "jinja2", "lunar_python", "markdown_it_py", "markupsafe", "mdurl", "msgspec", "pagefind_bin",
    "pypinyin", "pyyaml", "rjieba",
))  # fmt: skip
"""What besides our own code decides the bytes of the site, as installed folders are named."""

_NAMED = r"\{%[-+]?\s*(?:include|extends|import|from)\b"
_INCLUSION = pattern(_NAMED)
_REFERENCE = pattern(_NAMED + r"""\s*(["'])([^"']+)\1(?:\s*[-+]?%\}|\s+(?:as|import)\b)""")


def digest(*parts: object) -> str:
    """32 hex digits of values that can be frozen; no two lists of parts share one (frozen,
    each has its length and kind)."""
    return blake2b(freeze(parts), digest_size=16).hexdigest()


def mark(data: bytes) -> bytes:
    """A digest of 16 bytes.

    Why not the one of `digest`: most processors have instructions for this one, and a page takes half the time.
    """
    return sha256(data, usedforsecurity=False).digest()[:16]


def seal_of(text: str) -> str:
    """16 hex digits that stand in a file with the text itself: whether somebody has changed it by hand shows."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


@cache
def code_digest() -> str:
    """Of every module of this package, of Python, and of the libraries that shape pages, as a process found them."""
    package = os.path.dirname(__file__)
    parts: list[str | bytes] = [sys.version, *_installed()]
    for folder, listed in listings_below(package).items():
        for name, kind, _ in listed:
            if name.endswith(".py") and kind != "folder":
                with open(f"{folder}/{name}", "rb") as file:
                    parts += [f"{folder.removeprefix(package)}/{name}", file.read()]
    return digest(*parts)


def _installed() -> list[str]:
    """The libraries with their versions: `jinja2-3.1.6.dist-info`.

    Why not importlib.metadata: to import it takes longer than all else that is done here.
    """
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(
                name
                for name in os.listdir(folder or ".")
                if name.endswith(".dist-info") and name.partition("-")[0].lower().replace(".", "_") in LIBRARIES
            )
    return sorted(found)


def template_texts(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """For every template, its text and those of all that it includes or extends, by name.

    Ours name others literally (a test holds them to it), so their text tells. For one that names any in
    another way, or one that isn't there, it is all texts.
    """
    texts = {
        path.relative_to(folder).as_posix(): _text_of(path)
        for path in _files_below(folder, set())
        if not path.name.startswith(".")
    }
    needs: dict[str, set[str]] = {}
    rest = [*texts]
    while rest:
        name = rest.pop()
        needs[name] = {found[1] for found in _REFERENCE.findall(texts[name])}
        # Another may be named that is hidden, or behind a link.
        new = [other for other in needs[name] if other not in texts and (folder / other).is_file()]
        texts.update((other, _text_of(folder / other)) for other in new)
        rest += new
    unclear = {name for name, text in texts.items() if len(_INCLUSION.findall(text)) > len(_REFERENCE.findall(text))}

    def closure(name: str) -> set[str]:
        seen = {name}
        rest = [name]
        while rest:
            new = needs.get(rest.pop(), set()) - seen
            seen |= new
            rest += new
        return seen if seen <= texts.keys() and seen.isdisjoint(unclear) else set(texts)

    return {name: {other: texts[other] for other in sorted(closure(name))} for name in texts}


def _files_below(folder: Path, above: set[str]) -> Iterator[Path]:
    """With those behind links to folders, where none of them leads back `above`."""
    real = os.path.realpath(folder)
    if real in above or folder.name == "__pycache__" or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        else:
            yield from _files_below(path, {*above, real})


def _text_of(path: Path) -> str:
    """Whatever lies among the templates: it need not be a text."""
    return path.read_bytes().decode("utf-8", "backslashreplace")


def template_digests(texts: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """For every template, the digest of its text and of all it includes or extends."""
    return {name: digest(*chain.from_iterable(whole.items())) for name, whole in texts.items()}
