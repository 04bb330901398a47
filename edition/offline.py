"""The whole edition as one ZIP: every file of the site, with a word on how to open it.

    all files, with digests ──▶ as they are in the last ZIP? ──yes──▶ copied as they lie there, packed
                                            │no
                                            ▼
                                        packed anew

To pack is what takes long, so nothing is packed twice: after one edit of an archive nearly
all of the new ZIP is copied from the old one, in a few long runs. What the old one holds is
kept in site/.edition beside the ledger, and believed only for the very file it was written of.

Why not zipfile: it can't take over what is packed already. The form is PKWARE's APPNOTE
6.3; with Zip64 where there are more than 65,534 files or 4 GB. No single file of a site
has that much.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from edition import names
from edition.bundle import Bundle, Held
from edition.config import Config
from edition.fingerprint import digest, mark
from edition.state import keep, recall
from edition.urls import OFFLINE
from edition.values import Value
from edition.words import words_in

README = "README.txt"
CONTENTS = "offline"
"""The file in site/.edition that says what the ZIP holds."""
PACKED = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".epub", ".zip",
    ".pf_fragment", ".pf_index", ".pf_meta", ".pagefind",
)  # fmt: skip
"""What ends so is packed as it is, and stored."""
_CHUNK = 1 << 20
_GROUP = 64
"""Files that a thread packs before it takes more."""
MOST_BYTES, MOST_FILES = 0xFFFFFFFF, 0xFFFF
"""From here on it takes Zip64 to say a place, and a number of files."""
_FLAGS, _DAY = 0x800, 0x21
"""Names are UTF-8; 1 January 1980, the first day that a ZIP can hold."""


class Member(Value, frozen=True):
    """A file in the ZIP."""

    digest: bytes
    """Of its bytes as they are in the site."""
    crc: int
    size: int
    packed: int
    """Bytes in the ZIP."""
    deflated: bool


class Contents(Value, frozen=True):
    """What a ZIP that was written holds."""

    of: bytes
    """Digest of the ZIP."""
    recipe: str
    members: dict[str, Member]
    """By name in the ZIP, in the order in which they lie there."""


def bundle_for(config: Config, code: str) -> Bundle:
    """The ZIP of an edition; `code` is a digest of the program."""
    # One folder, so that who unpacks it doesn't spill ten thousand files.
    folder = names.topic_letters(config.title)
    words = words_in(config.language)
    readme = words.offline_readme % config.title
    recipe = digest(code, zlib.ZLIB_RUNTIME_VERSION)
    write = partial(pack, config.site, recipe, folder, readme)
    return Bundle(OFFLINE.lstrip("/"), digest(recipe, folder, readme), write)


def pack(
    site: Path, recipe: str, folder: str, readme: str, files: Sequence[Held], last: bytes, old: Path, new: Path
) -> bytes:
    """Write the ZIP of `files` to `new`, everything below `folder`; gives its digest.

    `old` is the last ZIP, where its digest is `last`. `recipe` is of all that decides how
    a file is packed.
    """
    known = recall(site, CONTENTS, Contents)
    if known is None or known.of != last or known.recipe != recipe:
        known = Contents(b"", recipe, {})
    told = readme.encode()
    first = f"{folder}/{README}"
    named = [(f"{folder}/{file.path}", file) for file in files]
    fresh = [(name, file) for name, file in named if not _is_in(known, name, file)]
    members: dict[str, Member] = {}
    with open(new, "wb") as target, open(old, "rb") if known.members else nullcontext() as source:
        writer = _Writer(source, target, known.members)
        members[first] = writer.add(first, *packed(first, mark(told), told))
        with _all_packed(fresh) as ready:
            for name, file in named:
                members[name] = writer.take_over(name) if _is_in(known, name, file) else writer.add(name, *next(ready))
        writer.end(members)
        whole = writer.digest.digest()
    keep(site, CONTENTS, Contents(whole, recipe, members))
    return whole


def _is_in(known: Contents, name: str, file: Held) -> bool:
    member = known.members.get(name)
    return member is not None and member.digest == file.digest


def packed(name: str, digest: bytes, data: bytes) -> tuple[Member, bytes]:
    """A file as it lies in the ZIP."""
    content = data if name.endswith(PACKED) else _deflated(data)
    if len(content) >= len(data):
        content = data
    return Member(digest, zlib.crc32(data), len(data), len(content), content is not data), content


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@contextmanager
def _all_packed(files: Sequence[tuple[str, Held]]) -> Iterator[Iterator[tuple[Member, bytes]]]:
    """The files packed, in order; many of them in threads, for zlib lets others work meanwhile."""

    def work(some: Sequence[tuple[str, Held]]) -> list[tuple[Member, bytes]]:
        return [packed(name, file.digest, file.at.read_bytes()) for name, file in some]

    groups = [files[start : start + _GROUP] for start in range(0, len(files), _GROUP)]
    if len(groups) < 2:
        yield chain.from_iterable(map(work, groups))
        return
    from concurrent.futures import ThreadPoolExecutor  # here, because after an edit there is little to pack

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield chain.from_iterable(pool.map(work, groups))


class _Writer:
    """Writes members one after the other; holds the run of the old ZIP that is yet to be copied."""

    def __init__(self, old: BinaryIO | None, new: BinaryIO, known: Mapping[str, Member]) -> None:
        self.old, self.new, self.known = old, new, known
        self.places = dict(_places(known))
        self.digest = blake2b(digest_size=16)
        self.size = 0
        self.begin = self.stop = 0

    def take_over(self, name: str) -> Member:
        """The member as it lies in the old ZIP."""
        member = self.known[name]
        begin = self.places[name]
        if begin != self.stop:
            self._copy()
            self.begin = begin
        self.stop = begin + _length(name, member)
        return member

    def add(self, name: str, member: Member, content: bytes) -> Member:
        self._copy()
        self._write(b"PK\3\4" + struct.pack("<H", 20) + _facts(name, member) + name.encode())
        self._write(content)
        return member

    def end(self, members: Mapping[str, Member]) -> None:
        """Write the directory."""
        self._copy()
        begin = self.size
        for name, place in _places(members):
            big = place >= MOST_BYTES
            extra = struct.pack("<HHQ", 1, 8, place) if big else b""
            facts = _facts(name, members[name], len(extra))
            tail = struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, 0xFFFFFFFF if big else place)
            version = struct.pack("<BBH", 20, 3, 45 if big else 20)
            self._write(b"PK\1\2" + version + facts + tail + name.encode() + extra)
        size, count = self.size - begin, len(members)
        if big := count >= MOST_FILES or self.size >= MOST_BYTES:
            there = self.size
            self._write(b"PK\6\6" + struct.pack("<QBBHIIQQQQ", 44, 45, 3, 45, 0, 0, count, count, size, begin))
            self._write(b"PK\6\7" + struct.pack("<IQI", 0, there, 1))
        ends = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) if big else (count, count, size, begin)
        self._write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, *ends, 0))

    def _copy(self) -> None:
        if self.old and self.begin < self.stop:
            self.old.seek(self.begin)
            left = self.stop - self.begin
            while left:
                data = self.old.read(min(left, _CHUNK))
                if not data:
                    raise OSError("the last ZIP is shorter than what was written")
                self._write(data)
                left -= len(data)
        self.begin = self.stop = 0

    def _write(self, data: bytes) -> None:
        self.new.write(data)
        self.digest.update(data)
        self.size += len(data)


def _places(members: Mapping[str, Member]) -> Iterator[tuple[str, int]]:
    """Where each member begins."""
    place = 0
    for name, member in members.items():
        yield name, place
        place += _length(name, member)


def _length(name: str, member: Member) -> int:
    """With its header."""
    return 30 + len(name.encode()) + member.packed


def _facts(name: str, member: Member, extra: int = 0) -> bytes:
    """What a header and the directory say alike."""
    return struct.pack(
        "<HHHHIIIHH",
        _FLAGS, 8 if member.deflated else 0, 0, _DAY, member.crc, member.packed, member.size, len(name.encode()), extra,
    )  # fmt: skip
