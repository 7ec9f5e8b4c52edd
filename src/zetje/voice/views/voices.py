"""A person's own page of their voice: read it, feed it, set it, and have it forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from zetje.people.access import MemberRequest, signed_in
from zetje.voice import operations, queries
from zetje.voice.forms.voices import ExportForm, ProfileForm, SampleForm, filled
from zetje.voice.presenters.voices import voice_page


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: MemberRequest) -> HttpResponse:
    """What is known of how somebody writes; sent, it learns from one more text."""
    form = SampleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_sample(
                member=request.member, text=form.cleaned_data["text"], now=timezone.now()
            )
        except operations.SampleRefusedError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Learned. Take it out again whenever you like."))
            return redirect("voice:my_voice")
    return _page(request, sample=form)


@signed_in
@require_POST
def take_export(request: MemberRequest) -> HttpResponse:
    """Learn from the posts in a LinkedIn export."""
    form = ExportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count = operations.import_linkedin_export(
                member=request.member, file=form.cleaned_data["file"].file, now=timezone.now()
            )
        except operations.SampleRefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            told = ngettext(
                "Learned from %(count)s post.", "Learned from %(count)s posts.", count
            ) % {"count": count}
            messages.success(request, told)
            return redirect("voice:my_voice")
    return _page(request, export=form)


@signed_in
@require_POST
def set_profile(request: MemberRequest) -> HttpResponse:
    """Set the profile by hand; what is left open is counted."""
    form = ProfileForm(request.POST)
    if form.is_valid():
        operations.edit_profile(member=request.member, edits=form.edits(), now=timezone.now())
        messages.success(request, _("Kept. Your next suggestions follow it."))
        return redirect("voice:my_voice")
    return _page(request, profile=form)


@signed_in
@require_POST
def take_shares(request: MemberRequest) -> HttpResponse:
    """Learn from what somebody shared from here in their own words."""
    count = operations.take_own_shares(member=request.member, now=timezone.now())
    told = ngettext(
        "%(count)s post of yours from here is among the texts.",
        "%(count)s posts of yours from here are among the texts.",
        count,
    ) % {"count": count}
    messages.success(request, told if count else _("You shared nothing in your own words yet."))
    return redirect("voice:my_voice")


@signed_in
@require_POST
def take_out(request: MemberRequest, sample: str) -> HttpResponse:
    """Take a text out; twice changes nothing."""
    if not operations.remove_sample(member=request.member, token=sample, now=timezone.now()):
        raise Http404
    messages.success(request, _("Taken out, and no longer counted."))
    return redirect("voice:my_voice")


@signed_in
@require_POST
def reset(request: MemberRequest) -> HttpResponse:
    """Forget what became of suggestions."""
    operations.reset_ranking(member=request.member)
    messages.success(request, _("Forgotten. The order starts anew."))
    return redirect("voice:my_voice")


@signed_in
@require_POST
def forget(request: MemberRequest) -> HttpResponse:
    """Forget all of somebody's voice."""
    operations.forget_voice(member=request.member)
    messages.success(request, _("All of it is forgotten."))
    return redirect("voice:my_voice")


def _page(request: MemberRequest, **forms: Any) -> HttpResponse:
    given = {name: form for name, form in forms.items() if form is not None}
    context = {
        "page": voice_page(member=request.member),
        "sample": SampleForm(),
        "export": ExportForm(),
        "profile": ProfileForm(initial=filled(queries.edits_of(member=request.member))),
        **given,
    }
    wrong = any(form.errors for form in given.values())
    return render(request, "voice/mine.html", context, status=422 if wrong else 200)
