"""The editor of own words: ways of saying it, a look at what is there, now, later, or kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zetje.content import queries as content
from zetje.prompting.presenters import words
from zetje.prompting.presenters.adapting import (
    Typed,
    adapt_page,
    problems_of,
    put_below,
)
from zetje.prompting.presenters.checks import asked_of, firm_of, too_bold
from zetje.prompting.presenters.ways import apart, read_used, way_of
from zetje.prompting.presenters.when import when_view
from zetje.prompting.queries.weeks import offer_of_story
from zetje.prompting.views.acts import on_story
from zetje.prompting.views.entrance import Visit, known_only
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares
from zetje.voice import operations as voice

if TYPE_CHECKING:
    from zetje.content.models import Story

_MOST_SKIPPED = 30
# As long as a wording of a story may be; reading claims takes longer than the text grows.
_LONGEST = 5_000


@require_http_methods(["GET", "HEAD", "POST"])
@known_only
def adapt(request: HttpRequest, visit: Visit, story: str) -> HttpResponse:
    """Show the editor; on POST take the words to the network, keep them, or say what they need."""
    found = story_of(visit, story)
    if request.method != "POST":
        key, start = request.GET.get("network", ""), request.GET.get("start", "")
        return _editor(request, visit, found, Typed(network=key, start=start))
    typed = _typed(request)
    try:
        if len(_words(request, "text")) > _LONGEST:
            raise sharing.ChoiceRefusedError(_("That is more than fits. Keep the heart of it."))
        if request.POST.get("choice") == "later" or typed.when != "now":
            return _kept(request, visit, found, typed)
        _check_claims(visit, found, typed)
        sharing.adapt_story(
            member=visit.member,
            story=found,
            network_key=typed.network,
            text=typed.text or "",
            now=visit.now,
        )
    except sharing.ChoiceRefusedError as refusal:
        fault = str(refusal.sentence)
        return _editor(request, visit, found, typed, fault=fault, status=422)
    _tell_voice(visit, found, typed)
    return redirect(f"{visit.base}{story}/post/")


@on_story
def preview(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """What the words look like now: a fragment for htmx, the whole page without it.

    A button of the editor may change them first: another way of saying it, what stood there
    before, a wording for a claim, or the story's own words again.
    """
    typed = _changed(request, visit, story, _typed(request))
    if request.headers.get("HX-Request") == "true":
        page = adapt_page(
            member=visit.member, story=story, base=visit.base, typed=typed, now=visit.now
        )
        return render(request, "prompting/adapt/fragment.html", {"page": page})
    return _editor(request, visit, story, typed)


@on_story
def ways(request: HttpRequest, visit: Visit, story: Story) -> HttpResponse:
    """Ask the organisation's language model: a fragment for htmx, the whole page without it."""
    typed = _typed(request)
    network = _network(typed)
    language = shares.language_for(visit.member, story)
    asked = voice.ask_model(
        member=visit.member,
        story=story,
        network=network.key,
        language=language,
        room=shares.room_for(
            member=visit.member, story_id=story.pk, network=network, language=language
        ),
        now=visit.now,
    )
    found = apart(asked.suggestions, member=visit.member, network=network, now=visit.now)
    shown = [way_of(one) for one in found]
    said = "" if shown else asked.sentence or _("What it wrote is too much like other posts.")
    if request.headers.get("HX-Request") == "true":
        context = {"ways": shown, "said": said, "page": {"typed": typed}}
        return render(request, "prompting/adapt/ways.html", context)
    page = adapt_page(
        member=visit.member,
        story=story,
        base=visit.base,
        typed=typed,
        now=visit.now,
        asked=shown,
        said=said,
    )
    return render(request, "prompting/adapt.html", {"page": page})


def story_of(visit: Visit, token: str) -> Story:
    """A story that the member was offered and that still stands.

    Raises:
        Http404: there is none.
    """
    offer = offer_of_story(visit.week, token)
    if offer is None or offer.story.withdrawn_at is not None:
        raise Http404
    return offer.story


def _typed(request: HttpRequest) -> Typed:
    posted = request.POST
    skip = posted.get("skip", "")
    return Typed(
        text=_words(request, "text")[:_LONGEST],
        network=posted.get("network", ""),
        skip=min(int(skip), _MOST_SKIPPED) if skip.isdecimal() and skip.isascii() else 0,
        chosen=posted.get("rewrite", ""),
        used=posted.get("used", ""),
        before=_words(request, "before")[:_LONGEST],
        when=posted.get("when", "now") or "now",
        at=posted.get("at", ""),
        sure=posted.get("sure") == "1",
    )


def _words(request: HttpRequest, name: str) -> str:
    """What was written, without the sign that no database keeps."""
    return request.POST.get(name, "").replace("\0", "").replace("\r\n", "\n")


