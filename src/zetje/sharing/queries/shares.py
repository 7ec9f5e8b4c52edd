"""Reads shares: what is to be confirmed, what came of them, and who shared a story."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from zetje.people import queries as people
from zetje.sharing.models import Share
from zetje.sharing.models.choices import ShareQuerySet
from zetje.sharing.queries.links import address_of, clicks_of
from zetje.sharing.rules.choosing import UNDO_WINDOW
from zetje.sharing.rules.networks import ComposerSettings, Network

if TYPE_CHECKING:
    from zetje.people.models import Member

# A post does most of its work in its first days; then the member hears what it led to.
RESULT_AFTER = timedelta(days=3)
RESULT_UNTIL = timedelta(days=14)


@dataclass(frozen=True)
class Handover:
    """What a page gives the member on the way to a network."""

    text: str
    link: str
    composer_url: str | None
    needs_clipboard: bool
    wants_picture: bool


@dataclass(frozen=True)
class Result:
    """What a share led to: readers who followed its link, counted by `LinkCount`."""

    share: Share
    clicks: int


def share_of(*, member: Member, token: str) -> Share | None:
    """One share of a member, by its token."""
    return _of(member).filter(token=token).select_related("link").first()


def shares_for(*, member: Member, story_ids: Collection[int]) -> dict[int, list[Share]]:
    """The member's living shares of some stories, by story, oldest first."""
    found: dict[int, list[Share]] = {}
    rows = _of(member).living().filter(story_id__in=story_ids).select_related("link")
    for share in rows.order_by("id"):
        found.setdefault(share.of_story, []).append(share)
    return found


def shares_to_confirm(*, member: Member, now: datetime, within: timedelta) -> list[Share]:
    """Shares of which the member has not said yet whether they posted them, newest first."""
    rows = _of(member).living().filter(confirmed_at__isnull=True, started_at__gte=now - within)
    return list(rows.select_related("link").order_by("-started_at"))


def handover_of(share: Share, *, member: Member, network: Network) -> Handover:
    """The text of a share and the composer that it goes to."""
    link = address_of(share.link) if share.link else ""
    settings = ComposerSettings(mastodon_instance=people.preferences_of(member).mastodon_instance)
    return Handover(
        text=share.text,
        link=link,
        composer_url=network.composer_url(text=share.text, link=link, settings=settings),
        needs_clipboard=network.needs_clipboard,
        wants_picture=network.wants_picture,
    )


def results_of(*, member: Member, limit: int = 10) -> list[Result]:
    """What the member's latest confirmed shares led to, newest first. For that member alone."""
    rows = _of(member).confirmed().select_related("link").order_by("-started_at")[:limit]
    return _with_clicks(rows)


def shares_due_for_result(*, organisation_id: int, now: datetime) -> list[Result]:
    """Confirmed shares of which it is time to say what they led to."""
    rows = Share.objects.confirmed().filter(
        organisation_id=organisation_id,
        confirmed_at__gt=now - RESULT_UNTIL,
        confirmed_at__lte=now - RESULT_AFTER,
    )
    return _with_clicks(rows.select_related("link").order_by("confirmed_at", "id"))


def sharers_of(*, organisation_id: int, story_id: int) -> list[int]:
    """The members who took a story to a network and did not say that they left it."""
    rows = Share.objects.living().filter(organisation_id=organisation_id, story_id=story_id)
    return list(rows.order_by("member_id").values_list("member_id", flat=True).distinct())


def has_shared(*, member: Member) -> bool:
    """Whether the member ever said of anything that they posted it."""
    return _of(member).confirmed().exists()


def ideas_to_settle(*, member: Member, now: datetime, within: timedelta) -> ShareQuerySet:
    """Ideas of the member's own that wait for their word, or that can still be taken back."""
    ideas = _of(member).living().filter(story__isnull=True, started_at__gte=now - within)
    fresh = Q(confirmed_at__isnull=True) | Q(confirmed_at__gt=now - UNDO_WINDOW)
    return ideas.filter(fresh).order_by("id")


def own_posts(*, member: Member, limit: int = 10) -> list[Share]:
    """The member's latest confirmed shares in their own words, newest first."""
    rows = _of(member).confirmed().filter(own_words=True).select_related("story")
    return list(rows.order_by("-confirmed_at", "-id")[:limit])


def own_post(*, member: Member, share_id: int) -> Share | None:
    """One confirmed share of a member in their own words."""
    return _of(member).confirmed().filter(own_words=True, pk=share_id).first()


def _of(member: Member) -> ShareQuerySet:
    return Share.objects.filter(organisation_id=member.organisation_id, member=member)


def _with_clicks(shares: ShareQuerySet) -> list[Result]:
    found = list(shares)
    clicks = clicks_of([share.link_id for share in found if share.link_id is not None])
    return [Result(share=share, clicks=clicks.get(share.link_id or 0, 0)) for share in found]
