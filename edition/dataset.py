"""Articles, persons and issues as data: JSON, JSON lines and CSV, and what they are.

The same content gives the same bytes: nothing here knows the time. CSV begins with a mark
of byte order, without which spreadsheets take Chinese for something else. Its cells are what
the JSON holds, though a spreadsheet takes what begins with =, +, - or @ for a formula: a ' or a
tab in front, as is usual where strangers write, would be in the data of every program that
counts, and doesn't last where the file is saved and opened again. Here only editors write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from edition.values import to_json

Row = Mapping[str, object]
"""One article, person or issue: text, number, truth, or a list of texts or of such rows."""

FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "articles": (
        ("id", "string"), ("url", "string"), ("date", "date"), ("date_inferred", "boolean"), ("folio", "integer"),
        ("position", "integer"), ("section", "string"), ("column", "string"), ("genre", "string"),
        ("kicker", "string"), ("headline", "string"), ("deck", "string"), ("byline", "string"),
        ("dateline", "string"), ("event_date", "date"), ("persons", "string"), ("person_ids", "string"),
        ("places", "string"), ("keywords", "string"), ("continued", "string"), ("source_file", "string"),
        ("source_note", "string"), ("rights", "string"), ("language", "string"), ("corrected", "date"),
        ("text", "string"),
    ),
    "people": (
        ("id", "string"), ("name", "string"), ("url", "string"), ("reading", "string"), ("note", "string"),
        ("aliases", "string"), ("same_as", "string"), ("reports", "integer"), ("first", "date"), ("last", "date"),
        ("offices", "string"),
    ),
    "issues": (
        ("date", "date"), ("url", "string"), ("number", "string"), ("date_inferred", "boolean"),
        ("evidence", "string"), ("note", "string"), ("folios", "integer"), ("sections", "string"),
        ("articles", "integer"),
    ),
}  # fmt: skip
"""The columns of each CSV, with their types by Table Schema. The JSON holds the same, and
what a column can't: lists, with roles and offices."""


def json_lines(rows: Iterable[Row]) -> bytes:
    """One row a line."""
    return b"".join([to_json(row) + b"\n" for row in rows])


def json_array(rows: Iterable[Row]) -> bytes:
    """All rows in one array, one a line."""
    return b"[\n" + b",\n".join(map(to_json, rows)) + b"\n]\n"


def table(kind: str, rows: Iterable[Row]) -> bytes:
    """The same rows as CSV (RFC 4180); several texts in one cell are parted by `;`."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name, _ in FIELDS[kind]]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(_cell(one) for one in value)
    if isinstance(value, Mapping):
        return str(value.get("name") or value["text"])
    return str(value)


def data_package(name: str, title: str, description: str, rights: str, years: Sequence[int]) -> bytes:
    """What the files are, by Data Package 1 (specs.frictionlessdata.io)."""
    resources: list[Row] = []

    def add(kind: str, path: str, form: str) -> None:
        media = {"jsonl": "application/jsonl", "json": "application/json", "csv": "text/csv"}[form]
        resource: dict[str, object] = {
            "name": path.replace(".", "-"),
            "path": path,
            "format": form,
            "mediatype": media,
            "encoding": "utf-8",
        }
        if form == "csv":
            fields = [{"name": field, "type": kind_of} for field, kind_of in FIELDS[kind]]
            resource |= {"profile": "tabular-data-resource", "schema": {"fields": fields, "missingValues": [""]}}
        resources.append(resource)

    for year in years:
        add("articles", f"articles-{year}.jsonl", "jsonl")
        add("articles", f"articles-{year}.csv", "csv")
    for kind in ("people", "issues"):
        add(kind, f"{kind}.json", "json")
        add(kind, f"{kind}.csv", "csv")
    package = {"profile": "data-package", "name": name, "title": title, "description": description}
    whole = {key: value for key, value in package.items() if value}
    if rights:
        whole["rights"] = rights
    import json  # here, because nothing else is written for people to read

    return (json.dumps({**whole, "resources": resources}, ensure_ascii=False, indent=1) + "\n").encode()
