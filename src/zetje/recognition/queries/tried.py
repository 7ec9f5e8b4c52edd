"""What experiments say of the game and of rewards; `web/plugins.py` fills it at the start.

Recognition does not know who runs experiments. It asks who goes without the game for a while:
points go on being counted for everybody, so that nobody has lost anything afterwards, but pages
show that person no points, leagues, boards, challenges nor marks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from zetje.people import queries as people
from zetje.recognition.queries.settings import GameSwitches, game_switches
from zetje.recognition.rules.rewards import period_of

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import RewardRule

WithoutGame = Callable[["Member", datetime], bool]
# By organisation, rule and moment: who can have nothing by the rule then.
WithoutReward = Callable[[int, int, datetime], Collection[int]]

_without_game: list[WithoutGame] = []
_without_reward: list[WithoutReward] = []


def register_experiments(*, without_game: WithoutGame, without_reward: WithoutReward) -> None:
    """Say how experiments change the game and rewards; the last one who says so is asked."""
    _without_game[:], _without_reward[:] = [without_game], [without_reward]


def is_without_game(member: Member, *, now: datetime) -> bool:
    """Whether an experiment keeps the game from somebody now; never from who refused experiments.

    The tenant's block must be open.
    """
    if not _without_game or not _without_game[0](member, now):
        return False
    return people.preferences_of(member).experiments


def switches_for(member: Member, *, now: datetime, has: GameSwitches | None = None) -> GameSwitches:
    """What an organisation has on, as one person sees it; the tenant's block must be open.

    Args:
        member: who looks.
        now: the moment.
        has: what the organisation has on, where that was looked up already.
    """
    switches = has or game_switches(member.organisation_id)
    if not is_without_game(member, now=now):
        return switches
    return replace(
        switches, points=False, leagues=False, team_boards=False, challenges=False, badges=False
    )


def is_kept_from(member: Member, rule: RewardRule, *, today: date) -> bool:
    """Whether an experiment keeps the round that runs today from somebody."""
    if not rule.period:
        # A pot to thank from has no rounds.
        return False
    since = period_of(today, rule.period).since(rule.organisation.time_zone)
    out = without_reward(organisation_id=member.organisation_id, rule_id=rule.pk, at=since)
    return member.pk in out


def without_reward(*, organisation_id: int, rule_id: int, at: datetime) -> Collection[int]:
    """The members of teams in which a rule for rewards does not hold, by an experiment, then."""
    return _without_reward[0](organisation_id, rule_id, at) if _without_reward else ()
