"""What a short link may lead to. Whether a host is one of the organisation's, content decides."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Printable ASCII without space, backslash and the signs that no address holds.
_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z|~%]+")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?)+|\[[0-9a-f:.]+\]")
LONGEST_TARGET = 4000


class TargetRefusedError(ValueError):
    """Raised for an address to which a link must not lead."""


def check_signs(text: str) -> None:
    """Check that nothing is in an address as it was given that programs read differently.

    Raises:
        TargetRefusedError: a control character or a backslash is.
    """
    if not text.isprintable() or "\\" in text:
        raise TargetRefusedError(text)


def check_target(target: str) -> None:
    """Check that an address is a plain web address, that cannot be read as anything else.

    Raises:
        TargetRefusedError: it is not.
    """
    if len(target) > LONGEST_TARGET or not _ADDRESS.fullmatch(target):
        raise TargetRefusedError(target)
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as fault:
        raise TargetRefusedError(target) from fault
    bare = f"[{host}]" if ":" in host else host
    if "@" in parts.netloc or not _HOST.fullmatch(bare):
        raise TargetRefusedError(target)
