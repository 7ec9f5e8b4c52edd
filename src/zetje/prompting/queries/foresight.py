"""The dry run of a week as it was drawn up: once, so that watching it tells of nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from zetje.lib.record.queries import events_of

FORESEEN: Final = "prompts.foreseen"


@dataclass(frozen=True, slots=True)
class Groups:
    """People by group, in whole blocks of five, and the rest of them together."""

    shown: Mapping[str, int]
    rest: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """Whom a week would ask, how and why, in groups of five and more.

    Attributes:
        made_at: when it was drawn up; it stays as it was for the rest of the week.
        people: how many take part.
        drawn: for how many of them a lot would be drawn.
        chance: the mean chance of a prompt of those.
        asked: how many are to be expected to be asked.
        reasons: the others, by the name of the `Reason` that keeps it silent.
        phases: those for whom a lot is drawn, by the name of their `Phase`.
        kinds: prompts that are to be expected, by arm.
        channels: those for whom a lot is drawn, by the channel that reaches them first.
        policy: what decides, with its version.
    """

    made_at: datetime
    people: int
    drawn: int
    chance: float
    asked: int
    reasons: Groups
    phases: Groups
    kinds: Groups
    channels: Groups
    policy: str


def foresight_of(*, organisation: Any, now: datetime) -> Foresight | None:
    """The dry run of this week on the organisation's own clock; None before it was drawn up.

    The tenant's block must be open.
    """
    subject = week_subject(organisation, now)
    for event in events_of(organisation_id=organisation.pk, kinds=[FORESEEN]):
        if event.subject == subject:
            return read_foresight(event)
    return None


def week_subject(organisation: Any, now: datetime) -> str:
    """What the record calls this week."""
    iso = now.astimezone(ZoneInfo(organisation.time_zone)).isocalendar()
    return f"week:{iso.year}-W{iso.week:02}"


def read_foresight(event: Any) -> Foresight:
    """The dry run that stands in an event of the record."""
    details: Mapping[str, Any] = event.details

    def groups(name: str) -> Groups:
        shown: Mapping[str, int] = details[name]["shown"]
        # JSON keeps no order: the largest first.
        inorder = sorted(shown.items(), key=lambda pair: (-pair[1], pair[0]))
        return Groups(dict(inorder), int(details[name]["rest"]))

    return Foresight(
        made_at=event.at,
        people=int(details["people"]),
        drawn=int(details["drawn"]),
        chance=float(details["chance"]),
        asked=int(details["asked"]),
        reasons=groups("reasons"),
        phases=groups("phases"),
        kinds=groups("kinds"),
        channels=groups("channels"),
        policy=str(details["policy"]),
    )
