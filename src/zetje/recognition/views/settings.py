"""What of recognition an organisation has on, and the goal of all together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.people.access import MemberRequest, role_required
from zetje.recognition.forms.goals import GoalForm
from zetje.recognition.operations.goals import drop_goal, set_goal
from zetje.recognition.operations.ranks import rank_anew
from zetje.recognition.operations.settings import set_game_switches
from zetje.recognition.presenters.switches import switch_views
from zetje.recognition.queries.boards import goal_that_stands
from zetje.recognition.queries.settings import GameSwitches, game_switches

manager = role_required("programme_manager", "administrator")


@manager
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_settings(request: MemberRequest) -> HttpResponse:
    """The switches: what is off is gone from every page."""
    if request.method != "POST":
        return _page(request, GoalForm())
    before = game_switches(request.organisation.pk)
    after = set_game_switches(
        organisation=request.organisation,
        by=request.member,
        now=timezone.now(),
        **{name: request.POST.get(name) == "on" for name in GameSwitches.names()},
    )
    if after.has_leagues != before.has_leagues:
        rank_anew(request.organisation.pk)
    messages.success(request, _("Kept.") if after != before else _("Nothing was different."))
    return redirect("recognition_settings")


@manager
@require_POST
def recognition_goal(request: MemberRequest) -> HttpResponse:
    """Set the goal of all together, or take it away."""
    now = timezone.now()
    if request.POST.get("goal") == "none":
        if drop_goal(organisation=request.organisation, by=request.member, now=now):
            messages.success(request, _("There is no goal any more."))
        return redirect("recognition_settings")
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    set_goal(organisation=request.organisation, by=request.member, now=now, **form.cleaned_data)
    messages.success(request, _("The goal stands on everybody's page. It is counted on Tuesdays."))
    return redirect("recognition_settings")


def _page(request: MemberRequest, form: GoalForm) -> HttpResponse:
    context = {
        "switches": switch_views(game_switches(request.organisation.pk)),
        "goal": goal_that_stands(request.organisation.pk),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "recognition/settings.html", context, status=status)
