"""Which stories a person gets this week: up to three that fit, differ and are new to them.

The scores are this project's own proposal: fresh before old, what somebody asked for before what
they did not, and a price on stories that were shown more often than their turn. The dice are a hash
of seed, person and story, so that a plan which is made again falls the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zetje.prompting.rules.variety import Traits, part_teammates, repeats_itself

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]

STORIES = 3
NOTHING = -1

HALF_LIFE_DAYS = 10.0
OLDEST_DAYS = 365
WEIGHT_FRESH = 1.0
WEIGHT_TOPIC = 0.6
WEIGHT_TEAM = 0.6
WEIGHT_PHASE = 0.6
WEIGHT_DICE = 0.5
WEIGHT_SPREAD = 0.8
MONOTONY = 10.0
# More than anything else counts, so that a pinned story has its place in the three.
WEIGHT_PIN = 100.0
EVERY_PHASE = -1
LARGEST_CHUNK = 2048
SMALLEST_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Readers:
    """Who gets a digest: one entry a person. `team` is an index, -1 for nobody's.

    `languages` are bits; `day` is the ordinal of the date on which the digest reaches the person;
    `topics` says which topics each one asked for (people × topics); `favoured` is the kind of story
    that fits the person's phase, as `Offer.kind` numbers them, -1 for none; `phase` is that phase,
    0 where no story asks.
    """

    key: Ints
    team: Ints
    languages: Ints
    day: Ints
    topics: Flags
    favoured: Ints
    phase: Ints

    @property
    def count(self) -> int:
        """How many people there are."""
        return int(self.key.size)


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to share: one entry a story. Days are ordinals, the last one included.

    `languages` are the bits of its wordings; `topic` is an index, -1 without; `for_team` says for
    which teams a story is that is not `for_everyone` (stories × teams); `sharers` counts people.
    `phases` has bit p set for each phase p a story is for, EVERY_PHASE for all; `for_topic_only`
    ones are for who asked for their topic; a `pinned` one comes before all that are not.
    """

    key: Ints
    kind: Ints
    topic: Ints
    languages: Ints
    starts_on: Ints
    ends_on: Ints
    published_on: Ints
    for_everyone: Flags
    for_team: Flags
    sharers: Ints
    phases: Ints
    for_topic_only: Flags
    pinned: Flags

    @property
    def count(self) -> int:
        """How many stories there are."""
        return int(self.key.size)


@dataclass(frozen=True, slots=True)
class Known:
    """Pairs that may not come again: seen, chosen, or told of as the only one in the team.

    `reader` and `story` are indexes into `Readers` and `Offer`; `team` and `team_story` likewise.
    """

    reader: Ints
    story: Ints
    team: Ints
    team_story: Ints


