"""Reads the questions about points that wait: for the person, and for who decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q, Sum

from zetje.recognition.models import PointCase, PointHold, PointLine, PointPost

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.rules.gaming.conduct import Finding

# What somebody decided stays to be read for a while.
_STAYS: Final = timedelta(days=90)
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and how many points wait for its answer."""

    row: PointCase
    points: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits, or waited, for a question about one rule."""

    line_id: int
    slot: Slot
    case_id: int


def cases_of(*, member: Member, now: datetime) -> list[Case]:
    """A person's own questions, newest first: the open ones, and what was decided lately."""
    rows = PointCase.objects.filter(organisation_id=member.organisation_id, member=member)
    recent = rows.filter(Q(decided_at__isnull=True) | Q(decided_at__gt=now - _STAYS))
    return _with_points(member.organisation_id, list(recent.order_by("-opened_at", "-pk")))


def cases_to_decide(*, organisation_id: int) -> list[Case]:
    """The questions that nobody decided yet, those with an answer first. For administrators."""
    rows = PointCase.objects.filter(organisation_id=organisation_id, decided_at__isnull=True)
    found = rows.select_related("member__team").order_by("opened_at", "pk")
    return _with_points(organisation_id, sorted(found, key=lambda row: row.answered_at is None))


def cases_decided(*, organisation_id: int, now: datetime, limit: int = 20) -> list[Case]:
    """The questions decided lately, newest first. For administrators."""
    rows = PointCase.objects.filter(
        organisation_id=organisation_id, decided_at__gt=now - _STAYS
    ).select_related("member__team", "decided_by")
    return _with_points(organisation_id, list(rows.order_by("-decided_at", "-pk")[:limit]))


def case_by_token(organisation_id: int, token: str) -> PointCase | None:
    """One question of an organisation."""
    rows = PointCase.objects.filter(organisation_id=organisation_id, token=token)
    return rows.select_related("member").first()


def case_of(*, member: Member, token: str) -> PointCase | None:
    """One question to a member."""
    rows = PointCase.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(token=token).first()


def cases_by_ids(organisation_id: int, case_ids: Collection[int]) -> Mapping[int, PointCase]:
    """Some questions, by their numbers."""
    return PointCase.objects.filter(organisation_id=organisation_id).in_bulk(list(case_ids))


def lines_for(*, organisation_id: int, finding: Finding) -> dict[int, Slot]:
    """The lines that what was found is about and that stand now: their numbers and slots."""
    posts = PointPost.objects.filter(organisation_id=organisation_id, member_id=finding.member)
    read = posts.filter(link__in=finding.links).values_list("share", flat=True)
    wanted = (
        [("share", share) for share in finding.shares]
        + [("own_words", share) for share in finding.shares | finding.own_words]
        + [("readers", share) for share in read]
    )
    named = Q(pk__in=())
    for reason in ("share", "own_words", "readers"):
        subjects = [f"share:{share}" for kind, share in wanted if kind == reason]
        if subjects:
            named |= Q(reason=reason, subject__in=subjects)
    lines = PointLine.objects.filter(
        named,
        organisation_id=organisation_id,
        member_id=finding.member,
        undoes__isnull=True,
        undone_by__isnull=True,
    )
    return {
        pk: (reason, subject)
        for pk, reason, subject in lines.values_list("pk", "reason", "subject")
    }


def waited_before(*, organisation_id: int, cases: Collection[PointCase]) -> list[Waiting]:
    """The lines that wait or waited for some questions."""
    rows = PointHold.objects.filter(
        organisation_id=organisation_id, case__in=[case.pk for case in cases]
    )
    found = rows.values_list("line_id", "line__reason", "line__subject", "case")
    return [Waiting(line, (reason, subject), case) for line, reason, subject, case in found]


def _with_points(organisation_id: int, rows: list[PointCase]) -> list[Case]:
    holds = PointHold.objects.filter(organisation_id=organisation_id, case__in=[r.pk for r in rows])
    sums = holds.values_list("case").annotate(points=Sum("line__amount"))
    points = {case: int(amount or 0) for case, amount in sums}
    return [Case(row, points.get(row.pk, 0)) for row in rows]
