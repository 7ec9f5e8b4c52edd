"""Groups as others may see them: whole, and the rest of them hides nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zetje.prompting.rules.groups import LEAST, in_blocks, whole_groups


def test_a_small_group_joins_the_rest_and_takes_the_smallest_with_it_where_it_must() -> None:
    assert whole_groups({"a": 23, "b": 7, "c": 6}) == ({"a": 20, "b": 5, "c": 5}, 0)
    assert whole_groups({"a": 23, "b": 4, "c": 3}) == ({"a": 20}, 5)
    assert whole_groups({"a": 23, "b": 9, "c": 1}) == ({"a": 20}, 10)
    assert whole_groups({"a": 23, "c": 1}) == ({}, 20)
    assert whole_groups({"a": 3}) == ({}, 0)
    assert whole_groups({}) == ({}, 0)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=6))
def test_nobody_is_told_by_what_is_left_over(counts: dict[str, int]) -> None:
    shown, rest = whole_groups(counts)
    left = sum(counts.values()) - sum(counts[key] for key in shown)

    assert all(count >= LEAST and count == in_blocks(counts[key]) for key, count in shown.items())
    assert rest == in_blocks(left)
    if shown:
        assert left == 0 or left >= LEAST
