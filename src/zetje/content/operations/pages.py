"""Fetches pages and pictures from the web for stories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.conf import settings

from zetje.content.rules.page import OEMBED_KIND, PAGE_KINDS, PageFacts, read_oembed, read_page
from zetje.content.rules.pictures import (
    MAX_BYTES,
    PICTURE_KINDS,
    PictureRefused,
    RemadePicture,
    remade,
)
from zetje.content.rules.targets import checked_target
from zetje.lib.fetching import FetchFailed, FetchRefused, fetch

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_PAGE_BYTES: Final = 2_000_000
_OEMBED_KINDS: Final = frozenset({"application/json", "text/json", "text/javascript", OEMBED_KIND})


def allowed_target(address: str, *, organisation: Organisation) -> str:
    """The address to which links of an organisation's story may lead. Raises TargetRefused."""
    return checked_target(
        address,
        allowed_hosts=organisation.allowed_hosts,
        let_through=settings.FETCH_ALLOWED_HOSTS,
    )


def facts_at(address: str) -> PageFacts:
    """What the page at an address says of itself. Raises FetchRefused or FetchFailed."""
    answer = fetch(
        address,
        kinds=PAGE_KINDS,
        max_bytes=_PAGE_BYTES,
        seconds=8.0,
        allowed=settings.FETCH_ALLOWED_HOSTS,
    )
    facts = read_page(answer.body, address=answer.address, charset=answer.charset)
    if facts.oembed_address and not (facts.title and facts.picture_address):
        facts = _completed(facts)
    return facts


def picture_at(address: str) -> RemadePicture | None:
    """The picture at an address, made anew; None where there is no usable one."""
    if not address:
        return None
    try:
        answer = fetch(
            address,
            kinds=PICTURE_KINDS,
            max_bytes=MAX_BYTES,
            seconds=8.0,
            allowed=settings.FETCH_ALLOWED_HOSTS,
        )
        return remade(answer.body)
    except (FetchRefused, FetchFailed, PictureRefused):
        return None


def _completed(facts: PageFacts) -> PageFacts:
    """The facts, with what the page's oEmbed answer adds to them."""
    try:
        answer = fetch(
            facts.oembed_address,
            kinds=_OEMBED_KINDS,
            max_bytes=100_000,
            seconds=5.0,
            allowed=settings.FETCH_ALLOWED_HOSTS,
        )
    except (FetchRefused, FetchFailed):
        return facts
    more = read_oembed(answer.body, address=answer.address)
    return replace(
        facts,
        title=facts.title or more.title,
        picture_address=facts.picture_address or more.picture_address,
    )
