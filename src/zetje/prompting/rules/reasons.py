"""Why you: the reason beside each story. It is true, or it is not given."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from zetje.prompting.rules.choosing import EVERY_PHASE, NOTHING, Offer, Readers, own_team, wanted

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

POPULAR_FROM = 5
FRESH_DAYS = 7


class Reason(StrEnum):
    """What a reason says. The order is the order in which they are preferred."""

    OWN_TEAM = "own_team"
    OWN_TOPIC = "own_topic"
    PINNED = "pinned"
    ONLY_YOU = "only_you"
    POPULAR = "popular"
    FRESH = "fresh"
    FITS = "fits"


REASONS = tuple(Reason)


def give_reasons(*, picks: Ints, readers: Readers, offer: Offer, taken: tuple[Ints, Ints]) -> Ints:
    """Give each chosen story a reason that is true: people × 3 indexes into REASONS, -1 for none.

    A digest does not say the same thing twice while something else is true as well. `taken` are
    the pairs of team and story that were given out earlier in the week.
    """
    reasons = np.full(picks.shape, NOTHING, dtype=np.int64)
    if not offer.count:
        return reasons
    true = _what_is_true(picks, readers, offer, taken)
    used = np.zeros((picks.shape[0], len(REASONS)), dtype=np.bool_)
    rows: Ints = np.arange(len(picks), dtype=np.int64)
    for place in range(picks.shape[1]):
        here = true[:, place]
        unused = here & ~used
        fallback = unused.sum(axis=1, keepdims=True) == 0
        first = np.where(fallback, here, unused).argmax(axis=1)
        chosen = picks[:, place] != NOTHING
        reasons[chosen, place] = first[chosen]
        used[rows[chosen], first[chosen]] = True
    return reasons


def _what_is_true(
    picks: Ints, readers: Readers, offer: Offer, taken: tuple[Ints, Ints]
) -> NDArray[np.bool_]:
    """People × places × reasons."""
    true = np.zeros((*picks.shape, len(REASONS)), dtype=np.bool_)
    alone = _alone_in_team(picks, readers, offer, taken)
    step = 8192
    for start in range(0, picks.shape[0], step):
        people = np.arange(start, min(start + step, picks.shape[0]))
        stories = picks[people]
        rows = np.arange(people.size)[:, None]
        age = readers.day[people][:, None] - offer.published_on[stories]
        by_reason = {
            Reason.OWN_TEAM: own_team(readers, offer, people)[rows, stories],
            Reason.OWN_TOPIC: wanted(readers, offer, people)[rows, stories],
            Reason.PINNED: offer.pinned[stories],
            Reason.ONLY_YOU: alone[people],
            Reason.POPULAR: offer.sharers[stories] >= POPULAR_FROM,
            Reason.FRESH: (age >= 0) & (age < FRESH_DAYS),
            Reason.FITS: np.ones(stories.shape, dtype=np.bool_),
        }
        for index, reason in enumerate(REASONS):
            true[people, :, index] = by_reason[reason]
    return true


def _alone_in_team(picks: Ints, readers: Readers, offer: Offer, taken: tuple[Ints, Ints]) -> Flags:
    """Whether nobody else in the person's team got the story this week, now or earlier."""
    team = np.broadcast_to(readers.team[:, None], picks.shape)
    counts_here = (picks != NOTHING) & (team != NOTHING)
    # Else it would tell of teammates that they are in another phase, or never asked for a topic.
    tells_of_mates = (offer.phases != EVERY_PHASE) | offer.for_topic_only
    taken_team, taken_story = taken
    key = np.where(counts_here, team * offer.count + picks, NOTHING)
    every = np.concatenate([key[counts_here], taken_team * offer.count + taken_story])
    values, counts = np.unique(every, return_counts=True)
    once = values[counts == 1]
    return counts_here & np.isin(key, once) & ~tells_of_mates[picks]
