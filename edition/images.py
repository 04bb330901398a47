"""Pictures that content declares: files beside it, of a kind that every browser shows.

They are published as they are, so nothing here unpacks one: a file of 100 KB may hold
900 megapixels, and would take them from the memory of every reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from edition import urls
from edition.budget import readable
from edition.config import refusal
from edition.fields import Fields
from edition.model import Image
from edition.patterns import pattern
from edition.problems import EditionError, Problem, shown
from edition.tree import Text
from edition.values import replace

IMAGE_KEYS = {"file": "文件", "alt": "替代文字", "caption": "图注", "credit": "摄影"}
MAX_BYTES = 20 * 10**6
"""Of one picture: twenty times what a page may weigh."""
MAX_PIXELS = 100 * 10**6
"""Of one picture: a whole broadsheet page, scanned at 500 dots an inch."""
_IMAGE = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|gif|webp)")
_SIGNATURE = pattern(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL)
_OF_A_TELEPHONE = "is HEIC or AVIF, as telephones save a picture; save it as .jpg"
_SMALLER = "make it smaller: 1,600 pixels in width are enough for an article, 4,000 for a printed page"


def read_images(fields: Fields, folder: Path, content: Path) -> Iterator[Image]:
    """The pictures that an article declares."""
    for item in fields.mappings("images", IMAGE_KEYS):
        if isinstance(item, Text):
            fields.no_mapping(item, "an image is written as a mapping: `- {file: …, alt: …}`")
            continue
        file = item.text("file")
        alt, caption, credit = item.text("alt"), item.text("caption", limit=1000), item.text("credit")
        if item.needs("file") and (image := read_image(folder, content, item, "file", file)):
            yield replace(image, alt=alt, caption=caption, credit=credit)


def read_image(folder: Path, content: Path, fields: Fields, key: str, file: str) -> Image | None:
    """The picture `file` in `folder`, which `key` names; None after a problem."""
    line = fields.line_of(key)
    if not file:
        return None
    if not _IMAGE.fullmatch(file):
        message = f'"{file}" must name a .png, .jpg, .gif or .webp beside this file, in Latin letters, 0-9, -, _ and .'
        stem, dot, kind = file.rpartition(".")
        if kind.lower() in ("heic", "heif", "avif"):
            message = f'"{file}" {_OF_A_TELEPHONE}'
        if _IMAGE.fullmatch(lower := f"{stem}{dot}{kind.lower()}"):
            message = f'"{file}": a name ends in small letters; rename the file to {lower}, and write that here'
        fields.problem(line, message)
        return None
    if urls.is_refused_by_windows(file):
        fields.problem(line, f'"{file}": no file can have this name on Windows; rename it')
        return None
    path = folder / file
    if path.is_symlink() or not path.is_file():
        fields.problem(line, f'there is no file "{file}" beside this one')
        return None
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except PermissionError as error:
        fields.problem(line, f'"{file}" {refusal(error)}')
        return None
    if size > MAX_BYTES:
        fields.problem(line, f'"{file}" has {readable(size)}, more than {readable(MAX_BYTES)}; {_SMALLER}')
        return None
    # An SVG has a size too, and scripts; what it is called doesn't matter.
    width, height = _size(path) if _SIGNATURE.match(data) else (-1, -1)
    if data[4:8] == b"ftyp":
        fields.problem(line, f'"{file}" {_OF_A_TELEPHONE}')
        return None
    if width <= 0 or height <= 0:
        fields.problem(line, f'"{file}" can\'t be read as an image')
        return None
    if width * height > MAX_PIXELS:
        many = f"{width:,.0f} × {height:,.0f} pixels, more than {MAX_PIXELS // 10**6} million"
        fields.problem(line, f'"{file}" has {many}; {_SMALLER}')
        return None
    if _is_cut_short(data):
        fields.problem(line, f'"{file}" ends in the middle of the picture; copy the whole file again')
        return None
    return Image(path.relative_to(content).as_posix(), int(width), int(height), _digest_of(data))


def picture_of(image: Image, content: Path) -> bytes:
    """The picture itself; raise EditionError where the file is another by now, or gone."""
    path = content / image.file
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    if _digest_of(data) != image.digest:
        raise EditionError(Problem(shown(path), 0, "was changed while it was being read; build again"))
    return data


def _digest_of(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _size(path: Path) -> tuple[float, float]:
    """Width and height that the head of a file tells; -1 where it is damaged."""
    from struct import error

    import imagesize  # here, because most articles have no picture

    try:
        width, height = imagesize.get(path)
    except (ValueError, error):
        return -1, -1
    return width, height


def _is_cut_short(data: bytes) -> bool:
    """Whether the end of the picture is missing, as where a copy broke off. What stands behind the end,
    as the film that a telephone takes with a photograph, does no harm."""
    if data.startswith(b"RIFF"):
        return len(data) < 8 + int.from_bytes(data[4:8], "little")
    if data.startswith(b"GIF"):
        return b"\0;" not in data
    if data.startswith(b"\x89PNG"):
        return b"\0\0\0\0IEND" not in data
    place = 2
    while data[place : place + 1] == b"\xff" and data[place + 1 : place + 2] != b"\xda":
        is_filling = data[place + 1 : place + 2] == b"\xff"
        # Before the picture a small one may stand, with an end.
        place += 1 if is_filling else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return b"\xff\xd9" not in data[place:]
