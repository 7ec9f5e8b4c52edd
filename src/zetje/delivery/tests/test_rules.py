"""The rules of delivery in worked examples."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.delivery.rules import kinds, replies, retries, states
from zetje.delivery.rules.batch_sizes import next_size
from zetje.delivery.rules.outcomes import Accepted, Later, Refused, Undecided

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "text", "bad"),
    [
        (550, "5.1.1 User unknown", True),
        (550, "User unknown", True),
        (553, "mailbox name invalid", True),
        (551, "5.1.6 moved", True),
        (550, "5.2.1 mailbox disabled", True),
        (550, "5.7.1 rejected by policy", False),
        (552, "5.2.2 mailbox full", False),
        (553, "5.1.8 bad sender", False),
        (554, "no", False),
    ],
)
def test_only_an_address_that_does_not_exist_is_blamed(code: int, text: str, bad: bool) -> None:
    outcome = replies.before_contents("RCPT", code, text)

    assert isinstance(outcome, Refused)
    assert outcome.bad_address is bad


def test_a_refused_sender_is_the_relays_trouble_and_no_messages() -> None:
    assert replies.before_contents("MAIL", 530, "5.7.0 Authentication required") == Later(
        "MAIL: 530 5.7.0 Authentication required", everyone=True
    )


@pytest.mark.parametrize(
    ("code", "kind"), [(250, Accepted), (452, Later), (554, Refused), (799, Undecided)]
)
def test_the_answer_to_the_contents_decides(code: int, kind: type) -> None:
    assert isinstance(replies.after_contents(code, "words"), kind)


def test_a_bad_address_told_after_the_contents_is_believed() -> None:
    outcome = replies.after_contents(550, "5.1.1 User unknown")

    assert outcome == Refused("contents: 550 5.1.1 User unknown", bad_address=True)


def test_a_reason_keeps_no_address() -> None:
    assert replies.reason_of(550, "5.1.1 <anna@example.org>: unknown\nagain") == (
        "550 5.1.1 <…>: unknown again"
    )


@given(attempt=st.integers(1, 20), seed=st.integers())
def test_waits_grow_with_chance_and_stay_under_two_hours(attempt: int, seed: int) -> None:
    wait = retries.wait_before(attempt, rng=random.Random(seed))
    longest = min(timedelta(hours=2), timedelta(minutes=4 ** (attempt - 1)))

    assert longest / 2 <= wait <= longest


@given(troubles=st.integers(1, 1000), seed=st.integers())
def test_a_relay_rests_a_minute_at_most(troubles: int, seed: int) -> None:
    rest = retries.rest_after(troubles, rng=random.Random(seed))

    assert timedelta(seconds=1) <= rest <= timedelta(minutes=1)


def test_a_wait_that_was_asked_for_is_kept() -> None:
    outcome = Later("429", wait_seconds=3600)

    settlement = retries.settle(outcome, attempts=1, now=NOW, rng=random.Random(1))

    assert settlement.not_before == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Accepted(), states.SENT),
        (Refused("no"), states.FAILED),
        (Later("later"), states.PLANNED),
        (Undecided("who knows"), states.UNKNOWN),
    ],
)
def test_each_outcome_leads_to_a_state_that_may_follow_an_intent(outcome, state: str) -> None:
    settlement = retries.settle(outcome, attempts=1, now=NOW, rng=random.Random(1))

    assert settlement.state == state
    assert states.may_become(states.INTENT, settlement.state)


def test_nothing_that_was_sent_can_be_sent_again() -> None:
    assert states.MAY_BECOME[states.SENT] == frozenset()
    assert set(states.MAY_BECOME) == set(states.STATES)


@pytest.mark.parametrize(
    ("moment", "zone", "week"),
    [
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "Europe/Amsterdam", "2026-W48"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "America/New_York", "2026-W47"),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), "Europe/Amsterdam", "2026-W53"),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), "Asia/Kathmandu", "2024-W09"),
    ],
)
def test_a_week_is_the_persons_own_iso_week(moment: datetime, zone: str, week: str) -> None:
    assert kinds.cap_week(kinds.DIGEST, now=moment, time_zone=zone) == week


def test_a_kind_that_nobody_named_counts_as_a_notice() -> None:
    assert kinds.family_of("something_new") == kinds.NOTICE
    assert kinds.cap_week(kinds.ANSWER, now=NOW, time_zone="UTC") == ""
    assert kinds.urgency_of(kinds.ANSWER) < kinds.urgency_of(kinds.DIGEST)


def test_a_quick_channel_gets_more_at_once_and_a_slow_one_less() -> None:
    second = timedelta(seconds=1)

    assert next_size(200, took=second / 2, is_full=True) == 400
    assert next_size(400, took=second / 2, is_full=True) == 500
    assert next_size(200, took=second / 2, is_full=False) == 200
    assert next_size(200, took=2 * second, is_full=True) == 200
    assert next_size(200, took=5 * second, is_full=True) == 100
    assert next_size(30, took=9 * second, is_full=False) == 25
