"""A month of stories: what goes live and what ends on each day."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries
from zetje.content.rules.labels import STATE_DISCS, STATES, in_words, opened

if TYPE_CHECKING:
    from zetje.content.models import Campaign, Story
    from zetje.people.models import Organisation


@dataclass(frozen=True)
class Entry:
    """Something that begins or ends on a day."""

    title: str
    language: str
    address: str
    disc: str
    what: str


@dataclass(frozen=True)
class Day:
    """One day with what happens on it."""

    date: date
    name: str
    is_of_month: bool
    is_today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Month:
    """Whole weeks from Monday on, with the sentence above them and the ways to other months."""

    headline: str
    name: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str
    is_empty: bool


def month_asked(text: str, *, today: date) -> date:
    """The first day of a month written as 2026-11; of this month for anything else."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = today
    near = today.year - 10 <= asked.year <= today.year + 10
    return (asked if near else today).replace(day=1)


def month_of(first: date, *, organisation: Organisation, today: date) -> Month:
    """The month that begins on a day."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    stories = list(queries.stories_between(organisation.pk, first=weeks[0][0], last=weeks[-1][-1]))
    campaigns = queries.campaigns_between(organisation.pk, first=weeks[0][0], last=weeks[-1][-1])
    entries = _entries(stories, campaigns, today=today)
    return Month(
        headline=_headline(stories, first),
        name=opened(date_format(first, "F Y")),
        weekdays=tuple(opened(date_format(day, "l")) for day in weeks[0]),
        weeks=tuple(
            tuple(
                Day(
                    date=day,
                    name=opened(date_format(day, "l j F")),
                    is_of_month=day.month == first.month,
                    is_today=day == today,
                    entries=tuple(entries[day]),
                )
                for day in week
            )
            for week in weeks
        ),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{first + timedelta(days=31):%Y-%m}",
        is_empty=not any(entries.values()),
    )


def _headline(stories: Iterable[Story], first: date) -> str:
    begin = end = 0
    for story in stories:
        begin += _is_in(story.starts_on, first) and not story.is_draft
        end += _is_in(story.ends_on, first) and not story.is_draft
    month = date_format(first, "F")
    if not begin and not end:
        return _("Nothing goes live or ends in %(month)s.") % {"month": month}
    starts = ngettext(
        "%(number)s goes live in %(month)s", "%(number)s go live in %(month)s", begin
    ) % {"number": in_words(begin), "month": month}
    if not begin:
        starts = _("nothing goes live in %(month)s") % {"month": month}
    ends = ngettext("%(number)s ends", "%(number)s end", end) % {"number": in_words(end)}
    if not end:
        ends = _("nothing ends")
    return opened(f"{starts}, {ends}.")


def _is_in(day: date | None, first: date) -> bool:
    return day is not None and (day.year, day.month) == (first.year, first.month)


def _entries(
    stories: Iterable[Story], campaigns: Iterable[Campaign], *, today: date
) -> dict[date, list[Entry]]:
    days: dict[date, list[Entry]] = defaultdict(list)
    for campaign in campaigns:
        address = reverse("content:campaign", args=[campaign.token])
        for day, what in (
            (campaign.starts_on, _("campaign begins")),
            (campaign.ends_on, _("campaign ends")),
        ):
            if day is not None:
                days[day].append(Entry(campaign.name, "", address, "", what))
    for story in stories:
        state = queries.state_on(story, on=today)
        address = reverse("content:story", args=[story.token])
        begins = str(STATES[state]).lower() if story.is_draft else _("goes live")
        for day, what in ((story.starts_on, begins), (story.ends_on, _("last day"))):
            if day is not None:
                disc = STATE_DISCS.get(state, state)
                days[day].append(Entry(story.title, story.language, address, disc, what))
    return days
