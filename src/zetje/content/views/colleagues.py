"""Whom a story is about: the editor's form, and the colleague's own page to say yes or no."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import operations, queries
from zetje.content.forms.colleagues import ColleagueForm
from zetje.content.models import Story, StoryColleague
from zetje.content.operations import colleagues as acts
from zetje.content.presenters import colleagues as show
from zetje.content.queries.colleagues import colleague_of, story_about
from zetje.content.rules.faults import words_for
from zetje.content.views.hub import EDITORS
from zetje.people.access import MemberRequest, role_required, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def colleague(request: MemberRequest, token: str) -> HttpResponse:
    """Say whom a story is about."""
    story = _story(request, token)
    given: dict[str, Any] = {
        "kind": story.kind,
        "networks": show.network_choices(),
        "organisation_id": request.organisation.pk,
    }
    if request.method == "POST":
        form = ColleagueForm(request.POST, **given)
        if form.is_valid():
            try:
                acts.name_colleague(
                    story=story,
                    by=request.member,
                    words=form.words(),
                    member=form.member,
                    has_agreed=form.cleaned_data["has_agreed"],
                    now=timezone.now(),
                )
            except operations.StoryRefused as fault:
                form.refuse(fault, field={"needs_post": "post"}.get(fault.code, "address"))
            else:
                messages.success(request, _("Kept."))
                return redirect("content:colleague", token)
    else:
        form = ColleagueForm.of(colleague_of(story), **given)
    context = {"story": story, "form": form, "colleague": show.colleague_view(story)}
    status = 422 if form.errors else 200
    return render(request, "content/colleague.html", context, status=status)


@require_POST
@role_required(*EDITORS)
def remove_colleague(request: MemberRequest, token: str) -> HttpResponse:
    """Let a story be about nobody."""
    try:
        acts.remove_colleague(story=_story(request, token), by=request.member, now=timezone.now())
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
    return redirect("content:colleague", token)


@require_safe
@signed_in
def about_me(request: MemberRequest) -> HttpResponse:
    """The stories that name who is signed in."""
    stories = show.about_me(request.member, organisation=request.organisation)
    context = {"stories": stories, "headline": show.headline(stories)}
    return render(request, "content/about_me.html", context)


@require_POST
@signed_in
def agree(request: MemberRequest, token: str) -> HttpResponse:
    """Say yes to a story as it stood on the page."""
    try:
        acts.agree_to_story(
            member=request.member,
            colleague=_about(request, token),
            now=timezone.now(),
            read=request.POST.get("read", ""),
        )
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
    else:
        messages.success(request, _("Thank you. You can take it back here at any time."))
    return redirect("content:about_me")


@require_POST
@signed_in
def decline(request: MemberRequest, token: str) -> HttpResponse:
    """Say no to a story, or take a yes back."""
    acts.decline_story(member=request.member, colleague=_about(request, token), now=timezone.now())
    messages.success(request, _("Fine. It is not told with your name."))
    return redirect("content:about_me")


def _story(request: MemberRequest, token: str) -> Story:
    story = queries.story_by_token(request.organisation.pk, token)
    if story is None:
        raise Http404
    return story


def _about(request: MemberRequest, token: str) -> StoryColleague:
    found = story_about(request.member, token)
    if found is None:
        raise Http404
    return found
