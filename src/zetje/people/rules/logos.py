"""Makes a logo small and harmless: drawn anew as PNG, nothing of the file kept but its picture."""

from __future__ import annotations

import base64
import io
import warnings

from PIL import Image

BYTES_LIMIT = 2_000_000
PIXELS_LIMIT = 12_000_000
BOX = (480, 160)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class BadLogoError(ValueError):
    """The file is no picture we can draw."""


def read_logo(content: bytes) -> str:
    """A picture as the address of its own data, at most 480 by 160.

    Raises BadLogoError for anything else, drawings with code (SVG) and huge pictures too.
    """
    if len(content) > BYTES_LIMIT:
        raise BadLogoError
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > PIXELS_LIMIT:
                raise BadLogoError
            drawn = picture.convert("RGBA")
    except BadLogoError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files
        raise BadLogoError from error
    drawn.thumbnail(BOX)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
