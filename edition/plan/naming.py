"""Which names stand in the text of an article, as they are spelled there, and whom each of them means."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from edition import names
from edition.characters import SET_WIDE
from edition.model import Article
from edition.plan.desk import Desk
from edition.plan.known import called

_GAPS = ("\u3000", " ")
"""What print sets between the characters of a short name."""


def known_names(
    desk: Desk, article: Article, shown: Container[str], longer: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """The names of declared persons that stand in the text, with their ids, and the longer
    known names around them, with none.

    A name that two declared persons share has no id: nobody knows which is meant. Nor
    has one of somebody who is not `shown`. But who is declared by a name is meant by it.
    """
    text, entries = article.body, desk.entries
    ids: dict[str, str] = {}
    for mention in article.persons:
        for name in _printed(text, mention.name):
            ids[name] = mention.id if mention.id in shown and name not in ids else ""
    others: dict[str, str] = {}
    for mention in article.persons if entries else ():
        for name in _printed(text, *called(mention, entries)[1:]):
            others[name] = mention.id if mention.id in shown and name not in others else ""
    ids = others | ids
    for mention in article.persons if longer else ():
        around = [one for name in called(mention, entries) for one in longer.get(name, ())]
        for name in _printed(text, *around):
            ids.setdefault(name, "")
    return ids


def _printed(text: str, *called: str) -> Iterable[str]:
    """How names are spelled in a text that they are in; each once."""
    found = [one for name in called for one in names.spellings(name) if one in text]
    if any([gap in text for gap in _GAPS]):
        found += [one for name in called for one in _set_wide(text, name)]
    return dict.fromkeys(found)


def _set_wide(text: str, name: str) -> Iterator[str]:
    """王　伟, where it is nothing but that name."""
    for gap in _GAPS if 1 < len(name) < 4 else ():
        wide = gap.join(name)
        if wide in text and SET_WIDE.findall(text).count(wide) == text.count(wide):
            yield wide
