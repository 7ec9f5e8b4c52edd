"""Reads what an SMTP server answers: RFC 5321 codes and RFC 3463 enhanced codes."""

from __future__ import annotations

import re
from typing import Final

from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided

_ENHANCED: Final = re.compile(r"^([245])\.(\d{1,3})\.(\d{1,3})\b")
_NO_SUCH_ADDRESS: Final = frozenset({550, 551, 553})
_LONGEST_REASON: Final = 300


def reason_of(code: int, text: str) -> str:
    """An answer on one line, short enough to keep, without the addresses it may repeat."""
    line = re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "<…>", " ".join(text.split()))
    return f"{code} {line}"[:_LONGEST_REASON].strip()


def is_bad_address(code: int, text: str) -> bool:
    """Whether an answer says that the address itself does not exist or takes no mail.

    With an enhanced code its class decides (5.1.x, or 5.2.1 for a mailbox that is closed); a bare
    550, 551 or 553 is believed, a policy refusal such as 5.7.1 says nothing about the address.
    """
    enhanced = _ENHANCED.match(text.strip())
    if enhanced is None:
        return code in _NO_SUCH_ADDRESS
    kind, subject, detail = enhanced.groups()
    # 5.1.7 and 5.1.8 speak of the sender's address.
    if subject == "1":
        return kind == "5" and detail not in {"7", "8"}
    return (kind, subject, detail) == ("5", "2", "1")


def before_contents(step: str, code: int, text: str) -> Outcome:
    """What an answer other than yes means before any of the contents was sent.

    Args:
        step: the SMTP command that was answered, "MAIL", "RCPT" or "DATA".
        code: the three-digit code.
        text: the words after it.
    """
    reason = f"{step}: {reason_of(code, text)}"
    # 421 closes the whole connection; a refused sender would refuse every message alike.
    if code == 421 or step == "MAIL":
        return Later(reason, everyone=True)
    if code < 500:
        return Later(reason)
    return Refused(reason, bad_address=step == "RCPT" and is_bad_address(code, text))


def after_contents(code: int, text: str) -> Outcome:
    """What the answer to the contents means."""
    reason = reason_of(code, text)
    if 200 <= code < 300:
        return Accepted(reason)
    if 400 <= code < 500:
        return Later(f"contents: {reason}", everyone=code == 421)
    if 500 <= code < 600:
        return Refused(f"contents: {reason}", bad_address=_says_bad_address(text))
    return Undecided(f"contents: {reason}")


def _says_bad_address(text: str) -> bool:
    return _ENHANCED.match(text.strip()) is not None and is_bad_address(550, text)
