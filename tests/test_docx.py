"""A Word document becomes the drafts that its plain text would."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.importer import docx
from edition.importer.docx import Document, read_docx
from edition.importer.numbering import number_as
from edition.problems import EditionError
from tests.conftest import ROOT
from tests.toy import command, newspaper

PAGE = ROOT / "tests/fixtures/front-page.txt"
DAY = ("--date", "2021-12-12")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = (
    f'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" xmlns:mc="{MARKUP}" '
    f'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:w="WORD" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="w14 w15 wp14"'
)
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def rels(*related: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{space}">{inside}</Relationships>'


def document_xml(body: str, word: str = WORD) -> str:
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" '
        'w:left="1800" w:header="851" w:footer="992" w:gutter="0"/><w:cols w:space="425" w:num="1"/>'
        '<w:docGrid w:type="lines" w:linePitch="312" w:charSpace="0"/></w:sectPr>'
    )
    names = NAMES.replace("WORD", word)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {names}><w:body>'
        f"{body}{section}</w:body></w:document>"
    )


def packed(files: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def files_of(body: str, styles: str = "", numbering: str = "", word: str = WORD) -> dict[str, str | bytes]:
    """The files that Word and WPS write, with what is in them that a reader needs or stumbles over."""
    names = NAMES.replace("WORD", word)
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": rels(("extended-properties", "docProps/app.xml"), ("officeDocument", "word/document.xml")),
        "docProps/app.xml": f"{start}<Properties><Application>WPS Office_11.1.0.11115</Application></Properties>",
        "word/document.xml": document_xml(body, word),
        "word/_rels/document.xml.rels": rels(
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("header", "header1.xml"),
            ("footnotes", "footnotes.xml"), ("comments", "comments.xml"), ("theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": f"{start}<w:styles {names}>{styles}</w:styles>",
        "word/numbering.xml": f"{start}<w:numbering {names}>{numbering}</w:numbering>",
        "word/header1.xml": f"{start}<w:hdr {names}>{p('泗水县报 第01版')}</w:hdr>",
        "word/footnotes.xml": f"{start}<w:footnotes {names}><w:footnote>{p('注释')}</w:footnote></w:footnotes>",
        "word/comments.xml": f"{start}<w:comments {names}><w:comment>{p('批注')}</w:comment></w:comments>",
    }  # fmt: skip


def r(text: str, properties: str = "") -> str:
    """A run as WPS writes it."""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>{properties}'
        f'<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def p(*inside: str, properties: str = "") -> str:
    """A paragraph: each text is a run, what is XML stays."""
    runs = "".join(each if each.startswith("<") else r(each) for each in inside)
    return (
        '<w:p w14:paraId="3A5F7C1E" w:rsidR="00C45E2B" w:rsidRDefault="00AB17F4"><w:pPr>'
        f'{properties}<w:ind w:firstLine="640" w:firstLineChars="200"/></w:pPr>{runs}</w:p>'
    )


def split_up(text: str) -> str:
    """A paragraph as proofing and years of saving leave it: cut into runs anywhere, tabs by themselves."""
    pieces = re.findall(r"\t|[^\t]{1,4}", text)
    runs = [
        '<w:r w:rsidR="00AB17F4"><w:tab/></w:r>' if piece == "\t"
        else f'<w:proofErr w:type="spellStart"/>{r(piece)}<w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="{n}" '
        f'w:name="_GoBack"/><w:bookmarkEnd w:id="{n}"/><w:r><w:lastRenderedPageBreak/></w:r>'
        for n, piece in enumerate(pieces)
    ]  # fmt: skip
    return p(*runs)


def saved(folder: Path, body: str, name: str = "稿件.docx", **parts: str) -> Path:
    path = folder / name
    path.write_bytes(packed(files_of(body, **parts)))
    return path


def read(folder: Path, body: str, **parts: str) -> Document:
    return read_docx(saved(folder, body, **parts))


def lines(folder: Path, *body: str, **parts: str) -> list[str]:
    return read(folder, "".join(body), **parts).text.removesuffix("\n").split("\n")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return newspaper(tmp_path / "content")


# -- the same drafts as of plain text ------------------------------------------------------------


def gold_text(gold: Mapping[str, Any], indent: str, gap: str) -> str:
    return "\n".join(
        article["headline"] + gap + "".join(indent + paragraph + gap for paragraph in article["paragraphs"])
        for article in gold["articles"]
    )


@pytest.mark.parametrize("paragraph", [p, split_up], ids=["plain", "in runs"])
@pytest.mark.parametrize("page", ["printed lines", "whole paragraphs", "with blank lines"])
def test_the_drafts_are_those_of_the_plain_text(
    content: Path, tmp_path: Path, gold: dict[str, Any], page: str, paragraph: Any
) -> None:
    text = {
        "printed lines": PAGE.read_text(encoding="utf-8"),
        "whole paragraphs": gold_text(gold, "", "\n"),
        "with blank lines": gold_text(gold, "　　", "\n\n"),
    }[page]
    plain = tmp_path / "稿件.txt"
    plain.write_text(text, encoding="utf-8")
    document = saved(tmp_path, "".join(paragraph(line) for line in text.removesuffix("\n").split("\n")))
    imported = []
    for source in (plain, document):
        code, out, _ = command("import", source, *DAY, "--content", content)
        assert code == 0 and "balances" in out
        issue = content / "issues/2021/12-12"
        imported.append({path.name: path.read_bytes() for path in issue.iterdir()})
        imported[-1]["report"] = out.partition(": ")[2].encode()
        shutil.rmtree(issue)
    assert len(imported[0]) == 7 + 2 + 1
    assert imported[0] == imported[1]


def test_a_corrected_page_out_of_word_is_imported_again(content: Path, tmp_path: Path, gold: dict[str, Any]) -> None:
    document = saved(tmp_path, "".join(map(p, gold_text(gold, "", "\n").split("\n"))))
    assert command("import", document, *DAY, "--content", content)[0] == 0
    labels = content / "issues/2021/12-12/page-01.labels.txt"
    text = labels.read_text(encoding="utf-8")
    labels.write_text(re.sub(r"^H2( *)\|", r"F \1|", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    code, out, _ = command("import", labels, "--content", content)
    assert code == 0 and "balances" in out and "in no article" in out
    assert command("import", document, *DAY, "--content", content)[0] == 1  # corrected by hand


# -- what is text and what is not ----------------------------------------------------------------

BOX = f"<w:txbxContent>{p('市委常委会召开会议')}{p('林红玉主持')}</w:txbxContent>"
BOXED = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
    f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
ONLY_OLD = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wpsCustomData"><wpsCustomData:shape/></mc:Choice><mc:Fallback>'
    f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
ART = (
    '<w:r><w:pict><v:shapetype><v:textpath on="t"/></v:shapetype><v:shape><v:textpath string="泗水县报"/></v:shape>'
    "</w:pict></w:r>"
)
PICTURE = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><pic:pic xmlns:pic='http://schemas.openxmlformats.org/drawingml/"
    "2006/picture'><pic:blipFill><a:blip r:embed='rId7'/></pic:blipFill></pic:pic></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:imagedata r:id='rId7'/></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)
DELETED = '<w:rPr><w:del w:id="7" w:author="编辑"/></w:rPr>'
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


RUBY = (
    '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt><w:r><w:t>sì</w:t></w:r></w:rt>'
    "<w:rubyBase><w:r><w:t>泗</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (p("市委", "常委会") + p() + p("　　本报讯"), ["市委常委会", "", "　　本报讯"]),
        (p("以更高标准", "<w:r><w:br/></w:r>", "更严要求", "<w:r><w:cr/></w:r>", "创建"),
         ["以更高标准", "更严要求", "创建"]),
        (p("一", "<w:r><w:tab/></w:r>", "二", properties='<w:tabs><w:tab w:val="left" w:pos="840"/></w:tabs>'),
         ["一\t二"]),
        (p("0537", "<w:r><w:noBreakHyphen/></w:r>", "4220000", "<w:r><w:softHyphen/></w:r>", "转"),
         ["0537-4220000转"]),
        (p("<w:r><w:t> 两边的空格不算 </w:t></w:r>", "　　算 "), ["两边的空格不算　　算 "]),
        (p("会议", '<w:del w:id="1"><w:r><w:delText>指出</w:delText></w:r></w:del>',
           f'<w:ins w:id="2">{r("强调")}</w:ins>', "，要", f'<w:moveFrom w:id="3">{r("抓好")}</w:moveFrom>', "落实",
           f'<w:moveTo w:id="4">{r("抓好")}</w:moveTo>'), ["会议强调，要落实抓好"]),
        (p("前一段", properties=DELETED) + p("接着说。") + p("后一段"), ["前一段接着说。", "后一段"]),
        (p(f'<w:del w:id="1">{r("全删").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")}</w:del>',
           properties=DELETED) + p("留下"), ["留下"]),
        (p("从前是删的", properties='<w:rPr><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>'),
         ["从前是删的"]),
        (p("看", FIELD.format("begin"), code(' HYPERLINK "https://example.org/" '), FIELD.format("separate"), "网址",
           FIELD.format("end"), "。"), ["看网址。"]),
        (p(FIELD.format("begin"), code(" IF "), FIELD.format("begin"), code(" PAGE "), FIELD.format("separate"), "1",
           FIELD.format("end"), code(" = 1 "), FIELD.format("separate"), "首页", FIELD.format("end"), "。"),
         ["首页。"]),
        (p('<w:fldSimple w:instr=" DATE ">' + r("3月2日") + "</w:fldSimple>",
           f'<w:hyperlink r:id="rId9">{r("链接的字")}</w:hyperlink>'), ["3月2日链接的字"]),
        (p("看得见", r("看不见", "<w:vanish/>"), r("也看得见", '<w:vanish w:val="0"/>')), ["看得见也看得见"]),
        (p("两段", properties="<w:rPr><w:vanish/></w:rPr>") + p("成一段"), ["两段成一段"]),
        (p(RUBY, "水县"), ["泗水县"]),
        (p("正文", '<w:commentRangeStart w:id="0"/>', "有批注", '<w:r><w:commentReference w:id="0"/></w:r>',
           '<w:r><w:footnoteReference w:id="2"/></w:r>', "。"), ["正文有批注。"]),
        (p("上", '<w:sdt><w:sdtPr/><w:sdtContent><w:smartTag>' + r("中") + "</w:smartTag></w:sdtContent></w:sdt>",
           "下"),
         ["上中下"]),
        (f"<w:sdt><w:sdtContent>{p('整段')}</w:sdtContent></w:sdt>", ["整段"]),
        (p("CO", "<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath>", "排放"), ["CO2排放"]),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F06E"/></w:r>', "王伟",
           '<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>', '<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>'),
         ["■王伟〓①"]),
        (p("上一段") + p(BOXED, "会议指出", "，要创建。") + p("下一段"),
         ["上一段", "市委常委会召开会议", "林红玉主持", "会议指出，要创建。", "下一段"]),
        (p(ONLY_OLD, "正文"), ["市委常委会召开会议", "林红玉主持", "正文"]),
        (p(ART), ["泗水县报"]),
        (p("<w:r><w:rPr><w:vanish/></w:rPr>" + BOXED.removeprefix("<w:r>"), "正文"), ["正文"]),
    ],
)  # fmt: skip
def test_the_text_is_what_a_reader_of_the_document_sees(tmp_path: Path, body: str, right: list[str]) -> None:
    assert lines(tmp_path, body) == right


def test_the_other_form_of_the_standard_is_read_too(tmp_path: Path) -> None:
    assert lines(tmp_path, p("市委", RUBY), word=STRICT) == ["市委泗"]


def test_what_a_style_hides_is_hidden(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="z-Top of Form"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="11"><w:basedOn w:val="10"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="12"><w:basedOn w:val="12"/></w:style>'
    )
    body = p("窗体顶端", properties='<w:pStyle w:val="11"/>') + p("正文", properties='<w:pStyle w:val="12"/>')
    assert lines(tmp_path, body, styles=styles) == ["正文"]


def test_a_ladder_of_styles_is_not_climbed_from_each_of_its_steps(tmp_path: Path) -> None:
    steps = (
        f'<w:style w:type="paragraph" w:styleId="{number}"><w:basedOn w:val="{number + 1}"/></w:style>'
        for number in range(30_000)
    )
    assert lines(tmp_path, p("正文"), styles="".join(steps)) == ["正文"]


def table(*rows: Sequence[str], row: str = "") -> str:
    """Each cell is XML, or the text of its one paragraph."""
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="3"/></w:tblPr><w:tblGrid><w:gridCol w:w="2840"/></w:tblGrid>'
        + "".join(
            f"<w:tr>{row}"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="2840"/></w:tcPr>{each if each.startswith("<") else p(each)}</w:tc>'
                for each in cells
            )
            + "</w:tr>"
            for cells in rows
        )
        + "</w:tbl>"
    )


def test_a_table_is_read_cell_by_cell_and_a_row_of_words_and_numbers_is_one_line(tmp_path: Path) -> None:
    body = (
        p("天气")
        + table(["城市", "最高", "最低"], ["济宁", "12", "3"], ["任城", "", "2"])
        + table([p("左栏标题") + p("左栏第一段，很长。"), p("右栏标题") + p("右栏第一段，很长。")])
        + table(["已删", "的行"], row='<w:trPr><w:del w:id="1"/></w:trPr>')
        + table([table(["里", "外"]) + p()])
        + p("完")
    )
    assert lines(tmp_path, body) == [
        "天气", "城市\t最高\t最低", "济宁\t12\t3", "任城\t—\t2", "左栏标题", "左栏第一段，很长。", "右栏标题",
        "右栏第一段，很长。", "里\t外", "完",
    ]  # fmt: skip


def test_an_empty_cell_keeps_its_column_and_is_told(tmp_path: Path) -> None:
    gone = '<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>' + p("已删") + "</w:tc>"
    found = read(tmp_path, table(["", "最高", "最低"], ["济宁", "12", ""]).replace("</w:tr>", gone + "</w:tr>", 1))
    assert found.text == "—\t最高\t最低\n济宁\t12\n"
    assert "1 empty cell of tables stand as —" in found.notes


PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    "broken",
    [
        p(PAGE_BREAK) + p("下一页"),
        p(PAGE_BREAK, "下一页"),
        p("下一页", properties="<w:pageBreakBefore/>"),
        p(properties="<w:sectPr><w:pgSz/></w:sectPr>") + p("下一页"),
    ],
)
@pytest.mark.parametrize("gap", ["", p()])
def test_a_page_break_begins_no_folio_and_parts_what_blank_lines_part(tmp_path: Path, broken: str, gap: str) -> None:
    found = read(tmp_path, p("一") + gap + p("二") + broken + p("三"))
    blank = [""] * bool(gap)
    assert found.text.split("\n") == ["一", *blank, "二", *blank, "下一页", "三", ""]
    assert any("page break of Word taken for no new folio" in note for note in found.notes)


def test_another_number_of_columns_is_no_page_break(tmp_path: Path) -> None:
    body = p("一", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + p("二")
    assert read(tmp_path, body) == Document("一\n二\n", ())


def test_what_is_left_out_is_counted_and_told(content: Path, tmp_path: Path, gold: dict[str, Any]) -> None:
    article = gold["articles"][0]
    body = (
        p(article["headline"])
        + "".join(map(p, article["paragraphs"]))
        + p("另有", BOXED, '<w:del w:id="1"><w:r><w:delText>删去的</w:delText></w:r></w:del>', r("隐藏", "<w:vanish/>"),
            RUBY, '<w:r><w:footnoteReference w:id="2"/></w:r>', FIELD.format("begin"), code(r" EQ \o\ac(○,1) "),
            r("嵌"), FIELD.format("end"), PICTURE, f'<w:del w:id="3">{PICTURE}</w:del>',
            '<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>', PAGE_BREAK, "。")
    )  # fmt: skip
    status, out, err = command("import", saved(tmp_path, body), *DAY, "--content", content)
    assert (status, err) == (0, "")
    for told in (
        "1 page break of Word taken for no new folio",
        "1 text in a box, each read before the paragraph that it is fixed to",
        "3 characters left out: deleted in tracked changes",
        "2 characters left out: hidden text",
        "2 characters left out: readings above the text (ruby)",
        "1 character left out: codes of fields",
        "1 footnote left out",
        "1 picture left out; put them beside the article",
        "1 field left out that draw characters (EQ, as a ringed number)",
        "1 sign of a font without characters stand as 〓",
    ):
        assert f"\n  {told}" in out
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "zh")
        _, out, _ = command("import", tmp_path / "稿件.docx", *DAY, "--content", content)
    assert "文本框里的文字 1 处" in out
    assert not re.search("left out|taken for|in a box|stand as", out)


# -- the numbers of lists ------------------------------------------------------------------------


def level(place: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf06c")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "decimal", "第%1条", '<w:pStyle w:val="4"/><w:suff w:val="space"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="4"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="5"><w:basedOn w:val="4"/></w:style>'
)


def item(text: str, number: int, place: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>')


def test_the_numbers_of_lists_stand_where_word_draws_them(tmp_path: Path) -> None:
    body = (
        item("加强领导", 1) + item("提高认识", 1, 1) + item("明确责任", 1, 1) + item("一把手负责", 1, 2)
        + item("县级", 1, 3) + p("正文。") + item("狠抓落实", 1) + item("再提高认识", 1, 1)
        + item("圆点", 2) + item("另起", 4) + item("接着", 4)
        + p("总则", properties='<w:pStyle w:val="4"/>') + p("附则", properties='<w:pStyle w:val="5"/>')
        + p("没有", properties='<w:pStyle w:val="4"/><w:numPr><w:numId w:val="0"/></w:numPr>') + item("没有这个表", 9)
    )  # fmt: skip
    assert lines(tmp_path, body, styles=STYLES, numbering=NUMBERING) == [
        "一、加强领导", "（一）提高认识", "（二）明确责任", "1.\t一把手负责", "①县级", "正文。", "二、狠抓落实",
        "（一）再提高认识", "•\t圆点", "一、另起", "二、接着", "第1条 总则", "第2条 附则", "没有", "没有这个表",
    ]  # fmt: skip


def test_a_level_that_is_no_number_is_the_first(tmp_path: Path) -> None:
    odd = item("加强领导", 1).replace('<w:ilvl w:val="0"/>', f'<w:ilvl w:val="{"9" * 5000}"/>')
    assert lines(tmp_path, odd, styles=STYLES, numbering=NUMBERING) == ["一、加强领导"]


@pytest.mark.parametrize(
    ("form", "number", "right"),
    [
        ("chineseCounting", 10, "十"), ("chineseCountingThousand", 12, "十二"), ("japaneseCounting", 20, "二十"),
        ("chineseCounting", 105, "一百零五"), ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographDigital", 20, "二〇"), ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"), ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 3, "03"), ("unknown", 7, "7"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_list_says(form: str, number: int, right: str) -> None:
    assert number_as(form, number) == right


# -- what is refused -----------------------------------------------------------------------------

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f']><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
)
GOOD = files_of(p("正文"))
OTHER_FORM = "save it there as *.docx or as plain text (*.txt)"
DAMAGED = "it is damaged and can't be read"
LOCKED = "it is locked with a password"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def with_flag(data: bytes) -> bytes:
    """As if every file in a ZIP were encrypted."""
    for begin, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data = re.sub(
            re.escape(begin) + b"." * (place - 4) + b".",
            lambda found: found[0][:-1] + bytes([found[0][-1] | 1]),
            data,
            flags=re.DOTALL,
        )
    return data


REFUSED = {
    "an old document": (OLE, OTHER_FORM),
    "a locked one": (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "rich text": (b"{\\rtf1\\ansi\\ansicpg936 }", OTHER_FORM),
    "an OpenDocument": (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), OTHER_FORM),
    "half a document": (packed(GOOD)[:900], DAMAGED),
    "any ZIP": (packed({"01-01.txt": "正文"}), "no document of Word"),
    "a table of numbers": (
        packed({**GOOD, "word/document.xml": '<workbook xmlns="urn:x"><sheets/></workbook>'}), "no document of Word",
    ),
    "a locked ZIP": (with_flag(packed(GOOD)), LOCKED),
    "another packing": (packed(GOOD, zipfile.ZIP_BZIP2), DAMAGED),
    "no text": (packed({**GOOD, "word/document.xml": document_xml(p())}), "the file is empty"),
    "its text is missing": (
        packed({key: GOOD[key] for key in GOOD if "document.xml" not in key}), "no document of Word",
    ),
    "no XML": (packed({**GOOD, "word/document.xml": "<w:document"}), DAMAGED),
    "wrong styles": (packed({**GOOD, "word/styles.xml": "<w:styles"}), DAMAGED),
    "no UTF-8": (packed({**GOOD, "word/document.xml": b"<a>\xff</a>"}), DAMAGED),
    "entities": (packed({**GOOD, "word/document.xml": LAUGHS}), DAMAGED),
    "entities in UTF-16": (packed({**GOOD, "word/document.xml": LAUGHS.encode("utf-16")}), DAMAGED),
    "entities in the styles": (packed({**GOOD, "word/styles.xml": LAUGHS}), DAMAGED),
    "text outside of paragraphs": (packed({**GOOD, "word/document.xml": document_xml(r("散落"))}), DAMAGED),
    "an embedded page": (packed(files_of('<w:altChunk r:id="rId8"/>' + p("正文"))), "embedded from another file"),
    "a lost character": (packed(files_of(p("丢\ufffd了"))), "lost in a conversion"),
    "a long text": (packed(files_of(p("很长" * 100_000))), "is this the text of one page"),
    "a bomb": (
        packed({**GOOD, "word/document.xml": b"<w:p/>" * (docx.MAX_PART // 6 + 1)}), "more than 32 MB of text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_what_cannot_be_read_is_told_and_nothing_is_written(content: Path, tmp_path: Path, which: str) -> None:
    data, message = REFUSED[which]
    path = tmp_path / "稿件.docx"
    path.write_bytes(data)
    code, out, err = command("import", path, *DAY, "--content", content)
    assert (code, out) == (1, "")
    assert message in err and "稿件.docx:" in err and "nothing was written" in err
    assert [each.name for each in content.iterdir()] == ["edition.yaml"]


def test_a_file_may_be_as_large_as_its_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "稿件.docx"
    path.write_bytes(packed({**GOOD, "word/media/image1.jpeg": bytes(40 * 1024 * 1024)}, zipfile.ZIP_STORED))
    assert read_docx(path).text == "正文\n"
    monkeypatch.setattr(docx, "MAX_FILE", 1024 * 1024)
    with pytest.raises(EditionError, match="larger than 1 MB"):
        read_docx(path)


def test_a_document_may_be_nested_however_deep(tmp_path: Path) -> None:
    deep = 20_000
    body = "<w:sdt><w:sdtContent>" * deep + p("底") + "</w:sdtContent></w:sdt>" * deep
    assert lines(tmp_path, body) == ["底"]


@given(st.data())
def test_any_damage_is_told(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = packed(files_of(p(BOXED, "正文", RUBY) + table(["一", "二"]) + item("三", 1), STYLES, NUMBERING))
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(max_size=6)) + whole[place + data.draw(st.integers(0, 6)) :]
    path = tmp_path_factory.getbasetemp() / "broken.docx"
    path.write_bytes(broken)
    try:
        assert isinstance(read_docx(path), Document)
    except EditionError as error:
        assert error.problems


PIECES = (
    *(f"<w:{name}>" for name in ("p", "r", "t", "tbl", "tr", "tc", "txbxContent", "del", "rt")),
    *(f"<mc:{name}>" for name in ("AlternateContent", "Choice", "Fallback")), p("字"), r("字"), BOXED,
    FIELD.format("begin"), FIELD.format("separate"), FIELD.format("end"),
    "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>", "<w:pPr><w:sectPr/></w:pPr>", "<w:br/>", "字", item("项", 1), "</>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_order_of_elements_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    body, opened = "", []
    for piece in pieces:
        name = re.fullmatch(r"<([a-z]+:\w+)>", piece)
        if piece == "</>":
            body += f"</{opened.pop()}>" if opened else ""
            continue
        body += piece
        if name:
            opened.append(name[1])
    body += "".join(f"</{name}>" for name in reversed(opened))
    try:
        assert read(tmp_path_factory.getbasetemp(), body, numbering=NUMBERING).text.endswith("\n")
    except EditionError as error:
        assert error.problems
