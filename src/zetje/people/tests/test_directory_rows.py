"""One row as a person: every fault at once, each in a sentence that says what to do."""

from datetime import date

import pytest
from django.utils import translation

from zetje.people.rules.changes import must_hold, planned
from zetje.people.rules.columns import heading_key, matched_columns
from zetje.people.rules.csv_table import CsvRow
from zetje.people.rules.directory import Defaults, Fault, read_row
from zetje.people.rules.duplicates import with_duplicates
from zetje.people.rules.matching import KnownPerson
from zetje.people.rules.report_lines import line_of
from zetje.people.rules.sentences import FAULTS, FILE_FAULTS, file_sentence, heading, sentence

TODAY = date(2026, 11, 20)
DEFAULTS = Defaults(
    language="nl", time_zone="Europe/Amsterdam", country="NL", region="", today=TODAY
)


def read(number=2, *, extra=(), **cells):
    cells = {"given_name": "Jan", "family_name": "Bos", "email": "jan@x.nl"} | cells
    return read_row(
        CsvRow(number=number, cells=(*cells.values(), *extra)),
        columns=dict(enumerate(cells)),
        defaults=DEFAULTS,
        header_width=len(cells),
    )


def codes(row):
    return [fault.code for fault in row.faults]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"email": ""}, "email_missing"),
        ({"email": "geen"}, "email_bad"),
        ({"given_name": "", "family_name": ""}, "name_missing"),
        ({"given_name": "Ren?e"}, "letters_lost"),
        ({"job_title": "x" * 121}, "too_long"),
        ({"working_days": "flexibel"}, "days_unknown"),
        ({"language": "Duits"}, "language_unknown"),
        ({"time_zone": "CET"}, "time_zone_unknown"),
        ({"country": "Atlantis"}, "country_unknown"),
        ({"started_on": "31-2-2020"}, "date_unknown"),
        ({"started_on": "1-1-1900"}, "date_odd"),
        ({"started_on": "1-1-2020", "left_on": "1-1-2019"}, "left_before_start"),
        ({"leave_from": "2-1-2027", "leave_until": "1-1-2027"}, "leave_backwards"),
        ({"leave_from": "2-1-2027", "leave_until": ""}, "leave_open"),
        ({"leave_from": "", "leave_until": "2-1-2027"}, "leave_open"),
        ({"roles": "koning"}, "role_unknown"),
        ({"roles": "teamleider", "team": ""}, "role_unknown"),
    ],
)
def test_a_fault_refuses_the_row(cells, code) -> None:
    assert codes(read(**cells)) == [code]


def test_every_fault_is_found_at_once() -> None:
    row = read(email="", language="Duits", started_on="ooit", working_days="x")

    assert set(codes(row)) == {
        *("email_missing", "language_unknown", "date_unknown", "days_unknown"),
    }


def test_a_row_that_was_cut_in_the_wrong_places_is_refused() -> None:
    assert codes(read(extra=("", "rest"))) == ["too_many_cells"]
    assert codes(read(extra=("", ""))) == []


def test_letters_set_right_in_a_column_that_is_left_out_are_not_told() -> None:
    row = read_row(
        CsvRow(number=2, cells=("José", "jose@x.nl", "Café"), set_right=(0, 2)),
        columns={0: "given_name", 1: "email"},
        defaults=DEFAULTS,
        header_width=3,
    )

    assert row.notes == (Fault(code="letters_set_right", field="given_name", value="José"),)


def test_a_row_that_ends_early_is_read_with_empty_cells() -> None:
    row = read_row(
        CsvRow(number=2, cells=("Jan", "jan@x.nl")),
        columns={0: "full_name", 1: "email", 2: "team"},
        defaults=DEFAULTS,
        header_width=3,
    )

    assert (codes(row), row.values["team"]) == ([], "")


def test_empty_cells_are_the_organisations_own() -> None:
    row = read(language="", time_zone="", country="", region="", working_days="", left_on="")

    assert {name: row.values[name] for name in ("language", "time_zone", "country", "region")} == {
        "language": "nl",
        "time_zone": "Europe/Amsterdam",
        "country": "NL",
        "region": "",
    }
    assert row.values["working_days"] == (0, 1, 2, 3, 4)
    assert row.values["left_on"] is None


def test_a_region_is_of_the_rows_own_country() -> None:
    assert read(country="Duitsland", region="Bayern").values["region"] == "BY"
    unknown = read(country="Duitsland", region="Gelderland")
    assert (unknown.values["region"], [note.code for note in unknown.notes]) == (
        "",
        ["region_unknown"],
    )


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"given_name": "Jan", "particle": "van der", "family_name": "Berg"}, "Jan van der Berg"),
        ({"given_name": "", "family_name": "Cher"}, "Cher"),
        (
            {"given_name": "", "family_name": "", "full_name": "Berg, Jan van der"},
            "Jan van der Berg",
        ),
    ],
)
def test_a_name_is_put_together(cells, name) -> None:
    assert read(**cells).name == name


