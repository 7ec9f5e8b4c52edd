"""A goal goes on in steps, and a step that was made stays made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zetje.prompting.rules.goals import EXPERTISE, GOALS, VISIBILITY, progress


def test_steps_go_on_as_one_two_five_ten() -> None:
    made = [progress(EXPERTISE, done).step for done in (0, 1, 2, 4, 5, 10, 20, 49, 50)]
    seen = [progress(VISIBILITY, done).step for done in (0, 9, 10, 20, 99, 100)]

    assert made == [1, 2, 5, 5, 10, 20, 50, 50, 100]
    assert seen == [10, 10, 20, 50, 100, 200]


@given(kind=st.sampled_from(GOALS), done=st.integers(0, 10**7), more=st.integers(0, 10**6))
def test_there_is_always_a_next_step_and_never_a_lower_one(kind: str, done: int, more: int) -> None:
    before, after = progress(kind, done), progress(kind, done + more)

    assert before.done < before.step <= after.step
    assert 0 <= before.percent < 100
