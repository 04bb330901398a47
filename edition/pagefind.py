"""Talks to Pagefind: texts in, the files of an index out.

Pagefind is used for what it does best, a compact index that a browser reads in small
pieces; what a word is, is decided in `edition.tokens`. It is given a `BITE` at a time,
for it needs half a kilobyte of memory for every letter, and `edition.joining` joins
what it makes. The binary is spoken to through its `--service` mode: JSON in
base64, one message after another with a comma between.
All records are sent without waiting for replies, since each reply would cost a round
trip; a thread writes while this one reads, or both sides would wait for ever on full pipes.

Why not the `pagefind` package for Python: version 1.5.2 sleeps a tenth of a second
before every reply, and waits for ever on an index of more than 2 MB.

Why not the folder that Pagefind would write: it says it is done before all is on disk.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import threading
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind_bin import get_executable

from edition import amending, joining, pagefind_files

VERSION = version("pagefind-bin")
LANGUAGE = "und"
"""Undetermined: Pagefind then cuts at white space, and stems and segments nothing."""
META = "start"
"""What Pagefind calls `pagefind.und_<digest>.pf_meta`, and names in one more file. The
folder of an index is named by a digest already, so a fixed name saves readers a request."""

BITE = 300_000
"""Words that Pagefind indexes at a time: 450 articles, a second and 180 MB of memory."""
AT_A_TIME = 2
"""Pagefinds that run at a time, whatever asks for them."""
PIECE = 15_000
"""Bytes of a piece of the index before it is packed: about 6 KB to load for two letters."""

_turns = threading.BoundedSemaphore(AT_A_TIME)

Record = tuple[str, str]
"""A url and a text, words between spaces."""


def index_files(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    """The index of `records`, which stand in the order of results; `META` comes last."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        for path, content in joining.join(_indexes(pool, records), VERSION, PIECE):
            yield META if path == pagefind_files.META else path, content


def amended_files(
    read: amending.Read, order: amending.Order, come: Mapping[int, Record]
) -> Iterator[tuple[str, bytes]]:
    """The same of an index that `read` reads, by their paths, with the records that come, by their places.

    Raise ValueError where it isn't what it should be.
    """

    def read_named(path: str) -> bytes:
        return read(META if path == pagefind_files.META else path)

    # Pagefind makes one of two that have the same address and the same text.
    gone = [(f"gone/{place}", amending.text_at(place, read)) for place in order.gone]
    records = [*gone, *[come[place] for place in order.come]]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        indexes = _indexes(pool, records) if records else ()
        for path, content in amending.amended(read_named, order, indexes, VERSION, PIECE):
            yield META if path == pagefind_files.META else path, content


def _indexes(pool: ThreadPoolExecutor, records: Iterable[Record]) -> Iterator[dict[str, bytes]]:
    """The index of every bite, in their order, made a few ahead of who takes them."""
    waiting: deque[Future[dict[str, bytes]]] = deque()
    for bite in _bites(records):
        if len(waiting) == AT_A_TIME:
            yield waiting.popleft().result()
        waiting.append(pool.submit(_run, bite))
    while waiting:
        yield waiting.popleft().result()


def _bites(records: Iterable[Record]) -> Iterator[list[Record]]:
    bite: list[Record] = []
    size = 0
    for url, text in records:
        words = text.count(" ") + 1
        if bite and size + words > BITE:
            yield bite
            bite, size = [], 0
        bite.append((url, text))
        size += words
    yield bite


def engine_files() -> Iterator[tuple[str, bytes]]:
    """What a browser needs besides an index: the same for every index of this version."""
    files = _run([("/", "-")])
    # Both in one file: that is one thing less to wait for.
    wasm = b64encode(files["wasm.unknown.pagefind"])
    yield "pagefind.js", b'%b\nexport const wasm = "%b";\n' % (files["pagefind.js"], wasm)


def _run(records: Sequence[Record]) -> dict[str, bytes]:
    """Every file that Pagefind makes for `records`."""
    with _turns:
        return _serve(records)


def _serve(records: Sequence[Record]) -> dict[str, bytes]:
    # Pagefind takes settings from PAGEFIND_ variables and from files in the working folder.
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    process = subprocess.Popen(
        [str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=settings, cwd=Path(__file__).parent,
    )
    assert process.stdin and process.stdout
    writer = threading.Thread(target=_send, args=(process.stdin, records), daemon=True)
    writer.start()
    try:
        for reply in _replies(process.stdout):
            if reply["type"] == "Error":
                raise RuntimeError(f"Pagefind: {reply['message']}")
            if reply["type"] == "GetFiles":
                return {file["path"].replace("\\", "/"): b64decode(file["content"]) for file in reply["files"]}
    finally:
        process.kill()
        writer.join()
        process.stdout.close()
        with suppress(BrokenPipeError):  # what was not sent
            process.stdin.close()
        process.wait()
    raise ChildProcessError(errno.ECHILD, "Pagefind ended without an index, as where memory is short")


def _send(pipe: IO[bytes], records: Iterable[Record]) -> None:
    def send(message: dict[str, Any]) -> None:
        pipe.write(b64encode(json.dumps({"message_id": 0, "payload": message}).encode()) + b",")

    try:
        send({"type": "NewIndex", "config": {"force_language": LANGUAGE}})
        for url, text in records:
            # No meta: Pagefind would search it too. No filters: with them its output
            # differs from run to run. No sort keys: results keep the order of records.
            send({
                "type": "AddRecord", "index_id": 0, "url": url, "content": text, "language": LANGUAGE,
                "meta": {}, "filters": None, "sort": None,
            })
        send({"type": "GetFiles", "index_id": 0})
        pipe.flush()
    except BrokenPipeError:
        pass  # Pagefind has gone; what it said last, or that it said nothing, is told by the reader.


def _replies(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    parts: list[bytes] = []
    while block := os.read(pipe.fileno(), 1 << 20):
        *ends, rest = block.split(b",")
        for end in ends:
            yield json.loads(b64decode(b"".join([*parts, end])))["payload"]
            parts = []
        parts.append(rest)
