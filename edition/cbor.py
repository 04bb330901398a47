"""CBOR (RFC 8949), as far as Pagefind has use for it: whole numbers, texts and lists of these.

Why not a library: to take apart and make anew two million lists costs more time than the indexing; where there
are many, regular expressions pass over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

UNSIGNED, TEXT, LIST = 0, 3, 4
"""Kinds of items."""
NUMBER = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
"""A pattern for one, which may be negative."""


def head(kind: int, number: int) -> bytes:
    """The beginning of an item; of a number it is all."""
    if number < 24:
        return bytes((kind << 5 | number,))
    size = 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4
    return bytes((kind << 5 | 23 + size.bit_length(),)) + number.to_bytes(size, "big")


def text(content: str | bytes) -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return head(TEXT, len(data)) + data


def listed(items: Sequence[bytes]) -> bytes:
    return head(LIST, len(items)) + b"".join(items)


def number_of(item: bytes) -> int:
    """What an item says that is a number, and not negative."""
    return int.from_bytes(item[1:], "big") if len(item) > 1 else item[0]


def read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and number of the item at `at`, and where its content begins."""
    kind, number = data[at] >> 5, data[at] & 31
    if number < 24:
        return kind, number, at + 1
    end = at + 1 + (1 << number - 24)
    if number > 26:
        raise ValueError("a number of more than 32 bits")
    return kind, int.from_bytes(data[at + 1 : end], "big"), end


def read_text(data: bytes, at: int) -> tuple[bytes, int]:
    """And where it ends."""
    kind, length, at = read_head(data, at)
    if kind != TEXT:
        raise ValueError("a text was expected")
    return data[at : at + length], at + length


def opened(data: bytes, at: int, size: int) -> int:
    """Where the first item of the list at `at` begins, which has `size` items."""
    kind, number, at = read_head(data, at)
    if (kind, number) != (LIST, size):
        raise ValueError("a list of an unknown form")
    return at


def value(data: bytes, at: int = 0) -> tuple[Any, int]:
    """What stands there, and where it ends."""
    kind, number, at = read_head(data, at)
    if kind == UNSIGNED:
        return number, at
    if kind == TEXT:
        return data[at : at + number].decode(), at + number
    if kind != LIST:
        raise ValueError(f"CBOR of kind {kind}, which Pagefind has no use for")
    items = []
    for _ in range(number):
        item, at = value(data, at)
        items.append(item)
    return items, at
