"""Campaigns as a list: when they run, and how many stories they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content.rules.labels import day_in_words, in_words, opened

if TYPE_CHECKING:
    from zetje.content.models import Campaign


@dataclass(frozen=True)
class CampaignLine:
    """One campaign."""

    name: str
    address: str
    stories: str
    stories_address: str
    days: str


@dataclass(frozen=True)
class CampaignsView:
    """All open campaigns under one sentence."""

    headline: str
    lines: tuple[CampaignLine, ...]


def campaigns_view(campaigns: Sequence[Campaign], *, today: date) -> CampaignsView:
    """The campaigns with their stories counted, as `campaigns_of` gives them."""
    if not campaigns:
        headline = _("Stories that belong together get one name.")
    else:
        text = ngettext("%(number)s campaign runs.", "%(number)s campaigns run.", len(campaigns))
        headline = opened(text % {"number": in_words(len(campaigns))})
    return CampaignsView(headline, tuple(_line(one, today=today) for one in campaigns))


def _line(campaign: Campaign, *, today: date) -> CampaignLine:
    count: int = getattr(campaign, "story_count")  # noqa: B009 - counted by the query
    stories = ngettext("%(number)s story", "%(number)s stories", count)
    return CampaignLine(
        name=campaign.name,
        address=reverse("content:campaign", args=[campaign.token]),
        stories=stories % {"number": in_words(count)},
        stories_address=f"{reverse('content:hub')}?campaign={campaign.token}",
        days=_days(campaign, today=today),
    )


def _days(campaign: Campaign, *, today: date) -> str:
    first, last = (
        day and day_in_words(day, today=today) for day in (campaign.starts_on, campaign.ends_on)
    )
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("From %(day)s") % {"day": first}
    return _("Until %(day)s") % {"day": last} if last else _("No days set")
