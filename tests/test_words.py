"""Every language says everything, and an edition speaks the one it asks for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opencc import OpenCC

from edition import citation
from edition.templates import FILTERS
from edition.values import Value
from edition.words import LANGUAGES, counted, phrases_in, words_in
from tests import toy
from tests.conftest import ROOT

MAY_BE_EMPTY = {"space", "lunar", "not_surnames", "counts_words", "weekday_first", "surname_last", "numerals", "era"}
HOLES = re.compile(r"%[ds]|\{\w+\}")


def texts(value: Value) -> Iterator[tuple[str, str]]:
    """Every text of a language, with the key it stands under."""
    for key in value.__struct_fields__:
        found = getattr(value, key)
        for text in found if isinstance(found, tuple) else (found,):
            if isinstance(text, str):
                yield key, text


def holes(value: Value) -> dict[str, list[str]]:
    """What is to be filled in each text; where the filling has names, in any order."""
    found: dict[str, list[str]] = {}
    for key, text in texts(value):
        for form in text.split("|"):
            wanted = HOLES.findall(form)
            wanted = sorted(set(wanted)) if "{" in form else wanted
            assert found.setdefault(key, wanted) == wanted, f"the forms of {key} take different values"
    return {key: wanted for key, wanted in found.items() if wanted}


def simplified_only(text: str) -> set[str]:
    """Characters that simplified text has and traditional text has not."""
    lines = "\n".join(sorted(set(text) - {"\n", "\r"}))  # all at once: a call for each is slow
    simple, complex_ = (OpenCC(way).convert(lines).split("\n") for way in ("t2s", "s2t"))
    chars = zip(lines.split("\n"), simple, complex_, strict=True)
    # Of what is its own simplified form, some stand in traditional text as well: 辛丑, 出版, 只有.
    both = set("丑出里系只后于面台表")
    return {char for char, plain, full in chars if plain == char != full} - both


def files() -> set[str]:
    others = {"__init__", "catalogue", "phrases", "sentences", "told_zh"}
    return {path.stem for path in (ROOT / "edition/words").glob("*.py")} - others


def test_a_language_is_a_file() -> None:
    assert {language.lower().replace("-", "_") for language in LANGUAGES} == files()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_leaves_nothing_out(language: str) -> None:
    for value in (words_in(language), phrases_in(language)):
        for key in value.__struct_fields__:
            assert getattr(value, key) or key in MAY_BE_EMPTY, key
    words, phrases = words_in(language), phrases_in(language)
    assert len(words.weekdays) == len(words.weekdays_short) == 7
    assert len(words.months) == len(words.months_short) == 12
    assert len(phrases.lunar) in (0, 2) and phrases.citation in citation.STYLES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_same_places_to_fill_as_every_other(language: str) -> None:
    for both in (words_in, phrases_in):
        # A date may leave out what its reader knows: the month of the last day in 1月1日—15日.
        dates = {"day", "day_short", "month_of_year", "span_in_month", "span_in_year", "span_over_years"}
        own, reference = holes(both(language)), holes(both("zh-Hans"))  # type: ignore[operator]
        assert [(key, own.get(key)) for key in reference.keys() - dates] == [
            (key, reference[key]) for key in reference.keys() - dates
        ]
        assert own.keys() == reference.keys()


def test_a_language_that_lacks_a_word_is_no_language() -> None:
    with pytest.raises(TypeError, match="colon"):
        type(words_in("en"))(**{key: "" for key in words_in("en").__struct_fields__ if key != "colon"})  # type: ignore[arg-type]


def test_what_is_told_of_one_is_told_otherwise_of_many() -> None:
    word = words_in("en").n_articles
    assert [counted(word, number) for number in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert counted(words_in("en").all_of_letter, "M", 1) == "M: all 1 name"
    assert counted(words_in("zh-Hans").n_articles, 1) == "1篇"


def test_a_template_counts_with_the_filter_that_knows_the_forms() -> None:
    two_forms = {key for language in LANGUAGES for key, text in texts(words_in(language)) if "|" in text}
    assert "counted" in FILTERS and "n_articles" in two_forms
    for path in (ROOT / "templates").rglob("*.html"):
        printed = set(re.findall(r"words\.(\w+)(?!\w)(?!\|counted)", path.read_text(encoding="utf-8")))
        # An attribute hands the word to a script, whose `filled` knows the forms too.
        handed = set(re.findall(r"data-[\w-]+=\"\{\{ site\.words\.(\w+) \}\}\"", path.read_text(encoding="utf-8")))
        assert not (printed - handed) & two_forms, path


def test_every_word_of_the_catalogue_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "edition").rglob("*.py"))
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    for key in words_in("en").__struct_fields__:
        assert re.search(rf"words\.{key}\b|words_in\([\w.]+\)\.{key}\b", templates + code), key
    for key in phrases_in("en").__struct_fields__:
        assert re.search(rf"phrases\.{key}\b|phrases_in\([\w.]+\)\.{key}\b|attrgetter\(\"{key}\"\)", code), key


def test_traditional_chinese_has_no_simplified_character() -> None:
    own = "".join(text for value in (words_in("zh-Hant"), phrases_in("zh-Hant")) for _, text in texts(value))
    assert not simplified_only(own)
    assert simplified_only(own.translate(str.maketrans("數頁", "数页"))) == {"数", "页"}


@pytest.mark.parametrize(("language", "file"), [("en", "en"), ("zh-Hant", "zh_hant"), ("zh-Hans", "zh_hans")])
def test_a_build_imports_the_language_of_its_edition_and_no_other(tmp_path: Path, language: str, file: str) -> None:
    content = toy.newspaper(
        tmp_path / "content", {"01-01": toy.article("One")}, edition=f"title: Paper\nlanguage: {language}\n"
    )
    script = (
        "import sys; from edition import cli\n"
        f"code = cli.main(['build', '--content', {str(content)!r}, '--site', {str(tmp_path / 'site')!r},"
        " '--no-search', '--quiet'])\n"
        "print(code, *sorted(name for name in sys.modules if name.startswith('edition.words.')))"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.split()[0] == "0"
    assert set(told.split()[1:]) == {f"edition.words.{name}" for name in ("catalogue", "phrases", "sentences", file)}


def test_an_edition_that_changes_its_language_is_built_as_if_it_had_always_spoken_it(tmp_path: Path) -> None:
    articles = {"01-01": toy.article("One", "Two.", byline=["By Jane Doe"], persons=["Li Wei"], section="News")}
    content = toy.newspaper(tmp_path / "content", articles, edition="title: Paper\n")
    for language in ("zh-Hans", "en", "zh-Hant"):
        toy.newspaper(content, edition=f"title: Paper\nlanguage: {language}\n")
        toy.build(content, tmp_path / "site")
        toy.build(content, tmp_path / language)
        assert toy.files_of(tmp_path / "site") == toy.files_of(tmp_path / language)
        assert f'<html lang="{language}">'.encode() in toy.files_of(tmp_path / "site")["index.html"]


# -- what follows from the language ----------------------------------------------------------------


def test_traditional_pages_speak_traditional_chinese(tmp_path: Path) -> None:
    front_matter = {"byline": ["記者 林美惠"], "persons": ["王大明"], "genre": "特寫", "section": "要聞"}
    article = toy.article("通車典禮", "典禮今天舉行。", **front_matter)
    edition = "title: 日報\nlanguage: zh-Hant\ndata: true\n"
    content = toy.newspaper(tmp_path / "content", {"01-01": article, "02-01": article}, edition=edition)
    toy.build(content, tmp_path / "site", base_url="https://paper.example/")
    page = (tmp_path / "site/2021/12/12/01-01.html").read_text(encoding="utf-8")
    assert '林美惠（<span class="whole">2021年12月12日</span>）。通車典禮。日報，第1版。' in page
    assert '<html lang="zh-Hant">' in page and "農曆辛丑年十一月初九" in page
    texts = (".html", ".xml", ".json", ".js", ".css")
    site = {path: data.decode() for path, data in toy.files_of(tmp_path / "site").items() if path.endswith(texts)}
    assert not simplified_only("".join(site.values()))


@pytest.mark.parametrize(
    ("language", "genre"),
    [("zh-Hant", "社評"), ("zh-Hant", "論說"), ("zh-Hant", "评论"), ("zh-Hans", "社评"), ("zh-Hans", "社論")],
)
def test_an_editorial_by_the_names_of_another_time_is_comment(tmp_path: Path, language: str, genre: str) -> None:
    articles = {"01-01": toy.article("甲"), "01-02": toy.article("論時局", genre=genre)}
    content = toy.newspaper(tmp_path / "content", articles, edition=f"title: 日報\nlanguage: {language}\n")
    toy.build(content, tmp_path / "site", base_url="https://paper.example/")
    front = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert re.search('class="comment"[^>]*>.*?論時局', front, re.DOTALL)
    assert '"OpinionNewsArticle"' in (tmp_path / "site/2021/12/12/01-02.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "shown", "founded"),
    [("zh-Hant", "民國20年", "民國元年"), ("zh-Hans", "民国20年", "民国元年"), ("en", "Minguo 20", "Minguo 1")],
)
def test_an_edition_that_asks_for_it_counts_by_the_republic_too(
    tmp_path: Path, language: str, shown: str, founded: str
) -> None:
    articles = {f"{day}/01-01": toy.article("One") for day in ("1931/05-14", "1912/05-14", "1911/05-14")}
    edition = f"title: Paper\nlanguage: {language}\nepub: true\n"
    content = toy.newspaper(tmp_path / "content", articles, edition=edition)
    site = tmp_path / "site"

    def told(path: str) -> list[str]:
        return re.findall(r"民[国國]\w+年|Minguo \d+", (site / path).read_text(encoding="utf-8"))

    pages = ("index", "1931/index", "1931/05/index", "1931/05/14/index", "1931/05/14/01-01", "1931/05/14/01")
    toy.build(content, site)
    assert not any(told(f"{page}.html") for page in pages)
    toy.newspaper(content, edition=edition + "minguo: true\n")
    toy.build(content, site)
    assert [told(f"{page}.html") for page in pages] == [[shown]] * len(pages)
    assert told("1912/index.html") == told("1912/05/14/index.html") == [founded]
    assert told("days/05-14.html") == [shown, founded]
    assert told("1911/index.html") == told("1911/05/14/01-01.html") == []
    toy.build(content, tmp_path / "clean")
    assert toy.files_of(site) == toy.files_of(tmp_path / "clean")
