"""The account of a page: every character is in an article, declared as removed, or unplaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.importer.drafts import Draft
from edition.importer.joining import WHYS
from edition.importer.marks import Mark
from edition.importer.pagetext import PageText
from edition.values import Value


class Ledger(Value, frozen=True):
    """Characters of one page, line ends not counted."""

    read: int
    """In the file."""
    placed: int
    """In articles."""
    removed: tuple[tuple[str, int], ...]
    """For each reason, in words, how many were taken out."""
    added: tuple[tuple[str, int], ...]
    """For each reason how many were put in, as for a half-width comma a full-width one."""
    unplaced: int
    """In lines that are in no article."""


class Lost(AssertionError):
    """Characters are missing or too many: a bug in the importer; nothing is written."""


def balance(page: PageText, marks: Sequence[Mark], drafts: Sequence[Draft]) -> Ledger:
    """The account of one page; raise Lost where it doesn't balance, character by character."""
    read = Counter("".join(page.texts))
    read.update(page.removed)
    read.subtract(after for _, after in page.replaced for after in after)
    read.update(before for before, _ in page.replaced)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    added: Counter[str] = Counter()
    changes = [change for draft in drafts for change in draft.changes]
    told = [(WHYS[change.why], change.before, change.after) for change in changes]
    told += [("characters that can't be printed", character, "") for character in page.removed]
    told += [("compatibility characters made usual ones", one, other) for one, other in page.replaced]
    marked = {mark.number for mark in marks}
    for number, text in enumerate(page.texts, 1):
        if text and number not in marked:
            told.append(("spaces of blank lines", text, ""))
    for why, gone, come in told:
        before.update(gone)
        after.update(come)
        removed[why] += len(gone)
        added[why] += len(come)
    placed = Counter("".join(text for draft in drafts for text in draft.own_lines))
    used = {draft.number for draft in drafts}
    unplaced = Counter("".join(mark.text for mark in marks if mark.article not in used))
    left = Counter(placed)
    left.update(before)
    left.update(unplaced)
    left.subtract(after)
    wrong = {
        character: read[character] - left[character] for character in read | left if read[character] != left[character]
    }
    if wrong:
        raise Lost(f"{page.name}: the account does not balance: {wrong}")
    return Ledger(
        read.total(),
        placed.total(),
        tuple((why, count) for why, count in removed.items() if count),
        tuple((why, count) for why, count in added.items() if count),
        unplaced.total(),
    )


def told(ledger: Ledger) -> list[str]:
    """The account in words."""
    removed = sum(count for _, count in ledger.removed)
    added = sum(count for _, count in ledger.added)
    lines = [
        f"{ledger.read:,} characters read = {ledger.placed:,} in articles + {removed:,} removed "
        f"+ {ledger.unplaced:,} unplaced" + (f" - {added:,} added" if added else "") + ": balances"
    ]
    if ledger.removed:
        lines.append("  removed: " + ", ".join(f"{count:,} {why}" for why, count in ledger.removed))
    if ledger.added:
        lines.append("  added: " + ", ".join(f"{count:,} {why}" for why, count in ledger.added))
    return lines
