"""Pages of the demo's Teams: what one of its people sees there, and what they do."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.fields import posted
from zetje.web.chatroom.teams import conversation_of
from zetje.web.chatroom.views import person_of
from zetje.web.demo.chats import NobodyPlaysError, act_in_teams
from zetje.web.demo.entrances import demo_organisation
from zetje.web.demo.views import in_the_demo


@in_the_demo
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """The Teams of one of the invented people."""
    person = person_of(key)
    context = {"person": person, "said": conversation_of(person.address)}
    return render(request, "chatroom/teams.html", context)


@in_the_demo
@require_POST
def tap(request: HttpRequest, key: str) -> HttpResponse:
    """Press a button of a card."""
    return _acted(request, key, "tap", id=posted(request, "ts"), action=posted(request, "action"))


@in_the_demo
@require_POST
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Write a line to the bot."""
    return _acted(request, key, "write", text=posted(request, "text")[:500])


@in_the_demo
@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Add the app, which then says how to go on."""
    return _acted(request, key, "add")


def _acted(request: HttpRequest, key: str, what: str, **given: str) -> HttpResponse:
    person, organisation = person_of(key), demo_organisation()
    if organisation is None:
        raise Http404
    try:
        status = act_in_teams(what, slug=organisation.slug, email=person.address, **given)
    except NobodyPlaysError:
        messages.error(request, _("The demo's Teams does not answer."))
    else:
        if status != 200:
            messages.error(request, _("Teams would show now that this did not work."))
    return redirect(reverse("chatroom_teams", args=[key]) + "#newest")
