"""Reads what editors write: articles, issue.yaml and people.yaml, into values.

Where a file lies says what it is: issues/<year>/<month>-<day>/<folio>-<position>.md.
Front matter may repeat that and must then agree. Every key has a Chinese spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from edition import markdown
from edition.config import read_text, shown
from edition.fields import Fields, Table, Text, forbidden_characters, is_web_address, parse_yaml
from edition.model import Article, Byline, Correction, Entry, Image, Mention, Origin
from edition.problems import EditionError, Problem, gather

KEYS = {
    "headline": "标题", "headline_lines": "标题行", "kicker": "引题", "deck": "副题", "column": "栏题",
    "section": "版名", "genre": "体裁", "byline": "署名", "dateline": "电头", "event_date": "事件日期",
    "persons": "人物", "places": "地点", "keywords": "关键词", "images": "图片", "continued": "转版",
    "source": "来源", "status": "状态", "corrections": "更正", "aliases": "别名", "rights": "版权",
    "date": "日期", "folio": "版次", "position": "序号",
}
BYLINE_KEYS = {"name": "姓名", "role": "身份", "id": "编号"}
PERSON_KEYS = {"name": "姓名", "office": "职务", "role": "角色", "id": "编号"}
IMAGE_KEYS = {"file": "文件", "alt": "替代文字", "caption": "图注", "credit": "摄影"}
SOURCE_KEYS = {"file": "文件", "note": "说明"}
CORRECTION_KEYS = {"date": "日期", "note": "说明"}
ISSUE_KEYS = {
    "number": "期号", "date_certainty": "刊期", "date_evidence": "刊期依据", "note": "说明", "folios": "版面",
}
FOLIO_KEYS = {"section": "版名", "image": "版面图"}
PEOPLE_KEYS = {
    "id": "编号", "name": "姓名", "aliases": "别名", "reading": "读音", "note": "说明", "kind": "类别", "same_as": "同一人",
}
STATUSES = {"public": "公开", "draft": "草稿", "withdrawn": "撤回"}
CERTAINTIES = {"certain": "确定", "inferred": "推定"}
KINDS = {"person": "人物", "staff": "本报", "private": "不公开"}

MAX_ARTICLE = 1024 * 1024
_ARTICLE = re.compile(r"(\d{2})-(\d{2,3})(?:-[^/]*)?\.md")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(\d{2})-(\d{2})")
_IMAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|gif|webp)")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NEAR_MISSES = (".markdown", ".mdown", ".mkd", ".mdx", ".md.txt")


@dataclass(frozen=True, slots=True)
class IssueNotes:
    """What issue.yaml says; empty for an issue without one."""

    file: str
    date: date
    number: str = ""
    inferred: bool = False
    evidence: str = ""
    note: str = ""
    sections: tuple[tuple[int, str], ...] = ()
    """Every folio that is named, with its section (empty when only an image is given)."""
    images: tuple[tuple[int, Image], ...] = ()


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """One folder below issues/ and the files in it that are read."""

    path: Path
    date: date
    articles: tuple[Path, ...]
    notes: Path | None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read, before it is put together."""

    articles: tuple[Article, ...]
    notes: tuple[IssueNotes, ...]
    entries: tuple[tuple[Entry, int], ...]
    """Each entry with its line in people.yaml."""
    people_file: str
    about: str
    """Markdown of about.md; empty when there is none."""


def read_content(content: Path) -> Content:
    """Read the whole content folder; raise one EditionError with every problem in it."""

    def read(part: object) -> object:
        return part() if callable(part) else None

    folders = find_issues(content)
    paths = [(path, folder, content) for folder in folders for path in folder.articles]
    parts = gather(read, (
        lambda: gather(lambda given: read_article(*given), paths),
        lambda: gather(lambda folder: read_notes(folder, content), folders),
        lambda: read_people(content / "people.yaml"),
        lambda: read_about(content / "about.md"),
    ))
    articles, notes, entries, about = parts
    return Content(articles, notes, entries, shown(content / "people.yaml"), about)  # type: ignore[arg-type]


# -- folders -------------------------------------------------------------------------------------


