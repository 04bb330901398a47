"""Article text becomes HTML as CommonMark says, but for what print asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from edition import markdown
from edition.importer.writing import escape_paragraph
from edition.markdown import blocks, has_picture, is_plain, on_one_line, opening, paragraphs, prose, summary
from edition.markdown.parsing import safe_link
from edition.views import Body, Name
from tests import toy
from tests.pages import Element, parsed

REFERENCE = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])

PIECES = [
    *"市委常委会召开扩大会议。，：“”‘’（）—…·、《》！？０１２　",
    *"ab 01.)#>+-=|*_~`[]()<>&!\\:\"'/{}$%^\t",
    *("\n", "\n\n", "\n \n", "\n　\n", "　　", "    ", "  \n", "---", "1. ", "1)", "12345678901. ", "- ", "* "),
    *("&amp;", "&#38;", "<b>", "</b>", "<https://a.b>", "[甲](乙)", "![甲](乙)", "**甲**", "|甲|乙|", "|-|-|"),
    *("# ", "```", "\\*", "\u00a0", "\u2003", "\u200b", "\ufeff", "\x0b", "\x0c", "\x1f", "\x85", "\u2028"),
    *("\r", "\r\n", "\0", "😀"),
]
marked = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
anything = st.text(max_size=80) | marked


def html(text: str, *names: tuple[str, str], dateline: str = "") -> str:
    """Without the direction of its paragraphs, of which CommonMark knows nothing."""
    return prose(Body(text, dateline, tuple(Name(name, href) for name, href in names))).replace(' dir="rtl"', "")


# -- the shortcut is exact -----------------------------------------------------------------------


@settings(max_examples=400)
@given(anything)
@example("    四个空格")
@example("\n    四个空格")
@example("　　两个全角空格\n\n　　又一段　　")
@example("一\n　\n二")
@example("2021.12.12")
@example("1. 一")
@example("1.　一")
@example("1234567890. 一")
@example("-")
@example("—— 一")
@example("|一|")
@example("&nbsp;")
@example("\0")
@example("　# 一")
@example("\u00a0- 一")
@example("一 \n\n \n\n二")
@example("\\# 一\\*二\\*\\\\\n\n1\\. \\&amp; \\<b> \\\" \\a")
@example("一\\")
@example("\\\\*一*")
@example("\u200b \u200b")
@example("长" * 100_000)
def test_a_text_taken_for_plain_is_what_commonmark_makes_of_it(text: str) -> None:
    plain = markdown._plain_blocks(text)
    if plain is not None and not re.search(r"\S[^\n]*\n[^\n]*\S", text):
        assert html(text) == REFERENCE.render(text).rstrip("\n")
    if plain is not None:
        assert html(text) == slowly(text)
        assert tuple(unescape(block) for block in re.findall("<p>(.*?)</p>", html(text), re.DOTALL)) == paragraphs(text)


def slowly(text: str, *names: tuple[str, str]) -> str:
    """What markdown-it-py makes of any text."""
    return markdown._render(text, markdown._Linker([Name(name, href) for name, href in names]))


on_lines = st.lists(
    st.text("市委常“”。，…ab01 　.:;-+|=#>)\u200b\u00a0", max_size=12)
    | st.sampled_from(["", " ", "　", "　　", "　　一", "    ", "一  ", "---", ":-", "|-", "1. ", "- ", "John Smith"]),
    max_size=8,
).map("\n".join)


@settings(max_examples=400)
@given(on_lines)
@example("one two\nthree,\nfour")
@example("　　一段。\n　　二段。\n三段\nab\n12\n月")
@example("一  \n　　二")
@example("一 \n二")
@example("一\n    二")
@example("一\n　\n- 二")
@example("\u200b\n一")
@example("一\n:-")
@example("一\n1. 二")
def test_so_is_one_typed_on_several_lines(text: str) -> None:
    if (plain := markdown._plain_blocks(text)) is not None:
        names = ("委", "a.html"), ("常ab", "b.html"), ("John Smith", "c.html"), ("ab", "")
        assert html(text) == slowly(text)
        assert html(text, *names) == slowly(text, *names)
        assert plain == [text for text, _ in markdown._blocks(text)]
        assert blocks(text) == tuple(markdown._blocks_and_tables(text))


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("The council met\non Monday.\n\nIt\nrose.", ["The council met\non Monday.", "It\nrose."]),
        ("　　会议指出，\n要抓好落实。\n　　会议强调。", ["会议指出，要抓好落实。", "会议强调。"]),
        ("2021\n年 GDP\n增长", ["2021年 GDP\n增长"]),
    ],
)
def test_usual_lines_take_the_shortcut(text: str, paragraphs: list[str]) -> None:
    assert markdown._plain_blocks(text) == paragraphs


@given(
    st.lists(
        st.text("市委常委会“”。，：；！？（）—…·abAB019 　\"'/%^{}", min_size=1, max_size=60), min_size=1, max_size=5
    )
)
def test_a_newspapers_own_paragraphs_take_the_shortcut(lines: list[str]) -> None:
    blocks = [re.sub(r"^(\d+)[.)]", r"\1", line.strip() or "空") for line in lines]
    text = "\n\n".join(blocks)
    assert markdown._plain_blocks(text) == blocks
    assert html(text) == REFERENCE.render(text).rstrip("\n")


@given(st.lists(st.text("市委，“”*_[]()<>&!#`~\\+-.12 |", min_size=1, max_size=40), min_size=1, max_size=4))
def test_so_do_those_that_the_importer_wrote(lines: list[str]) -> None:
    blocks = [block for line in lines if (block := line.strip())]
    text = "\n\n".join(map(escape_paragraph, blocks))
    plain = markdown._plain_blocks(text)
    # Only | and = are not escaped: they need a second line to mean anything.
    assert plain == blocks or any(block.startswith("|") for block in blocks)
    assert html(text) == REFERENCE.render(text).rstrip("\n")


@settings(max_examples=300)
@given(anything)
def test_no_text_crashes_the_reader_of_text(text: str) -> None:
    html(text, ("市委", "a.html"), dateline="市委")
    summary(text, "市委", 40)


def blocks_of(element: Element) -> Iterator[str]:
    """The text of every innermost block, as a reader sees it."""
    inner = ("p", "h2", "h3", "h4", "h5", "h6", "pre", "th", "td")
    outer = ("", "div", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr")
    loose = ""
    for child in element.children:
        if isinstance(child, str) or child.tag not in (*inner, *outer, "li", "hr"):
            loose += child if isinstance(child, str) else child.text
            continue
        if loose.strip():
            yield loose.strip()
        loose = ""
        if child.tag in inner:
            if child.text.strip():
                yield child.text.strip()
        else:
            yield from blocks_of(child)
    if loose.strip():
        yield loose.strip()


@settings(max_examples=400)
@given(marked.filter(lambda text: not re.search("[\r\x0b\x0c\x1f\x85\u2028\0]", text)))
@example("一\n二 \n三  \n四")
@example("- 一\n- 二\n\n  三\n\n> 四\n\n| 五 | 六 |\n|-|-|\n| 七 |  |\n\n```\n八\n\n九\n```\n")
@example("# 一 `二` **三** [四](五) <https://a.b> &amp; \\* ~~六~~")
def test_search_reads_the_same_text_as_people_do(text: str) -> None:
    assert list(blocks_of(parsed(html(text)))) == list(paragraphs(text))


# -- what print asks for -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# 一\n\n## 二\n\n### 三", "h2 h3 h4"),
        ("### 一\n\n# 二", "h2 h2"),
        ("### 一\n\n##### 二\n\n### 三\n\n# 四", "h2 h3 h2 h2"),
        ("# 一\n\n### 二\n\n## 三", "h2 h3 h3"),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5\n\n###### 6", "h2 h3 h4 h5 h6 h6"),
        ("一\n===\n\n二\n---", ""),
    ],
)
def test_headings_begin_below_the_headline_and_skip_no_level(text: str, levels: str) -> None:
    assert " ".join(re.findall(r"<(h\d)>", html(text))) == levels
    assert " ".join(re.findall(r"</(h\d)>", html(text))) == levels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("济宁\n日报", "济宁日报"),
        ("你好，\n世界", "你好，世界"),
        ("“好”\n“好”", "“好”“好”"),
        ("约翰·\n史密斯", "约翰·史密斯"),
        ("**济宁**\n日报", "<strong>济宁</strong>日报"),
        ("济宁\n[日报](a/)", '济宁<a href="a/">日报</a>'),
        ("New\nYork", "New\nYork"),
        ("济宁\nDaily", "济宁\nDaily"),
        ("Daily\n济宁", "Daily\n济宁"),
        ("2021\n年", "2021年"),
        ("12月\n10日", "12月10日"),
        ("한국\n신문", "한국\n신문"),
        ("济宁  \n日报", "济宁<br />\n日报"),
        ("一\n二\nthree\nfour\n五", "一二\nthree\nfour\n五"),
    ],
)
def test_a_line_break_between_chinese_characters_is_no_space(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"
    assert paragraphs(text) == (re.sub("<.*?>", "", expected),)


@pytest.mark.parametrize("indent", ["    ", "\t", "　　", "  　　", "        "])
def test_an_indent_is_no_code(indent: str) -> None:
    assert html(f"{indent}一\n\n{indent}二") == "<p>一</p>\n<p>二</p>"


def test_a_line_of_ideographic_spaces_separates_paragraphs() -> None:
    assert html("一\n　　\n二") == "<p>一</p>\n<p>二</p>"
    assert paragraphs("一\n　　\n二") == ("一", "二")
    assert paragraphs("一\n\n\u200b\n\n二") == ("一", "二")
    assert html("一\n\n\u200b\n\n二") == "<p>一</p>\n<p>二</p>"


def test_an_indented_line_begins_a_paragraph_and_in_verse_does_not() -> None:
    pasted = "　　第一段，\n没有写完。\n　　第二段。\n　　　第三段。"
    assert paragraphs(pasted) == ("第一段，没有写完。", "第二段。", "第三段。")
    assert html(pasted).count("<p>") == 3
    assert html("> 　　第一段。\n> 　　第二段。").count("<p>") == 2
    assert html("- 　　第一段。\n  　　第二段。").count("<p>") == 2
    assert html("```\n甲\n　　乙\n```") == "<pre><code>甲\n　　乙\n</code></pre>"
    assert html("春风  \n　　吹过\\\n　　屋檐") == "<p>春风<br />\n　　吹过<br />\n　　屋檐</p>"


@pytest.mark.parametrize(
    "text",
    ["[记者]:您对今年怎么看？", "[市长]: 形势很好。", "[^1]:据《志》。", "文[^1]", "[记者][市长]", "![图][一]"],
)
def test_no_line_is_taken_for_the_address_of_a_reference(text: str) -> None:
    whole = f"{text}\n\n[一]:二\n\n末段。"
    assert paragraphs(whole) == (text, "[一]:二", "末段。")
    assert html(whole) == f"<p>{text}</p>\n<p>[一]:二</p>\n<p>末段。</p>"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. 甲\n2. 乙", [1, 2]),
        ("1949. 建县。\n1958. 改市。\n2003. 撤县。", [1949, 1958, 2003]),
        ("3) 甲\n2) 乙\n1) 丙", [3, 2, 1]),
        ("1. 甲\n   1. 乙\n   7. 丙\n1. 丁", [1, 1, 7, 1]),
        ("1. 甲\n   - 乙\n2. 丙", [1, 2]),
        ("0. 甲\n1. 乙\n\n1. 丙", [0, 1, 1]),
    ],
)
def test_a_list_shows_the_numbers_that_were_written(text: str, numbers: list[int]) -> None:
    shown: list[int] = []
    counting: list[int] = []
    for tag in re.findall("<[^>]*>", html(text)):
        said = re.search('="([0-9]+)"', tag)
        if tag.startswith(("<ol", "<ul")):
            counting.append(int(said[1]) if said else 1 if tag.startswith("<ol") else -99)
        elif tag in ("</ol>", "</ul>"):
            counting.pop()
        elif tag.startswith("<li") and counting[-1] >= 0:
            counting[-1] = int(said[1]) if said else counting[-1]
            shown.append(counting[-1])
            counting[-1] += 1
    assert shown == numbers
    told = [found for one in blocks(text) if isinstance(one, str) and (found := re.match("[0-9]+", one))]
    assert [int(found[0]) for found in told] == numbers
    assert not any(re.match("[0-9]", one) for one in paragraphs(text))
    assert summary(text, "", 100).split("\n")[0] == blocks(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**小标题。**正文", "<strong>小标题。</strong>正文"),
        ("**重点：**后面。**“引”**他说", "<strong>重点：</strong>后面。<strong>“引”</strong>他说"),
        ("**全文——**记者", "<strong>全文——</strong>记者"),
        ("他说**（一）加强领导。**各级", "他说<strong>（一）加强领导。</strong>各级"),
        ("文字**加粗，**“引号”***再***。", "文字<strong>加粗，</strong>“引号”<em><strong>再</strong></em>。"),
        ("~~旧价：~~新价", "<s>旧价：</s>新价"),
        ("** 不 **是", "** 不 **是"),
        ("a_b_c，甲_乙_丙", "a_b_c，甲_乙_丙"),
        ("5*3*2米，共3*4*5", "5*3*2米，共3*4*5"),
        ("2**3**4", "2**3**4"),
        ("面向**1998年**的**增长**12%", "面向<strong>1998年</strong>的<strong>增长</strong>12%"),
        ("约**150**人，从8时~~10时，14时~~16时", "约<strong>150</strong>人，从8时~~10时，14时~~16时"),
    ],
)
def test_marks_around_chinese_words_need_no_spaces(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


@given(st.text("a *_.,(\"é", max_size=20).map("x{}x".format))
def test_marks_around_other_words_are_read_as_commonmark_reads_them(text: str) -> None:
    assert html(text) == REFERENCE.render(text).rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "*ST海润、*ST金宇昨日跌停。",
        "嫌疑人张**、李**、王**三人被抓。",
        "密码****，账号****。",
        "注*：见末页；单位*：万元。",
        "甲~~、乙~~。",
        "a “bargain*” and not a “gift*” at all",
        "中奖名单：张*、李*、王*。",
        "获奖者：李**，王**，赵*",
        "1.2米*2.4米，120cm*60cm*75cm",
        "带*的必答，带**的选做，标*号者免费",
        "100*（1+5%）*3",
        "*完*",
        "姓名：____，电话：____，",
        "（____）和（____）",
        "____年__月__日____",
        "https://mp.weixin.qq.com/s?__biz=MzA3&sn=ab__，见此。",
        "8~~10时，14~~16时",
        "~~~提示~~~",
        ">>>相关新闻",
        ">35℃的天数为10天",
        ">=5",
        ">",
        ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>详见三版",
        "01. 张三",
        "007. 李四",
        "2021. 12. 12 会议召开",
        "1. 2. 内容",
        "- 5℃",
        "+ 1.5%",
        "-",
        "+",
        "*",
        "1.",
        "#",
        "## ##",
        "```提示",
        "~~~~~~~~",
        "实事求是[1](P35)，见[2021](12)号、[3]()。",
    ],
)
def test_signs_and_ornaments_of_newspapers_are_text(text: str) -> None:
    shown = parsed(html(f"前一段。\n\n{text}\n\n后一段。"))
    assert [block.text for block in shown.all("p")] == ["前一段。", text, "后一段。"]
    assert paragraphs(text) == (text,)


def test_a_row_of_marks_under_a_line_makes_no_heading_of_it() -> None:
    assert html("会议举行。\n--------\n（记者 张三）") == "<p>会议举行。</p>\n<hr />\n<p>（记者 张三）</p>"
    assert html("会议举行。\n======") == "<p>会议举行。\n======</p>"


def test_a_block_of_code_ends() -> None:
    assert html("```\n甲\n```\n\n乙") == "<pre><code>甲\n</code></pre>\n<p>乙</p>"
    assert html("> ```\n> 甲\n> ```").count("<pre>") == 1


def test_html_in_a_text_is_text() -> None:
    assert html("<script>x</script> <b>") == "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;</p>"
    assert html("<div>\n\n*x*") == "<p>&lt;div&gt;</p>\n<p><em>x</em></p>"


def test_a_column_says_how_it_is_aligned_without_a_style() -> None:
    table = parsed(html("| 一 | 二 | 三 |\n|--|:-:|-:|\n| 1 | 2 | 3 |"))
    cells = [cell.attributes for cell in (*table.all("th"), *table.all("td"))]
    assert cells == [{}, {"data-align": "center"}, {"data-align": "right"}] * 2


def test_a_table_and_a_struck_word_are_known() -> None:
    assert html("| 一 |\n|---|\n| 二 |").startswith('<div class="scroll" tabindex="0"><table>')
    assert html("~~一~~") == "<p><s>一</s></p>"


def test_the_dateline_is_marked_where_the_text_begins_with_it() -> None:
    marked_up = '<p><span class="dateline">本报济宁讯</span>（记者 甲）好。</p>'
    assert html("本报济宁讯（记者 甲）好。", dateline="本报济宁讯") == marked_up
    assert html("本报济宁讯（记者 甲）好。\n\n~~完~~", dateline="本报济宁讯") == marked_up + "\n<p><s>完</s></p>"
    assert html("　　本报<济>宁讯 好。", dateline="本报<济>宁讯") == (
        '<p><span class="dateline">本报&lt;济&gt;宁讯</span> 好。</p>'
    )
    assert html("好。本报济宁讯", dateline="本报济宁讯") == "<p>好。本报济宁讯</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一![街道](a.png)", True),
        ("![](a.png)", True),
        ("![街\n道](a.png)", True),
        ("好！[街道](a.html)", False),
        ("\\![街道](a.html)", False),
        ("![街道]", False),
        ("一", False),
    ],
)
def test_a_picture_in_a_text_is_seen(text: str, expected: bool) -> None:
    assert has_picture(text) is expected


@given(st.text("!\\[]()a\n", max_size=30))
def test_a_picture_begins_with_an_exclamation_that_is_no_text(text: str) -> None:
    assert has_picture(text) == bool(re.search(r"(?<!\\)!\[[^\]]*\]\(", text))


def test_a_million_half_pictures_are_looked_through_once() -> None:
    # From each of them to the end of the text, as a pattern would, takes three minutes.
    assert not has_picture("![a" * 300_000)


@pytest.mark.parametrize("line", ["`\n", "- ```\n", "字\n"])
def test_a_text_of_many_short_lines_is_looked_through_once(line: str) -> None:
    # From each line to the end of the text takes a minute and more.
    assert paragraphs("**粗** 字\n" + line * 40_000)


# -- names ---------------------------------------------------------------------------------------


def linked(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    links = parsed(html(text, *names)).all("a", class_="name")
    return [(link.text, link.attributes["href"]) for link in links]


def test_a_name_is_linked_where_it_stands_first() -> None:
    text = "林红玉讲话。\n\n林红玉、于永生和林红玉出席。"
    assert html(text, ("林红玉", "a.html"), ("于永生", "b.html")) == (
        '<p><a class="name" href="a.html">林红玉</a>讲话。</p>\n'
        '<p>林红玉、<a class="name" href="b.html">于永生</a>和林红玉出席。</p>'
    )


def test_a_name_of_no_page_is_not_linked() -> None:
    assert html("王先生说", ("王先生", ""), ("林红玉", "a.html")) == "<p>王先生说</p>"


@pytest.mark.parametrize("longer", ["b.html", ""])
@pytest.mark.parametrize("tail", ["", "\n\n*完*"])
def test_a_short_name_is_never_found_in_a_longer_one(longer: str, tail: str) -> None:
    names = (("张继", "a.html"), ("张继民", longer))
    found = linked("张继民和张继出席，张继民讲话。" + tail, *names)
    assert found == ([("张继民", "b.html")] if longer else []) + [("张继", "a.html")]
    assert linked("张继民讲话。" + tail, names[0], ("张继民", longer)) == ([("张继民", "b.html")] if longer else [])


@pytest.mark.parametrize(
    "text",
    ["# 林红玉", "[林红玉](a.html)", "[请看**林红玉**](a.html)", "`林红玉`", "```\n林红玉\n```", "<https://a.b/林红玉>"],
)
def test_a_name_is_not_linked_in_a_heading_a_link_or_code(text: str) -> None:
    assert linked(text + "\n\n文中林红玉。", ("林红玉", "b.html")) == [("林红玉", "b.html")]
    assert 'class="name"' not in html(text, ("林红玉", "b.html"))


@pytest.mark.parametrize(
    "text",
    ["*林红玉*说", "> 林红玉说", "- 林红玉说", "|林红玉|\n|---|\n| 一 |", "林红\n玉说", "~~一~~林红玉", "&amp;林红玉"],
)
def test_a_name_is_linked_in_any_other_text(text: str) -> None:
    assert linked(text, ("林红玉", "b.html")) == [("林红玉", "b.html")]


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    assert linked("张继\n民*讲话*，张继出席。", ("张继", "a.html"), ("张继民", "b.html")) == [
        ("张继民", "b.html"),
        ("张继", "a.html"),
    ]


def test_a_name_is_text_and_no_markup() -> None:
    name = 'A & "B" <C>.*'
    expected = '<p><a class="name" href="a.html?x=1&amp;y=%22">A &amp; &quot;B&quot; &lt;C&gt;.*</a></p>'
    assert html('A \\& "B" \\<C>.\\*', (name, "a.html?x=1&y=%22")) == expected
    assert linked("AAB", ("A.", "a.html")) == []


named = st.lists(st.sampled_from(["张", "继", "民", "张继", "张继民", "，", "*", "\n", "[", "](a)", "`"]), max_size=20)


@given(named.map("".join))
def test_links_change_no_character_of_the_text(text: str) -> None:
    with_names = html(text, ("张继", "a.html"), ("张继民", ""), ("民", "c.html"))
    assert re.sub(r'<a class="name(?: beside)?" href="[^"]*">([^<]*)</a>', r"\1", with_names) == html(text)
    names = re.findall(r'<a class="name[^>]*>(.*?)</a>', with_names)
    assert len(names) == len(set(names))


def scanned(text: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """The links of a text that is read character by character: the longest name that begins there counts."""
    links: dict[str, str] = {}
    place = 0
    while place < len(text):
        name = max((one for one in names if text.startswith(one, place)), key=len, default="")
        if name and names[name]:
            links.setdefault(name, names[name])
        place += len(name) or 1
    return list(links.items())


@settings(max_examples=400)
@given(
    st.text("张继民王伟，", max_size=24),
    st.dictionaries(st.text("张继民王伟", min_size=1, max_size=3), st.sampled_from(["", "a", "b"]), max_size=4),
)
@example("张继，张继民", {"张继": "a.html", "继民": "b.html"})
@example("张继民，张继", {"张继": "a.html", "张继民": ""})
@example("王王王", {"王王": "a.html"})
def test_names_are_found_as_one_reads(text: str, names: dict[str, str]) -> None:
    assert linked(text, *names.items()) == scanned(text, names)


@settings(max_examples=400)
@given(anything, st.text(max_size=4))
@example("一\n\n二\n", "一")
@example("\n\n一", "")
@example("一 \n\n二", "")
@example("一\n\n\n二", "")
@example("一\\*", "")
def test_what_is_known_to_be_plain_gives_the_same(text: str, dateline: str) -> None:
    names = (Name("市委", "a.html"), Name("一", "b.html"))
    if is_plain(text):
        assert prose(Body(text, dateline, names, True)) == prose(Body(text, dateline, names))
        assert "\n\n".join(paragraphs(text)) == text.strip("\n")


def test_a_usual_text_is_known_to_be_plain() -> None:
    assert is_plain("\n一。\n\n二。\n") and is_plain("")
    assert not any(map(is_plain, ("一*二*", "# 一", "一\n二", "一 ", "一\n \n二", "　一", "\\*", "- 一", "&amp;")))


def test_a_person_known_from_another_article_is_not_cut_in_two(tmp_path: Path) -> None:
    content = toy.newspaper(
        tmp_path / "content",
        {
            "01-01": toy.article("甲", "张继民讲话，张继出席。", persons=["张继"]),
            "01-02": toy.article("乙", "张继民讲话。", persons=["张继民"]),
        },
    )
    toy.build(content, tmp_path / "site")
    page = parsed((tmp_path / "site/2021/12/12/01-01.html").read_text(encoding="utf-8"))
    [paragraph] = [each for each in page.all("p") if "讲话" in each.text and each.all("a", class_="name")]
    assert [link.text for link in paragraph.all("a", class_="name")] == ["张继"]
    assert paragraph.children[0] == "张继民讲话，"


# -- links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "HTTP://example.org",
        "mailto:a@example.org",
        "01-02.html",
        "../12/01-02.html",
        "/2021/12/12/",
        "?a=b:c",
        "#a:b",
        "a/b:c",
        "中文.html",
    ],
)
def test_a_link_to_the_web_or_within_the_site_is_safe(address: str) -> None:
    assert safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\0script:alert(1)",
        "\x01javascript:alert(1)",
        "\u00a0javascript:alert(1)",
        "java\u2028script:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "blob:https://example.org/x",
        "view-source:https://example.org",
        "ms-word:ofe|u|https://example.org",
        "file:///etc/passwd",
        "tel:110",
        "//example.org",
        "/\t/example.org",
        " //example.org",
        "\\\\example.org",
        "/\\example.org",
        "\\/example.org",
        "https:\\\\example.org",
        "http://[",
        "中文:a",
        "1http:a",
    ],
)
def test_any_other_link_is_not(address: str) -> None:
    assert not safe_link(address)


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert)",
        "[a](JAVASCRIPT:alert)",
        "[a](java&#115;cript:alert)",
        "[a](javascript&colon;alert)",
        "[a](javascript&#58;alert)",
        "[a](<java\tscript:alert>)",
        "[a](< javascript:alert>)",
        "[a](&#x20;javascript:alert)",
        "[a](&NewLine;javascript:alert)",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](//example.org)",
        "[a](&#47;/example.org)",
        "[a][b]\n\n[b]: javascript:alert",
        "<javascript:alert>",
        "<data:text/html,a>",
        "[a](vbscript:x 'title')",
    ],
)
def test_an_unsafe_link_is_not_published(text: str) -> None:
    assert parsed(html(text)).all("a") == []


@given(st.text("javscriptJAVSCRIPTdatablo:/\\&#x;0159\t\n\r \0\x01()<>h.", max_size=30))
def test_no_published_link_leads_a_browser_astray(address: str) -> None:
    for link in parsed(html(f"[a]({address}) <{address}> [b](<{address}>)")).all("a"):
        # What a browser does with an address before it looks for the scheme.
        seen = re.sub("[\t\n\r]", "", link.attributes["href"].strip("".join(map(chr, range(33)))))
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", seen)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto")
        assert not re.match(r"[/\\]{2}", seen)


# -- summaries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("第一句。第二句。", 20, "第一句。第二句。"),
        ("第一句话说完。第二句话很长很长很长。", 12, "第一句话说完。"),
        ("他说：“好。我们走。”大家都走了很远很远。", 11, "他说：“好。我们走。”"),
        ("他说：“好吧。走吧！快。”大家走了。", 10, "他说：“好吧。走吧！"),
        ("他来了。他说：“好吧走。”大家走了很远。", 15, "他来了。他说：“好吧走。”"),
        ("他来了很久了。他说：“好。走。快点走吧。”", 13, "他来了很久了。"),
        ("他來了很久了。他說：「好。走。快點走吧。」", 13, "他來了很久了。"),
        ("他來了很久了。書名『好。走。快點走吧。』", 13, "他來了很久了。"),
        ("长" * 20 + "\n\n" + "短" * 20, 41, "长" * 20 + "\n" + "短" * 20),
        ("长" * 20 + "\n\n" + "短" * 20, 40, "长" * 20),
        ("很长的一句话一直说到最后也没有停下来", 10, "很长的一句话一直说到……"),
        ("短。", 1, "短……"),
        ("第一段。\n\n第二段也在这里。", 40, "第一段。\n第二段也在这里。"),
        ("**第一**段。\n\n- 一\n- 二", 40, "第一段。\n一\n二"),
        ("", 40, ""),
        # A name in Chinese characters makes no text in words a Chinese one.
        ("Miss Lin (林红玉) spoke in our college on Monday.", 20, "Miss Lin (林红玉) spoke in our college on…"),
        ("林红玉 ياخشىمۇسىز، بىز بۈگۈن يېڭى رادىيو ئاچتۇق", 20, "林红玉 ياخشىمۇسىز، بىز بۈگۈن يېڭى رادىيو…"),
        ("记者 林红玉 在 Commons 的大厅里听到了这样一句话并记了下来", 20, "记者 林红玉 在 Commons 的大厅……"),
    ],
)
def test_a_summary_is_whole_sentences_where_they_fit(text: str, limit: int, expected: str) -> None:
    assert summary(text, "", limit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报济宁讯（记者 宋仪凯）12月10日，会议召开。", "12月10日，会议召开。"),
        ("本报济宁讯(记者 宋仪凯) 会议召开。", "会议召开。"),
        ("　　本报济宁讯 会议召开。", "会议召开。"),
        ("本报济宁讯：会议召开。", "会议召开。"),
        ("本报济宁讯——会议召开。", "会议召开。"),
        ("本报济宁讯 -30℃的严寒中，会议召开。", "-30℃的严寒中，会议召开。"),
        ("本报济宁讯│（记者 宋仪凯）：会议召开。", "会议召开。"),
        ("会议（记者 宋仪凯）召开。", "会议（记者 宋仪凯）召开。"),
        ("第一段。\n\n本报济宁讯 会议。", "第一段。\n本报济宁讯 会议。"),
        ("本报济宁讯（记者 宋仪凯）\n\n会议召开。", "会议召开。"),
    ],
)
def test_a_summary_leaves_out_where_and_by_whom(text: str, expected: str) -> None:
    assert summary(text, "本报济宁讯", 60) == expected


@given(
    st.text("市委召开会议。，！？；“”’）……—ab \n", max_size=200).map(lambda text: text.replace("\n", "\n\n")),
    st.integers(1, 60),
)
def test_a_summary_is_never_longer_than_its_room(text: str, limit: int) -> None:
    made = summary(text, "", limit)
    # A text with more spaces than Chinese characters has twice the room, and one … where it is cut.
    whole = "\n".join(paragraphs(text))
    characters = len(re.findall("[市委召开会议]", whole))
    room, cut = (limit, "……") if characters and characters >= whole.count(" ") else (2 * limit, "…")
    if made.endswith(cut):
        assert len(made.removesuffix(cut)) <= room
    else:
        assert len(re.sub("(?<=[。！？；])[”’」』）》]+$", "", made)) <= room
    assert whole.startswith(made) or (made.endswith(cut) and whole.startswith(made.removesuffix(cut)))


@pytest.mark.parametrize(
    ("summary", "space", "line"),
    [
        ("第一段。\n第二段。", "", "第一段。第二段。"),
        ("金牌\n银牌\n38\n32\n注：当日。", "", "金牌 银牌 38 32 注：当日。"),
        ("春风吹过麦田\n吹过村庄", "", "春风吹过麦田 吹过村庄"),
        ("他说：“好。”\n又说——\n……", "", "他说：“好。”又说——……"),
        ("One.\nTwo", " ", "One. Two"),
        ("One.\nTwo", "", "One. Two"),
        ("두 번째.\n날씨가 맑다.", "", "두 번째. 날씨가 맑다."),
    ],
)
def test_on_one_line_nothing_runs_together(summary: str, space: str, line: str) -> None:
    assert on_one_line(summary, space) == line


def test_a_summary_holds_no_heading() -> None:
    assert summary("## 小标题\n\n正文一句。\n\n### 又一个\n\n正文两句。", "", 100) == "正文一句。\n正文两句。"
    # What decides it tells a heading from a paragraph.
    assert opening("## 小标题\n\n正文。") != opening("小标题\n\n正文。")
    for line in ("一\\\n二", "*x* one\ntwo", "```\n一\n二\n```"):  # one paragraph of two lines, or two
        assert opening(line) != opening(re.sub(r"\\?\n", "\n\n", line.strip("`\n")))


def test_a_summary_holds_no_table_where_there_is_a_text() -> None:
    table = "| 队 | 金牌 |\n|---|---|\n| 山东 | 38 |"
    assert summary(f"昨天赛事结束。\n\n{table}\n\n明天再赛。", "", 100) == "昨天赛事结束。\n明天再赛。"
    assert summary(f"名次如下：\n\n{table}\n\n明天再赛。", "", 100) == "名次如下……\n明天再赛。"
    assert summary(f"## 名次\n\n{table}", "", 100) == "队\n金牌\n山东\n38"
    assert opening(f"昨天赛事结束。\n\n{table}") == opening("昨天赛事结束。")


def test_what_stands_far_down_changes_no_summary() -> None:
    """An edit there leaves the opening as it was, and with it every page that shows a summary."""
    text = "\n\n".join(["The river rose by a foot in the night, and the mill stood in the water."] * 40)
    assert opening(text) == opening(f"{text}\n\n市")
    assert summary(text, "", 60) == summary(f"{text}\n\n市", "", 60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ياخشىمۇسىز، بىز كەلدۇق.", '<p dir="rtl">ياخشىمۇسىز، بىز كەلدۇق.</p>'),
        ("“ياخشىمۇسىز”，村民们听了都高兴地笑。", "<p>“ياخشىمۇسىز”，村民们听了都高兴地笑。</p>"),
        ("第一段。\n\nئىككىنچى.", '<p>第一段。</p>\n<p dir="rtl">ئىككىنچى.</p>'),
        ("**ئىككىنچى**.", '<p dir="rtl"><strong>ئىككىنچى</strong>.</p>'),
        ("## ئىككىنچى\n\nOne.", '<h2 dir="rtl">ئىككىنچى</h2>\n<p>One.</p>'),
    ],
)
def test_a_paragraph_of_arabic_letters_runs_from_the_right(text: str, expected: str) -> None:
    assert prose(Body(text, "", ())) == expected
    linked = prose(Body(text, "", (Name("ئىككىنچى", "../people/a-very-long-address-of-somebody.html"),)))
    assert linked.count(' dir="rtl"') == expected.count(' dir="rtl"')
