"""What is shown of a figure says of no block that nobody has it, that all have it, or how few do.

The attacker of these tests knows the rule itself: from what is shown they go through every world
that would show the same.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.insights.rules.release import Counts, Group, gather, release, tree_of


def counts_of(base, count, total=None):
    return Counts(np.array(base), np.array(count), np.array(count if total is None else total))


def shape(cells):
    """What a reader sees of them."""
    return tuple((cell.blocks, cell.count, cell.words) for cell in cells)


def worlds_by_sight(places, base, least):
    """Every count of each block, by what would be shown of it."""
    whole = tree_of(places)
    found = defaultdict(list)
    for count in product(*(range(people + 1) for people in base)):
        cells = release(whole=whole, counts=counts_of(base, count), least=least)
        found[shape(cells)].append(count)
    return found


TREES = {
    "one team": [("NL", 1)] * 4,
    "two teams": [("NL", 1), ("NL", 1), ("NL", 2), ("NL", 2)],
    "teams of one block": [("NL", 1), ("NL", 2), ("NL", 3), ("NL", 0)],
    "two countries": [("NL", 1), ("NL", 1), ("DE", 2), ("DE", 3)],
    "a team by itself": [("NL", 1), ("DE", 2)],
}


@pytest.mark.parametrize("places", TREES.values(), ids=TREES)
@pytest.mark.parametrize("people", [4, 5, 6])
def test_no_world_is_told_by_what_is_shown(places, people) -> None:
    least = 2
    base = [people] * len(places)

    for seen, worlds in worlds_by_sight(places, base, least).items():
        for block in range(len(places)):
            possible = {world[block] for world in worlds}
            assert possible != {0}, (seen, worlds)
            assert possible != {people}, (seen, worlds)
            if len(possible) == 1:
                assert least <= min(possible) <= people - least, (seen, worlds)


def told_of_two(places, people, *, apart):
    """How many sights of a figure and of one within it tell that a block is all or nothing."""
    least, whole = 2, tree_of(places)
    base = [people] * len(places)
    pairs = [(wide, narrow) for wide in range(people + 1) for narrow in range(wide + 1)]
    found = defaultdict(list)
    for world in product(pairs, repeat=len(places)):
        wide, narrow = (counts_of(base, [pair[at] for pair in world]) for at in (0, 1))
        seen = release(whole=whole, counts=wide, least=least)
        within = () if apart else (wide,)
        seen += release(whole=whole, counts=narrow, wider=within, least=least)
        found[shape(seen)].append(world)
    return sum(
        {world[block][at] for world in worlds} in ({0}, {people})
        for worlds in found.values()
        for block in range(len(places))
        for at in (0, 1)
    )


def test_a_figure_and_one_within_it_tell_nothing_that_neither_tells_alone() -> None:
    """Released apart, one tells what is closed in the other where nearly all of it is there."""
    places = [("NL", 1)] * 3

    assert told_of_two(places, 4, apart=True) > 0
    assert told_of_two(places, 4, apart=False) == 0


def test_the_naive_rule_tells_a_block_by_a_difference() -> None:
    """Each group by itself, where it and its complement are five: what the rule is there for."""
    count, people = (10, 12, 0), (20, 24, 12)
    alone = [c if 5 <= c <= n - 5 else None for c, n in zip(count, people, strict=True)]
    whole = sum(count)

    assert whole - sum(c for c in alone if c is not None) == 0  # nobody of the third

    cells = release(
        whole=tree_of([("NL", 1), ("NL", 2), ("NL", 3)]), counts=counts_of(people, count)
    )
    assert [(cell.blocks, cell.count) for cell in cells] == [((1,), 12), ((0, 2), 10)]


@st.composite
def organisations(draw):
    blocks = draw(st.integers(1, 30))
    places = [
        (draw(st.sampled_from(["NL", "DE", ""])), draw(st.integers(0, 6))) for _ in range(blocks)
    ]
    # A team is of one country here.
    home = {}
    places = [(home.setdefault(team, country), team) for country, team in places]
    people = [draw(st.integers(5, 40)) for _ in range(blocks)]
    base = [draw(st.integers(0, size)) for size in people]
    count = [draw(st.integers(0, joined)) for joined in base]
    return places, base, count


@given(organisations(), st.integers(5, 9))
@settings(max_examples=300, deadline=None)
def test_every_count_and_its_complement_are_large_and_every_block_is_counted_once(
    organisation, least
) -> None:
    places, base, count = organisation
    total = [3 * each for each in count]

    cells = release(whole=tree_of(places), counts=counts_of(base, count, total), least=least)

    held = [block for cell in cells for block in cell.blocks]
    assert sorted(held) == list(range(len(places)))
    for cell in cells:
        whole = sum(base[block] for block in cell.blocks)
        summed = sum(count[block] for block in cell.blocks)
        if cell.count is None:
            assert len(cells) == 1
            assert summed < least or whole - summed < least
            assert cell.words == ("few" if summed < least else "most")
        else:
            assert cell.count == summed
            assert cell.total == 3 * summed
            assert least <= summed <= whole - least
            assert not cell.words


def test_a_group_is_taken_apart_as_far_as_its_parts_may_be_shown() -> None:
    places = [("NL", 1), ("NL", 1), ("NL", 2), ("DE", 3)]

    cells = release(whole=tree_of(places), counts=counts_of([20, 20, 30, 25], [8, 9, 10, 11]))

    assert sorted((cell.blocks, cell.count) for cell in cells) == [
        ((0,), 8),
        ((1,), 9),
        ((2,), 10),
        ((3,), 11),
    ]


def test_a_tree_of_one_block_is_that_block() -> None:
    assert tree_of([("NL", 4)]) == Group((0,))


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([30, 10, 8, 7, 2], ((0, 0), (1, 1), (2, 2), (3, 4))),
        ([30, 0, 0, 0, 0], ((0, 4),)),
        ([2, 9, 9, 9, 9], ((0, 1), (2, 2), (3, 3), (4, 4))),
        ([1, 1, 1, 1, 0], ()),
        ([0, 0, 0, 0, 9], ((0, 4),)),
    ],
)
def test_phases_of_few_people_are_told_with_their_neighbours(people, told) -> None:
    assert gather(people=people) == told
