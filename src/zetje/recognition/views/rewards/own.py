"""Everybody's page of rewards, and one award of one's own: take it or leave it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zetje.content import queries as content
from zetje.lib.fields import posted
from zetje.people.access import MemberRequest, signed_in
from zetje.recognition.operations import rewards
from zetje.recognition.presenters import rewards as show
from zetje.recognition.queries import rewards as found
from zetje.recognition.queries.settings import game_switches


@require_safe
@signed_in
def show_rewards(request: MemberRequest) -> HttpResponse:
    """What may be won and by which rules, how it was drawn, and what one was awarded."""
    member, now = request.member, timezone.now()
    own = show.award_views(member)
    is_on = game_switches(member.organisation_id).rewards
    if not is_on and not own:
        raise Http404
    context = {
        "rules": show.rule_views(
            member=member, today=content.today_of(request.organisation, at=now)
        )
        if is_on
        else [],
        "awards": own,
        "runs_it": bool(request.roles & {"administrator", "programme_manager"}),
    }
    return render(request, "recognition/rewards/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_award(request: MemberRequest, token: str) -> HttpResponse:
    """One award, for its person alone: nobody else ever sees the code that stands on it."""
    award = found.award_of(request.member, token)
    if award is None:
        raise Http404
    if request.method == "POST":
        answer, now = posted(request, "answer"), timezone.now()
        try:
            if answer == "yes":
                rewards.claim_award(member=request.member, award=award, now=now)
                messages.success(request, _("It is yours. Enjoy it."))
            elif answer == "no":
                rewards.decline_award(member=request.member, award=award, now=now)
                messages.info(request, _("Fine. It goes back, and nobody hears whose it was."))
        except rewards.RewardRefusedError as refused:
            messages.error(request, str(refused))
        return redirect("reward", token)
    view = show.award_view(award, code=found.code_of(award) if award.claimed_at else "")
    return render(request, "recognition/rewards/award.html", {"award": view})
