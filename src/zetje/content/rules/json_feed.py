"""Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), also with gaps."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from zetje.content.rules.feed_entries import (
    MAX_ENTRIES,
    FeedContents,
    FeedEntry,
    FeedUnreadable,
    entry,
    moment,
)
from zetje.content.rules.languages import language_of
from zetje.content.rules.text import plain_text


def read_json_feed(text: str, *, address: str, now: datetime) -> FeedContents:
    """The entries of a JSON Feed. Raises FeedUnreadable."""
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise FeedUnreadable("garbled") from None
    if not isinstance(feed, dict):
        raise FeedUnreadable("no_feed")
    fields = cast("dict[str, Any]", feed)
    items = fields.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in _words(fields.get("version")):
        raise FeedUnreadable("no_feed")
    language = _words(fields.get("language"))
    found = (
        _entry(cast("dict[str, Any]", item), address=address, language=language, now=now)
        for item in cast("list[object]", items)[:MAX_ENTRIES]
        if isinstance(item, dict)
    )
    return FeedContents(
        name=plain_text(_words(fields.get("title")), 200),
        entries=tuple(read for read in found if read),
    )


def _entry(
    item: Mapping[str, Any], *, address: str, language: str, now: datetime
) -> FeedEntry | None:
    title = _words(item.get("title"))
    summary = (
        _words(item.get("summary"))
        or _words(item.get("content_text"))
        or _words(item.get("content_html"))
    )
    published = _words(item.get("date_published")) or _words(item.get("date_modified"))
    return entry(
        guid=_words(item.get("id")),
        link=_words(item.get("url")) or _words(item.get("external_url")),
        title=title,
        summary=summary,
        base=address,
        picture=_words(item.get("image")) or _words(item.get("banner_image")),
        language=language_of(
            text=f"{title}. {plain_text(summary)}",
            declared=_words(item.get("language")) or language,
        ),
        published_at=moment(published, now=now) if published else None,
    )


def _words(value: object) -> str:
    """Text, also where a site wrote a number (JSON Feed 1.0 allowed it for ids)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
