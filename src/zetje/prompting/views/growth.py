"""The page Growth: what somebody did and how far they came, for nobody but them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.fields import posted
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.people.access import MemberRequest, joined_required
from zetje.prompting.operations.goals import choose_goals
from zetje.prompting.presenters.growth import growth_page
from zetje.prompting.presenters.growth.page import switches_of
from zetje.prompting.queries.growth import growth_of
from zetje.recognition import operations as recognition
from zetje.recognition.queries.tried import switches_for


@require_safe
@joined_required
def growth(request: MemberRequest) -> HttpResponse:
    """Show everything; change nothing."""
    now = timezone.now()
    found = growth_of(member=request.member, now=now)
    page = growth_page(found, member=request.member, site=settings.SITE_ADDRESS, now=now)
    return render(request, "prompting/growth.html", {"page": page})


@require_POST
@joined_required
def save_goals(request: MemberRequest) -> HttpResponse:
    """Keep what somebody wants for themselves."""
    choose_goals(member=request.member, kinds=request.POST.getlist("goal"), now=timezone.now())
    messages.success(request, _("Your goals hold from now on. Nobody else sees them."))
    return redirect(f"{request.path.removesuffix('goals/')}#goals")


@require_POST
@joined_required
def save_choices(request: MemberRequest) -> HttpResponse:
    """Turn the switches that the page shows, and leave the others as they are."""
    member = request.member
    own = members.preferences_of(member)
    now = timezone.now()
    # A switch that the page did not show was not turned off.
    shown = switches_of(member, has=switches_for(member, now=now))
    chosen = {each.name: each.name in request.POST for each in shown}
    people.save_privacy(member=member, switches=chosen, alias=own.alias, now=now)
    messages.success(request, _("Your choices hold from now on."))
    return redirect(f"{request.path.removesuffix('choices/')}#privacy")


@require_POST
@joined_required
def show_mark(request: MemberRequest) -> HttpResponse:
    """Give a mark of somebody's own an address for everybody, or take it away again."""
    member, now, kind = request.member, timezone.now(), posted(request, "kind")
    if not switches_for(member, now=now).badges:
        raise Http404
    if posted(request, "show") == "yes":
        if recognition.show_badge(member=member, kind=kind, now=now) is None:
            raise Http404
        messages.success(request, _("Whoever has the address can see it now."))
    elif recognition.hide_badge(member=member, kind=kind, now=now):
        messages.success(request, _("The address leads nowhere any more."))
    return redirect(f"{request.path.removesuffix('marks/')}#marks")
