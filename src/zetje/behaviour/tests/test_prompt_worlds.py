"""The three send policies among the same people, short (see tests/proof/test_pooling_proof.py)."""

from math import exp

import numpy as np

from zetje.behaviour.policies import PartialPooling
from zetje.behaviour.tests.prompt_worlds import World, compare, live, lives


def test_where_people_differ_partial_pooling_earns_more_than_full_and_none() -> None:
    found = compare(World(points=20, effect=(0.12, 0.16), C=exp(2.4)), seeds=16)

    for gains in found.gains.values():
        assert all(gain - half > 0 for gain, half in gains)
    assert abs(found.sent["partial"] - found.sent["full"]) < 0.02


def test_where_people_are_alike_partial_pooling_keeps_up_with_full() -> None:
    found = compare(World(points=20, effect=(0.1, 0.0), C=3.0), seeds=12)

    assert found.gains["full"][0][0] > -0.005 * found.mean["full"]
    assert found.gains["none"][0][0] > 0


def test_all_policies_of_a_seed_meet_the_same_people_and_dice() -> None:
    world = World(people=12, points=4)
    one, again, other = lives(world, 3), lives(world, 3), lives(world, 4)

    assert np.array_equal(one.dice, again.dice)
    assert np.array_equal(one.prompted, again.prompted)
    assert not np.array_equal(one.dice, other.dice)
    first, second = (live(world, PartialPooling, 3) for _ in range(2))
    assert np.array_equal(first[0], second[0])
