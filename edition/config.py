"""edition.yaml, and where the folders are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from edition.fields import NOTHING, Fields, forbidden_characters, is_web_address, parse_yaml
from edition.problems import EditionError, Problem
from edition.words import CATALOGUE

KEYS = {
    "title": "标题",
    "newspaper": "报名",
    "language": "语言",
    "place": "地点",
    "publisher": "出版者",
    "description": "简介",
    "rights": "版权",
    "base_url": "网址",
    "repository": "仓库",
    "page_size": "每页篇数",
}


@dataclass(frozen=True, slots=True)
class Config:
    """One build: what edition.yaml says, the folders, and the options of the command."""

    content: Path
    templates: Path
    assets: Path
    site: Path
    title: str
    newspaper: str
    language: str = "zh-Hans"
    place: str = ""
    publisher: str = ""
    description: str = ""
    rights: str = ""
    base_url: str = ""
    """`https://host/repo/` with the last `/`; empty when not known."""
    repository: str = ""
    page_size: int = 50
    """Articles on one page of a list."""
    search: bool = True
    drafts: bool = False

    @property
    def base_path(self) -> str:
        """The path of `base_url`: `/repo/`, or `/`."""
        return urlsplit(self.base_url).path or "/"


def read_text(path: Path, name: str) -> str:
    """A text file as text with `\\n` line ends; raise EditionError where it isn't UTF-8."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8"
        if _reads_as_gb18030(data):
            message += ", it looks like GB18030 (GBK)"
        raise EditionError(Problem(name, line, message)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _reads_as_gb18030(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= character <= "\u9fff" for character in text)


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
    if not path.is_file():
        raise EditionError(Problem(name, 0, "there is no edition.yaml; it needs at least `title: …`"))
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    fields = Fields(parse_yaml(text, name) or NOTHING, name, KEYS, "edition.yaml")
    title = fields.text("title")
    if fields.node("title") is None:
        fields.problem(fields.line_of("title"), "the title is missing: add `title: …`")
    given = fields.address("base_url")
    if base_url is not None:
        given = base_url
        if given and not is_web_address(given):
            fields.problem(0, f'--base-url must begin with https:// or http://, not "{given}"')
            given = ""
    if given and (urlsplit(given).query or urlsplit(given).fragment):
        fields.problem(fields.line_of("base_url"), '"base_url" must not have a ? or # in it')
    config = Config(
        content=content,
        templates=root / "templates",
        assets=root / "assets",
        site=site,
        title=title,
        newspaper=fields.text("newspaper", title),
        language=fields.choice("language", {language: "" for language in CATALOGUE}, "zh-Hans"),
        place=fields.text("place"),
        publisher=fields.text("publisher"),
        description=fields.text("description", lines=True, limit=2000),
        rights=fields.text("rights", lines=True, limit=2000),
        base_url=given.rstrip("/") + "/" if given else "",
        repository=fields.address("repository"),
        page_size=fields.number("page_size", 50, least=5, most=1000),
        search=search,
        drafts=drafts,
    )
    fields.finish()
    return config


def shown(path: Path) -> str:
    """A path as a person would type it: from the working folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
