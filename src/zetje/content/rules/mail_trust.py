"""Whether a mail is from whom it says it is from.

Anybody can write any name into a mail. It counts as a member's own only when a mail server that the
installation names says that it passed DMARC for the very domain in From (RFC 8601, RFC 7489). Of
any other mail the member is asked.
"""

import re
from collections.abc import Sequence
from typing import Final

_COMMENT: Final = re.compile(r"\((?:[^()\\]|\\.){0,500}\)")
_RESULT: Final = re.compile(r"dmarc\s*=\s*(\w+)\b(.*)", re.IGNORECASE | re.S)
_FROM: Final = re.compile(r"\bheader\.from\s*=\s*\"?([^\s;\"]+)\"?", re.IGNORECASE)


def is_vouched_for(*, sender: str, verdicts: Sequence[str], server: str) -> bool:
    """Whether the named mail server says that a mail is from its sender's domain.

    Args:
        sender: the address in From.
        verdicts: the lines `Authentication-Results`, the topmost first.
        server: the name under which the installation's own mail server writes them.

    Only the topmost line under that name is read: a mail server adds its own above whatever a
    sender wrote there.
    """
    domain = sender.rpartition("@")[2].lower()
    if not server or not domain:
        return False
    for line in verdicts:
        name, *results = _without_comments(line).split(";")
        if name.lower().split()[:1] == [server.lower()]:
            return any(_is_passed(result, domain=domain) for result in results) and not any(
                _is_failed(result) for result in results
            )
    return False


def _is_passed(result: str, *, domain: str) -> bool:
    said = _RESULT.fullmatch(result.strip())
    if said is None or said[1].lower() != "pass":
        return False
    named = _FROM.findall(said[2])
    return len(named) == 1 and named[0].lower().strip(".") == domain


def _is_failed(result: str) -> bool:
    said = _RESULT.fullmatch(result.strip())
    return said is not None and said[1].lower() != "pass"


def _without_comments(line: str) -> str:
    """The line without its comments, which may stand inside one another."""
    for _depth in range(10):
        shorter = _COMMENT.sub(" ", line)
        if shorter == line:
            break
        line = shorter
    return line
