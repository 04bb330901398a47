"""Two outputs that claim one place in the site: on some disks names that differ in their letters only are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.making import Made, Output
from edition.problems import Problem, line_with
from edition.state import Line


def two_in_one_place(
    outputs: Sequence[Output],
    before: Mapping[str, Line],
    kept: Mapping[str, Line],
    made: Mapping[str, Made],
) -> list[Problem]:
    """A Problem for every file that two outputs would write (on some disks, under one name)."""

    def paths(output: Output) -> list[str]:
        line = kept[output.name] if output.name in kept else made[output.name].line
        return [file.path for file in line.files]

    if all(_has_old_places(before.get(name), one) for name, one in made.items()):
        return []  # what was published once had a place of its own
    first: dict[str, Output] = {}
    folders: dict[str, tuple[str, Output, str]] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    for output in outputs:
        for path in paths(output):
            folded, folder = path.casefold(), path.rpartition("/")[0]
            if folded in first:
                problems.append(_taken(first[folded], output, folded))
                continue
            first[folded] = output
            while folder and folder not in seen:
                seen.add(folder)
                same, other, its = folders.setdefault(folder.casefold(), (folder, output, path))
                if same != folder:
                    problems.append(_beside((folder, output, path), (same, other, its)))
                folder = folder.rpartition("/")[0]
    return problems


def _beside(*those: tuple[str, Output, str]) -> Problem:
    """That two folders differ in their letters only; told of one that the content asks for."""
    parts = [next(part for part in output.parts() if part.path == path) for _, output, path in those]
    told = 0 if parts[0].source else 1
    part, folder = parts[told], those[1 - told][0]
    message = f"would be published at {part.url}, beside the folder /{folder}/, the same on some disks"
    return Problem(part.source, line_with(part.source, part.url), message)


def _taken(first: Output, second: Output, folded: str) -> Problem:
    """That the second would write a file that the first one has."""
    claimants = {first.name: first, second.name: second}.values()
    claims = [part for one in claimants for part in one.parts() if part.path.casefold() == folded]
    message = f"would be published at {claims[-1].url}, which {claims[0].source} already takes"
    # Where the address stands in the file, it is an alias.
    return Problem(claims[-1].source, line_with(claims[-1].source, claims[-1].url), message)


def _has_old_places(line: Line | None, made: Made) -> bool:
    old = {file.path for file in line.files} if line else set()
    return all([file.path in old for file in made.line.files])
