"""Templates are told apart by what they are given, and fail with their own line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from edition import dates
from edition.assemble import assemble
from edition.config import Config, load_config
from edition.content import read_content
from edition.plan import PlannedFile, PlannedLater, PlannedPage, desk_for, plan_units, site_view
from edition.problems import EditionError
from edition.templates import Templates, breakable, headline_html, templates_for
from edition.values import replace
from edition.views import EmptyHome, Head, Headline, Link, Page
from tests import toy
from tests.conftest import ROOT, SEED


def test_a_page_is_the_same_with_its_parts_in_place(tmp_path: Path) -> None:
    config = load_config(SEED, tmp_path, ROOT)
    content = read_content(SEED)
    templates = Templates(config.templates, site_view(config))
    edition = assemble(content)
    units = plan_units(desk_for(config, edition), edition)
    planned = [page for unit in units for page in unit.plan() if not isinstance(page, PlannedFile)]
    pages = [(page.template, page.view() if callable(page.view) else page.view) for page in planned]
    assert len({template for template, _ in pages}) > 12
    for template, view in pages:
        assert templates.render(template, view) == templates.render_in_parts(template, view)


def test_a_page_is_the_same_whatever_else_of_its_view_was_worked_out(tmp_path: Path) -> None:
    """A field that no template shows is left out: any field, shown alone, is what it is among all others."""
    content = shutil.copytree(SEED, tmp_path / "content")
    toy.newspaper(content, {"2022/12-12/01-01": toy.article("一年以后", persons=["林红玉"])}, edition="")
    config = load_config(content, tmp_path / "site", ROOT)
    edition = assemble(read_content(content))
    fields = {
        "article.html": ("length", "citation", "same_folio", "description", "crumbs"),
        "person.html": ("reading", "chart", "companions", "search", "description", "crumbs", "index"),
    }

    def views(shows: Callable[[str, str], bool]) -> list[tuple[str, Page]]:
        units = plan_units(desk_for(config, edition, shows=shows), edition)
        planned = [page for unit in units for page in unit.plan() if not isinstance(page, PlannedFile)]
        return [(page.template, page.view() if callable(page.view) else page.view) for page in planned]

    whole = views(lambda template, field: True)
    none = views(lambda template, field: template not in fields)
    for template, names in fields.items():
        for name in names:
            alone = views(lambda kind, field, name=name: field == name)  # type: ignore[misc]
            of = [field(view, name) for kind, view in whole if kind == template]
            assert [field(view, name) for kind, view in alone if kind == template] == of
            assert of != [field(view, name) for kind, view in none if kind == template], name


@pytest.mark.parametrize("without", ["parts/companions.html", "parts/chart.html", "the benchmark's"])
def test_lean_templates_give_the_same_pages_whatever_is_left_out_for_them(tmp_path: Path, without: str) -> None:
    folder = tmp_path / "templates"
    if without.endswith(".html"):
        shutil.copytree(ROOT / "templates", folder, ignore=shutil.ignore_patterns("__pycache__"))
        person = (folder / "person.html").read_text()
        assert f"{{% include '{without}' %}}" in person
        (folder / "person.html").write_text(person.replace(f"{{% include '{without}' %}}", ""))
        left_out = without.removeprefix("parts/").removesuffix(".html")
    else:
        shutil.copytree(ROOT / "bench/peers/edition/templates", folder, ignore=shutil.ignore_patterns("__pycache__"))
        left_out = "companions"
    config = replace(load_config(SEED, tmp_path, ROOT), base_url="https://paper.example/")
    edition = assemble(read_content(SEED))
    templates = Templates(folder, site_view(config))
    assert not templates.shows("person.html", left_out)

    def pages(shows: Callable[[str, str], bool]) -> dict[str, bytes]:
        units = plan_units(desk_for(config, edition, shows=shows), edition)
        planned = [page for unit in units for page in unit.plan() if not isinstance(page, PlannedFile)]
        there = [page for page in planned if page.template in templates.digests]
        return {
            page.url: templates.render(page.template, page.view() if callable(page.view) else page.view)
            for page in there
        }

    found = pages(templates.shows)
    assert len(found) > 20 and found == pages(lambda template, field: True)


def test_a_lunar_date_that_no_page_shows_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(SEED, tmp_path, ROOT)
    edition = assemble(read_content(SEED))
    site = site_view(config)
    assert Templates(ROOT / "templates", site).shows.anywhere("lunar")
    assert not Templates(ROOT / "bench/peers/edition/templates", site).shows.anywhere("lunar")
    issue = next(unit for unit in plan_units(desk_for(config, edition), edition) if unit.name.startswith("issue "))
    assert all(page.view.front.day.lunar for page in issue.plan())  # type: ignore[union-attr]

    def asked(*told: object) -> str:
        raise AssertionError("the library of lunar dates takes longer than a page of dozens")

    dates.day.cache_clear()
    monkeypatch.setattr(dates, "_lunar", asked)
    for unit in plan_units(desk_for(config, edition, shows_lunar=False), edition):
        for page in unit.plan():
            if isinstance(page, PlannedLater):
                page.view()


def field(view: Page, name: str) -> object:
    return getattr(view.head if name in ("description", "crumbs") else view, name)


@pytest.mark.parametrize(
    "inclusion",
    [
        "{# {% include 'parts/line.html' %} #}", "{% raw %}{% include 'parts/line.html' %}{% endraw %}",
        "{%- raw -%}\n{% include 'parts/line.html' %}\n{%- endraw -%}", "{% include 'parts/tree.html' %}",
        "{{ '{#' }}{% include 'parts/line.html' %}{{ '#}' }}", "{% include 'parts/line.html' %}",
        "{#\n{% include 'parts/line.html' %}\n#}{% include 'parts/line.html' %}",
    ],
)  # fmt: skip
def test_a_part_stands_where_jinja_would_put_it(tmp_path: Path, inclusion: str) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    (tmp_path / "base.html").write_text(f"<p>{inclusion}</p>\n")
    (parts / "line.html").write_text("{# a line #}\n{{ page.head.title }}\n")
    (parts / "tree.html").write_text(
        "{% set rest = (rest|default('abc'))[1:] %}{{ rest }}{% if rest %}{% include 'parts/tree.html' %}{% endif %}"
    )
    templates = Templates(tmp_path, site_view(load_config(SEED, tmp_path, ROOT)))
    page = EmptyHome(Head("home", "/", "./", "Title", "", ""))
    assert templates.render("base.html", page) == templates.render_in_parts("base.html", page)


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("parts/a.html", "第一行\n第二行".encode("gb18030"), "parts/a.html:1: not UTF-8; save the file as UTF-8"),
        ("parts/a.html", b"{% include 'parts/a.html' %}", "base.html: includes itself without an end"),
    ],
)
def test_a_template_that_nobody_can_read_is_told(tmp_path: Path, part: str, text: bytes, expected: str) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "base.html").write_text("{% include 'parts/a.html' %}")
    (tmp_path / part).write_bytes(text)
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\xff")
    with pytest.raises(EditionError) as caught:
        templates = Templates(tmp_path, site_view(load_config(SEED, tmp_path, ROOT)))
        templates.render("base.html", EmptyHome(Head("home", "/", "./", "", "", "")))
    assert str(caught.value.problems[0]).endswith(expected)


def templates_and_pages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Config, list[PlannedPage | PlannedLater]]:
    """Our templates, copied to where what is compiled of them is kept; and the sample with all its pages."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    config = load_config(SEED, folder, ROOT)
    edition = assemble(read_content(SEED))
    units = plan_units(desk_for(config, edition), edition)
    return config, [page for unit in units for page in unit.plan() if not isinstance(page, PlannedFile)]


