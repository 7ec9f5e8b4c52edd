"""Laws of the advocacy world: what its people do and do not react to."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.behaviour.worlds.advocacy import (
    Assumptions,
    Dice,
    Offer,
    Population,
    State,
    draw_population,
    first_half,
    newcomers,
    next_week,
    reachable,
    second_half,
    stack,
    stated,
    throw,
)

DIGEST = Offer(digest=np.array(1.0))
GAMES = Offer(digest=np.array(1.0), games=np.array(1.0))


def live(
    said: Assumptions,
    *,
    people: Population,
    dice: list[Dice],
    offer: Offer = DIGEST,
    prompts: float = 0.0,
) -> tuple[np.ndarray, State]:
    """Live through weeks in which each reachable person is prompted with one chance."""
    shape = people.motivation.shape
    state, shares = newcomers(shape=shape), []
    for week in dice:
        now = {"assumptions": said, "dice": week, "state": state}
        early = first_half(**now, people=people, offer=offer)
        prompted = (week.prompt < prompts) & reachable(**now)
        half = {"people": people, "offer": offer, "early": early, "prompted": prompted}
        late = second_half(**now, **half, appeal=np.ones(shape))
        state = next_week(**now, **half, late=late)
        shares.append(early | late.shared)
    return np.array(shares), state


def weeks(count: int, *, people: int = 400, seed: int = 3) -> list[Dice]:
    rng = np.random.default_rng(seed)
    return [throw(people=people, rng=rng) for _ in range(count)]


def somebody(said: Assumptions | None = None, *, people: int = 400) -> Population:
    return draw_population(
        assumptions=said or Assumptions(), people=people, rng=np.random.default_rng(5)
    )


def test_without_prompts_nothing_about_prompts_matters() -> None:
    calm, wild = Assumptions(), Assumptions(fatigue_prompt=5.0, off_ignored=0.9)

    one = live(calm, people=somebody(), dice=weeks(20))
    other = live(wild, people=somebody(), dice=weeks(20))

    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1].off, other[1].off)


def test_in_a_library_nobody_tires_or_switches_off() -> None:
    _, state = live(Assumptions(off_base=0.5), people=somebody(), dice=weeks(20), offer=Offer())

    assert state.tired.max() == 0
    assert not state.off.any()


def test_a_prompt_raises_the_chance_of_a_share_in_its_week() -> None:
    quiet, _ = live(Assumptions(), people=somebody(), dice=weeks(1))
    asked, _ = live(Assumptions(), people=somebody(), dice=weeks(1), prompts=1.0)

    assert np.all(asked >= quiet)
    assert asked.sum() > quiet.sum()


def test_more_tiring_prompts_leave_fewer_who_share() -> None:
    shares = []
    for each in (0.0, 0.1, 0.3, 1.0):
        said = Assumptions(fatigue_prompt=each)
        course, _ = live(said, people=somebody(), dice=weeks(26), prompts=1.0)
        shares.append(course[-10:].sum())

    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < shares[0] / 2


def test_the_more_an_ignored_prompt_annoys_the_more_switch_off() -> None:
    gone = []
    for each in (0.0, 0.003, 0.03):
        said = Assumptions(off_ignored=each, off_base=0.0)
        gone.append(live(said, people=somebody(), dice=weeks(26), prompts=1.0)[1].off.sum())

    assert gone[0] == 0
    assert gone[0] < gone[1] < gone[2]


def test_who_switched_off_hears_nothing_any_more() -> None:
    said = Assumptions(
        off_base=1.0, own_visits=0.0, habit_cue=0.0, leave_begins=0.0, empty_weeks=0.0
    )

    course, state = live(said, people=somebody(), dice=weeks(6), prompts=1.0)

    assert state.off.all()
    assert course[0].any()
    assert not course[1:].any()


def test_nobody_shares_on_leave_or_in_a_week_without_stories() -> None:
    away, _ = live(
        Assumptions(leave_begins=1.0, leave_ends=0.0), people=somebody(), dice=weeks(3), prompts=1.0
    )
    empty, state = live(Assumptions(empty_weeks=1.0), people=somebody(), dice=weeks(3), prompts=1.0)

    assert away[0].any()
    assert not away[1:].any()
    assert not empty.any()
    assert state.tired.max() == 0


def test_sharing_makes_a_habit_and_a_habit_makes_sharing() -> None:
    keen = Assumptions(motivation=0.95, ability=0.95, own_visits=0.5, lapsing=0.0)

    course, state = live(keen, people=somebody(keen), dice=weeks(40))
    without, _ = live(replace(keen, habit_cue=0.0), people=somebody(keen), dice=weeks(40))

    assert np.corrcoef(course.sum(axis=0), state.habit)[0, 1] > 0.9
    assert course[-5:].sum() > without[-5:].sum()


def test_enthusiasm_fades_only_in_those_who_lapse() -> None:
    said = Assumptions(habit_cue=0.0, leave_begins=0.0, lapse_left=0.05)
    people = somebody(said, people=4000)

    course, _ = live(said, people=people, dice=weeks(20, people=4000))

    # The first weeks of dice differ in stories; the two groups of people meet the same ones.
    kept = course[-5:].mean(axis=0) - course[:2].mean(axis=0)
    assert kept[people.lapses].mean() < kept[~people.lapses].mean() - 0.02


def test_game_elements_lift_unless_they_crowd_out_more() -> None:
    said, rivals = Assumptions(), Assumptions(crowding_out=2.0)
    people, dice = somebody(people=2000), weeks(26, people=2000)

    plain = live(said, people=people, dice=dice)[0].sum()
    games = live(said, people=people, dice=dice, offer=GAMES)[0].sum()
    crowded = live(rivals, people=people, dice=dice, offer=GAMES)[0].sum()

    assert crowded < plain < games


def test_a_broken_chain_shows_only_in_the_week_after() -> None:
    people, dice = somebody(), weeks(12)
    shares, state = live(Assumptions(own_visits=0.4), people=people, dice=dice)

    assert np.all(state.chain[shares[-1]] >= 1)
    assert np.all(~state.broke[shares[-1]])
    assert state.broke.any()


@given(n=st.integers(1, 12), seed=st.integers(0, 2**32))
def test_each_person_lives_as_if_alone(n: int, seed: int) -> None:
    said = Assumptions()
    people = draw_population(assumptions=said, people=12, rng=np.random.default_rng(seed))
    dice = weeks(5, people=12, seed=seed)

    all_shares, _ = live(said, people=people, dice=dice, prompts=0.5)
    some, _ = live(
        said,
        people=first(people, n, keep=("messages",)),
        dice=[first(week, n, keep=("week", "empty")) for week in dice],
        prompts=0.5,
    )

    np.testing.assert_array_equal(some, all_shares[:, :n])


def first(record: Population | Dice, n: int, *, keep: tuple[str, ...]) -> Population | Dice:
    values = {one.name: getattr(record, one.name) for one in fields(record)}
    return type(record)(**{k: v if k in keep else v[..., :n] for k, v in values.items()})


def test_seeds_side_by_side_live_as_they_do_one_by_one() -> None:
    said = Assumptions()
    rngs = [np.random.default_rng(seed) for seed in (1, 2)]
    people = [draw_population(assumptions=said, people=50, rng=rng) for rng in rngs]
    dice = [[throw(people=50, rng=rng) for rng in rngs] for _ in range(6)]

    together, _ = live(said, people=stack(people), dice=[stack(week) for week in dice], prompts=0.5)
    for seed in (0, 1):
        alone, _ = live(said, people=people[seed], dice=[w[seed] for w in dice], prompts=0.5)
        np.testing.assert_array_equal(together[:, seed], alone)


def test_the_same_seed_gives_the_same_people_in_every_world() -> None:
    one, other = somebody(), somebody(Assumptions(motivation=0.7, heterogeneity=0.0))

    np.testing.assert_array_equal(one.lapses, other.lapses)
    np.testing.assert_array_equal(one.network, other.network)
    assert np.all(other.motivation > one.motivation)
    assert np.ptp(other.tiring) == 0


def test_every_assumption_says_what_it_is_and_where_it_is_from() -> None:
    for one in stated(Assumptions(own_visits=0.2)):
        assert len(one.says) > 15
        assert one.source
    assert stated(Assumptions(own_visits=0.2))[0].value == 0.2
    assert len(stated()) == len(fields(Assumptions))


def test_a_world_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one person"):
        somebody(people=0)