def find_issues(content: Path) -> tuple[IssueFolder, ...]:
    """The issue folders, oldest first; raise EditionError for names that say no date."""
    root = content / "issues"
    if not root.is_dir():
        return ()
    problems: list[Problem] = []
    folders: list[IssueFolder] = []
    for year in _listing(root, problems):
        if not year.is_dir():
            continue
        if not _YEAR.fullmatch(year.name):
            problems.append(Problem(shown(year), 0, "a folder in issues/ is a year in four digits: 2021"))
            continue
        for day in _listing(year, problems):
            if not day.is_dir():
                if day.suffix == ".md":
                    message = "an article lies in the folder of its day: issues/2021/12-12/01-01.md"
                    problems.append(Problem(shown(day), 0, message))
                continue
            try:
                found = _DAY.fullmatch(day.name)
                if not found:
                    raise ValueError("not month and day")
                when = date(int(year.name), int(found[1]), int(found[2]))
            except ValueError:
                message = f'"{year.name}/{day.name}" is no date; an issue\'s folder is <year>/<month>-<day>: 2021/12-12'
                problems.append(Problem(shown(day), 0, message))
                continue
            folders.append(_issue_folder(day, when, problems))
    if problems:
        raise EditionError(*problems)
    return tuple(folders)


def _issue_folder(folder: Path, when: date, problems: list[Problem]) -> IssueFolder:
    articles: list[Path] = []
    notes: Path | None = None
    for path in _listing(folder, problems):
        if path.name == "issue.yaml":
            notes = path
        elif path.is_dir():
            problems.append(Problem(shown(path), 0, "a folder inside an issue is not read; move its files up"))
        elif path.suffix == ".md":
            if _ARTICLE.fullmatch(path.name):
                articles.append(path)
            else:
                message = "an article's file is named <folio>-<position>.md, as 01-03.md or 01-03-sishui.md"
                problems.append(Problem(shown(path), 0, message))
        elif path.name.lower().endswith(_NEAR_MISSES) or path.suffix.lower() == ".md":
            problems.append(Problem(shown(path), 0, f"would not be read; name it {path.name.split('.')[0]}.md"))
        elif path.name.lower() in ("issue.yml", "issues.yaml"):
            problems.append(Problem(shown(path), 0, "would not be read; name it issue.yaml"))
    return IssueFolder(folder, when, tuple(articles), notes)


