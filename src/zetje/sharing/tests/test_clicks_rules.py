"""Who is taken for a person at the link door, and who is not."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules import clicks
from zetje.sharing.rules.clicks import BOT, HUMAN, PROBABLE_BOT, Hit, Verdict, label_hit

SAMPLES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("agents.toml").read_text())
ROBOTS = [
    (agent, Verdict(family.get("label", BOT), family["reason"]))
    for family in SAMPLES["robot"]
    for agent in family["agents"]
]
CHROME = SAMPLES["people"][0]
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize("agent", SAMPLES["people"])
def test_a_browser_of_a_person_is_human(agent: str) -> None:
    assert label_hit(method="GET", user_agent=agent) == Verdict(HUMAN, "browser")


@pytest.mark.parametrize(("agent", "verdict"), ROBOTS)
def test_a_robot_is_known_with_its_reason(agent: str, verdict: Verdict) -> None:
    assert label_hit(method="GET", user_agent=agent) == verdict


def test_there_are_enough_real_samples_of_both_kinds() -> None:
    assert len(SAMPLES["people"]) >= 30
    assert len(ROBOTS) >= 60


@pytest.mark.parametrize("agent", ["", "   "])
def test_no_name_is_a_robot(agent: str) -> None:
    assert label_hit(method="GET", user_agent=agent) == Verdict(BOT, "no-agent")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_asking_without_opening_is_a_robot_whatever_its_name(method: str) -> None:
    assert label_hit(method=method, user_agent=CHROME) == Verdict(BOT, method.lower())


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender", "preview", "Prefetch"])
def test_fetching_ahead_is_not_yet_a_person(purpose: str) -> None:
    verdict = label_hit(method="GET", user_agent=CHROME, purpose=purpose)

    assert verdict == Verdict(PROBABLE_BOT, "prefetch")


def test_a_robot_that_fetches_ahead_keeps_its_own_name() -> None:
    verdict = label_hit(method="GET", user_agent="curl/8.5.0", purpose="prefetch")

    assert verdict == Verdict(BOT, "tool")


@given(st.text(max_size=3000))
def test_no_user_agent_breaks_the_judgement(agent: str) -> None:
    verdict = label_hit(method="GET", user_agent=agent)

    assert verdict.label in clicks.LABELS
    assert 0 < len(verdict.reason) <= clicks.REASON_LENGTH
    assert verdict.reason.isascii()


def test_each_family_has_a_reason_that_fits_a_record_and_a_sample() -> None:
    sampled = {family["reason"] for family in SAMPLES["robot"]}

    for key, why in clicks.reasons().items():
        assert len(key) <= clicks.REASON_LENGTH
        assert why.endswith(".")
        assert key in sampled


def hit(number: str, link_id: int, second: float, visitor: bytes = b"a", **mail: Any) -> Hit:
    return Hit(number, link_id, visitor, NOON + timedelta(seconds=second), **mail)


def test_three_links_of_one_member_in_ten_seconds_are_a_burst() -> None:
    hits = [hit("1", 1, 0), hit("2", 2, 4), hit("3", 3, 9.9), hit("4", 1, 60)]

    assert clicks.burst(hits) == {"1", "2", "3"}


def test_three_links_at_a_reading_pace_are_no_burst() -> None:
    assert clicks.burst([hit("1", 1, 0), hit("2", 2, 5), hit("3", 3, 10)]) == frozenset()


def test_one_link_opened_often_is_no_burst() -> None:
    assert clicks.burst([hit(str(n), 1, n / 10) for n in range(20)]) == frozenset()


def test_different_visitors_make_no_burst_together() -> None:
    hits = [hit(str(n), n, n / 10, visitor=bytes([n])) for n in range(5)]

    assert clicks.burst(hits) == frozenset()


def test_both_links_of_a_small_mail_at_once_are_a_burst() -> None:
    mail = {"mail": "monday", "mail_links": 2}

    assert clicks.burst([hit("1", 1, 0, **mail), hit("2", 2, 1, **mail)]) == {"1", "2"}


def test_two_of_the_three_links_of_a_mail_are_reading() -> None:
    mail = {"mail": "monday", "mail_links": 3}

    assert clicks.burst([hit("1", 1, 0, **mail), hit("2", 2, 1, **mail)]) == frozenset()


def test_a_mail_with_one_link_is_no_burst() -> None:
    mail = {"mail": "monday", "mail_links": 1}

    assert clicks.burst([hit("1", 1, 0, **mail), hit("2", 1, 1, **mail)]) == frozenset()


def test_a_flood_is_judged_in_one_pass() -> None:
    hits = [hit(str(n), n % 7, n / 1000) for n in range(50_000)]

    assert len(clicks.burst(hits)) == 50_000


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 60)), max_size=40))
def test_a_burst_is_what_stands_in_a_crowded_window(opened: list[tuple[int, int]]) -> None:
    hits = [hit(str(n), link_id, second) for n, (link_id, second) in enumerate(opened)]

    crowded = {
        each.id
        for start in hits
        for window in [[h for h in hits if timedelta() <= h.at - start.at < clicks.BURST]]
        if len({h.link_id for h in window}) >= clicks.BURST_LINKS
        for each in window
    }
    assert clicks.burst(hits) == crowded


@pytest.mark.parametrize("label", clicks.LABELS)
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_only_the_first_click_of_another_person_counts(label: str, first: bool, own: bool) -> None:
    counted = clicks.is_counted(label=label, first_today=first, sharers_own=own)

    assert counted == (label == HUMAN and first and not own)
