"""Rules and rounds for whoever runs rewards, and a manager's unexpected thanks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import queries as content
from zetje.lib.fields import posted
from zetje.lib.tokens import random_token
from zetje.people import queries as people
from zetje.people.access import MemberRequest, role_required
from zetje.people.queries.named import colleague_of_token, colleagues_found
from zetje.recognition.forms.rewards import RuleForm, ThanksForm
from zetje.recognition.models import RewardRule
from zetje.recognition.operations import rewards
from zetje.recognition.presenters import rewards as show
from zetje.recognition.presenters.rewards.words import language_now
from zetje.recognition.queries import rewards as found
from zetje.recognition.queries.settings import game_switches

if TYPE_CHECKING:
    from zetje.people.models import Member

MANAGERS = ("programme_manager", "administrator")
_NEW = "recognition/rewards/new.html"


@require_safe
@role_required(*MANAGERS)
def show_rules(request: MemberRequest) -> HttpResponse:
    """Every rule, and what waits for a second person."""
    now = timezone.now()
    context = {
        "rules": show.rule_rows(
            member=request.member, today=content.today_of(request.organisation, at=now)
        ),
        "waiting": found.rounds_to_approve(request.organisation.pk).count(),
        "is_on": game_switches(request.organisation.pk).rewards,
        "is_administrator": "administrator" in request.roles,
    }
    return render(request, "recognition/rewards/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*MANAGERS)
def new_rule(request: MemberRequest) -> HttpResponse:
    """A form for a rule: looked at with what it would have done, then proposed."""
    batches = list(found.voucher_batches(request.organisation.pk))
    if request.method != "POST":
        return render(request, _NEW, {"form": RuleForm(batches=batches)})
    form, now = RuleForm(request.POST, batches=batches), timezone.now()
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        wanted = form.wanted()
        try:
            rule = rewards.drafted_rule(by=request.member, wanted=wanted, now=now)
            if posted(request, "act") == "propose":
                kept = rewards.propose_rule(
                    by=request.member,
                    wanted=wanted,
                    read_evidence=form.cleaned_data["read_evidence"],
                    now=now,
                )
                messages.success(request, _("Proposed. Somebody else says yes to it."))
                return redirect("reward_rule", kept.token)
        except rewards.RewardRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            context["past"] = show.previews(
                rule, today=content.today_of(request.organisation, at=now), now=now
            )
            context["starts_on"] = rule.starts_on
        if wanted.pays_per_share:
            context["evidence"] = show.EVIDENCE
    return render(request, _NEW, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*MANAGERS)
def show_rule(request: MemberRequest, token: str) -> HttpResponse:
    """One rule with its rounds; a second person's yes to it, and the end of it."""
    rule = _rule(request, token)
    now = timezone.now()
    if request.method == "POST":
        act = posted(request, "act")
        try:
            if act == "approve":
                begun = rewards.approve_rule(by=request.member, rule=rule, now=now)
                said = _("It begins on %(day)s.") % {"day": f"{begun.starts_on:%d-%m-%Y}"}
                messages.success(request, said)
            elif act == "stop":
                rewards.stop_rule(by=request.member, rule=rule, now=now)
                messages.info(request, _("Stopped. What was awarded stays awarded."))
        except rewards.RewardRefusedError as refused:
            messages.error(request, str(refused))
        return redirect("reward_rule", token)
    rows = show.rule_rows(
        member=request.member, today=content.today_of(request.organisation, at=now)
    )
    context = {
        "rule": next(row for row in rows if row.token == token),
        "rounds": show.round_rows(rule, member=request.member),
        "past": show.previews(rule, today=content.today_of(request.organisation, at=now), now=now)
        if rule.approved_at is None
        else [],
        "evidence": show.EVIDENCE if rule.warned_at else [],
    }
    return render(request, "recognition/rewards/rule.html", context)


@require_POST
@role_required(*MANAGERS)
def decide_round(request: MemberRequest, token: str) -> HttpResponse:
    """A second person's yes or no to what was drawn."""
    drawn = found.reward_round(request.organisation.pk, token)
    if drawn is None:
        raise Http404
    now = timezone.now()
    try:
        if posted(request, "act") == "no":
            rewards.decline_round(by=request.member, drawn=drawn, now=now)
            messages.info(request, _("Nothing is awarded of this round. Nobody was told of it."))
        else:
            rewards.approve_round(by=request.member, drawn=drawn, now=now)
            messages.success(request, _("Awarded. Whoever it is hears of it now."))
    except rewards.RewardRefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reward_rule", drawn.rule.token)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*MANAGERS, "team_lead")
def give_thanks(request: MemberRequest) -> HttpResponse:
    """Find a colleague, and thank them with something small. Team leads: of their team."""
    if not game_switches(request.organisation.pk).rewards:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    pots = found.thanks_pots(request.organisation.pk)
    to = colleague_of_token(member=request.member, token=given.get("to", "").replace("\0", ""))
    if to is not None and not _may_thank(request, to.team_id):
        to = None
    bound = request.POST if request.method == "POST" and to is not None else None
    form = ThanksForm(bound, pots=pots, language=language_now())
    if to is not None and form.is_valid() and _thanked(request, form, pots, to):
        return redirect("reward_thanks")
    asked = given.get("who", "").replace("\0", "")
    people_found = colleagues_found(member=request.member, asked=asked) if to is None else []
    context = {
        "form": form,
        "to": to,
        "pots": pots,
        "asked": asked,
        "found": [one for one in people_found if _may_thank(request, one.team_id)],
        "press": random_token(),
    }
    status = 422 if form.errors else 200
    return render(request, "recognition/rewards/thanks.html", context, status=status)


def _thanked(
    request: MemberRequest, form: ThanksForm, pots: Sequence[RewardRule], to: Member
) -> bool:
    """Give the thanks, or say at the form why not."""
    try:
        rewards.give_thanks(
            by=request.member,
            to=to,
            pot=next(pot for pot in pots if pot.token == form.cleaned_data["pot"]),
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            press=posted(request, "press")[:64] or random_token(),
            now=timezone.now(),
        )
    except rewards.RewardRefusedError as refused:
        form.add_error(None, str(refused))
        return False
    said = _("Thank you for seeing %(name)s. They hear of it, with your name.")
    messages.success(request, said % {"name": to.given_name})
    return True


def _may_thank(request: MemberRequest, team_id: int | None) -> bool:
    """Managers thank everybody; who only leads a team thanks that team."""
    if request.roles & set(MANAGERS):
        return True
    return team_id is not None and team_id in people.teams_led_by(request.member.pk)


def _rule(request: MemberRequest, token: str) -> RewardRule:
    rule = found.reward_rule(request.organisation.pk, token)
    if rule is None:
        raise Http404
    return rule
