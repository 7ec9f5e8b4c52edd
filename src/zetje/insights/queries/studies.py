"""Gives what studies found, for pages, exports and programs alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zetje.insights.models import StudyResult


@dataclass(frozen=True, slots=True)
class Result:
    """What a study found in a week; `people` it is of, `details` as the study writes them."""

    week: int
    people: int
    details: Mapping[str, Any]


def latest_results(organisation_id: int, studies: Sequence[str]) -> dict[str, Result]:
    """The newest result of each study that has one; the tenant's block must be open."""
    rows = StudyResult.objects.filter(organisation_id=organisation_id, study__in=studies)
    newest = rows.order_by("study", "-week").distinct("study")
    return {row.study: Result(row.week, row.people, row.details) for row in newest}


def results_of(organisation_id: int, study: str, *, since: int) -> tuple[Result, ...]:
    """The results of a study from a week on, the oldest first; the tenant's block must be open."""
    rows = StudyResult.objects.filter(organisation_id=organisation_id, study=study)
    found = rows.filter(week__gte=since).order_by("week")
    return tuple(Result(row.week, row.people, row.details) for row in found)
