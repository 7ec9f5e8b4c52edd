"""The library of pictures: look, search, add, describe, take out, and use one in a story."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms.pictures import DescriptionForm, UploadForm
from zetje.content.models import Picture, Story
from zetje.content.presenters import media as show
from zetje.content.rules.faults import words_for, words_of
from zetje.content.rules.text import one_line
from zetje.content.views.hub import EDITORS
from zetje.people.access import MemberRequest, role_required

REFUSED = (operations.StoryRefused, operations.PictureRefused)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def media(request: MemberRequest) -> HttpResponse:
    """The pictures there are; a POST adds one. `for` names the story that one is chosen for."""
    is_post = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_post else UploadForm()
    if is_post and form.is_valid():
        try:
            operations.add_picture(
                by=request.member,
                raw=form.raw(),
                description=form.cleaned_data["description"],
                credit=form.cleaned_data["credit"],
                now=timezone.now(),
            )
        except REFUSED as fault:
            form.refuse(fault, field="" if fault.code == "needs_alt" else "picture")
        else:
            messages.success(request, _("Added. It can be used in any story now."))
            return redirect(request.get_full_path())
    here = request.organisation
    search = request.GET.get("q", "").strip()[:200]
    found = queries.pictures_found(here.pk, search)
    count = found.count()
    everything = request.GET.get("all") == "1"
    shown = list(found[: 500 if everything else show.SHOWN])
    context = {
        "form": form,
        "search": search,
        "headline": show.headline(count=count, search=search),
        "pictures": show.tiles(shown, organisation=here),
        "has_more": count > len(shown) and not everything,
        "story": _chosen_for(request),
    }
    return render(request, "content/media.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def media_picture(request: MemberRequest, token: str) -> HttpResponse:
    """One picture: what it shows, whose it is and where it is used; a POST describes it."""
    picture = _picture(request, token)
    given = {"description": picture.description, "credit": picture.credit}
    form = DescriptionForm(request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            operations.describe_picture(picture=picture, by=request.member, **form.cleaned_data)
        except operations.StoryRefused as fault:
            form.refuse(fault, field="description")
        else:
            messages.success(request, _("Kept."))
            return redirect("content:media")
    (tile,) = show.tiles([picture], organisation=request.organisation)
    context = {"form": form, "picture": tile}
    status = 422 if form.errors else 200
    return render(request, "content/media_picture.html", context, status=status)


@require_POST
@role_required(*EDITORS)
def discard_picture(request: MemberRequest, token: str) -> HttpResponse:
    """Take a picture out of the library."""
    try:
        operations.discard_picture(picture=_picture(request, token), by=request.member)
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
        return redirect("content:media_picture", token)
    messages.success(request, _("Taken out."))
    return redirect("content:media")


@require_POST
@role_required(*EDITORS)
def use_picture(request: MemberRequest, token: str) -> HttpResponse:
    """Give a story a picture of the library."""
    story = queries.story_by_token(request.organisation.pk, token)
    if story is None:
        raise Http404
    if not (chosen := one_line(request.POST.get("picture", ""))):
        messages.error(request, words_of("needs_picture"))
        return redirect("content:story", token)
    picture = _picture(request, chosen)
    try:
        operations.use_picture(story=story, by=request.member, picture=picture, now=timezone.now())
    except operations.StoryRefused as fault:
        messages.error(request, words_for(fault))
        return redirect("content:media_picture", picture.token)
    messages.success(request, _("Kept."))
    answer = redirect("content:story", token)
    answer["Location"] += "#picture"
    return answer


def _picture(request: MemberRequest, token: str) -> Picture:
    found = queries.picture_by_token(request.organisation.pk, token)
    if found is None:
        raise Http404
    return found


def _chosen_for(request: MemberRequest) -> Story | None:
    token = one_line(request.GET.get("for", ""))
    story = queries.story_by_token(request.organisation.pk, token) if token else None
    return None if story is None or story.withdrawn_at is not None else story
