"""Checks of pictures: how they are described, what they tell of a place, how heavy they are, who sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from edition.budget import readable
from edition.check.finding import Check, Found
from edition.check.source import Newspaper, Source

_HEAVY = 10**6
"""Bytes. The guide says 500 KB; a picture of twice as much was probably never made smaller."""
_NOTED = 2**18
"""Bytes within which a JPEG has what the camera noted: two segments, each below 64 KB."""
_EXIF = re.compile(rb"(?:Exif\0\0|eXIf|EXIF....)(?:Exif\0\0)?(II\*\0|MM\0\*)", re.DOTALL)
"""What a camera noted, as JPEG, PNG and WebP keep it: text and numbers in the form of a TIFF."""
_XMP = re.compile(rb"exif:GPSLatitude\b")
_GPS, _LATITUDE = 0x8825, 2
_PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|webp|heic|heif|avif|bmp|tiff?)", re.I)


def images_without_alt(source: Source) -> Iterator[Found]:
    for image in source.article.images:
        if not image.alt:
            yield Found(source.path, *source.place_of("images", image.name), (image.name,))


def places_told(source: Source) -> Iterator[Found]:
    """Photographs that say to a metre where they were taken, as a telephone's do."""
    for name, path in _pictures(source):
        if tells_place(_opening(path)):
            yield Found(source.path, *source.place_of("images", name), (name,))


def heavy_pictures(source: Source) -> Iterator[Found]:
    for name, path in _pictures(source):
        if (size := path.stat().st_size) > _HEAVY:
            yield Found(source.path, *source.place_of("images", name), (name, readable(size)))


def regions_without_picture(newspaper: Newspaper) -> Iterator[Found]:
    """Articles that say where they stand on a picture which their folio does not have."""
    for source in newspaper.sources:
        article = source.article
        if article.region and (article.date, article.folio) not in newspaper.pictured:
            yield Found(source.path, *source.place_of("region"), (str(article.folio),))


def pictures_not_shown(newspaper: Newspaper) -> Iterator[Found]:
    """Pictures in the folder of an issue that neither an article nor issue.yaml names."""
    for path in newspaper.unnamed:
        if _PICTURE.fullmatch(path):
            yield Found(path, 0, 0)


def _pictures(source: Source) -> Iterator[tuple[str, Path]]:
    for image in source.article.images:
        yield image.name, Path(source.path).with_name(image.name)


def _opening(path: Path) -> bytes:
    """What stands before the picture itself in a JPEG, and all of another."""
    with path.open("rb") as file:
        data = file.read(_NOTED)
        return data if data.startswith(b"\xff\xd8") else data + file.read()


def tells_place(data: bytes) -> bool:
    """Whether a picture holds the latitude of the place where it was taken."""
    if _XMP.search(data):
        return True
    for found in _EXIF.finditer(data):
        start, order = found.start(1), "little" if found[1] == b"II*\0" else "big"

        def number(place: int, size: int, start: int = start, order: str = order) -> int:
            return int.from_bytes(data[start + place : start + place + size], order)  # type: ignore[arg-type]

        def fields(place: int) -> Iterator[tuple[int, int]]:
            """Of a table the number of each field, and what it holds or where that is."""
            for entry in range(place + 2, place + 2 + 12 * number(place, 2), 12):
                yield number(entry, 2), number(entry + 8, 4)

        for tag, table in fields(number(4, 4)):
            if tag == _GPS and any(inner == _LATITUDE for inner, _ in fields(table)):
                return True
    return False


ARTICLE_CHECKS: tuple[Check[Source], ...] = (
    Check(
        "image-without-alt",
        "warning",
        images_without_alt,
        "图片{0}没有替代文字；请用alt说明画面，供看不见的读者听读",
        "the picture {0} has no alt; say what is to be seen, for those who cannot see it",
    ),
    Check(
        "place-in-picture",
        "warning",
        places_told,
        "图片{0}里记着拍摄地点的经纬度，会随图片发表；请先去掉",
        "the picture {0} holds the coordinates of the place where it was taken, and is published with them",
    ),
    Check(
        "heavy-picture",
        "note",
        heavy_pictures,
        "图片{0}有{1}，手机读者要等；宽1600像素、500 KB以内就够",
        "the picture {0} has {1}, which readers wait for; 1,600 pixels in width and 500 KB are enough",
    ),
)

NEWSPAPER_CHECKS: tuple[Check[Newspaper], ...] = (
    Check(
        "region-without-image",
        "warning",
        regions_without_picture,
        "写了版面位置，但第{0}版没有版面图",
        "says where it stands on the printed page, but folio {0} has no image",
    ),
    Check(
        "picture-not-shown",
        "note",
        pictures_not_shown,
        "没有哪一篇用到这张图片，读者看不到；请写进文章的“图片”一项",
        "no article names this picture, so nobody sees it; declare it in the `images` of one",
    ),
)
