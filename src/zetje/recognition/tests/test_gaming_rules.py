"""The rules against gaming over arrays: what meets them, and what honest people do beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from zetje.recognition.rules.gaming.conduct import Finding, Posts, Reads
from zetje.recognition.rules.gaming.detecting import findings
from zetje.recognition.rules.gaming.limits import LIMITS
from zetje.recognition.rules.gaming.words import RULES, says_of

DAY = 86_400.0


def posts(
    *times: tuple[float, float],
    member: int = 1,
    stories: Sequence[int] = (),
    own: bool = False,
    wording: Sequence[int] = (),
) -> Posts:
    """Posts of one member, each (opened, seconds until confirmed); links are the rows from 1."""
    n = len(times)
    opened = np.array([one for one, _ in times], dtype=np.float64)
    return Posts(
        share=np.arange(1, n + 1),
        member=np.full(n, member),
        story=np.array(stories or range(1, n + 1)),
        link=np.arange(1, n + 1),
        opened=opened,
        confirmed=opened + np.array([wait for _, wait in times], dtype=np.float64),
        own_words=np.full(n, own),
        wording=np.array(wording or [0] * n),
    )


def reads(*at: float, link: Sequence[int] = (), ring: Sequence[bool] = ()) -> Reads:
    """Readers of member 1's links, of link 1 unless told otherwise."""
    n = len(at)
    return Reads(
        link=np.array(link or [1] * n, dtype=np.int64),
        member=np.ones(n, dtype=np.int64),
        at=np.array(at, dtype=np.float64),
        in_ring=np.array(ring or [False] * n, dtype=np.bool_),
    )


NO_POSTS, NO_READS = posts(), reads()


def found(made: Posts = NO_POSTS, followed: Reads = NO_READS) -> list[Finding]:
    return findings(posts=made, reads=followed)


def rules(made: Posts = NO_POSTS, followed: Reads = NO_READS) -> list[str]:
    return [one.rule for one in found(made, followed)]


def test_three_posts_in_a_row_confirmed_in_no_time_are_scripted() -> None:
    made = posts((0, 40), (DAY, 2), (2 * DAY, 3), (3 * DAY, 4.9), (4 * DAY, 60))

    (one,) = found(made)

    assert (one.rule, one.shares, one.count) == ("scripted", {2, 3, 4}, 3)
    # Nobody reads what was never posted.
    assert one.links == {2, 3, 4}


@pytest.mark.parametrize(
    "waits", [(2, 3, 40, 2, 3), (5, 5.2, 30, 90), (2, 3)], ids=["broken", "quick", "two"]
)
def test_somebody_who_is_quick_now_and_then_is_not(waits: Sequence[float]) -> None:
    assert rules(posts(*((at * DAY, wait) for at, wait in enumerate(waits)))) == []


def test_a_script_that_waits_the_same_time_is_found_too() -> None:
    made = posts(*((at * DAY, 45 + at / 10) for at in range(5)))

    assert rules(made) == ["scripted"]
    assert rules(posts(*((at * DAY, 45 + at) for at in range(5)))) == []


def test_eight_posts_within_ten_minutes_are_too_many() -> None:
    assert rules(posts(*((at * 60, 20 + at**2) for at in range(8)))) == ["scripted"]
    assert rules(posts(*((at * 90, 20 + at**2) for at in range(8)))) == []
    # Two stories on four networks each are two things to post.
    two = posts(*((at * 60, 20 + at**2) for at in range(8)), stories=[1, 2] * 4)
    assert rules(two) == []


def test_ten_readers_in_a_minute_are_a_burst_where_they_are_half_of_the_day() -> None:
    crowd = [1000 + 3 * at + at**1.5 for at in range(10)]
    others = [5000 + 500 * at**2 for at in range(11)]

    (one,) = found(followed=reads(*crowd))

    assert (one.rule, one.links, one.count) == ("burst", {1}, 10)
    assert rules(followed=reads(*crowd, *others)) == []


def test_readers_by_the_clock_are_no_readers() -> None:
    by_the_clock = [600.0 * at + 40 * (at % 3) for at in range(12)]
    by_chance = np.cumsum(np.random.default_rng(1).exponential(600, 200)).tolist()

    assert rules(followed=reads(*by_the_clock)) == ["burst"]
    assert rules(followed=reads(*by_chance)) == []


