"""Names in pinyin: readings, ids, sorting, initials.

A surname is read from a table first (`readings`), because many surnames keep a reading of their own
(单 is Shàn, not Dān), and character by character after that. The tables serve both scripts. What an
editor writes in people.yaml wins over both: families choose how they are called.

Why not pypinyin itself, but the table of single characters that it brings: with its
dictionary of phrases, which are words, not names, the import costs 0.3 s and 65 MB, without
it still 76 ms, and the table alone 15 ms. With the few words in `readings` it's enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from edition.characters import HAN, is_han, simple
from edition.learned import learned
from edition.patterns import pattern
from edition.readings import CHARACTER_READINGS, COMPOUND, FOREIGN, SURNAME_READINGS, SURNAMES, WORDS
from edition.values import Unread, from_json

# Compiled when they are first needed, and names that have nothing but Chinese characters in them need none.
_TOKEN = rf"[{HAN}]|[^\W{HAN}_]+"
_RUN = rf"[{HAN}]+|[^\W{HAN}_]+"
_APOSTROPHES, DOTS = "'’ʼ‘＇", "·•‧∙・･．"
"""The usual one first, by which an address is made."""
_MARKS = frozenset(_APOSTROPHES + DOTS)
_DOT = pattern(rf"[\s{DOTS}]+")

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_TONE = pattern(f"[{''.join(_TONES)}]")
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"})
# Consonants before a vowel belong to the syllable of that vowel; a syllable that begins
# with a vowel is set off by an apostrophe, so the split is unambiguous.
_SYLLABLE = pattern(r"[^aeiouv']*[aeiouv]+(?:ng?|r)?(?![aeiouv])")

_UMLAUT = pattern("(?<=[ln])ü")

_Words = tuple[tuple[str, ...], ...]
"""Words of syllables, in lower case with tones: (("lín",), ("hóng", "yù"))."""


# -- what other modules use --------------------------------------------------------------


def reading(name: str, given: str = "") -> str:
    """Pinyin with tones, spaced and capitalised as a name: Lín Hóngyù.

    Empty for a name without Han characters. `given` is what people.yaml says, of the
    surname or of the whole name, with or without tones; two words (`Fàn Xúlìtài`) also
    say where the surname ends. What fits no character (`Kim Jong-il`) stays as typed.
    """
    return _reading(name, given)


@learned(tuple[str, str], str)
def _reading(name: str, given: str) -> str:
    words = _by_character(name, given)
    if given.strip() and not words:
        typed = unicodedata.normalize("NFC", " ".join(given.split()))
        return typed.title() if typed.islower() else typed
    return " ".join(_spelled(word).capitalize() for word in words)


@cache
def plain(reading: str) -> str:
    """Lower-case ASCII without tones or apostrophes: lin hongyu.

    ü becomes v (`lv bu`), the key that readers press for it.
    """
    return _ascii(_UMLAUT.sub("v", _untoned(reading.lower())))


def index_forms(name: str, given: str) -> tuple[str, str]:
    """`plain` and `initials` of a name's `reading`."""
    words = _by_character(name, given)
    if not words:
        whole = reading(name, given)
        return plain(whole), initials(whole)
    bare = [[plain(syllable) for syllable in word] for word in words]
    return " ".join(map("".join, bare)), "".join([syllable[:1] for word in bare for syllable in word])


def syllables(reading: str) -> tuple[str, ...]:
    """Lín Hóngyù in three; a word that is not pinyin stays whole."""
    return tuple(syllable for word in re.split(r"[\s-]+", reading) for syllable in _split(word))


@cache
def initials(reading: str) -> str:
    """The first letter of every syllable, in lower case: lhy."""
    return "".join(plain(syllable)[:1] for syllable in syllables(reading))


@cache
def spellings(name: str) -> tuple[str, ...]:
    """One name with each mark that print sets in it, the usual one first: O'Hara and O’Hara, 马丁·路德 and
    马丁•路德."""
    if _MARKS.isdisjoint(name):
        return (name,)
    marks = DOTS if is_chinese(name) else _APOSTROPHES
    return tuple(dict.fromkeys((*[re.sub(f"[{marks}]", one, name) for one in marks], name)))


