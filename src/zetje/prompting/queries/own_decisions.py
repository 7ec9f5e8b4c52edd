"""What was decided about one person, and what they said no to, for that person alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from zetje.people import queries as people
from zetje.prompting.models import Decision, DecisionOutcome
from zetje.prompting.queries.refusals import refused_arms, refused_hours

if TYPE_CHECKING:
    from zetje.people.models import Member


@dataclass(frozen=True, slots=True)
class Noes:
    """What a member said no to, as it stands now.

    Attributes:
        arms: the kinds of prompt.
        hours: weekday (0 is Monday) and hour, on their own clock.
        is_paused: whether they asked for quiet.
        paused_until: when that ends; None for "until I say so".
        learns: whether we may learn from them.
        experiments: whether chance may decide about them at all.
    """

    arms: frozenset[str]
    hours: Sequence[tuple[int, int]]
    is_paused: bool
    paused_until: datetime | None
    learns: bool
    experiments: bool


def own_decision(*, member: Member, token: str) -> Decision | None:
    """One decision about a member, by its token; None for anybody else's."""
    return _of(member).filter(token=token).first()


def own_decisions(*, member: Member, last: int) -> Sequence[Decision]:
    """The latest decisions about a member, the newest first, with what each was about."""
    return list(_of(member).order_by("-iso_year", "-iso_week")[:last])


def outcome_of(decision: Decision) -> DecisionOutcome | None:
    """What came of a decision; None while its week lasts, or where nothing was drawn."""
    # Read along with the decision, so that a list asks once.
    return getattr(decision, "outcome", None)


def noes_of(*, member: Member, now: datetime) -> Noes:
    """What a member said no to."""
    standing = people.standing_of(member=member, now=now)
    preferences = people.preferences_of(member)
    mine = {"organisation_id": member.organisation_id, "member_id": member.pk}
    return Noes(
        arms=refused_arms(**mine),
        hours=refused_hours(**mine),
        is_paused=standing.is_paused(now),
        paused_until=standing.paused_until,
        learns=preferences.learns,
        experiments=preferences.experiments,
    )


def _of(member: Member) -> QuerySet[Decision]:
    rows = Decision.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.select_related("outcome", "story")
