"""Where a headline may break: between words, as a subeditor would cut it.

A word segmenter, whose words are in simplified characters, proposes the cuts; punctuation, numbers and
names take some back; a single character joins the word it belongs to. Names come with the headline and never
enter the segmenter's dictionary, so that a cut depends on this headline alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from edition.characters import HAN, is_han, simple
from edition.learned import learned

_OPENING = frozenset("“‘（《〈「『【〔〖［｛([{¥￥$＄#＃@＠")
_JOINING = frozenset("·•‧-–~～/／&＆_＿'\"\\^")
"""What is never cut on either side."""

_TO_PREVIOUS = frozenset("的地得了着过们等者化率性力式型时起到成出好完住掉给")
"""Single characters that end what stands before them."""
_TO_NEXT = frozenset("在为把将以向对从与和及同跟比被让使由因按据是有无不再又也更最正已未今新老大小各每该这那全一第谁何")
"""Single characters that begin what stands after them."""
_TAGS_TO_NEXT = frozenset("pcdmrabv")
"""Parts of speech of the segmenter: preposition, conjunction, adverb, numeral, pronoun,
adjective, attributive, verb; a particle, classifier, locative or noun goes back."""


def breaks(text: str, keep: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The pieces between which a `<wbr>` may stand; joined they are the text.

    No piece ends inside a name of `keep`; every such name may be cut off before and after.
    """
    if not has_han(text):
        return (text,) if text else ()  # words with spaces between them break there, and need no dictionary
    # Names that aren't in the text are no part of the question.
    return _breaks(text, tuple([name for name in keep if name in text]))


@learned(tuple[str, tuple[str, ...]], tuple[str, ...])
def _breaks(text: str, keep: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_without_singles(_pieces(text, keep)))


def in_lines(text: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The printed lines of a headline, each with what stands before it in the headline: a space, or nothing.
    Together they spell it, whatever spaces they have in them."""
    rest = text
    for line in lines:
        yield " " if rest[:1].isspace() else "", line
        rest = rest.lstrip()
        if rest.startswith(line):
            rest = rest[len(line) :]
            continue
        for _ in "".join(line.split()):
            rest = rest.lstrip()[1:]


class _Piece(NamedTuple):
    text: str
    word: str
    """The first word in it, simplified: `节` of `节12月17日`; the whole piece where a mark comes first."""
    tag: str
    """What part of speech that is; empty when unknown."""


def begins_with_verb(text: str) -> bool:
    """Whether the first word is a verb: 巩固成果, but not 以更高标准."""
    from rjieba import tag

    return bool(text) and str(tag(simple(text))[0][1])[:1] == "v"


def is_between_words(text: str, place: int) -> bool:
    """Whether the segmenter cuts a text at this place: 首日|淘汰, and not within 淘汰."""
    from rjieba import cut

    ends = [0]
    for word in cut(simple(text)):
        ends.append(ends[-1] + len(word))
    return place in ends


def word_around(text: str, start: int, end: int) -> str:
    """The word that holds a place and more, as the segmenter cuts it: 俄罗斯 for 罗斯; else the place itself."""
    from rjieba import cut

    first = max(0, start - 4)
    at = first
    for word in cut(simple(text[first : end + 3])):
        after = at + len(word)
        if at <= start and end <= after:
            return text[at:after]
        at = after
    return text[start:end]


# -- words ---------------------------------------------------------------------------------


def _pieces(text: str, keep: tuple[str, ...]) -> list[_Piece]:
    from rjieba import tag  # 0.1 s, for its dictionary

    words: dict[int, tuple[str, str]] = {}
    start = 0
    for word, part_of_speech in tag(simple(text)):
        words[start] = word, part_of_speech
        start += len(word)
    cuts = set(words)
    for start, end in _spans(text, keep):
        words[start] = text[start:end], "nr"
        cuts |= {start, end}
        cuts -= set(range(start + 1, end))
    places = sorted({0, len(text), *(place for place in cuts if _may_break(text, place))})
    pieces = []
    for start, end in pairwise(places):
        word, part_of_speech = words.get(start, ("", ""))
        pieces.append(_Piece(text[start:end], word if _letters(word) else text[start:end], part_of_speech))
    return pieces


def _spans(text: str, keep: tuple[str, ...]) -> set[tuple[int, int]]:
    """Where the names stand; of two that overlap, the one that begins first, or is longer."""
    names = sorted(filter(None, keep), key=lambda name: (-len(name), name))
    if not names:
        return set()
    return {match.span() for match in re.finditer("|".join(map(re.escape, names)), text)}


def _may_break(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _kind(after) in ("closing", "joining", "word") or _kind(before) in ("opening", "joining"):
        return False
    if before.isnumeric() and after.isnumeric():  # 二〇二四
        return False
    # A number keeps its unit.
    return not before.isnumeric() or _is_han(before)


def has_han(text: str) -> bool:
    """Whether there is a Chinese or Japanese character in a text."""
    # Most texts that have one soon have it, and to compile the pattern takes longer than to read an article.
    return any(map(_is_han, text[:8])) or re.search(f"[{HAN}○\u3040-\u30ff]", text) is not None


@cache
def _is_han(character: str) -> bool:
    """With the zero of 二○○○年 and kana, which are set like one."""
    return is_han(character) or character == "○" or "\u3040" <= character <= "\u30ff"


@cache
def _kind(character: str) -> str:
    if _is_han(character):
        return "han"
    if character in _OPENING:
        return "opening"
    category = unicodedata.category(character)
    if character in _JOINING or (category[0] == "C" and not character.isspace()):
        return "joining"
    return "word" if category[0] in "LN" else "closing"


# -- single characters ---------------------------------------------------------------------


def _without_singles(pieces: list[_Piece]) -> list[str]:
    done: list[str] = []
    waiting = ""
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        if len(_letters(piece.word)) > 1 or (waiting and not _leans_forward(piece)):
            done.append(waiting + piece.text)
            waiting = ""
        elif done and not waiting and (last or (not _clause_ends(done[-1]) and not _leans_forward(piece))):
            done[-1] += piece.text
        elif len(_letters(piece.text)) > 1:
            done.append(waiting + piece.text)
            waiting = ""
        else:
            waiting += piece.text
    if done and len(_letters(waiting)) < 2:
        done[-1] += waiting
    elif waiting:
        done.append(waiting)
    return done


def _clause_ends(text: str) -> bool:
    return _kind(text[-1]) == "closing"


def _leans_forward(piece: _Piece) -> bool:
    """Whether a single character belongs to what stands after it."""
    if not _letters(piece.text) or _kind(piece.text[0]) == "opening":
        return True
    if _clause_ends(piece.text) or piece.word in _TO_PREVIOUS:
        return False
    return piece.word in _TO_NEXT or piece.tag[:1] in tuple(_TAGS_TO_NEXT)


def _letters(piece: str) -> str:
    return "".join(character for character in piece if character.isalnum())