def _changed(request: HttpRequest, visit: Visit, story: Story, typed: Typed) -> Typed:
    """What the form holds after the button that was pressed."""
    posted = request.POST
    if "put" in posted:
        words_of_way = _words(request, f"words-{typed.chosen}")[:_LONGEST]
        return put_below(typed, key=typed.chosen, text=words_of_way) if words_of_way else typed
    if "back" in posted:
        return replace(typed, text=typed.before, before="", used="")
    if "again" in posted:
        sharing.let_go_of_words(member=visit.member, story_id=story.pk)
        return replace(typed, text=None, before=typed.text or "", used="")
    if "more" in posted:
        _discard(request, visit, story)
        skip = posted.get("more", "")
        return replace(typed, skip=min(int(skip), _MOST_SKIPPED) if skip.isdecimal() else 0)
    if "fix" in posted:
        return replace(typed, text=_mended(visit, story, typed, posted.get("fix", "")))
    return typed


def _mended(visit: Visit, story: Story, typed: Typed, place: str) -> str:
    """The words with what was advised in place of a claim."""
    text = typed.text or ""
    found = _problems(visit, story, typed)
    if not place.isdecimal() or not 1 <= int(place) <= len(found):
        return text
    problem = found[int(place) - 1]
    if not problem.instead:
        return text
    return text[: problem.start] + problem.instead + text[problem.end :]


def _check_claims(visit: Visit, story: Story, typed: Typed) -> None:
    """Ask once for what nobody can prove; it is the person's own word after that.

    Raises:
        ChoiceRefusedError: there are claims to settle, or words that cannot stay.
    """
    found = asked_of(_problems(visit, story, typed))
    if firm_of(found) or (found and not typed.sure):
        raise sharing.ChoiceRefusedError(too_bold(found))


def _problems(visit: Visit, story: Story, typed: Typed) -> Sequence[content.Problem]:
    return problems_of(
        visit.member,
        story,
        typed.text or "",
        network=typed.network,
        language=shares.language_for(visit.member, story),
    )


def _kept(request: HttpRequest, visit: Visit, story: Story, typed: Typed) -> HttpResponse:
    """Keep the words, and come back to the story at the moment that was chosen."""
    at = None
    if request.POST.get("choice") != "later":
        at = _moment(visit, typed)
    sharing.keep_words(
        member=visit.member,
        story=story,
        network_key=typed.network,
        text=typed.text or "",
        at=at,
        now=visit.now,
    )
    if at is None:
        messages.info(request, _("Kept. Your words wait at this story."))
    else:
        when = words.moment(at, visit.member)
        messages.info(request, _("Kept. We remind you on %(when)s.") % {"when": when})
    return redirect(visit.base)


def _moment(visit: Visit, typed: Typed) -> datetime:
    best = when_view(member=visit.member, now=visit.now).best_at
    try:
        local = datetime.fromisoformat(best if typed.when == "best" else typed.at)
    except ValueError as fault:
        raise sharing.ChoiceRefusedError(
            _("That is no moment we can read. Choose a day and a time.")
        ) from fault
    return local.replace(tzinfo=ZoneInfo(visit.member.time_zone))


def _tell_voice(visit: Visit, story: Story, typed: Typed) -> None:
    """What became of the way that was put below."""
    used = read_used(typed.used)
    if used is None:
        return
    outcome = "taken" if used.is_still(typed.text or "") else "edited"
    voice.note_suggestion(
        member=visit.member,
        story_id=story.pk,
        key=used.key,
        method=used.method,
        outcome=outcome,
        now=visit.now,
    )


def _discard(request: HttpRequest, visit: Visit, story: Story) -> None:
    """Whoever asks for three others did not want these three."""
    used = read_used(request.POST.get("used", ""))
    for key in [name for name in request.POST if name.startswith("words-")][:6]:
        method, _colon, name = key.removeprefix("words-").partition(":")
        if method in ("rules", "model") and name and (used is None or used.key != name):
            voice.note_suggestion(
                member=visit.member,
                story_id=story.pk,
                key=name,
                method=method,
                outcome="discarded",
                now=visit.now,
            )


def _network(typed: Typed) -> shares.Network:
    try:
        return shares.network(typed.network)
    except shares.UnknownNetworkError as fault:
        raise sharing.ChoiceRefusedError(_("There is no such network here.")) from fault


def _editor(
    request: HttpRequest,
    visit: Visit,
    story: Story,
    typed: Typed,
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    page = adapt_page(
        member=visit.member, story=story, base=visit.base, typed=typed, now=visit.now, fault=fault
    )
    return render(request, "prompting/adapt.html", {"page": page}, status=status)
