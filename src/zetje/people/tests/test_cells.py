"""Dates, working days, addresses, places and roles in the many ways people write them."""

from datetime import date

import pytest

from zetje.people.rules.addresses import NotAnAddressError, read_address
from zetje.people.rules.dates import NotADateError, read_date
from zetje.people.rules.places import (
    UnknownPlaceError,
    read_country,
    read_language,
    read_region,
    read_time_zone,
)
from zetje.people.rules.roles import UnknownRoleError, read_roles, written_roles
from zetje.people.rules.working_days import (
    NotDaysError,
    counted_only,
    read_working_days,
    written_days,
)

FIRST_OF_MARCH = date(2024, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2024-03-01", "2024/3/1", "20240301", "1-3-2024", "01/03/2024", "01.03.2024", "1-3-24"),
        *("1 maart 2024", "1 mrt. 2024", "1-mrt-24", "1 March 2024", "March 1, 2024", "45352"),
        *("2024-03-01T00:00:00", "2024-03-01 09:30", "01-03-2024 00:00:00", " 1-3-2024 "),
    ],
)
def test_reads_a_date(text) -> None:
    assert read_date(text) == FIRST_OF_MARCH


def test_two_digits_of_a_year_are_of_the_century_they_can_be() -> None:
    assert read_date("1-3-69").year == 2069
    assert read_date("1-3-70").year == 1970


@pytest.mark.parametrize(
    "text", ["", "ooit", "31-02-2024", "03/25/2024", "2024-13-01", "1 foo 2024", "99999"]
)
def test_refuses_what_is_no_date(text) -> None:
    with pytest.raises(NotADateError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *((text, (0, 1, 2, 3)) for text in ("ma-do", "Mon-Thu", "ma t/m do", "ma - do", "4")),
        *((text, (0, 1, 2, 3)) for text in ("Mon to Thu", "maandag tot en met donderdag")),
        *((text, (0, 1, 2, 3)) for text in ("80%", "0,8", "0.8 fte", "4 dagen", "niet op vrijdag")),
        *((text, (0, 1, 3)) for text in ("ma,di,do", "ma di do", "1,2,4", "Mon, Tue & Thu")),
        *((text, (0, 1, 2, 3, 4)) for text in ("fulltime", "voltijd", "1,0", "100 %", "weekdays")),
        ("ma-vr behalve wo", (0, 1, 3, 4)),
        ("za-di", (0, 1, 5, 6)),
        ("alle dagen", (0, 1, 2, 3, 4, 5, 6)),
        ("1", (0,)),
    ],
)
def test_reads_working_days(text, days) -> None:
    assert read_working_days(text) == days


@pytest.mark.parametrize("text", ["36 uur", "foo", "0", "8", "ma-foo", "behalve ma-vr", "40 fte"])
def test_refuses_what_names_no_days(text) -> None:
    with pytest.raises(NotDaysError):
        read_working_days(text)


def test_knows_when_only_the_number_of_days_was_given() -> None:
    assert counted_only("4")
    assert counted_only("80%")
    assert not counted_only("5")
    assert not counted_only("ma-do")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_written_days_read_back(language) -> None:
    assert read_working_days(written_days((0, 2, 5), language=language)) == (0, 2, 5)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Anna@X.NL ", "anna@x.nl"),
        ("Anna de Vries <mailto:anna@x.nl>", "anna@x.nl"),
        ("anna@x.nl;", "anna@x.nl"),
        ("ａｎｎａ@x.nl", "anna@x.nl"),
        ("an+na.o'neill@sub.x.co.uk", "an+na.o'neill@sub.x.co.uk"),
        ("anna@münchen.example", "anna@xn--mnchen-3ya.example"),
    ],
)
def test_brings_an_address_to_one_form(text, address) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("an na@x.nl", "email_spaces"),
        ("a@x.nl; b@x.nl", "email_several"),
        ("josé@x.nl", "email_letters"),
        *(
            (text, "email_bad")
            for text in ("anna", "anna@", "@x.nl", "a@@x.nl", "a@x", "a..b@x.nl")
        ),
        *((text, "email_bad") for text in ("a@-x.nl", "a@x..nl", f"{'a' * 65}@x.nl", "a@ä..nl")),
        (f"a@{'x' * 60}.{'x' * 60}.{'x' * 60}.{'x' * 60}.{'x' * 20}.nl", "email_bad"),
    ],
)
def test_says_what_is_wrong_with_an_address(text, code) -> None:
    with pytest.raises(NotAnAddressError) as refused:
        read_address(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        *((read_language, text, "nl") for text in ("nl", "NL-be", "Nederlands", "Dutch (Belgium)")),
        *((read_language, text, "en") for text in ("en_GB", "Engels", "English")),
        *((read_time_zone, text, "Europe/Amsterdam") for text in ("europe/amsterdam", "Amsterdam")),
        (read_time_zone, "W. Europe Standard Time", "Europe/Amsterdam"),
        (read_time_zone, "New York", "America/New_York"),
        (read_time_zone, "utc", "UTC"),
        *((read_country, text, "NL") for text in ("nl", "Nederland", "the Netherlands", "NLD")),
        *((read_country, text, "BE") for text in ("België", "belgie", "Belgium", "Belgique")),
    ],
)
def test_reads_a_place(read, text, value) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_language, "Duits"),
        (read_time_zone, "CET"),
        (read_time_zone, "Mars"),
        (read_country, "XX"),
    ],
)
def test_refuses_a_place_it_does_not_know(read, text) -> None:
    with pytest.raises(UnknownPlaceError):
        read(text)


def test_a_region_is_one_that_has_holidays_of_its_own() -> None:
    assert read_region("Bayern", country="DE") == "BY"
    assert read_region("DE-BY", country="DE") == "BY"
    with pytest.raises(UnknownPlaceError):
        read_region("Atlantis", country="DE")


def test_a_region_is_free_where_no_holidays_are_known() -> None:
    assert read_region("Noord", country="AC") == "Noord"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("", []),
        ("medewerker", []),
        ("redacteur, Expert", [("editor", ""), ("expert", "")]),
        ("teamleider", [("team_lead", "Zorg")]),
        ("team lead: Sales, Noord; OR", [("team_lead", "Sales, Noord"), ("works_council", "")]),
        ("Programma-manager / beheerder", [("administrator", ""), ("programme_manager", "")]),
    ],
)
def test_reads_roles(text, roles) -> None:
    assert sorted(read_roles(text, own_team="Zorg")) == roles


@pytest.mark.parametrize("text", ["monteur", "editor; baas", "team lead:"])
def test_refuses_a_role_that_is_not_ours(text) -> None:
    with pytest.raises(UnknownRoleError):
        read_roles(text, own_team="Zorg")


def test_a_team_lead_without_a_team_leads_nothing() -> None:
    with pytest.raises(UnknownRoleError):
        read_roles("teamleider", own_team="")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_written_roles_read_back(language) -> None:
    roles = frozenset({("editor", ""), ("team_lead", "Zorg, Noord"), ("works_council", "")})

    assert read_roles(written_roles(roles, language=language), own_team="") == roles
