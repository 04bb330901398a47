"""What the search index is made of: tokens, shards, catalogue, the files of Pagefind."""

from __future__ import annotations

import ast
import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import markdown, pagefind, search
from edition.assemble import assemble
from edition.content import read_content
from edition.records import records_of
from edition.search import Record, Shard, plan_shards
from edition.shards import ENGINE, _number, _numbers, catalogue_files, engine_files, shard_files
from edition.tokens import END, fold, is_letter, tokens
from tests import toy
from tests.search_site import archive_records, seed_records


def record(day: str, position: int = 1, size: int = 100, **fields: object) -> Record:
    made = Record(
        url=f"/{day.replace('-', '/')}/01-{position:02}.html",
        day=day,
        folio=1,
        position=position,
        headline="标题",
        aside=(),
        paragraphs=("文" * (size - 2),),
        section="要闻",
        column="",
        genre="消息",
        persons=(),
        authors=(),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def catalogue(shards: tuple[Shard, ...]) -> dict[str, Any]:
    [(path, data)] = catalogue_files(shards)
    assert path == "search/catalogue.json"
    loaded: dict[str, Any] = json.loads(data)
    return loaded


def test_another_reading_of_a_text_is_another_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article("甲", "> 一段引文，*加了*着重。")})

    def name() -> str:
        return plan_shards(records_of(assemble(read_content(content))))[0].name

    before = name()
    really = markdown.paragraphs

    def reading(body: str, *, numbered: bool = False) -> tuple[str, ...]:
        return tuple(text.replace("引", "译") for text in really(body, numbered=numbered))

    monkeypatch.setattr(markdown, "paragraphs", reading)
    assert name() != before
    monkeypatch.undo()
    assert name() == before


# -- tokens ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("全国文明", "全国 国文 文明 明"),
        ("唯旗是夺，事争", "唯旗 旗是 是夺 夺 ， 事争 争"),
        ("1398处", "13 39 98 8处 处"),
        ("讲话 于永生", "讲话 话^ 于永 永生 生"),
        ("１３", "13||## 3||#%"),
        ("GDP", "gd!!&* dp!!&& p!!(!"),
        ("㎡", "m2%%:# 2?"),
        ("“绣花”…", "“ 绣花 花 ” …"),
        ("𠮷野家", "𠮷野 野家 家"),
        ("a’b", "aʼ ʼb$!#, b"),
        ("a'b", "aʼ ʼb!!$* b"),
        ("称‘好’a’", "称 ‘ 好 ’ a ’"),
        ("3.5%，歼—20", "3\u1427 \u14275!!$~ 5\u1540 \u1540!!$( ， 歼\u1428 \u14282$!#& 20 0"),
        ("一、A——B：1", "一 、 a!!&# — — b!!&$ ： 1"),
        ("王　 伟　张良　李\xa0明", "王伟^ 伟^ 张良 良^ 李明^ 明"),
        ("记者 赵 四报道", "记者 者^ 赵^ 四报 报道 道"),
        ("İl", "il!#%! l"),
        ("དི།", "ད\U00017c72 \U00017c72!|*$ །"),
        ("二○○年", "二〇 〇〇$(=; 〇年$(=; 年"),
        ("", ""),
    ],
)
def test_a_line_is_spelled_by_letters_that_overlap(line: str, spelled: str) -> None:
    assert tokens([line]) == [*spelled.split(), END]


def test_no_token_goes_from_one_line_into_the_next() -> None:
    assert tokens(["标题", "正文"]) == ["标题", "题", END, "正文", "文", END]


def test_width_case_and_compatibility_forms_are_compared_alike() -> None:
    assert [fold(char) for char in "Ａａß①㎏ﾊ豈　"] == ["a", "a", "ss", "1", "kg", "ハ", "豈", ""]


def test_no_two_marks_of_a_script_are_one_letter() -> None:
    scripts: dict[str, list[str]] = {}
    for mark in map(chr, range(0x300, 0x1E000)):
        is_other_form = unicodedata.normalize("NFKC", mark).upper() != mark
        if unicodedata.category(mark) in ("Mn", "Mc") and not is_other_form:
            [letter] = fold(mark)
            assert is_letter(letter)
            scripts.setdefault(unicodedata.name(mark).split()[0], []).append(letter)
    assert {"TIBETAN", "DEVANAGARI", "THAI", "ARABIC", "HEBREW", "COMBINING"} < scripts.keys()
    assert [script for script, letters in scripts.items() if len(set(letters)) < len(letters)] == []


