"""Which badges somebody earned follows from what they did, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zetje.recognition.rules.badge_faces import FACES
from zetje.recognition.rules.badges import BADGES, Deeds, Posted, earned

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def moment(week: float) -> datetime:
    return MONDAY + timedelta(weeks=week)


def posts(weeks: Iterable[int], *, own: bool = False, scored: bool = True) -> list[Posted]:
    return [Posted(moment(week), week, own, scored) for week in weeks]


def test_a_first_share_on_a_network_that_counts() -> None:
    only_x = Deeds(posts=posts([1, 2], scored=False))
    both = Deeds(posts=[*posts([1], scored=False), *posts([3])])

    assert earned(only_x) == {}
    assert earned(both) == {"first_share": moment(3)}


def test_the_fifth_post_in_own_words() -> None:
    four = Deeds(posts=[*posts([1, 2, 3], own=False), *posts([4, 5, 6, 7], own=True)])
    five = Deeds(posts=[*four.posts, *posts([8], own=True)])

    assert "own_words" not in earned(four)
    assert earned(five)["own_words"] == moment(8)


def test_a_conversation_is_a_post_after_the_word() -> None:
    written = posts([1, 5], own=True)

    assert "conversation" not in earned(Deeds(posts=written))
    assert "conversation" not in earned(Deeds(posts=written, words_read=[moment(6)]))
    assert earned(Deeds(posts=written, words_read=[moment(2)]))["conversation"] == moment(5)


def test_eight_weeks_hold_over_rests_and_not_over_a_gap() -> None:
    weeks = [1, 2, 3, 4, 6, 7, 8, 9]

    assert earned(Deeds(posts=posts(weeks)))["rain_or_shine"] == moment(9)
    assert "rain_or_shine" not in earned(Deeds(posts=posts(weeks), gaps=frozenset({5})))
    # Twice in one week is one week.
    assert "rain_or_shine" not in earned(Deeds(posts=posts([*weeks[:-1], 8])))


def test_a_week_on_x_alone_neither_counts_nor_breaks() -> None:
    mixed = sorted(
        [*posts([1, 2, 3, 4, 6, 7, 8, 9]), *posts([5], scored=False)], key=lambda post: post.week
    )

    assert earned(Deeds(posts=mixed))["rain_or_shine"] == moment(9)
    assert "rain_or_shine" not in earned(Deeds(posts=[post for post in mixed if post.week != 9]))


def test_by_itself_takes_four_free_weeks_with_a_post() -> None:
    free = frozenset({2, 4, 6, 8, 10})

    assert "by_itself" not in earned(Deeds(posts=posts([1, 2, 3, 4, 6]), free_weeks=free))
    assert earned(Deeds(posts=posts([2, 4, 5, 6, 8]), free_weeks=free))["by_itself"] == moment(8)


def test_a_return_comes_after_six_weeks_without_any_post() -> None:
    assert "back_again" not in earned(Deeds(posts=posts([1, 7])))
    assert earned(Deeds(posts=posts([1, 8])))["back_again"] == moment(8)
    # Who posted on X meanwhile was not away.
    meanwhile = [*posts([1]), *posts([4], scored=False), *posts([8])]
    assert "back_again" not in earned(Deeds(posts=meanwhile))
    on_x = [*posts([1]), *posts([9], scored=False)]
    assert "back_again" not in earned(Deeds(posts=on_x))


def test_a_years_rhythm_is_thirty_six_weeks_within_one_year() -> None:
    assert earned(Deeds(posts=posts(range(36))))["years_rhythm"] == moment(35)
    assert "years_rhythm" not in earned(Deeds(posts=posts([*range(35), 52])))
    assert earned(Deeds(posts=posts([0, *range(10, 46)])))["years_rhythm"] == moment(44)


def test_who_helped_is_a_good_neighbour_from_the_first_time() -> None:
    assert earned(Deeds(helped=[moment(3), moment(9)])) == {"good_neighbour": moment(3)}


@given(
    weeks=st.lists(st.integers(0, 90), max_size=60),
    gone=st.integers(0, 59),
    gaps=st.frozensets(st.integers(0, 90), max_size=9),
    free=st.frozensets(st.integers(0, 90), max_size=30),
)
def test_taking_a_post_away_earns_nothing_but_perhaps_a_return(
    weeks: list[int], gone: int, gaps: frozenset[int], free: frozenset[int]
) -> None:
    made = posts(sorted(weeks), own=True)
    less = [post for number, post in enumerate(made) if number != gone]

    before = earned(Deeds(posts=made, gaps=gaps, free_weeks=free))
    after = earned(Deeds(posts=less, gaps=gaps, free_weeks=free))

    assert after.keys() - {"back_again"} <= before.keys()
    assert all(at >= before[kind] for kind, at in after.items() if kind != "back_again")


def test_every_badge_has_a_face_of_its_own() -> None:
    assert set(FACES) == set(BADGES)
    assert len({tuple(face.shapes) for face in FACES.values()}) == len(BADGES)
