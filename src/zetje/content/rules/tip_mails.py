"""Reads a mail that somebody sent in as a tip: who says to have sent it, and what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from typing import Any, Final

from zetje.content.rules.mail_text import said_in
from zetje.content.rules.markup import decoded
from zetje.content.rules.text import one_line, shortened

MOST_BYTES: Final = 10_000_000
_LONGEST_HEADER: Final = 2_000
_MOST_PARTS: Final = 60
# What somebody writes stands before the files that they add.
_READ: Final = 1_000_000
_MOST_PARTED: Final = 20
_PARTED: Final = re.compile(rb"^content-type\s*:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_MOST_TEXT: Final = 200_000
_MAIL_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[a-z0-9.-]{1,250}", re.IGNORECASE)
_PREFIX: Final = re.compile(
    r"^\s*(?:re|fwd?|antw|betr|doorst|tr|wg|aw|sv)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE
)
_FORWARD: Final = re.compile(r"^\s*(?:fwd?|doorst|tr|wg)\s*:", re.IGNORECASE)


class _ShortHeaders(policy.Compat32):
    """Takes no line on what a part is that would take long to read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """A header as the parser found it. Raises ValueError for one without end."""
        if (
            sum(map(len, sourcelines)) > _LONGEST_HEADER
            and sourcelines[0][:8].lower() == "content-"
        ):
            raise ValueError("a header without end")
        return super().header_source_parse(sourcelines)


class MailUnreadable(Exception):  # noqa: N818 - an outcome, answered to the mail server as such
    """What came is no mail that can be read."""


@dataclass(frozen=True, kw_only=True)
class TipMail:
    """A mail as it was read.

    Attributes:
        sender: the one address in From, in small letters; empty where there is not just one.
        message_id: as the sender's program numbered it; empty where it did not.
        subject: without "Re:" and the like.
        text: the sender's own words, without signature and without what they answer to.
        addresses: the web addresses in it, the sender's own words first.
        is_automatic: sent by a machine: an absence note, a list, a report of a failed delivery.
        verdicts: what mail servers on the way wrote about it, the last one first.
    """

    sender: str
    message_id: str
    subject: str
    text: str
    addresses: tuple[str, ...]
    is_automatic: bool
    verdicts: tuple[str, ...]


def read_tip_mail(raw: bytes, *, envelope_sender: str | None = None) -> TipMail:
    """Read a mail, whoever made it.

    Args:
        raw: the mail as it came, headers and all.
        envelope_sender: whom failures would be told to; empty for a report of one, None unknown.

    Raises MailUnreadable.
    """
    if not raw.strip() or len(raw) > MOST_BYTES:
        raise MailUnreadable("empty or too large")
    beginning = raw[:_READ]
    if len(_PARTED.findall(beginning)) > _MOST_PARTED:
        raise MailUnreadable("parts without end")
    try:
        message = message_from_bytes(beginning, policy=_ShortHeaders())
        plain, marked_up = _bodies(message)
    except (ValueError, LookupError, RecursionError, AssertionError) as fault:
        raise MailUnreadable(str(fault)) from None
    subject = _words(message, "Subject")
    said = said_in(plain=plain, marked_up=marked_up, is_forward=bool(_FORWARD.match(subject)))
    return TipMail(
        sender=_sender(message),
        message_id=_header(message, "Message-ID").strip()[:300],
        subject=shortened(_without_prefixes(subject), 200),
        text=said.text,
        addresses=said.addresses,
        is_automatic=_is_automatic(message) or envelope_sender in {"", "<>"},
        verdicts=tuple(_headers(message, "Authentication-Results")),
    )


def _bodies(message: Any) -> tuple[str, str]:
    """The first plain and the first HTML text of a mail; files are left alone."""
    found: dict[str, str] = {}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"} or kind in found:
            continue
        if part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            charset = str(part.get_content_charset() or "")
            text = decoded(body[:_MOST_TEXT], charset)
            is_flowed = str(part.get_param("format", "")).lower() == "flowed"
            found[kind] = re.sub(r" \r?\n(?!>|-- )", " ", text) if is_flowed else text
    return found.get("text/plain", ""), found.get("text/html", "")


def _parts(message: Any) -> Iterator[Any]:
    """The parts of a mail in their order, without those of mails inside it."""
    waiting = [message]
    for _number in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart":
            inner = part.get_payload()
            waiting[:0] = inner[:_MOST_PARTS] if isinstance(inner, list) else []
        else:
            yield part


def _sender(message: Any) -> str:
    """The one address of the one From; whatever is less plain than that is from nobody."""
    lines = _headers(message, "From")
    if len(lines) != 1 or _headers(message, "Sender")[1:]:
        return ""
    found = getaddresses([re.sub(r"\s+", " ", lines[0])])
    if len(found) != 1 or lines[0].count("@") - found[0][0].count("@") != 1:
        return ""
    address = found[0][1].strip()
    return address.lower() if _MAIL_ADDRESS.fullmatch(address) else ""


def _is_automatic(message: Any) -> bool:
    said = _header(message, "Auto-Submitted").strip().lower()
    if said and not said.startswith("no"):
        return True
    if _header(message, "Precedence").strip().lower() in {"bulk", "list", "junk", "auto_reply"}:
        return True
    if any(_headers(message, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond")):
        return True
    return message.get_content_type() == "multipart/report"


def _words(message: Any, name: str) -> str:
    """A header in words, with what was encoded in it read."""
    raw = _header(message, name)
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (HeaderParseError, ValueError, LookupError):
        return one_line(raw)


def _without_prefixes(subject: str) -> str:
    for _time in range(6):
        shorter = _PREFIX.sub("", subject)
        if shorter == subject:
            break
        subject = shorter
    return subject.strip()


def _header(message: Any, name: str) -> str:
    return next(iter(_headers(message, name)), "")


def _headers(message: Message, name: str) -> list[str]:
    """The lines of a name, each at a length that reads in no time."""
    found = [line for key, line in message.raw_items() if key.lower() == name.lower()]
    # Some programs write names and subjects as plain UTF-8.
    raw = (str(line)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape") for line in found[:20])
    return [decoded(line) for line in raw]
