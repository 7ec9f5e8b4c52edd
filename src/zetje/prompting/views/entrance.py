"""Who stands before the page of the week: a member who signed in, or somebody with the mail's link.

The mail's link is bound to one digest and is no session for anything else. On a browser that its
member never confirmed it shows stories, and neither a name nor a button that acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken, read
from zetje.people import queries as people
from zetje.people.access import MemberRequest, joined_required, known_device
from zetje.prompting.queries.weeks import Week, digest_by_id, this_week, week_of_digest

if TYPE_CHECKING:
    from zetje.people.models import Member

P = ParamSpec("P")
PURPOSE = "digest"


@dataclass(frozen=True)
class Visit:
    """A look at a member's week."""

    member: Member
    week: Week
    base: str
    is_known: bool
    now: datetime


WeekView = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def signed_in_week(view: WeekView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a member's own week to them, signed in and joined."""

    @joined_required
    def opened(request: MemberRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        week = this_week(member=request.member, now=now)
        visit = Visit(request.member, week, "/week/", is_known=True, now=now)
        return view(request, visit, *args, **kwargs)

    return wraps(view)(opened)


def mailed_week(view: WeekView[P]) -> Callable[..., HttpResponse]:
    """Open the week that a mail's link is of. Every fault of a link gets the same page."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        try:
            payload = read(PURPOSE, token, now=now)
        except InvalidToken:
            return link_over(request)
        with tenant(int(payload["o"])):
            digest = digest_by_id(int(payload["o"]), int(payload["d"]))
            if digest is None or digest.member.left_on is not None:
                return link_over(request)
            member = cast("Member", digest.member)
            is_known = _is_theirs(request, member) and people.is_joined(member.pk)
            week = week_of_digest(digest, now=now, is_known=is_known)
            visit = Visit(member, week, f"/w/{token}/", is_known=is_known, now=now)
            with translation.override(member.language):
                return view(request, visit, *args, **kwargs)

    return opened


def known_only(view: WeekView[P]) -> WeekView[P]:
    """Let only the member's own browsers act; others are shown the page again."""

    @wraps(view)
    def guarded(
        request: HttpRequest, visit: Visit, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not visit.is_known:
            return redirect(visit.base)
        return view(request, visit, *args, **kwargs)

    return guarded


def link_over(request: HttpRequest) -> HttpResponse:
    """The one page for expired, altered, cut and foreign links."""
    return render(request, "prompting/link_over.html", status=404)


def _is_theirs(request: HttpRequest, member: Member) -> bool:
    signed_in = getattr(request, "member", None)
    return signed_in == member or known_device(request, member)
