"""Which characters are the same letter in two scripts: 濟 and 济.

The table is OpenCC's (t2s), one character at a time: what a character becomes in a word,
as 乾 stays itself in 乾隆, is nothing that two halves of a search could agree on.
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


@cache
def simplified() -> Mapping[str, str]:
    """Traditional characters with the simplified one that each is compared as.

    What compatibility forms alone make equal is not in it. Raise ModuleNotFoundError
    where OpenCC is not installed.
    """
    from opencc import OpenCC

    plain = {char: form for char in map(chr, chain(*_HAN)) if len(form := unicodedata.normalize("NFKC", char)) == 1}
    # All at once: a call for each would take a second. Line ends are no part of any word.
    becomes = OpenCC("t2s").convert("\n".join(plain.values())).split("\n")
    table = {char: to for (char, form), to in zip(plain.items(), becomes, strict=True) if len(to) == 1 and to != form}
    for char, to in table.items():
        while to in table:  # 薴 becomes 苧, which is 苎: all three are one letter.
            to = table[to]
        table[char] = to
    return MappingProxyType(table)
