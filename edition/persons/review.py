"""The review file: one proposal a line, which an editor accepts with an x.

    ## content/issues/2021/12-12/01-01.md
    [ ] 林红玉 | 市委书记、市人大常委会主任 | 讲话 | certain new | …主任【林红玉】讲话…

Name, office and role may be corrected; what stands behind them is for the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.persons.proposals import Proposal
from edition.problems import EditionError, Problem
from edition.values import Value

_FILE = re.compile(r"## (?P<file>.+?)\s*")
_LINE = re.compile(r"\[(?P<mark>[^\]]*)\]\s*(?P<rest>.+)")
_ID = re.compile(r"\((?P<id>[a-z0-9-]+)\)$")
_HEAD = """\
# Put an x between the brackets of the lines you accept: [x]. Name, office and role may be corrected.
# Of two persons of one name write the id behind the name: 王伟 (wang-wei-2).
# Then: build.py people --accept {name}
# 在认可的行首方括号内填 x；姓名、职务、角色可改；同名者在姓名后写编号。然后运行上面的命令。
# name 姓名 | office 职务 | role 角色 | how certain, and why | where

"""


class Accepted(Value, frozen=True):
    """One person that an editor accepts for an article."""

    name: str
    office: str = ""
    role: str = ""
    id: str = ""
    line: int = 0


def review_text(
    proposals: Mapping[str, Sequence[Proposal]], name: str, marked: Mapping[str, Sequence[Accepted]]
) -> str:
    """The review of all articles, by file; `marked` is what an editor has accepted in the one before."""
    parts = [_HEAD.format(name=name)]
    for file in (*proposals, *(file for file in marked if file not in proposals)):
        own = proposals.get(file, ())
        before = {one.name: one for one in marked.get(file, ())}
        lines = [_line(one, before.get(one.name)) for one in own]
        # Who was corrected or added by hand is nobody's proposal.
        lines += [_line_of(one) for name, one in before.items() if name not in {other.name for other in own}]
        parts.append(f"## {file}\n{''.join(lines)}\n")
    return "".join(parts)


def _line_of(marked: Accepted) -> str:
    person = marked.name + (f" ({marked.id})" if marked.id else "")
    return "[x] " + " | ".join(filter(None, (person, marked.office or (marked.role and " "), marked.role))) + "\n"


def _line(proposal: Proposal, marked: Accepted | None) -> str:
    why = f"{proposal.tier} {proposal.why}" + (f" {proposal.hint}" if proposal.hint else "")
    person = proposal.name + (f" ({marked.id})" if marked and marked.id else "")
    said = (marked.office, marked.role) if marked else (proposal.office, proposal.role)
    cells = (person, *said, why, proposal.context)
    return ("[x] " if marked else "[ ] ") + " | ".join(cell.replace("|", "｜") for cell in cells) + "\n"


def read_review(text: str, name: str) -> dict[str, list[Accepted]]:
    """What an editor has marked, by file; raise EditionError with every line that can't be read."""
    found: dict[str, list[Accepted]] = {}
    problems: list[Problem] = []
    file = ""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _FILE.fullmatch(line):
            file = match["file"]
        elif line.strip() and not line.startswith("#"):
            for accepted in _accepted(line, name, number, problems):
                if file:
                    found.setdefault(file, []).append(accepted)
                else:
                    problems.append(Problem(name, number, "no article is named above this line: ## …/01-01.md"))
    if problems:
        raise EditionError(*problems)
    return found


def _accepted(line: str, name: str, number: int, problems: list[Problem]) -> Iterable[Accepted]:
    match = _LINE.fullmatch(line.strip())
    if not match or match["mark"].strip().lower() not in ("", "x", "×", "√", "✓"):
        problems.append(Problem(name, number, "a line begins with [ ], or with [x] where it is accepted"))
        return ()
    if not match["mark"].strip():
        return ()
    cells = [cell.strip() for cell in match["rest"].split("|")]
    person = cells[0]
    own_id = ""
    if found := _ID.search(person):
        person, own_id = person[: found.start()].strip(), found["id"]
    if not person or re.search("[，、；]", person):
        problems.append(Problem(name, number, f'"{cells[0]}" is no name of one person'))
        return ()
    office, role = (*cells[1:3], "", "")[:2]
    return (Accepted(person, office, role, own_id, number),)


def certain(proposals: Iterable[Proposal]) -> Iterator[Accepted]:
    """What needs no editor: the certain tier."""
    for proposal in proposals:
        if proposal.tier == "certain":
            yield Accepted(proposal.name, proposal.office, proposal.role)
