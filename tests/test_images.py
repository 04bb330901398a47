"""A picture that would take the memory of its readers is refused before it is opened."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from edition import images
from edition.content import Content, read_content
from edition.problems import EditionError
from tests import toy

PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
JPEG_END = b"\xff\xd9"
WEBP = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"


def png(width: int, height: int) -> bytes:
    """As much of a PNG as says how large it is, and its end."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + struct.pack(">I", zlib.crc32(head)) + PNG_END


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\0" * 20 + JPEG_END


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 20 + b";"  # sub-blocks end with a zero


def webp(width: int, height: int) -> bytes:
    return WEBP + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + b"\0" * 8


def told(folder: Path, data: bytes, name: str = "a.png", **issue: str) -> str:
    articles = {"01-01": toy.article(images=[{"file": name}]), "01-02": toy.article("")}
    content = toy.newspaper(folder / "content", articles, files={f"issues/2021/12-12/{name}": data}, **issue)
    code, _, err = toy.command("build", "--content", content, "--site", folder / "site", "--no-search")
    assert code == 1, "the other article has no headline"
    assert "01-02.md:2: " in err, "what else is wrong is told in the same run"
    return err


@pytest.mark.parametrize(("kind", "make"), [("png", png), ("jpg", jpeg), ("gif", gif), ("webp", webp)])
def test_a_small_file_that_holds_a_huge_picture_is_told_with_its_line(tmp_path: Path, kind: str, make: object) -> None:
    assert callable(make)
    err = told(tmp_path, make(30_000, 30_000), f"a.{kind}")
    assert f'01-01.md:3: "a.{kind}" has 30,000 × 30,000 pixels, more than 100 million; make it smaller' in err


@pytest.mark.parametrize("make", [png, jpeg, gif, webp])
def test_a_scanned_page_is_not_too_large(tmp_path: Path, make: object) -> None:
    assert callable(make)
    assert "01-01.md" not in told(tmp_path, make(9_000, 11_000), {png: "a.png", jpeg: "a.jpg"}.get(make, "a.gif"))


def test_a_heavy_file_is_told_with_its_line(tmp_path: Path) -> None:
    heavy = png(100, 100).ljust(images.MAX_BYTES + 10**6, b"\0")
    assert '01-01.md:3: "a.png" has 21.0 MB, more than 20.0 MB; make it smaller' in told(tmp_path, heavy)


def test_the_picture_of_a_folio_is_held_to_the_same(tmp_path: Path) -> None:
    err = told(tmp_path, png(100, 100))
    assert "more than" not in err
    toy.newspaper(
        tmp_path / "content",
        issues={"2021/12-12": "folios:\n  1: {section: 要闻, image: b.png}\n"},
        files={"issues/2021/12-12/b.png": png(65_535, 65_535)},
    )
    assert 'issue.yaml:2: "b.png" has 65,535 × 65,535 pixels' in told(tmp_path, png(100, 100))


@pytest.mark.parametrize("name", ["a.heic", "a.jpg"])
def test_a_picture_as_telephones_save_it_is_told_by_what_it_is(tmp_path: Path, name: str) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)
    assert f'01-01.md:3: "{name}" is HEIC or AVIF, as telephones save a picture; save it as .jpg' in told(
        tmp_path, heic, name
    )


CUT = (png(4, 3)[:20], jpeg(4, 3)[:4], gif(4, 3)[:7], WEBP[:14], jpeg(1, 1)[:3] + b"\xff" * 50)


@pytest.mark.parametrize("data", CUT)
def test_a_picture_that_is_cut_short_is_told(tmp_path: Path, data: bytes) -> None:
    assert '01-01.md:3: "a.png" can\'t be read as an image' in told(tmp_path, data)


PREVIEW = b"\xff\xd8\xff\xda\0\x02small" + JPEG_END
"""As a camera puts one before the picture."""
PHOTOGRAPH = (
    b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(PREVIEW)) + PREVIEW + jpeg(40, 30)[2:26]
    + b"\xff\xda\0\x02light and shade" + JPEG_END
)  # fmt: skip
FILM = b"mp4 \xff\xda\0\x02"


@pytest.mark.parametrize(
    ("name", "whole", "end"),
    [
        ("a.png", toy.picture(40, 30), len(PNG_END)),
        ("a.jpg", PHOTOGRAPH, 1),
        ("a.gif", gif(40, 30), 1),
        ("a.webp", webp(40, 30), 1),
    ],
)
def test_a_picture_whose_end_is_missing_is_told(tmp_path: Path, name: str, whole: bytes, end: int) -> None:
    message = f'01-01.md:3: "{name}" ends in the middle of the picture; copy the whole file again'
    assert message in told(tmp_path / "cut", whole[:-end], name)
    assert "01-01.md" not in told(tmp_path / "whole", whole, name)
    assert "01-01.md" not in told(tmp_path / "padded", whole + b"\0\0", name)


def test_what_stands_behind_a_photograph_does_no_harm(tmp_path: Path) -> None:
    assert "01-01.md" not in told(tmp_path / "film", PHOTOGRAPH + FILM, "a.jpg")
    assert "01-01.md" not in told(tmp_path / "gif", gif(40, 30) + b"\r\n", "a.gif")
    assert "01-01.md" not in told(tmp_path / "fill", PHOTOGRAPH[:2] + b"\xff" + PHOTOGRAPH[2:], "a.jpg")


@pytest.mark.parametrize("other", [toy.picture(5, 5), b"", None])
def test_a_picture_that_changes_in_the_middle_of_a_build_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: bytes | None
) -> None:
    """Else it would stand for the one that was read, and stay where that is put back."""
    articles = {"01-01": toy.article(images=[{"file": "a.png", "alt": "图"}])}
    files: dict[str, str | bytes] = {f"issues/{toy.DAY}/a.png": toy.picture()}
    content = toy.newspaper(tmp_path / "content", articles, files=files, edition="title: 试报\nepub: true\n")

    def read_before(*arguments: Any) -> Content:
        found = read_content(*arguments)
        path = content / "issues" / toy.DAY / "a.png"
        path.write_bytes(other) if other is not None else path.unlink()
        return found

    monkeypatch.setattr("edition.pipeline.read_content", read_before)
    with pytest.raises(EditionError, match=r"a\.png: was changed while"):
        toy.build(content, tmp_path / "site")
