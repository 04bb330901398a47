"""issue.yaml, people.yaml, moved.yaml and about.md: what is said beside the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from edition.articles import MAX_ARTICLE, fault_of_address
from edition.config import read_fields, text_if_there
from edition.fields import Fields, is_web_address
from edition.images import read_image
from edition.model import Entry, Image, Moved
from edition.names import slug
from edition.problems import EditionError, Problem, shown
from edition.tree import Items, Table, Text, parse_yaml, printable
from edition.values import Value
from edition.who import entry_id, fault_of_id, needed_name

ISSUE_KEYS = {
    "number": "期号",
    "date_certainty": "刊期",
    "date_evidence": "刊期依据",
    "note": "说明",
    "folios": "版面",
}
FOLIO_KEYS = {"section": "版名", "image": "版面图"}
PEOPLE_KEYS = {
    "id": "编号",
    "name": "姓名",
    "aliases": "别名",
    "reading": "读音",
    "note": "说明",
    "kind": "类别",
    "same_as": "同一人",
    "formerly": "曾用编号",
}
MOVED_KEYS = {"old": "旧址", "new": "新址", "reason": "原因"}
CERTAINTIES = {"certain": "确定", "inferred": "推定"}
MAX_PEOPLE = 4 * 1024 * 1024
KINDS = {"person": "人物", "staff": "本报", "private": "不公开"}


class IssueNotes(Value, frozen=True):
    """What issue.yaml says; empty for an issue without one."""

    file: str
    date: date
    number: str = ""
    inferred: bool = False
    evidence: str = ""
    note: str = ""
    sections: tuple[tuple[int, str], ...] = ()
    """Every folio that is named, with its section (empty when only an image is given)."""
    images: tuple[tuple[int, Image], ...] = ()
    read: bool = True
    """False when issue.yaml has problems, and nothing is known of the folios it names."""


def read_notes(path: Path, day: date, content: Path) -> IssueNotes:
    """What issue.yaml says about the issue of `day`; the file need not exist."""
    try:
        fields = read_fields(path, ISSUE_KEYS, "issue.yaml")
    except FileNotFoundError:
        return IssueNotes(shown(path), day)
    sections, images = _folios(fields, path.parent, content)
    certainty = fields.choice("date_certainty", CERTAINTIES, "certain")
    evidence = fields.text("date_evidence", lines=True, limit=1000)
    if certainty == "inferred" and not evidence:
        message = "an inferred date needs its evidence: add `date_evidence: …`, readers will see it"
        fields.problem(fields.line_of("date_certainty"), message)
    notes = IssueNotes(
        fields.path,
        day,
        fields.text("number"),
        certainty == "inferred",
        evidence,
        fields.text("note", lines=True, limit=1000),
        tuple(sorted(sections.items())),
        tuple(images.items()),
    )
    fields.finish()
    return notes


def _folios(fields: Fields, folder: Path, content: Path) -> tuple[dict[int, str], dict[int, Image]]:
    """The section and the image of each folio that issue.yaml names."""
    sections: dict[int, str] = {}
    images: dict[int, Image] = {}
    node = fields.node("folios")
    if node is not None and not isinstance(node, Table):
        message = '"folios" is written one folio a line: `1: 要闻`'
        if isinstance(node, Text):
            fields.no_mapping(node, message)
        else:
            fields.problem(node.line, message)
        return sections, images
    folios = fields.mapping("folios")
    for key, _ in tuple(folios.values.values()):
        folios.asked.add(key.value)
        number = int(key.value) if re.fullmatch("[0-9]{1,2}", key.value) else 0
        if number < 1:
            folios.no_mapping(key, f'a folio is a number from 1, not "{key.value}"')
        elif number in sections:
            folios.problem(key.line, f"folio {number} stands here twice; keep one")
        elif isinstance(folios.node(key.value), Table):
            folio = folios.mapping(key.value, FOLIO_KEYS, f"folio {number}")
            sections[number] = folio.text("section")
            if image := read_image(folder, content, folio, "image", folio.text("image")):
                images[number] = image
            folio.no_more()
        else:
            sections[number] = folios.text(key.value)
    return sections, images


def unread_notes(path: Path, day: date) -> IssueNotes:
    return IssueNotes(shown(path), day, read=False)


def read_people(path: Path) -> tuple[tuple[Entry, int], ...]:
    """The authority file, each entry with its line; empty when there is none. Without an `id`, an entry has that of
    its name."""
    return people_in(text_if_there(path, shown(path)), path)


def people_in(text: str, path: Path) -> tuple[tuple[Entry, int], ...]:
    """The same of a text, as that of the file at `path`."""
    fields = _list(text, path, "every person begins with `- name: …`")
    entries: list[tuple[Entry, int]] = []
    for item in fields.mappings(path.name, PEOPLE_KEYS):
        if isinstance(item, Text):
            fields.no_mapping(item, "a person is written as a mapping: `- {name: …, reading: …}`")
            continue
        name = needed_name(item)
        person = Entry(
            entry_id(item) or slug(name),
            name,
            item.texts("aliases"),
            item.text("reading"),
            item.text("note"),
            item.choice("kind", KINDS, "person"),
            tuple(_same_as(item)),
            tuple(_formerly(item)),
        )
        entries.append((person, item.line))
    fields.finish()
    return tuple(entries)


def _same_as(item: Fields) -> Iterator[str]:
    for value in item.texts("same_as"):
        if is_web_address(value):
            yield value
        else:
            item.problem(item.line_of("same_as"), f'"same_as" holds addresses that begin with https://, not "{value}"')


def _formerly(item: Fields) -> Iterator[str]:
    for value in item.texts("formerly"):
        if fault := fault_of_id("formerly", value):
            item.problem(item.line_of("formerly"), fault)
        else:
            yield value


def _list(text: str, path: Path, each: str) -> Fields:
    """A YAML file that is a list, as the one value, under the file's name, of a mapping; an empty text is one too."""
    name = shown(path)
    problems: list[Problem] = []
    root = parse_yaml(printable(text, name, problems), name, 1, problems, MAX_PEOPLE)
    if not isinstance(root, Items) and root != Table((), 1):
        raise EditionError(*problems, Problem(name, root.line, f"this file is a list: {each}"))
    whole = Table(((Text(path.name, 1), root if isinstance(root, Items) else Items((), 1)),), 1)
    return Fields(whole, name, {}, path.name, problems)


