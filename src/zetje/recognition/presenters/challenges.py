"""Challenges as pages show them: the front and one's own team, never a bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.recognition.queries.challenges import (
    Picture,
    challenges_shown,
    picture_before,
    picture_of,
    result_tallies,
    stays_out,
    team_ids_in,
    team_names,
)
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.team_play import Tally, front, winners

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation, Team
    from zetje.recognition.models import Challenge


@dataclass(frozen=True)
class Rail:
    """A team on its line. `place` is how far along, 0 to 100."""

    name: str
    average: str
    place: float
    is_yours: bool = False
    is_average: bool = False

    @property
    def x(self) -> str:
        """Where its disc stands on the line; the edges are left to the disc itself."""
        return f"{3 + 0.94 * self.place:.1f}%"


@dataclass(frozen=True)
class LedTeam:
    """A team that whoever looks leads."""

    token: str
    name: str
    takes_part: bool


@dataclass(frozen=True)
class ChallengeView:
    """A challenge as a colleague sees it.

    `state` is "coming", "running", "settling" or "ended". `reached` is how far the goal is, 0 to
    100; None without a goal or a figure. `until` is the last day that is counted. `is_together`
    says that the reader's team takes part and cannot be told apart from others.
    """

    token: str
    name: str
    about: str
    is_goal: bool
    state: str
    days: str
    summary: str
    rails: Sequence[Rail]
    reached: float | None
    led: Sequence[LedTeam]
    is_in: bool
    stays_out: bool
    until: date | None = None
    is_together: bool = False

    @property
    def reached_to(self) -> str:
        """How far along its line it is; the goal stands near the end."""
        return f"{1 + 0.96 * (self.reached or 0.0):.1f}%"

    @property
    def is_open(self) -> bool:
        """Whether teams can still join and people still stay out."""
        return self.state in {"coming", "running"}


@dataclass(frozen=True)
class Preview:
    """What the last weeks would have come to, for the manager who makes a challenge."""

    rails: Sequence[Rail]
    average: str
    teams: int
    weeks: int
    reached: None = None


def challenge_views(*, member: Member, now: datetime) -> list[ChallengeView]:
    """The challenges that a member sees, the running ones first; none while they are off."""
    switches = game_switches(member.organisation_id)
    if not (switches.challenges and switches.points):
        return []
    today = content.today_of(member.organisation, at=now)
    found = challenges_shown(organisation_id=member.organisation_id, today=today)
    names = team_names(member.organisation_id)
    led = list(
        people.teams_of(member.organisation_id).filter(pk__in=people.teams_led_by(member.pk))
    )
    return [challenge_view(one, member=member, names=names, led=led, now=now) for one in found]


def live_view(*, member: Member, now: datetime) -> ChallengeView | None:
    """The one challenge for the page of recognition: that of one's own team before others."""
    open_ones = [one for one in challenge_views(member=member, now=now) if one.is_open]
    ordered = sorted(open_ones, key=lambda one: (one.state != "running", not one.is_in))
    return next(iter(ordered), None)


def challenge_view(
    challenge: Challenge,
    *,
    member: Member,
    names: Mapping[int, str],
    led: Sequence[Team],
    now: datetime,
) -> ChallengeView:
    """One challenge for one member.

    Args:
        challenge: which.
        member: who looks.
        names: the names of the organisation's teams.
        led: the teams that the member leads.
        now: the moment.
    """
    today = content.today_of(member.organisation, at=now)
    picture = _picture(challenge)
    teams = team_ids_in(challenge)
    state = _state(challenge, today)
    average = picture.everybody.average if picture.everybody else None
    goal = challenge.goal
    return ChallengeView(
        token=challenge.token,
        name=challenge.name,
        about=challenge.about,
        is_goal=challenge.kind == "goal",
        state=state,
        days=_days(challenge),
        summary=_summary(challenge, state, picture, names, today),
        rails=_rails(picture, names, own_team=member.team_id),
        reached=min(100.0, 100 * average / goal) if goal and average is not None else None,
        led=[LedTeam(team.token, team.name, team.pk in teams) for team in led],
        is_in=member.team_id in teams,
        stays_out=stays_out(member=member, challenge=challenge),
        until=picture.until,
        is_together=average is not None
        and member.team_id in teams
        and all(one.team_id != member.team_id for one in picture.shown),
    )


