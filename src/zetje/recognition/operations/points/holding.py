"""Lets lines wait until somebody was heard, and ends the waiting one way or the other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant
from zetje.recognition.events import PointsChanged
from zetje.recognition.models import PointHold, PointHoldEnd, PointLine, PointPost
from zetje.recognition.operations.points.scoring import Week, refresh_weeks, score, take_turn
from zetje.recognition.queries.points import waiting


@transaction.atomic
def hold_points(
    *, organisation_id: int, line_ids: Collection[int], case: int, now: datetime
) -> int:
    """Let lines wait: they stay the person's, and count for nothing yet.

    Lines that wait for this case already, or that were taken back, are left as they are.

    Args:
        organisation_id: whose.
        line_ids: of `queries.lines_of`.
        case: the number of the question that is put to the person.
        now: when.

    Returns:
        how many lines wait that did not.
    """
    with tenant(organisation_id):
        take_turn(organisation_id)
        rows = PointLine.objects.filter(
            organisation_id=organisation_id,
            pk__in=line_ids,
            undoes__isnull=True,
            undone_by__isnull=True,
        )
        fresh = list(rows.exclude(holds__case=case))
        PointHold.objects.bulk_create(
            PointHold(organisation_id=organisation_id, line=line, case=case, held_at=now)
            for line in fresh
        )
        _count_anew(organisation_id, fresh)
        return len(fresh)


@transaction.atomic
def release_points(
    *,
    organisation_id: int,
    case: int,
    now: datetime,
    line_ids: Collection[int] | None = None,
) -> int:
    """Let everything count that waited for a case, or some of it; how many lines that was."""
    with tenant(organisation_id):
        take_turn(organisation_id)
        lines = _end(organisation_id, case, line_ids, now, kept_out=False)
        _count_anew(organisation_id, lines)
        return len(lines)


@transaction.atomic
def forfeit_points(
    *,
    organisation_id: int,
    case: int,
    now: datetime,
    line_ids: Collection[int] | None = None,
) -> int:
    """Keep out for good what waited for a case, or some of it: other lines take it back.

    Another post of the same week that did not count beside it counts from now on.

    Returns:
        how many lines waited.
    """
    with tenant(organisation_id):
        take_turn(organisation_id)
        lines = _end(organisation_id, case, line_ids, now, kept_out=True)
        shares = {int(line.subject[6:]) for line in lines if line.subject.startswith("share:")}
        posts = PointPost.objects.filter(
            organisation_id=organisation_id, share__in=shares, member__isnull=False
        )
        score(
            organisation_id=organisation_id,
            cohorts=set(posts.values_list("person", "week")),
            doers={line.person for line in lines if line.reason in ("tip", "help")},
        )
        _count_anew(organisation_id, lines)
        return len(lines)


def _end(
    organisation_id: int,
    case: int,
    line_ids: Collection[int] | None,
    now: datetime,
    *,
    kept_out: bool,
) -> list[PointLine]:
    rows = waiting().filter(organisation_id=organisation_id, case=case)
    if line_ids is not None:
        rows = rows.filter(line_id__in=line_ids)
    holds = list(rows.select_related("line"))
    PointHoldEnd.objects.bulk_create(
        PointHoldEnd(organisation_id=organisation_id, hold=hold, kept_out=kept_out, ended_at=now)
        for hold in holds
    )
    return [hold.line for hold in holds]


def _count_anew(organisation_id: int, lines: Collection[PointLine]) -> None:
    weeks: set[Week] = {
        (line.member_id, line.person, line.week) for line in lines if line.member_id is not None
    }
    if weeks:
        refresh_weeks(organisation_id, weeks)
        publish_on_commit(PointsChanged(organisation_id, tuple({week[0] for week in weeks})))