def maker_of_an_article(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Callable[[], bytes]]:
    """Reads our templates, copied to `folder`, as a build does; and gives what makes an article of them."""
    config, planned = templates_and_pages(folder, monkeypatch)
    page = next(page for page in planned if page.template == "article.html")
    assert callable(page.view)
    view = page.view()
    return lambda: partial(Templates(folder / "templates", site_view(config)).render, "article.html", view)


@pytest.mark.parametrize("part", ["article.html", "base.html", "parts/foot.html", "parts/cite.html"])
def test_a_change_of_a_template_shows_though_all_were_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    made_anew = maker_of_an_article(tmp_path, monkeypatch)
    assert b"<!-- new -->" not in made_anew()()
    assert list((tmp_path / "templates/__pycache__").iterdir())
    text = (tmp_path / "templates" / part).read_text()
    (tmp_path / "templates" / part).write_text(text.replace("</", "<!-- new --></", 1))
    assert b"<!-- new -->" in made_anew()()


@pytest.mark.parametrize("name", ["article.html", "parts/foot.html", "base.html"])
def test_what_a_template_becomes_in_the_middle_of_a_build_is_of_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made_anew = maker_of_an_article(tmp_path, monkeypatch)
    path = tmp_path / "templates" / name
    text = path.read_text()
    made = made_anew()
    path.write_text(text.replace("</", "<!-- new --></", 1))
    assert b"<!-- new -->" not in made()
    assert b"<!-- new -->" in made_anew()()
    path.write_text(text)
    assert b"<!-- new -->" not in made_anew()()


