"""The house: who may import whom, and which module alone knows a library."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "edition"

# From the top down: a module imports only from rows below its own.
LAYERS = (
    ("cli",),
    ("commands",),
    ("options",),
    ("persons",),
    ("serve", "indexing"),
    ("apart",),
    ("server",),
    ("news",),
    ("helping", "telling"),
    ("pipeline",),
    ("kept", "outgoing"),
    ("check", "offline", "proofs", "records", "templates"),
    ("addresses",),
    ("output",),
    ("claims",),
    ("bundle", "making", "moving"),
    ("state",),
    ("plan",),
    ("linked", "shards"),
    ("search",),
    ("pagefind", "tokens"),
    ("amending", "joining"),
    ("pagefind_files",),
    ("postings",),
    ("cbor",),
    ("assemble", "citation", "dataset", "epub", "feeds", "sitemaps", "tei"),
    ("cover", "packing"),
    ("content",),
    ("folders",),
    ("importer",),
    ("notes",),
    ("articles",),
    ("images", "who"),
    ("markdown",),
    ("config",),
    ("fields", "headline", "fingerprint", "names", "variants"),
    ("tree", "dates"),
    ("budget", "views", "model", "urls", "progress", "saving", "workers"),
    ("words",),
    ("learned", "problems", "yamlfaults"),
    ("seal",),
    ("meanwhile",),
    ("characters",),
    ("patterns", "readings", "stamps", "values"),
)

# A library, and the only module that knows it.
DOORS = {
    "jinja2": "templates",
    "markupsafe": "templates",
    "markdown_it": "markdown",
    "watchdog": "serve",
    "pagefind_bin": "pagefind",
    "yaml": "tree",
    "pypinyin": "names",
    "lunar_python": "dates",
    "rjieba": "headline",
    "imagesize": "images",
    "opencc": "variants",
    "msgspec": "values",
    "pypdfium2": "importer",
    "PIL": "importer",
}


def module_of(path: Path) -> str:
    """`plan` for everything in plan/."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "find_spec":
            # A library of which only a file of data is read.
            found |= {name.value for name in node.args if isinstance(name, ast.Constant)}
    return found


def own_imports(path: Path) -> set[str]:
    parts = (name.split(".") for name in imports_of(path) if name.startswith("edition."))
    known = {name for row in LAYERS for name in row}
    return {part[1] for part in parts if part[1] in known} - {module_of(path)}


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        assert not own_imports(path)
        return
    height = {name: row for row, names in enumerate(LAYERS) for name in names}
    assert module_of(path) in height, "a new module needs a place in LAYERS"
    for other in own_imports(path):
        assert height[other] > height[module_of(path)], f"{module_of(path)} may not import {other}"


@pytest.mark.parametrize("library", DOORS)
def test_one_module_alone_knows_a_library(library: str) -> None:
    users = {module_of(path) for path in MODULES if any(name.split(".")[0] == library for name in imports_of(path))}
    assert users == {DOORS[library]}


@pytest.mark.parametrize("name", ["model", "urls", "views", "plan"])
def test_the_pure_rooms_touch_no_disk_and_no_clock(name: str) -> None:
    for path in MODULES:
        if module_of(path) == name:
            assert not {"os", "io", "time", "pathlib", "shutil", "random", "jinja2"} & imports_of(path)


def test_every_module_says_its_purpose_in_one_line() -> None:
    for path in MODULES:
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring, path
        first = docstring.split("\n")[0]
        assert len(first) <= 110 and (first.endswith(".") or docstring.split("\n")[1:2] == [""]), path
