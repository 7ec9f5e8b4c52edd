"""Points that wait: the person's own page, and the administrator's, who alone sees names."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.people.access import MemberRequest, role_required, signed_in
from zetje.recognition.operations.gaming import CaseRefusedError, answer_case, decide_case
from zetje.recognition.presenters.gaming import decided_views, held_views, open_views, rule_views
from zetje.recognition.queries.gaming import (
    case_by_token,
    case_of,
    cases_decided,
    cases_of,
    cases_to_decide,
)

_ROLE = "administrator"


@require_safe
@signed_in
def show_held(request: MemberRequest) -> HttpResponse:
    """Show whoever is signed in which points of theirs wait and why. For that person alone."""
    return _held_page(request)


@require_POST
@signed_in
def answer_held(request: MemberRequest, token: str) -> HttpResponse:
    """Take what the person says about it."""
    case = case_of(member=request.member, token=token)
    if case is None:
        raise Http404
    said = request.POST.get("said", "")
    try:
        answer_case(member=request.member, case=case, text=said, now=timezone.now())
    except CaseRefusedError as refusal:
        return _held_page(request, refused=token, sentence=refusal.sentence, said=said)
    messages.success(request, _("Thank you. An administrator reads it and decides."))
    return redirect("points_held")


@require_safe
@role_required(_ROLE)
def show_cases(request: MemberRequest) -> HttpResponse:
    """Show what is to be decided, with names and with what each person says of it."""
    organisation_id = request.organisation.pk
    context = {
        "waiting": open_views(
            cases_to_decide(organisation_id=organisation_id), reader=request.member
        ),
        "decided": decided_views(
            cases_decided(organisation_id=organisation_id, now=timezone.now())
        ),
    }
    return render(request, "recognition/gaming/cases.html", context)


@require_POST
@role_required(_ROLE)
def decide(request: MemberRequest, token: str) -> HttpResponse:
    """Let points go, or keep them out."""
    case = case_by_token(request.organisation.pk, token)
    if case is None:
        raise Http404
    lets_go = request.POST.get("decision") != "keep"
    try:
        decide_case(by=request.member, case=case, lets_go=lets_go, now=timezone.now())
    except CaseRefusedError as refusal:
        messages.error(request, refusal.sentence)
    else:
        name = case.member.given_name
        said = (
            _("The points of %(name)s count again.")
            if lets_go
            else _("These points of %(name)s stay out. %(name)s hears that it was decided.")
        )
        messages.success(request, said % {"name": name})
    return redirect("cases")


def _held_page(
    request: MemberRequest, *, refused: str = "", sentence: str = "", said: str = ""
) -> HttpResponse:
    found = cases_of(member=request.member, now=timezone.now())
    context = {
        "held": held_views(found, refused=refused, sentence=sentence, said=said),
        "rules": rule_views(),
    }
    return render(request, "recognition/gaming/held.html", context, status=422 if refused else 200)
