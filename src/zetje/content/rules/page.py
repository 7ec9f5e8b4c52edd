"""Reads from a web page what a story needs: title, summary, picture, language, address."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

from zetje.content.rules.languages import language_of
from zetje.content.rules.markup import Markup, decoded, main_text, read_markup, running_text
from zetje.content.rules.targets import resolved
from zetje.content.rules.text import SUMMARY_LENGTH, TITLE_LENGTH, clean_lines, plain_text

PAGE_KINDS: Final = frozenset({"text/html", "application/xhtml+xml"})
OEMBED_KIND: Final = "application/json+oembed"
FEED_KINDS_LINKED: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json"}
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
# Which kind of story a page of a schema.org type makes.
_STORY_KINDS: Final[Mapping[str, str]] = {
    "jobposting": "vacancy",
    "event": "event",
    "businessevent": "event",
    "educationevent": "event",
    "socialevent": "event",
}
_DESCRIBED: Final = frozenset(
    {"article", "newsarticle", "blogposting", "report", "webpage", "videoobject", "product"}
    | set(_STORY_KINDS)
)


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself, in plain text; what it does not say is empty."""

    address: str = ""
    title: str = ""
    summary: str = ""
    picture_address: str = ""
    picture_alt: str = ""
    language: str = ""
    kind: str = "news"
    site: str = ""
    oembed_address: str = ""
    feed_addresses: tuple[str, ...] = ()
    # The same page in other languages: the language in two letters, and the address.
    alternates: tuple[tuple[str, str], ...] = ()
    # All that the page says, to hold wordings against.
    text: str = ""


def read_page(body: bytes, *, address: str, charset: str = "") -> PageFacts:
    """The facts of a page that was fetched from an address."""
    text = decoded(body, charset)
    markup = read_markup(text)
    data = _described_thing(markup)
    metas = markup.metas
    site = plain_text(metas.get("og:site_name", ""), 100)
    title = _first(
        metas.get("og:title"),
        _words(data.get("headline")),
        metas.get("twitter:title"),
        _without_site(plain_text(markup.title), site),
        _words(data.get("title")) or _words(data.get("name")),
        markup.heading,
    )
    summary = _first(
        metas.get("og:description"),
        _words(data.get("description")),
        metas.get("twitter:description"),
        metas.get("description"),
        limit=SUMMARY_LENGTH,
    ) or plain_text(main_text(text), SUMMARY_LENGTH)
    picture = _picture(markup, data, address)
    return PageFacts(
        address=_canonical(markup, address),
        title=title,
        summary=summary if summary != title else "",
        picture_address=picture,
        picture_alt=_picture_alt(markup, picture, address),
        language=language_of(
            text=f"{title}. {summary}",
            declared=markup.language
            or metas.get("content-language", "")
            or metas.get("og:locale", "")
            or _words(data.get("inLanguage")),
        ),
        kind=_STORY_KINDS.get(_type_of(data), "news"),
        site=site or urlsplit(address).hostname or "",
        oembed_address=next(iter(_linked(markup, address, frozenset({OEMBED_KIND}))), ""),
        feed_addresses=_linked(markup, address, FEED_KINDS_LINKED),
        alternates=_alternates(markup, address),
        text=clean_lines(running_text(text)),
    )


def read_oembed(body: bytes, *, address: str) -> PageFacts:
    """The facts of an oEmbed answer; its HTML is left alone."""
    answer = _object(_json(decoded(body)))
    return PageFacts(
        title=_first(_words(answer.get("title"))),
        site=_first(_words(answer.get("provider_name"))),
        picture_address=resolved(_words(answer.get("thumbnail_url")), address),
    )


def _first(*found: str | None, limit: int = TITLE_LENGTH) -> str:
    for text in found:
        if text and (plain := plain_text(text, limit)):
            return plain
    return ""


def _without_site(title: str, site: str) -> str:
    """A window title without the name of the site behind its dash or bar."""
    for mark in (" | ", " – ", " — ", " - ", " · ", " » "):
        head, found, tail = title.rpartition(mark)
        if found and head and (tail.casefold() == site.casefold() or (not site and mark == " | ")):
            return head
    return title


def _canonical(markup: Markup, address: str) -> str:
    """The address a page prefers, as long as it is one of the same host."""
    host = urlsplit(address).netloc.removeprefix("www.")
    said = [link.target for link in markup.links if "canonical" in link.rel]
    for target in [*said, markup.metas.get("og:url", "")]:
        whole = resolved(target, address) if target else ""
        if whole and urlsplit(whole).netloc.removeprefix("www.") == host:
            return whole
    return address


def _picture(markup: Markup, data: Mapping[str, Any], address: str) -> str:
    metas = markup.metas
    linked = [link.target for link in markup.links if "image_src" in link.rel]
    said = (
        metas.get("og:image:secure_url"),
        metas.get("og:image"),
        metas.get("og:image:url"),
        _address_in(data.get("image")),
        metas.get("twitter:image"),
        metas.get("twitter:image:src"),
        _address_in(data.get("thumbnailUrl")),
        *linked,
    )
    return next((whole for target in said if target and (whole := resolved(target, address))), "")


def _picture_alt(markup: Markup, picture: str, address: str) -> str:
    metas = markup.metas
    said = metas.get("og:image:alt") or metas.get("twitter:image:alt")
    if not said and picture:
        said = next(
            (
                image.alt
                for image in markup.images
                if image.alt and resolved(image.source, address) == picture
            ),
            "",
        )
    return plain_text(said or "", 300)


def _linked(markup: Markup, address: str, kinds: frozenset[str]) -> tuple[str, ...]:
    found = (
        resolved(link.target, address)
        for link in markup.links
        if "alternate" in link.rel and link.kind in kinds
    )
    return tuple(dict.fromkeys(whole for whole in found if whole))


def _alternates(markup: Markup, address: str) -> tuple[tuple[str, str], ...]:
    """The first address that is declared for each language (https://html.spec.whatwg.org/#rel-alternate)."""
    found: dict[str, str] = {}
    for link in markup.links:
        language = link.language.replace("_", "-").partition("-")[0]
        whole = resolved(link.target, address)
        if "alternate" in link.rel and _LANGUAGE.fullmatch(language) and whole:
            found.setdefault(language, whole)
    return tuple(found.items())


def _described_thing(markup: Markup) -> Mapping[str, Any]:
    """The first JSON-LD node that describes the page itself."""
    for script in markup.data_scripts:
        for node in _nodes(_json(script), depth=0):
            if _type_of(node) in _DESCRIBED:
                return node
    return {}


def _nodes(value: object, *, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 3:
        return
    if isinstance(value, list):
        for part in cast("list[object]", value)[:50]:
            yield from _nodes(part, depth=depth + 1)
    elif isinstance(value, dict):
        node = cast("dict[str, Any]", value)
        yield node
        yield from _nodes(node.get("@graph"), depth=depth + 1)


def _type_of(node: Mapping[str, Any]) -> str:
    kind = node.get("@type")
    if isinstance(kind, list):
        kind = next(iter(cast("list[object]", kind)), "")
    return str(kind).rpartition("/")[2].lower() if kind else ""


def _address_in(value: object) -> str:
    """The address in what JSON-LD allows for a picture: text, a node, or a list of either."""
    if isinstance(value, list):
        value = next(iter(cast("list[object]", value)), "")
    if isinstance(value, dict):
        value = _object(cast("object", value)).get("url", "")
    return value if isinstance(value, str) else ""


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
