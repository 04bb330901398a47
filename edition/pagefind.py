"""The only module that knows Pagefind: texts in, the files of an index out.

Pagefind is used for what it does best, a compact index that a browser reads in small
pieces; what a word is, is decided in `edition.search`. The binary is spoken to through
its `--service` mode: JSON in base64, one message after another with a comma between.
All records are sent without waiting for replies, since each reply would cost a round
trip; a thread writes while this one reads, or both sides would wait for ever on full pipes.

Why not the `pagefind` package for Python: version 1.5.2 sleeps a tenth of a second
before every reply, and waits for ever on an index of more than 2 MB.

Why not the folder that Pagefind would write: it says it is done before all is on disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind_bin import get_executable

VERSION = version("pagefind-bin")
LANGUAGE = "und"
"""Undetermined: Pagefind then cuts at white space, and stems and segments nothing."""
META = "start"
"""What Pagefind calls `pagefind.und_<digest>.pf_meta`, and names in one more file. The
folder of an index is named by a digest already, so a fixed name saves readers a request."""

_ENGINE = ("pagefind.js", "wasm.unknown.pagefind")
_CHUNK = "5000"
"""Postings in one piece of the index. The default of 20000 makes a name cost a reader
three times the bytes, for a tenth less on disk."""


def index_files(records: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The index of `records`: a url and a text, words between spaces, in the order of results."""
    for path, content in _run(records):
        if path.endswith(".pf_meta"):
            yield META, content
        elif path.startswith(("index/", "fragment/")):
            yield path, content


def engine_files() -> Iterator[tuple[str, bytes]]:
    """What a browser needs besides an index: the same for every index of this version."""
    for path, content in _run([("/", "-")]):
        if path in _ENGINE:
            yield path, content


def _run(records: Iterable[tuple[str, str]]) -> list[tuple[str, bytes]]:
    # Pagefind takes settings from PAGEFIND_ variables and from files in the working folder.
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    settings["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK
    process = subprocess.Popen(
        [str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=settings, cwd=Path(__file__).parent,
    )
    assert process.stdin and process.stdout
    failures: list[Exception] = []
    writer = threading.Thread(target=_send, args=(process.stdin, records, failures), daemon=True)
    writer.start()
    try:
        for reply in _replies(process.stdout):
            if reply["type"] == "Error":
                raise RuntimeError(f"Pagefind: {reply['message']}")
            if reply["type"] == "GetFiles":
                files = [(file["path"].replace("\\", "/"), b64decode(file["content"])) for file in reply["files"]]
                return sorted(files)
    finally:
        process.kill()
        writer.join()
        process.stdout.close()
        process.wait()
    raise failures[0] if failures else RuntimeError("Pagefind ended without an index")


def _send(pipe: IO[bytes], records: Iterable[tuple[str, str]], failures: list[Exception]) -> None:
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
    except Exception as error:
        failures.append(error)
        pipe.close()


def _replies(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    parts: list[bytes] = []
    while block := os.read(pipe.fileno(), 1 << 20):
        *ends, rest = block.split(b",")
        for end in ends:
            yield json.loads(b64decode(b"".join([*parts, end])))["payload"]
            parts = []
        parts.append(rest)
