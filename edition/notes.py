"""issue.yaml, people.yaml and about.md: what is said beside the articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from edition.articles import entry_id, needed_name, read_image
from edition.config import read_text, shown
from edition.fields import Fields, Table, Text, forbidden_characters, is_web_address, parse_yaml
from edition.model import Entry, Image
from edition.problems import EditionError

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
}
CERTAINTIES = {"certain": "确定", "inferred": "推定"}
KINDS = {"person": "人物", "staff": "本报", "private": "不公开"}


@dataclass(frozen=True, slots=True)
class IssueNotes:
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
    name = shown(path)
    if not path.is_file():
        return IssueNotes(name, day)
    fields = _fields(path, ISSUE_KEYS, "issue.yaml")
    sections: list[tuple[int, str]] = []
    images: list[tuple[int, Image]] = []
    folios = fields.mapping("folios")
    for key, _ in tuple(folios.values.values()):
        folios.asked.add(key.value)
        if not re.fullmatch(r"\d{1,2}", key.value) or int(key.value) < 1:
            folios.problem(key.line, f'a folio is a number from 1, not "{key.value}"')
            continue
        value = folios.node(key.value)
        if value is None or isinstance(value, Text):
            sections.append((int(key.value), folios.text(key.value)))
            continue
        folio = folios.mapping(key.value, FOLIO_KEYS)
        sections.append((int(key.value), folio.text("section")))
        if file := folio.text("image"):
            image = read_image(path.parent / file, content, folio)
            images += [(int(key.value), image)] if image else []
        folio.no_more()
    certainty = fields.choice("date_certainty", CERTAINTIES, "certain")
    evidence = fields.text("date_evidence", lines=True, limit=1000)
    if certainty == "inferred" and not evidence:
        message = "an inferred date needs its evidence: add `date_evidence: …`, readers will see it"
        fields.problem(fields.line_of("date_certainty"), message)
    notes = IssueNotes(
        name,
        day,
        fields.text("number"),
        certainty == "inferred",
        evidence,
        fields.text("note", lines=True, limit=1000),
        tuple(sorted(sections)),
        tuple(images),
    )
    fields.finish()
    return notes


def unread_notes(path: Path, day: date) -> IssueNotes:
    return IssueNotes(shown(path), day, read=False)


def read_people(path: Path) -> tuple[tuple[Entry, int], ...]:
    """The authority file, each entry with its line; empty when there is none. The default
    id, pinyin and digest, is filled in by `assemble`."""
    if not path.is_file():
        return ()
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    root = parse_yaml(text, name)
    # A list has no keys, so it is read as the one value of a mapping.
    fields = Fields(Table(((Text("people.yaml", 1), root),), 1), name, None, "people.yaml")
    entries: list[tuple[Entry, int]] = []
    for item in fields.mappings("people.yaml", PEOPLE_KEYS):
        if isinstance(item, Text):
            fields.problem(item.line, "a person is written as a mapping: `- {name: …, reading: …}`")
            continue
        person = Entry(
            entry_id(item),
            needed_name(item),
            item.texts("aliases"),
            item.text("reading"),
            item.text("note"),
            item.choice("kind", KINDS, "person"),
            tuple(_same_as(item)),
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


def read_about(path: Path) -> str:
    """The text of the page 关于; empty when there is none."""
    if not path.is_file():
        return ""
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    return text


def _fields(path: Path, synonyms: Mapping[str, str], what: str) -> Fields:
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    return Fields(parse_yaml(text, name), name, synonyms, what)
