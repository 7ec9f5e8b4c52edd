"""Reads the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from zetje.people.models import AuditEntry, Member, Organisation


@dataclass(frozen=True, kw_only=True)
class AuditQuestion:
    """What somebody looks for in the audit."""

    action: str = ""
    actor_token: str = ""
    since: date | None = None
    until: date | None = None


def audit_entries(organisation: Organisation, question: AuditQuestion) -> QuerySet[AuditEntry]:
    """What was done, newest first."""
    zone = ZoneInfo(organisation.time_zone)
    entries = AuditEntry.objects.filter(organisation=organisation)
    if question.action:
        entries = entries.filter(action=question.action)
    if question.actor_token:
        actors = Member.objects.filter(organisation=organisation, token=question.actor_token)
        entries = entries.filter(actor_id__in=actors.values("pk"))
    if question.since:
        entries = entries.filter(at__gte=datetime.combine(question.since, time.min, zone))
    if question.until:
        end = datetime.combine(question.until + timedelta(days=1), time.min, zone)
        entries = entries.filter(at__lt=end)
    return entries.order_by("-id")


def audit_actions(organisation: Organisation) -> list[str]:
    """The kinds of acts that were done, for choosing one."""
    entries = AuditEntry.objects.filter(organisation=organisation)
    return list(entries.order_by("action").values_list("action", flat=True).distinct())


def audit_actors(organisation: Organisation) -> QuerySet[Member]:
    """Who acted, by name."""
    entries = AuditEntry.objects.filter(organisation=organisation, actor_id__isnull=False)
    return Member.objects.filter(
        organisation=organisation, pk__in=entries.values("actor_id")
    ).order_by("sort_key", "pk")


def names_in_audit(organisation: Organisation, entries: list[AuditEntry]) -> dict[int, str]:
    """Member → name, for the actors and the subjects of some entries."""
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    for entry in entries:
        kind, _, number = entry.subject.partition(":")
        if kind == "member" and number.isdigit():
            ids.add(int(number))
    members = Member.objects.filter(organisation=organisation, pk__in=ids)
    return {member.pk: member.full_name for member in members}
