"""Of which months there is a report, what it is made of, and who wants it by mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from zetje.insights.models import ReportWish, StudyResult
from zetje.insights.queries.studies import Result
from zetje.insights.queries.weeks import Period, periods
from zetje.insights.rules.months import Month, month_of_week
from zetje.people import queries as people

# Who may look at the page Insight, and so at the report of it.
READERS = frozenset({"programme_manager", "works_council", "administrator"})


def weeks_until(organisation_id: int, month: Month) -> tuple[Period, ...]:
    """The frozen weeks up to the end of a month, the newest first; the tenant must be open.

    Returns:
        none where no week of the month was frozen, or the month is not over.
    """
    first, last = month.weeks
    held = periods(organisation_id)
    if not held or held[0].week < last or not any(first <= each.week <= last for each in held):
        return ()
    return tuple(each for each in held if each.week <= last)


def months_told(organisation_id: int) -> Sequence[Month]:
    """The months that have a report, the newest first; the tenant's block must be open."""
    held = periods(organisation_id)
    found = {month_of_week(each.first + timedelta(days=3)) for each in held}
    return [each for each in sorted(found, reverse=True) if each.weeks[1] <= held[0].week]


def results_until(organisation_id: int, studies: Sequence[str], week: int) -> dict[str, Result]:
    """The newest result of each study up to a week; the tenant's block must be open."""
    rows = StudyResult.objects.filter(
        organisation_id=organisation_id, study__in=studies, week__lte=week
    )
    newest = rows.order_by("study", "-week").distinct("study")
    return {row.study: Result(row.week, row.people, row.details) for row in newest}


def wants_report(member_id: int) -> bool:
    """Whether somebody wants the report by mail; the tenant's block must be open."""
    return ReportWish.objects.filter(member_id=member_id, ended_at__isnull=True).exists()


def report_readers(organisation_id: int) -> Sequence[int]:
    """Who wants the report by mail and may read it now; the tenant's block must be open."""
    rows = ReportWish.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    wishes = rows.order_by("member_id").values_list("member_id", flat=True)
    return [member_id for member_id in wishes if people.roles_of(member_id) & READERS]
