"""Frozen values: what goes from one room to the next; the only module that knows msgspec.

    class Link(Value, frozen=True):          # fields with annotations, as in a dataclass
        href: str
        text: str

Why not frozen dataclasses: a newspaper of decades is a million of such values, and
msgspec makes one in a tenth of the time, freezes it in a hundredth, and reads it back
with its types checked, so that state from another version can't pass for today's.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec.structs import asdict, astuple, replace

Kind = TypeVar("Kind")
Unread = msgspec.Raw
"""A part of JSON that is not yet read; `from_json` takes it."""


class Value(msgspec.Struct, frozen=True, array_like=True, gc=False, forbid_unknown_fields=True):
    """A value that never changes; equal when all its fields are."""


class Damaged(Exception):
    """Bytes that aren't the value they should be."""


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_PACKER = msgspec.msgpack.Encoder()


def freeze(value: object) -> bytes:
    """A value as bytes; equal values of one class give equal bytes, whatever made them.

    Values, texts, numbers, booleans, dates, bytes, None and tuples of these. A class isn't
    spelled out: what tells two values of different classes apart must stand beside them.
    """
    return _ENCODER.encode(value)


def pack(value: object) -> bytes:
    """The same, with dicts in the order they are in: to be read back, not to be compared."""
    return _PACKER.encode(value)


def thaw(data: bytes | memoryview, kind: type[Kind]) -> Kind:
    """What was frozen or packed; raise Damaged where that was something else, or is cut short."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from None


def to_json(value: object) -> bytes:
    """What other programs read: on one line, without spaces, every letter as it is."""
    return msgspec.json.encode(value)


def from_json(data: bytes | Unread, kind: type[Kind]) -> Kind:
    """The value that a library's file of data holds."""
    return msgspec.json.decode(data, type=kind)


__all__ = [
    "Damaged", "Unread", "Value", "asdict", "astuple", "freeze", "from_json", "pack", "replace", "thaw", "to_json",
]  # fmt: skip
