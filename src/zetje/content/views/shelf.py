"""Pins, archives and sorts stories, one or many at once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zetje.content import operations, queries
from zetje.content.forms import CampaignChoiceForm, ManyForm
from zetje.content.models import Story
from zetje.content.rules.faults import words_for, words_of
from zetje.content.views.hub import EDITORS, hub_page
from zetje.content.views.stories import composer_page, story_or_404
from zetje.people import queries as people
from zetje.people.access import MemberRequest, role_required

MOST_TOLD = 5


@require_POST
@role_required(*EDITORS)
def pin(request: MemberRequest, token: str) -> HttpResponse:
    """Give a story a place in the weekly three."""
    return _moved(
        request, token, operations.pin_story, _("Pinned. It comes to everybody it is for.")
    )


@require_POST
@role_required(*EDITORS)
def unpin(request: MemberRequest, token: str) -> HttpResponse:
    """Let a story take its turn again."""
    return _moved(request, token, operations.unpin_story, _("It takes its turn like any other."))


@require_POST
@role_required(*EDITORS)
def archive(request: MemberRequest, token: str) -> HttpResponse:
    """Offer a story to nobody any more."""
    told = _("Put away. Nobody is offered it any more; its links work on.")
    return _moved(request, token, operations.archive_story, told)


@require_POST
@role_required(*EDITORS)
def bring_back(request: MemberRequest, token: str) -> HttpResponse:
    """Offer a story out of the archive again."""
    return _moved(request, token, operations.bring_back_story, _("It is on offer again."))


@require_POST
@role_required(*EDITORS)
def story_campaign(request: MemberRequest, token: str) -> HttpResponse:
    """Say which campaign a story belongs to."""
    found = story_or_404(request, token)
    form = CampaignChoiceForm(request.POST, campaigns=queries.campaigns_of(request.organisation.pk))
    if form.is_valid():
        try:
            operations.set_campaign(
                story=found, by=request.member, campaign=form.chosen(), now=timezone.now()
            )
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept."))
            return redirect("content:story", token)
    return composer_page(request, found, campaign=form)


@require_POST
@role_required(*EDITORS)
def change_many(request: MemberRequest) -> HttpResponse:
    """Change the stories that were ticked: their end, campaign or teams, or put them away."""
    here = request.organisation
    form = ManyForm(
        request.POST,
        campaigns=queries.campaigns_of(here.pk),
        teams=list(people.teams_of(here.pk)),
    )
    tokens = request.POST.getlist("story")
    if form.is_valid():
        try:
            done = _changed(request, form, tokens)
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            _tell(request, done)
            answer = redirect("content:hub")
            answer["Location"] += f"?{asked}" if (asked := request.GET.urlencode()) else ""
            return answer
    return hub_page(request, many=form, ticked=tokens)


def _changed(request: MemberRequest, form: ManyForm, tokens: list[str]) -> operations.Changed:
    by, now = request.member, timezone.now()
    act = request.POST.get("do", "")
    if act == "campaign":
        return operations.file_stories(tokens=tokens, by=by, campaign=form.chosen(), now=now)
    if act == "teams":
        return operations.address_stories(tokens=tokens, by=by, team_ids=form.team_ids(), now=now)
    if act == "archive":
        return operations.archive_stories(tokens=tokens, by=by, now=now)
    if act in ("until", "endless"):
        ends_on = form.cleaned_data["ends_on"] if act == "until" else None
        if act == "until" and not ends_on:
            raise operations.StoryRefused("end_missing")
        return operations.end_stories(tokens=tokens, by=by, ends_on=ends_on, now=now)
    raise operations.StoryRefused("act_unknown")


def _tell(request: MemberRequest, done: operations.Changed) -> None:
    if done.count:
        text = ngettext("%(count)s story changed.", "%(count)s stories changed.", done.count)
        messages.success(request, text % {"count": done.count})
    for title, code in done.refused[:MOST_TOLD]:
        values = {"title": title, "why": words_of(code)}
        messages.info(request, _("“%(title)s” stayed as it was. %(why)s") % values)
    if len(done.refused) > MOST_TOLD:
        more = len(done.refused) - MOST_TOLD
        messages.info(request, _("So did %(count)s more.") % {"count": more})


def _moved(
    request: MemberRequest, token: str, act: Callable[..., Story], told: str
) -> HttpResponse:
    try:
        act(story=story_or_404(request, token), by=request.member, now=timezone.now())
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
    else:
        messages.success(request, told)
    return redirect("content:story", token)
