"""Challenges: the colleagues' page, what leads and people say there, and the managers' pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.people.access import MemberRequest, joined_required, role_required, signed_in
from zetje.recognition.forms.challenges import ChallengeForm
from zetje.recognition.models import Challenge
from zetje.recognition.operations import challenges as operations
from zetje.recognition.presenters.challenges import (
    challenge_view,
    challenge_views,
    preview_of,
    weeks_of,
)
from zetje.recognition.presenters.recognise import MANAGERS
from zetje.recognition.queries.challenges import (
    challenge_by_token,
    challenges_of,
    team_names,
)
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import is_without_game

_MANAGERS = sorted(MANAGERS)


@require_safe
@signed_in
def show_challenges(request: MemberRequest) -> HttpResponse:
    """The challenges there are: how they stand, and how the last ones ended."""
    _check_on(request)
    now = timezone.now()
    if is_without_game(request.member, now=now):
        return redirect("recognition")
    views = challenge_views(member=request.member, now=now)
    return render(request, "recognition/challenges/page.html", {"challenges": views})


@require_POST
@signed_in
def set_team(request: MemberRequest, token: str) -> HttpResponse:
    """Let a team that one leads take part, or no longer."""
    challenge = _challenge(request, token, announced=True)
    teams = people.teams_of(request.organisation.pk)
    asked = request.POST.get("team", "")
    team = next((one for one in teams if one.token == asked), None)
    takes_part = request.POST.get("part") != "no"
    try:
        operations.set_team(
            by=request.member,
            challenge=challenge,
            team_id=team.pk if team else 0,
            takes_part=takes_part,
            now=timezone.now(),
        )
    except operations.ChallengeRefusedError as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = _("Your team takes part.") if takes_part else _("Your team no longer takes part.")
        messages.success(request, said)
    return redirect("challenges")


@require_POST
@joined_required
def stay_out(request: MemberRequest, token: str) -> HttpResponse:
    """Stay out of a challenge, or be in it again. Nobody is told."""
    challenge = _challenge(request, token, announced=True)
    stays_out = request.POST.get("out") != "no"
    try:
        operations.stay_out(
            member=request.member, challenge=challenge, stays_out=stays_out, now=timezone.now()
        )
    except operations.ChallengeRefusedError as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = (
            _("You stay out of it. Nobody sees that, and your points stay yours.")
            if stays_out
            else _("You are in it again.")
        )
        messages.success(request, said)
    return redirect("challenges")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*_MANAGERS)
def manage(request: MemberRequest) -> HttpResponse:
    """All challenges, and a form for another."""
    _check_on(request)
    now = timezone.now()
    today = content.today_of(request.organisation, at=now)
    form = ChallengeForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.make_challenge(by=request.member, now=now, **form.cleaned_data)
        except operations.ChallengeRefusedError as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("challenge_manage", token=made.token)
    context = {"form": form, "challenges": challenges_of(request.organisation.pk), "today": today}
    return render(
        request, "recognition/challenges/manage.html", context, status=422 if form.errors else 200
    )


@require_safe
@role_required(*_MANAGERS)
def manage_one(request: MemberRequest, token: str) -> HttpResponse:
    """One challenge as colleagues see it, with what the last weeks would have come to."""
    _check_on(request)
    challenge = _challenge(request, token)
    now = timezone.now()
    weeks = weeks_of(challenge)
    context = {
        "challenge": challenge,
        "view": challenge_view(
            challenge,
            member=request.member,
            names=team_names(request.organisation.pk),
            led=(),
            now=now,
        ),
        "preview": preview_of(organisation=request.organisation, weeks=weeks),
    }
    return render(request, "recognition/challenges/one.html", context)


@require_POST
@role_required(*_MANAGERS)
def settle(request: MemberRequest, token: str) -> HttpResponse:
    """Announce a challenge, or take it away."""
    challenge = _challenge(request, token)
    now = timezone.now()
    if request.POST.get("do") == "stop":
        operations.stop_challenge(by=request.member, challenge=challenge, now=now)
        messages.success(request, _("It is gone."))
        return redirect("challenges_manage")
    try:
        operations.announce_challenge(by=request.member, challenge=challenge, now=now)
    except operations.ChallengeRefusedError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Colleagues see it now, and leads can let their teams join."))
    return redirect("challenge_manage", token=token)


def _check_on(request: MemberRequest) -> None:
    switches = game_switches(request.organisation.pk)
    if not (switches.challenges and switches.points):
        raise Http404


def _challenge(request: MemberRequest, token: str, *, announced: bool = False) -> Challenge:
    _check_on(request)
    found = challenge_by_token(request.organisation.pk, token)
    if found is None or (announced and (found.announced_at is None or found.stopped_at)):
        raise Http404
    return found
