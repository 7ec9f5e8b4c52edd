"""Shows a mail in a browser under a policy that allows no style inside a page.

A mail carries its styles at its elements. For the proof they move into one more style sheet, and
the policy names each sheet by its fingerprint: what is seen is the mail, and nothing else gets in.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Final

_STYLED: Final = re.compile(r'(<[a-z0-9]+\b[^>]*?)\sstyle="([^"]*)"([^>]*>)')
_SHEET: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def proof_of(html: str) -> tuple[str, str]:
    """A mail with its styles in sheets, and the policy that allows those sheets alone."""
    numbers: dict[str, int] = {}

    def moved(found: re.Match[str]) -> str:
        before, style, rest = found.groups()
        number = numbers.setdefault(style, len(numbers))
        return f'{before} data-look="{number}"{rest}'

    plain = _STYLED.sub(moved, html)
    looks = "".join(f'[data-look="{number}"]{{{style}}}' for style, number in numbers.items())
    plain = plain.replace("</head>", f"<style>{looks}</style></head>", 1)
    prints = " ".join(f"'sha256-{_print(sheet)}'" for sheet in _SHEET.findall(plain))
    policy = (
        f"default-src 'none'; style-src {prints}; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return plain, policy


def _print(sheet: str) -> str:
    return b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