@pytest.mark.parametrize(
    "text",
    [
        "{% for one in page.head.crumbs %}{{ loop.index }}{{ loop.index0 }}{{ loop.length }}{{ one.text }}"
        "{% if loop.first %}!{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for one in page.head.crumbs %}{{ loop.cycle('a', 'b') }}{{ loop.revindex }}{% endfor %}",
        "{% for one in page.head.crumbs if one.text != '<b>' %}{{ one.text }}{% else %}none{% endfor %}",
        "{% for one in page.head.crumbs %}{% set text = one.text %}{{ text }}{% endfor %}",
        "{% for number in range(3) %}{{ number }}{% endfor %}{{ dict(a=page.head.title) }}",
        "{{ '%s-%s'|format(page.head.title, '<') }}{{ '%(a)s'|format(a='<') }}{{ page.head.title|length }}",
        "{{ page.head.crumbs[0].text }}{{ page.head.crumbs[0]['text'] }}{{ page.head.crumbs[9] is defined }}",
        "{{ page.head.title ~ '<' ~ 3 }}{{ page.head.title|breaks ~ '<' }}{{ page.head.title|upper }}",
        "{{ 'a' if page.head.feed }}{{ page.head.crumbs|map(attribute='text')|join('<') }}",
        "{{ page.head.title.split('&')[0] }}{{ '{:,}'.format(1234) }}{{ page.head.title.replace('T', '<') }}",
        "{% macro shown(it) %}<p>{{ it }}</p>{% endmacro %}{{ shown(page.head.title) }}{{ shown(it=page.head.title) }}",
        "{% set all = namespace(n=0) %}{% for one in page.head.crumbs %}{% set all.n = all.n + 1 %}{% endfor %}"
        "{{ all.n }}{% macro around() %}<i>{{ caller() }}</i>{% endmacro %}{% call around() %}{{ all.n }}{% endcall %}",
        "{% set later = page.head.title %}{{ later }}{{ csp }}{{ early_script }}{{ site.title }}{{ page.head.index }}",
        "{% filter upper %}{{ page.head.title }}{% endfilter %}{% with it = page.head %}{{ it.title }}{% endwith %}",
    ],
)
def test_a_template_gives_what_jinja_gives_whatever_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "base.html").write_text(text)
    crumbs = (Link("../", "Home"), Link("./", "<b>"))
    page = EmptyHome(Head("home", "/", "./", "The <title> & more", "", "", crumbs=crumbs))
    site = site_view(load_config(SEED, tmp_path, ROOT))
    expected = Templates(tmp_path, site).render_in_parts("base.html", page)
    for _ in range(2):  # compiled now, and before
        templates = Templates(tmp_path, site)
        assert [templates.render("base.html", page) for _ in range(2)] == [expected] * 2


