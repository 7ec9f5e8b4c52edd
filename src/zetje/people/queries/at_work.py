"""Who is at work, for whoever is about to send something."""

from __future__ import annotations

from datetime import datetime

from django.db.models import DateField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from zetje.people.models import Leave, Member


def members_not_on_leave(now: datetime) -> QuerySet[Member]:
    """The members who have no leave on the day that it is for them."""
    local = Cast(Func(F("time_zone"), Value(now), function="timezone"), DateField())
    leave = Leave.objects.filter(
        organisation=OuterRef("organisation"),
        member=OuterRef("pk"),
        starts_on__lte=OuterRef("local_today"),
        ends_on__gte=OuterRef("local_today"),
    )
    return Member.objects.alias(local_today=local).exclude(Exists(leave))
