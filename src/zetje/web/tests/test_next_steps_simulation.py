"""Following the steps of the page Insight helps where something is wrong, and harms nowhere."""

from __future__ import annotations

import pytest

from zetje.insights.operations.next_steps import Rule
from zetje.web.simulation.flaws import FLAWS
from zetje.web.simulation.next_steps import live


@pytest.mark.parametrize(
    ("flaw", "people", "rule"),
    [
        ("cannot", 40, Rule.EASE),
        ("starved", 40, Rule.STORIES),
        ("asked too much", 100, Rule.SLOW),
    ],
)
def test_where_something_is_wrong_the_steps_find_it_and_more_is_shared(
    flaw: str, people: int, rule: Rule
) -> None:
    lives = live(flaw=FLAWS[flaw], people=people, seeds=6, seed=3)

    found = [quarters for quarters in lives.steps if rule in {s.rule for q in quarters for s in q}]
    assert len(found) >= 4
    assert lives.gain.mean() > 0.02


def test_where_nothing_is_wrong_it_is_left_alone() -> None:
    lives = live(flaw=FLAWS["nothing"], people=40, seeds=6, seed=3)

    rules = [step.rule for quarters in lives.steps for steps in quarters for step in steps]
    assert rules.count(Rule.LEAVE) >= len(rules) - 2
    assert abs(lives.gain.mean()) < 0.01
