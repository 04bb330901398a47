"""Which fields of its view a template can show: what it names nowhere need not be worked out.

Told by the words in its text and in all that it includes, and rather one too many: whatever
is not certain, as a page that is handed on as a whole, counts as showing everything. So no
page ever looks otherwise, and a template of few fields is made sooner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from edition.patterns import pattern

_COMMENT = pattern(r"\A\{#(?:(?!\{%).)*?#\}", re.DOTALL)
"""The one that stands first in a template, and so in no text of its code."""
_LINKED = pattern(r"\bpage\s*\|\s*linked\(site\)")
"""Linked data says of the fields that somebody asks about nothing but the description and the crumbs."""
_WHOLE = pattern(
    r"""(?<![.\w"'])(?<!\w-)page(?![\w"'])(?!-(?![%}]\}))"""
    r"(?!\s*\.\s*(?!head\b|_)\w)(?!\s*\.\s*head\s*\.\s*(?!_)\w)"
    r"|\.\s*_|\bself\b"
)
"""The page, or its head, without the name of a field behind it (`aria-current="page"` and `a-page` are
none), and what can reach it without its name."""
_WORD = pattern(r"\w+")


class Shown:
    """Knows of all templates, by their texts with those of all that they include."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts
        self._words: dict[str, frozenset[str] | None] = {}

    def anywhere(self, field: str) -> bool:
        """Whether any template may show a field that has this name, in whatever value."""
        own = [whole[name] for name, whole in self._texts.items()]
        return any([field in unicodedata.normalize("NFKC", text) for text in own])

    def __call__(self, template: str, field: str) -> bool:
        """Whether a template may show a field of its page, or of the page's head."""
        if template not in self._words:
            whole = self._texts.get(template, {})
            # All texts: nobody knows what it includes.
            self._words[template] = _words(whole.values()) if 0 < len(whole) < len(self._texts) else None
        words = self._words[template]
        return words is None or field in words


def _words(texts: Iterable[str]) -> frozenset[str] | None:
    """All words in these texts; None where a page is handed on."""
    found: set[str] = set()
    for text in texts:
        # As Python reads names: a full-width letter is the usual one.
        usual = _LINKED.sub(" description crumbs ", unicodedata.normalize("NFKC", _COMMENT.sub("", text)))
        if _WHOLE.search(usual):
            return None
        found.update(_WORD.findall(usual))
    return frozenset(found)
