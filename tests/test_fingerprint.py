"""A page's fingerprint holds all that decides its bytes, and nothing that does not."""

from __future__ import annotations

import re
import subprocess
import sys
import types
import typing
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta, nodes

from edition import views
from edition.fingerprint import LIBRARIES, digest, template_digests, template_texts
from edition.templates import FILTERS, Shown
from edition.values import Value, freeze
from edition.words import Words

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
VIEWS = [view for view in Value.__subclasses__() if view.__module__ == views.__name__]


def syntax(path: Path) -> nodes.Template:
    return jinja2.Environment().parse(path.read_text(encoding="utf-8"))


def leaves(annotation: object) -> set[object]:
    """What an annotation is made of at the bottom."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is tuple:
        return {leaf for part in typing.get_args(annotation) for leaf in leaves(part)}
    return {annotation}


@pytest.mark.parametrize("view", [*VIEWS, Words], ids=lambda view: view.__name__)
def test_a_view_holds_only_values_with_one_spelling(view: type) -> None:
    allowed = {str, int, bool, type(None), ..., *VIEWS, Words}
    assert view.__struct_config__.frozen  # type: ignore[attr-defined]
    for name, annotation in typing.get_type_hints(view).items():
        assert leaves(annotation) <= allowed, f"{view.__name__}.{name}: {annotation}"
        # Bytes don't tell one class from another, so where a value stands must tell its class.
        assert len(leaves(annotation) & set(VIEWS)) <= 1, f"{view.__name__}.{name}: {annotation}"


def test_what_has_no_certain_spelling_has_no_fingerprint() -> None:
    with pytest.raises(TypeError):
        freeze((object(),))
    # A set has one spelling, whatever the order in which it was filled.
    names = [f"人{number}" for number in range(200)]
    assert freeze((set(names),)) == freeze((set(reversed(names)),))


def test_different_values_never_freeze_alike() -> None:
    link, note = views.Link("a", "b"), views.Link("a", "", "b")
    different = [link, note, ("ab",), "ab", (("a",), "b"), (1, True), (1, 1), (None,), ("",), ()]
    assert len({freeze(value) for value in different}) == len(different)
    assert digest("ab", "c") != digest("a", "bc")


def test_equal_values_freeze_alike_whatever_made_them() -> None:
    assert freeze(("文明", "文明")) == freeze(("文" + "明", "".join(["文", "明"])))
    script = "from edition.values import freeze; from edition.views import *; print(freeze(Link('济宁', 'x')).hex())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {freeze(views.Link("济宁", "x")).hex() + "\n"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_names_others_literally_and_so_its_digest_covers_them(path: Path) -> None:
    named = set(meta.find_referenced_templates(syntax(path)))
    assert None not in named, "a name that is computed can't be followed"
    for name in named:
        assert (ROOT / "templates" / str(name)).is_file(), name


def test_a_change_in_a_part_changes_every_template_that_includes_it(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "page.html").write_text("{% extends 'base.html' %}")
    (tmp_path / "base.html").write_text('{%- include "parts/a.html" -%}')
    (tmp_path / "parts/a.html").write_text("a")
    (tmp_path / "other.html").write_text("o")
    before = template_digests(template_texts(tmp_path))
    (tmp_path / "parts/a.html").write_text("b")
    after = template_digests(template_texts(tmp_path))
    assert {name for name in before if before[name] != after[name]} == {"page.html", "base.html", "parts/a.html"}


@pytest.mark.parametrize(
    "inclusion",
    [
        "{%+ include 'parts/own.html' %}", "{% include'parts/own.html' %}", "{%- include \"parts/own.html\" -%}",
        "{% include ['parts/none.html', 'parts/own.html'] %}", "{% include 'parts/own.html' ignore missing %}",
        "{% include 'parts/none.html' if 0 else 'parts/own.html' %}",
        "{% set own = 'parts/own.html' %}{% include own %}",
        "{% from 'parts/own.html' import line with context %}", "{% import 'parts/own.html' as own %}",
    ],
)  # fmt: skip
def test_however_a_part_is_included_its_change_is_a_change(tmp_path: Path, inclusion: str) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "page.html").write_text(inclusion)
    (tmp_path / "other.html").write_text("o")
    part = tmp_path / "parts/own.html"
    part.write_text("{% macro line() %}{{ page.citation }}{% endmacro %}")
    before = template_texts(tmp_path)
    part.write_text("{% macro line() %}{{ page.length }}{% endmacro %}")
    after = template_texts(tmp_path)
    assert template_digests(before)["page.html"] != template_digests(after)["page.html"]
    assert Shown(before)("page.html", "citation") and Shown(after)("page.html", "length")


def test_what_lies_behind_a_link_or_is_hidden_belongs_to_who_includes_it(tmp_path: Path) -> None:
    templates, parts = tmp_path / "templates", tmp_path / "elsewhere"
    templates.mkdir()
    parts.mkdir()
    (templates / "parts").symlink_to(parts)
    (parts / "round").symlink_to(templates)
    (templates / "page.html").write_text("{% include 'parts/a.html' %}{% include '.own.html' %}")
    (templates / "other.html").write_text("{{ page.length }}")
    (templates / "logo.png").write_bytes(b"\x89PNG\xff\xfe")
    (parts / "a.html").write_text("a")
    (templates / ".own.html").write_text("o")
    seen = [template_digests(template_texts(templates))["page.html"]]
    for path in (parts / "a.html", templates / ".own.html"):
        path.write_text("new {{ page.citation }}")
        texts = template_texts(templates)
        seen.append(template_digests(texts)["page.html"])
        assert Shown(texts)("page.html", "citation") and not Shown(texts)("page.html", "length")
    assert len(set(seen)) == 3


def shown(tmp_path: Path, text: str) -> Callable[[str], bool]:
    (tmp_path / "parts").mkdir(exist_ok=True)
    (tmp_path / "page.html").write_text(text)
    (tmp_path / "base.html").write_text("{% include 'parts/line.html' %} a-page <a aria-current='page'>")
    (tmp_path / "parts/line.html").write_text("{% for note in page . corrections %}{{ note.text }}{% endfor %}")
    (tmp_path / "other.html").write_text("{{ page.length }}")
    return partial(Shown(template_texts(tmp_path)), "page.html")


@pytest.mark.parametrize(
    "text",
    [
        "{# page: ArticlePage #}\n{% extends 'base.html' %}{{ page.head.title }}{{ page.headline|headline }}",
        "{% extends 'base.html' %}{{ page|linked(site) }}{{ page.head.title }}",
    ],
)
def test_a_template_shows_no_field_that_it_does_not_name(tmp_path: Path, text: str) -> None:
    shows = shown(tmp_path, text)
    assert all(map(shows, ("title", "corrections", "text")))
    assert not any(map(shows, ("citation", "length")))
    assert shows("description") == ("linked" in text), "which is in the linked data"


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.citation }}", "{{ page . citation }}", "{{ page\n.citation }}", "{{ (page).citation }}",
        "{{ page['citation'] }}", "{{ page|attr('cit' ~ 'ation') }}", "{% set one = page %}{{ one['cit' ~ 'ation'] }}",
        "{{ page|anything }}", "{{ anything(page) }}", "{{ [page]|map(attribute='cit' ~ 'ation')|first }}",
        "{{ page.head }}", "{% set h = page.head %}{{ h['descri\\x70tion'] }}", "{{ page.head['x'] }}",
        "{{ '{{' ~ page.kicker ~ '}}' ~ page.citation }}", "{% set d = {'a': {'b': 1}}, page.citation %}{{ d[1] }}",
        "{{ page.ｃｉｔａｔｉｏｎ }}", "{% with p=page %}{{ p }}{% endwith %}", "{{ page }}", "{{page|linked(other)}}",
        "{% raw %}{{ page }}{% endraw %}", "{{ page.length if x else page }}", "{{ x~page }}", "{{ page~x }}",
        "{% include 'parts/missing.html' %}", "{% extends page.kind ~ '.html' %}",
        "{{-page}}", "{{-page['cit' ~ 'ation']}}", "{{ page-}}", "{% set p = page-%}{{ p['cit' ~ 'ation'] }}",
        "{% filter upper-%}{{-page-}}{% endfilter %}", "{{-page.head}}", "{{ page.head-}}",
        "{{ page|linked(site)if 1 else '' }} head", "{{ page.__repr__() }}", "{{ page.head.__repr__() }}",
        "{{ self._TemplateReference__context['page']['cit' ~ 'ation'] }}", "｛＃ {{ page.citation }} #}",
        "{# {% include 'parts/missing.html' %} {{ page.citation }} #}",
    ],
)  # fmt: skip
def test_a_template_may_show_what_nobody_can_tell(tmp_path: Path, text: str) -> None:
    shows = shown(tmp_path, text)
    assert shows("citation") or (shows("description") and "head" in text)


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.html")), ids=lambda path: path.name)
def test_a_page_template_sees_page_and_site_and_nothing_else(path: Path) -> None:
    environment = jinja2.Environment()
    environment.filters.update(FILTERS)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    assert meta.find_undeclared_variables(tree) <= {"page", "site", "csp", "early_script"}


def test_a_page_template_names_its_view_in_its_first_line() -> None:
    known = {view.__name__ for view in VIEWS}
    paths = [*(ROOT / "templates").glob("*.html")]
    assert ROOT / "templates/article.html" in paths
    for path in paths:
        first = path.read_text(encoding="utf-8").split("\n")[0]
        if path.name != "base.html":
            assert first.removeprefix("{# page: ").removesuffix(" #}") in known, f"{path.name}: {first}"


def test_no_template_writes_unescaped_text_or_a_word_of_its_own() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "") and "autoescape" not in text, path
        assert not any("\u3400" <= character <= "\u9fff" for character in text), f"{path}: words belong into words.py"


def test_every_library_of_a_build_is_part_of_the_program_but_the_one_that_only_watches() -> None:
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = {name.lower().replace("-", "_") for name in re.findall(r"^([A-Za-z0-9_-]+)==", locked, re.MULTILINE)}
    assert names - {"watchdog"} == LIBRARIES
