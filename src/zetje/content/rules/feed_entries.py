"""What every kind of feed comes down to, and the small repairs they all need."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from zetje.content.rules.targets import resolved, without_tracking
from zetje.content.rules.text import SUMMARY_LENGTH, TITLE_LENGTH, plain_text, shortened

MAX_ENTRIES: Final = 100
_GUID_LENGTH: Final = 300
# Month names as Dutch sites write them in dates that should be in English.
_DUTCH_MONTHS: Final = {"mrt": "Mar", "maa": "Mar", "mei": "May", "okt": "Oct"}
_SPOKEN_DATE: Final = re.compile(
    r"(?:[a-z]{2,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{4}\s+\d.*)", re.IGNORECASE
)


class FeedUnreadable(Exception):  # noqa: N818 - an outcome, kept on the feed for the editor to see
    """What was fetched cannot be read as a feed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FeedEntry:
    """One thing a feed offers, in plain text."""

    guid: str
    address: str
    title: str
    summary: str
    picture_address: str = ""
    picture_alt: str = ""
    language: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True)
class FeedContents:
    """A feed as it was read: its own name and its entries, in the order of the feed."""

    name: str
    entries: tuple[FeedEntry, ...]


def entry(
    *,
    guid: str,
    link: str,
    title: str,
    summary: str,
    base: str,
    picture: str = "",
    picture_alt: str = "",
    language: str = "",
    published_at: datetime | None = None,
) -> FeedEntry | None:
    """An entry made whole, or nothing when it has neither a title nor a summary."""
    words = plain_text(summary, SUMMARY_LENGTH)
    heading = plain_text(title, TITLE_LENGTH) or shortened(words, 90)
    if not heading:
        return None
    address = without_tracking(resolved(link, base)) if link.strip() else ""
    return FeedEntry(
        guid=_bounded(guid.strip() or address or f"{heading}\n{words}"),
        address=address,
        title=heading,
        summary="" if words == heading else words,
        picture_address=resolved(picture, base) if picture.strip() else "",
        picture_alt=plain_text(picture_alt, 300),
        language=language,
        published_at=published_at,
    )


def moment(text: str, *, now: datetime) -> datetime | None:
    """A moment as a feed writes it, also with Dutch months; one from the future is not believed."""
    text = text.strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        if shape := _SPOKEN_DATE.fullmatch(text):
            month = _DUTCH_MONTHS.get(shape[2].lower(), shape[2])
            text = f"{shape[1]} {month} {shape[3]}"
        try:
            read = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
    return believed(read if read.tzinfo else read.replace(tzinfo=UTC), now=now)


def believed(read: datetime, *, now: datetime) -> datetime | None:
    """A moment in UTC, unless it lies before the web or more than a day ahead."""
    try:
        read = read.astimezone(UTC)
    except OverflowError:
        return None
    return read if read.year >= 1990 and read <= now + timedelta(days=1) else None


def _bounded(guid: str) -> str:
    clean = " ".join(guid.replace("\0", " ").split())
    if len(clean) <= _GUID_LENGTH:
        return clean
    return "sha256:" + hashlib.sha256(clean.encode("utf-8", errors="replace")).hexdigest()
