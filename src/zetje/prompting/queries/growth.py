"""Reads what the page Growth shows somebody of themselves; nobody else is shown any of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import week_of
from zetje.people import queries as people
from zetje.prompting.queries.goals import OwnGoal, goals_of
from zetje.prompting.queries.phases import Journey, journey_of
from zetje.prompting.queries.reach import Usual, usual_reach
from zetje.prompting.queries.standing_facts import Course, course_of
from zetje.recognition import queries as recognition
from zetje.recognition.queries.tried import switches_for
from zetje.sharing.queries.posts import Brought, brought_by

if TYPE_CHECKING:
    from zetje.people.models import Member

LATEST: Final = 5


@dataclass(frozen=True, slots=True)
class Growth:
    """Everything of one person.

    Attributes:
        course: their weeks, their habit, the evidence for their phase.
        journey: what fits their phase now, and the weeks that chance keeps free.
        brought: their latest posts, newest first.
        usual: what a post of theirs usually brings, by network; empty while unknown.
        points: by share, what it earned; None where the organisation gives no points.
        word: the latest word of an expert, read or not, that they did not report.
        may_ask: whether there is an expert to ask.
        goals: what they may want for themselves, and what they do.
        badges: what they hold.
        switches: what the organisation has on.
        sees_weeks: whether they want their weeks counted where they can see it.
    """

    course: Course
    journey: Journey
    brought: Sequence[Brought]
    usual: Mapping[str, Usual]
    points: Mapping[int, int] | None
    word: recognition.Word | None
    may_ask: bool
    goals: Sequence[OwnGoal]
    badges: tuple[recognition.Badge, ...]
    switches: recognition.GameSwitches
    sees_weeks: bool


def growth_of(*, member: Member, now: datetime) -> Growth:
    """What somebody did and how far they came; the tenant's block must be open."""
    organisation_id = member.organisation_id
    course = course_of(
        organisation_id=organisation_id,
        member_id=member.pk,
        week=week_of(now, zone=ZoneInfo(member.time_zone)),
        now=now,
    )
    brought = brought_by(member=member, limit=LATEST)
    networks = {post.share.network for post in brought if post.clicks is not None}
    switches = switches_for(member, now=now)
    words = recognition.words_for(member=member, limit=LATEST)
    return Growth(
        course=course,
        journey=journey_of(member=member, now=now),
        brought=brought,
        usual=usual_reach(member=member, networks=networks, now=now),
        points=_points(member, brought) if switches.points else None,
        word=next((word for word in words if not word.is_reported), None),
        may_ask=recognition.has_expert(member),
        goals=goals_of(member=member),
        badges=recognition.badges_of(organisation_id=organisation_id, member_id=member.pk),
        switches=switches,
        sees_weeks=people.preferences_of(member).chain_shown,
    )


def _points(member: Member, brought: Sequence[Brought]) -> Mapping[int, int]:
    return recognition.points_of_shares(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        share_ids=[post.share.pk for post in brought],
    )