def are_one(name: str, other: str) -> bool:
    """Whether two names are one, as print spells it."""
    one, two = (unicodedata.normalize("NFC", spellings(each)[0]) for each in (name, other))
    return one == two


def slug(name: str) -> str:
    """A part of a URL: lin-hongyu-3f2a, of [a-z0-9-] only.

    The digits are a digest of the name, so no two names share a slug by their pinyin
    alone; all spellings of one name have the same. The pinyin in front moves with a
    corrected reading: people.yaml can fix the id of a person whose page is already known.
    ü becomes yu (`lyu-bu`), as in passports; the digits also keep it from being a device
    name of Windows (`con`, `nul`).
    """
    return _slug(spellings(name)[0])


@learned(tuple[str], str)
def _slug(name: str) -> str:
    words = _by_character(name, "")
    return _with_digest(map(_url, words) if words else _ascii(name).split(), name)


def may_be(slug: str, name: str) -> bool:
    """Whether this may be the slug of a name that is read in another way or spelled with other marks: its
    digits tell."""
    return slug.rpartition("-")[2] in map(_digits, spellings(name))


@learned(tuple[str], str)
def topic_slug(name: str) -> str:
    """Like `slug` for a section, column or genre: wenhua-…, not wen-hua-…."""
    words = (_url(tuple(_read(part))) for part in _DOT.split(name)) if is_chinese(name) else _ascii(name).split()
    return _with_digest(words, name)


def topic_letters(name: str) -> str:
    """The same without the digits, where no other has to be told from it: jiningribao."""
    return topic_slug(name).rpartition("-")[0]


@cache
def sort_key(name: str, given: str = "") -> tuple[bool, str, str, str, str, str]:
    """Where a name stands in an index.

    By surname reading without tone, then with tone, surname character, readings of the
    given name, and all characters. Latin names stand among the rest as they are printed;
    names without a letter come last.
    """
    words = _words(name, given)
    if not words:
        letters = _ascii(name)
        return (not letters[:1].isalpha(), letters, "", "", "", name)
    size = len(words[0]) if len(words) == 2 and not _DOT.search(name) else 1
    keys = [_ordered(syllable) for word in words for syllable in word]
    letters = " ".join(key[:-1] for key in keys[:size])
    return (
        not letters[:1].isalpha(), letters, " ".join(keys[:size]), name[:size], " ".join(keys[size:]), name
    )  # fmt: skip


def is_chinese(name: str) -> bool:
    """Whether there is a Chinese character in it."""
    return any(map(is_han, name))


_NUMERAL = pattern("[IVX]+")
_AFTER_SURNAME = pattern("jr|sr|esq|md|phd|ii|iii|iv|[0-9]+(?:d|nd|rd|th)")
_RULERS = ("king", "queen", "emperor", "empress", "tsar", "czar", "kaiser", "shah", "sultan", "prince", "pope")


_OF_SURNAMES = frozenset(
    ("De", "Del", "Della", "Den", "Der", "Des", "Di", "Du", "La", "Le", "St.", "Ste.", "Ten", "Ter", "Van", "Von")
)
"""What a surname begins with, where it has a capital: La Follette, but Ludwig van Beethoven."""
_OF_INSTITUTIONS = frozenset(("and", "&", "of", "for"))


