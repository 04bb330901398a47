"""A search index after an edit: made out of the published one, and the same byte for byte as one made of all texts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition import pagefind, pipeline
from edition.amending import Order
from edition.seal import LEDGER
from edition.stamps import STATE
from edition.tokens import tokens
from tests import toy

LETTERS = "全国文明城市 ab１éèe한がか𠮷長,^!"
SHORT = st.text(alphabet=LETTERS, max_size=40)
MANY = "".join(chr(0x4E00 + 7 * number) for number in range(1500))
LONG = st.builds(lambda start, size, end: MANY[start:][:size] + end, st.integers(0, 1400), st.integers(1, 300), SHORT)


def records_of(texts: Sequence[str]) -> list[pagefind.Record]:
    return [(f"/{number}.html", " ".join(tokens([text, "文"]))) for number, text in enumerate(texts)]


def amended(
    index: Mapping[str, bytes], before: Sequence[pagefind.Record], now: Sequence[pagefind.Record]
) -> dict[str, bytes]:
    kept = [before.index(record) if record in before else None for record in now]
    order = Order(kept, [place for place in range(len(before)) if place not in kept])
    return dict(pagefind.amended_files(index.__getitem__, order, {place: now[place] for place in order.come}))


TEXT = st.one_of(SHORT, LONG)
FATES = ("stays", "stays", "is edited", "comes", "goes")


@given(
    st.lists(st.tuples(TEXT, st.sampled_from(FATES), TEXT), min_size=1, max_size=12),
    st.sampled_from((1, 40, 400, 3000)),
)
@settings(max_examples=60)
def test_an_amended_index_is_byte_for_byte_the_one_that_is_made_of_all_texts(
    texts: list[tuple[str, str, str]], piece: int
) -> None:
    old = records_of([text for text, _, _ in texts])
    new = records_of([after if what == "is edited" else text for text, what, after in texts])
    before = [record for record, (_, what, _) in zip(old, texts, strict=True) if what != "comes"]
    now = [record for record, (_, what, _) in zip(new, texts, strict=True) if what != "goes"]
    assume(before and now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagefind, "PIECE", piece)
        patch.setattr(pagefind, "BITE", 500)
        index = dict(pagefind.index_files(before))
        assert amended(index, before, now) == dict(pagefind.index_files(now))


def test_edits_one_after_the_other_leave_nothing_behind() -> None:
    whole = records_of([MANY[start : start + 400] for start in range(0, 1000, 50)])
    edited = records_of([MANY[1000:1400], "", *[MANY[:50] * 3] * 18])
    first = dict(pagefind.index_files(whole))
    index, before = first, whole
    for now in (
        [edited[0], *whole[1:]], [edited[0], *whole[2:]], [edited[0], *whole[2:19], edited[19]], whole[5:], whole,
    ):  # fmt: skip
        index = amended(index, before, now)
        before = now
    assert index == first


def test_articles_in_another_order_are_refused() -> None:
    records = records_of(["全国文明", "城市"])
    index = dict(pagefind.index_files(records))
    with pytest.raises(ValueError, match="order"):
        amended(index, records, records[::-1])


def test_an_index_that_says_something_else_of_a_text_is_not_amended() -> None:
    old, other = records_of(["全国文明", "城市"]), records_of(["全国人民", "城市"])
    index = dict(pagefind.index_files(old))
    wrong = index | {path: data for path, data in pagefind.index_files(other) if path.startswith("fragment/")}
    with pytest.raises(ValueError, match="something else"):
        amended(wrong, old, [("/0.html", "文明 明"), old[1]])


# ── building ─────────────────────────────────────────────────────────────────────────


class Paper:
    """A newspaper of twelve articles in one shard, built with its search index."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.clean, self.indexed = root / "site", root / "clean", list[str]()
        self.texts = {f"01-{number:02}": f"第{number}篇。{MANY[number * 90 :][:400]}" for number in range(1, 13)}
        self.content = toy.newspaper(
            root / "content", {place: toy.article(f"标题{place}", text) for place, text in self.texts.items()}
        )
        serve = pagefind._serve

        def watched(records: Sequence[pagefind.Record]) -> dict[str, bytes]:
            self.indexed += [url for url, _ in records]
            return serve(records)

        monkeypatch.setattr(pagefind, "_serve", watched)
        self.build()

    def build(self) -> pipeline.Report:
        self.indexed.clear()
        return toy.build(self.content, self.site, search=True)

    def write(self, place: str, body: str | None = None, headline: str = "", **front_matter: Any) -> None:
        text = toy.article(headline or f"标题{place}", body or self.texts[place], **front_matter)
        toy.newspaper(self.content, {place: text})

    def shard(self) -> Path:
        [start] = self.site.glob("search/*/start")
        return start.parent

    def is_as_built_from_nothing(self) -> bool:
        shutil.rmtree(self.clean, ignore_errors=True)
        toy.build(self.content, self.clean, search=True)
        return toy.files_of(self.site) == toy.files_of(self.clean)


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return Paper(tmp_path, monkeypatch)


