"""What a person does on the way to a habit: opens, reads, says why, looks at an example."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import queries as content
from zetje.prompting.operations import standing
from zetje.prompting.presenters.phases import example_page
from zetje.prompting.queries.phases import fitting_story
from zetje.prompting.views.entrance import Visit, known_only


@require_POST
@known_only
def seen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page tells that it stood open before its own person: a script of ours posts this."""
    if visit.week.digest is not None:
        standing.note_opened(member=visit.member, digest_id=visit.week.digest.pk, now=visit.now)
    return HttpResponse("")


@require_POST
@known_only
def answer_why(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep why the person would share, for themselves alone."""
    try:
        standing.answer_why(
            member=visit.member,
            answer=request.POST.get("answer", ""),
            own_words=request.POST.get("own_words", ""),
            now=visit.now,
        )
    except standing.WhyRefusedError as refusal:
        messages.info(request, refusal.sentence)
    return redirect(f"{visit.base}#why")


@require_POST
@known_only
def read(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """Note that the person reads a story, and go there."""
    found = fitting_story(member=visit.member, token=story, now=visit.now)
    if found is None:
        raise Http404
    standing.note_read(member=visit.member, story_id=found.pk, now=visit.now)
    return redirect(content.public_path(found, organisation=visit.member.organisation))


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def example(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """Show how an expert did it; opened by its button it counts as seen."""
    found = fitting_story(member=visit.member, token=story, now=visit.now)
    if found is None:
        raise Http404
    if request.method == "POST":
        if found.kind == "expert_example":
            standing.note_example(member=visit.member, story_id=found.pk, now=visit.now)
        return redirect(request.path)
    page = example_page(member=visit.member, story=found, base=visit.base)
    return render(request, "prompting/example.html", {"page": page})
