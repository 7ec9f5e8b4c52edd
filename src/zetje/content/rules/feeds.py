"""Reads feeds of every kind: RSS 0.9x to 2.0, Atom, podcasts and media, and JSON Feed."""

import re
from calendar import timegm
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final, cast

import feedparser  # pyright: ignore[reportMissingTypeStubs]

from zetje.content.rules.feed_entries import (
    MAX_ENTRIES,
    FeedContents,
    FeedEntry,
    FeedUnreadable,
    believed,
    entry,
    moment,
)
from zetje.content.rules.json_feed import read_json_feed
from zetje.content.rules.languages import language_of
from zetje.content.rules.markup import decoded, read_markup
from zetje.content.rules.text import plain_text

_feedparser: Any = feedparser
FEED_KINDS: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "application/json",
        "application/feed+json",
        "application/octet-stream",
        "text/xml",
        "text/json",
        "text/plain",
        "text/html",
        "application/xhtml+xml",
    }
)
_PAGE: Final = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.S)
_ENTITY: Final = "<!ENTITY"
_DATED: Final = ("published", "updated", "created")


def read_feed_body(
    body: bytes, *, address: str, now: datetime, content_type: str = "", charset: str = ""
) -> FeedContents:
    """The entries of a feed, in plain text, with whole addresses. Raises FeedUnreadable."""
    opening = decoded(body[:4_096], charset).lstrip()
    if opening.startswith(("{", "[")):
        return read_json_feed(decoded(body, charset), address=address, now=now)
    if is_page(opening):
        raise FeedUnreadable("page")
    if any(_ENTITY.encode(name) in body for name in ("ascii", "utf-16-le", "utf-16-be")):
        raise FeedUnreadable("entities")
    parsed = _parsed(body, address=address, content_type=content_type, charset=charset)
    entries = _rows(parsed, "entries")
    feed: Mapping[str, Any] = parsed.get("feed") or {}
    if not entries and not parsed.get("version"):
        raise FeedUnreadable("no_feed")
    language = _words(feed.get("language"))
    read = (
        _entry(item, address=address, language=language, now=now) for item in entries[:MAX_ENTRIES]
    )
    return FeedContents(
        name=plain_text(_words(feed.get("title")), 200),
        entries=tuple(item for item in read if item),
    )


def is_page(opening: str) -> bool:
    """Whether a text opens as an HTML page, which may still link to a feed."""
    return bool(_PAGE.match(opening))


def _parsed(body: bytes, *, address: str, content_type: str, charset: str) -> dict[str, Any]:
    headers = {"content-location": address, "content-type": content_type or "application/xml"}
    if charset:
        headers["content-type"] += f"; charset={charset}"
    try:
        # From a stream only: feedparser would take bare text for a file name or an address.
        return cast("dict[str, Any]", _feedparser.parse(BytesIO(body), response_headers=headers))
    except Exception as fault:  # feedparser lets many kinds through on documents that are not XML
        raise FeedUnreadable("garbled") from fault


def _entry(
    item: Mapping[str, Any], *, address: str, language: str, now: datetime
) -> FeedEntry | None:
    title = _words(item.get("title"))
    body = _body(item)
    summary = _words(item.get("summary")) or body
    picture, alt = _picture(item, body or summary)
    return entry(
        guid=_words(item.get("id")),
        link=_words(item.get("link")),
        title=title,
        summary=summary,
        base=address,
        picture=picture,
        picture_alt=alt,
        language=language_of(
            text=f"{plain_text(title)}. {plain_text(summary)}",
            declared=_language(item) or language,
        ),
        published_at=_moment(item, now=now),
    )


def _body(item: Mapping[str, Any]) -> str:
    return next(
        (text for part in _rows(item, "content") if (text := _words(part.get("value")))), ""
    )


def _language(item: Mapping[str, Any]) -> str:
    detail = item.get("title_detail")
    return (
        _words(cast("dict[str, Any]", detail).get("language")) if isinstance(detail, dict) else ""
    )


def _moment(item: Mapping[str, Any], *, now: datetime) -> datetime | None:
    # Only what is really there: feedparser warns when asked for one in the place of another.
    there = {name: item[name] for name in list(item) if name.startswith(_DATED)}
    for name in _DATED:
        if parsed := there.get(f"{name}_parsed"):
            try:
                return believed(datetime.fromtimestamp(timegm(parsed), tz=UTC), now=now)
            except (ValueError, OverflowError, OSError, TypeError):
                return None
        if text := _words(there.get(name)):
            return moment(text, now=now)
    return None


def _picture(item: Mapping[str, Any], markup: str) -> tuple[str, str]:
    """The address of an entry's picture and what it is said to show."""
    for target in _attached_pictures(item):
        return target, ""
    if "<img" in markup.lower():
        for image in read_markup(f"<body>{markup}").images:
            if not image.source.lower().startswith("data:"):
                return image.source, image.alt
    return "", ""


def _attached_pictures(item: Mapping[str, Any]) -> Iterator[str]:
    for part in _rows(item, "media_content"):
        kind = _words(part.get("type")) or _words(part.get("medium"))
        if kind.startswith("image") and (target := _words(part.get("url"))):
            yield target
    for part in _rows(item, "media_thumbnail"):
        if target := _words(part.get("url")):
            yield target
    for part in _rows(item, "enclosures"):
        if _words(part.get("type")).startswith("image/") and (target := _words(part.get("href"))):
            yield target
    image = item.get("image")
    if isinstance(image, dict) and (target := _words(cast("dict[str, Any]", image).get("href"))):
        yield target


def _rows(item: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = item.get(name)
    if not isinstance(found, list):
        return ()
    rows = cast("list[object]", found)
    return [cast("dict[str, Any]", row) for row in rows if isinstance(row, dict)]


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
