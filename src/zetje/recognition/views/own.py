"""A person's own page of experts' words, and the posts they may ask about."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from zetje.people import queries as people
from zetje.people.access import MemberRequest, joined_required, signed_in
from zetje.recognition import operations, queries
from zetje.sharing import queries as sharing


@require_safe
@signed_in
def show_words(request: MemberRequest) -> HttpResponse:
    """Show the words somebody got; one that was not read yet is folded. Changes nothing."""
    member = request.member
    posts = sharing.own_posts(member=member)
    asks = queries.share_asks(member=member, shares=posts)
    context = {
        "words": queries.words_for(member=member),
        "posts": [(post, asks[post.pk]) for post in posts if post.pk in asks],
        "has_expert": queries.has_expert(member),
        "wishes": people.preferences_of(member).feedback,
    }
    return render(request, "recognition/own.html", context)


@require_POST
@joined_required
def ask_about(request: MemberRequest, share: str) -> HttpResponse:
    """Ask for a word on one post, or no longer."""
    found = sharing.share_of(member=request.member, token=share)
    if found is None:
        raise Http404
    if said := operations.settle_ask(
        member=request.member,
        share=found,
        wanted=request.POST.get("ask", "") != "no",
        now=timezone.now(),
    ):
        messages.info(request, said)
    return redirect("me_feedback")


@require_POST
@signed_in
def answer_word(request: MemberRequest, word: str) -> HttpResponse:
    """Read a word, thank for it, or report it."""
    said = operations.answer_word(
        member=request.member,
        token=word,
        answer=request.POST.get("answer", ""),
        said=request.POST.get("said", ""),
        now=timezone.now(),
    )
    if said is None:
        raise Http404
    if said:
        messages.success(request, said)
    return redirect("me_feedback")
