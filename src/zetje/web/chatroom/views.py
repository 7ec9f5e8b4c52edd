"""Pages of the demo's chatroom: what one of its people sees in Slack, and what they do there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.fields import posted
from zetje.web.chatroom.slack import conversation_of
from zetje.web.demo.chats import (
    SLACK,
    TEAMS,
    NobodyPlaysError,
    act_in_slack,
    go_on_with_chat,
    is_down,
    stop_chat,
)
from zetje.web.demo.entrances import ENTRANCES, Entrance, demo_organisation
from zetje.web.demo.guests import guests_of
from zetje.web.demo.views import entrance_of, in_the_demo


@in_the_demo
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """Which chats are played here, and for whom."""
    guests = guests_of(demo_organisation(), now=timezone.now())
    chats = [
        {
            "key": chat,
            "name": name,
            "is_down": is_down(chat),
            "guests": [guest for guest in guests if guest.chat == chat],
        }
        for chat, name in ((SLACK, "Slack"), (TEAMS, "Teams"))
    ]
    return render(request, "chatroom/rooms.html", {"people": ENTRANCES, "chats": chats})


@in_the_demo
@require_POST
def hold(request: HttpRequest, chat: str) -> HttpResponse:
    """Let a chat stop answering, or go on, as the real one may do on a bad day."""
    if chat not in (SLACK, TEAMS):
        raise Http404
    try:
        (stop_chat if posted(request, "what") == "stop" else go_on_with_chat)(chat)
    except NobodyPlaysError:
        messages.error(request, _("The demo's chats do not answer."))
    return redirect(reverse("chatroom"))


@in_the_demo
@require_safe
def slack(request: HttpRequest, key: str) -> HttpResponse:
    """The Slack of one of the invented people."""
    person = person_of(key)
    context = {"person": person, "people": ENTRANCES, "chat": conversation_of(person.address)}
    return render(request, "chatroom/slack.html", context)


@in_the_demo
@require_POST
def tap(request: HttpRequest, key: str) -> HttpResponse:
    """Press a button of a message, or of the app's home."""
    ts = posted(request, "ts")
    given = {"action": posted(request, "action")}
    return _acted(request, key, "tap" if ts else "tap_home", **given | ({"ts": ts} if ts else {}))


@in_the_demo
@require_POST
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Write a line to the app."""
    return _acted(request, key, "write", text=posted(request, "text")[:500])


@in_the_demo
@require_POST
def open_home(request: HttpRequest, key: str) -> HttpResponse:
    """Open the app's home, which the product fills at that moment."""
    return _acted(request, key, "home")


def _acted(request: HttpRequest, key: str, what: str, **given: str) -> HttpResponse:
    person, organisation = person_of(key), demo_organisation()
    if organisation is None:
        raise Http404
    try:
        status = act_in_slack(what, slug=organisation.slug, email=person.address, **given)
    except NobodyPlaysError:
        messages.error(request, _("The demo's Slack does not answer."))
    else:
        if status != 200:
            messages.error(request, _("Slack would show now that this did not work."))
    place = "#home" if what in {"home", "tap_home"} else "#newest"
    return redirect(reverse("chatroom_slack", args=[key]) + place)


def person_of(key: str) -> Entrance:
    """One of the invented people, by the word in addresses."""
    entrance = entrance_of(key)
    if entrance is None:
        raise Http404
    return entrance
