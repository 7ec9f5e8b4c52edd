"""The rules of points without a database: their laws for any facts, and worked figures."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.ranking import Skill, score
from zetje.behaviour.weeks import iso_of, number_of, week_of
from zetje.recognition.rules.points import (
    ASSUMED,
    FULL_AT,
    WEIGHT,
    Deed,
    Facts,
    Post,
    Rules,
    Slot,
    Standing,
    due,
    readers_by_score,
    readers_needed,
    rules_from,
    settle,
)
from zetje.recognition.rules.points.fairness import most_gained

MONDAY = datetime(2026, 9, 14, 6, tzinfo=UTC)
WEEK = number_of(2026, 38)
ZONES = ("Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu")


def shipped(week: int) -> Rules:
    return Rules()


def post(number: int = 1, *, at: datetime = MONDAY, **given: object) -> Post:
    made = Post(
        event=100 * number,
        share=number,
        link=number,
        story=number,
        network="linkedin",
        own_words=False,
        started_at=at,
        week=week_of(at, zone=ZoneInfo("Europe/Amsterdam")),
        time_zone="Europe/Amsterdam",
    )
    return replace(made, **given)  # pyright: ignore[reportArgumentType]


def total(facts: Facts, rules: Rules | None = None) -> int:
    return sum(one.amount for one in due(facts, lambda week: rules or Rules()).values())


def by_reason(facts: Facts, rules: Rules | None = None) -> Counter[str]:
    found: Counter[str] = Counter()
    for slot, one in due(facts, lambda week: rules or Rules()).items():
        found[slot.reason] += one.amount
    return found


@st.composite
def many_facts(draw: st.DrawFn) -> Facts:
    """Some weeks of somebody who moves, posts, is read, gives tips and helps."""
    posts = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        zone = draw(st.sampled_from(ZONES))
        at = MONDAY + timedelta(hours=draw(st.integers(-200, 400)))
        posts.append(
            post(
                number,
                at=at,
                story=draw(st.sampled_from([None, 1, 2])),
                own_words=draw(st.booleans()),
                time_zone=zone,
                week=week_of(at, zone=ZoneInfo(zone)),
                usual=draw(st.sampled_from([0.0, 0.5, 4.0, 30.0])),
                certainty=draw(st.sampled_from([0.0, 2.0, 50.0])),
            )
        )
    clicks = {
        one.share: [
            (one.started_at + timedelta(hours=hour), 10_000 + 1000 * one.share + hour)
            for hour in draw(st.sets(st.integers(-2, 700), max_size=12))
        ]
        for one in posts
    }
    deeds = [
        Deed(
            event=5000 + number,
            kind=(kind := draw(st.sampled_from(["tip", "help"]))),
            subject=f"{kind}:{draw(st.integers(1, 2))}",
            by=draw(st.integers(1, 4)),
            week=WEEK + draw(st.integers(0, 5)),
            at=MONDAY + timedelta(hours=draw(st.integers(0, 800))),
            share=draw(st.sampled_from([None, 900])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    undone = {
        share: draw(st.sampled_from([1, 60_000]))
        for share in draw(st.sets(st.sampled_from([*range(1, 7), 900])))
    }
    settled = draw(st.sampled_from([0, WEEK - 1, WEEK, WEEK + 9]))
    return Facts(posts=posts, deeds=deeds, clicks=clicks, undone=undone, settled=settled)


def write(ledger: list[Standing], facts: Facts, rules: Rules) -> None:
    for line in settle(ledger, due(facts, lambda week: rules), facts):
        ledger.append(
            Standing(
                id=len(ledger) + 1,
                slot=line.slot,
                amount=line.amount,
                event=line.event,
                at=line.at,
                undoes=line.undoes,
            )
        )
        if line.undoes is not None:
            (before,) = [one for one in ledger if one.id == line.undoes]
            assert before.amount == -line.amount


def told(facts: Facts, order: random.Random) -> list[tuple[str, object]]:
    """All facts as news, shuffled, some of it twice."""
    news: list[tuple[str, object]] = [
        *(("post", one) for one in facts.posts),
        *(("deed", one) for one in facts.deeds),
        *(("undone", pair) for pair in facts.undone.items()),
        *(("click", (link, one)) for link, some in facts.clicks.items() for one in some),
    ]
    news += order.sample(news, k=len(news) // 2)
    order.shuffle(news)
    return news


def heard(news: list[tuple[str, object]], settled: int) -> Facts:
    clicks: dict[int, list[object]] = {}
    for kind, what in news:
        if kind == "click":
            clicks.setdefault(what[0], []).append(what[1])  # type: ignore[index]
    return Facts(
        posts=[what for kind, what in news if kind == "post"],  # type: ignore[misc]
        deeds=[what for kind, what in news if kind == "deed"],  # type: ignore[misc]
        clicks=clicks,  # type: ignore[arg-type]
        undone=dict(what for kind, what in news if kind == "undone"),  # type: ignore[misc]
        settled=settled,
    )


@settings(max_examples=60, deadline=None)
@given(many_facts(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_ledger_told_in_any_order_and_twice_says_what_a_replay_says(
    facts: Facts, posts: int, order: random.Random
) -> None:
    rules, ledger, news = Rules(posts=posts), [], told(facts, order)
    for end in sorted(order.sample(range(len(news)), k=len(news) // 3)):
        # Weeks are settled once, before or after whatever else becomes known.
        write(ledger, heard(news[:end], order.choice([0, facts.settled])), rules)
    write(ledger, heard(news, facts.settled), rules)

    stands: Counter[Slot] = Counter()
    for line in ledger:
        stands[line.slot] += line.amount
    replayed = {slot: one.amount for slot, one in due(facts, lambda week: rules).items()}
    assert {slot: amount for slot, amount in stands.items() if amount} == replayed
    assert settle(ledger, due(facts, lambda week: rules), facts) == []
    taken_back = [line.undoes for line in ledger if line.undoes is not None]
    assert len(taken_back) == len(set(taken_back))


@settings(max_examples=60, deadline=None)
@given(many_facts(), st.integers(1, 3))
def test_one_more_post_or_reader_never_makes_anything_worth_less(facts: Facts, posts: int) -> None:
    rules = Rules(posts=posts)
    standing = replace(facts, undone={}, deeds=[])
    for one in standing.posts:
        without = replace(standing, posts=[other for other in standing.posts if other != one])
        assert total(without, rules) <= total(standing, rules)
    for link, clicks in standing.clicks.items():
        for click in clicks[:3]:
            fewer = [other for other in clicks if other != click]
            without = replace(standing, clicks={**standing.clicks, link: fewer})
            assert total(without, rules) <= total(standing, rules)


@settings(max_examples=40, deadline=None)
@given(many_facts())
def test_what_a_colleague_does_next_never_makes_anything_worth_less(facts: Facts) -> None:
    deeds = sorted(facts.deeds, key=lambda deed: (deed.at, deed.event))
    sums = [total(replace(facts, deeds=deeds[:number])) for number in range(len(deeds) + 1)]

    assert sums == sorted(sums)


@settings(max_examples=40, deadline=None)
@given(many_facts(), st.integers(1, 3))
def test_a_post_that_was_taken_back_leaves_the_points_as_if_it_had_never_been(
    facts: Facts, posts: int
) -> None:
    rules, standing = Rules(posts=posts), replace(facts, undone={})
    for one in standing.posts:
        undone = replace(standing, undone={one.share: one.event + 1})
        never = replace(standing, posts=[other for other in standing.posts if other != one])
        assert due(undone, lambda week: rules) == due(never, lambda week: rules)


@settings(max_examples=60, deadline=None)
@given(many_facts())
def test_a_week_never_pays_more_than_its_rules_say(facts: Facts) -> None:
    rules = Rules()
    weeks: Counter[tuple[int, str]] = Counter()
    for slot, one in due(facts, shipped).items():
        assert one.amount > 0
        weeks[slot.week, slot.reason] += one.amount
    for (_, reason), amount in weeks.items():
        most = {
            "share": rules.share,
            "own_words": rules.own_words,
            "tip": rules.tip_most,
            "help": rules.help_most,
            # Five posts' readers at most can come together in one week.
            "readers": 5 * rules.readers,
        }
        assert amount <= most[reason]


@settings(max_examples=40, deadline=None)
@given(many_facts())
def test_settling_a_week_only_ever_adds(facts: Facts) -> None:
    sums = [total(replace(facts, settled=WEEK + more)) for more in range(-3, 4)]

    assert sums == sorted(sums)


def test_until_a_week_is_settled_each_reader_gives_by_being_there() -> None:
    def given_to(readers: int, **more: int) -> int:
        clicks = [(MONDAY + timedelta(hours=hour), hour) for hour in range(1, readers + 1)]
        return by_reason(Facts(posts=[post()], clicks={1: clicks}, **more))["readers"]

    assert [given_to(readers, settled=WEEK - 1) for readers in (0, 1, 4, 9)] == [0, 1, 4, 5]
    assert [given_to(readers, settled=WEEK) for readers in (0, 1, 4, 9)] == [5, 5, 5, 5]


def test_one_post_a_week_counts_whatever_else_is_posted() -> None:
    one = post(1, own_words=True)
    other = post(2, at=MONDAY + timedelta(hours=1), own_words=True)
    copied = post(3, at=MONDAY - timedelta(hours=1), network="bluesky")

    assert by_reason(Facts(posts=[one])) == {"share": 10, "own_words": 5, "readers": 5}
    assert total(Facts(posts=[one, other])) == total(Facts(posts=[one]))
    assert total(Facts(posts=[one, copied])) == total(Facts(posts=[one]))
    assert by_reason(Facts(posts=[one, other]), Rules(posts=2)) == {
        "share": 20,
        "own_words": 10,
        "readers": 10,
    }
    # The same story twice is one post, however many count.
    assert total(Facts(posts=[one, replace(other, story=1)]), Rules(posts=2)) == 20


def test_readers_count_by_what_is_usual_and_the_first_count_most() -> None:
    usual = post(usual=90.0, certainty=900.0)
    needed = readers_needed(usual=90.0, certainty=900.0, steps=5)

    def given_to(readers: int) -> int:
        clicks = [(MONDAY + timedelta(hours=hour), hour) for hour in range(1, readers + 1)]
        return by_reason(Facts(posts=[usual], clicks={1: clicks}))["readers"]

    assert needed == (0, 1, 2, 3, 4)
    assert [given_to(readers) for readers in (0, 1, 2, 3, 4, 80)] == [1, 2, 3, 4, 5, 5]
    assert readers_needed(usual=0.0, certainty=0.0, steps=5) == (0,) * 5


@pytest.mark.parametrize("usual", [0.2, 1.0, 7.0, 40.0, 2000.0])
@pytest.mark.parametrize("certainty", [0.5, 3.0, 60.0, 9000.0])
def test_the_ladder_is_the_score_that_ranks_too(usual: float, certainty: float) -> None:
    needed = readers_by_score(usual=usual, certainty=certainty, steps=5)
    prior = Skill(a=ASSUMED, b=WEIGHT)
    for readers in {0, *needed, *(max(0, one - 1) for one in needed)}:
        (found,) = score(clicks=[readers], expected=[usual], certainty=[certainty], prior=prior)
        reached = sum(found >= FULL_AT * (step / 5) ** 2 - 1e-9 for step in range(1, 6))
        assert sum(one <= readers for one in needed) == reached


@pytest.mark.parametrize("lumpy", [1.0, 2.0, 4.0])
def test_usual_readers_give_much_the_same_whatever_the_network(lumpy: float) -> None:
    """And whoever buys the rest of the ladder gains less than five in a hundred."""
    dice = np.random.default_rng(6)
    means = []
    for rate in (0.1, 0.5, 2.0, 10.0, 50.0, 400.0):
        past = dice.poisson(dice.gamma(lumpy, rate / lumpy, (3000, 10))).sum(axis=1)
        now = dice.poisson(dice.gamma(lumpy, rate / lumpy, 3000))
        ladders = {
            int(seen): readers_needed(usual=seen / 10, certainty=float(seen), steps=5)
            for seen in np.unique(past)
        }
        points = [
            sum(one <= readers for one in ladders[int(seen)])
            for seen, readers in zip(past, now, strict=True)
        ]
        means.append(np.mean(points))

    assert max(means) - min(means) < 0.25
    assert all(15 / (10 + mean) < 1.05 for mean in means)


def test_readers_count_for_four_weeks_in_the_week_they_come() -> None:
    usual = post(usual=90.0, certainty=900.0)
    days = [1, 3, 8, 15, 20, 29, 30]
    clicks = {1: [(MONDAY + timedelta(days=day), day + 1) for day in days]}

    found = due(Facts(posts=[usual], clicks=clicks), shipped)

    amounts = {slot.week - WEEK: one.amount for slot, one in found.items() if slot[1] == "readers"}
    assert amounts == {0: 3, 1: 1, 2: 1}
    assert found[Slot(WEEK + 2, "readers", "share:1")].event == 16


@pytest.mark.parametrize(
    ("zone", "moment", "week"),
    [
        # Sunday night on one clock is Monday on another.
        ("America/New_York", datetime(2026, 9, 21, 3, 59, tzinfo=UTC), (2026, 38)),
        ("America/New_York", datetime(2026, 9, 21, 4, 0, tzinfo=UTC), (2026, 39)),
        ("Pacific/Auckland", datetime(2026, 9, 20, 12, 0, tzinfo=UTC), (2026, 39)),
        # Summer time ends in the night of that Sunday, and begins in that of this one.
        ("Europe/Amsterdam", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), (2026, 43)),
        ("Europe/Amsterdam", datetime(2026, 10, 25, 23, 0, tzinfo=UTC), (2026, 44)),
        ("Europe/Amsterdam", datetime(2027, 3, 28, 21, 59, tzinfo=UTC), (2027, 12)),
        ("Europe/Amsterdam", datetime(2027, 3, 28, 22, 0, tzinfo=UTC), (2027, 13)),
        # 2026 has a week 53; it ends on the third of January.
        ("Europe/Amsterdam", datetime(2027, 1, 3, 22, 59, tzinfo=UTC), (2026, 53)),
        ("Europe/Amsterdam", datetime(2027, 1, 3, 23, 0, tzinfo=UTC), (2027, 1)),
    ],
)
def test_readers_come_in_the_week_of_the_persons_own_clock(
    zone: str, moment: datetime, week: tuple[int, int]
) -> None:
    begun = moment - timedelta(days=9)
    mine = post(
        at=begun,
        time_zone=zone,
        week=week_of(begun, zone=ZoneInfo(zone)),
        usual=90.0,
        certainty=9e9,
    )
    needed = readers_needed(usual=90.0, certainty=9e9, steps=1)[0]
    clicks = [(moment - timedelta(microseconds=1), number) for number in range(1, needed)]

    found = due(
        Facts(posts=[mine], clicks={1: [*clicks, (moment, needed)]}),
        lambda number: Rules(readers=1),
    )

    (slot,) = [slot for slot in found if slot.reason == "readers"]
    assert iso_of(slot.week) == week


def test_each_week_has_the_rules_of_that_week() -> None:
    facts = Facts(posts=[post(1), post(2, at=MONDAY + timedelta(weeks=1))])

    found = due(facts, lambda week: Rules(share=12 if week > WEEK else 10))

    assert [one.amount for slot, one in sorted(found.items()) if slot[1] == "share"] == [10, 12]


def test_a_tip_counts_each_colleague_once_and_help_one_person_once_in_four_weeks() -> None:
    def deed(number: int, kind: str, by: int, week: int = 0) -> Deed:
        at = MONDAY + timedelta(weeks=week, hours=number)
        return Deed(number, kind, f"{kind}:1", by, WEEK + week, at)

    tips = [deed(number, "tip", by) for number, by in enumerate([1, 1, 2, 3, 4, 5, 6])]
    first = WEEK // 4 * 4 - WEEK + 4
    help_given = [deed(9, "help", 1, first), deed(10, "help", 1, first + 3)]
    later = deed(11, "help", 1, first + 4)

    assert by_reason(Facts(deeds=tips)) == {"tip": 5}
    assert by_reason(Facts(deeds=tips[:3])) == {"tip": 2}
    assert by_reason(Facts(deeds=help_given)) == {"help": 2}
    assert by_reason(Facts(deeds=[*help_given, later])) == {"help": 4}


def test_what_was_kept_out_lets_another_post_count() -> None:
    mine, other = post(1), post(2, at=MONDAY + timedelta(hours=1))
    kept_out = {("share", "share:1"): 10, (f"readers:{WEEK}", "share:1"): 5}

    found = due(Facts(posts=[mine, other], kept_out=kept_out), shipped)

    amounts = {(slot.reason, slot.subject): one.amount for slot, one in found.items()}
    assert amounts == {("share", "share:2"): 10, ("readers", "share:2"): 5}


def test_rules_are_checked() -> None:
    assert rules_from({"share": 8}, version=3) == Rules(version=3, share=8)
    with pytest.raises(ValueError, match="posts lies between 1 and 3"):
        rules_from({"posts": 0})
    with pytest.raises(ValueError, match="luck is no figure"):
        rules_from({"luck": 7})


def test_rules_say_how_much_playing_them_could_gain() -> None:
    assert most_gained(Rules()) < 0.02
    assert most_gained(Rules(posts=2)) > 1
    assert most_gained(Rules(share=0, readers=0)) == 0
