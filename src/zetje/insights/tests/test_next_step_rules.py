"""The rules of what to do next: what they propose, what they leave, what they call a success."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from zetje.insights.rules.next_steps import (
    Effect,
    Group,
    Known,
    Part,
    Rule,
    Verdict,
    change_of_group,
    change_of_whole,
    choose,
    design_effect,
    gaps_of,
)

DESIGN = {"starts": 1.5, "shares": 1.5, "digests": 1.5}


def part(
    key: str, *, people: int = 30, looks: int = 240, starts: int = 120, shares: int = 80
) -> Part:
    return Part(key, (f"Team {key}",), people, 390, looks, starts, shares)


def four(**first: int) -> tuple[Part, ...]:
    return (part("1", **first), part("2"), part("3"), part("4"))


def known(**given: Any) -> Known:
    # Twelve small groups could be told apart by an experiment; four cannot.
    return Known(**{"design": DESIGN, "teams": four(), "most_chance": 0.9} | given)


def rules(told: Known) -> list[Rule]:
    return [step.rule for step in choose(told)]


def test_groups_that_differ_by_luck_are_pulled_together_and_one_that_does_not_stays_apart() -> None:
    alike = gaps_of([Group(str(n), 30, 100, 50 + n) for n in range(6)], design=1.5)
    apart = gaps_of([Group(str(n), 30, 100, 20 if n == 0 else 60) for n in range(6)], design=1.5)

    assert all(gap.lower < 0 < gap.upper for gap in alike)
    assert max(abs(gap.mean) for gap in alike) < 0.03
    assert apart[0].lower > 0.2
    # What stands out is believed a little less than it looks.
    assert 0.3 < apart[0].mean < apart[0].others - 0.2


@pytest.mark.parametrize(
    "groups", [[], [Group("a", 9, 3, 1)], [Group("a", 9, 3, 1)] * 2 + [Group("b", 9, 0, 0)]]
)
def test_gaps_are_told_between_groups_that_had_something_to_do(groups: list[Group]) -> None:
    with pytest.raises(ValueError, match="something to do"):
        gaps_of(groups, design=1.0)


def test_people_who_stand_in_many_digests_count_for_less() -> None:
    team = np.repeat([0, 1], 30)
    of = np.full(60, 10.0)
    alike = np.random.default_rng(1).binomial(10, 0.5, 60).astype(float)
    all_or_nothing = np.tile([0.0, 10.0], 30)

    assert design_effect(done=alike, of=of, team=team) < 1.5
    assert design_effect(done=all_or_nothing, of=of, team=team) == pytest.approx(10, rel=0.05)
    assert design_effect(done=np.zeros(60), of=of, team=team) == 1


def test_keen_people_who_do_not_post_are_helped_and_others_asked_what_they_want() -> None:
    stuck, bored = four(shares=30), four(starts=40, shares=27)

    (ease,) = choose(known(teams=stuck))
    (stories,) = choose(known(teams=bored))

    assert (ease.rule, ease.key, ease.unit) == (Rule.EASE, "1", "shares")
    assert (stories.rule, stories.key) == (Rule.STORIES, "1")
    for step in (ease, stories):
        assert 0 < (step.lower or 0) < (step.gain or 0) < (step.upper or 0)


def test_who_takes_little_along_is_asked_what_they_want_before_it_is_made_easier() -> None:
    assert rules(known(teams=four(starts=40, shares=8))) == [Rule.STORIES]


def test_what_may_be_luck_is_left_alone_however_much_it_would_be_worth() -> None:
    many = {"looks": 2400, "starts": 1200}
    teams = (part("1", shares=720, **many), *(part(key, shares=780, **many) for key in "234"))
    design = {"starts": 6.0, "shares": 6.0}

    assert (
        gaps_of([Group(each.key, 30, each.starts, each.shares) for each in teams], design=6.0)[
            0
        ].mean
        * 1200
        / 13
        > 0.5
    )
    assert rules(known(teams=teams, design=design)) == [Rule.LEAVE]


def test_what_is_under_way_and_who_has_no_name_are_left() -> None:
    teams = four(shares=30)
    nameless = (replace(teams[0], names=()), *teams[1:])

    assert rules(known(teams=teams, done=frozenset({("ease", "1")}))) == [Rule.LEAVE]
    assert rules(known(teams=nameless)) == [Rule.LEAVE]


def test_a_language_is_starved_only_where_few_stories_are_in_it() -> None:
    speaking = (
        Part("nl", ("nl",), 90, 1200, 700, 350, 230),
        Part("en", ("en",), 30, 390, 240, 60, 40),
    )

    (step,) = choose(known(languages=speaking, live={"nl": 20, "en": 2}))

    assert (step.rule, step.key, step.evidence["live"]) == (Rule.STORIES, "en", 2)
    assert rules(known(languages=speaking, live={"nl": 20, "en": 9})) == [Rule.LEAVE]


@pytest.mark.parametrize(
    ("effect", "chance", "proposed"),
    [
        (Effect(0.2, -0.4, 0.8, is_known=True), 0.9, Rule.SLOW),
        (Effect(-2.0, -3.0, -1.0, is_known=True), 0.9, Rule.SLOW),
        (Effect(1.2, 0.1, 2.3, is_known=True), 0.9, Rule.LEAVE),
        (Effect(0.2, -0.4, 0.8, is_known=False), 0.9, Rule.LEAVE),
        (Effect(0.2, -0.4, 0.8, is_known=True), 0.3, Rule.LEAVE),
        (None, 0.9, Rule.LEAVE),
    ],
)
def test_asking_less_needs_prompts_that_are_known_to_bring_little(
    effect: Effect | None, chance: float, proposed: Rule
) -> None:
    (step,) = choose(known(effect=effect, prompted=80, most_chance=chance))

    assert step.rule is proposed
    if proposed is Rule.SLOW:
        assert (step.gain, step.unit) == (40, "messages")


def test_an_experiment_is_proposed_where_it_could_find_something() -> None:
    many = tuple(part(str(n), people=60, looks=700, starts=300, shares=160) for n in range(24))

    (step,) = choose(known(teams=many))

    assert step.rule is Rule.EXPERIMENT
    assert 0 < (step.gain or 0) <= 0.5
    assert rules(known(teams=many, is_trying=True)) == [Rule.LEAVE]


def test_more_than_chance_is_a_reason_to_thank() -> None:
    assert rules(known(sharers=[(60, 160)] * 4 + [(30, 160)] * 4)) == [Rule.THANK]
    assert rules(known(sharers=[(34, 160)] * 4 + [(30, 160)] * 4)) == [Rule.LEAVE]
    assert rules(known(sharers=[(60, 160)] * 4)) == [Rule.LEAVE]


def test_what_comes_back_by_itself_is_not_called_a_success() -> None:
    before = [Group(str(n), 30, 120, 40 if n == 0 else 60) for n in range(6)]
    gap = gaps_of(before, design=1.5)[0]
    after = [Group(str(n), 30, 120, 60) for n in range(6)]
    better = [Group(str(n), 30, 120, 100 if n == 0 else 60) for n in range(6)]

    def change(groups: list[Group]) -> Verdict:
        return change_of_group(groups, 0, gap=gap.mean, deviation=gap.deviation, design=1.5).verdict

    assert (change(after), change(better)) == (Verdict.CHANCE, Verdict.ROSE)


def test_the_whole_changes_by_more_than_its_weeks_do() -> None:
    before, after = Group("", 160, 2000, 400), Group("", 160, 2000, 520)

    assert change_of_whole(before, after, design=1.5, weekly=0.01).verdict is Verdict.ROSE
    assert change_of_whole(after, before, design=1.5, weekly=0.01).verdict is Verdict.FELL
    assert change_of_whole(before, after, design=1.5, weekly=0.2).verdict is Verdict.CHANCE
