"""Makes shares, skips and asks for a word, for tests of every capability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.apps import apps

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import random_token
from zetje.recognition.models import (
    Award,
    Challenge,
    ChallengeTeam,
    FeedbackRequest,
    LeagueSeat,
    MemberBadge,
    PointCase,
    PointLine,
    PointWeek,
    RewardRound,
    RewardRule,
    Shoutout,
)
from zetje.recognition.operations import agree_to_shoutout, ask_feedback, give_shoutout, rewards
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.recognition.testing.newsletters import make_edition

__all__ = [
    "MadeRewards",
    "make_ask",
    "make_badge",
    "make_case",
    "make_challenge",
    "make_edition",
    "make_league",
    "make_point_line",
    "make_rewards",
    "make_shared_weeks",
    "make_shoutout",
    "make_skip",
]

_numbers = count(1)


def make_shared_weeks(member: Any, story: Any, *moments: datetime) -> None:
    """One confirmed share of the member at each of these moments, each on a network of its own."""
    with tenant(member.organisation_id):
        for at in moments:
            apps.get_model("sharing", "Share")._default_manager.create(
                organisation_id=member.organisation_id,
                member=member,
                story=story,
                network=f"network {next(_numbers)}",
                text="",
                started_at=at,
                confirmed_at=at,
            )


def make_skip(member: Any, story: Any, at: datetime) -> None:
    """The member skipped a story."""
    with tenant(member.organisation_id):
        apps.get_model("sharing", "Choice")._default_manager.create(
            organisation_id=member.organisation_id,
            member=member,
            story=story,
            kind="skip",
            chosen_at=at,
        )


def make_badge(member: Any, kind: str, *, now: datetime, is_shown: bool = False) -> MemberBadge:
    """The member holds a badge, and shows it to the world if told so."""
    with tenant(member.organisation_id):
        return MemberBadge.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            kind=kind,
            earned_at=now,
            address=random_token() if is_shown else "",
            shown_at=now if is_shown else None,
        )


def make_ask(
    member: Any,
    *,
    now: datetime,
    text: str = "Van mijzelf.",
    story: Any = None,
    is_idea: bool = False,
) -> FeedbackRequest:
    """The member posted a story in their own words, or an idea, and asks for a word on it."""
    with tenant(member.organisation_id):
        share = apps.get_model("sharing", "Share")._default_manager.create(
            organisation_id=member.organisation_id,
            member=member,
            story=None if is_idea else story or make_story(member.organisation),
            network="linkedin",
            text=text,
            own_words=True,
            started_at=now,
            confirmed_at=now,
        )
        return ask_feedback(member=member, share=share, now=now)


def make_shoutout(
    member: Any,
    *,
    giver: Any,
    now: datetime,
    text: str = "Dank je wel voor je hulp bij de open dag.",
    agreed: bool = True,
    kind: str = "hand",
    subject: str = "",
) -> Shoutout:
    """A shout-out for a member, who said yes to it unless `agreed` is False."""
    with tenant(member.organisation_id):
        made = give_shoutout(
            giver=giver,
            member=member,
            texts={"nl": text},
            now=now,
            kind=kind,
            subject=subject,
        )
        if agreed:
            agree_to_shoutout(member=member, token=made.token, now=now)
            made.refresh_from_db()
        return made


@dataclass(frozen=True)
class MadeRewards:
    """A rule that waits for its second yes, a round that does, and two awards of one person."""

    rule: RewardRule
    drawn: RewardRound
    award: Award
    claimed: Award


def make_rewards(*, proposer: Any, approver: Any, winner: Any, now: datetime) -> MadeRewards:
    """One of everything that rewards have. None of the rules is about posts of now."""
    with tenant(winner.organisation_id):
        waiting, over, pot = _reward_rules(proposer, approver, now)
        drawn = RewardRound.objects.create(
            organisation_id=winner.organisation_id,
            rule=over,
            starts_on=over.starts_on,
            ends_on=over.ends_on,
            seed_hash="5f" * 32,
            sealed_seed=seal('["seed", "key"]'),
            seed="seed",
            opened_at=now,
            drawn_at=now,
            entrants=7,
        )
        Award.objects.create(
            organisation_id=winner.organisation_id,
            rule=over,
            round=drawn,
            member=winner,
            value_cents=2500,
            ticket="5f5f5f5f5f5f5f5f",
            chosen_at=now,
        )
        given: dict[str, Any] = {
            "by": proposer,
            "to": winner,
            "pot": pot,
            "reason": "helped",
            "now": now,
        }
        award, claimed = (
            rewards.give_thanks(**given, words="Je nam de telefoon over.", press=press)
            for press in ("one", "two")
        )
        rewards.claim_award(member=winner, award=claimed, now=now)
    return MadeRewards(waiting, drawn, award, claimed)


def _reward_rules(proposer: Any, approver: Any, now: datetime) -> list[RewardRule]:
    """One that waits, one that is over, and a pot for thanks, with vouchers."""
    batch = rewards.import_vouchers(
        by=approver,
        name="Café De Wissel",
        value_cents=2500,
        expires_on=None,
        raw=b"WISSEL-1\nWISSEL-2\nWISSEL-3\nWISSEL-4\n",
        now=now,
    )
    last = now.date().replace(day=1) - timedelta(days=1)
    given: dict[str, Any] = {
        "organisation_id": proposer.organisation_id,
        "prize_nl": "Lunch voor twee",
        "prize_en": "Lunch for two",
        "value_cents": 2500,
        "budget_cents": 50_000,
        "proposed_by": proposer,
        "proposed_at": now,
        "starts_on": last.replace(day=1),
    }
    draw: dict[str, Any] = {"kind": "draw", "period": "month"}
    agreed: dict[str, Any] = {"approved_by": approver, "approved_at": now, "batch": batch}
    return [
        RewardRule.objects.create(**given, **more)
        for more in (draw, draw | agreed | {"ends_on": last}, agreed | {"kind": "thanks"})
    ]


def make_case(member: Any, *, now: datetime, rule: str = "scripted", answer: str = "") -> PointCase:
    """A question to a member about points that wait, and perhaps their answer."""
    with tenant(member.organisation_id):
        year, week, _day = now.isocalendar()
        return PointCase.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            rule=rule,
            week=f"{year}-W{week:02d}",
            facts={"count": 4},
            opened_at=now,
            answer=answer,
            answered_at=now if answer else None,
        )


def make_challenge(
    member: Any,
    *,
    now: datetime,
    name: str = "Samen naar de winter",
    goal: int | None = 20,
    starts_on: date | None = None,
    weeks: int = 4,
    announced: bool = True,
    teams: Sequence[Any] = (),
) -> Challenge:
    """A challenge that a member made; without a goal it is one of teams against each other."""
    with tenant(member.organisation_id):
        first = starts_on or now.date() - timedelta(days=now.weekday())
        made = Challenge.objects.create(
            organisation_id=member.organisation_id,
            name=name,
            about="Omdat het kan.",
            kind="goal" if goal else "teams",
            goal=goal,
            starts_on=first,
            ends_on=first + timedelta(days=7 * weeks - 1),
            made_by=member,
            made_at=now,
            announced_at=now if announced else None,
        )
        for team in teams:
            ChallengeTeam.objects.create(
                organisation_id=member.organisation_id,
                challenge=made,
                team=team,
                joined_by=member,
                joined_at=now,
            )
        return made


def make_league(points: Mapping[Any, int], *, now: datetime, wind: int = 5) -> None:
    """These members sit in one league of the present week, each with so many points of it."""
    organisation = next(iter(points)).organisation
    week = week_number(now.date())
    with tenant(organisation.pk):
        for member, amount in points.items():
            own: dict[str, Any] = {"organisation": organisation, "member": member, "week": week}
            PointWeek.objects.update_or_create(**own, defaults={"points": amount})
            LeagueSeat.objects.create(**own, league=1, wind=wind, seated_at=now)
    rebuild_ranks(organisation_id=organisation.pk, now=now)


def make_point_line(member: Any, points: int, *, at: datetime) -> None:
    """Points of a member for a post, in the ledger and nowhere else."""
    with tenant(member.organisation_id):
        PointLine.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            person=member.person_key,
            event=next(_numbers),
            reason="share",
            subject=f"share:{next(_numbers)}",
            amount=points,
            at=at,
            week=week_number(at.date()),
        )
