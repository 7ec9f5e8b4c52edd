"""Finds a sender's own words in a mail, among signature, answers and what was passed on."""

import html
import re
from dataclasses import dataclass
from typing import Final

from zetje.content.rules.text import clean_lines, plain_text
from zetje.content.rules.tips import addresses_in

_MOST_LINES: Final = 400
_BREAK: Final = re.compile(
    r"<\s{0,9}/?\s{0,9}(?:p|br|div|li|tr|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE
)
_HIDDEN: Final = re.compile(r"<(/?)(style|script|title|head)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"<blockquote\b.*", re.IGNORECASE | re.S)
_LINK: Final = re.compile(r"href\s*=\s*[\"']?(https?://[^\s\"'<>]{3,2000})", re.IGNORECASE)
_SIGNATURE: Final = re.compile(
    r"(--\s?|_{5,}"
    r"|(?:sent|verstuurd|verzonden|verstuurt) (?:from|vanaf|met|vanuit|via|with) .{2,60}"
    r"|(?:get|download|ontvang) outlook (?:for|voor) .{2,60}"
    r"|outlook voor (?:ios|android) downloaden.{0,200}"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?[,.!]?"
    r"|(?:hartelijke )?groet(?:en|jes)?[,.!]?"
    r"|mvg[,.]?|(?:kind|best|warm) regards[,.]?|cheers[,.]?|regards[,.]?)",
    re.IGNORECASE,
)
# The line before an answer or before what is passed on, in the programs that people use.
_PASSED_ON: Final = re.compile(
    r"(?:-{2,}\s*(?:original message|oorspronkelijk bericht|forwarded message"
    r"|doorgestuurd bericht|doorgestuurd e-mailbericht|begin forwarded message)\s*-{0,}"
    r"|begin forwarded message:|begin doorgestuurd bericht:"
    r"|(?:on|op) .{4,120}(?:wrote|schreef).{0,120}:"
    r"|(?:from|van): .{2,200})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """The sender's own words, and the web addresses of the mail, theirs first."""

    text: str
    addresses: tuple[str, ...]


def said_in(*, plain: str, marked_up: str, is_forward: bool) -> Said:
    """What the sender of a mail says themselves.

    Of what was passed on or answered only its web addresses count, and those only in a mail that
    was passed on: the rest are words of people who do not know of it.
    """
    lines = (clean_lines(plain) or _as_lines(marked_up)).split("\n")[:_MOST_LINES]
    own: list[str] = []
    for number, line in enumerate(lines):
        two = f"{line} {lines[number + 1]}" if number + 1 < len(lines) else line
        if _PASSED_ON.fullmatch(line.strip()) or _is_opening_over_two_lines(line, two):
            break
        if _SIGNATURE.fullmatch(line.strip()):
            break
        if not line.startswith(">"):
            own.append(line)
    text = clean_lines("\n".join(own))
    found = [*addresses_in(text)]
    if is_forward or not found:
        page = marked_up if is_forward else _QUOTED.sub("", marked_up)
        passed_on = addresses_in("\n".join(lines)) if is_forward else []
        found += [*passed_on, *addresses_in("\n".join(map(html.unescape, _LINK.findall(page))))]
    return Said(text=text, addresses=tuple(dict.fromkeys(found))[:20])


def _is_opening_over_two_lines(line: str, two: str) -> bool:
    """Whether "On … wrote:" begins here and ends on the next line."""
    begins = re.match(r"(?:on|op) \S", line.strip(), re.IGNORECASE)
    return bool(begins) and bool(_PASSED_ON.fullmatch(two.strip()))


def _as_lines(marked_up: str) -> str:
    text = _QUOTED.sub("", _without_hidden(marked_up))
    return clean_lines("\n".join(plain_text(piece) for piece in _BREAK.split(text)))


def _without_hidden(marked_up: str) -> str:
    """The page without what no reader sees; one step forward at a time, whatever stands there."""
    shown: list[str] = []
    hidden, since = "", 0
    for tag in _HIDDEN.finditer(marked_up):
        closes, name = bool(tag[1]), tag[2].lower()
        if not hidden and not closes:
            shown.append(marked_up[since : tag.start()])
            hidden, since = name, tag.start()
        elif closes and name == hidden:
            hidden, since = "", marked_up.find(">", tag.end()) + 1 or len(marked_up)
    return " ".join([*shown, marked_up[since:]])
