"""Opens rounds with a promised seed, draws them when they are over, and takes the second yes."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.lib.events import publish_on_commit
from zetje.lib.secrets import seal, unseal
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import random_token
from zetje.people import queries as people
from zetje.people.operations import record_audit
from zetje.recognition.events import AwardsGiven
from zetje.recognition.models import Award, RewardRound, RewardRule, VoucherBatch
from zetje.recognition.operations.rewards.common import (
    RewardRefusedError,
    enter,
    locked,
    spend,
)
from zetje.recognition.queries.rewards.awards import free_vouchers, promised
from zetje.recognition.queries.rewards.entrants import EVERYBODY, entrants_of
from zetje.recognition.queries.rewards.rules import running_rules
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import without_reward
from zetje.recognition.rules.rewards import (
    Kind,
    Period,
    hash_of,
    next_period,
    order_of,
    period_of,
)

if TYPE_CHECKING:
    from zetje.people.models import Member

# Shares are confirmed and taken back, and clicks sorted out, for some days more.
SETTLES: Final = timedelta(days=3)
# How long somebody may think about it, holidays included.
CLAIMED_WITHIN: Final = timedelta(days=45)


def open_rounds(*, organisation_id: int, now: datetime) -> int:
    """Open the rounds of now and of the next period, so that each seed is promised before it."""
    with tenant(organisation_id):
        rules = running_rules(organisation_id).exclude(kind=Kind.THANKS)
        return sum(open_rounds_of(rule, now=now) for rule in rules)


def open_rounds_of(rule: RewardRule, *, now: datetime) -> int:
    """The same for one rule; says how many are new."""
    if rule.kind == Kind.THANKS:
        return 0
    here = period_of(max(content.today_of(rule.organisation, at=now), rule.starts_on), rule.period)
    made = 0
    for period in (here, next_period(here, rule.period)):
        if rule.ends_on is not None and period.starts_on > rule.ends_on:
            continue
        seed = random_token(32)
        _round, is_new = RewardRound.objects.get_or_create(
            organisation_id=rule.organisation_id,
            rule=rule,
            starts_on=period.starts_on,
            defaults={
                "ends_on": period.ends_on,
                "seed_hash": hash_of(seed),
                "sealed_seed": seal(json.dumps([seed, random_token(32)])),
                "opened_at": now,
            },
        )
        made += is_new
    return made


def settle_rounds(*, organisation_id: int, now: datetime) -> int:
    """Draw every round that is over and settled; gives how many were drawn.

    Two workers at once draw each round once: the first holds it, the second finds it drawn.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).rewards:
            return 0
        over = RewardRound.objects.filter(
            organisation_id=organisation_id,
            drawn_at__isnull=True,
            rule__stopped_at__isnull=True,
            rule__approved_at__isnull=False,
            ends_on__lt=now.date(),
        )
        waiting = list(over.order_by("starts_on", "pk").values_list("pk", "rule_id"))
    return sum(_settle(organisation_id, rule, number, now=now) for number, rule in waiting)


def _settle(organisation_id: int, rule_id: int, round_id: int, *, now: datetime) -> int:
    with tenant(organisation_id):
        rule = locked(rule_id)
        drawn = RewardRound.objects.select_for_update().get(pk=round_id)
        until = Period(drawn.starts_on, drawn.ends_on).until(rule.organisation.time_zone)
        if drawn.drawn_at is not None or rule.stopped_at is not None or now < until + SETTLES:
            return 0
        drawn.entrants = _choose(rule, drawn, now=now)
        drawn.seed, drawn.drawn_at = json.loads(unseal(bytes(drawn.sealed_seed)))[0], now
        drawn.save(update_fields=["entrants", "seed", "drawn_at"])
    return 1


