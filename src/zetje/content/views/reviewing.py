"""Hands a story in, approves it, sends it back, and lets editors talk about it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms import ReviewForm, StepsForm
from zetje.content.models import Story
from zetje.content.rules.faults import words_for
from zetje.content.views.stories import EDITORS, REFUSED, composer_page, story_or_404
from zetje.people.access import MemberRequest, role_required


@require_POST
@role_required(*EDITORS)
def submit(request: MemberRequest, token: str) -> HttpResponse:
    """Hand a draft in to be read by somebody else."""
    try:
        operations.submit_story(
            story=story_or_404(request, token), by=request.member, now=timezone.now()
        )
    except REFUSED as fault:
        messages.error(request, words_for(fault))
    else:
        messages.success(request, _("Handed in. It waits in the hub for who reads it."))
    return redirect("content:story", token)


@require_POST
@role_required(*EDITORS)
def publish(request: MemberRequest, token: str) -> HttpResponse:
    """Approve a story; with the last approval it goes live."""
    found = story_or_404(request, token)
    now = timezone.now()
    try:
        story = operations.approve_story(story=found, by=request.member, now=now)
    except REFUSED as fault:
        messages.error(request, words_for(fault))
        return redirect("content:story", token)
    today = queries.today_of(request.organisation, at=now)
    told = {
        "review": _("Approved. It goes live once somebody else approves it too."),
        "planned": _("Approved. It goes live on its first day."),
    }
    state = queries.state_on(story, on=today)
    messages.success(request, told.get(state, _("Live. It can be in the next digest.")))
    return redirect("content:story", token)


@require_POST
@role_required(*EDITORS)
def send_back(request: MemberRequest, token: str) -> HttpResponse:
    """Give a story back to its writer, with a reason."""

    def act(story: Story, said: str) -> None:
        operations.send_back(story=story, by=request.member, note=said, now=timezone.now())

    return _with_words(request, token, act, done=_("Sent back, with your words beside it."))


@require_POST
@role_required(*EDITORS)
def comment(request: MemberRequest, token: str) -> HttpResponse:
    """Say something about a story to the other editors."""

    def act(story: Story, said: str) -> None:
        operations.comment_on_story(story=story, by=request.member, text=said, now=timezone.now())

    return _with_words(request, token, act, done=_("Said. It stands below, under what happened."))


def _with_words(
    request: MemberRequest, token: str, act: Callable[[Story, str], None], *, done: str
) -> HttpResponse:
    """Do what an editor's words are for; what was refused comes back with them."""
    found, form = story_or_404(request, token), ReviewForm(request.POST)
    if form.is_valid():
        try:
            act(found, form.cleaned_data["said"])
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, done)
            return redirect("content:story", token)
    return composer_page(request, found, review=form)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("administrator")
def settings(request: MemberRequest) -> HttpResponse:
    """How many people approve a story."""
    steps = queries.review_steps(request.organisation.pk)
    form = StepsForm(request.POST if request.method == "POST" else None, initial={"steps": steps})
    if request.method == "POST" and form.is_valid():
        operations.set_review_steps(
            by=request.member, steps=form.cleaned_data["steps"], now=timezone.now()
        )
        messages.success(request, _("Kept."))
        return redirect("content:review_settings")
    context = {"form": form, "steps": steps}
    return render(
        request, "content/review_settings.html", context, status=422 if form.errors else 200
    )
