"""Makes an edition as a draft: what stood out in its days, with counts that are kept from then on.

Editions of an organisation never share a day. Else the count of one less the count of another would
be that of a few people, whoever looked at both.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from zetje.behaviour.weeks import monday_of
from zetje.content import queries as content
from zetje.content import registry as hub
from zetje.lib.turns import hold_turn
from zetje.people.operations import record_audit
from zetje.recognition.models import Edition, EditionBlock, NewsletterPlan
from zetje.recognition.operations.newsletter.words import first_words
from zetje.recognition.queries.challenges import challenge_news
from zetje.recognition.queries.newsletter import editions_of, last_day_told, newsletter_rhythm
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.told import newest_week, weeks_told
from zetje.recognition.rules import newsletter as rules
from zetje.recognition.rules.team_play import weeks_in

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.content.registry import StoryResult
    from zetje.people.models import Member, Organisation

SHOWN_STORIES: Final = 3
# A story is talked about for a while after it went live.
_STORIES_SINCE: Final = timedelta(days=28)
_SEEN_BEFORE: Final = 4
# A week is frozen on Tuesday; whoever waits longer waits for a clock that stands still.
_WAITS: Final = timedelta(days=2)
_MONTH_WEEKS: Final = 4


class EditionRefusedError(Exception):
    """An edition cannot be made, changed or sent; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def set_newsletter_rhythm(*, by: Member, rhythm: str, now: datetime) -> None:
    """Say how often an edition is made by itself; audited.

    Args:
        by: who says so.
        rhythm: "weekly", "monthly", or "" for never.
        now: when.
    """
    if newsletter_rhythm(by.organisation_id) == rhythm:
        return
    rows = NewsletterPlan.objects.filter(organisation_id=by.organisation_id)
    rows.create(
        organisation_id=by.organisation_id,
        version=rows.count() + 1,
        rhythm=rhythm,
        set_at=now,
        set_by=by,
    )
    record_audit(
        actor_member_id=by.pk,
        action="newsletter.rhythm_changed",
        details={"rhythm": rhythm or "never"},
        now=now,
    )


def make_due_edition(*, organisation: Organisation, now: datetime) -> Edition | None:
    """Make the edition of the week or month that is over, where the organisation wants one so.

    It waits until the figures of its last week are there, some days at most. Asked again it makes
    none: its days are told already. The tenant's block must be open.
    """
    rhythm = newsletter_rhythm(organisation.pk)
    if not rhythm or not game_switches(organisation.pk).newsletter:
        return None
    today = _today(organisation, now)
    period = rules.period_before(today, rhythm)
    weeks = weeks_in(period.first, period.last)
    is_frozen = (newest_week(organisation.pk) or 0) >= weeks.stop - 1
    if not is_frozen and today < monday_of(weeks.stop) + _WAITS:
        return None
    return _made(organisation, period, by=None, now=now)


def make_edition(*, by: Member, now: datetime) -> Edition | None:
    """Make an edition by hand, about the days since the last one up to yesterday.

    Before the first it is about the last whole week, or month where that is the rhythm.

    Returns:
        None when every day up to yesterday is told already.
    """
    organisation, today = by.organisation, _today(by.organisation, now)
    before = rules.period_before(today, newsletter_rhythm(organisation.pk) or rules.WEEKLY)
    told = last_day_told(organisation.pk)
    if told is not None:
        before = rules.Period(before.first, today - timedelta(days=1))
    return _made(organisation, before, by=by, now=now)


@transaction.atomic
def _made(
    organisation: Organisation, period: rules.Period, *, by: Member | None, now: datetime
) -> Edition | None:
    _alone(organisation.pk)
    left = rules.after(period, last_day_told(organisation.pk))
    if left is None or left.first > left.last:
        return None
    since, until = moments_of(organisation, left.first, left.last)
    chosen = _best_stories(organisation, since=since, until=until, now=now)
    figures = _figures(organisation.pk, left)
    edition = Edition.objects.create(
        organisation=organisation,
        starts_on=left.first,
        ends_on=left.last,
        made_at=now,
        made_by=by,
        figures=figures,
        stories=[{"id": story.pk, "sharers": sharers} for story, sharers in chosen],
    )
    news = challenge_news(organisation_id=organisation.pk, since=since, until=until)
    words = {
        language: first_words(
            period=left, figures=figures, news=news, name=organisation.name, language=language
        )
        for language in rules.LANGUAGES
    }
    EditionBlock.objects.bulk_create(
        EditionBlock(
            organisation=organisation,
            edition=edition,
            kind=kind,
            position=position,
            heading_nl=words["nl"][kind].heading,
            heading_en=words["en"][kind].heading,
            text_nl=words["nl"][kind].text,
            text_en=words["en"][kind].text,
        )
        for position, kind in enumerate(rules.KINDS)
    )
    return edition


def moments_of(organisation: Organisation, first: date, last: date) -> tuple[datetime, datetime]:
    """From when to when some days last where the organisation lives; the end is excluded."""
    zone = ZoneInfo(organisation.time_zone)
    return (
        datetime.combine(first, time(), zone),
        datetime.combine(last + timedelta(days=1), time(), zone),
    )


def _alone(organisation_id: int) -> None:
    """Let nobody else make an edition of this organisation until the transaction ends."""
    hold_turn("recognition.newsletter", organisation_id)


def _today(organisation: Organisation, now: datetime) -> date:
    return content.today_of(organisation, at=now)


def _figures(organisation_id: int, period: rules.Period) -> dict[str, int]:
    """The counts of the weeks of some days, as far as they are frozen and may be told."""
    weeks = weeks_in(period.first, period.last)
    told = weeks_told(organisation_id, weeks)
    people = [week.sharers or 0 for week in told.values()]
    if len(weeks) >= _MONTH_WEEKS and weeks[-1] in told:
        people.append(told[weeks[-1]].month_sharers or 0)
    counts = {
        "people": max(people, default=0),
        "posts": sum(week.posts or 0 for week in told.values()),
        "clicks": sum(week.clicks or 0 for week in told.values()),
    }
    return {name: count for name, count in counts.items() if count}


def _best_stories(
    organisation: Organisation, *, since: datetime, until: datetime, now: datetime
) -> list[tuple[Story, int]]:
    """The stories that were shared most and that no late edition had, then the newest ones."""
    today = _today(organisation, now)
    told = {
        int(each["id"])
        for edition in editions_of(organisation.pk)[:_SEEN_BEFORE]
        for each in edition.stories
    }
    live = [
        story
        for story in content.stories_put_live_since(organisation.pk, since=since - _STORIES_SINCE)
        if _before(story, until) and story.pk not in told and content.is_live_on(story, on=today)
    ]
    results = hub.results_of(organisation.pk, [story.pk for story in live])
    live.sort(key=lambda story: _weight(results.get(story.pk)), reverse=True)
    chosen: list[tuple[Story, int]] = []
    for story in live:
        if len(chosen) < SHOWN_STORIES and content.is_for_everyone(story):
            result = results.get(story.pk)
            chosen.append((story, (result.sharers if result else None) or 0))
    return chosen


def _before(story: Story, until: datetime) -> bool:
    return story.published_at is not None and story.published_at < until


def _weight(result: StoryResult | None) -> tuple[int, int]:
    return ((result.sharers or 0), (result.clicks or 0)) if result else (0, 0)
