"""What a person sees: the rules in words with their draws, and what they were awarded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.lib.secrets import unseal
from zetje.recognition.presenters.rewards.words import (
    REASON_WORDS,
    euros,
    language_now,
    parts,
    period_name,
    sentences_of,
    title_of,
)
from zetje.recognition.queries import rewards
from zetje.recognition.queries.tried import is_kept_from
from zetje.recognition.rules.rewards import Kind, ticket_of

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Award, RewardRound, RewardRule


@dataclass(frozen=True)
class DrawView:
    """A draw that anybody can check.

    Attributes:
        name: its period.
        promised: the hash of the seed, told before.
        seed: told after; empty before.
        tickets: the winning ones.
        own: the ticket of whoever looks; theirs if they took part.
        winners: the names of who agreed to be named and took it.
    """

    name: str
    promised: Sequence[str]
    seed: Sequence[str]
    tickets: Sequence[str]
    own: str
    winners: Sequence[str]


@dataclass(frozen=True)
class RuleView:
    """A rule as everybody reads it."""

    title: str
    prize: str
    note: str
    starts_on: date
    has_begun: bool
    sentences: Sequence[str]
    draws: Sequence[DrawView]


@dataclass(frozen=True)
class AwardView:
    """What somebody was awarded, for that person alone.

    Attributes:
        state: "open", "claimed", "declined" or "over".
        code: of the voucher, once it was claimed; empty where there is none.
    """

    token: str
    state: str
    title: str
    prize: str
    note: str
    worth: str
    why: str
    words: str
    giver: str
    until: datetime | None
    claimed_at: datetime | None
    code: str
    code_until: date | None
    has_voucher: bool


def rule_views(*, member: Member, today: date) -> list[RuleView]:
    """Every rule that runs and that no experiment keeps from the reader, with its latest draws."""
    running = sorted(
        rewards.running_rules(member.organisation_id),
        key=lambda rule: (rule.kind == Kind.THANKS, -rule.pk),
    )
    return [
        RuleView(
            title=title_of(rule),
            prize=rule.prize(language_now()),
            note=rule.note(language_now()),
            starts_on=rule.starts_on,
            has_begun=rule.starts_on <= today,
            sentences=sentences_of(rule),
            draws=[
                _draw(rule, one, member=member)
                for one in rewards.rounds_of(rule, limit=6)
                if one.starts_on <= today or one.starts_on == rule.starts_on
            ],
        )
        for rule in running
        if (rule.ends_on is None or today <= rule.ends_on)
        and not is_kept_from(member, rule, today=today)
    ]


def award_views(member: Member) -> list[AwardView]:
    """What somebody was awarded, the newest first, without any code."""
    return [award_view(award, code="") for award in rewards.awards_of(member)]


def award_view(award: Award, *, code: str) -> AwardView:
    """One award as its person sees it."""
    rule = award.rule
    return AwardView(
        token=award.token,
        state=_state(award),
        title=title_of(rule, starts_on=award.round.starts_on if award.round else None),
        prize=rule.prize(language_now()),
        note=rule.note(language_now()),
        worth=euros(award.value_cents),
        why=_why(award),
        words=award.words,
        giver=award.given_by.given_name if award.given_by else "",
        until=award.claim_until,
        claimed_at=award.claimed_at,
        code=code,
        code_until=rewards.good_until(award) if code else None,
        has_voucher=rule.batch_id is not None,
    )


def _state(award: Award) -> str:
    if award.claimed_at is not None:
        return "claimed"
    if award.declined_at is not None:
        return "declined"
    return "open" if award.is_open else "over"


def _why(award: Award) -> str:
    if award.reason:
        return str(REASON_WORDS[award.reason])
    if award.story is not None:
        return _("Colleagues passed on “%(title)s” most.") % {"title": award.story.title}
    return ""


def _draw(rule: RewardRule, one: RewardRound, *, member: Member) -> DrawView:
    chosen: list[Award] = getattr(one, "chosen", [])
    _seed, key = json.loads(unseal(bytes(one.sealed_seed)))
    return DrawView(
        name=period_name(rule, one.starts_on),
        promised=parts(one.seed_hash),
        seed=parts(one.seed),
        tickets=[award.ticket for award in chosen if award.ticket],
        own=ticket_of(member.pk, key=key),
        winners=[
            award.member.given_name
            for award in chosen
            if award.claimed_at and award.member and rewards.may_be_named(award.member)
        ],
    )