def test_a_ring_is_found_where_it_is_much_of_all_readers() -> None:
    moments = [3000.0 * at**2 for at in range(16)]
    four = [True] * 4 + [False] * 12

    assert rules(followed=reads(*moments, ring=four)) == ["ring"]
    assert rules(followed=reads(*moments, 900_000.0, ring=[*four, False])) == []
    assert rules(followed=reads(*moments, ring=[True] * 3 + [False] * 13)) == []


def test_the_same_number_of_readers_each_time_does_not_happen_by_chance() -> None:
    made = posts(*((at * DAY, 30 + 7 * at) for at in range(8)))
    rng = np.random.default_rng(3)

    def followed(numbers: Sequence[int]) -> Reads:
        links = [link for link, number in enumerate(numbers, 1) for _ in range(number)]
        moments = [link * DAY + float(rng.exponential(20_000)) for link in links]
        return reads(*moments, link=links)

    assert rules(made, followed([6] * 8)) == ["even"]
    assert rules(made, followed([1] * 8)) == []
    assert rules(made, followed([3, 9, 6, 2, 8, 5, 11, 4])) == []


def test_own_words_that_are_the_same_about_other_stories_are_not_own() -> None:
    made = posts(*((at * DAY, 60 + 9 * at) for at in range(4)), own=True, wording=[1, 2, 1, 1])

    (one,) = found(made)

    # The first stands: it was in own words.
    assert (one.rule, one.own_words, one.shares) == ("alike", {3, 4}, frozenset())


def test_words_that_are_the_storys_are_not_own_either() -> None:
    (one,) = found(posts(*((at * DAY, 60 + 9 * at) for at in range(3)), own=True, wording=[-1] * 3))

    assert (one.rule, one.own_words) == ("alike", {1, 2, 3})


def test_the_same_words_on_three_networks_about_one_story_are_fine() -> None:
    made = posts(
        *((at * DAY, 60 + 9 * at) for at in range(3)),
        own=True,
        wording=[1, 1, 1],
        stories=[7, 7, 7],
    )

    assert rules(made) == []


def test_the_order_of_the_rows_changes_nothing() -> None:
    made = posts(*((at * DAY, 2 + at / 10) for at in range(6)), own=True, wording=[1] * 6)
    order = np.random.default_rng(5).permutation(6)
    turned = Posts(
        **{name: getattr(made, name)[order] for name in Posts.__slots__}  # type: ignore[attr-defined]
    )

    assert found(turned) == found(made) != []


def test_honest_colleagues_meet_the_rules_seldom() -> None:
    """Twelve posts in four weeks each, readers by chance around networks of 50 to 20,000."""
    rng = np.random.default_rng(2026)
    people, number = 300, 12
    member = np.repeat(np.arange(1, people + 1), number)
    n = len(member)
    opened = rng.uniform(0, 28 * DAY, n)
    made = Posts(
        share=np.arange(1, n + 1),
        member=member,
        story=rng.integers(1, 40, n),
        link=np.arange(1, n + 1),
        opened=opened,
        confirmed=opened + rng.lognormal(3.7, 0.8, n),
        own_words=rng.random(n) < 0.3,
        wording=np.arange(1, n + 1),
    )
    network = np.repeat(np.exp(rng.uniform(np.log(50), np.log(20_000), people)), number)
    clicks = rng.poisson(network * 0.01 * rng.lognormal(-0.3, 0.8, n))
    link = np.repeat(made.link, clicks)
    followed = Reads(
        link=link,
        member=made.member[link - 1],
        at=made.opened[link - 1] + rng.lognormal(np.log(4 * 3600), 1.5, len(link)),
        in_ring=rng.random(len(link)) < 0.01,
    )

    suspected = {one.member for one in findings(posts=made, reads=followed)}

    assert len(suspected) <= 3


def test_the_page_says_the_figures_the_rules_count_with() -> None:
    assert str(LIMITS.burst) in says_of("burst")
    assert str(LIMITS.quick_seconds) in says_of("scripted")
    assert all("%(" not in says_of(rule) for rule in RULES)
