"""Text set in columns, as a page's extracted text shows it: one string a printed line."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from edition.importer.shape import width_of

_NOT_FIRST = frozenset("，。、；：！？”’）》〉】」』…—·%％℃")
_NOT_LAST = frozenset("“‘（《〈【「『")
_SQUEEZED = frozenset("，。、；：！？”’“‘（）《》")
_TOKEN = re.compile(r"[A-Za-z0-9.％%]+|\s|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Setting:
    """How one page is set."""

    quote: float
    """Ems of a quotation mark in print."""
    squeeze: float
    """How likely a line takes in one character more than it has room for."""
    hang: bool
    """Whether a mark that may not begin a line is squeezed in; else its character goes down with it."""
    indent: float
    """Ems the first line of a paragraph is set in."""
    spaces: float
    """How likely justification leaves a space between a character and a digit."""
    half_commas: float
    """How likely a comma is half-width."""


def set_paragraph(
    text: str, width: int, setting: Setting, chance: random.Random, narrow: tuple[int, int] = (0, 0)
) -> list[str]:
    """The lines of a paragraph in a column `width` ems wide; its first `narrow[0]` ones are `narrow[1]` wide."""
    tokens = _TOKEN.findall(text)
    lines: list[str] = []
    line: list[str] = []
    used = setting.indent
    place = 0

    def room() -> float:
        return float(narrow[1] if len(lines) < narrow[0] else width)

    def wide(token: str) -> float:
        return width_of(token, setting.quote)

    while place < len(tokens):
        token = tokens[place]
        extra = 0.0
        if any(each in _SQUEEZED for each in line) and chance.random() < setting.squeeze:
            extra = 1.0
        if used + wide(token) <= room() + extra or not line:
            line.append(token)
            used += wide(token)
            place += 1
            continue
        if token[0] in _NOT_FIRST:
            if setting.hang:
                while place < len(tokens) and tokens[place][0] in _NOT_FIRST:
                    line.append(tokens[place])
                    place += 1
            else:
                place -= 1
                line.pop()
                if not line:
                    line.append(tokens[place])
                    place += 1
        while len(line) > 1 and line[-1] in _NOT_LAST:
            line.pop()
            place -= 1
        lines.append("".join(line))
        line, used = [], 0.0
    if line:
        lines.append("".join(line))
    return [_as_extracted(each, setting, chance) for each in lines]


def _as_extracted(line: str, setting: Setting, chance: random.Random) -> str:
    if setting.spaces and chance.random() < setting.spaces:
        line = re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u4e00-\u9fff])", " ", line, count=1)
    if setting.half_commas and "，" in line and chance.random() < setting.half_commas:
        line = re.sub("(?<=[\u4e00-\u9fff])，", ",", line, count=1)
    return line


def cut_headline(text: str, chance: random.Random, width: int) -> list[str]:
    """A headline in one to three lines of about equal length, cut at a mark or space where one is near."""
    if len(text) <= width and (len(text) < 10 or chance.random() < 0.55):
        return [text]
    parts = max(2, -(-len(text) // width))
    if parts == 2 and (marks := [found.end() for found in re.finditer(r"[ ，：！？]", text)]):
        near = min(marks, key=lambda place: abs(place - len(text) / 2))
        if 3 <= near <= len(text) - 3:
            return [text[:near].strip(), text[near:].strip()]
    lines: list[str] = []
    start = 0
    for part in range(parts):
        rest = parts - part
        size = round((len(text) - start) / rest) + (chance.choice((-1, 0, 0, 1)) if rest > 1 else 0)
        end = len(text) if rest == 1 else min(len(text) - rest + 1, start + max(2, size))
        while rest > 1 and end < len(text) - 1 and text[end] in _NOT_FIRST:
            end += 1
        lines.append(text[start:end].strip())
        start = end
    return [line for line in lines if line]