def test_a_given_name_beside_a_full_name_leaves_the_family_name() -> None:
    row = read_row(
        CsvRow(number=2, cells=("Jan", "Jan van der Berg", "jan@x.nl")),
        columns={0: "given_name", 1: "full_name", 2: "email"},
        defaults=DEFAULTS,
        header_width=3,
    )

    assert row.values["family_name"] == "van der Berg"


def test_a_note_refuses_nothing() -> None:
    row = read(working_days="4", left_on="1-1-2027")

    assert codes(row) == []
    assert [note.code for note in row.notes] == ["days_guessed", "leaves_later"]


def test_the_last_day_may_be_past_for_somebody_we_never_knew() -> None:
    rows = [read(left_on="1-1-2026", external_id="7")]

    plan = planned(rows, known=[], complete=True, today=TODAY)

    assert (plan.changes, plan.unchanged) == ((), 1)


def test_who_left_before_and_leaves_again_is_as_it_was() -> None:
    gone = KnownPerson(
        member_id=1,
        values={"external_id": "7", "email": "jan@x.nl", "given_name": "Jan", "family_name": "Bos"},
        left_on=date(2026, 1, 1),
    )

    plan = planned([read(left_on="1-1-2026")], known=[gone], complete=True, today=TODAY)

    assert (plan.changes, plan.unchanged) == ((), 1)


def test_of_three_rows_that_are_the_same_the_first_stands() -> None:
    rows = with_duplicates([read(2), read(3), read(4)])

    assert [codes(row) for row in rows] == [[], ["row_repeated"], ["row_repeated"]]


def test_a_repeated_row_does_not_hide_that_two_others_differ() -> None:
    rows = with_duplicates([read(2), read(3), read(4, given_name="Piet")])

    assert [codes(row) for row in rows] == [["email_twice"], ["row_repeated"], ["email_twice"]]


@pytest.mark.parametrize(
    ("leavers", "active", "held"),
    [
        (0, 0, False),
        (4, 20, False),
        (5, 20, True),
        (5, 50, False),
        (6, 50, True),
        (2, 3, True),
        (4950, 5000, True),
    ],
)
def test_leavers_are_held_above_the_threshold(leavers, active, held) -> None:
    assert must_hold(leavers=leavers, active=active, threshold=10) == held


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(
            (text, "email")
            for text in ("E-mail", "E-mailadres", "EMAIL ADDRESS", "Zakelijke e-mail")
        ),
        *((text, "external_id") for text in ("Personeelsnr.", "Employee ID", "Personeelsnummer")),
        *((text, "particle") for text in ("Tussenv.", "voorvoegsel")),
        *((text, "started_on") for text in ("In dienst", "Datum in dienst", "Hire date")),
        *((text, "left_on") for text in ("Uit dienst", "End date")),
        *((text, "manager") for text in ("Leidinggevende", "Line manager")),
        *((text, "team") for text in ("Afdeling", "Department", "Team")),
        *((text, "working_days") for text in ("Werkdagen", "FTE")),
        *((text, "time_zone") for text in ("Tijdzone", "Time zone")),
    ],
)
def test_a_heading_is_known_in_dutch_and_english(header, field) -> None:
    assert matched_columns([header]) == {0: field}


def test_of_two_headings_for_one_field_the_surest_wins_and_a_hand_wins_over_all() -> None:
    header = ["UPN", "E-mail", "Omschrijving"]

    assert matched_columns(header) == {1: "email"}
    by_hand = {"UPN": "email", "E-mail": "", "Omschrijving": "job_title"}
    assert matched_columns(header, by_hand=by_hand) == {0: "email", 2: "job_title"}
    assert heading_key("É-mail  Adres:") == "emailadres"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_fault_has_a_sentence_that_ends(language) -> None:
    params = {"megabytes": 1, "limit": 2, "row": 3}
    with translation.override(language):
        said = [sentence(Fault(code=code, value="x", other="y")) for code in FAULTS]
        said += [file_sentence(code, params) for code in FILE_FAULTS]

    assert all(text.endswith(".") and "%" not in text for text in said)


def test_what_changed_is_told_as_people_read_it() -> None:
    line = {
        "row": 2,
        "name": "Jan Bos",
        "kind": "changed",
        "differences": [
            ["working_days", [0, 1], [0, 1, 2]],
            ["roles", [], [["editor", ""], ["team_lead", "Zorg"]]],
            ["leave", None, ["2026-12-21", "2027-01-01"]],
            ["started_on", "2024-03-01", "2024-04-01"],
            ["team", "", "Zorg"],
        ],
        "notes": [{"code": "kept_own", "field": "language", "value": "", "other": ""}],
    }
    with translation.override("en"):
        told = line_of(line)
        kept = line_of({"row": None, "name": "Ad", "kind": "kept"})

    assert told.sentences == [
        "Working days: Mon, Tue → Mon, Tue, Wed",
        "Roles: nothing → Editor, Team lead Zorg",
        "Leave from: nothing → 21 December 2026 – 1 January 2027",
        "Start date: 1 March 2024 → 1 April 2024",
        "Team: nothing → Zorg",
        "Language: Kept as the person set it themselves.",
    ]
    assert kept.sentences == [
        "An administrator does not leave by a file. Take the role away first."
    ]


def test_a_column_of_no_field_is_called_as_it_is() -> None:
    assert heading("row") == "row"
