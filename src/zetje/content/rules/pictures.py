"""Makes every picture anew from its pixels, so that nothing else in the file survives."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES: Final = 10_000_000
MAX_SIDE: Final = 12_000
MAX_PIXELS: Final = 50_000_000
KEPT_SIDE: Final = 1_600
PICTURE_KINDS: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_READ: Final = ("JPEG", "PNG", "WEBP", "GIF")
_FLAT: Final = frozenset({"1", "P", "PA", "LA", "RGBA"})


class PictureRefused(Exception):  # noqa: N818 - a refusal is an outcome, told to the editor as such
    """This file is not used as a picture."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class RemadePicture:
    """A picture of our own making: pixels, and nothing that came with them."""

    content: bytes
    content_type: str
    width: int
    height: int
    digest: str


def remade(raw: bytes) -> RemadePicture:
    """The picture in a file, turned upright and encoded anew without what else it carried.

    Raises PictureRefused for what is no picture, too large a one, or a broken one.
    """
    if len(raw) > MAX_BYTES:
        raise PictureRefused("picture_too_big")
    try:
        with Image.open(BytesIO(raw), formats=_READ) as opened:
            if max(opened.size) > MAX_SIDE or opened.width * opened.height > MAX_PIXELS:
                raise PictureRefused("picture_too_large")
            opened.seek(0)
            upright = ImageOps.exif_transpose(opened)
            return _encoded(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused("picture_too_large") from None
    except UnidentifiedImageError:
        raise PictureRefused("picture_unknown") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        # Pillow's decoders let all of these through on files that are cut off or made to deceive.
        raise PictureRefused("picture_broken") from None


def _encoded(picture: Image.Image) -> RemadePicture:
    is_flat = picture.mode in _FLAT
    pixels = picture.convert("RGBA" if is_flat else "RGB")
    pixels.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = BytesIO()
    if is_flat:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    content = out.getvalue()
    return RemadePicture(
        content=content,
        content_type="image/png" if is_flat else "image/jpeg",
        width=bare.width,
        height=bare.height,
        digest=hashlib.sha256(content).hexdigest(),
    )
