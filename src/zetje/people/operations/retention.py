"""Lets go of what has been kept long enough: leavers, and the files they stood in."""

from __future__ import annotations

from datetime import datetime, timedelta

from zetje.people.models import ImportRun, Member, Organisation
from zetje.people.operations.leavers import local_day
from zetje.people.operations.privacy import erase_person

LEAVERS_KEPT = timedelta(days=30)
REPORTS_KEPT = timedelta(days=30)
PREVIEWS_KEPT = timedelta(days=2)


def erase_leavers(*, organisation: Organisation, now: datetime) -> int:
    """Erase who left more than thirty days ago; says how many. A later rehire starts anew."""
    until = local_day(organisation, now=now) - LEAVERS_KEPT
    rows = Member.objects.filter(organisation=organisation, left_on__lt=until)
    leavers = list(rows.select_related("organisation", "user"))
    for member in leavers:
        erase_person(member=member, by=None, now=now, may_return=True)
    return len(leavers)


def forget_imports(*, organisation: Organisation, now: datetime) -> int:
    """Remove reports of old imports, and files that were looked at and left; says how many."""
    runs = ImportRun.objects.filter(organisation=organisation)
    old = runs.filter(uploaded_at__lt=now - REPORTS_KEPT).delete()[0]
    left = runs.filter(started_at__isnull=True, uploaded_at__lt=now - PREVIEWS_KEPT).delete()[0]
    return old + left
