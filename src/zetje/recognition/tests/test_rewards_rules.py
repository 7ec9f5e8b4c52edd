"""What holds of rewards without a database: periods, draws, codes, words of thanks, the CSV."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.lib.csv_lines import csv_text
from zetje.recognition.rules.rewards import (
    PERIODS,
    CodesRefusedError,
    Entrant,
    Kind,
    choose,
    codes_of,
    hash_of,
    next_period,
    order_of,
    pays_per_share,
    period_of,
    periods_before,
    proof_of,
    speaks_of_a_post,
    ticket_of,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(day=DAYS, length=st.sampled_from(PERIODS))
def test_every_day_is_in_one_period_and_periods_leave_no_gap(day: date, length: str) -> None:
    here = period_of(day, length)
    after = next_period(here, length)

    assert here.starts_on <= day <= here.ends_on
    assert after.starts_on == here.ends_on + timedelta(days=1)
    assert next(periods_before(after.starts_on, length, count=1)) == here
    assert period_of(here.ends_on, length) == here


def test_a_period_turns_at_midnight_where_the_organisation_is() -> None:
    march = period_of(date(2026, 3, 15), "month")

    zone = "Europe/Amsterdam"
    # The clock goes forward on the 29th: the month is an hour shorter than its days.
    assert march.until(zone).timestamp() - march.since(zone).timestamp() == 31 * 86400 - 3600


@given(
    members=st.lists(st.integers(1, 10_000), min_size=1, max_size=30, unique=True),
    seed=st.text("0123456789abcdef", min_size=8, max_size=8),
    shuffled=st.randoms(),
)
def test_a_draw_is_the_same_in_whatever_order_people_come(
    members: list[int], seed: str, shuffled: Random
) -> None:
    entrants = [Entrant(member) for member in members]
    again = list(entrants)
    shuffled.shuffle(again)

    assert choose(entrants, places=3, seed=seed, key="k") == choose(
        again, places=3, seed=seed, key="k"
    )


def test_anybody_can_check_that_the_winning_ticket_was_the_smallest() -> None:
    entrants = [Entrant(member) for member in range(1, 200)]
    seed, key = "5f" * 16, "key"

    (_winner, ticket), *others = order_of(entrants, seed=seed, key=key)

    assert hash_of("abc").startswith("ba7816bf8f01cfea414140de5dae2223")
    assert all(
        proof_of(ticket, seed=seed) < proof_of(ticket_of(one.member, key=key), seed=seed)
        for one, _ in others
    )


def test_a_draw_favours_nobody() -> None:
    entrants = [Entrant(member) for member in range(1, 11)]
    won = [0] * 11
    for number in range(4000):
        (one,) = choose(entrants, places=1, seed=f"seed {number}", key="k")
        won[one.member] += 1

    # Four hundred each; five deviations are 95.
    assert max(abs(count - 400) for count in won[1:]) < 95


def test_who_has_more_wins_and_the_draw_decides_between_equals_only() -> None:
    entrants = [Entrant(1, 3), Entrant(2, 5), Entrant(3, 5), Entrant(4, 9)]

    for number in range(20):
        order = choose(entrants, places=4, seed=str(number), key="k")
        assert [one.measure for one in order] == [9, 5, 5, 3]


def test_a_share_is_a_ticket_only_where_the_rule_says_so() -> None:
    assert pays_per_share(Kind.EACH, per_share=False)
    assert pays_per_share(Kind.DRAW, per_share=True)
    assert not pays_per_share(Kind.DRAW, per_share=False)
    assert not pays_per_share(Kind.PASSED_ON, per_share=True)


@pytest.mark.parametrize(
    "words",
    [
        "Mooie post over de ketting!",
        "Bedankt voor het delen",
        "Je bericht op LinkedIn was top",
        "Great post!",
        "thanks for sharing it",
        "#trots",
        "kijk https://example.org",
    ],
)
def test_thanks_for_a_post_are_seen_as_such(words: str) -> None:
    assert speaks_of_a_post(words)


@pytest.mark.parametrize(
    "words",
    [
        "Je nam de hele week de telefoon over.",
        "You showed Noor around.",
        "Postelein voor allen",
        "",
    ],
)
def test_thanks_for_something_else_are_not(words: str) -> None:
    assert not speaks_of_a_post(words)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (b"AB-1\nAB-2\n", ["AB-1", "AB-2"]),
        ("\ufeffNummer;Boncode\r\n1;AB-1\r\n2;AB-2\r\n".encode(), ["AB-1", "AB-2"]),
        (b'code,worth\n"=1+1",10\n', ["=1+1"]),
    ],
)
def test_codes_are_read_from_what_shops_send(raw: bytes, codes: list[str]) -> None:
    assert codes_of(raw) == codes


@pytest.mark.parametrize(
    ("raw", "why", "line"),
    [
        (b"", "empty", 0),
        (b"code\n\n", "empty", 0),
        (b"A\nB\nA\n", "doubled", 3),
        (b"A\n" + b"x" * 201, "long", 2),
        (b"\xff\xfe\x00A", "no_text", 0),
    ],
)
def test_a_file_without_good_codes_is_refused_and_the_refusal_names_no_code(
    raw: bytes, why: str, line: int
) -> None:
    with pytest.raises(CodesRefusedError) as refused:
        codes_of(raw)

    assert (refused.value.why, refused.value.line) == (why, line)
    assert str(refused.value) == why


@given(cells=st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_no_cell_of_the_ledger_runs_in_a_spreadsheet(cells: list[str]) -> None:
    written = csv_text(["h"] * len(cells), [cells], language="nl")

    (_, row) = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert [cell.lstrip("'") for cell in row] == [cell.lstrip("'") for cell in cells]
