"""edition.yaml, and where the folders are."""

from __future__ import annotations

import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from edition.budget import Limits
from edition.fields import Fields, is_web_address
from edition.patterns import pattern
from edition.problems import EditionError, Problem, shown
from edition.tree import parse_yaml, printable
from edition.values import Value
from edition.variants import INSTALL, simplified
from edition.words import LANGUAGES

KEYS = {
    "title": "标题",
    "newspaper": "报名",
    "language": "语言",
    "minguo": "民国纪年",
    "place": "地点",
    "publisher": "出版者",
    "description": "简介",
    "rights": "版权",
    "filings": "备案",
    "base_url": "网址",
    "tag": "标识",
    "repository": "仓库",
    "page_size": "每页篇数",
    "data": "数据",
    "epub": "电子书",
    "offline": "离线版",
    "search": "检索",
    "limits": "上限",
}
SEARCH_KEYS = {"fold_variants": "繁简互通"}
LIMIT_KEYS = {"site": "全站", "page": "单页", "files": "文件数"}
_SIZE = pattern(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(KB|MB|GB)")
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}
_TAG = pattern(r"(?:[\w.+-]+@)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?,[0-9]{4}(?:-[0-9]{2}){0,2}:[\w./~%-]*", re.ASCII)
_SAFE = "/%:"
_ANSWERS = {"true": "是", "false": "否", "yes": "", "no": ""}

SYMLINK = "symbolic links are not followed; put the file itself here"
NO_FILE = "this is no file but a folder, a pipe or the like; put the file itself here, or rename this"


class Config(Value, frozen=True):
    """One build: what edition.yaml says, the folders, and the options of the command."""

    content: Path
    templates: Path
    assets: Path
    site: Path
    title: str
    newspaper: str
    language: str = "zh-Hans"
    minguo: bool = False
    """Whether dates say the year of the Republic of China too."""
    place: str = ""
    publisher: str = ""
    description: str = ""
    rights: str = ""
    filings: tuple[str, ...] = ()
    base_url: str = ""
    """`https://host/repo/` with the last `/`; empty when not known."""
    tag: str = ""
    """What the ids of feed entries begin with: `example.org,2026:paper`; empty without a base_url."""
    repository: str = ""
    page_size: int = 50
    """Articles on one page of a list."""
    data: bool = False
    """Whether there are files for research below /data/."""
    epub: bool = False
    """Whether every issue is there as a book."""
    offline: bool = False
    """Whether the whole edition is there as one ZIP."""
    limits: Limits = Limits()
    fold_variants: bool = False
    """Search takes traditional and simplified characters for the same letters."""
    search: bool = True
    """Whether there is any: an option of the command, not the key of this name."""
    drafts: bool = False

    @property
    def base_path(self) -> str:
        """The path of `base_url`: `/repo/`, or `/`."""
        return urlsplit(self.base_url).path or "/"


_CONFLICT = pattern("^<<<<<<< ", re.MULTILINE)


def read_text(path: Path | str, name: str, limit: int = 0, doubt: str = "") -> str:
    """A text file as text with `\\n` line ends; raise EditionError where it isn't UTF-8, or has
    more than `limit` bytes, with what to ask oneself then."""
    data = _bytes_of(path, name, limit, doubt)
    try:
        text = data.removeprefix(BOM_UTF8).decode()  # in half the time of utf-8-sig
    except UnicodeDecodeError as error:
        # Counted in what was decoded: without a mark of byte order.
        line = one_kind_of_line_end(error.object[: error.start].decode("latin-1")).count("\n") + 1
        message = f"not UTF-8{_what_else(data)}; save the file as UTF-8"
        raise EditionError(Problem(name, line, message)) from None
    text = one_kind_of_line_end(text)
    if "<<<<<<< " in text and (found := _CONFLICT.search(text)) and "\n=======\n" in text[found.end() :]:
        message = "two versions stand here that git could not merge; keep one, and delete the lines of <<<, === and >>>"
        raise EditionError(Problem(name, text.count("\n", 0, found.start()) + 1, message))
    return text


