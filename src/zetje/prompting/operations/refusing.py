"""Lets a person say "not this kind" and "not at this time", and take either back: one tap each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.lib.record.operations import record
from zetje.prompting.models import NotAtThisTime, PromptRefusal
from zetje.prompting.rules.refusing import REFUSABLE

if TYPE_CHECKING:
    from zetje.people.models import Member

LAST_WEEKDAY, LAST_HOUR = 6, 23


class NoSuchRefusalError(ValueError):
    """Raised for a kind of prompt or an hour that there is not."""


@transaction.atomic
def refuse_arm(*, member: Member, arm: str, now: datetime) -> bool:
    """Send this member no prompts of a kind any more; said twice it is said once.

    Returns:
        whether it was new.

    Raises:
        NoSuchRefusalError: there is no such kind, or it is the plain reminder.
    """
    if arm not in REFUSABLE:
        raise NoSuchRefusalError(arm)
    _refusal, is_new = PromptRefusal.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        arm=arm,
        ended=None,
        defaults={"since": now},
    )
    if is_new:
        _record("prompt.refused", member, f"arm:{arm}", now)
    return is_new


@transaction.atomic
def welcome_arm(*, member: Member, arm: str, now: datetime) -> bool:
    """Take "not this kind" back; False where there was nothing to take back."""
    standing = PromptRefusal.objects.filter(
        organisation_id=member.organisation_id, member=member, arm=arm, ended__isnull=True
    )
    if not standing.update(ended=now):
        return False
    _record("prompt.welcomed", member, f"arm:{arm}", now)
    return True


@transaction.atomic
def refuse_hour(*, member: Member, weekday: int, hour: int, now: datetime) -> bool:
    """Keep an hour of this member's week free of prompts; said twice it is said once.

    Args:
        member: whose week, on their own clock.
        weekday: 0 for Monday.
        hour: the one that begins then, 9 for 9:00 to 9:59.
        now: the moment.

    Returns:
        whether it was new.

    Raises:
        NoSuchRefusalError: there is no such hour in a week.
    """
    if not (0 <= weekday <= LAST_WEEKDAY and 0 <= hour <= LAST_HOUR):
        raise NoSuchRefusalError(f"day {weekday}, hour {hour}")
    _refusal, is_new = NotAtThisTime.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        weekday=weekday,
        hour=hour,
        ended=None,
        defaults={"since": now},
    )
    if is_new:
        _record("hour.refused", member, f"hour:{weekday}-{hour:02}", now)
    return is_new


@transaction.atomic
def welcome_hour(*, member: Member, weekday: int, hour: int, now: datetime) -> bool:
    """Take "not at this time" back; False where there was nothing to take back."""
    standing = NotAtThisTime.objects.filter(
        organisation_id=member.organisation_id,
        member=member,
        weekday=weekday,
        hour=hour,
        ended__isnull=True,
    )
    if not standing.update(ended=now):
        return False
    _record("hour.welcomed", member, f"hour:{weekday}-{hour:02}", now)
    return True


def _record(kind: str, member: Member, subject: str, now: datetime) -> None:
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        at=now,
        source="person",
        person_key=member.person_key,
        subject=subject,
    )
