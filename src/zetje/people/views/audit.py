"""The audit for an administrator: what was done, by whom, when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from zetje.people import operations
from zetje.people.access import MemberRequest, role_required
from zetje.people.forms.audit import AuditForm
from zetje.people.presenters.audit import audit_csv, audit_lines
from zetje.people.queries.audit import audit_actions, audit_actors, audit_entries, names_in_audit
from zetje.people.views.directory import csv_file

PAGE_SIZE = 50
EXPORT_LIMIT = 100_000
administrator = role_required("administrator")


@administrator
@require_safe
def audit(request: MemberRequest) -> HttpResponse:
    """What was done, newest first, a page at a time."""
    own = request.organisation
    form = AuditForm(request.GET, actions=audit_actions(own), actors=list(audit_actors(own)))
    form.is_valid()
    page = Paginator(audit_entries(own, form.question()), PAGE_SIZE).get_page(
        request.GET.get("page", "1")
    )
    entries = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "lines": audit_lines(entries, names_in_audit(own, entries)),
    }
    return render(request, "people/audit_list.html", context)


@administrator
@require_POST
def export_audit(request: MemberRequest) -> HttpResponse:
    """What was done, as a file; taking it out is written down as well."""
    own = request.organisation
    form = AuditForm(request.POST, actions=audit_actions(own), actors=list(audit_actors(own)))
    form.is_valid()
    entries = list(audit_entries(own, form.question())[:EXPORT_LIMIT])
    lines = audit_lines(entries, names_in_audit(own, entries))
    operations.record_audit(
        actor_member_id=request.member.pk,
        action="audit.exported",
        details={"rows": len(lines)},
        now=timezone.now(),
    )
    text = audit_csv(lines, zone=own.time_zone, language=get_language() or "en")
    return csv_file(text, name=f"{own.slug}-audit.csv")
