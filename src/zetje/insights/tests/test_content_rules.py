"""Readers of a post are told of groups of enough people, fairly and with honest intervals."""

from __future__ import annotations

import numpy as np

from zetje.insights.rules.content import REST, best_of, numbered, readers_by


def world(*, levels, parts, seed, posts=500, people=80):
    rng = np.random.default_rng(seed)
    member = rng.integers(0, people, posts)
    taste = rng.gamma(3, 1 / 3, people)
    group = rng.choice(len(levels), posts, p=parts)
    clicks = rng.poisson(np.asarray(levels)[group] * taste[member] * rng.gamma(2, 0.5, posts))
    return {"member": member, "clicks": clicks, "group": group}


PARTS = [0.45, 0.25, 0.15, 0.1, 0.05]


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held = told = 0
    for seed in range(150):
        levels = np.exp(np.random.default_rng(seed + 900).normal(1.1, 0.35, 5))
        for each in readers_by(**world(levels=levels, parts=PARTS, seed=seed), least=5):
            held += each.lower - 0.05 <= levels[each.group] <= each.upper + 0.05
            told += 1
    assert told > 700
    assert 0.92 <= held / told <= 0.99


def test_where_all_are_alike_none_is_called_best() -> None:
    named = [
        best_of(readers_by(**world(levels=[3] * 5, parts=PARTS, seed=seed), least=5))
        for seed in range(60)
    ]
    assert sum(each is not None for each in named) <= 3


def test_a_group_of_few_people_goes_with_the_rest_however_much_it_is_read() -> None:
    posts = world(levels=[2, 3], parts=[0.6, 0.4], seed=1)
    four = np.isin(posts["member"], np.unique(posts["member"])[:4])
    posts["group"][four] = 2
    posts["clicks"][four] = 90

    told = [each.group for each in readers_by(**posts, least=5)]

    # The four would be alone in the rest: the smallest other group goes with them.
    assert told == [0, REST]


def test_posts_without_a_topic_are_the_rest() -> None:
    assert numbered(["b", "", "a", "b"])[0].tolist() == [1, REST, 0, 1]


def test_nothing_is_told_while_nobody_reads_or_all_is_one() -> None:
    posts = world(levels=[2, 3], parts=[0.6, 0.4], seed=1)

    assert readers_by(**posts | {"clicks": posts["clicks"] * 0}, least=5) == []
    assert readers_by(**posts | {"group": posts["group"] * 0}, least=5) == []


def test_every_group_that_is_told_is_of_five_people_and_ten_posts() -> None:
    for seed in range(80):
        rng = np.random.default_rng(seed)
        size = int(rng.integers(20, 120))
        member = rng.integers(0, rng.integers(5, 30), size)
        group = rng.choice(6, size, p=rng.dirichlet([0.5] * 6))
        told = readers_by(member=member, clicks=rng.poisson(2, size), group=group, least=5)
        named = [each.group for each in told if each.group != REST]
        parts = [group == name for name in named]
        if any(each.group == REST for each in told):
            parts.append(~np.isin(group, named))
        assert all(np.unique(member[part]).size >= 5 and part.sum() >= 10 for part in parts)
        assert not told or sum(int(part.sum()) for part in parts) == size
