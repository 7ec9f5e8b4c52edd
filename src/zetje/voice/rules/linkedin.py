"""Reads the posts out of the export that LinkedIn gives people of their own data.

The archive holds `Shares.csv` with the columns Date, ShareLink, ShareCommentary, SharedUrl,
MediaUrl and Visibility. In ShareCommentary a line break stands as `"` + line break + `"`, because
the export quotes each line. Whatever else is in the archive is never unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from itertools import islice
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

MOST_BYTES: Final = 20_000_000
MOST_PACKED: Final = 40_000_000
MOST_ENTRIES: Final = 2_000
MOST_ROWS: Final = 20_000
MOST_POSTS: Final = 60
_LONGEST_CELL: Final = 200_000
_COLUMN: Final = "sharecommentary"
# Offsets before the beginning and names of no letters are ValueErrors to the archive's reader.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError)
_QUOTED_BREAK: Final = re.compile(r'"?\r?\n"')


class NotAnExportError(ValueError):
    """Raised when a file is no export with posts in it; says so to its person."""


def texts_in_export(file: BinaryIO) -> Sequence[str]:
    """The posts in an export, the newest first, at most `MOST_POSTS`.

    Args:
        file: the archive, or `Shares.csv` itself.

    Raises:
        NotAnExportError: it is neither, or too large.
    """
    too_large = _("This file is too large. Take Shares.csv out of it alone.")
    if file.seek(0, io.SEEK_END) > MOST_PACKED:
        raise NotAnExportError(too_large)
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    raw = _from_archive(file) if head.startswith(b"PK") else file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise NotAnExportError(too_large)
    return _posts(raw.decode("utf-8-sig", errors="replace").replace("\0", ""))


def _from_archive(file: BinaryIO) -> bytes:
    refusal = _("There is no Shares.csv with posts in this file.")
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            found = [one for one in entries if _name(one) == "shares.csv" and _is_usual(one)]
            if not found or len(entries) > MOST_ENTRIES:
                raise NotAnExportError(refusal)
            # The size that an archive tells can be a lie, so no more than allowed is read.
            with archive.open(found[0]) as opened:
                return opened.read(MOST_BYTES + 1)
    except NotAnExportError:
        raise
    except (*_BROKEN, RuntimeError, OSError):
        raise NotAnExportError(refusal) from None


def _is_usual(entry: zipfile.ZipInfo) -> bool:
    """Whether it is packed as LinkedIn does it; other ways can ask for gigabytes to unpack."""
    return entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").rpartition("/")[2].casefold()


def _posts(text: str) -> list[str]:
    csv.field_size_limit(_LONGEST_CELL)
    refusal = _("There is no Shares.csv with posts in this file.")
    try:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [cell.strip().casefold() for cell in next(rows, list[str]())]
        if _COLUMN not in header:
            raise NotAnExportError(refusal)
        at = header.index(_COLUMN)
        found: dict[str, None] = {}
        for row in islice(rows, MOST_ROWS):
            post = _QUOTED_BREAK.sub("\n", row[at]).strip() if len(row) > at else ""
            if post:
                found[post] = None
            if len(found) == MOST_POSTS:
                break
        return list(found)
    except csv.Error:
        raise NotAnExportError(refusal) from None
