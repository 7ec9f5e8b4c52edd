"""What a member does on the page of the week: each a POST to a noun below its story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.lib.peers import true_peer
from zetje.prompting.queries.weeks import offer_of_story
from zetje.prompting.views.entrance import Visit, known_only
from zetje.recognition import operations as recognition
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.sharing.models import Choice, Share

P = ParamSpec("P")
StoryView = Callable[Concatenate[HttpRequest, Visit, "Story", P], HttpResponse]


def on_story(view: StoryView[P]) -> Callable[..., HttpResponse]:
    """Find the story among what the member was offered, and tell them what was refused."""

    @require_POST
    @known_only
    @wraps(view)
    def acted(
        request: HttpRequest, visit: Visit, story: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        offer = offer_of_story(visit.week, story)
        if offer is None:
            raise Http404
        try:
            return view(request, visit, offer.story, *args, **kwargs)
        except sharing.AdaptFirstError as refusal:
            messages.info(request, refusal.sentence)
            return redirect(f"{visit.base}{story}/adapt/?{_network(request)}")
        except sharing.ChoiceRefusedError as refusal:
            messages.info(request, refusal.sentence)
            return redirect(visit.base)

    return acted


@on_story
def copy(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Take the story's own words to a network, or those that the page offered instead."""
    sharing.copy_story(
        member=visit.member,
        story=story,
        network_key=request.POST.get("network", ""),
        wording_key=request.POST.get("wording", "")[:80],
        now=visit.now,
    )
    _remember_sharer(request, visit)
    return redirect(f"{visit.base}{story.token}/post/")


@on_story
def skip(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Skip it, which is a good answer."""
    sharing.skip_story(member=visit.member, story=story, now=visit.now)
    return redirect(visit.base)


@on_story
def give_reason(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Say why it was skipped, in one tap."""
    choice = _choice(visit, story)
    if choice is not None:
        reason = request.POST.get("reason", "")
        sharing.set_skip_reason(member=visit.member, choice=choice, reason=reason, now=visit.now)
    return redirect(visit.base)


@on_story
def remind(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Put it aside until a moment of the member's own choice, on their own clock."""
    try:
        local = datetime.fromisoformat(request.POST.get("at", ""))
    except ValueError:
        messages.info(request, _("That is no moment we can read. Choose a day and a time."))
        return redirect(visit.base)
    at = local.replace(tzinfo=ZoneInfo(visit.member.time_zone))
    sharing.remind_later(member=visit.member, story=story, at=at, now=visit.now)
    return redirect(visit.base)


@on_story
def undo(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Take the choice back, within ten minutes."""
    choice = _choice(visit, story)
    if choice is not None:
        sharing.undo_choice(member=visit.member, choice=choice, now=visit.now)
    return redirect(visit.base)


@on_story
def confirm(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Say: I posted it."""
    for share in _started(visit, story):
        sharing.confirm_share(member=visit.member, share=share, now=visit.now)
    _remember_sharer(request, visit)
    return redirect(visit.base)


@on_story
def deny(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Say: not this time. The story is open again."""
    for share in _started(visit, story):
        sharing.deny_share(member=visit.member, share=share, now=visit.now)
    return redirect(visit.base)


@require_POST
@known_only
def rest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make this week a rest week, or take that back."""
    today = visit.now.astimezone(ZoneInfo(visit.member.time_zone)).date()
    try:
        if request.POST.get("rest") == "no":
            recognition.undo_rest_week(member=visit.member, today=today, now=visit.now)
        else:
            recognition.take_rest_week(member=visit.member, today=today, now=visit.now)
    except recognition.RestWeekRefusedError as refusal:
        messages.info(request, refusal.sentence)
    return redirect(visit.base)


@on_story
def feedback(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Ask an expert for a word on a post of this story, or no longer."""
    token = request.POST.get("share", "")
    mine = shares.shares_for(member=visit.member, story_ids=[story.pk]).get(story.pk, [])
    share = next((one for one in mine if one.token == token), None)
    if share is not None:
        said = recognition.settle_ask(
            member=visit.member,
            share=share,
            wanted=request.POST.get("ask") != "no",
            now=visit.now,
        )
        messages.info(request, said)
    return redirect(visit.base)


@require_POST
@known_only
def word(request: HttpRequest, visit: Visit, word: str) -> HttpResponse:
    """Read an expert's word, thank for it, or report it."""
    said = recognition.answer_word(
        member=visit.member,
        token=word,
        answer=request.POST.get("answer", ""),
        said=request.POST.get("said", ""),
        now=visit.now,
    )
    if said is None:
        raise Http404
    if said:
        messages.info(request, said)
    return redirect(visit.base)


def _choice(visit: Visit, story: Story) -> Choice | None:
    return shares.choices_for(member=visit.member, story_ids=[story.pk]).get(story.pk)


def _started(visit: Visit, story: Story) -> list[Share]:
    found = shares.shares_for(member=visit.member, story_ids=[story.pk]).get(story.pk, [])
    return [share for share in found if share.confirmed_at is None]


def _network(request: HttpRequest) -> str:
    return f"network={request.POST.get('network', '')}"


def _remember_sharer(request: HttpRequest, visit: Visit) -> None:
    """So that the sharer's own look at their own link is not counted today."""
    sharing.remember_sharer(
        member_id=visit.member.pk,
        address=true_peer(request),
        user_agent=request.headers.get("User-Agent", ""),
        now=visit.now,
    )
