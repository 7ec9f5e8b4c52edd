"""Drafts of a language model, asked for by an editor."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.content import operations, queries
from zetje.content.rules.faults import words_for
from zetje.people.access import MemberRequest, role_required


@require_POST
@role_required("editor", "administrator")
def model_drafts(request: MemberRequest, token: str) -> HttpResponse:
    """Let the language model draft what is missing; whatever comes of it, the page goes on."""
    story = queries.story_by_token(request.organisation.pk, token)
    if story is None:
        raise Http404
    try:
        drafted = operations.draft_by_model(story=story, by=request.member, now=timezone.now())
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
    else:
        if drafted.texts:
            words = _("Drafted with the language model: %(count)s. Read them before they go live.")
            messages.success(request, words % {"count": len(drafted.texts)})
        if drafted.sentence:
            messages.warning(request, drafted.sentence)
        if not drafted.texts and not drafted.sentence:
            messages.info(request, _("Every wording has been written by an editor already."))
    answer = redirect("content:story", token)
    answer["Location"] += "#wordings"
    return answer