def read_moved(path: Path) -> tuple[Moved, ...]:
    """The addresses that have no page of their own any more; empty when there is no such file."""
    fields = _list(text_if_there(path, shown(path)), path, "every address begins with `- old: …`")
    moved: dict[str, Moved] = {}
    for item in fields.mappings(path.name, MOVED_KEYS):
        if isinstance(item, Text):
            fields.no_mapping(item, "an address is written as a mapping: `- {old: …, new: …}`")
            continue
        one = Moved(item.text("old"), item.text("new"), item.text("reason", lines=True, limit=1000), item.line)
        for key, value, kind in (("old", one.old, "an old address"), ("new", one.new, "an address")):
            if value != "/" and (fault := fault_of_address(f'"{key}"', value, kind)):
                item.problem(item.line_of(key), fault)
        if not item.needs("old"):
            continue
        if bool(one.new) == bool(one.reason):
            message = f"{one.old} has either `new: …`, where it is now, or `reason: …`, why it is gone"
            item.problem(item.line, message)
        elif one.old in moved:
            item.problem(item.line, f"{one.old} stands on line {moved[one.old].line} too; keep one")
        moved.setdefault(one.old, one)
    fields.finish()
    return tuple(moved.values())


def read_about(path: Path) -> str:
    """The text of the page 关于; empty when there is none."""
    name = shown(path)
    problems: list[Problem] = []
    text = printable(text_if_there(path, name, MAX_ARTICLE, "is this one page?"), name, problems)
    if problems:
        raise EditionError(*problems)
    return text