def text_if_there(path: Path, name: str, limit: int = 0, doubt: str = "") -> str:
    """The same text, and none where there is no such file. What is there and no file is told: who is private by
    a people.yaml that nobody can read would be shown."""
    try:
        return read_text(path, name, limit, doubt)
    except (FileNotFoundError, NotADirectoryError):
        return ""


def refusal(error: OSError) -> str:
    """What the system says where it lets nobody read, as while another program has a file for itself."""
    return f"can't be read: {error.strerror}; close it in other programs, or mend who may read it"


_NOT_BEHIND_A_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Windows has no such way to open a file."""
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""A pipe is else opened only when somebody writes into it."""


def _bytes_of(path: Path | str, name: str, limit: int, doubt: str) -> bytes:
    """All that is in a file; in half the time of `open`."""
    try:
        if not _NOT_BEHIND_A_LINK and os.path.islink(path):
            raise OSError(SYMLINK)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NOT_BEHIND_A_LINK | _AT_ONCE)
    except OSError as error:
        if os.path.islink(path):
            raise EditionError(Problem(name, 0, SYMLINK)) from None
        if isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise
        # A folder, on Windows, or a socket.
        is_none = os.path.exists(path) and not os.path.isfile(path)
        raise EditionError(Problem(name, 0, NO_FILE if is_none else refusal(error))) from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise EditionError(Problem(name, 0, NO_FILE))
        size = found.st_size
        if limit and size > limit:
            raise EditionError(Problem(name, 0, f"larger than {limit // 1024} KB; {doubt}"))
        data = os.read(handle, size + 1)
    except OSError as error:
        raise EditionError(Problem(name, 0, refusal(error))) from None
    finally:
        os.close(handle)
    return data if len(data) == size else Path(path).read_bytes()


def one_kind_of_line_end(text: str) -> str:
    """With `\\n` at the end of every line, whatever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _what_else(data: bytes) -> str:
    """What a file that isn't UTF-8 looks like."""
    def share(text: str, is_common: Callable[[str], bool]) -> float:
        """Of its Chinese characters, how many are common: few, where it is read in the wrong way."""
        chinese = [character for character in text if "\u4e00" <= character <= "\u9fff"]
        return sum(map(is_common, chinese)) / max(len(chinese), 1)

    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " but UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    as_gbk = share(text, lambda character: character.encode("gb2312", "ignore") != b"")
    try:
        # The first part of the table has what is common.
        as_big5 = share(data.decode("big5"), lambda character: character.encode("big5") < b"\xc9\x40")
    except UnicodeDecodeError:
        as_big5 = 0
    looks_like = "Big5" if as_big5 > as_gbk else "GB18030 (GBK)" if as_gbk else ""
    return f" but {looks_like}, as it looks" if looks_like else ""


def read_fields(path: Path, synonyms: Mapping[str, str], what: str) -> Fields:
    """A YAML file as fields; raise EditionError where it can't be read at all."""
    name = shown(path)
    problems: list[Problem] = []
    text = printable(read_text(path, name), name, problems)
    return Fields(parse_yaml(text, name, 1, problems), name, synonyms, what, problems)


def _tag(fields: Fields) -> str:
    """The authority and the name that the ids of feed entries begin with, by RFC 4151."""
    value = fields.text("tag")
    authority, comma, name = value.partition(",")
    tag = f"{_domain(authority)}{comma}{quote(name, safe=_SAFE)}"
    if value and not _TAG.fullmatch(tag):
        message = f'"tag" is a domain of yours, a year and a name, as example.org,2026:paper, not "{value}"'
        fields.problem(fields.line_of("tag"), message)
        return ""
    return tag


def _tag_of(base_url: str) -> str:
    """The same from the site's address, where nobody has given one.

    The year is not the issue's: whoever mints a tag must have had the domain in that year.
    """
    parts = urlsplit(base_url)
    return f"{_domain(parts.hostname)},2026:{quote(parts.path.strip('/'), safe=_SAFE)}" if parts.hostname else ""


def _domain(name: str) -> str:
    """As the network knows it: xn--…, where it has other letters than Latin ones."""
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name


