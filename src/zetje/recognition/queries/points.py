"""Reads points: of one member, of everybody in a week, line by line, and by which rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from zetje.behaviour.weeks import week_of
from zetje.lib.arrays import copy_out
from zetje.people import queries as people
from zetje.recognition.models import PointHold, PointLine, PointRules, PointWeek
from zetje.recognition.rules.points import Rules, rules_from

Ints = NDArray[np.int64]

_WEEK: Final = """
    SELECT member_id, points FROM recognition_pointweek
    WHERE organisation_id = %s AND week = %s AND points > 0 ORDER BY member_id
"""


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """A line of somebody's points, as they and nobody else may read it.

    Attributes:
        id: its number, to hold it by.
        reason: "share", "own_words", "readers", "tip" or "help".
        subject: what it is about, "share:12".
        network: on which network, empty for tips and help.
        amount: points; below zero where it takes another line back.
        at: when what it is for happened.
        week: the running number of the person's own ISO week.
        event: the number of the event that it names.
        cause: why it takes back; empty where it gives.
        is_undone: whether a later line takes it back.
        is_held: whether it waits, and counts for nothing until somebody was heard.
    """

    id: int
    reason: str
    subject: str
    network: str
    amount: int
    at: datetime
    week: int
    event: int
    cause: str
    is_undone: bool
    is_held: bool

    @property
    def share_id(self) -> int | None:
        """The share that it is about, if it is about one."""
        kind, _, number = self.subject.partition(":")
        return int(number) if kind == "share" else None


def waiting() -> QuerySet[PointHold]:
    """Holds that nobody ended."""
    return PointHold.objects.filter(end__isnull=True)


def counted_lines(organisation_id: int) -> QuerySet[PointLine]:
    """Lines that count: neither they nor what they take back wait."""
    held = waiting().filter(organisation_id=organisation_id)
    rows = PointLine.objects.filter(organisation_id=organisation_id)
    return rows.alias(whose=Coalesce("undoes_id", F("pk"))).exclude(
        Exists(held.filter(line_id=OuterRef("whose")))
    )


def points_of(
    *,
    organisation_id: int,
    member_id: int,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """What a member has earned, what waits left out.

    Args:
        organisation_id: whose member; the tenant's block must be open.
        member_id: who.
        since: of what happened from this moment on.
        until: of what happened before this one.
    """
    rows = counted_lines(organisation_id).filter(member_id=member_id)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return int(rows.aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def point_weeks(*, organisation_id: int, week: int) -> tuple[Ints, Ints]:
    """Who earned something in a week, and how much: two arrays (n,), by member.

    Args:
        organisation_id: whose members.
        week: the running number of the ISO week, each on their own clock.
    """
    found = copy_out(_WEEK, [organisation_id, week], columns={"member": "bigint", "n": "integer"})
    return found["member"], found["n"]


def points_in_weeks(
    *, organisation_id: int, member_id: int, weeks: Collection[int]
) -> dict[int, int]:
    """What a member earned in some weeks, by their running number; empty weeks are left out."""
    rows = PointWeek.objects.filter(
        organisation_id=organisation_id, member_id=member_id, week__in=weeks, points__gt=0
    )
    return dict(rows.values_list("week", "points"))


def lines_of(
    *, organisation_id: int, member_id: int, limit: int = 100, subjects: Collection[str] = ()
) -> tuple[EarnedLine, ...]:
    """A member's lines, the newest first.

    Args:
        organisation_id: whose member.
        member_id: who.
        limit: how many at most.
        subjects: only lines about these; all when empty.
    """
    held = waiting().filter(organisation_id=organisation_id, line_id=OuterRef("pk"))
    rows = PointLine.objects.filter(organisation_id=organisation_id, member_id=member_id)
    if subjects:
        rows = rows.filter(subject__in=subjects)
    rows = rows.annotate(is_held=Exists(held)).select_related("undone_by")
    return tuple(
        EarnedLine(
            id=row.pk,
            reason=row.reason,
            subject=row.subject,
            network=row.network,
            amount=row.amount,
            at=row.at,
            week=row.week,
            event=row.event,
            cause=row.cause,
            is_undone=hasattr(row, "undone_by"),
            is_held=bool(row.is_held),  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType] -- an annotation
        )
        for row in rows.order_by("-at", "-pk")[:limit]
    )


def rule_versions(organisation_id: int) -> list[tuple[int, Rules]]:
    """The rules of an organisation with the week from which each holds, the newest first."""
    rows = PointRules.objects.filter(organisation_id=organisation_id).order_by("-version")
    found = rows.values_list("from_week", "values", "version")
    return [(week, rules_from(values, version=version)) for week, values, version in found]


def rules_in(week: int, versions: list[tuple[int, Rules]]) -> Rules:
    """Those of the versions that hold in a week; as we ship them before the first."""
    return next((rules for since, rules in versions if since <= week), Rules())


def point_rules(*, organisation_id: int, at: datetime) -> Rules:
    """The rules that hold at a moment, on the organisation's clock."""
    organisation = people.organisations().get(pk=organisation_id)
    week = week_of(at, zone=ZoneInfo(organisation.time_zone))
    return rules_in(week, rule_versions(organisation_id))


def coming_rules(*, organisation_id: int, at: datetime) -> tuple[int, Rules] | None:
    """Rules that were set and do not hold yet, with their week; None where there are none."""
    organisation = people.organisations().get(pk=organisation_id)
    now = week_of(at, zone=ZoneInfo(organisation.time_zone))
    newest = next(iter(rule_versions(organisation_id)), None)
    return newest if newest is not None and newest[0] > now else None


def points_of_shares(
    *, organisation_id: int, member_id: int, share_ids: Collection[int]
) -> Mapping[int, int]:
    """What each of a member's shares earned, what waits left out; shares without are left out."""
    subjects = {f"share:{share}": share for share in share_ids}
    rows = counted_lines(organisation_id).filter(member_id=member_id, subject__in=subjects)
    sums = rows.values("subject").annotate(total=Sum("amount")).filter(~Q(total=0))
    return {subjects[row["subject"]]: int(row["total"]) for row in sums.order_by("subject")}
