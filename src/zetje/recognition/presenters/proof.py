"""Shows a mail in a browser under a policy that allows no style inside a page.

A mail carries its styles at its elements. For the proof they move into one style sheet that the
answer's own random number allows, so that what is seen is the mail and nothing else is let in.
"""

from __future__ import annotations

import re
from typing import Final

from zetje.lib.tokens import random_token

_STYLED: Final = re.compile(r'(<[a-z0-9]+\b[^>]*?)\sstyle="([^"]*)"([^>]*>)')
_SHEET: Final = re.compile(r"<style>")


def proof_of(html: str) -> tuple[str, str]:
    """A mail with its styles in sheets, and the policy that allows those sheets alone."""
    nonce = random_token()
    numbers: dict[str, int] = {}

    def moved(found: re.Match[str]) -> str:
        before, style, rest = found.groups()
        number = numbers.setdefault(style, len(numbers))
        return f'{before} data-look="{number}"{rest}'

    plain = _STYLED.sub(moved, html)
    looks = "".join(f'[data-look="{number}"]{{{style}}}' for style, number in numbers.items())
    plain = _SHEET.sub(f'<style nonce="{nonce}">', plain)
    plain = plain.replace("</head>", f'<style nonce="{nonce}">{looks}</style></head>', 1)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return plain, policy
