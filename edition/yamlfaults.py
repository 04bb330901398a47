"""What an editor usually did where YAML gives up, and how to mend it.

The parser says what it expected; an editor wants to know what to write instead.
"""

from __future__ import annotations

import re
from typing import Any

_NO_KEY = re.compile(r"(?:- )?([^\s:：\"'#\[\]{}][^\s:：]{0,19})(：|:(?=\S))")
"""A line that begins like `headline：` or `headline:…`, which is no key for YAML."""


def what_is_wrong(error: Any, text: str) -> tuple[int, str]:
    """The line, from 0, on which to mend what stopped the parser, and how."""
    context, problem = error.context or "", error.problem or ""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    if (wrong := no_key(text)) and wrong[0] <= mark.line:
        return wrong
    here = lines[mark.line] if mark.line < len(lines) else ""
    before, at = here[: mark.column].rstrip(), here[mark.column : mark.column + 1]
    if "tab character" in problem or (at == "\t" and "cannot start any token" in problem):
        return mark.line, "indented with a tab; use spaces"
    if problem.startswith("mapping values are not allowed"):
        if ":" in before:
            return mark.line, "a text with `: ` in it needs quotes"
        return mark.line, "this line is taken for more of the text above; begin it in the same column as the other keys"
    if problem.startswith("did not find expected key"):
        if before[-1:] in tuple("\"']}"):
            return mark.line, f"the text goes on after {before[-1]}; put all of it in quotes of the other kind"
        return mark.line, "keys of one level must begin in the same column"
    opened = error.context_mark.line if error.context_mark else mark.line
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


def no_key(text: str) -> tuple[int, str] | None:
    """The first line, from 0, whose key is followed by no half-width colon and space."""
    for number, line in enumerate(text.split("\n")):
        if found := _NO_KEY.match(line):
            if found[2] == "：":
                return number, f"after {found[1]} stands a full-width ：, write a half-width colon and a space"
            return number, f"write a space after the colon: `{found[1]}: …`"
    return None
