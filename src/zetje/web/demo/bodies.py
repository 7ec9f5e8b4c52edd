"""Writes the website's feeds as RSS, Atom and JSON Feed, and what its pages say to machines."""

from __future__ import annotations

import json
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.safestring import SafeString

from zetje.web.demo.news import SITE_NAME, Channel, Page

_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
_THINGS = {"vacancy": "JobPosting", "event": "Event"}
_TITLES = {"JobPosting": "title", "Event": "name"}


def feed_body(channel: Channel, *, pages: list[Page], site: str) -> tuple[str, bytes]:
    """A feed's content type and text.

    Args:
        channel: which feed.
        pages: what it offers now, the newest first.
        site: the address of the site, without a slash at the end.
    """
    if channel.form == "json":
        return _TYPES["json"], _json_feed(channel, pages, site).encode()
    feed = (Atom1Feed if channel.form == "atom" else Rss201rev2Feed)(
        title=channel.title,
        link=f"{site}/demo/news/",
        description=f"{SITE_NAME}",
        language=channel.language,
        feed_url=site + channel.path,
    )
    for page in pages:
        feed.add_item(
            title=page.title,
            link=site + page.path,
            description=page.text,
            unique_id=site + page.path,
            pubdate=page.published_at,
            updateddate=page.published_at,
            enclosures=[Enclosure(site + page.picture_path, "0", "image/png")],
        )
    return _TYPES[channel.form], feed.writeString("utf-8").encode()


def _json_feed(channel: Channel, pages: list[Page], site: str) -> str:
    items = [
        {
            "id": site + page.path,
            "url": site + page.path,
            "title": page.title,
            "content_text": page.text,
            "image": site + page.picture_path,
            "date_published": page.published_at.isoformat() if page.published_at else None,
            "language": page.language,
        }
        for page in pages
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": f"{site}/demo/news/",
        "language": channel.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def linked_data(page: Page, *, site: str) -> SafeString:
    """The page as JSON-LD, in the element that carries it."""
    thing = _THINGS.get(page.kind, "NewsArticle")
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": thing,
        "title"
        if thing == "JobPosting"
        else "name"
        if thing == "Event"
        else "headline": page.title,
        "description": page.text,
        "image": site + page.picture_path,
        "inLanguage": page.language,
    }
    if page.published_at:
        described["datePublished"] = page.published_at.isoformat()
    text = json.dumps(described, ensure_ascii=False)
    # Nothing in it can end the element, as Django's own json_script makes sure too.
    safe = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return SafeString(f'<script type="application/ld+json">{safe}</script>')
