"""Names of persons in a text that nobody has declared yet: found by how names look.

A name is a surname and one or two characters. Whether such a place is a name is added up
from the characters themselves, from those beside it, and from whether an office stands
before it or a verb of speaking after; the numbers are learned from articles whose persons
are known (names.txt: single characters, no name and no text). A foreign name has a dot and
characters of its own (`dotted`). Suggestions for an editor:
nothing found here enters an index by itself.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from edition.characters import HAN, is_han, simple
from edition.persons.dotted import find_dotted
from edition.readings import COMPOUND, SURNAMES
from edition.values import Value

WEIGHTS = Path(__file__).with_name("names.txt")

CERTAIN, LIKELY = 3.2, 1.2
"""Scores from which on a name is in the tier of that name."""
_MENTION = -0.3
"""Score from which on a further place counts as a mention."""
_WITH_DOT = 2.2
"""Score of a name with a dot: some are of places, and where one ends is not quite certain."""

OFFICE_END = re.compile(
    r"(?:书记|主任|主席|市长|县长|区长|省长|镇长|乡长|村长|州长|部长|局长|厅长|处长|科长|所长|院长|校长|会长|社长|台长|司长|署长|行长|团长|"
    r"队长|连长|排长|班长|站长|组长|馆长|首长|理事长|董事长|秘书长|委员长|总理|总统|总书记|首相|大臣|经理|总裁|记者|通讯员|教授|研究员|"
    r"工程师|医生|医师|护士|老师|教师|教练|队员|运动员|选手|作家|诗人|画家|演员|导演|作者|编辑|代表|委员|常委|干部|职工|工人|农民|村民|"
    r"居民|战士|司令员|政委|将军|上将|中将|少将|参谋长|大使|发言人|专家|学者|院士|博士|顾问|同志|青年|女工|民警|法官|律师|歌手|厂长|"
    r"总监|参赞|秘书|助理|馆员|党员|模范|标兵|学生|女儿|儿子|妻子|丈夫|父亲|母亲|老人|先生|女士|司令|总指挥|军长|师长|旅长|督军|督办|总长|次长|公使|领事)$"
)
_SAYS = re.compile(
    r"(?:说|指出|强调|表示|认为|介绍|告诉|主持|出席|讲话|会见|报道|等|先生|女士|同志|教授|摄|主任|书记|老师|在|和|、|，|也|向|对|因|从|于|把|的|是)"
)


class Found(Value, frozen=True):
    """A name in one text."""

    name: str
    score: float
    places: tuple[int, ...]
    """Where it stands, in characters from the beginning."""

    @property
    def tier(self) -> str:
        """`certain`, `likely` or `perhaps`."""
        return "certain" if self.score >= CERTAIN else "likely" if self.score >= LIKELY else "perhaps"


def find_names(text: str, weights: Mapping[str, float] | None = None) -> tuple[Found, ...]:
    """The names in a text, in the order in which they first stand there."""
    known = read_weights() if weights is None else weights
    read = simple(text)  # what is known of names is in simplified characters
    scored = sorted(
        ((score_of(read, start, end, known), start, end) for start, end in candidates(read)), reverse=True
    )  # fmt: skip
    taken: set[int] = set()
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for start, end in find_dotted(read, OFFICE_END):
        taken.update(range(start, end))
        places[text[start:end]].append((start, _WITH_DOT))
    for score, start, end in scored:
        if score < _MENTION:
            break
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            places[text[start:end]].append((start, score))
    found = (
        Found(
            name,
            # A name that stands at several places is one more likely.
            max(score for _, score in where) + 0.6 * math.log(len(where)),
            tuple(sorted(start for start, _ in where)),
        )
        for name, where in places.items()
    )
    return tuple(sorted((one for one in found if one.score >= 0.0), key=lambda one: one.places[0]))


@cache
def _start() -> re.Pattern[str]:
    one = "".join(sorted(SURNAMES))
    two = "|".join(sorted(COMPOUND))
    return re.compile(f"(?=((?:{two})|[{one}])([{HAN}]{{1,2}}))")


def candidates(text: str) -> Iterator[tuple[int, int]]:
    """Every place where a surname is followed by one or two characters."""
    for found in _start().finditer(text):
        start, middle = found.start(), found.end(1)
        for size in range(1, len(found[2]) + 1):
            yield start, middle + size
        if middle - start == 2 and text[start] in SURNAMES:
            yield start, start + 2
            yield start, start + 3


def score_of(text: str, start: int, end: int, weights: Mapping[str, float]) -> float:
    """How much a place looks like a name; above 0 more than not."""
    return sum(weights.get(feature, 0.0) for feature in features_of(text, start, end))


def features_of(text: str, start: int, end: int) -> Iterator[str]:
    """What speaks for or against a name from `start` to `end`."""
    size = end - start
    surname = 2 if text[start : start + 2] in COMPOUND and size > 2 else 1
    given = text[start + surname : end]
    before = "^" if start == 0 or text[start - 1].isspace() else text[start - 1]
    after = "^" if end >= len(text) or text[end].isspace() else text[end]
    yield f"n{len(given)}"
    yield f"s{text[start]}"
    yield f"s{len(given)}{text[start]}"
    for place, character in enumerate(given):
        yield f"g{len(given)}{place}{character}"
        yield f"g{character}"
    yield f"b{_class(before)}"
    yield f"b{before}"
    yield f"a{_class(after)}{len(given)}"
    yield f"a{after}"
    yield f"A{len(given)}{after}"
    yield "o1" if OFFICE_END.search(text, max(0, start - 4), start) else "o0"
    yield f"v{1 if _SAYS.match(text, end) else 0}"
    yield f"w{_class(before)}{_class(after)}"


def _class(character: str) -> str:
    if character in "，。；：！？、…^":
        return ","
    if character in "（）()“”《》【】「」":
        return "("
    return "h" if is_han(character) else "x"


@cache
def read_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The numbers that are shipped: a tenth each."""
    rows = (line.rsplit(" ", 1) for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    return {feature: int(number) / 10 for feature, number in rows}
