"""What was measured, as Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Protocol

from bench.peers.counts import Counts, lacking
from bench.peers.measure import Measured
from bench.peers.sites import OURS, Site


class Figures(Protocol):
    """A `bench.speed.Result`, as far as it is shown."""

    site: Site
    held: Counts
    memory: int
    files: int
    size: int
    runs: dict[str, list[Measured]]
    floor: list[Measured]
    start: list[Measured]

    def wall(self, case: str) -> float: ...

    def cpu(self, case: str) -> float: ...


def tables(
    results: Sequence[Figures], cases: Sequence[str], asked: Mapping[str, int],
    *, runs: int, in_memory: bool, note: str, articles: str,
) -> str:
    count = f"{asked['article pages']:,} articles"
    parts = [
        f"{count} {articles}, {asked['issue pages']:,} issues, {asked['person pages']:,} persons; "
        f"{date.today().isoformat()}, {machine()}; files in {'memory' if in_memory else 'a folder on the disk'}; "
        f"medians of {runs} run{'' if runs == 1 else 's'}. {note}".strip(),
        "Seconds on the clock (of all processors):",
        table(
            [count, *cases],
            ([named(one), *(f"{one.wall(case):.2f} ({one.cpu(case):.2f})" for case in cases)] for one in results),
        ),
        table(
            ["", "files", "MB", "memory, MB", "start, s", "floor, s", "clean build / floor"],
            (
                [
                    named(one), f"{one.files:,}", f"{one.size / 1e6:.1f}", f"{one.memory / 1e6:.0f}",
                    f"{middle(one.start):.2f}", f"{middle(one.floor):.2f}",
                    f"{one.wall('clean') / middle(one.floor):.1f}",
                ]
                for one in results
            ),
        ),
    ]
    ours = [one for one in results if one.site.name in OURS[:2]]
    peers = [one for one in results if not one.site.ours]
    if ours and peers:
        parts += ["Ratios on the clock (of all processors); below 1 we are faster:", table(
            ["", *cases],
            (
                [f"{one.site.name} / {peer.site.name}", *(ratio(one, peer, case) for case in cases)]
                for one in ours for peer in peers
            ),
        )]
    without = [f"{one.site.name}: no {' and no '.join(less)}." for one in results if (less := lacking(one.held))]
    if without:
        parts.append("Still missing: " + " ".join(without))
    return "\n\n".join(parts) + "\n"


def named(one: Figures) -> str:
    return f"{one.site.name} {one.site.version}".strip()


def ratio(one: Figures, other: Figures, case: str) -> str:
    return f"{one.wall(case) / other.wall(case):.2f} ({one.cpu(case) / other.cpu(case):.2f})"


def middle(measured: Iterable[Measured]) -> float:
    return median(one.wall for one in measured)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """Processors, memory, system and Python."""
    model = ""
    if (path := Path("/proc/cpuinfo")).is_file():
        names = [line.split(":", 1)[1].strip() for line in path.read_text().splitlines() if "model name" in line]
        model = f" of {names[0]}" if names else ""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{os.cpu_count()} processors{model}, {size:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )
