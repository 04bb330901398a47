"""The numbers of a Word document's lists, which stand in no text of it: 一、 （二） 3. ④

Word counts a paragraph for its list and level as it draws it, and writes the number down
only in plain text. What a list is: ECMA-376, part 1, 17.9 (numbering.xml, styles.xml).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from edition.values import Value

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROWS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_CHINESE = {
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
            "japaneseCounting",
        ),
        (_DIGITS, "十百千"),
    ),
    "chineseLegalSimplified": (_LEGAL, "拾佰仟"),
    "ideographLegalTraditional": (_LEGAL_TRADITIONAL, "拾佰仟"),
}  # fmt: skip
_BULLET = "•"
"""For whatever a bullet looks like: mostly it is a letter of a font for signs."""


class Level(Value, frozen=True):
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    """A name of ST_NumberFormat."""
    text: str = ""
    """With %1 to %9 for the numbers of the levels: （%1）."""
    behind: str = "\t"
    """What parts the number from the paragraph."""
    style: str = ""
    """The style whose paragraphs are on this level."""


class Style(Value, frozen=True):
    """What a style says of lists and of hiding."""

    based_on: str = ""
    list_number: str = ""
    level: str = ""
    hidden: bool | None = None
    """None where the style says nothing of it."""


class List(Value, frozen=True):
    """One list of a document; several may count on in one scheme."""

    scheme: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]
    """For levels that this list begins anew: with which number."""


class Numbers:
    """Counts the paragraphs of a document's lists, in the order in which they are told to it."""

    def __init__(self, lists: Mapping[str, List], styles: Mapping[str, Style]) -> None:
        self._lists = lists
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def next(self, style: str, number: str, level: str) -> str:
        """What stands before the next paragraph that is in the list `number`, or in that of its style."""
        for each in _with_bases(style, self._styles):
            number = number or each.list_number
            level = level or each.level
        found = self._lists.get(number)
        if found is None:
            return ""
        styled = next((place for place, each in found.levels.items() if style and each.style == style), 0)
        place = _number(level, styled)
        if place not in found.levels:
            return ""
        counts = self._counts.setdefault(found.scheme, {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted, start in found.restarts.items():
                counts[restarted] = start - 1
        counts[place] = counts.get(place, found.levels[place].start - 1) + 1
        for deeper in [each for each in counts if each > place]:
            del counts[deeper]
        return _shown(found.levels, counts, place)


def hidden_styles(styles: Mapping[str, Style]) -> frozenset[str]:
    """The styles whose text is hidden."""

    def is_hidden(name: str) -> bool:
        said = (each.hidden for each in _with_bases(name, styles) if each.hidden is not None)
        return next(said, False)

    return frozenset(filter(is_hidden, styles))


_MOST_BASES = 50
"""Styles, each based on the next: many times what a document has. Without an end, twenty thousand take minutes."""


def _with_bases(name: str, styles: Mapping[str, Style]) -> Sequence[Style]:
    """A style, and those that it is based on; none twice, should they go round in a ring."""
    found: dict[str, Style] = {}
    while name in styles and name not in found and len(found) < _MOST_BASES:
        found[name] = styles[name]
        name = styles[name].based_on
    return tuple(found.values())


def _shown(levels: Mapping[int, Level], counts: Mapping[int, int], place: int) -> str:
    level = levels[place]
    if level.form == "none" or not level.text:
        return ""
    text = level.text
    if level.form == "bullet":
        text = _BULLET
    else:
        for each in range(place + 1):
            own = levels.get(each, Level())
            text = text.replace(f"%{each + 1}", number_as(own.form, counts.get(each, own.start)))
    # A mark as wide as a character needs no gap behind it: 一、加强领导, not 一、 加强领导.
    return text + (level.behind if text[-1] not in "、．。，：）】〕" else "")


def number_as(form: str, number: int) -> str:
    """A number as a list shows it; with ordinary digits where the form is not known."""
    if form in _ROWS and 1 <= number <= len(_ROWS[form]):
        return _ROWS[form][number - 1]
    if form in _CHINESE and 1 <= number <= 9999:
        return _in_chinese(number, *_CHINESE[form])
    if form in ("ideographDigital", "japaneseDigitalTenThousand"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 780:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman") and 1 <= number <= 3999:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters.upper() if form == "upperRoman" else letters
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
    return f"{number:02}" if form == "decimalZero" else str(number)


def _in_chinese(number: int, digits: str, units: str) -> str:
    text = ""
    gap = False
    for place, digit in reversed(tuple(enumerate(reversed(str(number))))):
        if digit == "0":
            gap = bool(text)
            continue
        text += digits[0] * gap + digits[int(digit)] + (units[place - 1] if place else "")
        gap = False
    # 十二, not 一十二.
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + "十") else text


# -- reading -------------------------------------------------------------------------------------


def read_lists(xml: str) -> Mapping[str, List]:
    """The lists of numbering.xml by their numbers; raise ParseError where it is no XML."""
    root = ElementTree.fromstring(xml)
    schemes: dict[str, dict[int, Level]] = {}
    for scheme in _parts(root, "abstractNum"):
        schemes[_value(scheme, "abstractNumId")] = dict(_levels(scheme))
    lists = {}
    for one in _parts(root, "num"):
        name = next((_value(each) for each in _parts(one, "abstractNumId")), "")
        levels = dict(schemes.get(name, {}))
        restarts = {}
        for override in _parts(one, "lvlOverride"):
            levels |= _levels(override)
            for start in _parts(override, "startOverride"):
                restarts[_number(_value(override, "ilvl"), 0)] = _number(_value(start), 1)
        lists[_value(one, "numId")] = List(name, levels, restarts)
    return lists


def _levels(element: ElementTree.Element) -> Sequence[tuple[int, Level]]:
    found = []
    for level in _parts(element, "lvl"):
        said = {_local(each.tag): _value(each) for each in level}
        behind = {"nothing": "", "space": " "}.get(said.get("suff", ""), "\t")
        found.append((
            _number(_value(level, "ilvl"), 0),
            Level(
                _number(said.get("start", ""), 1),
                said.get("numFmt", "decimal"),
                said.get("lvlText", ""),
                behind,
                said.get("pStyle", ""),
            ),
        ))  # fmt: skip
    return found


def read_styles(xml: str) -> Mapping[str, Style]:
    """The styles of styles.xml by their ids; raise ParseError where it is no XML."""
    styles = {}
    for style in _parts(ElementTree.fromstring(xml), "style"):
        based = next((_value(each) for each in _parts(style, "basedOn")), "")
        hidden: bool | None = None
        for properties in _parts(style, "rPr"):
            for each in _parts(properties, "vanish"):
                hidden = is_on(_value(each))
        said = {
            _local(each.tag): _value(each)
            for properties in _parts(style, "pPr")
            for numbering in _parts(properties, "numPr")
            for each in numbering
        }
        styles[_value(style, "styleId")] = Style(based, said.get("numId", ""), said.get("ilvl", ""), hidden)
    return styles


def is_on(value: str) -> bool:
    """Whether a property that is named with this value holds; named without one, it does."""
    return value not in ("0", "false", "off")


def _parts(element: ElementTree.Element, name: str) -> Sequence[ElementTree.Element]:
    return [each for each in element if _local(each.tag) == name]


def _local(name: object) -> str:
    """Without the namespace: there are two of them, and in these parts no name is in another too."""
    return str(name).rpartition("}")[2]


def _value(element: ElementTree.Element, name: str = "val") -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
