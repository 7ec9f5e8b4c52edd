"""A started share on its way to its network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zetje.people import operations as people
from zetje.prompting.presenters.posting import post_page
from zetje.prompting.views.acts import on_story
from zetje.prompting.views.adapt import story_of
from zetje.prompting.views.entrance import Visit, known_only
from zetje.sharing import queries as shares

if TYPE_CHECKING:
    from zetje.content.models import Story


@require_GET
@known_only
def post(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """The text of a started share, its network, and the question whether it was posted."""
    return _post(request, visit, story_of(visit, story))


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
