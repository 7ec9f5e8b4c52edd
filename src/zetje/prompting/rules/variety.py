"""Keeps a digest varied, and teammates from getting all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]
Look = Callable[[Ints], tuple[Flags, Scores]]

NOTHING = -1
ROUNDS = 6
# The patient search goes through every trio of this many stories, in teams up to this size.
STORIES_SEARCHED = 12
TEAM_SEARCHED = 64
PEOPLE_AT_ONCE = 4096
MONOTONY = 10.0


@dataclass(frozen=True, slots=True)
class Traits:
    """What is looked at of each story: its kind and topic as numbers, and whether it is pinned."""

    kind: Ints
    topic: Ints
    pinned: Flags


def repeats_itself(first_two: Ints, kind: Ints, topic: Ints) -> Flags:
    """Which stories would be the third of one kind, or the third about one topic, in each row."""
    one, two = first_two[:, :1], first_two[:, 1:2]
    both = (one != NOTHING) & (two != NOTHING)
    same_kind = (kind[one] == kind[two]) & (kind[two] == kind)
    same_topic = (topic[one] == topic[two]) & (topic[two] == topic) & (topic != NOTHING)
    return both & (same_kind | same_topic)


def part_teammates(picks: Ints, team: Ints, *, look: Look, of: Traits) -> None:
    """Change picks in place until no two of a team got all the same, where that can be avoided.

    First many at once, another third story for whoever repeats a teammate; what is left over in
    small teams is searched trio by trio. A digest that can only be one way stays as it is, and a
    pinned story keeps its place.
    """
    for round_ in range(ROUNDS):
        again = _repeaters(picks, team)
        if not again.size:
            return
        place = picks.shape[1] - 1 - round_ % 2
        for start in range(0, again.size, PEOPLE_AT_ONCE):
            _choose_another(picks, again[start : start + PEOPLE_AT_ONCE], place, look, of)
    _search(picks, team, look, of)


def _codes(picks: Ints) -> Ints:
    """One number for each set of stories, whatever their order."""
    base = int(picks.max(initial=0)) + 2
    code = np.zeros(picks.shape[0], dtype=np.int64)
    for column in np.sort(picks, axis=1).T:
        code = code * base + column + 1
    return code


def _repeaters(picks: Ints, team: Ints) -> Ints:
    """Everyone who got what a teammate before them got. Nobody repeats a stranger or nothing."""
    people = np.flatnonzero((team != NOTHING) & (picks[:, 0] != NOTHING))
    code = _codes(picks[people])
    order = np.lexsort((people, code, team[people]))
    same = np.zeros(people.size, dtype=np.bool_)
    same[1:] = (np.diff(code[order]) == 0) & (np.diff(team[people][order]) == 0)
    return people[order[same]]


def _choose_another(picks: Ints, people: Ints, place: int, look: Look, of: Traits) -> None:
    """Give each of these people their next best story at one place, if they have another."""
    allowed, scores = look(people)
    rows = np.arange(people.size)
    mine = picks[people]
    left = np.where(allowed, scores, -np.inf)
    for column in mine.T:
        filled = column != NOTHING
        left[rows[filled], column[filled]] = -np.inf
    repeats = repeats_itself(np.delete(mine, place, axis=1), of.kind, of.topic)
    best = (left - MONOTONY * repeats).argmax(axis=1)
    # A digest never gets more monotonous for the sake of being different.
    as_varied = ~repeats[rows, best] | repeats[rows, mine[:, place]]
    changes = np.isfinite(left[rows, best]) & as_varied & (mine[:, place] != NOTHING)
    changes &= ~of.pinned[mine[:, place]]
    picks[people[changes], place] = best[changes]


def _search(picks: Ints, team: Ints, look: Look, of: Traits) -> None:
    """Look for an unused trio for each one left over, in teams small enough to search."""
    sizes = np.bincount(team[team != NOTHING], minlength=1)
    again = _repeaters(picks, team)
    again = again[sizes[team[again]] <= TEAM_SEARCHED]
    by_team = np.argsort(team, kind="stable")
    ends = np.searchsorted(team, np.arange(sizes.size + 1), sorter=by_team)
    for one in np.unique(team[again]).tolist():
        mates = by_team[ends[one] : ends[one + 1]]
        allowed, scores = look(mates)
        choices = allowed.sum(axis=1)
        used: set[frozenset[int]] = set()
        # Who has the fewest stories to choose from keeps theirs.
        for row in np.argsort(choices, kind="stable").tolist():
            mine = frozenset(picks[mates[row]].tolist()) - {NOTHING}
            # Whoever may get no more than they got has only one set to get.
            if mine in used and choices[row] > len(mine):
                mine = _unused(allowed[row], scores[row], mine, used, of)
                best_first = sorted(mine, key=lambda story: -scores[row, story])
                picks[mates[row]] = [*best_first, NOTHING, NOTHING][: picks.shape[1]]
            used.add(mine)


def _unused(
    allowed: Flags,
    scores: Scores,
    mine: frozenset[int],
    used: set[frozenset[int]],
    of: Traits,
) -> frozenset[int]:
    """The best set of stories that no teammate has, as varied as what one had; else that."""
    best = np.argsort(-np.where(allowed, scores, -np.inf), kind="stable")
    stories = [story for story in best[:STORIES_SEARCHED].tolist() if allowed[story]]
    was_monotonous = _is_monotonous(mine, of)
    kept = {story for story in mine if of.pinned[story]}
    for other in combinations(stories, len(mine)):
        if frozenset(other) in used or not kept <= set(other):
            continue
        if was_monotonous or not _is_monotonous(other, of):
            return frozenset(other)
    return mine


def _is_monotonous(stories: Collection[int], of: Traits) -> bool:
    """Whether all three are of one kind, or all three about one topic."""
    chosen = list(stories)
    same_topic = len(set(of.topic[chosen].tolist())) == 1 and of.topic[chosen[0]] != NOTHING
    return len(chosen) > 2 and (len(set(of.kind[chosen].tolist())) == 1 or same_topic)
