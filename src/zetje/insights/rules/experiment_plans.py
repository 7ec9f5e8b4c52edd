"""What an experiment could find, worked out before it begins.

The smallest effect is what `behaviour.power` gives for this many people and weeks; where not even
a doubling could be told from chance the plan says that it is not worth starting.

>>> sizes = [12] * 16
>>> plan = plan_teams(sizes=sizes, sides=4, weeks=12, base_rate=0.12)
>>> print(round(plan.smallest, 2), plan.is_worth_it, plan.refused)
0.47 True ()
>>> plan_teams(sizes=sizes[:6], sides=2, weeks=12, base_rate=0.12).refused
(<Refused.TEAMS: 'teams'>,)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zetje.behaviour.power import Plan, cluster_effect, smallest_effect
from zetje.behaviour.trials.analysis import TEAMS_AT_LEAST, WEEKS_AT_LEAST
from zetje.insights.rules.experiments import BASELINE_WEEKS
from zetje.insights.rules.studies import ENOUGH_PEOPLE

# An effect as large as the base itself: whoever can find only larger ones finds nothing real.
WORTH_FINDING: Final = 1.0
# Where nothing was counted yet: the rate that plans begin with.
USUAL_RATE: Final = 0.10
_LEAST_RATE: Final = 0.01
_MOST_RATE: Final = 0.5
# In about one week of five somebody is away, rests, or chose already.
_AVAILABLE: Final = 0.8


class Refused(StrEnum):
    """Why an experiment could answer nothing, whatever happened in it."""

    TEAMS = "teams"
    WEEKS = "weeks"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan promises.

    Attributes:
        people: who takes part.
        teams: how many teams there are; 0 where weeks of people are drawn.
        weeks: how long.
        base_rate: the share of people who share in a week.
        smallest: the smallest effect that it finds in eight of ten cases, as a share of the base;
            infinite where it is refused.
        refused: why it could answer nothing; empty where it could.
    """

    people: int
    teams: int
    weeks: int
    base_rate: float
    smallest: float
    refused: tuple[Refused, ...]

    @property
    def is_worth_it(self) -> bool:
        """Whether an effect that is not larger than the base itself could be found."""
        return not self.refused and self.smallest <= WORTH_FINDING


def plan_teams(*, sizes: Sequence[int], sides: int, weeks: int, base_rate: float) -> Planned:
    """What a trial by team promises, one look at its end.

    Of a 2×2 each factor is planned over both halves of the other.

    Args:
        sizes: the people of each team.
        sides: 2, or 4 for a 2×2.
        weeks: during which it is switched.
        base_rate: the share of people who share in a week.
    """
    people, teams = sum(sizes), len(sizes)
    rate = min(max(base_rate, _LEAST_RATE), _MOST_RATE)
    tests = (
        (Refused.TEAMS, teams // sides >= TEAMS_AT_LEAST),
        (Refused.WEEKS, weeks >= WEEKS_AT_LEAST),
        (Refused.PEOPLE, people >= ENOUGH_PEOPLE),
    )
    refused = tuple(reason for reason, holds in tests if not holds)
    smallest = float("inf")
    if not refused:
        smallest = float(
            cluster_effect(
                teams=teams // 2,
                members=people / teams,
                weeks=weeks,
                baseline_weeks=BASELINE_WEEKS,
                base_rate=rate,
            )
        )
    return Planned(people, teams, weeks, rate, smallest, refused)


def plan_weeks(
    *,
    people: int,
    weeks: int,
    base_rate: float,
    part: float = _AVAILABLE,
    peeking: bool = True,
) -> Planned:
    """What an experiment promises that draws each person's weeks.

    Args:
        people: who takes part.
        weeks: how long.
        base_rate: the share of people who share in a week.
        part: the share of weeks that can be drawn.
        peeking: whether it is looked at every week, or once at its end.
    """
    rate = min(max(base_rate, _LEAST_RATE), _MOST_RATE)
    if people < ENOUGH_PEOPLE:
        return Planned(people, 0, weeks, rate, float("inf"), (Refused.PEOPLE,))
    plan = Plan(people=people, weeks=weeks, base_rate=rate, availability=part)
    return Planned(people, 0, weeks, rate, float(smallest_effect(plan=plan, peeking=peeking)), ())
