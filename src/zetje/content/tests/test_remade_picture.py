"""Pictures are made anew: what hides in them is gone, what is too much is refused."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from zetje.content.rules.pictures import PictureRefused, remade


def picture(kind: str, *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object):
    out = BytesIO()
    Image.new(mode, size, "orange" if mode != "L" else 90).save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as found:
        found.load()
        return found


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("WEBP", "RGB", "image/jpeg"),
        ("PNG", "RGBA", "image/png"),
        ("GIF", "P", "image/png"),
    ],
)
def test_remade_keeps_the_pixels_of_every_kind(kind: str, mode: str, content_type: str) -> None:
    made = remade(picture(kind, mode=mode))

    assert (made.content_type, made.width, made.height) == (content_type, 60, 40)
    assert opened(made.content).size == (60, 40)


def test_remade_leaves_place_names_and_comments_behind() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    exif[0x010E] = "Femke thuis"
    noted = PngInfo()
    noted.add_text("Comment", "Femke thuis")
    raws = [
        picture("JPEG", exif=exif, comment=b"Femke thuis", icc_profile=b"Femke thuis"),
        picture("PNG", pnginfo=noted, exif=exif),
        picture("WEBP", exif=exif, xmp=b"Femke thuis"),
    ]

    for raw in raws:
        made = remade(raw)
        assert b"Femke" in raw
        assert b"Femke" not in made.content
        assert not opened(made.content).getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(opened(made.content).info)


def test_remade_turns_a_picture_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert (lambda made: (made.width, made.height))(remade(picture("JPEG", exif=exif))) == (40, 60)


def test_remade_leaves_nothing_of_a_polyglot() -> None:
    script = b"<script>alert(1)</script>PK\x03\x04%PDF-1.7"
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        made = remade(picture(kind) + script)
        assert b"script" not in made.content
        assert b"PK\x03\x04" not in made.content


def test_remade_makes_large_pictures_smaller() -> None:
    made = remade(picture("JPEG", size=(4_000, 3_000)))

    assert (made.width, made.height) == (1_600, 1_200)


def giant_png(side: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_500, 9_600, 12_500, 20_000, 60_000])
def test_remade_refuses_giants_before_it_unpacks_them(side: int) -> None:
    with pytest.raises(PictureRefused) as refusal:
        remade(giant_png(side))
    assert refusal.value.code == "picture_too_large"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "picture_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture_unknown"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "picture_unknown"),
        (b"P6 1 1 255\n...", "picture_unknown"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture_unknown"),
        (giant_png(100)[:60], "picture_broken"),
        (b"\xff" * 10_000_001, "picture_too_big"),
    ],
)
def test_remade_refuses_what_is_no_picture(raw: bytes, code: str) -> None:
    with pytest.raises(PictureRefused) as refusal:
        remade(raw)
    assert refusal.value.code == code


def test_remade_refuses_a_picture_that_is_cut_off() -> None:
    raw = picture("JPEG", size=(600, 400))

    with pytest.raises(PictureRefused) as refusal:
        remade(raw[: len(raw) // 2])
    assert refusal.value.code == "picture_broken"
