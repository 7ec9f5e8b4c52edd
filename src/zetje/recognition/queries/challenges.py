"""Reads challenges: which there are, how they stand, and how they ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content import queries as content
from zetje.people import queries as people
from zetje.recognition.models import Challenge, ChallengeAbsence, ChallengeTeam
from zetje.recognition.models.challenges import ChallengeQuerySet
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.told import newest_week, points_told
from zetje.recognition.rules.team_play import Tally, spans_of, tallies, together, winners

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

# How long a result stays on the page of challenges.
_STAYS: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Picture:
    """How a challenge stands, from weeks that are frozen.

    Attributes:
        shown: the teams that can be told apart, the highest average first.
        everybody: all that take part as one; None where they are too few to say.
        until: the last day that is counted; None before the first week is frozen.
    """

    shown: Sequence[Tally]
    everybody: Tally | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ChallengeNews:
    """A challenge as the newsletter tells of it.

    Attributes:
        name: what its manager called it.
        kind: "teams" or "goal".
        state: "begins", "runs" or "ended" in the time that was asked for.
        starts_on, ends_on: its first and last day.
        winners: the names of the teams in front at its end.
        average: points per active person of all who took part, rounded; None where too few.
        goal: points per active person, where it has a goal.
        is_reached: whether the goal was reached.
    """

    name: str
    kind: str
    state: str
    starts_on: date
    ends_on: date
    winners: tuple[str, ...] = ()
    average: float | None = None
    goal: int | None = None
    is_reached: bool = False


def challenge_by_token(organisation_id: int, token: str) -> Challenge | None:
    """One challenge of an organisation."""
    return Challenge.objects.filter(organisation_id=organisation_id, token=token).first()


def challenges_of(organisation_id: int) -> ChallengeQuerySet:
    """All challenges of an organisation, those that end last first. For managers."""
    return Challenge.objects.filter(organisation_id=organisation_id).order_by("-ends_on", "-pk")


def challenges_shown(*, organisation_id: int, today: date) -> list[Challenge]:
    """The challenges that colleagues see: running, to come, and ended lately, in that order."""
    found = challenges_of(organisation_id).announced().filter(ends_on__gte=today - _STAYS)
    return sorted(found, key=lambda one: (one.ends_on < today, one.starts_on > today, one.ends_on))


def team_ids_in(challenge: Challenge) -> frozenset[int]:
    """The teams that take part in a challenge."""
    rows = ChallengeTeam.objects.filter(
        organisation_id=challenge.organisation_id, challenge=challenge
    )
    return frozenset(rows.values_list("team_id", flat=True))


def stays_out(*, member: Member, challenge: Challenge) -> bool:
    """Whether a member stays out of a challenge. For that member alone."""
    return ChallengeAbsence.objects.filter(
        organisation_id=member.organisation_id, challenge=challenge, member=member
    ).exists()


def picture_of(challenge: Challenge) -> Picture:
    """How a challenge stands after the last week that is frozen: from day to day it would tell who.

    The tenant's block must be open.
    """
    newest = newest_week(challenge.organisation_id)
    if newest is None:
        return Picture((), None, None)
    return _picture(
        challenge.organisation_id,
        first=week_number(challenge.starts_on),
        last=min(newest, week_number(challenge.ends_on)),
        teams=team_ids_in(challenge),
    )


def picture_before(*, organisation_id: int, weeks: int) -> Picture:
    """How a challenge of all teams would have stood after the last frozen weeks: the preview."""
    newest = newest_week(organisation_id)
    if newest is None:
        return Picture((), None, None)
    teams = people.teams_of(organisation_id).values_list("pk", flat=True)
    return _picture(organisation_id, first=newest - weeks + 1, last=newest, teams=teams)


def challenge_news(
    *, organisation_id: int, since: datetime, until: datetime
) -> tuple[ChallengeNews, ...]:
    """What there is to tell of challenges from one moment to another; nothing while they are off.

    Of teams only those in front at the end are named, of those that can be told apart.
    """
    if not game_switches(organisation_id).challenges:
        return ()
    organisation = _organisation(organisation_id)
    first, last = (content.today_of(organisation, at=moment) for moment in (since, until))
    rows = challenges_of(organisation_id).announced()
    found = rows.filter(starts_on__lte=last + timedelta(days=7), ends_on__gte=first)
    names = team_names(organisation_id)
    return tuple(_news(one, first, last, names) for one in found.order_by("ends_on", "pk"))


def team_names(organisation_id: int) -> Mapping[int, str]:
    """The names of an organisation's teams."""
    teams = people.teams_of(organisation_id)
    return dict(teams.values_list("pk", "name"))


def result_tallies(result: Mapping[str, Any]) -> list[Tally]:
    """The teams of a kept result."""
    return [Tally(one["team"], one["people"], one["points"]) for one in result["teams"]]


def _news(challenge: Challenge, first: date, last: date, names: Mapping[int, str]) -> ChallengeNews:
    state = "begins" if challenge.starts_on > first else "runs"
    result = challenge.result
    if result is not None and challenge.ends_on <= last:
        state = "ended"
        front = winners(result_tallies(result)) if challenge.kind == "teams" else []
        won = tuple(names[one.team_id] for one in front if one.team_id in names)
        average, is_reached = result["average"], bool(result["is_reached"])
    else:
        everybody = picture_of(challenge).everybody
        won, is_reached = (), False
        average = round(everybody.average, 1) if everybody and state == "runs" else None
    return ChallengeNews(
        name=challenge.name,
        kind=challenge.kind,
        state=state,
        starts_on=challenge.starts_on,
        ends_on=challenge.ends_on,
        winners=won,
        average=average,
        goal=challenge.goal,
        is_reached=is_reached,
    )


def _picture(organisation_id: int, *, first: int, last: int, teams: Collection[int]) -> Picture:
    told = points_told(organisation_id, spans_of(first, last))
    until = monday_of(last + 1) - timedelta(days=1) if last >= first else None
    return Picture(tallies(told, teams=teams), together(told, teams=teams), until)


def _organisation(organisation_id: int) -> Organisation:
    return people.organisations().get(pk=organisation_id)