def test_pages_whose_templates_were_compiled_are_made_without_jinja(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its import would take a fifth of the time of an edit."""
    config, planned = templates_and_pages(tmp_path, monkeypatch)
    pages = [(page.template, page.view() if callable(page.view) else page.view) for page in planned]

    def made() -> list[bytes]:
        templates = Templates(tmp_path / "templates", site_view(config))
        return [templates.render(*page) for page in pages]

    first = made()
    monkeypatch.delattr(Templates, "straight")
    assert made() == first
    script = "import edition.pipeline, sys; print({'jinja2'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("part", ["article.html", "parts/foot.html", "parts/early.js"])
def test_a_process_that_builds_again_takes_the_templates_of_before_until_one_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    site = site_view(load_config(SEED, tmp_path, ROOT))

    def now(code: str = "") -> Templates:
        return templates_for(tmp_path / "templates", site, code)

    just_copied = now()
    later = time.time_ns() + 10**10
    monkeypatch.setattr(time, "time_ns", lambda: later)
    first = now()
    assert first is not just_copied, "what was changed in this moment may change again and not show"
    assert now() is first
    assert now("other code") is not first
    first = now()
    file = tmp_path / "templates" / part
    before = file.stat()
    file.write_text(file.read_text().replace("a", "b", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert now() is not first and now().digests[part] != first.digests[part]
    first = now()
    (tmp_path / "templates/parts/new.html").write_text("new")
    assert now() is not first and "parts/new.html" in now().digests
    first = now()
    file.unlink()
    assert now() is not first and part not in now().digests


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        (
            "base.html",
            "{% include 'parts/a.html' %}\n",
            "parts/a.html:2: 'views.EmptyHome object' has no attribute 'nothing'",
        ),
        ("parts/a.html", "\n\n{{ page.head.title", "parts/a.html:3: unexpected end"),
        ("parts/a.html", "{% if page %}\n", "parts/a.html:"),
        ("base.html", "{% include 'parts/b.html' %}\n", "parts/b.html: there is no such template"),
        ("parts/a.html", "\n{{ page.head.root + 1 }}\n", "parts/a.html:2: TypeError: can only concatenate str"),
        ("parts/a.html", "{{ [1, 'a']|sort }}\n", "parts/a.html:1: TypeError: '<' not supported"),
    ],
)
def test_a_mistake_in_a_part_is_told_with_the_line_of_the_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, text: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates/parts").mkdir(parents=True)
    (tmp_path / "templates/parts/a.html").write_text("fine\n{{ page.nothing }}\n")
    (tmp_path / "templates/base.html").write_text("first\nsecond\n{% include 'parts/a.html' %}\n")
    (tmp_path / "templates" / part).write_text(text)
    head = Head("home", "/", "./", "", "", "")
    config = load_config(SEED, tmp_path, ROOT)
    with pytest.raises(EditionError) as caught:
        Templates(tmp_path / "templates", site_view(config)).render("base.html", EmptyHome(head))
    assert f"templates/{expected}".replace("views.", "edition.views.") in str(caught.value)


def test_content_never_becomes_markup() -> None:
    assert breakable('<b>"一&二"</b>').striptags() == '<b>"一&二"</b>'
    assert "<b>" not in headline_html(Headline("<b>大字</b>", ("<b>大", "字</b>")))


def test_printed_lines_join_as_in_the_headline() -> None:
    assert headline_html(Headline("甲乙丙丁", ("甲乙", "丙丁"))) == (
        '<span class="line">甲乙</span><wbr><span class="line">丙丁</span>'
    )
    spaced = headline_html(Headline("甲乙 丙丁", ("甲乙", "丙丁")))
    assert spaced == '<span class="line">甲乙</span> <span class="line">丙丁</span>'
    # Print set the first line without its space.
    spaced = headline_html(Headline("甲 乙 丙丁", ("甲乙", "丙丁")))
    assert spaced == '<span class="line">甲乙</span> <span class="line">丙丁</span>'


def test_a_space_after_a_rare_character_ends_a_line_too() -> None:
    found = headline_html(Headline("会见王𬍛 发表讲话"))
    assert found.count('<span class="line">') == 2


def test_a_folder_without_templates_is_told(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates/article.html").unlink()
    head = Head("home", "/", "./", "", "", "")
    with pytest.raises(EditionError, match=r"article\.html: there is no such template"):
        Templates(tmp_path / "templates", site_view(load_config(SEED, tmp_path, ROOT))).render(
            "article.html", EmptyHome(head)
        )
