"""The help of a command in another language than English, with columns counted as a terminal draws them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Any

from edition.progress import columns
from edition.words.sentences import Say

_USAGE = "usage: "
_HEADINGS = ("positional arguments:", "options:")
"""Words of argparse, which it puts around what it is given."""
_PIECE = re.compile("[（“《「]*(?:[⺀-鿿]|[^\\s⺀-鿿（“，；：？！）”]*)[，。；：、？！）”》」:]*\\s*")
"""A Chinese character, or a word of others; no line begins with a mark that closes, nor ends with one that opens."""


class Help(argparse.HelpFormatter):
    """Says all that the parser has in English, and wraps it anywhere but in words of Latin letters."""

    def __init__(self, say: Say, prog: str) -> None:
        super().__init__(prog)
        self._say = say

    def add_text(self, text: str | None) -> None:
        super().add_text(text and self._say(" ".join(text.split())))

    def format_help(self) -> str:
        told = super().format_help()
        for heading in _HEADINGS:
            told = told.replace(heading, self._say(heading))
        return told

    def _format_usage(self, *given: Any) -> str:
        """Its lines begin below each other, in whatever columns the first word takes."""
        usage = self._say(_USAGE)
        fewer = " " * (len(_USAGE) - columns(usage))
        return super()._format_usage(*given).replace(_USAGE, usage).replace(f"\n{fewer} ", "\n ")

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and self._say(action.help)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrapped(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns, but for a word that is longer."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and piece and columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()
