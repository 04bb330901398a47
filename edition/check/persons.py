"""Checks of persons: declared but not in the text, in the text but not declared, offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from edition.characters import HAN, simple
from edition.check.finding import Check, Found
from edition.check.source import Newspaper, Passage, Source
from edition.headline import has_han
from edition.model import Report, Slip
from edition.names import is_chinese, spellings, surname_first, surname_length
from edition.readings import COMPOUND, SURNAMES

_MARK = re.compile(r"[（）()［］\[\]【】〔〕]")
_UNREAD = re.compile(r"[□■▢○〇●◯×△▲＊*？?…]|某$")
"""What print or its reader puts for a character: 王□□, 王××, 王某."""
_GLUED = re.compile("((?:本[报刊台网社]|见习|实习|特约|首席)*(?:记者|通讯员|特派员))(.{2,4})")
_GAP = re.compile(r"\s+")
_PARTS = re.compile("[、，,；;/ ]+")
_AROUND = 31
"""Days. Offices printed this near to one another should be the same."""
_APART = "，。、：；！？“”‘’（）《》\\s和与及"
_BEFORE_NAME = re.compile(f"(?:^|[{_APART}长任记席员师授士生理监事家人手志])$")
_AFTER_NAME = re.compile(f"[{_APART}说在]|同志|先生|女士|教授|主席|总理|书记|部长|$")


def more_than_a_name(newspaper: Newspaper) -> Iterator[Found]:
    """Names with something around them: 李娜（副市长）, ［王伟］, 本报记者张三."""
    families = SURNAMES.union(COMPOUND)
    for source in newspaper.sources:
        for mention in source.article.persons:
            if _MARK.search(mention.name):
                yield Found(source.path, *_place(source, mention.line, mention.name), (mention.name,))
        for writer in source.article.byline:
            glued = _GLUED.fullmatch(simple(writer.name))
            is_glued = glued and not families.isdisjoint((glued[2][0], glued[2][:2]))
            if is_glued or _MARK.search(writer.name + writer.role):
                place = source.place_of("byline", writer.name)
                role = glued.end(1) if glued and is_glued else 0
                suggestion = f"{writer.name[:role]} {writer.name[role:]}" if role else ""
                yield Found(source.path, *place, (writer.name,), suggestion)


def name_not_whole(newspaper: Newspaper) -> Iterator[Found]:
    """Names with characters that nobody could read or that were left out: 王□□, 张××."""
    for source in newspaper.sources:
        for mention in source.article.persons:
            if _UNREAD.search(mention.name) and not mention.declared:
                yield Found(source.path, *_place(source, mention.line, mention.name), (mention.name,))
        for writer in source.article.byline:
            if _UNREAD.search(writer.name) and not writer.declared:
                yield Found(source.path, *source.place_of("byline", writer.name), (writer.name,))


def private_writer(newspaper: Newspaper) -> Iterator[Found]:
    """Names in a byline, without an id, that somebody private has."""
    private = {
        name: entry.id
        for entry in newspaper.entries
        if entry.kind == "private"
        for name in (entry.name, *entry.aliases)
    }
    for source in newspaper.sources:
        for writer in source.article.byline:
            if writer.name in private and not writer.declared:
                yield Found(source.path, *source.place_of("byline", writer.name), (writer.name, private[writer.name]))


def person_not_in_text(newspaper: Newspaper) -> Iterator[Found]:
    """Declared persons who are named nowhere in their article."""
    for source in newspaper.sources:
        whole = _whole_text(source)
        text = _GAP.sub("", whole)
        for mention in source.article.persons:
            person = newspaper.persons.get(mention.id)
            known = (mention.name, *((person.entry.name, *person.entry.aliases) if person else ()))
            if not any(
                _is_named(name, text) or _is_titled(name, mention.office, text) or _is_by_surname(name, whole)
                for name in known
            ):
                yield Found(source.path, *_place(source, mention.line, mention.name), (mention.name,))


def person_not_declared(newspaper: Newspaper) -> Iterator[Found]:
    """Known names in a text whose article does not declare them; never somebody private."""
    known = _known_names(newspaper)
    by_start = _by_start(known)
    for source in newspaper.sources:
        declared = source.article.persons
        told = {"", *(mention.id for mention in declared), *(known.get(mention.name, "") for mention in declared)}
        for passage in source.passages:
            for offset, name in _names_in(passage.text, by_start):
                if known[name] not in told and _stands_alone(passage, offset, name):
                    told.add(known[name])
                    yield Found(source.path, *passage.place(offset), (name,))


def office_differs(newspaper: Newspaper) -> Iterator[Found]:
    """Offices that differ from what was printed of the same person a few days before."""
    files = {source.path: source for source in newspaper.sources}
    for person in newspaper.persons.values():
        # A paper in two languages prints the office in both: 學務委員 is compared with what was printed in Chinese.
        latest: dict[bool, Report] = {}
        for report in sorted(person.reports, key=lambda report: report.article.place):
            if not report.mention.office or report.article.file not in files:
                continue
            before = latest.get(has_han(report.mention.office))
            if before and _days(before.article, report.article) <= _AROUND:
                other, office = before.mention.office, report.mention.office
                if not _agree(other, office):
                    source = files[report.article.file]
                    place = _place(source, report.mention.line, office)
                    yield Found(source.path, *place, (report.mention.name, office, other, before.article.file))
            latest[has_han(report.mention.office)] = report


# -- names in a text -----------------------------------------------------------------------------


def _whole_text(source: Source) -> str:
    article = source.article
    pictures = (f"{image.caption}\n{image.alt}" for image in article.images)
    return "\n".join((*(passage.text for passage in source.passages), article.column, *pictures))


def _is_named(name: str, text: str) -> bool:
    """Whether a name stands in a text without white space; of a foreign name a part is enough."""
    bare = _GAP.sub("", name)
    parts = [part for part in re.split("[·•．・]", bare) if len(part) > 1]
    return any(part in text for part in (*spellings(bare), *parts))


def _is_titled(name: str, office: str, text: str) -> bool:
    """Whether a Chinese name stands in a text with an office within it or in place of the given name: 蔣主席中正,
    張副司令 where the office is 陸海空軍副司令."""
    if not is_chinese(name):
        return False
    size = surname_length(name) or 1
    surname, given = name[:size], name[size:]
    if len(given) > 1 and re.search(f"{re.escape(surname)}[{HAN}]{{1,6}}{re.escape(given)}", text):
        return True
    return any(surname + office[place:] in text for place in range(len(office) - 1))


def _is_by_surname(name: str, text: str) -> bool:
    """Whether the surname of a Latin name is a word of a text, in capitals too: President Coolidge, COOLIDGE."""
    surname = surname_first(name, ()).partition(",")[0]
    if is_chinese(name) or len(surname) < 3:
        return False
    forms = {form for one in spellings(surname) for form in (one, one.upper())}
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms)


def _known_names(newspaper: Newspaper) -> dict[str, str]:
    """The id of everybody who may be declared, by each name; no id for a name that is to be
    left alone: of somebody private, of a writer, or of two persons."""
    ids: dict[str, set[str]] = defaultdict(set)
    for person in newspaper.persons.values():
        printed = (report.mention.name for report in person.reports)
        for name in {person.entry.name, *person.entry.aliases, *printed}:
            ids[name].add(person.entry.id)
    known = {name: min(found) if len(found) == 1 else "" for name, found in ids.items() if len(name) > 1}
    for entry in newspaper.entries:
        for name in (entry.name, *entry.aliases):
            if entry.kind != "person":
                known[name] = ""
            else:
                known.setdefault(name, entry.id)
    for source in newspaper.sources:
        for writer in source.article.byline:
            known[writer.name] = ""
    return known


_ByStart = Mapping[str, tuple[str, ...]]
"""Names by their first two characters, longest first."""


def _by_start(names: Mapping[str, str]) -> _ByStart:
    starts: dict[str, list[str]] = defaultdict(list)
    for name in names:
        starts[name[:2]].append(name)
    return {start: tuple(sorted(found, key=len, reverse=True)) for start, found in starts.items()}


def _names_in(text: str, by_start: _ByStart) -> Iterator[tuple[int, str]]:
    """Every name in a text with its place; where two begin alike, the longer one."""
    offset = 0
    while offset < len(text) - 1:
        names = by_start.get(text[offset : offset + 2], ())
        name = next((name for name in names if text.startswith(name, offset)), "")
        if name:
            yield offset, name
        offset += len(name) or 1


def _stands_alone(passage: Passage, offset: int, name: str) -> bool:
    """Whether a name of two characters is one here, and no part of other words: 高峰."""
    if len(name) > 2 or passage.kind not in ("paragraph", "caption"):
        return len(name) > 2
    before, after = passage.text[max(0, offset - 2) : offset], passage.text[offset + 2 : offset + 4]
    return bool(_BEFORE_NAME.search(before)) and bool(_AFTER_NAME.match(after))


def _place(source: Source, line: int, text: str) -> tuple[int, int]:
    """Where a text stands on a line of a file; the key `persons` when the line is not known."""
    if not line:
        return source.place_of("persons", text)
    return line, source.text.split("\n")[line - 1].find(text) + 1


# -- offices -------------------------------------------------------------------------------------


def _days(earlier: Slip, later: Slip) -> int:
    return (later.date - earlier.date).days


def _agree(one: str, other: str) -> bool:
    """Whether every part of the shorter office is in the other one, in full or abridged."""
    shorter, longer = sorted((_offices(one), _offices(other)), key=len)
    return all(any(part in whole or whole in part for whole in longer) for part in shorter)


def _offices(text: str) -> tuple[str, ...]:
    return tuple(filter(None, _PARTS.split(text)))


CHECKS: tuple[Check[Newspaper], ...] = (
    Check(
        "more-than-a-name",
        "warning",
        more_than_a_name,
        "“{0}”不只是姓名：职务写成{{姓名: …, 职务: …}}，身份与姓名之间空一格，列表用半角的[ ]",
        "“{0}” is more than a name: an office is written {{name: …, office: …}}, a role has a space after it, "
        "and a list stands in half-width [ ]",
    ),
    Check(
        "name-not-whole",
        "note",
        name_not_whole,
        "“{0}”不是完整的姓名，别处写法相同的会当成同一个人；不知是谁就不要列出，知道的写上编号",
        "“{0}” is no whole name, and whoever is written so elsewhere is taken for the same person; leave it out, "
        "or give an id",
    ),
    Check(
        "private-writer",
        "warning",
        private_writer,
        "“{0}”是不公开的人，署名里没有写编号，就会有署名页；若是此人，请写成{{姓名: {0}, 编号: {1}}}",
        "“{0}” is private, and has a page all the same, because the byline gives no id; if it is the same person, "
        "write {{name: {0}, id: {1}}}",
    ),
    Check(
        "person-not-in-text",
        "warning",
        person_not_in_text,
        "“{0}”列在人物中，标题和正文里却没有",
        "“{0}” is declared, but named neither in the headline nor in the text",
    ),
    Check(
        "person-not-declared",
        "note",
        person_not_declared,
        "文中有“{0}”，人物中没有列出；若是同一人，请补上",
        "“{0}” is in the text and not declared; if it is the same person, declare it",
    ),
    Check(
        "office-differs",
        "note",
        office_differs,
        "“{0}”的职务在这里是“{1}”，在{3}是“{2}”",
        "the office of “{0}” is “{1}” here and “{2}” in {3}",
    ),
)
