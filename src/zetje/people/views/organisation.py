"""What an administrator sets of the organisation: name, colours, mail, house rules, teams."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.people import operations, queries, registry
from zetje.people.access import MemberRequest, role_required
from zetje.people.forms.organisation import HouseRulesForm, OrganisationForm, organisation_initial
from zetje.people.forms.roles import TeamForm
from zetje.people.models import Team
from zetje.people.presenters.members import team_lines
from zetje.people.rules.role_words import refusal

administrator = role_required("administrator")
counts_reader = role_required("administrator", "programme_manager", "team_lead", "works_council")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: MemberRequest) -> HttpResponse:
    """Everything that may be set, on one page."""
    own = request.organisation
    if request.method != "POST":
        return _settings(request, OrganisationForm(initial=organisation_initial(own)))
    form = OrganisationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _settings(request, form)
    changed = operations.save_organisation(
        organisation=own, settings=form.settings(own), by=request.member, now=timezone.now()
    )
    messages.success(request, _("Kept.") if changed else _("Nothing was different."))
    return redirect("people_organisation")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def house_rules(request: MemberRequest) -> HttpResponse:
    """The house rules that hold, and a new version of them."""
    current = queries.current_house_rules(request.organisation)
    initial = {"text_nl": current.text_nl, "text_en": current.text_en}
    form = HouseRulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        rules = operations.publish_house_rules(
            organisation=request.organisation, by=request.member, now=now, **form.cleaned_data
        )
        operations.record_audit(
            actor_member_id=request.member.pk,
            action="house_rules.published",
            details={"version": rules.version},
            now=now,
        )
        messages.success(request, _("Published. Everyone who joined is asked to read them."))
        return redirect("people_house_rules")
    context = {"form": form, "current": current}
    status = 422 if form.errors else 200
    return render(request, "people/organisation_rules.html", context, status=status)


@administrator
@require_safe
def teams(request: MemberRequest) -> HttpResponse:
    """The teams, to add, rename and remove."""
    return _teams(request, TeamForm())


@administrator
@require_POST
def add_team(request: MemberRequest) -> HttpResponse:
    """Make a team."""
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _teams(request, form)
    try:
        operations.add_team(
            organisation=request.organisation,
            name=form.cleaned_data["name"],
            by=request.member,
            now=timezone.now(),
        )
    except operations.TeamRefusedError as error:
        form.add_error("name", refusal(error.code))
        return _teams(request, form)
    messages.success(request, _("Added."))
    return redirect("people_teams")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: MemberRequest, token: str) -> HttpResponse:
    """Rename one team."""
    own = _team(request, token)
    form = TeamForm(request.POST or None, initial={"name": own.name})
    if request.method == "POST" and form.is_valid():
        try:
            operations.rename_team(
                team=own, name=form.cleaned_data["name"], by=request.member, now=timezone.now()
            )
        except operations.TeamRefusedError as error:
            form.add_error("name", refusal(error.code))
        else:
            messages.success(request, _("Kept."))
            return redirect("people_teams")
    status = 422 if form.errors else 200
    return render(request, "people/teams_team.html", {"form": form, "team": own}, status=status)


@administrator
@require_POST
def remove_team(request: MemberRequest, token: str) -> HttpResponse:
    """Remove a team nobody is in."""
    try:
        operations.remove_team(team=_team(request, token), by=request.member, now=timezone.now())
    except operations.TeamRefusedError as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, _("Removed."))
    return redirect("people_teams")


@counts_reader
@require_safe
def joined(request: MemberRequest) -> HttpResponse:
    """How many joined, as it was frozen; a team lead sees the own team."""
    roles = queries.roles_of(request.member.pk)
    rows = queries.teams_of(request.organisation.pk)
    is_lead_only = not roles & {"administrator", "programme_manager", "works_council"}
    if is_lead_only:
        rows = rows.filter(pk__in=queries.teams_led_by(request.member.pk))
    figures = registry.joined_figures(request.organisation.pk)
    context = {
        "lines": team_lines(list(rows), sizes={}, counts=figures.by_team),
        "whole": None if is_lead_only else figures.whole,
        "is_lead_only": is_lead_only,
        "is_office": "administrator" in roles,
    }
    return render(request, "people/teams_joined.html", context)


def _settings(request: MemberRequest, form: OrganisationForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "people/organisation_settings.html", {"form": form}, status=status)


def _teams(request: MemberRequest, form: TeamForm) -> HttpResponse:
    rows = list(queries.teams_of(request.organisation.pk))
    sizes = queries.team_sizes(request.organisation.pk)
    context = {"form": form, "lines": team_lines(rows, sizes=sizes, counts={})}
    return render(request, "people/teams_list.html", context, status=422 if form.errors else 200)


def _team(request: MemberRequest, token: str) -> Team:
    found = queries.teams_of(request.organisation.pk).filter(token=token).first()
    if found is None:
        raise Http404
    return found
