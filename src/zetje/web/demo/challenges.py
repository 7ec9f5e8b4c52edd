"""The challenges of the demo, one over and one running; and points of a colleague that wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from zetje.content import queries as content
from zetje.lib.tenancy import tenant
from zetje.people import operations as directory
from zetje.people import queries as people
from zetje.recognition import queries as recognition
from zetje.recognition.operations import challenges
from zetje.recognition.operations.gaming import answer_case, ask_about, look_for_gaming
from zetje.recognition.queries.challenges import picture_before
from zetje.web.demo.entrances import ENTRANCES

if TYPE_CHECKING:
    from numpy.random import Generator

    from zetje.people.models import Member, Organisation

_OVER: Final = {
    "nl": ("Wie haalt de zomer binnen", "Voor het plezier. De voorsten kiezen de taart."),
    "en": ("Who brings in the summer", "For the fun of it. The front chooses the cake."),
}
_RUNS: Final = {
    "nl": ("Samen de winter in", "Halen we het, dan eten we erwtensoep in de werkplaats."),
    "en": ("Into the winter together", "If we make it, there is pea soup in the workshop."),
}
_SAID: Final = {
    "nl": "Ik had ze onderweg in de trein al geplaatst en drukte ze daarna samen af.",
    "en": "I had posted them on the train already, and ticked them off together afterwards.",
}
_POSTS: Final = 3


def make_challenges(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Let the teams go through one challenge, and be two weeks into another.

    Args:
        organisation: whose points are there already.
        now: the moment that all leads up to.
        rng: chance, for whose points wait.
    """
    language = organisation.default_language
    with tenant(organisation.pk):
        manager = people.members_with_role(organisation.pk, "programme_manager").first()
        if manager is None:
            return
        _name_leads(organisation, now - timedelta(weeks=10))
        _hold(manager, _OVER[language], weeks_ago=8, weeks=4, goal=None, now=now)
        _hold(manager, _RUNS[language], weeks_ago=2, weeks=4, goal=_goal(manager), now=now)
        challenges.end_challenges(organisation_id=organisation.pk, now=now)
        look_for_gaming(organisation_id=organisation.pk, now=now)
        _let_points_wait(organisation, now, rng)


def _name_leads(organisation: Organisation, now: datetime) -> None:
    """Let the other teams have a lead too, so that they can join."""
    by = people.members_with_role(organisation.pk, "administrator").first()
    led = {
        team
        for lead in people.members_with_role(organisation.pk, "team_lead")
        for team in people.teams_led_by(lead.pk)
    }
    known = {entrance.address for entrance in ENTRANCES}
    joined = people.joined_members(organisation).exclude(email__in=known).order_by("pk")
    for team in people.teams_of(organisation.pk).exclude(pk__in=led):
        lead = joined.filter(team=team).first()
        if lead is not None:
            directory.grant_role(member=lead, role="team_lead", team=team, by=by, now=now)


def _hold(
    manager: Member,
    words: tuple[str, str],
    *,
    weeks_ago: int,
    weeks: int,
    goal: int | None,
    now: datetime,
) -> None:
    """A challenge that began so many weeks ago; all teams with a lead join."""
    began = now - timedelta(weeks=weeks_ago)
    today = content.today_of(manager.organisation, at=began)
    made = challenges.make_challenge(
        by=manager,
        name=words[0],
        about=words[1],
        kind="goal" if goal else "teams",
        goal=goal,
        starts_on=today - timedelta(days=today.weekday()),
        weeks=weeks,
        now=began - timedelta(weeks=1),
    )
    challenges.announce_challenge(by=manager, challenge=made, now=began - timedelta(days=4))
    for lead in people.members_with_role(manager.organisation_id, "team_lead"):
        for team in people.teams_led_by(lead.pk):
            challenges.set_team(by=lead, challenge=made, team_id=team, takes_part=True, now=began)


def _goal(manager: Member) -> int:
    """What the last two weeks came to and half as much: with four weeks it can be reached."""
    before = picture_before(organisation_id=manager.organisation_id, weeks=2).everybody
    return max(10, round(before.average * 1.4)) if before else 20


def _let_points_wait(organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Points of one colleague wait, and they said why."""
    known = {entrance.address for entrance in ENTRANCES}
    members = list(people.joined_members(organisation).exclude(email__in=known).order_by("pk"))
    order = [int(place) for place in rng.permutation(len(members))]
    for member in (members[place] for place in order):
        lines = recognition.lines_of(organisation_id=organisation.pk, member_id=member.pk, limit=12)
        posts = [line for line in lines if line.reason == "share" and not line.is_undone]
        if len(posts) < _POSTS or posts[0].at < now - timedelta(weeks=3):
            continue
        year, week, _day = posts[0].at.isocalendar()
        case = ask_about(
            organisation_id=organisation.pk,
            member_id=member.pk,
            rule="scripted",
            week=f"{year}-W{week:02d}",
            times=_POSTS,
            line_ids=[line.id for line in posts[:_POSTS]],
            now=now - timedelta(days=2),
        )
        said = _SAID[member.language]
        answer_case(member=member, case=case, text=said, now=now - timedelta(days=1))
        return
