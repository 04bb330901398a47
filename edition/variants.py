"""Which characters are the same letter in two scripts: 濟 and 济.

The table is OpenCC's (t2s), one character at a time: what a character becomes in a word,
as 乾 stays itself in 乾隆, is nothing that two halves of a search could agree on. With it go
its forms of Hong Kong, Taiwan and Japan (衞, 粧, 隣), and a few of old print that it lacks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

INSTALL = "make site installs it, or pip install -r requirements-variants.txt"
"""How to get the library, which only editions that ask for it need."""

_HAN = (range(0x2E80, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x34000))
"""With radicals and what stands in circles and squares: ㊬ is printed for 監."""

_REGIONS = ("hk2t", "tw2t", "jp2t", "t2jp")
"""OpenCC's tables from the forms of a region to those of t2s, or back."""
_OTHERS = dict(
    zip(
        "著甯寗靑淸囘囬廻鐡鎗鬪鬦痺簷衹尙吿鑛塲畧砲疎隄冐菓堦騐凖葢閙欵讐恠盌",
        "着宁宁青清回回回铁枪斗斗痹檐只尚告矿场略炮疏堤冒果阶验准盖闹款仇怪碗",
        strict=True,
    )
)


@cache
def simplified() -> Mapping[str, str]:
    """Traditional characters with the simplified one that each is compared as.

    What compatibility forms alone make equal is not in it. Raise ModuleNotFoundError
    where OpenCC is not installed.
    """
    from opencc import OpenCC

    plain = {char: form for char in map(chr, chain(*_HAN)) if len(form := unicodedata.normalize("NFKC", char)) == 1}
    letters = sorted(set(plain.values()))

    def changed(table: str) -> dict[str, str]:
        # All at once: a call for each would take a second. Line ends are no part of any word.
        found = zip(letters, OpenCC(table).convert("\n".join(letters)).split("\n"), strict=True)
        return {char: to for char, to in found if len(to) == 1 and to != char}

    table = {**changed("t2s"), **_OTHERS}

    def end(char: str) -> str:
        while char in table:  # 薴 becomes 苧, which is 苎: all three are one letter.
            char = table[char]
        return char

    for region in _REGIONS:
        for char, to in changed(region).items():
            one, other = end(char), end(to)
            # 芸 is 藝 in Japan, and in Chinese a letter of its own.
            if one != other and not (_is_chinese(one) and _is_chinese(other)):
                table.update({one: other} if _is_chinese(other) else {other: one})
    return MappingProxyType({char: end(form) for char, form in plain.items() if form in table})


def _is_chinese(char: str) -> bool:
    """Whether a standard of China or Taiwan has a character."""
    return any(char.encode(standard, "ignore") for standard in ("gb2312", "big5"))