def choose_stories(*, readers: Readers, offer: Offer, known: Known, seed: int) -> Ints:
    """Choose up to three stories for every person: people × 3 indexes into the offer, -1 for none.

    Works through people in small groups, so that the price of a story can follow how often it was
    shown; then parts teammates who got all the same where another choice exists.
    """
    picks = np.full((readers.count, STORIES), NOTHING, dtype=np.int64)
    if not (readers.count and offer.count):
        return picks
    may_get = _eligibility(readers, offer, known)
    shown, due = np.zeros(offer.count), np.zeros(offer.count)

    def look(people: Ints) -> tuple[Flags, Scores]:
        """What these people may get, and how well each story suits each of them."""
        return may_get(people), _scores(readers, offer, people, seed)

    chunk = int(np.clip(readers.count // 32, SMALLEST_CHUNK, LARGEST_CHUNK))
    for start in range(0, readers.count, chunk):
        people = np.arange(start, min(start + chunk, readers.count))
        allowed, scores = look(people)
        chosen = _pick(allowed, scores - _price(shown, due), offer)
        picks[people] = chosen
        shown += np.bincount(chosen[chosen != NOTHING], minlength=offer.count)
        turns = np.minimum(allowed.sum(axis=1), STORIES) / np.maximum(allowed.sum(axis=1), 1)
        due += turns @ allowed
    part_teammates(picks, readers.team, look=look, of=Traits(offer.kind, offer.topic, offer.pinned))
    return picks


def open_counts(*, readers: Readers, offer: Offer, known: Known) -> Ints:
    """How many stories of the offer each person may still get: what choosing would choose from."""
    counts = np.zeros(readers.count, dtype=np.int64)
    if offer.count:
        may_get = _eligibility(readers, offer, known)
        for start in range(0, readers.count, LARGEST_CHUNK):
            people = np.arange(start, min(start + LARGEST_CHUNK, readers.count))
            counts[people] = may_get(people).sum(axis=1)
    return counts


def _eligibility(readers: Readers, offer: Offer, known: Known) -> Callable[[Ints], Flags]:
    """A function that says of some people which stories each of them may get."""
    order = np.argsort(known.reader, kind="stable")
    seen_by, seen = known.reader[order], known.story[order]
    closed = np.zeros((offer.count, offer.for_team.shape[1] + 1), dtype=np.bool_)
    closed[known.team_story, known.team] = True

    def may_get(people: Ints) -> Flags:
        allowed = _allowed(readers, offer, people, closed)
        start, stop = np.searchsorted(seen_by, (people.min(), people.max() + 1)).tolist()
        row = np.full(readers.count, NOTHING, dtype=np.int64)
        row[people] = np.arange(people.size)
        mine = row[seen_by[start:stop]]
        allowed[mine[mine != NOTHING], seen[start:stop][mine != NOTHING]] = False
        return allowed

    return may_get


def _allowed(readers: Readers, offer: Offer, people: Ints, closed: Flags) -> Flags:
    """Language, audience and dates: whether a story is for these people on their day at all."""
    team = readers.team[people]
    day = readers.day[people][:, None]
    speaks = (readers.languages[people][:, None] & offer.languages) != 0
    # The last column stands for people without a team (-1).
    invited = np.hstack([offer.for_team, np.zeros((offer.count, 1), dtype=np.bool_)])
    addressed = offer.for_everyone | invited[:, team].T
    live = (offer.starts_on <= day) & (day <= offer.ends_on)
    allowed = speaks & addressed & live & ~closed[:, team].T
    # Few stories are for some alone, and few weeks have one.
    if (offer.phases != EVERY_PHASE).any():
        allowed &= ((offer.phases >> readers.phase[people][:, None]) & 1).astype(np.bool_)
    if offer.for_topic_only.any():
        allowed &= ~offer.for_topic_only | wanted(readers, offer, people)
    return allowed


def _scores(readers: Readers, offer: Offer, people: Ints, seed: int) -> Scores:
    age = np.clip(readers.day[people][:, None] - offer.published_on, 0, OLDEST_DAYS)
    fresh = np.exp2(-np.arange(OLDEST_DAYS + 1) / HALF_LIFE_DAYS).astype(np.float32)[age]
    return (
        WEIGHT_FRESH * fresh
        + WEIGHT_TOPIC * wanted(readers, offer, people)
        + WEIGHT_TEAM * own_team(readers, offer, people)
        + WEIGHT_PHASE * (readers.favoured[people][:, None] == offer.kind)
        + WEIGHT_PIN * offer.pinned
        + WEIGHT_DICE * dice(readers.key[people], offer.key, seed)
    ).astype(np.float32)


def wanted(readers: Readers, offer: Offer, people: Ints) -> Flags:
    """Whether each story is about a topic that each of these people asked for."""
    none = np.zeros((people.size, 1), dtype=np.bool_)
    return np.hstack([readers.topics[people], none])[:, offer.topic]


def own_team(readers: Readers, offer: Offer, people: Ints) -> Flags:
    """Whether each story is meant for the team of each of these people, not for everyone."""
    invited = np.hstack([offer.for_team, np.zeros((offer.count, 1), dtype=np.bool_)])
    return invited[:, readers.team[people]].T & ~offer.for_everyone


def dice(people: Ints, stories: Ints, seed: int) -> Scores:
    """A number in [0, 1) for each person and story, the same whenever it is asked for.

    SplitMix64 (Steele, Lea & Flood 2014) as a hash of the three.
    """
    person = people.astype(np.uint64)[:, None] * np.uint64(0x9E3779B97F4A7C15)
    story = stories.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
    mixed = person ^ (story + np.uint64(seed % 2**64))
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(40)).astype(np.float32)) / np.float32(2**24)


def _price(shown: NDArray[np.float64], due: NDArray[np.float64]) -> Scores:
    """Dearer what was shown more often than its turn, cheaper what was shown less."""
    share = np.divide(shown, due, out=np.ones_like(shown), where=due > 0)
    return (WEIGHT_SPREAD * np.clip(share - 1.0, -1.0, 1.0)).astype(np.float32)


def _pick(allowed: Flags, scores: Scores, offer: Offer) -> Ints:
    """The best three of each row, the third never the third of one kind or topic if that can be."""
    count = int(allowed.shape[0])
    rows = np.arange(count, dtype=np.int64)
    left = np.where(allowed, scores, -np.inf)
    picks = np.full((count, STORIES), NOTHING, dtype=np.int64)
    for place in range(STORIES):
        if place == STORIES - 1:
            left = left - MONOTONY * repeats_itself(picks[:, :place], offer.kind, offer.topic)
        best = left.argmax(axis=1)
        some = np.isfinite(left[rows, best])
        picks[some, place] = best[some]
        left[rows[some], best[some]] = -np.inf
    return picks
