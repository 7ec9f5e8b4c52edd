"""What a challenge may be: whole weeks to come."""

from __future__ import annotations

from datetime import date

from zetje.recognition.rules.challenges import last_day, mondays


def test_a_challenge_is_of_whole_weeks_to_come() -> None:
    sunday, monday = date(2026, 9, 20), date(2026, 9, 21)

    assert mondays(today=sunday)[0] == monday
    assert mondays(today=monday)[0] == date(2026, 9, 28)
    assert last_day(starts_on=monday, weeks=4) == date(2026, 10, 18)
