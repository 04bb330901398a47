"""The command: where nothing has changed, what the last build said is said again; else `commands` does it.

To look for changes takes less time than to import what does the work, so that comes first.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from edition.seal import PACKAGE, RECORD, SECONDS, SPOKEN, Glance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

ROOT = os.path.dirname(PACKAGE)
"""Where templates/ and assets/ are, beside the package."""


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run one command; gives the exit code: 0, or 1 when the content has problems."""
    if out is None and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console or a pipe that has no Chinese
    out, err = out or sys.stdout, err or sys.stderr
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "build")
    content, site = named("--content", given, "content"), named("--site", given, "site")
    if given[0] != "build":
        from edition.commands import run  # here, as below

        return run(given, content, out, err)
    gc.disable()  # a build only makes values, and the process ends with it
    # What is said to a workflow is said to nobody else, nor is it in another language.
    asked = (os.environ.get(name, "") for name in ("CI", *SPOKEN))
    printed = getattr(sys.stdout, "encoding", None) or ""  # which may have no Chinese
    settings = *(word for word in given if word != "--quiet"), *asked, printed
    folders = content, os.path.join(ROOT, "templates"), os.path.join(ROOT, "assets")
    with Glance(site, folders, settings, f"{content}/{RECORD}") as glance:
        glance.while_looking(_ready(site))
        said = glance.again()
        if said is None:
            from edition.commands import run

            return run(given, content, out, err, glance)
    if "--quiet" not in given:
        print(said.replace(SECONDS, f"{time.monotonic() - glance.begun:.2f}"), file=out)
    return 0


def named(option: str, given: list[str], otherwise: str) -> str:
    """The folder that an option names, as the parser of `commands` takes it: the last one."""
    for word, following in zip(given, [*given[1:], otherwise], strict=True):
        if word == option:
            otherwise = following
        elif word.startswith(f"{option}="):
            otherwise = word.partition("=")[2]
    return otherwise or "."


def _ready(site: str) -> Iterator[object]:
    """What a build needs as soon as something has changed, step by step."""
    from edition import kept, pipeline

    yield pipeline
    yield from kept.recalled(site)
