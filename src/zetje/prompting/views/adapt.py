"""The pages beside the week: own words, and the text on its way to a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zetje.people import operations as people
from zetje.prompting.presenters.adapting import AdaptPage, adapt_page, post_page
from zetje.prompting.queries.weeks import offer_of_story
from zetje.prompting.views.acts import on_story
from zetje.prompting.views.entrance import Visit, known_only
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares

if TYPE_CHECKING:
    from zetje.content.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def adapt(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """Show the editor; on POST take the words to the network, or say what they still need."""
    found = _story(visit, story)
    if request.method != "POST":
        key, start = request.GET.get("network", ""), request.GET.get("start", "")
        return _editor(request, _page(visit, found, key=key, typed=None, start=start))
    key, text = request.POST.get("network", ""), request.POST.get("text", "")
    try:
        sharing.adapt_story(
            member=visit.member, story=found, network_key=key, text=text, now=visit.now
        )
    except sharing.ChoiceRefusedError as refusal:
        page = _page(visit, found, key=key, typed=text, fault=str(refusal.sentence))
        return _editor(request, page, status=422)
    return redirect(f"{visit.base}{story}/post/")


@on_story
def preview(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """What the words look like now: a fragment for htmx, the whole page without it."""
    key, text = request.POST.get("network", ""), request.POST.get("text", "")
    page = _page(visit, story, key=key, typed=text)
    if request.headers.get("HX-Request") == "true":
        return render(request, "prompting/adapt/fragment.html", {"page": page})
    return _editor(request, page)


@require_GET
@known_only
def post(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """The text of a started share, its network, and the question whether it was posted."""
    return _post(request, visit, _story(visit, story))


@on_story
def keep_instance(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Remember where the member's Mastodon is; asked once."""
    try:
        host = shares.instance_host(request.POST.get("instance", ""))
    except shares.NotAnInstanceError:
        return _post(
            request,
            visit,
            story,
            fault=_("That is not the address of a Mastodon server. It looks like mastodon.nl."),
            status=422,
        )
    people.keep_mastodon_instance(member=visit.member, instance=host, now=visit.now)
    return redirect(f"{visit.base}{story.token}/post/")


def _story(visit: Visit, token: str) -> Story:
    offer = offer_of_story(visit.week, token)
    if offer is None or offer.story.withdrawn_at is not None:
        raise Http404
    return offer.story


def _page(
    visit: Visit, story: Story, *, key: str, typed: str | None, start: str = "", fault: str = ""
) -> AdaptPage:
    return adapt_page(
        member=visit.member,
        story=story,
        base=visit.base,
        key=key,
        typed=typed,
        now=visit.now,
        start=start,
        fault=fault,
    )


def _editor(request: HttpRequest, page: AdaptPage, *, status: int = 200) -> HttpResponse:
    return render(request, "prompting/adapt.html", {"page": page}, status=status)


def _post(
    request: HttpRequest, visit: Visit, story: Story, *, fault: str = "", status: int = 200
) -> HttpResponse:
    started = shares.shares_for(member=visit.member, story_ids=[story.pk]).get(story.pk, [])
    waiting = [share for share in started if share.confirmed_at is None]
    if not waiting:
        return redirect(visit.base)
    page = post_page(
        member=visit.member, story=story, share=waiting[-1], base=visit.base, fault=fault
    )
    return render(request, "prompting/post.html", {"page": page}, status=status)