def surname_first(name: str, not_surnames: tuple[str, ...]) -> str:
    """Doe, Jane; King, Martin Luther, Jr.; La Follette, Robert M.; Pius XII, Pope. As it is: a name of one word, in
    Chinese characters, already so, with a number only (George V), an institution's (Ministry of Health), or one that
    ends with one of `not_surnames` (Associated Press)."""
    words = name.split()
    if len(words) < 2 or "," in words[0] or is_chinese(name) or not _OF_INSTITUTIONS.isdisjoint(words):
        return name
    is_numbered = _NUMERAL.fullmatch(words[-1])
    if is_numbered and _ascii(words[0]) in _RULERS and len(words) > 2:
        return f"{' '.join(words[1:])}, {words[0]}"
    after = words.pop() if is_numbered or _AFTER_SURNAME.fullmatch(_ascii(words[-1]).replace(" ", "")) else ""
    if len(words) < 2:
        return name
    surname = words.pop().rstrip(",")
    if _ascii(surname) in not_surnames:
        return name
    while len(words) > 1 and words[-1] in _OF_SURNAMES:  # as the first word it is a given name: Van Johnson
        surname = f"{words.pop()} {surname}"
    return ", ".join(filter(None, (surname, " ".join(words), after)))


def initial(name: str, given: str = "") -> str:
    """The letter of the index a name stands under: "A" to "Z", or "#"."""
    return _initial(name, given)


@learned(tuple[str, str], str)
def _initial(name: str, given: str) -> str:
    last, letters, *_ = sort_key(name, given)
    if last:
        return "#"
    large = letters[0].upper()
    return large if len(large) == 1 else letters[0]  # ß has no large form of one letter


# -- names into syllables ------------------------------------------------------------------


def _words(name: str, given: str) -> _Words:
    return _by_character(name, given) or _typed(given)


def _typed(given: str) -> _Words:
    letters = unicodedata.normalize("NFC", given).lower().replace("’", "'")
    return tuple(filter(None, map(syllables, letters.split())))


@cache
def _by_character(name: str, given: str) -> _Words:
    """One syllable a character; nothing without Han characters, or if `given` fits none."""
    name, typed = unicodedata.normalize("NFC", name).strip(), _typed(given)
    if not _is_all_han(name):
        return () if typed or not is_chinese(name) else tuple(map(tuple, map(_read, re.findall(_RUN, name))))
    size = surname_length(name)
    own = [*_read_surname(name[:size]), *_read(name[size:])]
    if not typed:
        return _cut(own, size)
    flat = [syllable for word in typed for syllable in word]
    for start, end in ((0, len(name)), (0, size), (size, len(name))):
        if known := next(_cuts(name[start:end], own[start:end], "".join(flat)), None):
            own[start:end] = known
            break
    else:
        # A reading that the dictionary doesn't know counts, if its syllables do.
        if len(flat) not in (len(name), size) or "-" in given:
            return ()
        own[: len(flat)] = flat
    if len(typed) == 2 and len(flat) == len(name):
        size = len(typed[0])
    return _cut(own, size)


def _cut(spelled: list[str], size: int) -> _Words:
    return tuple(filter(None, (tuple(spelled[:size]), tuple(spelled[size:]))))


def surname_length(name: str) -> int:
    """0 for what does not look like surname and given name: it is written as one word."""
    if len(name) in (3, 4) and _listed(COMPOUND, name[:2]):
        return 2
    name = simple(name)
    if not 2 <= len(name) <= 4 or not (name[0] in SURNAMES or name[0] in SURNAME_READINGS) or name in FOREIGN:
        return 0
    # Four characters are a name when two families are in it: 范徐丽泰.
    return 1 if len(name) < 4 or name[1] in SURNAMES else 0


def _listed(readings: Mapping[str, str], text: str) -> str:
    """What a table says of a text in either script; empty when it says nothing."""
    return readings.get(text) or readings.get(simple(text), "")


def _read_surname(surname: str) -> list[str]:
    if compound := _listed(COMPOUND, surname):
        return compound.split()
    return [_listed(SURNAME_READINGS, surname) or _readings(surname)[0]] if surname else []


def _read(text: str) -> list[str]:
    """A syllable for every character; letters and digits stay together, the rest goes."""
    spelled: list[str] = []
    text = unicodedata.normalize("NFC", text)
    tokens = list(text) if _is_all_han(text) else re.findall(_TOKEN, text)
    while tokens:
        word = _listed(WORDS, "".join(tokens[:2]))
        spelled += word.split() if word else [_readings(tokens[0])[0]]
        del tokens[: 2 if word else 1]
    return spelled