def test_a_build_after_an_edit_gives_pagefind_the_edited_article_alone(paper: Paper) -> None:
    assert {f"/2021/12/12/{place}.html" for place in paper.texts} < set(paper.indexed)
    paper.write("01-05", "另一段文字。")
    paper.build()
    assert paper.indexed == ["gone/4", "/2021/12/12/01-05.html"], "as it was, and as it is"
    assert paper.is_as_built_from_nothing()


def test_who_and_what_an_article_is_filed_under_needs_no_index(paper: Paper) -> None:
    paper.write("01-07", persons=["林红玉"], section="要闻", genre="消息")
    paper.build()
    assert paper.indexed == []
    assert paper.is_as_built_from_nothing()


def test_edits_of_every_kind_in_turn_end_as_a_build_from_nothing(paper: Paper) -> None:
    paper.write("01-02", headline="另一个更长的标题", deck=["副题", "又一行"])
    paper.build()
    paper.write("01-03", "——", byline=["记者 张三"])
    paper.write("01-04", "甲。\n\n> *乙*\n\n丙。")
    paper.build()
    paper.write("01-02")
    paper.build()
    assert paper.is_as_built_from_nothing()


def test_articles_that_come_and_go_are_given_to_pagefind_alone(paper: Paper) -> None:
    toy.newspaper(paper.content, {"2021/12-13/01-01": toy.article("新的一篇", MANY[70:700])})
    paper.build()
    assert paper.indexed == ["/2021/12/13/01-01.html"]
    assert paper.is_as_built_from_nothing()
    for place in ("01-01", "01-06", "01-12"):
        (paper.content / f"issues/2021/12-12/{place}.md").unlink()
    paper.build()
    assert paper.indexed == ["gone/1", "gone/6", "gone/12"]
    assert paper.is_as_built_from_nothing()


def test_a_shard_of_which_most_is_new_is_made_anew(paper: Paper) -> None:
    for place in list(paper.texts)[:8]:
        paper.write(place, f"{place}的另一段文字。")
    paper.build()
    assert set(paper.indexed) >= {f"/2021/12/12/{place}.html" for place in paper.texts}
    assert paper.is_as_built_from_nothing()


DAMAGES = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "another": lambda file: file.write_bytes(file.read_bytes()[::-1]),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["start", "people.json", "fragment/4.pf_fragment", "index/0.pf_index"])
def test_a_published_shard_that_was_damaged_serves_for_none(paper: Paper, name: str, damage: str) -> None:
    DAMAGES[damage](paper.shard() / name)
    paper.write("01-05", "另一段文字。")
    paper.build()
    assert paper.is_as_built_from_nothing()


@pytest.mark.parametrize("damage", [*DAMAGES, "that of a build before"])
def test_a_ledger_that_is_wrong_costs_time_only(paper: Paper, damage: str) -> None:
    ledger = paper.site / STATE / LEDGER
    old = ledger.read_bytes()
    paper.write("01-04", "又一段文字。")
    paper.build()
    DAMAGES.get(damage, lambda file: file.write_bytes(old))(ledger)
    paper.write("01-05", "另一段文字。")
    paper.build()
    toy.build(paper.content, paper.clean, search=True)
    # A shard that the ledger doesn't know any more stays where it is, as every such file does.
    assert toy.files_of(paper.site).items() >= toy.files_of(paper.clean).items()


def test_a_shard_that_other_code_made_serves_for_none(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    from edition import search

    monkeypatch.setattr(search, "recipe", lambda: "another")
    paper.write("01-05", "另一段文字。")
    paper.build()
    assert "/2021/12/12/01-01.html" in paper.indexed
    assert paper.is_as_built_from_nothing()
