"""Who the invented people are: how often they share, how, where, and how many read them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from numpy.random import Generator

from zetje.web.demo.chance import one_of

TOPICS = ("vakwerk", "repareren", "mensen", "klimaat", "veiligheid", "werken bij ons")
_ANCHORS = {"first_coffee": 9, "stand_up": 10}
_NETWORKS = {
    "linkedin": 0.86,
    "bluesky": 0.3,
    "mastodon": 0.2,
    "x": 0.18,
    "facebook": 0.22,
    "threads": 0.1,
    "whatsapp": 0.25,
    "xing": 0.05,
    "instagram": 0.08,
}
# Name, how many of a hundred are so, and the chance of a share in a week.
_HABITS = (("habitual", 16, 0.85), ("regular", 30, 0.45), ("rare", 30, 0.14), ("never", 24, 0.01))

# Who works with their hands and not at a screen joins less often.
_STAYING_OUT = {"Montage": 0.22, "Gieterij": 0.28, "Magazijn": 0.3}


@dataclass(frozen=True, kw_only=True)
class Character:
    """What somebody is like.

    Attributes:
        shares: the chance that they share something in a week.
        opens: the chance that they look at a digest at all.
        adapts: the chance that a share is in their own words.
        skips: the chance that they skip a story that they looked at and did not share.
        reach: how many people follow one of their links, on the whole.
        joins_after: weeks after the beginning; below zero: never.
        weekday: their own day, or None for the organisation's.
    """

    habit: str
    shares: float
    opens: float
    adapts: float
    skips: float
    reach: float
    joins_after: int
    weekday: int | None
    anchor: str
    networks: Sequence[str]
    languages: Sequence[str]
    topics: Sequence[str]

    @property
    def hour(self) -> int | None:
        """The hour that goes with their anchor; None for the organisation's."""
        return _ANCHORS.get(self.anchor)


def draw(
    *, team: str, language: str, working_days: Sequence[int], weeks: int, rng: Generator
) -> Character:
    """Somebody new, by chance.

    Args:
        team: where they work.
        language: the one they are written to in.
        working_days: theirs, 0 being Monday.
        weeks: how long the history is: they join within its first half.
        rng: the chance.
    """
    places = [share / 100 for _, share, _ in _HABITS]
    habit, _, shares = _HABITS[int(rng.choice(len(_HABITS), p=places))]
    networks = [name for name, chance in _NETWORKS.items() if rng.random() < chance]
    has_own_day = rng.random() < 0.35
    reads_both = rng.random() < (0.75 if language == "en" else 0.3)
    chosen: list[int] = rng.permutation(len(TOPICS))[: int(rng.integers(0, 4))].tolist()
    return Character(
        habit=habit,
        shares=float(min(shares * rng.uniform(0.75, 1.15), 0.97)),
        opens=float(rng.beta(6, 2)),
        adapts=float(rng.beta(2, 4)),
        skips=float(rng.beta(2, 5)),
        reach=float(rng.lognormal(1.3, 0.8)),
        joins_after=_joining_week(team, weeks, rng),
        weekday=one_of(working_days, rng) if has_own_day else None,
        anchor=one_of(list(_ANCHORS), rng) if has_own_day else "",
        networks=networks or ["linkedin"],
        languages=["nl", "en"] if reads_both else [language],
        topics=[TOPICS[place] for place in chosen],
    )


def _joining_week(team: str, weeks: int, rng: Generator) -> int:
    """Most join at the start, others when they see colleagues do it, one in ten never."""
    if rng.random() < _STAYING_OUT.get(team, 0.04):
        return -1
    return 0 if rng.random() < 0.6 else int(rng.integers(1, max(weeks // 2, 2)))


# The named ones, whom a visitor meets.
SANNE = Character(
    habit="named",
    shares=0.75,
    opens=1.0,
    adapts=0.6,
    skips=0.5,
    reach=9.0,
    joins_after=0,
    weekday=0,
    anchor="first_coffee",
    networks=["linkedin", "mastodon", "bluesky"],
    languages=["nl", "en"],
    topics=["vakwerk", "repareren", "werken bij ons"],
)
NAMED = {
    "Sanne Dekker": SANNE,
    "Femke Visser": replace(SANNE, shares=0.5, reach=14.0, networks=["linkedin", "x"], topics=[]),
    "Marijke van den Berg": replace(
        SANNE, shares=0.4, reach=11.0, weekday=1, networks=["linkedin", "bluesky"], topics=[]
    ),
    "Pim Smit": replace(SANNE, shares=0.35, reach=5.0, networks=["linkedin"], topics=["mensen"]),
    "Ad Mulder": replace(SANNE, shares=0.1, reach=3.0, networks=["mastodon"], topics=[]),
    # In the mailbox lies her invitation: she has not joined.
    "Grace O'Brien": replace(SANNE, joins_after=-1),
}


def mood_of(week: int) -> float:
    """How much everybody does in a week of the history: much at first, then less, then slowly more.

    Args:
        week: counted from the first one.
    """
    return 0.75 + 0.5 * math.exp(-week / 3) + 0.02 * week


def chain_of_sanne(weeks_ago: int) -> str:
    """What Sanne did in one of her last weeks: "share", "rest", "away", "nothing", "" for chance.

    Nine weeks with a share in a row, held together by a rest week and one of leave.
    """
    if weeks_ago in {1, 2, 3, 4, 5, 8, 9, 10, 11}:
        return "share"
    return {6: "away", 7: "rest", 12: "nothing", 13: "nothing"}.get(weeks_ago, "")
