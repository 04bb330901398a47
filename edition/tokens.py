"""Text as the search index spells it: letters that overlap, so any phrase can be found.

    全国 文明，2021年  ─▶  全国 国^ 文明 明 ， 20 02 21 1年 年

A token is a letter with the letter after it. A phrase of such tokens is found exactly
where the text has it, whatever a dictionary would call a word, and the first letters of
all tokens spell the text. Letters are compared as `fold` makes them; punctuation is a
token that takes a place but is not found. What the fold loses stands behind the letter
in signs that Pagefind passes over, so that the browser (assets/search/text.js, the other
half of this module) can show the text as printed:

    ^        a space follows
    !#$%&…   what is printed here: sixteen signs for the digits of its code point
    ?        belongs to the letter before: ㎡ is folded to m and 2, and printed once

An apostrophe within a word, straight or curly, is a letter of it, and compared as ʼ: so
O’Hara and O'Hara are one run, and the same. So are marks that hold a number or a word together,
each compared as a letter that no newspaper prints: 3.5%, 3:2, 歼-20, AT&T, 伊·福阿 (see
`_JOINS`), and so are the marks of letters: སྲིད, नमस्ते. Single Chinese characters with spaces
between them are a name set wide, and one run: 王　伟 is found as 王伟. The ring of old fonts is a
nought: 二○○二年.

Why not a word segmenter: it takes the query apart in another way than the text (on the
same queries it found 0.72 of what was there, and less than half of what it found was asked for).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from edition.characters import HAN, SET_WIDE
from edition.patterns import pattern

END = "␞"
"""A token of its own after the headline, each line around it, and each paragraph."""

AS_PRINTED: Mapping[str, str] = MappingProxyType({})
"""Variants of a search that tells every character from every other."""

_SPACE, _GLUE, _DIGITS = "^", "?", "!#$%&()*+,:;=@~|"

_WORDY = "A-Za-z\u00c0-\u052f\u1e00-\u1eff"
_WITHIN = pattern(f"(?<=[0-9{_WORDY}])['\u2018\u2019\uff07](?=[{_WORDY}])")
"""An apostrophe in a word of Latin, Greek or Cyrillic letters; beside others it is a quotation mark."""


_JOINS = {
    ".·•・‧": "\u1427", ":∶": "\ua4fd", ",": "\ua4f9", "/": "\u141f", "-‐–—−": "\u1428", "+": "\u1429", "&": "\u1525",
    "%": "\u1540", "‰": "\u1541", "°": "\u1424",
}  # fmt: skip
"""Marks that are letters where they stand between letters or behind a digit, and as which; the kinds
of a dot and of a dash are the same."""
_STAND_INS = {mark: letter for marks, letter in _JOINS.items() for mark in marks}
_MAY_JOIN = pattern(
    "[^\\s\u2010-\u203a\u3000-\u30ff\u3400-\u9fff\uff08\uff09A-Za-z][.．﹒․·•・･‧:：﹕∶,，﹐%％﹪‰°℃℉⒈-⒛]|[⒈-⒛/／＋﹢+&＆﹠·•・･‧‐‑–—−－﹣-]"
    "|(?<=[^\0-\x7f])[.．﹒․](?=[^\0-\x7f])"
)
"""What every line has that may have such a mark; most have none."""


_LETTER = f"0-9A-Za-z\u00c0-\u052f\u1e00-\u1eff{HAN}"
_DOT, _COLON, _COMMA, _SLASH, _DASH, _PLUS, _AMPERSAND, *_BEHIND = map(re.escape, _JOINS)
_JOINING = pattern(
    f"(?<=[0-9])(?:[{_DOT}{_COLON}{_COMMA}](?=[0-9])|[{''.join(_BEHIND)}])|(?<=[{HAN}])[{_DOT}](?=[{HAN}])"
    f"|(?<=[{_LETTER}])[{_SLASH}{_DASH}{_PLUS}{_AMPERSAND}](?=[{_LETTER}])"
)


def _joined(line: str) -> dict[int, str]:
    """Where marks stand that join what is beside them, each folded and with its letter. What is beside them is
    told from the folded line, which is all that the browser has of a query."""
    if not _MAY_JOIN.search(line):
        return {}
    folded, places = "", list[int]()
    for place, char in enumerate(line):
        letters = " " if char.isspace() else _seen(char)
        folded += letters
        places += [place] * len(letters)
    found: dict[int, str] = {}
    for mark in _JOINING.finditer(folded):
        place = places[mark.start()]
        text, at = found.get(place, _seen(line[place])), mark.start() - places.index(place)
        found[place] = text[:at] + _STAND_INS[mark[0]] + text[at + 1 :]
    return found


@cache
def _seen(char: str) -> str:
    return "" if _is_unseen(char) else fold(char)


_NOUGHT = {"○": "〇", "◯": "〇"}
"""GB 2312 has no 〇, so papers print a ring."""


def fold(char: str) -> str:
    """How letters are compared: without width, case and compatibility forms; １ is 1, Ａ is a.

    Upper, then lower case, since JavaScript has no `casefold`; of İ that leaves an i with one more dot.
    Traditional letters are made simplified before, here as in its twin, by the table of `edition.variants`.
    """
    lower = unicodedata.normalize("NFKC", _NOUGHT.get(char, char)).upper().lower().replace("i\u0307", "i")
    return "".join([_stand_in(letter) if _is_mark(letter) else letter for letter in lower if not letter.isspace()])


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _stand_in(mark: str) -> str:
    """A letter for a mark, as the vowels of many scripts are, which Pagefind would take away: one of the Tangut
    that no newspaper prints. Of one script no two get the same."""
    return chr(0x17000 + (ord(mark) - 0x300) % 0x17F8)


def is_letter(char: str) -> bool:
    """Letters and digits make up runs; everything else parts them."""
    category = unicodedata.category(char)
    # Planes 2 and 3 hold nothing but Han; this Python may not know the newest of them.
    return category[0] == "L" or category in ("Nd", "Nl") or "\U00020000" <= char <= "\U0003ffff"


def tokens(lines: Iterable[str], variants: Mapping[str, str] = AS_PRINTED) -> list[str]:
    """The tokens of headline, deck or paragraphs, with `END` after each of them.

    `variants` says which character is compared as another.
    """
    found: list[str] = []
    for line in lines:
        before: _Part | None = None
        gaps, joined = _gaps(line), _joined(line)
        space = ""
        for place, (char, alike) in enumerate(zip(line, _WITHIN.sub("\u02bc", line), strict=True)):
            parts = _parts(char, joined.get(place) or variants.get(alike, alike))
            if parts is None:
                if place in gaps:
                    space = _SPACE
                elif before:
                    found.append(before.letter + before.signs + _SPACE)
                    before = None
                continue
            for part in parts:
                if before:
                    after = part.letter if before.joins and part.joins else ""
                    found.append(before.letter + after + before.signs + space)
                before, space = part, ""
        if before:
            found.append(before.letter + before.signs)
        found.append(END)
    return found


def _gaps(line: str) -> frozenset[int]:
    """Where the spaces of names stand that are set wide."""
    if line.isascii() or not any(map(str.isspace, line)):
        return frozenset()
    return frozenset(
        place for name in SET_WIDE.finditer(line) for place in range(*name.span()) if line[place].isspace()
    )


class _Part:
    """One letter of a folded character."""

    __slots__ = ("joins", "letter", "signs")

    def __init__(self, letter: str, signs: str) -> None:
        self.letter = letter
        self.joins = is_letter(letter)
        self.signs = signs
        """That spell the printed character."""


def _is_unseen(char: str) -> bool:
    """As what chooses a shape of the character before it: 葛 with one hook or another is 葛."""
    chooses = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return chooses or unicodedata.category(char) in ("Cc", "Cf", "Cs")


@cache
def _parts(char: str, alike: str) -> tuple[_Part, ...] | None:
    """None for white space; nothing for what takes no place when printed.

    `alike` is the character that `char` is compared as, mostly itself.
    """
    if char.isspace() or char == END:
        return None
    if _is_unseen(char):
        return ()
    folded = fold(alike)
    if folded == char or not any(map(is_letter, folded)):
        return (_Part(char, ""),)
    printed = "".join(_DIGITS[int(digit, 16)] for digit in f"{ord(char):04x}")
    return tuple(_Part(letter, _GLUE if place else printed) for place, letter in enumerate(folded))