def _choose(rule: RewardRule, drawn: RewardRound, *, now: datetime) -> int:
    """Put the next in order into the free places of a round; says how many could have won."""
    period = Period(drawn.starts_on, drawn.ends_on)
    # Whom an experiment kept a round from when it began can have nothing of it.
    out = without_reward(
        organisation_id=rule.organisation_id,
        rule_id=rule.pk,
        at=period.since(rule.organisation.time_zone),
    )
    entrants = [one for one in entrants_of(rule, period, now=now) if one.member not in out]
    seed, key = json.loads(unseal(bytes(drawn.sealed_seed)))
    kept = {award.place: award for award in drawn.awards.filter(withdrawn_at__isnull=True)}
    had = {member for member in drawn.awards.values_list("member_id", flat=True) if member}
    most = len(entrants) if rule.kind == Kind.EACH else rule.winners
    places = [
        place
        for place in range(1, min(most, rule.left_cents // rule.value_cents) + 1)
        if place not in kept
    ]
    order = [each for each in order_of(entrants, seed=seed, key=key) if each[0].member not in had]
    for place, (entrant, ticket) in zip(places, order, strict=False):
        Award.objects.create(
            organisation_id=rule.organisation_id,
            rule=rule,
            round=drawn,
            place=place,
            member_id=None if entrant.member == EVERYBODY else entrant.member,
            value_cents=rule.value_cents,
            measure=entrant.shown,
            ticket="" if entrant.member == EVERYBODY else ticket,
            story_id=entrant.story or None,
            chosen_at=now,
        )
    return len(entrants)


@transaction.atomic
def approve_round(*, by: Member, drawn: RewardRound, now: datetime) -> int:
    """Award what was drawn. Pressed twice, by one person or by two at once, it is one award each.

    Who left since the draw makes room for the next in order.

    Returns:
        how many awards there are of it now.

    Raises:
        RewardRefusedError: they proposed the rule or were drawn themselves, the budget or the
            vouchers do not hold it, or somebody said no.
    """
    rule = locked(drawn.rule_id)
    held = RewardRound.objects.select_for_update().get(pk=drawn.pk)
    if held.approved_at is not None:
        return held.awards.filter(approved_at__isnull=False).count()
    _check_may_decide(rule, held, by=by)
    _make_room(rule, held, now=now)
    awards = list(held.awards.filter(withdrawn_at__isnull=True).order_by("place"))
    if any(award.member_id == by.pk for award in awards):
        raise RewardRefusedError(_("This one is for somebody else to approve."))
    if not awards:
        raise RewardRefusedError(_("There is nobody left to award."))
    check_holds(rule, awards, now=now)
    grant(rule, awards, now=now)
    held.approved_by, held.approved_at = by, now
    held.save(update_fields=["approved_by", "approved_at"])
    _audit("reward.round_approved", held, by=by, awards=len(awards), now=now)
    return len(awards)


@transaction.atomic
def decline_round(*, by: Member, drawn: RewardRound, now: datetime) -> None:
    """Award nothing of a round; nobody was told of it, so nobody loses anything.

    Raises:
        RewardRefusedError: somebody approved it already, or it is theirs to leave to others.
    """
    rule = locked(drawn.rule_id)
    held = RewardRound.objects.select_for_update().get(pk=drawn.pk)
    if held.declined_at is not None:
        return
    _check_may_decide(rule, held, by=by)
    held.awards.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    held.declined_by, held.declined_at = by, now
    held.save(update_fields=["declined_by", "declined_at"])
    _audit("reward.round_declined", held, by=by, now=now)


def grant(rule: RewardRule, awards: list[Award], *, now: datetime) -> None:
    """Take the awards from the budget of a locked rule, and enter them. What is for all is had."""
    spend(rule, sum(award.value_cents for award in awards))
    for award in awards:
        award.approved_at = now
        award.claim_until = now + CLAIMED_WITHIN
        if award.member_id is None:
            award.claimed_at = now
        award.save(update_fields=["approved_at", "claim_until", "claimed_at"])
        enter(award, "granted", cents=award.value_cents, now=now)
        if award.member_id is None:
            enter(award, "claimed", cents=award.value_cents, now=now)
    publish_on_commit(AwardsGiven(organisation_id=rule.organisation_id))


def _check_may_decide(rule: RewardRule, drawn: RewardRound, *, by: Member) -> None:
    if drawn.drawn_at is None:
        raise RewardRefusedError(_("This round is not drawn yet."))
    if drawn.declined_at is not None:
        raise RewardRefusedError(_("Somebody said no to this round already."))
    if drawn.approved_at is not None:
        raise RewardRefusedError(_("Somebody said yes to this round already."))
    if rule.proposed_by_id == by.pk:
        raise RewardRefusedError(_("You proposed it, so somebody else says yes."))


def _make_room(rule: RewardRule, drawn: RewardRound, *, now: datetime) -> None:
    """Withdraw what was drawn for who takes part no longer, and draw the next for the place."""
    here = set(people.joined_members(rule.organisation).values_list("pk", flat=True))
    chosen = drawn.awards.filter(withdrawn_at__isnull=True, member__isnull=False)
    gone = [award.pk for award in chosen if award.member_id not in here]
    if gone:
        chosen.filter(pk__in=gone).update(withdrawn_at=now)
        _choose(rule, drawn, now=now)


def check_holds(rule: RewardRule, awards: list[Award], *, now: datetime) -> None:
    """Whether the budget and the vouchers of a locked rule hold these.

    Raises:
        RewardRefusedError: they do not.
    """
    if sum(award.value_cents for award in awards) > rule.left_cents:
        raise RewardRefusedError(_("The budget of this rule no longer holds it."))
    if rule.batch_id is None:
        return
    # Other rules may promise codes of the same batch at this very moment.
    batch = VoucherBatch.objects.select_for_update().get(pk=rule.batch_id)
    # They have to be good as long as somebody may take them.
    last = content.today_of(rule.organisation, at=now + CLAIMED_WITHIN)
    if free_vouchers(batch, on=last).count() - promised(batch) < len(awards):
        raise RewardRefusedError(_("There are too few vouchers left. Bring in more of them first."))


def _audit(action: str, drawn: RewardRound, *, by: Member, now: datetime, **details: int) -> None:
    record_audit(
        actor_member_id=by.pk,
        action=action,
        subject=f"reward_round:{drawn.pk}",
        details=dict(details),
        now=now,
    )
