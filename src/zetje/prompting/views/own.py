"""Write your own: a page where somebody posts an idea that no story of ours is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zetje.lib.peers import true_peer
from zetje.people import operations as people
from zetje.prompting.presenters.own import Draft, own_page, own_post_page
from zetje.prompting.queries.phases import fitting_story
from zetje.prompting.views.entrance import Visit, known_only
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares

if TYPE_CHECKING:
    from zetje.sharing.models import Share


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def own(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the editor; on POST take the words to the network, or say what they still need."""
    if request.method != "POST":
        return _editor(request, visit, Draft(), start=request.GET.get("start", ""))
    draft = _draft(request)
    try:
        share = _started(visit, draft)
    except sharing.ChoiceRefusedError as refusal:
        return _editor(request, visit, draft, fault=str(refusal.sentence), status=422)
    return redirect(f"{visit.base}own/{share.token}/")


@require_POST
@known_only
def preview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the words look like now: a fragment for htmx, the whole page without it."""
    return _editor(request, visit, _draft(request))


@require_GET
@known_only
def post(request: HttpRequest, visit: Visit, share: str) -> HttpResponse:
    """The text of an idea, its network, and the question whether it was posted."""
    return _post(request, visit, _share(visit, share))


@require_POST
@known_only
def confirm(request: HttpRequest, visit: Visit, share: str) -> HttpResponse:
    """Say: I posted it."""
    found = _share(visit, share)
    try:
        if found.story_id is None:
            sharing.confirm_idea(member=visit.member, share=found, now=visit.now)
        else:
            sharing.confirm_share(member=visit.member, share=found, now=visit.now)
    except sharing.ChoiceRefusedError as refusal:
        messages.info(request, refusal.sentence)
        return redirect(visit.base)
    sharing.remember_sharer(
        member_id=visit.member.pk,
        address=true_peer(request),
        user_agent=request.headers.get("User-Agent", ""),
        now=visit.now,
    )
    messages.info(request, _("Yours, and it counts for this week."))
    return redirect(visit.base)


@require_POST
@known_only
def deny(request: HttpRequest, visit: Visit, share: str) -> HttpResponse:
    """Say: not this time."""
    found = _share(visit, share)
    try:
        if found.story_id is None:
            sharing.deny_idea(member=visit.member, share=found, now=visit.now)
        else:
            sharing.deny_share(member=visit.member, share=found, now=visit.now)
    except sharing.ChoiceRefusedError as refusal:
        messages.info(request, refusal.sentence)
    return redirect(visit.base)


@require_POST
@known_only
def keep_instance(request: HttpRequest, visit: Visit, share: str) -> HttpResponse:
    """Remember where the member's Mastodon is; asked once."""
    found = _share(visit, share)
    try:
        host = shares.instance_host(request.POST.get("instance", ""))
    except shares.NotAnInstanceError:
        fault = _("That is not the address of a Mastodon server. It looks like mastodon.nl.")
        return _post(request, visit, found, fault=fault, status=422)
    people.keep_mastodon_instance(member=visit.member, instance=host, now=visit.now)
    return redirect(f"{visit.base}own/{found.token}/")


def _draft(request: HttpRequest) -> Draft:
    names = ("text", "network", "address", "story")
    # No token holds a zero byte, and no database keeps one.
    return Draft(**{name: request.POST.get(name, "").replace("\0", "") for name in names})


def _started(visit: Visit, draft: Draft) -> Share:
    """The share of what was written: of a story where one was chosen, else of the idea itself."""
    story = fitting_story(member=visit.member, token=draft.story, now=visit.now)
    if story is not None:
        return sharing.adapt_story(
            member=visit.member,
            story=story,
            network_key=draft.network,
            text=draft.text,
            now=visit.now,
        )
    return sharing.start_idea(
        member=visit.member,
        text=draft.text,
        network_key=draft.network,
        address=draft.address,
        language=visit.member.language,
        now=visit.now,
    )


def _share(visit: Visit, token: str) -> Share:
    found = shares.share_of(member=visit.member, token=token)
    if found is None:
        raise Http404
    return found


def _editor(
    request: HttpRequest,
    visit: Visit,
    draft: Draft,
    *,
    start: str = "",
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    page = own_page(
        member=visit.member, base=visit.base, draft=draft, start=start, now=visit.now, fault=fault
    )
    if request.headers.get("HX-Request") == "true":
        return render(request, "prompting/adapt/fragment.html", {"page": page})
    return render(request, "prompting/own.html", {"page": page}, status=status)


def _post(
    request: HttpRequest, visit: Visit, share: Share, *, fault: str = "", status: int = 200
) -> HttpResponse:
    if share.undone_at is not None or share.confirmed_at is not None:
        return redirect(visit.base)
    page = own_post_page(member=visit.member, share=share, base=visit.base, fault=fault)
    return render(request, "prompting/post.html", {"page": page}, status=status)