def preview_of(*, organisation: Organisation, weeks: int) -> Preview:
    """The front of all teams over the last whole weeks, as many as the challenge has."""
    picture = picture_before(organisation_id=organisation.pk, weeks=weeks)
    names = team_names(organisation.pk)
    return Preview(
        rails=_rails(picture, names, own_team=None),
        average=_figure(picture.everybody.average) if picture.everybody else "",
        teams=len(picture.shown),
        weeks=weeks,
    )


def weeks_of(challenge: Challenge) -> int:
    """How many weeks a challenge has."""
    return ((challenge.ends_on - challenge.starts_on).days + 1) // 7


def _picture(challenge: Challenge) -> Picture:
    if challenge.result is None:
        return picture_of(challenge)
    shown = result_tallies(challenge.result)
    average = challenge.result["average"]
    # Kept as it was shown: an average to a tenth, of people whose number no longer matters.
    everybody = Tally(0, 10, round(average * 10)) if average is not None else None
    return Picture(shown, everybody, challenge.ends_on)


def _state(challenge: Challenge, today: date) -> str:
    if challenge.result is not None:
        return "ended"
    if today < challenge.starts_on:
        return "coming"
    return "running" if today <= challenge.ends_on else "settling"


def _days(challenge: Challenge) -> str:
    first, last = (date_format(day, "j F") for day in (challenge.starts_on, challenge.ends_on))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _summary(
    challenge: Challenge, state: str, picture: Picture, names: Mapping[int, str], today: date
) -> str:
    """Where it stands, in a sentence."""
    average = picture.everybody.average if picture.everybody else None
    if state == "coming":
        days = (challenge.starts_on - today).days
        return ngettext("Begins tomorrow.", "Begins in %d days.", days) % (days if days > 1 else ())
    if state == "settling":
        return _("It is over. The last posts are being counted; the result is there on Tuesday.")
    if picture.until is None:
        return _("The first stand is there on the Tuesday after its first week.")
    if average is None:
        return _("Too few people have points so far to say how it stands.")
    figure = _figure(average)
    if state == "ended":
        return _ended(challenge, picture, names, figure)
    left = (challenge.ends_on - today).days + 1
    if challenge.goal:
        return ngettext(
            "%(figure)s of %(goal)s points per person so far, and one day to go.",
            "%(figure)s of %(goal)s points per person so far, and %(left)d days to go.",
            left,
        ) % {"figure": figure, "goal": challenge.goal, "left": left}
    return ngettext(
        "%(figure)s points per person so far, all teams together, and one day to go.",
        "%(figure)s points per person so far, all teams together, and %(left)d days to go.",
        left,
    ) % {"figure": figure, "left": left}


def _ended(challenge: Challenge, picture: Picture, names: Mapping[int, str], figure: str) -> str:
    if challenge.goal:
        is_reached = bool(challenge.result and challenge.result["is_reached"])
        said = (
            _("Reached: %(figure)s points per person. Well done, all of you.")
            if is_reached
            else _("All together came to %(figure)s points per person. Well done, all of you.")
        )
        return said % {"figure": figure}
    won = [names[one.team_id] for one in winners(picture.shown) if one.team_id in names]
    if not won:
        return _("All together came to %(figure)s points per person. Well done, all of you.") % {
            "figure": figure
        }
    together = _(" and ").join([", ".join(won[:-1]), won[-1]] if len(won) > 1 else won)
    return _("Well done, %(teams)s, in front with %(best)s points per person.") % {
        "teams": together,
        "best": _figure(picture.shown[0].average),
    }


def _rails(picture: Picture, names: Mapping[int, str], *, own_team: int | None) -> list[Rail]:
    """The front, one's own team and the average of all, on one line."""
    shown = front(picture.shown, own_team=own_team)
    top = max((one.average for one in shown), default=0.0)
    if not shown or top <= 0 or picture.everybody is None:
        return []
    rails = [
        Rail(
            name=names[one.team_id],
            average=_figure(one.average),
            place=100 * one.average / top,
            is_yours=one.team_id == own_team,
        )
        for one in shown
        if one.team_id in names
    ]
    average = picture.everybody.average
    return [
        *rails,
        Rail(_("All teams"), _figure(average), min(100.0, 100 * average / top), is_average=True),
    ]


def _figure(average: float) -> str:
    return number_format(round(average, 1), 1)
