"""Checks of one built page: ids, title, data, pictures, and what a template should not let out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from edition.check.finding import Check, Found
from edition.check.reader import LINKS, Page

_HANDLER = re.compile("on[a-z]+")
_SCHEME = re.compile("(javascript|vbscript|data):", re.IGNORECASE)
_UNREAD = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
"""What a browser leaves out of an address before it reads it."""


def duplicate_ids(page: Page) -> Iterator[Found]:
    first: dict[str, int] = {}
    for tag in page.tags:
        name = tag.attributes.get("id")
        if name is None:
            continue
        if name in first:
            yield Found(page.path, tag.line, tag.column, (name, str(first[name])))
        else:
            first[name] = tag.line


def title_missing(page: Page) -> Iterator[Found]:
    """Pages without a title, or with more than one."""
    if not any(title.text.strip() for title in page.titles):
        yield Found(page.path, 1, 1, ("0",))
    for title in page.titles[1:]:
        yield Found(page.path, title.line, title.column, (str(len(page.titles)),))


def data_unreadable(page: Page) -> Iterator[Found]:
    for data in page.data:
        try:
            json.loads(data.text)
        except json.JSONDecodeError as error:
            column = error.colno if error.lineno > 1 else data.column + error.colno - 1
            yield Found(page.path, data.line + error.lineno - 1, column, (error.msg,))


def image_without_size(page: Page) -> Iterator[Found]:
    """Pictures that make the text jump when they arrive."""
    for tag in page.tags:
        if tag.name == "img" and not all(tag.attributes.get(side, "").isdecimal() for side in ("width", "height")):
            yield Found(page.path, tag.line, tag.column, (tag.attributes.get("src", ""),))


def template_leaks(page: Page) -> Iterator[Found]:
    for leak in page.leaks:
        yield Found(page.path, leak.line, leak.column, (leak.text[:30],))


def lost_characters(page: Page) -> Iterator[Found]:
    if "\ufffd" in page.text:
        for number, line in enumerate(page.text.split("\n"), 1):
            if "\ufffd" in line:
                yield Found(page.path, number, line.index("\ufffd") + 1)


def inline_handlers(page: Page) -> Iterator[Found]:
    for tag in page.tags:
        for name in tag.attributes:
            if _HANDLER.fullmatch(name):
                yield Found(page.path, tag.line, tag.column, (name, tag.name))


def inline_styles(page: Page) -> Iterator[Found]:
    for tag in page.tags:
        if "style" in tag.attributes:
            yield Found(page.path, tag.line, tag.column, (tag.name,))


def script_links(page: Page) -> Iterator[Found]:
    """Links that run something; a picture may be in its own address (data:)."""
    for tag in page.tags:
        for name, value in tag.attributes.items():
            scheme = _SCHEME.match(_UNREAD.sub("", value)) if (tag.name, name) in LINKS else None
            is_picture = tag.name in ("img", "image", "source", "input") and scheme and scheme[1].lower() == "data"
            if scheme and not is_picture:
                yield Found(page.path, tag.line, tag.column, (tag.name, name, value[:30]))


CHECKS: tuple[Check[Page], ...] = (
    Check(
        "duplicate-id",
        "error",
        duplicate_ids,
        'id="{0}"在第{1}行已经用过',
        'id="{0}" is already on line {1}',
    ),
    Check(
        "title-missing",
        "error",
        title_missing,
        "页面应有且只有一个非空的<title>（现有{0}个）",
        "a page has one <title> that is not empty; here are {0}",
    ),
    Check(
        "json-ld",
        "error",
        data_unreadable,
        "JSON-LD无法解析：{0}",
        "the JSON-LD can't be parsed: {0}",
    ),
    Check(
        "image-without-size",
        "warning",
        image_without_size,
        "图片{0}没有写明width和height",
        "the picture {0} has no width and height",
    ),
    Check(
        "template-leak",
        "error",
        template_leaks,
        "模板代码漏到了页面上：“{0}”",
        "template code is left in the page: “{0}”",
    ),
    Check(
        "lost-character",
        "error",
        lost_characters,
        "这里有U+FFFD，是转码时丢失的字符",
        "U+FFFD stands where a character was lost in a conversion",
    ),
    Check(
        "inline-handler",
        "error",
        inline_handlers,
        "<{1}>上有{0}属性；页面的安全策略不执行它，请改写到assets/的脚本里",
        "<{1}> has {0}=…, which the pages' policy forbids; put it into a script in assets/",
    ),
    Check(
        "inline-style",
        "error",
        inline_styles,
        "<{0}>上有style属性；页面的安全策略不采用它，请改写到样式表里",
        "<{0}> has style=…, which the pages' policy forbids; put it into a style sheet",
    ),
    Check(
        "script-link",
        "error",
        script_links,
        "<{0}>的{1}“{2}”会执行代码；链接只能用http、https、mailto或相对地址",
        "{1} of <{0}> would run code: “{2}”; links are http, https, mailto or relative",
    ),
)
