"""Tests of which stories people get, and of the reasons they are given."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.prompting.rules.choosing import (
    EVERY_PHASE,
    Known,
    Offer,
    Readers,
    choose_stories,
    dice,
)
from zetje.prompting.rules.reasons import REASONS, Reason, give_reasons

TODAY = 740_000
NL, EN = 1, 2
NOBODY = np.array([], dtype=np.int64)
NOTHING_KNOWN = Known(NOBODY, NOBODY, NOBODY, NOBODY)


def people(count: int, *, teams: int = 0, **given: np.ndarray) -> Readers:
    team = np.arange(count) % teams if teams else np.full(count, -1)
    readers = Readers(
        key=np.arange(1, count + 1),
        team=team.astype(np.int64),
        languages=np.full(count, NL),
        day=np.full(count, TODAY),
        topics=np.zeros((count, 8), dtype=bool),
        favoured=np.full(count, -1),
        phase=np.zeros(count, dtype=np.int64),
    )
    return replace(readers, **given)


def stories(count: int, *, teams: int = 0, **given: np.ndarray) -> Offer:
    offer = Offer(
        key=np.arange(1, count + 1),
        kind=np.arange(count) % 3,
        topic=np.full(count, -1),
        languages=np.full(count, NL),
        starts_on=np.zeros(count, dtype=np.int64),
        ends_on=np.full(count, TODAY + 30),
        published_on=np.full(count, TODAY - 20),
        for_everyone=np.ones(count, dtype=bool),
        for_team=np.zeros((count, teams), dtype=bool),
        sharers=np.zeros(count, dtype=np.int64),
        phases=np.full(count, EVERY_PHASE),
        for_topic_only=np.zeros(count, dtype=bool),
        pinned=np.zeros(count, dtype=bool),
    )
    return replace(offer, **given)


def choose(
    readers: Readers, offer: Offer, known: Known = NOTHING_KNOWN, seed: int = 7
) -> np.ndarray:
    return choose_stories(readers=readers, offer=offer, known=known, seed=seed)


def test_people_get_three_stories_or_as_many_as_there_are() -> None:
    assert (choose(people(4), stories(9)) >= 0).sum(axis=1).tolist() == [3, 3, 3, 3]
    assert (choose(people(1), stories(2)) >= 0).sum() == 2
    assert (choose(people(1), stories(0)) >= 0).sum() == 0
    assert choose(people(0), stories(5)).shape == (0, 3)


def test_only_stories_in_a_language_of_the_person_are_chosen() -> None:
    readers = people(3, languages=np.array([NL, EN, NL | EN]))
    offer = stories(2, languages=np.array([NL, EN]))

    picks = choose(readers, offer)

    assert [sorted(row[row >= 0].tolist()) for row in picks] == [[0], [1], [0, 1]]


def test_only_stories_for_the_persons_team_or_for_everyone_are_chosen() -> None:
    readers = people(3, team=np.array([0, 1, -1]))
    offer = stories(
        3,
        teams=2,
        for_everyone=np.array([False, False, True]),
        for_team=np.array([[True, False], [False, True], [False, False]]),
    )

    picks = choose(readers, offer)

    assert [sorted(row[row >= 0].tolist()) for row in picks] == [[0, 2], [1, 2], [2]]


def test_a_story_is_chosen_only_on_days_on_which_it_is_live() -> None:
    readers = people(3, day=np.array([TODAY - 1, TODAY, TODAY + 1]))
    offer = stories(1, starts_on=np.array([TODAY]), ends_on=np.array([TODAY]))

    assert choose(readers, offer)[:, 0].tolist() == [-1, 0, -1]


def test_what_a_person_saw_or_chose_does_not_come_again() -> None:
    known = Known(np.array([1, 0, 1]), np.array([0, 2, 1]), NOBODY, NOBODY)

    picks = choose(people(2), stories(3), known)

    assert [sorted(row[row >= 0].tolist()) for row in picks] == [[0, 1], [2]]


def test_a_story_told_of_as_the_only_one_in_the_team_goes_to_no_teammate() -> None:
    readers = people(2, team=np.array([0, 1]))
    known = Known(NOBODY, NOBODY, np.array([0]), np.array([0]))

    picks = choose(readers, stories(1, teams=2), known)

    assert picks[:, 0].tolist() == [-1, 0]


@pytest.mark.parametrize("alike", ["kind", "topic"])
def test_three_of_one_kind_or_topic_come_only_when_there_is_nothing_else(alike: str) -> None:
    same = np.array([0, 0, 0, 0, 0, 1])
    other = np.arange(6)
    given = {"kind": other, "topic": other, alike: same}
    offer = stories(6, **given)
    offer.published_on[5] = TODAY - 300

    picks = choose(people(40), offer)

    assert (picks == 5).any(axis=1).all()
    alone = stories(3, kind=np.zeros(3, dtype=np.int64))
    assert (choose(people(1), alone) >= 0).sum() == 3


def test_fresh_stories_and_asked_for_topics_come_first() -> None:
    topics = np.array([[True, False]] * 200)
    offer = stories(
        8,
        topic=np.array([0, 1, 1, 1, 1, 1, 1, 1]),
        published_on=np.array([TODAY - 20] * 7 + [TODAY]),
    )

    shown = np.bincount(choose(people(200, topics=topics), offer).ravel(), minlength=8)

    assert shown[0] > shown[1:7].max()
    assert shown[7] > shown[1:7].max()


def test_every_story_gets_its_turn_even_an_old_one() -> None:
    offer = stories(12, published_on=TODAY - np.arange(12) * 8)

    shown = np.bincount(choose(people(180), offer).ravel(), minlength=12)

    assert shown.min() >= 180 * 3 / 12 / 3


def test_no_two_of_a_team_get_all_the_same_where_that_can_be_avoided() -> None:
    readers = people(90, teams=9)

    picks = choose(readers, stories(5, teams=9, kind=np.arange(5)))

    for team in range(9):
        sets = {tuple(sorted(row)) for row in picks[readers.team == team].tolist()}
        assert len(sets) == 10


def test_teammates_without_another_choice_get_the_same_and_keep_their_three() -> None:
    picks = choose(people(20, teams=2), stories(3, teams=2))

    assert (picks >= 0).all()


def test_who_has_no_choice_keeps_theirs_and_the_teammate_gets_another() -> None:
    readers = people(2, team=np.array([0, 0]), languages=np.array([NL | EN, NL]))
    offer = stories(4, teams=1, languages=np.array([NL, NL, NL, EN]), kind=np.arange(4))
    offer.published_on[3] = TODAY - 300

    for seed in range(30):
        picks = choose(readers, offer, seed=seed)
        assert set(picks[0].tolist()) != set(picks[1].tolist())


def test_a_plan_made_again_with_the_same_seed_falls_the_same_way() -> None:
    readers, offer = people(60, teams=6), stories(15, teams=6)

    assert (choose(readers, offer) == choose(readers, offer)).all()
    assert (choose(readers, offer) != choose(readers, offer, seed=8)).any()


def test_the_dice_are_even_and_do_not_depend_on_who_else_is_asked() -> None:
    throws = dice(np.arange(400), np.arange(50), 3)

    assert 0 <= throws.min() < 0.01
    assert 0.99 < throws.max() < 1
    assert throws.mean() == pytest.approx(0.5, abs=0.01)
    assert dice(np.array([17]), np.array([4]), 3)[0, 0] == throws[17, 4]


def reasons_of(
    picks: np.ndarray, readers: Readers, offer: Offer, taken: tuple[np.ndarray, np.ndarray]
) -> list[list[str]]:
    codes = give_reasons(picks=picks, readers=readers, offer=offer, taken=taken)
    return [[REASONS[code] for code in row if code >= 0] for row in codes.tolist()]


NOTHING_TAKEN = (NOBODY, NOBODY)


@pytest.mark.parametrize(
    ("reader", "story", "reason"),
    [
        ({"team": np.array([0])}, {"for_everyone": [False], "for_team": [[True]]}, "own_team"),
        ({"topics": np.array([[True, False]])}, {"topic": [0]}, "own_topic"),
        ({"team": np.array([0])}, {}, "only_you"),
        ({"team": np.array([0])}, {"pinned": [True]}, "pinned"),
        ({}, {"sharers": [5]}, "popular"),
        ({}, {"sharers": [4]}, "fits"),
        ({}, {"published_on": [TODAY - 6]}, "fresh"),
        ({}, {"published_on": [TODAY - 7]}, "fits"),
    ],
)
def test_a_story_comes_with_a_reason_that_holds(
    reader: dict[str, np.ndarray], story: dict[str, list[object]], reason: str
) -> None:
    readers = people(1, **reader)
    offer = stories(1, teams=1, **{name: np.array(value) for name, value in story.items()})

    assert reasons_of(np.array([[0, -1, -1]]), readers, offer, NOTHING_TAKEN) == [[reason]]


def test_nobody_is_told_to_be_the_only_one_when_a_teammate_has_it_too() -> None:
    readers = people(3, team=np.array([0, 0, 1]))
    offer = stories(2, teams=2)
    picks = np.array([[0, -1, -1], [0, 1, -1], [0, -1, -1]])

    assert reasons_of(picks, readers, offer, NOTHING_TAKEN) == [
        ["fits"],
        ["fits", "only_you"],
        ["only_you"],
    ]
    taken = (np.array([1]), np.array([0]))
    assert reasons_of(picks, readers, offer, taken)[2] == ["fits"]


def test_a_digest_does_not_repeat_a_reason_while_another_is_true() -> None:
    offer = stories(3, published_on=np.full(3, TODAY), sharers=np.array([9, 9, 9]))

    assert reasons_of(np.array([[0, 1, 2]]), people(1), offer, NOTHING_TAKEN) == [
        ["popular", "fresh", "fits"]
    ]


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 60),
    offered=st.integers(0, 14),
    teams=st.integers(0, 5),
    seed=st.integers(0, 2**32),
)
def test_whatever_the_dice_say_every_story_fits_and_none_comes_twice(
    count: int, offered: int, teams: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    readers = people(
        count,
        teams=teams,
        languages=rng.integers(1, 4, count),
        phase=rng.integers(1, 6, count),
        topics=rng.random((count, 2)) < 0.5,
    )
    offer = stories(
        offered,
        teams=teams,
        languages=rng.integers(1, 4, offered),
        topic=rng.integers(-1, 2, offered),
        for_everyone=rng.random(offered) < 0.5,
        for_team=rng.random((offered, teams)) < 0.5,
        published_on=TODAY - rng.integers(0, 40, offered),
        sharers=rng.integers(0, 9, offered),
        phases=rng.choice([EVERY_PHASE, 0b10, 0b110000], offered),
        for_topic_only=rng.random(offered) < 0.2,
        pinned=rng.random(offered) < 0.2,
    )
    pairs = rng.integers(0, [[count], [max(offered, 1)]], (2, 20 if offered else 0))
    known = Known(pairs[0], pairs[1], NOBODY, NOBODY)

    picks = choose(readers, offer, known, seed)
    codes = give_reasons(picks=picks, readers=readers, offer=offer, taken=NOTHING_TAKEN)

    seen = set(zip(*pairs.tolist(), strict=True))
    for person, row in enumerate(picks.tolist()):
        chosen = [story for story in row if story >= 0]
        assert row == chosen + [-1] * (3 - len(chosen))
        assert len(set(chosen)) == len(chosen)
        fitting = [story for story in range(offered) if fits(readers, offer, person, story, seen)]
        assert len(chosen) == min(3, len(fitting))
        assert set(chosen) <= set(fitting)
        pins = {story for story in fitting if offer.pinned[story]}
        assert len(pins & set(chosen)) == min(3, len(pins))
        for place, story in enumerate(chosen):
            reason = REASONS[codes[person, place]]
            mates = (readers.team == readers.team[person]) & (picks == story).any(axis=1)
            assert (reason is Reason.ONLY_YOU) <= (readers.team[person] >= 0 and mates.sum() == 1)
            told = offer.phases[story] != EVERY_PHASE or offer.for_topic_only[story]
            assert not (reason is Reason.ONLY_YOU and told)
            assert (reason is Reason.PINNED) <= bool(offer.pinned[story])
            assert (reason is Reason.POPULAR) <= (offer.sharers[story] >= 5)
            assert (reason is Reason.FRESH) <= (TODAY - offer.published_on[story] < 7)


def fits(readers: Readers, offer: Offer, person: int, story: int, seen: set) -> bool:
    team = readers.team[person]
    invited = offer.for_everyone[story] or (team >= 0 and offer.for_team[story, team])
    speaks = readers.languages[person] & offer.languages[story]
    in_phase = offer.phases[story] >> readers.phase[person] & 1
    topic = offer.topic[story]
    asked = not offer.for_topic_only[story] or (topic >= 0 and readers.topics[person, topic])
    return bool(invited and speaks and in_phase and asked and (person, story) not in seen)


def test_the_kind_that_fits_a_phase_comes_sooner_to_who_is_in_it() -> None:
    favoured = np.repeat([2, -1], 100)
    offer = stories(12, kind=np.array([2, *[0, 1] * 5, 0]))
    got = (choose(people(200, favoured=favoured), offer) == 0).any(axis=1)

    assert got[:100].mean() > 1.5 * got[100:].mean()


def test_a_pinned_story_wins_a_place_whatever_speaks_against_it() -> None:
    kind = np.zeros(8, dtype=np.int64)
    pinned, old = np.arange(8) >= 6, np.where(np.arange(8) >= 6, TODAY - 300, TODAY)
    readers = people(30, teams=3)

    picks = choose(readers, stories(8, teams=3, kind=kind, pinned=pinned, published_on=old))

    assert (picks == 6).any(axis=1).all()
    assert (picks == 7).any(axis=1).all()
    # Teammates differ in the third as far as there are thirds.
    thirds = {tuple(sorted(row)) for row in picks[readers.team == 0].tolist()}
    assert len(thirds) == 6


def test_stories_for_a_phase_or_a_topic_alone_go_to_nobody_else() -> None:
    readers = people(
        3, phase=np.array([1, 4, 5]), topics=np.array([[True, False], [False, True], [False] * 2])
    )
    offer = stories(
        2,
        topic=np.array([-1, 0]),
        phases=np.array([0b110000, EVERY_PHASE]),
        for_topic_only=np.array([False, True]),
    )

    picks = choose(readers, offer)

    assert [sorted(row[row >= 0].tolist()) for row in picks] == [[1], [0], [0]]
