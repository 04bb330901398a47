"""Who is named in a file of the content: bylines, persons, and the ids of people.yaml.

Print sets a name of two characters wide (王 伟): it is the same name. What is more than one
name, or a key with its value, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from edition import urls
from edition.characters import HAN, is_han
from edition.fields import Fields
from edition.model import Byline, Mention
from edition.names import slug
from edition.patterns import pattern
from edition.tree import Text

BYLINE_KEYS = {"name": "姓名", "role": "身份", "id": "编号"}
PERSON_KEYS = {"name": "姓名", "office": "职务", "role": "角色", "id": "编号"}
_ID = pattern(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_INDEX_PAGE = pattern(r"(?:[a-z]|index|other)(?:-[0-9]+)?")
"""Ids whose page would lie where a page of the person index lies."""
_HAN = f"[{HAN}]"
_PADDED = f"(?<!{_HAN}){_HAN}(?:\\s+{_HAN})+(?!{_HAN})"
"""A name in single characters, set wide as print does it: 王 伟."""
_BETWEEN_NAMES = f"[，、；]|{_HAN}\\s*[;,]\\s*{_HAN}"
"""A mark that stands between two names and in none."""
_GAP = f"(?<={_HAN})\\s+(?={_HAN})"
"""White space in a name of Chinese characters."""
_BETWEEN = frozenset("，、；;,：: \u3000\u00a0")
"""Whatever needs a second look in a name holds one of these: two names, a key with its value, 王 伟."""
_BY = pattern(r"(?:(?P<role>[^\W\d_].*) )?by (?P<name>[^,]+)(?:, *(?P<office>.+))?", re.IGNORECASE)
"""By Jane Doe; By Jane Doe, Staff Writer; Photograph by Jane Doe."""
_TWO_NAMES = pattern(
    r"(?!from )(?!.* (?:of|for) )\S+ .+ and \S+ "
    r"(?!.*(?:administration|agency|association|board|books|commission|committee|company|council|department|foundation"
    r"|institute|news|office|reports|services?|society|university)$).+",
    re.IGNORECASE,
)
"""Jane Doe and John Roe; not Smith and Sons, nor Oceanic and Atmospheric Administration, nor staff and wire reports."""

_DONE = frozenset({
    "摄", "攝", "摄影", "攝影", "摄影报道", "攝影報道", "文", "图", "圖", "文图", "文圖", "图文", "圖文", "文/图",
    "文/圖", "图/文", "圖/文", "文并摄", "文並攝", "报道", "報道", "整理", "采写", "採寫", "撰文", "供图", "供圖",
    "供稿", "绘", "繪", "绘图", "繪圖", "画", "畫", "译", "譯", "编译", "編譯",
})  # fmt: skip
"""What print says behind a name, of what they did: 张三 摄. It's nobody's name."""
_ROLE_ENDS = "者员員生人"
"""Behind a role that ends so stands a name, be it 文."""


def read_bylines(fields: Fields) -> Iterator[Byline]:
    """Who wrote an article, each with what they are."""
    for item in fields.mappings("byline", BYLINE_KEYS):
        if isinstance(item, Text):
            role, name = _role_and_name(item.value)
            is_plain = _BETWEEN.isdisjoint(name) and "/" not in name
            if done := _done(item.value, role, name):
                message = f'"{item.value}" has its role behind the name; write {{name: …, role: {done}}}'
                fields.problem(item.line, message)
            elif role.endswith(",") or (not is_plain and re.search(f"{_HAN}\\s+{_HAN}|{_BETWEEN_NAMES}|/", name)):
                message = f'"{item.value}" is more than one role and one name; write a list: [记者 张三, 通讯员 李四]'
                fields.problem(item.line, message)
            elif _TWO_NAMES.fullmatch(name) or (name != item.value and " and " in name):
                lists = "write a list: [By Jane Doe, By John Roe]; one name is written {name: …}"
                message = f'"{item.value}" is more than one name; {lists}'
                fields.problem(item.line, message)
            yield Byline(name, role, slug(name), line=item.line)
        elif name := needed_name(item):
            role, given = item.text("role"), entry_id(item)
            yield Byline(name, role, given or slug(name), bool(given), item.line)


def _done(text: str, role: str, name: str) -> str:
    """What a byline says behind the name of what they did, 摄 in 张三 摄 and 张三（摄）; empty where nothing."""
    *before, last = text.strip("（）()").replace("（", " ").replace("(", " ").split() or [""]
    if not before or last not in _DONE or (name == last and role[-1:] in _ROLE_ENDS):
        return ""
    # 王 伟 文 may be a name that is set wide; nobody's ends with 摄.
    is_set_wide = len(last) == len(before[-1]) == 1 and name != last
    return "" if is_set_wide and last not in "摄攝" else last


def _role_and_name(text: str) -> tuple[str, str]:
    """`记者 宋仪凯` and `By Jane Doe, Staff Writer` are a role and a name; a Latin name with spaces is only a name."""
    if found := _BY.fullmatch(text):
        role = f"{found['role']} by" if found["role"] else found["office"] or ""
        return role, found["name"].strip()
    bare = _set_close(text.strip("（）()") if text[:1] in ("（", "(") else text)
    parts = re.split(r"\s*[：:]\s*|\s+", bare, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 and any(map(is_han, parts[0])) else ("", bare)


def read_mentions(fields: Fields) -> Iterator[Mention]:
    """Who an article is about, each once."""
    seen: set[tuple[str, str]] = set()
    for item in fields.mappings("persons", PERSON_KEYS):
        if isinstance(item, Text):
            name, office, role, given = item.value, "", "", ""
        else:
            name = needed_name(item)
            office, role, given = item.text("office"), item.text("role"), entry_id(item)
            if not name:
                continue
        if not _BETWEEN.isdisjoint(name):
            name = _one_name(name, fields, item.line)
        mention = Mention(name, office, role, given or slug(name), bool(given), item.line)
        if (mention.name, mention.id) in seen:
            fields.problem(item.line, f'"{mention.name}" is declared twice; keep one')
            continue
        seen.add((mention.name, mention.id))
        yield mention


def _one_name(text: str, fields: Fields, line: int) -> str:
    """王伟, also where it is set wide; what isn't one name is told."""
    name = _set_close(text)
    if re.search(_BETWEEN_NAMES, name):
        fields.tell_comma(line, name)
    elif found := re.match(f"({'|'.join((*PERSON_KEYS, *PERSON_KEYS.values()))})\\s*[：:]", name):
        message = f"between a key and its value stand a half-width colon and a space: `{found[1]}: …`"
        fields.problem(line, f'"{name}" is read as a name; {message}')
    elif len(parts := re.split(_GAP, name)) > 1:
        whole = f" or nothing: {''.join(parts)}" if len("".join(parts)) <= 4 else ""
        comma = f"between two stands a half-width comma: [{', '.join(parts)}]"
        message = f"{comma}; within one a dot: {'·'.join(parts)}{whole}"
        fields.problem(line, f'"{name}" is read as one name; {message}')
    return name


def _set_close(name: str) -> str:
    # In most names no two words are one character, and the pattern takes 3 ms to compile.
    if not any(len(one) == len(other) == 1 for one, other in pairwise(name.split())):
        return name
    return re.sub(_PADDED, lambda wide: "".join(wide[0].split()), name)


def needed_name(item: Fields) -> str:
    """The name in a mapping that must have one."""
    item.needs("name")
    return _set_close(item.text("name"))


def entry_id(item: Fields) -> str:
    """The id of an entry of people.yaml; empty when none is given."""
    value = item.text("id")
    if value and (fault := fault_of_id("id", value)):
        item.problem(item.line_of("id"), fault)
        return ""
    return value


def fault_of_id(key: str, value: str) -> str:
    """Why nobody can have this id; empty where somebody can."""
    if value and not _ID.fullmatch(value):
        return f'"{key}" is up to 60 of a-z, 0-9 and -, as wang-wei-2, not "{value}"'
    if _INDEX_PAGE.fullmatch(value):
        return f'"{value}" is the address of an index page; write a longer "{key}"'
    if urls.is_refused_by_windows(value):
        return f'"{value}": no file can have this name on Windows; write another "{key}"'
    return ""
