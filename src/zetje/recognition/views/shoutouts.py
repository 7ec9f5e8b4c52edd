"""The wall, the form of a shout-out, thanking along, and the person's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.people import queries as people
from zetje.people.access import MemberRequest, joined_required, role_required, signed_in
from zetje.people.queries.named import colleague_of_token, colleagues_found
from zetje.recognition import operations
from zetje.recognition.forms.shoutouts import ShoutoutForm
from zetje.recognition.presenters.proposals import (
    ProposalView,
    first_words,
    proposal_views,
)
from zetje.recognition.presenters.recognise import RECOGNISERS, ways_for
from zetje.recognition.presenters.shoutouts import own_views, wall_view
from zetje.recognition.queries.own_shoutouts import (
    shoutouts_for,
    shoutouts_given,
    word_to_show,
)
from zetje.recognition.queries.proposals import proposal_of, proposals_for
from zetje.recognition.queries.settings import game_switches

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.queries.proposals import Proposal

_WHOLE_WALL = 60
_FEW = 3


@dataclass(frozen=True)
class _Meant:
    """Whom a form is about, and what for."""

    member: Member
    kind: str = "hand"
    subject: str = ""
    figures: frozenset[str] = frozenset()
    texts: tuple[tuple[str, str], ...] = ()


@require_safe
@signed_in
def show_wall(request: MemberRequest) -> HttpResponse:
    """The whole wall, and the way to one's own page of shout-outs."""
    _check_on(request)
    wall = wall_view(member=request.member, now=timezone.now(), limit=_WHOLE_WALL)
    waiting = sum(each.waits for each in shoutouts_for(member=request.member))
    context = {"wall": wall, "waiting": waiting}
    return render(request, "recognition/shoutouts/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@joined_required
def new_shoutout(request: MemberRequest) -> HttpResponse:
    """Find a colleague, write a line or two, and send it to them."""
    _check_on(request)
    meant = _meant(request, to=_given(request, "to"), proposal=_given(request, "proposal"))
    if meant is None:
        meant = _of_word(request, _given(request, "word"))
    if request.method != "POST":
        form = ShoutoutForm(initial=dict(meant.texts) if meant else None)
        return _form_page(request, form, meant)
    if meant is None:
        messages.info(request, _why_nobody(request))
        return redirect(_next(request))
    form = ShoutoutForm(request.POST)
    if form.is_valid():
        try:
            operations.give_shoutout(
                giver=request.member,
                member=meant.member,
                texts=form.texts,
                kind=meant.kind,
                subject=meant.subject,
                known_figures=meant.figures,
                now=timezone.now(),
            )
        except operations.ShoutoutRefusedError as refusal:
            form.refuse(refusal.sentence)
        else:
            messages.success(request, _sent_to(meant.member))
            return redirect(_next(request))
    return _form_page(request, form, meant, status=422)


@require_POST
@joined_required
def thank(request: MemberRequest, token: str) -> HttpResponse:
    """Thank somebody too, or no longer."""
    _check_on(request)
    if request.POST.get("thanks") == "no":
        operations.stop_thanking(member=request.member, token=token)
    elif not operations.thank_along(member=request.member, token=token, now=timezone.now()):
        raise Http404
    return redirect(_next(request))


@require_safe
@signed_in
def show_own(request: MemberRequest) -> HttpResponse:
    """The shout-outs that name who is signed in, and those they gave."""
    member = request.member
    context = {
        "own": own_views(shoutouts_for(member=member)),
        "given": shoutouts_given(giver=member),
        "is_joined": people.is_joined(member.pk),
        "agrees": people.preferences_of(member).shoutouts,
        "is_on": game_switches(request.organisation.pk).shoutouts,
    }
    return render(request, "recognition/shoutouts/own.html", context)


@require_POST
@signed_in
def answer(request: MemberRequest, token: str) -> HttpResponse:
    """Say yes or no to a shout-out, report it, or take back one that one gave."""
    said = operations.answer_shoutout(
        member=request.member,
        token=token,
        answer=request.POST.get("answer", ""),
        said=request.POST.get("said", ""),
        now=timezone.now(),
    )
    if said is None:
        raise Http404
    if said:
        messages.success(request, said)
    return redirect("me_shoutouts")


@require_safe
@role_required(*sorted(RECOGNISERS))
def show_recognise(request: MemberRequest) -> HttpResponse:
    """Who could be thanked this week, and everything else with which to thank."""
    switches = game_switches(request.organisation.pk)
    proposals = proposals_for(viewer=request.member, now=timezone.now())
    context = {
        "proposals": _with_forms(proposals),
        "ways": ways_for(roles=request.roles, switches=switches),
        "is_on": switches.shoutouts,
    }
    return render(request, "recognition/shoutouts/recognise.html", context)


def _check_on(request: MemberRequest) -> None:
    if not game_switches(request.organisation.pk).shoutouts:
        raise Http404


def _meant(request: MemberRequest, *, to: str, proposal: str) -> _Meant | None:
    """Whom a colleague's token or a proposal's key means."""
    if proposal:
        found = proposal_of(viewer=request.member, key=proposal, now=timezone.now())
        if found is None:
            return None
        texts = tuple(first_words(found).items())
        return _Meant(found.member, found.kind, found.subject, found.figures, texts)
    colleague = colleague_of_token(member=request.member, token=to) if to else None
    return _Meant(colleague) if colleague else None


def _of_word(request: MemberRequest, token: str) -> _Meant | None:
    """An expert's own word, to be shown to all if its person says yes."""
    word = word_to_show(expert=request.member, token=token) if token else None
    if word is None:
        return None
    member = word.request.member
    texts = ((f"text_{member.language}", word.text),)
    return _Meant(member, "word", f"word:{word.token}", texts=texts)


def _sent_to(member: Member) -> str:
    sent = _("%(name)s sees it first. With a yes it comes on the wall.")
    return sent % {"name": member.given_name}


def _why_nobody(request: MemberRequest) -> str:
    """Why a form leads to nobody: it was pressed twice, somebody was first, or they are gone."""
    key = request.POST.get("proposal", "")
    if not key:
        return _("Nobody of that name works here.")
    for own in shoutouts_given(giver=request.member):
        if key == f"{own.subject}:{own.member.token}":
            return _sent_to(own.member)
    return _("A colleague was just before you with this one.")


def _form_page(
    request: MemberRequest, form: ShoutoutForm, meant: _Meant | None, *, status: int = 200
) -> HttpResponse:
    asked = _given(request, "who").strip()[:80]
    proposals = [] if meant else proposals_for(viewer=request.member, now=timezone.now())
    context = {
        "form": form,
        "to": meant.member if meant else None,
        "hidden": {name: _given(request, name) for name in ("to", "proposal", "word", "next")},
        "asked": asked,
        "found": colleagues_found(member=request.member, asked=asked) if not meant else [],
        "proposals": _with_forms(proposals[:_FEW]),
    }
    return render(request, "recognition/shoutouts/new.html", context, status=status)


def _with_forms(proposals: Sequence[Proposal]) -> list[tuple[ProposalView, ShoutoutForm]]:
    views = proposal_views(proposals)
    return [
        (view, ShoutoutForm(initial=view.texts, auto_id=f"p{place}_%s"))
        for place, view in enumerate(views, start=1)
    ]


def _given(request: MemberRequest, name: str) -> str:
    """What a form or an address brought along, without a sign that no text can hold."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get(name, "").replace("\0", "")


def _next(request: MemberRequest) -> str:
    """Where the person came from, if that is one of our own pages."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if back.startswith("/") and is_ours else reverse("shoutouts")