def _listing(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """What lies in a folder, by name, without dot files; a symbolic link is a problem."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            problems.append(Problem(shown(path), 0, "symbolic links are not followed; put the file itself here"))
            continue
        yield path


# -- articles ------------------------------------------------------------------------------------


def read_article(path: Path, folder: IssueFolder, content: Path) -> Article:
    """One Markdown file as an Article; raise EditionError with everything wrong in it."""
    name = shown(path)
    if path.stat().st_size > MAX_ARTICLE:
        raise EditionError(Problem(name, 0, f"larger than {MAX_ARTICLE // 1024} KB; is this one article?"))
    text = read_text(path, name)
    problems = list(forbidden_characters(text, name))
    if problems:
        raise EditionError(*problems)
    header, body, body_line = split_front_matter(text, name)
    fields = Fields(parse_yaml(header, name, 2), name, KEYS, "the front matter", problems)
    found = _ARTICLE.fullmatch(path.name)
    assert found, path
    folio, position = int(found[1]), int(found[2])
    _agree(fields, folder.date, folio, position)
    headline = fields.text("headline")
    if fields.node("headline") is None:
        fields.problem(2, "the headline is missing: add `headline: …`")
    article = Article(
        file=name, date=folder.date, folio=folio, position=position, headline=headline,
        body=body, body_line=body_line,
        headline_lines=_headline_lines(fields, headline),
        kicker=fields.text("kicker"), deck=fields.texts("deck"), column=fields.text("column"),
        section=fields.text("section"), genre=fields.text("genre"),
        byline=tuple(_bylines(fields)), dateline=fields.text("dateline"),
        event_date=fields.day("event_date"), persons=tuple(_mentions(fields)),
        places=fields.texts("places"), keywords=fields.texts("keywords"),
        images=tuple(_images(fields, folder.path, content)), continued=_continued(fields),
        source=_source(fields), status=fields.choice("status", STATUSES, "public"),
        corrections=tuple(_corrections(fields)), aliases=tuple(_aliases(fields)),
        rights=fields.text("rights", lines=True, limit=2000),
    )
    if folio < 1 or position < 1:
        fields.problem(0, "folios and positions are counted from 01")
    if article.status != "withdrawn":
        _check_body(fields, article)
    fields.finish()
    return article


def split_front_matter(text: str, name: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise EditionError(Problem(name, 1, "an article begins with a line `---`, its front matter, and a line `---`"))
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number - 1]), "\n".join(lines[number:]), number + 1
    raise EditionError(Problem(name, 1, "the front matter is not closed: put a line `---` between it and the text"))


def _agree(fields: Fields, when: date, folio: int, position: int) -> None:
    told = fields.day("date")
    if told is not None and told != when:
        fields.problem(fields.line_of("date"), f'"date" says {told}, the folder says {when}; make them agree')
    for key, value in (("folio", folio), ("position", position)):
        said = fields.number(key, value)
        if said != value:
            fields.problem(fields.line_of(key), f'"{key}" says {said}, the file name says {value}; make them agree')


def _headline_lines(fields: Fields, headline: str) -> tuple[str, ...]:
    lines = fields.texts("headline_lines")
    bare = re.sub(r"\s", "", headline)
    if lines and headline and re.sub(r"\s", "", "".join(lines)) != bare:
        message = f'"headline_lines" spell 「{"".join(lines)}」, the headline is 「{headline}」; make them agree'
        fields.problem(fields.line_of("headline_lines"), message)
        return ()
    return lines


def _bylines(fields: Fields) -> Iterator[Byline]:
    for item in fields.mappings("byline", BYLINE_KEYS):
        if isinstance(item, Text):
            role, name = _role_and_name(item.value)
            yield Byline(name, role, line=item.line)
        elif name := _needed_name(item):
            yield Byline(name, item.text("role"), _id(item), item.line)


def _role_and_name(text: str) -> tuple[str, str]:
    """`记者 宋仪凯` is a role and a name; a Latin name with spaces is only a name."""
    first, _, rest = text.partition(" ")
    if rest and re.search("[\u3400-\u9fff]", first):
        return first, rest.strip()
    return "", text


def _mentions(fields: Fields) -> Iterator[Mention]:
    seen: set[tuple[str, str]] = set()
    for item in fields.mappings("persons", PERSON_KEYS):
        if isinstance(item, Text):
            mention = Mention(item.value, line=item.line)
        else:
            name = _needed_name(item)
            mention = Mention(name, item.text("office"), item.text("role"), _id(item), item.line)
        if not mention.name:
            continue
        if (mention.name, mention.id) in seen:
            fields.problem(item.line, f'"{mention.name}" is declared twice; keep one')
            continue
        seen.add((mention.name, mention.id))
        yield mention


def _needed_name(item: Fields) -> str:
    name = item.text("name")
    if item.node("name") is None:
        item.problem(item.line, f"in {item.what}: the name is missing: add `name: …`")
    return name


def _id(item: Fields) -> str:
    value = item.text("id")
    if value and not _ID.fullmatch(value):
        item.problem(item.line_of("id"), f'"id" is made of a-z, 0-9 and -, not "{value}"')
        return ""
    return value


def _images(fields: Fields, folder: Path, content: Path) -> Iterator[Image]:
    for item in fields.mappings("images", IMAGE_KEYS):
        if isinstance(item, Text):
            fields.problem(item.line, "an image is written as a mapping: `- {file: …, alt: …}`")
            continue
        file = item.text("file")
        alt, caption, credit = item.text("alt"), item.text("caption", limit=1000), item.text("credit")
        if item.node("file") is None:
            item.problem(item.line, 'in "images": the file is missing: add `file: …`')
        elif image := read_image(folder / file, content, item, alt, caption, credit):
            yield image


def read_image(
    path: Path, content: Path, fields: Fields, alt: str = "", caption: str = "", credit: str = "",
) -> Image | None:
    """A picture beside the file that names it; None after a problem."""
    import imagesize

    line = fields.line_of("file") if "file" in fields.values else fields.line
    if not _IMAGE.fullmatch(path.name) or path.parent / path.name != path:
        message = f'"{path.name}": an image is a png, jpg, gif or webp whose name has only a-z, 0-9, -, _ and .'
        fields.problem(line, message)
        return None
    if path.is_symlink() or not path.is_file():
        fields.problem(line, f'there is no file "{path.name}" beside this one')
        return None
    width, height = imagesize.get(path)
    if width <= 0 or height <= 0:
        fields.problem(line, f'"{path.name}" can\'t be read as an image')
        return None
    digest = blake2b(path.read_bytes(), digest_size=16).hexdigest()
    file = path.relative_to(content).as_posix()
    return Image(file, int(width), int(height), digest, alt, caption, credit)


def _continued(fields: Fields) -> tuple[int, int] | None:
    value = fields.text("continued")
    if not value:
        return None
    found = re.fullmatch(r"(\d{1,2})-(\d{1,3})", value)
    if not found:
        message = f'"continued" names folio and position, as 04-02, not "{value}"'
        fields.problem(fields.line_of("continued"), message)
        return None
    return int(found[1]), int(found[2])


def _source(fields: Fields) -> Origin:
    value = fields.node("source")
    if isinstance(value, Text):
        return Origin(note=fields.text("source"))
    inner = fields.mapping("source", SOURCE_KEYS)
    origin = Origin(inner.text("file"), inner.text("note", lines=True, limit=1000))
    inner.no_more()
    return origin


def _corrections(fields: Fields) -> Iterator[Correction]:
    for item in fields.mappings("corrections", CORRECTION_KEYS):
        if isinstance(item, Text):
            fields.problem(item.line, "a correction is written as a mapping: `- {date: 2021-12-13, note: …}`")
            continue
        when, note = item.day("date"), item.text("note", lines=True, limit=1000)
        if item.node("date") is None or item.node("note") is None:
            item.problem(item.line, "a correction needs a date and a note")
        elif when:
            yield Correction(when, note)


def _aliases(fields: Fields) -> Iterator[str]:
    for value in fields.texts("aliases"):
        if not re.fullmatch(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\.html?)?", value) or value == "/":
            message = f'an alias is an old address below the site that ends in / or .html, as /old/content_1.html, not "{value}"'
            fields.problem(fields.line_of("aliases"), message)
        else:
            yield value


def _check_body(fields: Fields, article: Article) -> None:
    if not article.body.strip():
        fields.problem(article.body_line, "the article has no text after its front matter")
    elif markdown.has_picture(article.body):
        line = next(n for n, text in enumerate(article.body.split("\n"), article.body_line) if "![" in text)
        fields.problem(line, "a picture is declared in the front matter: `images: [{file: …, alt: …}]`")


# -- issue.yaml, people.yaml, about.md -----------------------------------------------------------


def read_notes(folder: IssueFolder, content: Path) -> IssueNotes:
    """What issue.yaml says about an issue."""
    if folder.notes is None:
        return IssueNotes(shown(folder.path / "issue.yaml"), folder.date)
    name = shown(folder.notes)
    fields = _fields(folder.notes, ISSUE_KEYS, "issue.yaml")
    sections: list[tuple[int, str]] = []
    images: list[tuple[int, Image]] = []
    folios = fields.mapping("folios")
    for key, _ in tuple(folios.values.values()):
        folios.asked.add(key.value)
        if not re.fullmatch(r"\d{1,2}", key.value) or int(key.value) < 1:
            folios.problem(key.line, f'a folio is a number from 1, not "{key.value}"')
            continue
        value = folios.node(key.value)
        if value is None or isinstance(value, Text):
            sections.append((int(key.value), folios.text(key.value)))
            continue
        folio = folios.mapping(key.value, FOLIO_KEYS)
        sections.append((int(key.value), folio.text("section")))
        if file := folio.text("image"):
            image = read_image(folder.path / file, content, folio)
            images += [(int(key.value), image)] if image else []
        folio.no_more()
    certainty = fields.choice("date_certainty", CERTAINTIES, "certain")
    evidence = fields.text("date_evidence", lines=True, limit=1000)
    if certainty == "inferred" and not evidence:
        message = "an inferred date needs its evidence: add `date_evidence: …`, readers will see it"
        fields.problem(fields.line_of("date_certainty"), message)
    notes = IssueNotes(
        name, folder.date, fields.text("number"), certainty == "inferred", evidence,
        fields.text("note", lines=True, limit=1000), tuple(sorted(sections)), tuple(images),
    )
    fields.finish()
    return notes


def read_people(path: Path) -> tuple[tuple[Entry, int], ...]:
    """The authority file, each entry with its line; empty when there is none. The default
    id, pinyin and digest, is filled in by `assemble`."""
    if not path.is_file():
        return ()
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    root = parse_yaml(text, name)
    # A list has no keys, so it is read as the one value of a mapping.
    fields = Fields(Table(((Text("people.yaml", 1), root),), 1), name, None, "people.yaml")
    entries: list[tuple[Entry, int]] = []
    for item in fields.mappings("people.yaml", PEOPLE_KEYS):
        if isinstance(item, Text):
            fields.problem(item.line, "a person is written as a mapping: `- {name: …, reading: …}`")
            continue
        person = Entry(
            _id(item), _needed_name(item), item.texts("aliases"), item.text("reading"), item.text("note"),
            item.choice("kind", KINDS, "person"), tuple(_same_as(item)),
        )
        entries.append((person, item.line))
    fields.finish()
    return tuple(entries)


def _same_as(item: Fields) -> Iterator[str]:
    for value in item.texts("same_as"):
        if is_web_address(value):
            yield value
        else:
            item.problem(item.line_of("same_as"), f'"same_as" holds addresses that begin with https://, not "{value}"')


def read_about(path: Path) -> str:
    """The text of the page 关于; empty when there is none."""
    if not path.is_file():
        return ""
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    return text


def _fields(path: Path, synonyms: dict[str, str], what: str) -> Fields:
    name = shown(path)
    text = read_text(path, name)
    if problems := forbidden_characters(text, name):
        raise EditionError(*problems)
    return Fields(parse_yaml(text, name), name, synonyms, what)
