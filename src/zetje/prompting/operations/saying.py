"""The person's say about their prompts, each in one tap: no, or back again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from zetje.people import operations as people
from zetje.prompting.operations.refusing import (
    NoSuchRefusalError,
    refuse_arm,
    refuse_hour,
    welcome_arm,
    welcome_hour,
)

if TYPE_CHECKING:
    from zetje.people.models import Member

QUIET: Final = timedelta(days=14)
# What the person calls it, and the switch that it turns.
_SWITCHES: Final = {"learning": "learns", "experiments": "experiments"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said.

    Attributes:
        what: "kind", "time", "pause", "learning" or "experiments".
        is_back: whether they take a no back.
        kind: the arm, for "kind".
        weekday: 0 for Monday, for "time".
        hour: the hour on their own clock, for "time".
    """

    what: str
    is_back: bool = False
    kind: str = ""
    weekday: int = -1
    hour: int = -1


def heed(*, member: Member, said: Said, now: datetime) -> None:
    """Do what a member said, at once; said twice it is said once.

    Raises:
        NoSuchRefusalError: there is nothing of that name to say no to.
        NotJoinedError: a pause, by somebody who does not take part.
    """
    if said.what == "kind":
        turn_arm = welcome_arm if said.is_back else refuse_arm
        turn_arm(member=member, arm=said.kind, now=now)
    elif said.what == "time":
        turn_hour = welcome_hour if said.is_back else refuse_hour
        turn_hour(member=member, weekday=said.weekday, hour=said.hour, now=now)
    elif said.what == "pause":
        _pause(member, is_back=said.is_back, now=now)
    elif said.what in _SWITCHES:
        people.set_switch(member=member, name=_SWITCHES[said.what], on=said.is_back, now=now)
    else:
        raise NoSuchRefusalError(said.what)


def _pause(member: Member, *, is_back: bool, now: datetime) -> None:
    if is_back:
        people.resume_programme(member=member, now=now)
    else:
        people.pause_programme(member=member, starts_at=now, ends_at=now + QUIET, now=now)
