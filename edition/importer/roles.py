"""The lines around a headline: which are kicker, headline and deck.

Decided by the words such lines end and begin with (…强调, ——…, …主持), and by blank
lines; a suggestion, which the annotated page shows and an editor corrects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.characters import simple

_KICKER_ENDS = re.compile(
    r"(?:强调|指出|(?:时|中|上|后|并)(?:要求|表示|提出|说|指示)|要求说|透露|宣布|呼吁|寄语)[：:]?$"
)
_ACTS = "讲话|致辞|致词|主持|主持会议|出席|出席会议|参加|参加活动|陪同|宣读|作报告|作批示|提出要求|参会|见证|发言"
_DECK_ENDS = re.compile(rf"[\u4e00-\u9fff]{{2,4}}(?:等)?(?:\w{{0,8}}(?:并|会议并|活动并))?(?:作\w{{0,2}})?(?:{_ACTS})$")
_DECK_BEGINS = re.compile("^(?:—{1,3}|-{2,3}|――|[▲△◎●◆◇■□])")


def is_kicker(text: str) -> bool:
    """Whether a line speaks like one that leads to a headline: 林红玉在…时强调."""
    return len(text) > 4 and _KICKER_ENDS.search(simple(text)) is not None


def is_deck(text: str) -> bool:
    """Whether a line speaks like one below a headline: ——…, 林红玉讲话 于永生主持."""
    parts = simple(text).split()
    return _DECK_BEGINS.match(text) is not None or any(
        _DECK_ENDS.search(part) and len(part) < 24 and not re.search("[，：！？]", part) for part in parts
    )


def roles_of(blocks: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each line of each block K (kicker), H (headline) or D (deck); one block at least has an H."""
    roles = [_roles_of_block(block) for block in blocks]
    if roles and not any("H" in block for block in roles):
        longest = max(range(len(blocks)), key=lambda place: ("K" not in roles[place], len(blocks[place])))
        roles[longest] = ["H"] * len(roles[longest])
    main = [place for place, block in enumerate(roles) if "H" in block]
    for place in main[1:]:
        # One block is the headline, the first; what stands below it in another type is the deck.
        roles[place] = ["D" if role == "H" else role for role in roles[place]]
    return roles


def _roles_of_block(block: Sequence[str]) -> list[str]:
    joined = "".join(block)
    if len(block) <= 3 and is_kicker(joined) and not any(is_deck(line) for line in block):
        return ["K"] * len(block)
    first = next((row for row, line in enumerate(block) if is_deck(line)), len(block))
    lead = max((row + 1 for row in range(min(2, len(block) - 1)) if is_kicker("".join(block[: row + 1]))), default=0)
    if lead >= first:
        lead = 0
    return ["K"] * lead + ["H"] * (first - lead) + ["D"] * (len(block) - first)
