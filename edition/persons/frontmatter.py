"""Persons written into an article's front matter, with every other line left as it is.

The file is edited as text, for what a YAML writer would do to comments, order and quotes;
then read again and compared: nothing but the persons may have changed.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from edition.articles import KEYS, read_article
from edition.importer.writing import scalar
from edition.model import Article, Mention
from edition.persons.review import Accepted
from edition.problems import EditionError, Problem, shown
from edition.saving import unwritten
from edition.values import replace

_KEY = re.compile(rf"(?:persons|{KEYS['persons']})\s*:(?P<rest>.*)")
_AFTER = list(KEYS)[list(KEYS).index("persons") + 1 : list(KEYS).index("date")]
"""Keys that stand below the persons; where a file lies says the last ones, and they stand anywhere."""
_NEXT_KEY = re.compile(rf"(?:{'|'.join((*_AFTER, *(KEYS[key] for key in _AFTER)))})\s*:")

_NO_LIST = "persons is neither a list nor one name"


def with_persons(text: str, accepted: Sequence[Accepted]) -> str:
    """An article's file with further persons; raise ValueError where its `persons` can't be added to as text."""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    found = next((number for number in range(1, end) if _KEY.match(lines[number])), 0)
    items = [_item(one) for one in accepted]
    if not found:
        at = next((number for number in range(1, end) if _NEXT_KEY.match(lines[number])), end)
        # A comment right above a key belongs to it.
        while lines[at - 1].startswith("#"):
            at -= 1
        added = ["persons:", *(f"  - {item}" for item in items)]
        return "\n".join([*lines[:at], *added, *lines[at:]])
    match = _KEY.match(lines[found])
    assert match
    rest = re.sub(r"\s+#.*$", "", match["rest"]).strip()
    if not rest:
        return "\n".join(_in_block(lines, found, end, items))
    if rest.startswith("["):
        return "\n".join(_in_brackets(lines, found, end, items))
    if rest[0] in "{&*!|>":
        raise ValueError(_NO_LIST)
    start = lines[found].index(rest)
    lines[found] = lines[found][:start] + "[" + ", ".join((rest, *items)) + "]" + lines[found][start + len(rest) :]
    return "\n".join(lines)


def _in_block(lines: Sequence[str], key: int, end: int, items: Sequence[str]) -> list[str]:
    last, indent = key, "  "
    for number in range(key + 1, end):
        line = lines[number]
        if re.match(r"\s*- ", line):
            indent = line[: len(line) - len(line.lstrip())]
            last = number
        elif line.strip() and not line[0].isspace():
            if not line.startswith("#"):
                break
        elif line.strip() and not line.lstrip().startswith("#"):
            if last == key:
                raise ValueError(_NO_LIST)
            last = number
    return [*lines[: last + 1], *(f"{indent}- {item}" for item in items), *lines[last + 1 :]]


def _in_brackets(lines: Sequence[str], key: int, end: int, items: Sequence[str]) -> list[str]:
    depth = 0
    quote = ""
    for number in range(key, end):
        for place, character in enumerate(lines[number]):
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'":
                quote = character
            elif character in "[{":
                depth += 1
            elif character in "]}":
                depth -= 1
                if not depth:
                    before = lines[number][:place].rstrip()
                    # Where the bracket stands on a line of its own, what it follows is on the one before.
                    behind = before or lines[number - 1].rstrip()
                    joint = "" if behind.endswith("[") else ", "
                    if behind.endswith(","):
                        joint = " " if before else "  "
                    return [
                        *lines[:number],
                        before + joint + ", ".join(items) + lines[number][place:],
                        *lines[number + 1 :],
                    ]
    raise ValueError("the list of persons has no end")


def _item(one: Accepted) -> str:
    parts = [f"name: {scalar(one.name)}"]
    parts += [f"office: {_inside(one.office)}"] if one.office else []
    parts += [f"role: {_inside(one.role)}"] if one.role else []
    parts += [f"id: {one.id}"] if one.id else []
    return f"{{{', '.join(parts)}}}" if len(parts) > 1 else scalar(one.name)


def _inside(text: str) -> str:
    return text if re.fullmatch("[\u4e00-\u9fff、·（）]+", text) else json.dumps(text, ensure_ascii=False)


def checked(path: Path, text: str, day: date, content: Path, accepted: Sequence[Accepted]) -> None:
    """Raise EditionError unless the new text says what the file says, and the accepted persons."""
    before = read_article(path, day, content)
    try:
        # Beside the file, for the pictures that it names.
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as home:
            tried = Path(home) / path.name
            tried.write_text(text, encoding="utf-8", newline="\n")
            for image in before.images:
                (tried.parent / Path(image.file).name).write_bytes((content / image.file).read_bytes())
            after = read_article(tried, day, content, shown(path))
    except OSError as error:
        raise EditionError(unwritten(path, error)) from None
    wanted = [_said(one) for one in before.persons] + [(one.name, one.office, one.role, one.id) for one in accepted]
    found = [_said(one) for one in after.persons]
    if _bare(after) != _bare(before) or found != wanted:
        listed = "; ".join(_item(one) for one in accepted)
        raise EditionError(
            Problem(shown(path), 0, f"persons can't be added to this file; write them by hand: {listed}")
        )


def _said(mention: Mention) -> tuple[str, str, str, str]:
    return mention.name, mention.office, mention.role, mention.id if mention.declared else ""


def _bare(article: Article) -> Article:
    images = tuple(replace(image, file=Path(image.file).name) for image in article.images)
    byline = tuple(replace(one, line=0) for one in article.byline)
    return replace(
        article, persons=(), byline=byline, images=images, body_line=0, kept=(), face=b"", whole=b"", by_name=False
    )
