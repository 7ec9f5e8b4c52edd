"""Clusters and their names lie beside each other, in the picture, each on its side of the line."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.insights.presenters.map_layout import (
    DOT,
    HEIGHT,
    WIDTH,
    Cluster,
    apart,
    dots_of,
    is_above,
    line_points,
    overlap,
    place,
    words_along,
)


def cluster(ability, motivation, *, people=12, letters=12):
    x, y = place(ability=ability, motivation=motivation)
    return Cluster(x, y, dots_of(people), letters, ability * motivation > 0.5)


@pytest.mark.parametrize("count", [1, 2, 7, 19, 60, 180])
def test_dots_lie_close_together_and_never_on_each_other(count) -> None:
    dots = np.array(dots_of(count).places)

    assert len(dots) == count
    if count > 1:
        away = np.linalg.norm(dots[:, np.newaxis] - dots[np.newaxis], axis=2)
        nearest = (away + 1e9 * np.eye(count)).min(axis=1)
        assert (nearest > 2 * DOT).all()
        assert nearest.max() < 3 * DOT


def test_the_line_is_where_a_place_changes_sides() -> None:
    points = line_points()

    assert points[0][1] == pytest.approx(0)
    assert points[-1][0] == pytest.approx(WIDTH)
    for x, y in points[1:]:
        assert is_above(x + 2, y - 2)
        assert not is_above(x - 2, y + 2)


def test_words_along_the_line_give_way_to_groups() -> None:
    x, y = line_points()[4]
    above = Cluster(x + 50, y - 20, dots_of(7), 4, is_above=True)
    below = Cluster(x - 60, y + 40, dots_of(7), 4, is_above=False)
    crowd = [Cluster(*at, dots_of(60), 20, is_above=True) for at in line_points()]

    assert words_along([], letters=40) == (0.04, True)
    assert words_along([below], letters=40) == (0.04, True)
    assert words_along([above], letters=40) > (0.04, True)
    assert words_along([above, *crowd[20:]], letters=40) is None
    over = [Cluster(x, y - 60, dots_of(7), 4, is_above=True) for x, y in line_points()]
    assert words_along(over, letters=40)[1] is False


def test_a_name_stands_where_it_would_rather_if_there_is_room() -> None:
    x, y = place(ability=0.3, motivation=0.5)
    above, below = (
        Cluster(x, y, dots_of(12), 10, is_above=False, is_named_above=wish)
        for wish in (True, False)
    )

    assert [each.is_named_above for each in apart([above])] == [True]
    assert [each.is_named_above for each in apart([below])] == [False]


def test_what_is_beyond_the_picture_lies_at_its_edge() -> None:
    assert place(ability=0.9999, motivation=0.0001) == (WIDTH, HEIGHT)


def test_who_stands_alone_stays_where_they_are() -> None:
    alone = [cluster(0.3, 0.6), cluster(0.9, 0.15)]

    assert [(each.x, each.y) for each in apart(alone)] == [(each.x, each.y) for each in alone]


@pytest.mark.parametrize("is_below", [True, False])
def test_no_dot_of_a_group_lies_across_the_line(is_below) -> None:
    motivation = 0.55 if is_below else 0.6
    near = cluster(0.87, motivation, people=87)

    (found,) = apart([near])

    assert near.is_above is not is_below
    assert {is_above(found.x + x, found.y + y) for x, y in found.dots.places} == {not is_below}
    assert abs(found.x - near.x) + abs(found.y - near.y) < 200


def test_two_at_the_same_spot_lie_beside_each_other() -> None:
    same = [cluster(0.5, 0.3), cluster(0.5, 0.3)]
    assert overlap(same)

    found = apart(same)

    assert not overlap(found)
    assert all(abs(each.x - same[0].x) + abs(each.y - same[0].y) < 120 for each in found)


def test_a_crowd_is_parted_inside_the_picture_and_nobody_changes_sides() -> None:
    rng = np.random.default_rng(4)
    for _ in range(5):
        crowd = [
            cluster(
                rng.uniform(0.6, 0.95),
                rng.uniform(0.2, 0.8),
                people=int(rng.integers(5, 25)),
                letters=int(rng.integers(8, 24)),
            )
            for _ in range(8)
        ]

        found = apart(crowd)

        assert not overlap(found)
        for each in found:
            left, top, right, bottom = each.box
            assert left >= -1
            assert top >= -1
            assert right <= WIDTH + 1
            assert bottom <= HEIGHT + 1
            assert is_above(each.x, each.y) == each.is_above
