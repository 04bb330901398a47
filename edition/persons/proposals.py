"""Who an article may declare: known names, new names, misprints, and names that two persons bear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.characters import simple
from edition.model import Article, Entry
from edition.persons.finder import CERTAIN, LIKELY, Found, find_names
from edition.persons.matcher import KnownNames
from edition.persons.offices import office_of, role_of
from edition.values import Value

_NAMED_AFTER = re.compile("理论|思想|主义|故居|纪念|奖|杯|路线|旗帜")
"""What stands behind a name that means no person here: 邓小平理论."""
_WRITES = re.compile(r"(?:记者|通讯员|摄影|撰稿|实习生|评论员)\s*$")

TIERS = ("certain", "likely", "perhaps")


class Proposal(Value, frozen=True):
    """One person that one article may declare."""

    name: str
    """As printed."""
    office: str
    """As printed; empty where none stands beside the name."""
    role: str
    tier: str
    """One of TIERS."""
    why: str
    """`known`, `new`, `homonym` (two persons bear the name), `staff` (somebody who writes, or bears
    the name of one), `private?` (a resident, most likely) or `misprint`."""
    hint: str = ""
    """Ids to choose from, or the name that may be meant."""
    context: str = ""
    """The words around the name."""


class Directory(Value, frozen=True):
    """Which names the edition knows, and whose they are."""

    names: KnownNames
    ids: Mapping[str, tuple[str, ...]]
    """Of those in people.yaml who bear a name."""
    staff: frozenset[str]
    """Names of those who write."""
    private: frozenset[str]
    declared: frozenset[str]
    """Names that some article declares, or that people.yaml holds."""
    certain: frozenset[str]
    """Names that are certain in some article, and so in all others."""


def make_directory(articles: Sequence[Article], entries: Iterable[Entry]) -> Directory:
    """Names of people.yaml and of all declared persons, and those found anywhere with some certainty."""
    entries = tuple(entries)
    ids = bearers(entries)
    staff = {writer.name for article in articles for writer in article.byline}
    private: set[str] = set()
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            if entry.kind == "private":
                private.add(name)
            elif entry.kind == "staff":
                staff.add(name)
    declared = {mention.name for article in articles for mention in article.persons} | set(ids)
    scores: dict[str, float] = {}
    for article in articles:
        text = text_of(article)
        for one in find_names(text):
            scores[one.name] = max(scores.get(one.name, 0.0), _score(one, office_of(text, one.places, one.name)))
    certain = {name for name, score in scores.items() if score >= CERTAIN and name not in private | staff}
    likely = {name for name, score in scores.items() if score >= LIKELY}
    known = KnownNames((declared | likely | private) - {""})
    return Directory(
        known,
        ids,
        frozenset(staff),
        frozenset(private),
        frozenset(declared),
        frozenset(certain),
    )


def bearers(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The ids of those who bear a name and may be declared by it."""
    ids: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            if entry.kind == "person":
                ids[name][entry.id] = None
    return {name: tuple(own) for name, own in ids.items()}


def declared_ids(article: Article, ids: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Whom an article declares, as far as that is known, whichever of their names it declares them by."""
    only = {name: own[0] for name, own in ids.items() if len(own) == 1}
    return {one.id if one.declared else only.get(one.name, "") for one in article.persons} - {""}


_ANYBODY = re.compile("(?:村民|居民|市民|工人|女工|职工|农民|患者|老人|群众|乘客|顾客|读者)$")
"""What a paper calls people who have no office: they may want no page, and share names with those who have one."""


def text_of(article: Article) -> str:
    """The words in which persons are looked for."""
    return article.body.replace("\\", "")


def propose(article: Article, directory: Directory) -> Iterator[Proposal]:
    """The persons that an article doesn't declare yet, each by the name that stands first, in this order."""
    text = text_of(article)
    read = simple(text)
    there = declared_ids(article, directory.ids)
    told = {mention.name for mention in article.persons} | {writer.name for writer in article.byline}
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in directory.names.find(text):
        places[name].append(place)
    new = {one.name: one for one in find_names(text)}
    for one in new.values():
        inside = any(one.name in name and name != one.name for name in places)
        if one.name not in places and not inside:
            places[one.name] = list(one.places)
    for name, every in sorted(places.items(), key=lambda item: item[1][0]):
        where = [place for place in every if not _NAMED_AFTER.match(read, place + len(name))]
        owners = set(directory.ids.get(name, ()))
        if where and name not in told and name not in directory.private and not (owners and owners <= there):
            there |= owners if len(owners) == 1 else set()
            yield _proposal(text, name, where, new.get(name), directory, places)


def _proposal(
    text: str,
    name: str,
    places: Sequence[int],
    found: Found | None,
    directory: Directory,
    others: Mapping[str, Sequence[int]],
) -> Proposal:
    office = office_of(text, places, name)
    role = role_of(text, places, name)
    first = places[0]
    before, after = text[max(0, first - 14) : first], text[first + len(name) : first + len(name) + 10]
    context = f"{before}【{name}】{after}".replace("\n", " ")
    owners = directory.ids.get(name, ())
    if len(owners) > 1:
        return Proposal(name, office, role, "perhaps", "homonym", " ".join(owners), context)
    writes = all(_WRITES.search(simple(text[max(0, place - 6) : place])) for place in places)
    if writes or (name in directory.staff and name not in directory.ids):
        return Proposal(name, office, role, "perhaps", "staff", "", context)
    if _ANYBODY.search(simple(office)):
        return Proposal(name, office, role, "perhaps", "private?", "", context)
    is_declared = name in directory.declared
    # However much it looks like a name: 李建囯 does, too.
    if not is_declared and (meant := _meant(name, places, others)):
        return Proposal(name, office, role, "perhaps", "misprint", meant, context)
    if is_declared or name in directory.certain:
        # A name of two characters is a word too easily: certain only with its office, or where it looks like a name.
        sure = len(name) > 2 or bool(office) or (found is not None and found.score >= LIKELY)
        why = "known" if is_declared else "new"
        return Proposal(name, office, role, "certain" if sure else "likely", why, "", context)
    score = _score(found, office)
    tier = "certain" if score >= CERTAIN else "likely" if score >= LIKELY else "perhaps"
    return Proposal(name, office, role, tier, "new", "", context)


def _score(found: Found | None, office: str) -> float:
    return (found.score if found else 0.0) + (1.0 if office else 0.0)


def _meant(name: str, places: Sequence[int], others: Mapping[str, Sequence[int]]) -> str:
    """A name of the same article that differs by one character, where this one stands only once."""
    if len(name) != 3 or len(places) > 1:
        return ""
    for other in sorted(others):
        alike = len(other) == 3 and sum(one == two for one, two in zip(name, other, strict=True)) == 2
        if alike and len(others[other]) > 1:
            return other
    return ""
