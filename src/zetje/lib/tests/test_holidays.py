"""Tests of public holidays."""

from datetime import date

from zetje.lib.holidays import holiday_mask, public_holidays


def test_holidays_follow_country_and_region() -> None:
    kings_day = holiday_mask("NL", "", date(2026, 4, 27))
    corpus_christi = date(2026, 6, 1)

    assert kings_day == 0b0000001
    assert holiday_mask("DE", "BY", corpus_christi) == 0b0001000
    assert holiday_mask("DE", "BE", corpus_christi) == 0


def test_an_unknown_country_has_no_holidays_and_an_unknown_region_those_of_its_country() -> None:
    assert public_holidays("XX", "", 2026) == frozenset()
    assert public_holidays("NL", "Atlantis", 2026) == public_holidays("NL", "", 2026)


def test_a_week_over_new_year_knows_the_holidays_of_both_years() -> None:
    assert holiday_mask("NL", "", date(2026, 12, 28)) == 0b0010000
