"""Who may do what: the roles of an organisation, and one member's page for an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.fields import posted
from zetje.people import operations, queries
from zetje.people.access import MemberRequest, role_required
from zetje.people.forms.roles import RoleForm
from zetje.people.models import Member, User
from zetje.people.presenters.members import role_lines
from zetje.people.queries.directory_pages import member_of_token
from zetje.people.rules.joining import Standing
from zetje.people.rules.role_words import ROLE_NAMES, refusal, role_help, role_name

administrator = role_required("administrator")


@administrator
@require_safe
def roles(request: MemberRequest) -> HttpResponse:
    """Every role, what it may do, and who holds it."""
    grants = list(queries.role_grants(request.organisation.pk))
    lines = [
        {
            "name": role_name(role),
            "help": role_help(role),
            "grants": [grant for grant in grants if grant.role == role],
        }
        for role in ROLE_NAMES
    ]
    people = len({grant.member_id for grant in grants})
    return render(request, "people/roles_list.html", {"lines": lines, "people": people})


@administrator
@require_safe
def member(request: MemberRequest, token: str) -> HttpResponse:
    """One member: what the directory holds, and their roles."""
    return _page(request, _member(request, token))


@administrator
@require_POST
def grant_role(request: MemberRequest, token: str) -> HttpResponse:
    """Give a role."""
    person = _member(request, token)
    form = _role_form(request)
    if not form.is_valid():
        return _page(request, person, form=form)
    try:
        operations.grant_role(
            member=person,
            role=form.cleaned_data["role"],
            team=form.chosen_team(),
            by=request.member,
            now=timezone.now(),
        )
    except operations.RoleRefusedError as error:
        form.add_error(None, refusal(error.code))
        return _page(request, person, form=form)
    return _done(request, person, _("Given. It holds from their next sign-in."))


@administrator
@require_POST
def revoke_role(request: MemberRequest, token: str) -> HttpResponse:
    """Take a role away."""
    person = _member(request, token)
    held = queries.role_grants(request.organisation.pk).filter(
        member=person, role=posted(request, "role")
    )
    team = posted(request, "team")
    grant = held.filter(team__token=team).first() if team else held.first()
    if grant is None:
        raise Http404
    try:
        operations.revoke_role(grant=grant, by=request.member, now=timezone.now())
    except operations.RoleRefusedError as error:
        messages.error(request, refusal(error.code))
        return redirect("people_member", person.token)
    return _done(request, person, _("Taken away. It is gone with their next request."))


@administrator
@require_POST
def show_standing(request: MemberRequest, token: str) -> HttpResponse:
    """Show whether somebody joined, to help them; looking is written down."""
    person = _member(request, token)
    now = timezone.now()
    operations.record_audit(
        actor_member_id=request.member.pk,
        action="member.standing_seen",
        subject=f"member:{person.pk}",
        now=now,
    )
    return _page(request, person, standing=queries.standing_of(member=person, now=now))


@administrator
@require_POST
def deactivate(request: MemberRequest, token: str) -> HttpResponse:
    """End somebody's account, because they left the organisation."""
    person = _member(request, token)
    try:
        operations.deactivate_member(member=person, by=request.member, now=timezone.now())
    except operations.RoleRefusedError as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, _("The account is closed, and their sessions have ended."))
    return redirect("people_member", person.token)


@administrator
@require_POST
def reactivate(request: MemberRequest, token: str) -> HttpResponse:
    """Take a leaver back."""
    person = _member(request, token)
    operations.reactivate_member(member=person, by=request.member, now=timezone.now())
    messages.success(request, _("Back again. Whether they take part is theirs to say."))
    return redirect("people_member", person.token)


def _member(request: MemberRequest, token: str) -> Member:
    person = member_of_token(request.organisation.pk, token)
    if person is None:
        raise Http404
    return person


def _role_form(request: MemberRequest) -> RoleForm:
    teams = list(queries.teams_of(request.organisation.pk))
    return RoleForm(request.POST if request.method == "POST" else None, teams=teams)


def _page(
    request: MemberRequest,
    person: Member,
    *,
    form: RoleForm | None = None,
    standing: Standing | None = None,
) -> HttpResponse:
    teams = list(queries.teams_of(request.organisation.pk))
    held = queries.role_grants(request.organisation.pk).filter(member=person)
    context = {
        "person": person,
        "roles": role_lines(held),
        "form": form or RoleForm(teams=teams),
        "standing": standing,
    }
    status = 422 if form else 200
    return render(request, "people/roles_member.html", context, status=status)


def _done(request: MemberRequest, person: Member, text: str) -> HttpResponse:
    """Say so, and keep the administrator's own session when the change was to themselves."""
    if person.pk == request.member.pk and isinstance(request.user, User):
        before = request.session.session_key or ""
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        operations.follow_session(
            member=person, before=before, after=request.session.session_key or ""
        )
    messages.success(request, text)
    return redirect("people_member", person.token)