def _is_all_han(text: str) -> bool:
    return text != "" and all(map(is_han, text))


@cache
def _readings(token: str) -> tuple[str, ...]:
    """All readings of a character, the usual one first; letters read as themselves."""
    if not _is_all_han(token):
        return (token.lower(),)
    known = _in_dictionary(token[0]).split(",")
    usual = _listed(CHARACTER_READINGS, token)
    return tuple(unicodedata.normalize("NFC", each) for each in ([usual, *known] if usual and known[0] else known))


def _in_dictionary(character: str) -> str:
    """The readings with commas between, the usual one first; empty for a character without any."""
    found = _dictionary().get(ord(character))
    return from_json(found, str) if found else ""


@cache
def _dictionary() -> Mapping[int, Unread]:
    """pypinyin's readings of single characters by code point, opened when the first name asks for
    them. They are 40,000, and a newspaper's names have 2,000: so each is read when it is asked for."""
    from importlib.util import find_spec  # here, because most edits have no new name

    found = find_spec("pypinyin")
    assert found and found.submodule_search_locations
    path = Path(found.submodule_search_locations[0], "pinyin_dict.json")
    return from_json(path.read_bytes(), dict[int, Unread])


def _cuts(name: str, own: list[str], letters: str) -> Iterator[list[str]]:
    """Every way to cut what was typed into a known reading of each character.

    A syllable typed without tone takes the tone of the reading that is spelled so.
    """
    if not name and not letters:
        yield []
    for known in (own[0], *_readings(name[0])) if name else ():
        typed = letters[: len(known)]
        if known and _bare(typed) == _bare(known):
            for rest in _cuts(name[1:], own[1:], letters[len(known) :]):
                yield [known if typed == _bare(typed) else typed, *rest]


def _split(word: str) -> tuple[str, ...]:
    word = unicodedata.normalize("NFC", word)
    spans = [match.span() for match in _SYLLABLE.finditer(_bare(word.lower()))]
    found = tuple(word[start:end] for start, end in spans)
    return found if "".join(found) == re.sub("['’]", "", word) else (word,)


# -- syllables into letters ----------------------------------------------------------------


def _spelled(word: tuple[str, ...]) -> str:
    """One word, with an apostrophe where it is needed to tell the syllables: jiàn'ān."""
    return "".join(
        f"'{syllable}" if place and _bare(syllable[:1]) in tuple("aoe") else syllable
        for place, syllable in enumerate(word)
    )


@cache
def _ordered(syllable: str) -> str:
    """Letters and tone as sorted: a tone is a digit, and lü stands between lu and luan."""
    marks = _TONE.findall(unicodedata.normalize("NFD", syllable))
    return _untoned(syllable).replace("ü", "u_") + (_TONES[marks[0]] if marks else "0")


@cache
def _bare(text: str) -> str:
    """Without tones, with v for ü, as long as before."""
    return _untoned(text).replace("ü", "v")


def _untoned(text: str) -> str:
    return unicodedata.normalize("NFC", _TONE.sub("", unicodedata.normalize("NFD", text)))


def _ascii(text: str) -> str:
    """Words of a-z and 0-9; an apostrophe stands inside a word."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_LATIN)
    return " ".join(re.findall("[a-z0-9]+", re.sub("['’\u0300-\u036f]", "", letters)))


def _url(word: tuple[str, ...]) -> str:
    return "".join(map(_url_syllable, word))


@cache
def _url_syllable(syllable: str) -> str:
    return _ascii(_UMLAUT.sub("yu", _untoned(syllable))).replace(" ", "")


def _with_digest(words: Iterable[str], name: str) -> str:
    letters = "-".join(filter(None, words))[:40].rstrip("-") or "n"
    return f"{letters}-{_digits(name)}"


def _digits(name: str) -> str:
    return sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:4]
