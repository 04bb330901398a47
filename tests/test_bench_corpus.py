"""The benchmark's content folders hold the corpus and nothing else."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bench import corpus
from edition.markdown import prose
from edition.views import Body

AWKWARD = [
    "1. 这不是一份清单",
    "2）也不是",
    "12.从业人员年龄结构",
    "1) 一",
    "- 一",
    "-",
    "+ 一",
    "# 一",
    "###",
    "> 一",
    "* 一",
    "*",
    "***",
    "---",
    "===",
    "___",
    "~~~",
    "```",
    "| 一 | 二 |",
    "一*二*三_四_五~~六~~",
    "<b>一</b> & &amp; &#20013; \\ \\*",
    "`一` [一](二) ![三](四) [五]: 六 <http://example.org/>",
    "\u3000\u3000一",
    "    四个空格",
    "一\u3000",
    "\u00a0一",
    "一  ",
    "http://example.org/_一_",
    "１９４．１０３０",
]


def as_read(paragraph: str) -> str:
    html = prose(Body(corpus.escape_paragraph(paragraph) + "\n", "", ()))
    found = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    assert found, f"not one paragraph: {html}"
    return unescape(found[1])


@pytest.mark.parametrize("paragraph", AWKWARD)
def test_an_awkward_paragraph_comes_back_as_it_was(paragraph: str) -> None:
    assert as_read(paragraph) == paragraph


@given(st.text(st.sampled_from("一二a19. )(-+#>*_~`[]<&\\!|=:;\u3000 “，"), min_size=1).filter(str.strip))
def test_any_paragraph_comes_back_as_it_was(paragraph: str) -> None:
    assert as_read(paragraph) == paragraph


@given(st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: text == text.strip()))
def test_any_text_comes_back_from_yaml(text: str) -> None:
    clean = corpus._UNPRINTABLE.sub("", text).strip()
    assert yaml.load(f"[{corpus.scalar(clean)}]", yaml.BaseLoader) == [clean]


def line(**changes: object) -> str:
    article = {
        "id": "x", "date": "1998-01-01", "page": 1, "section": "要闻", "title": "标题", "deck": "",
        "paragraphs": ["正文。"], "persons": [], "authors": [],
    }
    return json.dumps(article | changes, ensure_ascii=False)


def front_matter(path: Path) -> dict[str, object]:
    found = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def made(tmp_path: Path, *lines: str, options: tuple[str, ...] = ()) -> Path:
    source = tmp_path / "articles.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert corpus.main([str(source), str(tmp_path / "content"), *options]) == 0
    return tmp_path / "content" / "issues" / "1998"


def test_a_writer_is_in_the_byline_and_not_among_the_persons(tmp_path: Path) -> None:
    year = made(tmp_path, line(persons=["江泽民", "刘振英"], authors=["刘振英"]))
    header = front_matter(year / "01-01" / "01-01.md")
    assert header["byline"] == [{"name": "刘振英"}]
    assert header["persons"] == ["江泽民"]


def test_a_folio_without_articles_is_named_in_issue_yaml(tmp_path: Path) -> None:
    year = made(tmp_path, line(page=3, section="经济"), line(page=2, section="国内", date="1998-01-02"))
    notes = yaml.load((year / "01-01" / "issue.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert notes == {"folios": {"1": "第1版", "2": "国内", "3": "经济"}}


def test_repeating_goes_on_with_the_days_that_follow(tmp_path: Path) -> None:
    year = made(tmp_path, line(), line(date="1998-01-03"), options=("--repeat", "3"))
    days = sorted(path.name for path in year.iterdir())
    assert days == ["01-01", "01-03", "01-04", "01-06", "01-07", "01-09"]


def test_what_cannot_be_printed_is_dropped_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    year = made(tmp_path, line(paragraphs=["一\u202e二", "", "\u3000"]), line(title=" "))
    assert [path.name for path in (year / "01-01").glob("*.md")] == ["01-01.md"]
    assert (year / "01-01" / "01-01.md").read_text(encoding="utf-8").endswith("---\n\n一二\n")
    printed = capsys.readouterr().out
    assert "1 unprintable characters, 2 empty paragraphs, 1 articles" in printed
