"""Drafts as Markdown files that content reads, and whether an editor has touched one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from edition.fingerprint import seal_of
from edition.importer.drafts import Draft, source_note
from edition.model import Box

_INLINE_SYNTAX = re.compile(r"[\\`*_~\[<&]")
_BLOCK_SYNTAX = re.compile(r"[#>+-]|(?<=[0-9])[.)](?=\s|$)")
_EDGE_SPACE = re.compile(r"^\s+|\s+$")
_PLAIN_SCALAR = re.compile("[\u4e00-\u9fff“《][\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e“”‘’·–—…A-Za-z0-9]*")
_SEAL = re.compile(r"^# draft as imported \[(?P<digest>[0-9a-f]{16})\].*\n", re.MULTILINE)


def escape_paragraph(text: str) -> str:
    """Markdown that gives back exactly `text`, one paragraph on one line."""
    escaped = _INLINE_SYNTAX.sub(r"\\\g<0>", text)
    # What can open a block stands at the start, behind nothing but the digits of a list.
    start = len(escaped) - len(escaped.lstrip("0123456789"))
    if opener := _BLOCK_SYNTAX.match(escaped, start):
        escaped = escaped[:start] + "\\" + opener[0] + escaped[opener.end() :]
    # Markdown trims white space, the ideographic space too; as a reference it stays.
    return _EDGE_SPACE.sub(lambda space: "".join(f"&#{ord(character)};" for character in space[0]), escaped)


def scalar(text: str) -> str:
    """A text as YAML, in quotes only where it needs them."""
    return text if _PLAIN_SCALAR.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def draft_text(draft: Draft, page_file: str) -> str:
    """The file of a draft, sealed: a line of its front matter holds the digest of all else."""
    lines = [f"headline: {_quoted(draft.headline)}"]
    if draft.headline_lines:
        lines.append(f"headline_lines: [{', '.join(map(scalar, draft.headline_lines))}]")
    lines += [f"kicker: {_quoted(draft.kicker)}"] if draft.kicker else []
    if len(draft.deck) == 1:
        lines.append(f"deck: {_quoted(draft.deck[0])}")
    elif draft.deck:
        lines += ["deck:", *(f"  - {_quoted(line)}" for line in draft.deck)]
    lines += [f"column: {_quoted(draft.column)}"] if draft.column else []
    lines += [f"genre: {draft.genre}"] if draft.genre else []
    if draft.byline:
        lines.append(f"byline: [{', '.join(_byline(role, name) for role, name in draft.byline)}]")
    lines += [f"dateline: {_quoted(draft.dateline)}"] if draft.dateline else []
    lines += [f"event_date: {draft.event_date}"] if draft.event_date else []
    lines += [f"region: {told_region(draft.region)}"] if draft.region else []
    lines += ["source:", f"  file: {page_file}", f"  note: {_quoted(source_note(draft))}", "status: draft"]
    body = "\n\n".join(map(escape_paragraph, draft.paragraphs))
    return sealed("---\n" + "\n".join(lines) + "\n---\n\n" + body + "\n")


def told_region(region: Sequence[Box]) -> str:
    """A region as front matter holds it: `[4 12.5 62 30, 4 42.5 30 18]`."""
    return f"[{', '.join(' '.join(f'{side:g}' for side in box) for box in region)}]"


def _quoted(text: str) -> str:
    """Plain where YAML reads it as the same text, spaces inside included; else in quotes."""
    parts = text.split(" ")
    plain = all(_PLAIN_SCALAR.fullmatch(part) or re.fullmatch(r"[0-9A-Za-z.]+", part) for part in parts)
    return text if plain and _PLAIN_SCALAR.match(text) else json.dumps(text, ensure_ascii=False)


def _byline(role: str, name: str) -> str:
    if re.fullmatch(r"[\u4e00-\u9fff]+", role) and re.fullmatch(r"[\u4e00-\u9fff·]+", name):
        return f"{role} {name}"
    if not role:
        return json.dumps(name, ensure_ascii=False)
    return "{" + f"name: {json.dumps(name, ensure_ascii=False)}, role: {json.dumps(role, ensure_ascii=False)}" + "}"


# -- the seal ------------------------------------------------------------------------------------


def sealed(text: str) -> str:
    """A draft's text with the line that tells it from one that was changed by hand."""
    line = f"# draft as imported [{seal_of(text)}]; a change by hand is seen by it, and never overwritten"
    return text.replace("\nstatus: draft\n", f"\nstatus: draft\n{line}\n", 1)


def is_untouched(text: str) -> bool:
    """Whether a file is still exactly what the importer wrote."""
    found = _SEAL.search(text)
    return found is not None and found["digest"] == seal_of(_SEAL.sub("", text, count=1))
