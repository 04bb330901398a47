"""Every word of the interface, in the languages an edition can speak: a file for each.

To add a language, copy the file of one, translate it, and name it in LANGUAGES. A key
that a file lacks, or has too many, is an error where the file is imported, and to mypy;
a build imports the one language that its edition speaks.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from edition.words.catalogue import Words
from edition.words.phrases import Phrases

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
"""As `language:` in edition.yaml names them (BCP 47); `zh-Hans` stands in zh_hans.py."""


def words_in(language: str) -> Words:
    """What templates print; raise ModuleNotFoundError: no such language."""
    return cast(Words, _file(language, "WORDS"))


def phrases_in(language: str) -> Phrases:
    """What the planner says; raise ModuleNotFoundError: no such language."""
    return cast(Phrases, _file(language, "PHRASES"))


def counted(word: str, *values: object) -> str:
    """The word filled with these values: `%d article|%d articles` has a form for one, and one
    for many; the first whole number among the values decides. What has no `|` has one form."""
    one, _, many = word.partition("|")
    if not many:
        return one % values
    number = next((value for value in values if isinstance(value, int)), 0)
    return (one if number == 1 else many) % values


@cache
def _file(language: str, name: str) -> object:
    return getattr(import_module(f"edition.words.{language.lower().replace('-', '_')}"), name)


__all__ = ["LANGUAGES", "Phrases", "Words", "counted", "phrases_in", "words_in"]
