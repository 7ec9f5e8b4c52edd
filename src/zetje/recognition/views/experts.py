"""The experts' page: who asked for a word, the post beside it, and a box to write one in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.recognition import operations, queries
from zetje.recognition.presenters.feedback import AskView, Typed, ask_view, headline
from zetje.recognition.rules.feedback import begun_with, opening_of

_ROLE = "expert"


@require_safe
@role_required(_ROLE)
def show_queue(request: MemberRequest) -> HttpResponse:
    """Show who asked, in turn, and what this expert wrote lately."""
    return _page(request, Typed())


@require_POST
@role_required(_ROLE)
def begin_word(request: MemberRequest, ask: str) -> HttpResponse:
    """Put an opening into the box: a fragment for htmx, else the whole page. Sends nothing."""
    found = queries.asks_open_to(request.member).filter(token=ask).select_related("member").first()
    text, opening = request.POST.get("text", ""), opening_of(request.POST.get("opening", ""))
    if found is None:
        return _over(request, ask, text)
    if opening is not None:
        member = found.member
        text = begun_with(text, opening, name=member.given_name, language=member.language)
    typed = Typed(token=ask, text=text, opening=opening or "")
    if request.headers.get("HX-Request") == "true":
        return render(
            request, "recognition/experts/box.html", {"ask": ask_view(found, typed=typed)}
        )
    return _page(request, typed)


@require_POST
@role_required(_ROLE)
def send_word(request: MemberRequest, ask: str) -> HttpResponse:
    """Give the word; whoever was too late keeps what they typed."""
    found = queries.ask_by_token(expert=request.member, token=ask)
    if found is None:
        raise Http404
    text, opening = request.POST.get("text", ""), request.POST.get("begun", "")
    try:
        operations.give_feedback(
            expert=request.member, ask=found, text=text, opening=opening, now=timezone.now()
        )
    except operations.AnsweredAlreadyError as refusal:
        return _page(request, Typed(text=text, fault=refusal.sentence), status=409)
    except operations.FeedbackRefusedError as refusal:
        typed = Typed(
            token=ask, text=text, opening=opening_of(opening) or "", fault=refusal.sentence
        )
        return _page(request, typed, status=422)
    name = found.member.given_name
    messages.success(request, _("Sent to %(name)s.") % {"name": name})
    return redirect("experts")


def _over(request: MemberRequest, ask: str, text: str) -> HttpResponse:
    """The page for who typed on an ask that is over, with what they typed."""
    if queries.ask_by_token(expert=request.member, token=ask) is None:
        raise Http404
    return _page(request, Typed(text=text, fault=_("This is no longer asked.")), status=409)


def _page(request: MemberRequest, typed: Typed, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    queue = queries.queue_for(expert=request.member, now=now, keeping=typed.token)
    asks: list[AskView] = [ask_view(ask, typed=typed) for ask in queue.asks]
    context: dict[str, Any] = {
        "headline": headline(queue),
        "asks": asks,
        "more": queue.more,
        "done": queries.words_given(expert=request.member),
        "may_shout": queries.game_switches(request.organisation.pk).shoutouts,
        # Words whose ask is gone stand apart, so that they can be kept.
        "kept": typed if not typed.token and typed.fault else None,
    }
    return render(request, "recognition/experts.html", context, status=status)
