"""Joining: what is kept and who sees it, one press, three questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken
from zetje.people import operations, queries
from zetje.people.access import MemberRequest, joined_required, role_required, signed_in
from zetje.people.forms.habits import HabitsForm, habits_of
from zetje.people.models import Member
from zetje.people.operations.joining import HouseRulesChangedError
from zetje.people.presenters.joining import network_choices
from zetje.people.presenters.privacy import reader_names, who_sees_what
from zetje.people.registry import topics_of
from zetje.people.views.signin import JOINING, ask_for_mail, too_many


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: MemberRequest) -> HttpResponse:
    """Explain, and let somebody who is signed in join or accept new house rules."""
    member, now = request.member, timezone.now()
    was_joined = queries.is_joined(member.pk)
    if request.method == "POST":
        return _accept(request, member, was_joined=was_joined, now=now)
    if not request.must_accept:
        return redirect("me")
    return _explain(request, member, was_joined=was_joined)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The same page from the mail; joining on an unknown browser asks for a code from the mailbox.

    The page names nobody: an invitation that is forwarded tells and changes nothing.
    """
    now = timezone.now()
    try:
        member = queries.invited_member(token=token, now=now)
    except InvalidToken:
        return render(request, "people/signin_dead.html", {"is_invitation": True}, status=410)
    reader = cast("Member | None", getattr(request, "member", None))
    if reader is not None:
        # Signed in already: as the person who was invited, or as somebody it is not meant for.
        return redirect("join") if reader.pk == member.pk else _not_for(request, reader)
    with tenant(member.organisation_id):
        if request.method == "POST":
            return _answer_with_code(request, member, now=now)
        return _explain(request, member, was_joined=False)


@joined_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: MemberRequest) -> HttpResponse:
    """Three questions: where, when, what about."""
    member, topics = request.member, topics_of(request.organisation.pk)
    if request.method == "POST":
        form = HabitsForm(request.POST, member=member, topics=topics)
        if form.is_valid():
            operations.save_habits(member=member, habits=form.habits(), now=timezone.now())
            return redirect("/week/")
    else:
        form = HabitsForm(initial=_first_answers(member), member=member, topics=topics)
    context = {"form": form, "networks": network_choices(form["networks"].value() or [])}
    status = 422 if form.errors else 200
    return render(request, "people/join_set_up.html", context, status=status)


@role_required("administrator", "programme_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Have everyone asked who was never asked. Who joined, or did not, is not told here either."""
    if request.method == "POST":
        operations.request_invitations(
            organisation=request.organisation, by=request.member, now=timezone.now()
        )
        messages.success(request, _("The invitations go out. Nobody is asked twice."))
        return redirect("people_invite")
    context = {"mail": queries.invitation_sample(request.member)}
    return render(request, "people/join_invite.html", context)


def _first_answers(member: Member) -> dict[str, Any]:
    own = queries.preferences_of(member)
    moment = queries.digest_moment_of(member)
    answers = habits_of(own, weekday=moment.weekday)
    if not own.networks:
        answers["networks"] = ["linkedin"]
    return answers


def _accept(
    request: MemberRequest, member: Member, *, was_joined: bool, now: datetime
) -> HttpResponse:
    version = _version(request)
    try:
        if was_joined:
            operations.accept_house_rules(member=member, accepted_version=version, now=now)
            return redirect("/week/")
        operations.join_programme(member=member, accepted_version=version, now=now)
    except HouseRulesChangedError:
        return _explain(request, member, was_joined=was_joined, changed=True)
    return redirect("join_set_up")


def _answer_with_code(request: HttpRequest, member: Member, *, now: datetime) -> HttpResponse:
    """Note the answer in this browser alone, and mail the code that shows whose answer it is."""
    if not ask_for_mail(request, user=member.user, address=member.email, now=now):
        return too_many(request, now=now)
    request.session[JOINING] = (member.token, _version(request))
    request.session["next_address"] = "/join/set-up/"
    return redirect("sign_in_code")


def _explain(
    request: HttpRequest, member: Member, *, was_joined: bool, changed: bool = False
) -> HttpResponse:
    rules = queries.current_house_rules(member.organisation)
    context = {
        "company": member.organisation,
        "rules": rules.lines(translation.get_language() or "en"),
        "version": rules.version,
        "rows": who_sees_what(),
        "readers": reader_names(),
        "was_joined": was_joined,
        "changed": changed,
    }
    return render(request, "people/join.html", context, status=409 if changed else 200)


def _not_for(request: HttpRequest, reader: Member) -> HttpResponse:
    messages.info(request, _("That invitation is for somebody else. You are signed in here."))
    return redirect("me" if queries.is_joined(reader.pk) else "join")


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
