"""Why am I asked, or not: the pages of one's own decisions. Nobody else's are ever found here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.access import MemberRequest, device_member, signed_in
from zetje.prompting.operations.refusing import NoSuchRefusalError
from zetje.prompting.operations.saying import Said, heed
from zetje.prompting.presenters.decisions import decisions_page
from zetje.prompting.presenters.why import why_page
from zetje.prompting.queries.own_decisions import noes_of, own_decision, own_decisions

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import Decision

P = ParamSpec("P")
LAST = 26


@dataclass(frozen=True)
class Look:
    """A look of somebody at a decision about themselves."""

    member: Member
    decision: Decision
    base: str
    now: datetime


LookView = Callable[Concatenate[HttpRequest, Look, P], HttpResponse]


def of_oneself(view: LookView[P]) -> Callable[..., HttpResponse]:
    """Open a decision to the person it is about: signed in, or on a browser that they confirmed.

    Anybody else is shown the door, whether there is such a decision or not.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        signed = getattr(request, "member", None)
        member: Member | None = signed or device_member(request)
        if member is None or member.left_on is not None:
            back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
            return redirect_to_login(back, settings.LOGIN_URL)
        now = timezone.now()
        # Who signed in reads in the language that they set for this visit.
        language = translation.get_language() if signed else member.language
        with tenant(member.organisation_id), translation.override(language):
            decision = own_decision(member=member, token=token)
            if decision is None:
                raise Http404
            base = reverse("prompting:why_asked", args=[token])
            return view(request, Look(member, decision, base, now), *args, **kwargs)

    return opened


@require_safe
@of_oneself
def why_asked(request: HttpRequest, look: Look) -> HttpResponse:
    """Show one decision with what it came of, and what may be said to it."""
    page = why_page(
        member=look.member,
        decision=look.decision,
        noes=noes_of(member=look.member, now=look.now),
        base=look.base,
        now=look.now,
    )
    return render(request, "prompting/why.html", {"page": page})


@require_POST
@of_oneself
def say(request: HttpRequest, look: Look) -> HttpResponse:
    """Take in a no, or its taking back; the page that follows shows it."""
    return _heeded(request, look.member, then=f"{look.base}#say", now=look.now)


@require_safe
@signed_in
def decisions(request: MemberRequest) -> HttpResponse:
    """Show what was decided in the last half year, and every no that holds."""
    now = timezone.now()
    page = decisions_page(
        member=request.member,
        decisions=own_decisions(member=request.member, last=LAST),
        noes=noes_of(member=request.member, now=now),
        base=reverse("prompting:decisions"),
        now=now,
    )
    return render(request, "prompting/decisions.html", {"page": page})


@require_POST
@signed_in
def say_here(request: MemberRequest) -> HttpResponse:
    """Take in a no or its taking back from the list of decisions."""
    then = reverse("prompting:decisions")
    return _heeded(request, request.member, then=then, now=timezone.now())


def _heeded(request: HttpRequest, member: Member, *, then: str, now: datetime) -> HttpResponse:
    try:
        heed(member=member, said=_said(request), now=now)
    except (NoSuchRefusalError, ValueError) as fault:
        raise BadRequest from fault
    except people.NotJoinedError:
        messages.info(request, _("You take no part now, so it is quiet already."))
    return redirect(then)


def _said(request: HttpRequest) -> Said:
    given = request.POST
    return Said(
        what=given.get("what", ""),
        is_back=given.get("say") == "back",
        kind=given.get("kind", ""),
        weekday=int(given.get("weekday", "-1")),
        hour=int(given.get("hour", "-1")),
    )