# -- shards ----------------------------------------------------------------------------------------


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SMALL", 300)
    monkeypatch.setattr(search, "BIG", 3000)


def test_an_edition_without_articles_has_no_shards() -> None:
    assert plan_shards([]) == ()
    assert catalogue(())["articles"] == 0


def test_a_small_edition_is_one_shard_newest_day_first_and_pages_in_order() -> None:
    [shard] = plan_shards([record("2021-12-01"), record("2021-12-12", 2), record("2021-12-12", 1)])
    assert [one.url for one in shard.records] == [
        "/2021/12/12/01-01.html",
        "/2021/12/12/01-02.html",
        "/2021/12/01/01-01.html",
    ]


@pytest.mark.usefixtures("small_shards")
def test_every_article_stands_in_one_shard_and_shards_follow_each_other(gold: dict[str, Any]) -> None:
    records = archive_records(gold, 200)
    shards = plan_shards(records)
    assert len(shards) > 5
    assert Counter(one.url for shard in shards for one in shard.records) == Counter(one.url for one in records)
    days = [one.day for shard in shards for one in shard.records]
    assert days == sorted(days, reverse=True)
    assert plan_shards(reversed(records)) == shards


@pytest.mark.usefixtures("small_shards")
def test_a_new_article_of_the_newest_day_makes_only_the_open_shard_anew() -> None:
    years = [record(f"{year}-{month:02}-05") for year in (2019, 2020) for month in range(1, 13)]
    month = [record(f"2021-03-{day:02}") for day in range(1, 6)]
    before = [shard.name for shard in plan_shards([*years, *month])]
    after = plan_shards([*years, *month, record("2021-03-05", 2)])
    assert [one.day for one in after[0].records] == ["2021-03-05", "2021-03-05", "2021-03-04"]
    assert [shard.name in before for shard in after] == [False, True, True]


@pytest.mark.usefixtures("small_shards")
def test_days_join_the_rest_of_their_month_only_when_the_open_shard_is_full() -> None:
    opens = []
    for last in range(1, 8):
        shards = plan_shards(record(f"2021-03-{day:02}") for day in range(1, last + 1))
        opens.append([int(one.day[-2:]) for one in shards[0].records])
    assert opens == [[1], [2, 1], [3, 2, 1], [4], [5, 4], [6, 5, 4], [7]]


@pytest.mark.usefixtures("small_shards")
def test_the_open_shard_is_small_and_no_shard_is_bigger_than_allowed() -> None:
    shards = plan_shards(record(f"{2010 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}") for n in range(900))
    assert sum(one.size for one in shards[0].records) <= search.SMALL
    assert max(sum(one.size for one in shard.records) for shard in shards) <= search.BIG
    assert len(shards) < 40


@pytest.mark.usefixtures("small_shards")
def test_a_changed_word_renames_the_shard_that_has_it_and_no_other() -> None:
    records = [record(f"{year}-{month:02}-05", size=250) for year in (2019, 2020) for month in range(1, 13)]
    before = plan_shards(records)
    after = plan_shards([replace(records[3], headline="别题"), *records[:3], *records[4:]])
    changed = [new.records for old, new in zip(before, after, strict=True) if old.name != new.name]
    assert len(changed) == 1
    assert "别题" in [one.headline for one in changed[0]]


def test_a_shard_of_short_articles_has_no_more_than_one_character_can_tell_the_place_of() -> None:
    # With short texts an archive of headlines would be one shard.
    days = [f"{1950 + n // 12}-{n % 12 + 1:02}-05" for n in range(100)]
    for shard in plan_shards(record(day, position, size=20) for day in days for position in range(600)):
        last = len(shard.records) - 1
        assert _number(_numbers([last])) == last


# -- files -----------------------------------------------------------------------------------------


