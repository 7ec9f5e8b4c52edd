"""What posts may not say, and what wordings are held against."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms import BlockedWordsForm, VariantForm
from zetje.content.rules.faults import words_for
from zetje.content.views.hub import EDITORS
from zetje.content.views.inbox import UNREACHED
from zetje.content.views.stories import composer_page, story_or_404
from zetje.people.access import MemberRequest, role_required


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def blocked_words(request: MemberRequest) -> HttpResponse:
    """The words that no post may hold, and a form for more."""
    form = BlockedWordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.block_words(by=request.member, now=timezone.now(), **form.cleaned_data)
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept. It is said beside the words from now on."))
            return redirect("content:blocked_words")
    rows = queries.blocked_words(request.organisation.pk)
    context = {"form": form, "rows": list(rows)}
    return render(
        request, "content/blocked_words.html", context, status=422 if form.errors else 200
    )


@require_POST
@role_required(*EDITORS)
def block_for_story(request: MemberRequest, token: str) -> HttpResponse:
    """Keep words out of posts about one story."""
    found = story_or_404(request, token)
    form = BlockedWordsForm(request.POST)
    if form.is_valid():
        try:
            operations.block_words(
                by=request.member, story=found, now=timezone.now(), **form.cleaned_data
            )
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept. It is said beside the words from now on."))
            return redirect("content:story", token)
    return composer_page(request, found, blocked=form)


@require_POST
@role_required(*EDITORS)
def unblock_words(request: MemberRequest, token: str) -> HttpResponse:
    """Let posts hold some words again."""
    row = queries.blocked_words_by_token(request.organisation.pk, token)
    if row is None:
        raise Http404
    story = row.story
    operations.unblock_words(row=row, by=request.member, now=timezone.now())
    messages.success(request, _("These words may stand in posts again."))
    return redirect("content:story", story.token) if story else redirect("content:blocked_words")


@require_POST
@role_required(*EDITORS)
def fix_wording(request: MemberRequest, token: str) -> HttpResponse:
    """Put the words that were offered in the place of those that may not stand, and keep it."""
    found = story_or_404(request, token)
    form = VariantForm(request.POST)
    if not form.is_valid():
        return composer_page(request, found, variant=form)
    given = form.cleaned_data
    text = queries.fixed_wording(
        text=given["text"],
        story=found,
        network=given["network"],
        language=given["language"],
        fix=request.POST.get("fix", ""),
    )
    try:
        operations.write_variant(
            story=found, by=request.member, now=timezone.now(), **(given | {"text": text})
        )
    except operations.StoryRefused as fault:
        form.refuse(fault)
        return composer_page(request, found, variant=form)
    messages.success(request, _("Kept."))
    answer = redirect("content:story", token)
    answer["Location"] += "?variant={network}.{language}.{tone}#wordings".format(**given)
    return answer


@require_POST
@role_required(*EDITORS)
def read_source_page(request: MemberRequest, token: str) -> HttpResponse:
    """Read the page of a story again, to hold its wordings against what it says now."""
    found = story_or_404(request, token)
    try:
        operations.read_source_page(story=found, by=request.member, now=timezone.now())
    except (*UNREACHED, operations.StoryRefused) as fault:
        messages.error(request, words_for(fault))
    else:
        messages.success(request, _("The page was read. Its words count from now on."))
    answer = redirect("content:story", token)
    answer["Location"] += "#wordings"
    return answer
