"""Which badges somebody earned, from what they did.

Few, and each for something that grows of itself: none for a number of posts a week, none for
readers or reactions. Posts on networks that count for one's own chain alone earn none, but neither
do they count against anything. The numbers below are this project's own proposal; thirty-six weeks
are what `zetje.behaviour.habits` gives a habit that is fed every week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

FIRST_SHARE: Final = "first_share"
OWN_WORDS: Final = "own_words"
CONVERSATION: Final = "conversation"
RAIN_OR_SHINE: Final = "rain_or_shine"
GOOD_NEIGHBOUR: Final = "good_neighbour"
BACK_AGAIN: Final = "back_again"
BY_ITSELF: Final = "by_itself"
YEARS_RHYTHM: Final = "years_rhythm"
# In the order in which most people come to them.
BADGES: Final = (
    FIRST_SHARE,
    OWN_WORDS,
    CONVERSATION,
    RAIN_OR_SHINE,
    GOOD_NEIGHBOUR,
    BY_ITSELF,
    YEARS_RHYTHM,
    BACK_AGAIN,
)
# Nobody is told to pause, so a return is not announced as something to come.
NEVER_AHEAD: Final = frozenset({BACK_AGAIN})

OWN_POSTS: Final = 5
WEEKS_IN_A_ROW: Final = 8
WEEKS_AWAY: Final = 6
FREE_WEEKS: Final = 4
RHYTHM_WEEKS: Final = 36
YEAR: Final = 52


@dataclass(frozen=True, slots=True)
class Posted:
    """A share that was confirmed and stands.

    Attributes:
        at: when it was confirmed.
        week: the running number of the week in which it was begun, on its person's own clock.
        own_words: whether it was in their own words.
        is_scored: whether its network may earn badges.
    """

    at: datetime
    week: int
    own_words: bool
    is_scored: bool


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one person did that a badge can be for.

    Attributes:
        posts: their shares, in the order of their weeks.
        gaps: the weeks that broke their chain.
        free_weeks: the weeks that chance kept free of digest and prompt.
        words_read: when they read an expert's word on a scored post of theirs, oldest first.
        helped: when a colleague was helped by them, oldest first.
    """

    posts: Sequence[Posted] = ()
    gaps: frozenset[int] = frozenset()
    free_weeks: frozenset[int] = frozenset()
    words_read: Sequence[datetime] = ()
    helped: Sequence[datetime] = ()


def earned(deeds: Deeds) -> dict[str, datetime]:
    """The badges that somebody earned, and when each was; a pure function of what they did."""
    scored = [post for post in deeds.posts if post.is_scored]
    own = [post for post in scored if post.own_words]
    weeks = _first_of_weeks(scored)
    found = {
        FIRST_SHARE: _nth(scored, 1),
        OWN_WORDS: _nth(own, OWN_POSTS),
        CONVERSATION: _after(own, deeds.words_read),
        RAIN_OR_SHINE: _in_a_row(weeks, deeds.gaps),
        GOOD_NEIGHBOUR: deeds.helped[0] if deeds.helped else None,
        BY_ITSELF: _nth([post for post in weeks if post.week in deeds.free_weeks], FREE_WEEKS),
        YEARS_RHYTHM: _rhythm(weeks),
        BACK_AGAIN: _return(deeds.posts),
    }
    return {kind: at for kind, at in found.items() if at is not None}


def _first_of_weeks(posts: Sequence[Posted]) -> list[Posted]:
    """The first post of each week."""
    found: dict[int, Posted] = {}
    for post in posts:
        found.setdefault(post.week, post)
    return list(found.values())


def _nth(posts: Sequence[Posted], number: int) -> datetime | None:
    return posts[number - 1].at if len(posts) >= number else None


def _after(posts: Sequence[Posted], read: Sequence[datetime]) -> datetime | None:
    """The first post after an expert's word was read: an answer to it."""
    return next((post.at for post in posts if read and post.at > read[0]), None)


def _in_a_row(weeks: Sequence[Posted], gaps: frozenset[int]) -> datetime | None:
    """The eighth of the weeks with a post between which no week broke the chain."""
    length, before = 0, None
    for post in weeks:
        broken = before is not None and any(before < gap < post.week for gap in gaps)
        length = 1 if broken else length + 1
        before = post.week
        if length == WEEKS_IN_A_ROW:
            return post.at
    return None


def _rhythm(weeks: Sequence[Posted]) -> datetime | None:
    """The moment that three quarters of a working year have a post, within one year."""
    for first, last in zip(weeks, weeks[RHYTHM_WEEKS - 1 :], strict=False):
        if last.week - first.week < YEAR:
            return last.at
    return None


def _return(posts: Sequence[Posted]) -> datetime | None:
    """The first scored post after six weeks or more without any."""
    return next(
        (
            post.at
            for before, post in pairwise(posts)
            if post.is_scored and post.week - before.week > WEEKS_AWAY
        ),
        None,
    )
