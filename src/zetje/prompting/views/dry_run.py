"""The page of the prompts: the rules for the works council, the dry run for who runs it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.prompting.forms.prompt_settings import PromptSettingsForm
from zetje.prompting.operations.foreseeing import ForeseeingRefusedError, foresee_week
from zetje.prompting.operations.prompt_settings import (
    learns_now,
    set_prompting_settings,
    switch_prompts,
)
from zetje.prompting.presenters.dry_run import prompts_page
from zetje.prompting.queries.deciding import settings_of
from zetje.prompting.queries.foresight import foresight_of

MANAGER = "programme_manager"
reader = role_required(MANAGER, "works_council", "administrator")
manager = role_required(MANAGER)


@require_safe
@reader
def prompts(request: MemberRequest) -> HttpResponse:
    """Show the rules to whoever answers for them, and the dry run and settings to the manager."""
    return _page(request)


@require_POST
@manager
def foresee(request: MemberRequest) -> HttpResponse:
    """Draw up this week, in groups; once, so that watching it tells of nobody."""
    try:
        foresee_week(organisation=request.organisation, now=timezone.now())
    except ForeseeingRefusedError as refusal:
        messages.info(request, refusal.sentence)
    return redirect("prompting:prompts")


@require_POST
@manager
def save_settings(request: MemberRequest) -> HttpResponse:
    """Keep the hold-out and the learning mode."""
    now, organisation_id = timezone.now(), request.organisation.pk
    settings = settings_of(organisation_id=organisation_id, now=now)
    form = PromptSettingsForm(request.POST, settings=settings)
    if not form.is_valid():
        return _page(request, form=form)
    set_prompting_settings(
        organisation_id=organisation_id, by=request.member, wanted=form.wanted(), now=now
    )
    messages.success(request, _("Kept. It holds from the next decision on."))
    return redirect("prompting:prompts")


@require_POST
@manager
def switch(request: MemberRequest) -> HttpResponse:
    """Stop all prompts with one press, or let them go on."""
    on = request.POST.get("on") == "yes"
    switch_prompts(
        organisation_id=request.organisation.pk, by=request.member, on=on, now=timezone.now()
    )
    return redirect("prompting:prompts")


def _page(request: MemberRequest, form: PromptSettingsForm | None = None) -> HttpResponse:
    now, organisation = timezone.now(), request.organisation
    settings = settings_of(organisation_id=organisation.pk, now=now)
    runs_it = MANAGER in request.roles
    context: dict[str, Any] = {
        "page": prompts_page(
            settings=settings,
            is_learning=learns_now(settings=settings, now=now),
            foresight=foresight_of(organisation=organisation, now=now) if runs_it else None,
        ),
        "runs_it": runs_it,
        "may_stop_all": "administrator" in request.roles,
        "form": (form or PromptSettingsForm(settings=settings)) if runs_it else None,
    }
    return render(request, "prompting/prompts.html", context, status=422 if form else 200)
