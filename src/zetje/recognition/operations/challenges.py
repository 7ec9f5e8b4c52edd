"""Makes challenges, lets teams join and people stay out, and keeps how they ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.behaviour.weeks import week_number
from zetje.content import queries as content
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.operations import record_audit
from zetje.recognition.models import Challenge, ChallengeAbsence, ChallengeTeam
from zetje.recognition.queries.challenges import challenges_of, picture_of
from zetje.recognition.queries.told import newest_week
from zetje.recognition.rules.challenges import GOALS, LENGTHS, last_day, mondays

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.people.models import Member


class ChallengeRefusedError(Exception):
    """Raised when a challenge cannot be so; its text is for whoever tried."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


@transaction.atomic
def make_challenge(
    *,
    by: Member,
    name: str,
    about: str,
    kind: str,
    goal: int | None,
    starts_on: date,
    weeks: int,
    now: datetime,
) -> Challenge:
    """Make a challenge that only managers see, until it is announced.

    Args:
        by: the manager.
        name: a few words.
        about: what it is for; may be empty.
        kind: "teams" for one against the other, "goal" for all together.
        goal: points per active person, for a goal.
        starts_on: a Monday to come.
        weeks: how many.
        now: when.

    Raises:
        ChallengeRefusedError: it begins on no Monday to come, or its goal is missing.
    """
    to_come = mondays(today=content.today_of(by.organisation, at=now))
    if starts_on not in to_come or weeks not in LENGTHS:
        raise ChallengeRefusedError(_("A challenge begins on a Monday to come."))
    if kind == "goal" and goal not in GOALS:
        raise ChallengeRefusedError(
            _("A goal lies between %(least)d and %(most)d points per person.")
            % {"least": GOALS.start, "most": GOALS.stop - 1}
        )
    made = Challenge.objects.create(
        organisation_id=by.organisation_id,
        name=name.strip(),
        about=about.strip(),
        kind=kind,
        goal=goal if kind == "goal" else None,
        starts_on=starts_on,
        ends_on=last_day(starts_on=starts_on, weeks=weeks),
        made_by=by,
        made_at=now,
    )
    _audit("challenge.made", made, by=by, now=now)
    return made


@transaction.atomic
def announce_challenge(*, by: Member, challenge: Challenge, now: datetime) -> Challenge:
    """Show a challenge to colleagues, so that teams can join; audited. Twice it is once.

    Raises:
        ChallengeRefusedError: its last day is over.
    """
    held = _held(challenge)
    if held.announced_at is not None:
        return held
    if held.ends_on <= content.today_of(by.organisation, at=now):
        raise ChallengeRefusedError(_("Its last day is over. Make another one."))
    held.announced_at = now
    held.save(update_fields=["announced_at"])
    _audit("challenge.announced", held, by=by, now=now)
    return held


@transaction.atomic
def stop_challenge(*, by: Member, challenge: Challenge, now: datetime) -> None:
    """Take a challenge away: one that nobody saw is gone, another stops for everybody; audited."""
    held = _held(challenge)
    if held.announced_at is None:
        _audit("challenge.discarded", held, by=by, now=now)
        held.delete()
        return
    if held.stopped_at is None:
        held.stopped_at = now
        held.save(update_fields=["stopped_at"])
        _audit("challenge.stopped", held, by=by, now=now)


@transaction.atomic
def set_team(
    *, by: Member, challenge: Challenge, team_id: int, takes_part: bool, now: datetime
) -> None:
    """Let a team take part, or no longer. Only who leads it may say so.

    Raises:
        ChallengeRefusedError: they do not lead it, or the challenge is over.
    """
    held = _held(challenge)
    if team_id not in people.teams_led_by(by.pk):
        raise ChallengeRefusedError(_("Only who leads a team says whether it takes part."))
    _check_open(held, by, now)
    named = {"organisation_id": by.organisation_id, "challenge": held, "team_id": team_id}
    if takes_part:
        ChallengeTeam.objects.get_or_create(**named, defaults={"joined_by": by, "joined_at": now})
    else:
        ChallengeTeam.objects.filter(**named).delete()


@transaction.atomic
def stay_out(*, member: Member, challenge: Challenge, stays_out: bool, now: datetime) -> None:
    """Stay out of a challenge of one's team, or be in it again. It works at once.

    Raises:
        ChallengeRefusedError: the challenge is over.
    """
    held = _held(challenge)
    _check_open(held, member, now)
    named = {"organisation_id": member.organisation_id, "challenge": held, "member": member}
    if stays_out:
        ChallengeAbsence.objects.get_or_create(**named, defaults={"stays_out_at": now})
    else:
        ChallengeAbsence.objects.filter(**named).delete()


def end_challenges(*, organisation_id: int, now: datetime) -> int:
    """Keep the results of challenges whose last week is frozen, once; gives how many."""
    with tenant(organisation_id):
        newest = newest_week(organisation_id)
        due = challenges_of(organisation_id).announced().filter(ended_at__isnull=True)
        return sum(
            _end(one, now)
            for one in due
            if newest is not None and week_number(one.ends_on) <= newest
        )


@transaction.atomic
def _end(challenge: Challenge, now: datetime) -> bool:
    held = _held(challenge)
    if held.ended_at is not None:
        return False
    picture = picture_of(held)
    average = round(picture.everybody.average, 1) if picture.everybody else None
    held.result = {
        "teams": [
            {"team": one.team_id, "people": one.people, "points": one.points}
            for one in picture.shown
        ],
        "average": average,
        "is_reached": average is not None and held.goal is not None and average >= held.goal,
    }
    held.ended_at = now
    held.save(update_fields=["result", "ended_at"])
    return True


def _held(challenge: Challenge) -> Challenge:
    rows = Challenge.objects.select_for_update().select_related("organisation")
    return rows.get(organisation_id=challenge.organisation_id, pk=challenge.pk)


def _check_open(challenge: Challenge, member: Member, now: datetime) -> None:
    is_shown = challenge.announced_at is not None and challenge.stopped_at is None
    if not is_shown or challenge.ends_on < content.today_of(member.organisation, at=now):
        raise ChallengeRefusedError(_("This challenge is over."))


def _audit(action: str, challenge: Challenge, *, by: Member, now: datetime) -> None:
    record_audit(actor_member_id=by.pk, action=action, subject=f"challenge:{challenge.pk}", now=now)
