"""What whoever runs rewards sees: rules, rounds that wait, what a rule would have done.

Nobody's name stands here unless they agreed to be named, and counts come in whole fives: that
somebody took part is theirs to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.recognition.presenters.rewards.bon import BLOCK
from zetje.recognition.presenters.rewards.words import (
    euros,
    is_paid_per_share,
    language_now,
    parts,
    period_name,
    sentences_of,
    title_of,
)
from zetje.recognition.queries import rewards
from zetje.recognition.rules.rewards import Kind, periods_before

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Award, RewardRound, RewardRule
    from zetje.recognition.rules.rewards import Entrant

_PAST: Final = 6


@dataclass(frozen=True)
class RuleRow:
    """A rule with its money and its state: "waits", "runs", "over" or "stopped"."""

    token: str
    title: str
    prize: str
    state: str
    sentences: Sequence[str]
    budget: str
    left: str
    proposer: str
    approver: str
    starts_on: date
    may_approve: bool
    is_paid_per_share: bool


@dataclass(frozen=True)
class RoundRow:
    """A round that waits for a second person, or was decided: "waits", "yes", "no", "nobody"."""

    token: str
    name: str
    prize: str
    state: str
    entrants: str
    what: Sequence[str]
    cost: str
    may_approve: bool
    promised: Sequence[str]
    seed: Sequence[str]


@dataclass(frozen=True)
class Past:
    """What a rule would have done in a period that is over."""

    name: str
    entrants: str
    what: str
    cost: str


def rule_rows(*, member: Member, today: date) -> list[RuleRow]:
    """Every rule, the latest first."""
    return [_rule_row(rule, member, today) for rule in rewards.reward_rules(member.organisation_id)]


def round_rows(rule: RewardRule, *, member: Member) -> list[RoundRow]:
    """The rounds of a rule that were drawn, the newest first."""
    return [
        _round_row(rule, one, member) for one in rewards.rounds_of(rule) if one.drawn_at is not None
    ]


def previews(rule: RewardRule, *, today: date, now: datetime) -> list[Past]:
    """What a rule would have done in the last six periods, by who takes part now.

    Nobody is named: a story stands by its title, and a draw was never drawn.
    """
    if rule.kind == Kind.THANKS:
        return []
    return [
        _past(rule, rewards.entrants_of(rule, period, now=now), period.starts_on)
        for period in periods_before(today, rule.period, count=_PAST)
    ]


def _past(rule: RewardRule, entrants: Sequence[Entrant], starts_on: date) -> Past:
    most = len(entrants) if rule.kind == Kind.EACH else rule.winners
    given = min(most, len(entrants), rule.budget_cents // rule.value_cents)
    return Past(
        name=period_name(rule, starts_on),
        entrants=_many(entrants[0].shown if rule.kind == Kind.GOAL and entrants else len(entrants)),
        what=_would(rule, entrants, given),
        # The sum of an "each" rule would tell how many there were.
        cost=_("within the budget") if rule.kind == Kind.EACH else euros(given * rule.value_cents),
    )


def _would(rule: RewardRule, entrants: Sequence[Entrant], given: int) -> str:
    if not given:
        return _("Nothing")
    if rule.kind == Kind.GOAL:
        return _("Reached: for everybody")
    if rule.kind == Kind.PASSED_ON:
        best = max(entrants, key=lambda one: (one.measure, -one.member))
        return _told(rule.organisation_id, best.story)
    return rule.prize(language_now())


def _told(organisation_id: int, story_id: int) -> str:
    """A story by its title alone: whose tip it was may be their secret."""
    story = content.stories_by_ids(organisation_id, [story_id]).get(story_id)
    return f"“{story.title}”" if story else _("A story")


def _rule_row(rule: RewardRule, member: Member, today: date) -> RuleRow:
    return RuleRow(
        token=rule.token,
        title=title_of(rule),
        prize=rule.prize(language_now()),
        state=_state(rule, today),
        sentences=sentences_of(rule),
        budget=euros(rule.budget_cents),
        # Of an "each" rule the sum would tell how many people have so many shares.
        left="" if rule.kind == Kind.EACH else euros(rule.left_cents),
        proposer=rule.proposed_by.full_name if rule.proposed_by else "",
        approver=rule.approved_by.full_name if rule.approved_by else "",
        starts_on=rule.starts_on,
        may_approve=rule.proposed_by_id != member.pk,
        is_paid_per_share=is_paid_per_share(rule),
    )


def _state(rule: RewardRule, today: date) -> str:
    if rule.stopped_at is not None:
        return "stopped"
    if rule.approved_at is None:
        return "waits"
    return "over" if rule.ends_on is not None and rule.ends_on < today else "runs"


def _round_row(rule: RewardRule, one: RewardRound, member: Member) -> RoundRow:
    chosen: list[Award] = getattr(one, "chosen", [])
    state = "yes" if one.approved_at else "no" if one.declined_at else "waits"
    if not chosen and one.declined_at is None:
        state = "nobody"
    return RoundRow(
        token=one.token,
        name=period_name(rule, one.starts_on),
        prize=rule.prize(language_now()),
        state=state,
        entrants=_many(one.entrants),
        what=_awarded(rule, chosen),
        cost=_("within the budget")
        if rule.kind == Kind.EACH
        else euros(sum(award.value_cents for award in chosen)),
        may_approve=rule.proposed_by_id != member.pk,
        promised=parts(one.seed_hash),
        seed=parts(one.seed),
    )


def _awarded(rule: RewardRule, chosen: Sequence[Award]) -> list[str]:
    """What was drawn, without saying of anybody that they took part who did not agree to it."""
    if rule.kind == Kind.EACH:
        return []
    if rule.kind == Kind.GOAL and chosen:
        return [_("Everybody")]
    if rule.kind == Kind.PASSED_ON:
        return [f"“{award.story.title}”" if award.story else _("A story") for award in chosen]
    return [
        award.member.full_name
        if award.member and rewards.may_be_named(award.member)
        else _("A colleague")
        for award in chosen
    ]


def _many(count: int) -> str:
    """How many people, in whole fives."""
    if count < BLOCK:
        return _("fewer than %(count)s") % {"count": BLOCK}
    return _("%(count)s or more") % {"count": count - count % BLOCK}
