"""Reads challenges: which there are, how they stand, and how they ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Sum

from zetje.behaviour.weeks import week_number
from zetje.content import queries as content
from zetje.people import queries as people
from zetje.people.queries.players import players_present
from zetje.recognition.models import Challenge, ChallengeAbsence, ChallengeTeam
from zetje.recognition.models.challenges import ChallengeQuerySet
from zetje.recognition.queries.points import counted_lines
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.challenges import Tally, showable, tallies, together, winners

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

# How long a result stays on the page of challenges.
_STAYS: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Picture:
    """How a challenge stands.

    Attributes:
        shown: the teams of five and more that may be shown, the highest average first.
        everybody: all that take part as one; None below five.
        until: the last day that is counted; None before the first is over.
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
        average: points per active person of all who took part, rounded; None below five.
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


def picture_of(*, challenge: Challenge, now: datetime) -> Picture:
    """How a challenge stands as of last night: from hour to hour it would tell who."""
    organisation = _organisation(challenge.organisation_id)
    out = ChallengeAbsence.objects.filter(
        organisation_id=challenge.organisation_id, challenge=challenge
    )
    return _picture(
        organisation,
        starts_on=challenge.starts_on,
        ends_on=challenge.ends_on,
        teams=team_ids_in(challenge),
        out=set(out.values_list("member_id", flat=True)),
        now=now,
    )


def picture_before(*, organisation: Organisation, weeks: int, now: datetime) -> Picture:
    """How a challenge of all teams would have stood after the last whole weeks: the preview."""
    today = content.today_of(organisation, at=now)
    ends_on = today - timedelta(days=today.weekday() + 1)
    return _picture(
        organisation,
        starts_on=ends_on - timedelta(days=7 * weeks - 1),
        ends_on=ends_on,
        teams=people.teams_of(organisation.pk).values_list("pk", flat=True),
        out=(),
        now=now,
    )


def challenge_news(
    *, organisation_id: int, since: datetime, until: datetime
) -> tuple[ChallengeNews, ...]:
    """What there is to tell of challenges from one moment to another; nothing while they are off.

    Of teams only those in front at the end are named, and only teams of five and more.
    """
    if not game_switches(organisation_id).challenges:
        return ()
    organisation = _organisation(organisation_id)
    first, last = (content.today_of(organisation, at=moment) for moment in (since, until))
    rows = challenges_of(organisation_id).announced()
    found = rows.filter(starts_on__lte=last + timedelta(days=7), ends_on__gte=first)
    names = team_names(organisation_id)
    return tuple(_news(one, first, last, names, until) for one in found.order_by("ends_on", "pk"))


def team_names(organisation_id: int) -> Mapping[int, str]:
    """The names of an organisation's teams."""
    teams = people.teams_of(organisation_id)
    return dict(teams.values_list("pk", "name"))


def result_tallies(result: Mapping[str, Any]) -> list[Tally]:
    """The teams of a kept result."""
    return [Tally(one["team"], one["people"], one["points"]) for one in result["teams"]]


def _news(
    challenge: Challenge, first: date, last: date, names: Mapping[int, str], until: datetime
) -> ChallengeNews:
    state = "begins" if challenge.starts_on > first else "runs"
    result = challenge.result
    if result is not None and challenge.ends_on <= last:
        state = "ended"
        front = winners(result_tallies(result)) if challenge.kind == "teams" else []
        won = tuple(names[one.team_id] for one in front if one.team_id in names)
        average, is_reached = result["average"], bool(result["is_reached"])
    else:
        everybody = picture_of(challenge=challenge, now=until).everybody
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


def _picture(
    organisation: Organisation,
    *,
    starts_on: date,
    ends_on: date,
    teams: Collection[int],
    out: Collection[int],
    now: datetime,
) -> Picture:
    zone = ZoneInfo(organisation.time_zone)
    last = min(content.today_of(organisation, at=now) - timedelta(days=1), ends_on)
    if last < starts_on:
        return Picture((), None, None)
    present = players_present(organisation_id=organisation.pk, now=now, first=starts_on, last=last)
    until = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    if last == ends_on:
        # The person's own week ends later than ours further west.
        until += timedelta(days=1)
    member_teams = dict(zip(present.member.tolist(), present.team.tolist(), strict=True))
    lines = counted_lines(organisation.pk).filter(
        member_id__in=list(member_teams),
        week__range=(week_number(starts_on), week_number(ends_on)),
        at__lt=until,
    )
    points = dict(lines.values_list("member_id").annotate(points=Sum("amount")))
    counted = tallies(
        member_teams=member_teams, active=member_teams, points=points, teams=teams, out=out
    )
    return Picture(showable(counted), together(counted), last)


def _organisation(organisation_id: int) -> Organisation:
    return people.organisations().get(pk=organisation_id)