def test_what_decides_the_bytes_of_a_shard_is_in_its_name() -> None:
    package = Path(search.__file__).parent

    def imported(module: str) -> set[str]:
        tree = ast.parse((package / f"{module}.py").read_text(encoding="utf-8"))
        found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        own = {one.name for node in found if node.module == "edition" for one in node.names}
        return own | {str(node.module).split(".")[1] for node in found if str(node.module).startswith("edition.")}

    # What these make stands in the name itself: the facts of each article, and digests of its text.
    told = {"search", "urls", "fingerprint", "values"}
    found, rest = set(told), {"shards"}
    while rest := rest - found:
        found |= rest
        rest = set().union(*map(imported, rest))
    assert set(search.MODULES) == found - told


def test_the_same_articles_give_the_same_bytes_on_every_run(gold: dict[str, Any]) -> None:
    [shard] = plan_shards(seed_records(gold))
    first, second = dict(shard_files(shard)), dict(shard_files(shard))
    assert first == second
    assert all(path.startswith(f"search/{shard.name}/") for path in first)


def test_a_shard_is_only_data_and_the_engine_stands_once_beside_it(gold: dict[str, Any]) -> None:
    [shard] = plan_shards(seed_records(gold))
    kinds = Counter(path.split("/", 2)[2].split("/")[0] for path, _ in shard_files(shard))
    assert kinds["fragment"] == 7
    assert set(kinds) == {"start", "people.json", "fragment", "index"}
    assert [path for path, _ in engine_files()] == [f"search/{ENGINE}/pagefind.js"]


def test_settings_for_pagefind_in_the_environment_change_nothing(
    gold: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    [shard] = plan_shards(seed_records(gold)[:2])
    before = dict(shard_files(shard))
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "zh")
    monkeypatch.setenv("PAGEFIND_INCLUDE_CHARACTERS", "，")
    (tmp_path / "pagefind.yml").write_text("include_characters: '。'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert dict(shard_files(shard)) == before


def test_the_catalogue_counts_what_the_articles_say(gold: dict[str, Any]) -> None:
    records = archive_records(gold, 120)
    told = catalogue(plan_shards(records))
    assert told["articles"] == 120 == sum(shard["articles"] for shard in told["shards"])
    assert dict(map(tuple, told["years"])) == Counter(one.day[:4] for one in records)
    assert dict(map(tuple, told["folios"])) == Counter(one.folio for one in records)
    assert dict(map(tuple, told["sections"])) == Counter(one.section for one in records if one.section)
    assert dict(map(tuple, told["columns"])) == Counter(one.column for one in records if one.column)
    assert dict(map(tuple, told["genres"])) == Counter(one.genre for one in records)
    assert told["shards"][0]["last"] == max(one.day for one in records)
    assert told["shards"][-1]["first"] == min(one.day for one in records)


def test_an_index_that_pagefind_did_not_make_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: "/bin/false")
    with pytest.raises(ChildProcessError, match="without an index"):
        list(engine_files())


def test_an_editor_is_told_that_pagefind_was_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = toy.newspaper(tmp_path / "content", {"01-01": toy.article()})
    monkeypatch.setattr(pagefind, "get_executable", lambda: "/bin/false")
    code, _, err = toy.command("build", "--content", content, "--site", tmp_path / "site")
    assert code == 1 and "Pagefind ended without an index, as where memory is short" in err
    assert not (tmp_path / "site" / "index.html").exists()


def test_what_fails_while_texts_are_made_is_raised_and_not_waited_for() -> None:
    def texts() -> Any:
        yield "/1.html", "全国 国"
        raise ValueError("no text")

    with pytest.raises(ValueError, match="no text"):
        list(pagefind.index_files(texts()))


# -- joining -------------------------------------------------------------------------------------


def words_of(index: dict[str, bytes]) -> tuple[list[object], list[bytes], dict[str, object]]:
    """What Pagefind's engine reads out of an index: articles, their texts, and where each word stands."""
    meta = next(content for path, content in index.items() if path.endswith((pagefind.META, ".pf_meta")))
    _, articles, pieces, *_ = cbor2.loads(gzip.decompress(meta).removeprefix(b"pagefind_dcd"))
    words: dict[str, object] = {}
    for first, last, piece in pieces:
        packed = index[f"index/{piece}.pf_index"]
        [entries] = cbor2.loads(gzip.decompress(packed).removeprefix(b"pagefind_dcd"))
        assert [first, last] == [entries[0][0], entries[-1][0]]
        assert not words or list(words)[-1].encode() < first.encode()
        words |= {word: (pages, dict(forms)) for word, pages, forms in entries}
    texts = [gzip.decompress(index[f"fragment/{name}.pf_fragment"]) for name, _ in articles]
    return [length for _, length in articles], texts, words


