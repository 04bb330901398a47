"""How far a long step is: a bar for a person, plain lines for a log, or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TextIO

Advance = Callable[[int], None]
"""Told how many more are done."""

Progress = Callable[[str, int], AbstractContextManager[Advance]]
"""What a long step is given: called with a label and a total. `quiet`, or `progress` with its `out`."""

WORTH_A_LINE = 100
"""From this total on, a step gets a line in a log."""

EVERY = 0.1
"""Seconds between two drawings of the bar."""


@contextmanager
def progress(
    label: str, total: int, out: TextIO, clock: Callable[[], float] = time.monotonic
) -> Iterator[Advance]:
    """Show on `out` how much of `total` is done; the bar is gone at the end, a log line stays."""
    if not out.isatty():
        if total >= WORTH_A_LINE:
            print(label, file=out, flush=True)
        yield lambda more: None
        return

    from shutil import get_terminal_size  # here, because most builds draw nothing

    done, drawn, shown = 0, clock(), 0

    def draw() -> None:
        nonlocal shown
        line = bar_line(label, done, total, get_terminal_size().columns - 1)
        shown = max(shown, columns(line))
        out.write(f"\r{line}")
        out.flush()

    def advance(more: int) -> None:
        nonlocal done, drawn
        done += more
        if clock() - drawn >= EVERY:
            drawn = clock()
            draw()

    draw()
    try:
        yield advance
    finally:
        # With spaces, not with an escape sequence, which old Windows consoles print as it is.
        out.write("\r" + " " * shown + "\r")
        out.flush()


@contextmanager
def quiet(label: str, total: int) -> Iterator[Advance]:
    """Show nothing."""
    yield lambda more: None


def bar_line(label: str, done: int, total: int, width: int) -> str:
    """`label [####....] 3/8` in at most `width` columns; the bar goes first, then the label's end."""
    count = f"{done}/{total}"
    bar = min(30, width - columns(label) - len(count) - 4)
    if bar >= 5:
        # ASCII, because a Chinese terminal may draw block characters twice as wide.
        full = min(bar, bar * done // max(total, 1))
        return f"{label} [{'#' * full}{'.' * (bar - full)}] {count}"
    room = width - len(count) - 1
    while label and columns(label) > room:
        label = label[:-1]
    return f"{label} {count}"[:width]


def columns(text: str) -> int:
    """The columns of a terminal that `text` takes; a Chinese character takes two."""
    import unicodedata

    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
        if not unicodedata.combining(character)
    )
