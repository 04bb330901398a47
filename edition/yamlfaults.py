"""What an editor usually did where YAML gives up, and how to mend it.

The parser says what it expected; an editor wants to know what to write instead.
"""

from __future__ import annotations

from typing import Any

from edition.patterns import pattern

_INNER = (
    "姓名|职务|角色|身份|编号|文件|说明|替代文字|图注|摄影|日期|版名|版面图|旧址|新址|原因|读音|类别|别名|曾用编号|同一人"
    "|全站|单页|文件数|繁简互通"
    "|name|office|role|id|file|note|alt|caption|credit|date|section|image|old|new|reason|reading|kind|aliases|formerly"
    "|same_as|site|page|files|fold_variants|[0-9]{1,2}"
)
"""Keys of the mappings within, of every file; any other line that is indented may be a text."""
_NO_KEY = pattern(rf"(?:(?:- )?([^\s:：\"'#\[\]{{}}][^\s:：]{{0,19}})|[ ]+(?:- )?({_INNER}))(：|:(?=\S))")
"""A line that begins like `headline：` or `headline:…`, which is no key for YAML."""
_WIDE_COMMA = pattern(rf"[^{{\[]*[{{\[].*?([，、；])\s*(?:(?:{_INNER})\s*[:：]|[\"'])")
"""Within brackets, before what is the next item: `{姓名: 李明，职务: 县长}`."""


def what_is_wrong(error: Any, text: str) -> list[tuple[int, str]]:
    """The lines, from 0, on which to mend what stopped the parser, and how."""
    mark = error.problem_mark or error.context_mark
    wrong = no_keys(text)
    return wrong if wrong and wrong[0][0] <= mark.line else [_first_fault(error, text)]


def _first_fault(error: Any, text: str) -> tuple[int, str]:
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    here = lines[mark.line] if mark.line < len(lines) else ""
    before, at = here[: mark.column].rstrip(), here[mark.column : mark.column + 1]
    if "tab character" in problem or (at == "\t" and "cannot start any token" in problem):
        return mark.line, "indented with a tab; use spaces"
    if problem.startswith("mapping values are not allowed"):
        if ":" in before:
            return mark.line, "a text with `: ` in it needs quotes"
        return mark.line, "this line is taken for more of the text above; begin it in the same column as the other keys"
    if problem.startswith("did not find expected key"):
        if before[-1:] in tuple("\"'"):
            return mark.line, f"the text goes on after {before[-1]}; put all of it in quotes of the other kind"
        if before[-1:] in tuple("]}"):
            return mark.line, f"the text goes on after {before[-1]}; put all of it in quotes"
        return mark.line, "keys of one level must begin in the same column"
    if problem == "did not find expected <document start>":
        return mark.line, "keys of one level must begin in the same column"
    opened = error.context_mark.line if error.context_mark else mark.line
    if "did not find expected ',' or" in problem and (wide := _WIDE_COMMA.match(lines[opened])):
        return opened, f"between two stands a half-width comma, not {wide[1]}"
    for start, line, message in (
        ("could not find expected ':'", opened, "this line has no `key: value`"),
        ("did not find expected ',' or ']'", opened, "a list is not closed with ], or a text in it needs quotes"),
        ("did not find expected ',' or '}'", opened, "a mapping is not closed with }, or a text in it needs quotes"),
        ("found unexpected end of stream", opened, "the quotation mark is not closed"),
        ("did not find expected '-' indicator", mark.line, "a list and `key: value` lines are mixed here"),
        ("did not find expected node content", mark.line, "a value is missing here"),
        ("found unknown escape character", mark.line, r"write \\ for a backslash, or use single quotes"),
        ("found invalid Unicode character escape", mark.line, r"this \u… is no character; type the character itself"),
        ("mapping keys are not allowed", mark.line, "a text that begins with ? needs quotes"),
        ("block sequence entries", mark.line, "a text that begins with - needs quotes; a list begins on its own line"),
        ("found character that cannot start any token", mark.line, f"a text that begins with {at} needs quotes"),
    ):
        if problem.startswith(start):
            return line, message
    if context.endswith(("an alias", "an anchor", "a tag", "a block scalar")):
        sign = lines[opened][error.context_mark.column]
        return opened, f"a text that begins with {sign} needs quotes"
    return mark.line, f"not valid YAML: {problem}"


def no_keys(text: str) -> list[tuple[int, str]]:
    """The lines, from 0, whose key is followed by no half-width colon and space; each with what to write."""
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n")):
        if found := _NO_KEY.match(line):
            key = found[1] or found[2]
            message = f"write a space after the colon: `{key}: …`"
            if found[3] == "：":
                message = f"after {key} stands a full-width ：, write a half-width colon and a space"
            wrong.append((number, message))
    return wrong