text = st.text(alphabet="全国文明城市 ab１éèe한がか𠮷長,^!", min_size=1, max_size=60)


@given(st.lists(text, min_size=1, max_size=8), st.integers(1, 40), st.integers(1, 300))
@settings(max_examples=12)
def test_an_index_joined_from_bites_says_what_pagefind_says_of_all_at_once(
    texts: list[str], bite: int, piece: int
) -> None:
    records = [(f"/{number}.html", " ".join(tokens([text, "文"]))) for number, text in enumerate(texts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagefind, "BITE", bite)
        patch.setattr(pagefind, "PIECE", piece)
        joined = dict(pagefind.index_files(records))
    assert words_of(joined) == words_of(pagefind._run(records))


def test_a_character_that_fills_an_article_is_indexed_as_any_other() -> None:
    records = [("/1.html", " ".join(tokens(["哈" * 66_000]))), ("/2.html", " ".join(tokens(["哈" * 300])))]
    assert words_of(dict(pagefind.index_files(records))) == words_of(pagefind._run(records))


def test_a_word_of_many_articles_is_joined_over_all_of_them() -> None:
    records = [(f"/{number}.html", " ".join(tokens(["文明" * (number % 7 + 1)] * 40))) for number in range(700)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagefind, "BITE", 60_000)
        joined = dict(pagefind.index_files(records))
    assert words_of(joined) == words_of(pagefind._run(records))


# -- building ------------------------------------------------------------------------------------


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of all articles that Pagefind is given from now on."""
    given: list[str] = []
    serve = pagefind._serve

    def watched(records: Sequence[pagefind.Record]) -> dict[str, bytes]:
        given.extend(url for url, _ in records)
        return serve(records)

    monkeypatch.setattr(pagefind, "_serve", watched)
    return given


@pytest.mark.usefixtures("small_shards")
def test_of_an_edit_pagefind_gets_articles_of_its_own_shard_and_none_of_another(
    indexed: list[str], tmp_path: Path
) -> None:
    days = [f"{year}/{month:02}-05" for year in (2019, 2020) for month in (2, 5, 8, 11)] + ["2021/03-04", "2021/03-05"]
    articles = {f"{day}/01-01": toy.article("标题", "文" * 900) for day in days}
    content, site = toy.newspaper(tmp_path / "content", articles), tmp_path / "site"
    toy.build(content, site, search=True)
    everything = {f"/{day.replace('-', '/')}/01-01.html" for day in days}
    assert set(indexed) - {"/"} == everything
    assert len(indexed) - indexed.count("/") == len(everything)

    def indexed_by_building() -> set[str]:
        indexed.clear()
        toy.build(content, site, search=True)
        return {url for url in indexed if not url.startswith("gone/")}

    def shards() -> list[set[str]]:
        told = json.loads((site / "search/catalogue.json").read_bytes())["shards"]
        articles = [path.relative_to(site) for path in site.glob("*/*/*/0*-0*.html")]
        dated = {path.as_posix(): "-".join(path.parts[:3]) for path in articles}
        return [{f"/{path}" for path, day in dated.items() if one["first"] <= day <= one["last"]} for one in told]

    def shard_with(url: str) -> set[str]:
        [found] = [shard for shard in shards() if url in shard]
        return found

    assert len(shards()) > 4
    assert indexed_by_building() == set()
    toy.newspaper(content, {"2019/05-05/01-01": toy.article("标题", "文" * 899 + "章")})
    assert {"/2019/05/05/01-01.html"} <= indexed_by_building() <= shard_with("/2019/05/05/01-01.html")
    toy.newspaper(content, {"2021/03-05/01-02": toy.article("新的一篇")})
    assert {"/2021/03/05/01-02.html"} <= indexed_by_building() <= shard_with("/2021/03/05/01-02.html")
    (content / "people.yaml").write_text("- {name: 任庆虎, note: 无关}\n", encoding="utf-8")
    assert indexed_by_building() == set()