def _is_so(fields: Fields, key: str) -> bool:
    return fields.choice(key, _ANSWERS, "false") in ("true", "yes")


def _limits(fields: Fields) -> Limits:
    inner = fields.mapping("limits", LIMIT_KEYS)
    limits = Limits(_size(inner, "site", 10**9), _size(inner, "page", 10**6), inner.number("files"))
    inner.no_more()
    return limits


def _size(fields: Fields, key: str, default: int) -> int:
    value = fields.text(key)
    found = _SIZE.fullmatch(value.upper())
    if value and not found:
        fields.problem(fields.line_of(key), f'"{key}" is a size, as 500 KB, 20 MB or 1 GB, not "{value}"')
    return round(float(found[1]) * _UNITS[found[2]]) if found else default


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether it does, or is the folder itself."""
    return f"{os.path.realpath(path)}{os.sep}".startswith(f"{os.path.realpath(folder)}{os.sep}")


def load_config(
    content: Path,
    site: Path,
    root: Path,
    *,
    base_url: str | None = None,
    search: bool = True,
    drafts: bool = False,
) -> Config:
    """Read content/edition.yaml; `root` holds templates/ and assets/.

    `base_url`, where given, wins over the file (a workflow knows the host, the file
    need not). Raise EditionError with everything that is wrong in it.
    """
    path = content / "edition.yaml"
    name = shown(path)
    if not content.is_dir():
        raise EditionError(Problem(shown(content), 0, "there is no such folder; name it with --content"))
    try:
        fields = read_fields(path, KEYS, "edition.yaml")
    except FileNotFoundError:
        raise EditionError(Problem(name, 0, "there is no such file; it needs at least `title: …`")) from None
    title = fields.text("title")
    fields.needs("title")
    given = fields.address("base_url")
    if "?" in given or "#" in given:
        fields.problem(fields.line_of("base_url"), f'"base_url" must not have a ? or # in it: "{given}"')
    if base_url is not None:
        given = base_url
        if given and (not is_web_address(given) or "?" in given or "#" in given):
            message = f'--base-url must begin with https:// or http://, without ? and #, not "{given}"'
            fields.problem(0, message)
            given = ""
    taken = [folder for folder in (content / "issues", root / "templates", root / "assets") if _lies_in(site, folder)]
    # Its own assets/ would be the program's.
    taken += [root] if _lies_in(site, root) and _lies_in(root, site) else []
    # Beside the issues it may lie, as where the newspaper is the working folder.
    taken += [content] if _lies_in(site, content) and _lies_in(content, site) else []
    for folder in taken:
        message = f"a build reads {shown(folder)}/, so the site can't lie there; name another --site"
        fields.problems.append(Problem(shown(site), 0, message))
    searching = fields.mapping("search", SEARCH_KEYS)
    fold_variants = _is_so(searching, "fold_variants")
    if fold_variants and search:
        try:
            simplified()
        except ModuleNotFoundError:
            searching.problem(searching.line_of("fold_variants"), f'"fold_variants" needs OpenCC: {INSTALL}')
    searching.no_more()
    config = Config(
        content=content,
        templates=root / "templates",
        assets=root / "assets",
        site=site,
        title=title,
        newspaper=fields.text("newspaper", title),
        language=fields.choice("language", {language: "" for language in LANGUAGES}, "zh-Hans"),
        minguo=_is_so(fields, "minguo"),
        place=fields.text("place"),
        publisher=fields.text("publisher"),
        description=fields.text("description", lines=True, limit=2000),
        rights=fields.text("rights", lines=True, limit=2000),
        filings=fields.separate("filings", "，、；"),
        base_url=given.rstrip("/") + "/" if given else "",
        tag=_tag(fields) or _tag_of(given),
        repository=fields.address("repository"),
        page_size=fields.number("page_size", 50, least=5, most=1000),
        data=_is_so(fields, "data"),
        epub=_is_so(fields, "epub"),
        offline=_is_so(fields, "offline"),
        limits=_limits(fields),
        fold_variants=fold_variants,
        search=search,
        drafts=drafts,
    )
    fields.finish()
    return config
