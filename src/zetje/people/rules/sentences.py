"""The plain sentences for what is wrong with a file or a row, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from zetje.people.rules.columns import DISPLAYED, displayed
from zetje.people.rules.directory import Fault

FAULTS: dict[str, str] = {
    "email_missing": gettext_noop("There is no e-mail address. Fill it in."),
    "email_bad": gettext_noop(
        "“%(value)s” is not an e-mail address. Write it as name@organisation.nl."
    ),
    "email_spaces": gettext_noop("The e-mail address “%(value)s” has a space in it. Take it out."),
    "email_several": gettext_noop("“%(value)s” holds more than one address. Keep one."),
    "email_letters": gettext_noop(
        "The address “%(value)s” has letters that mail servers refuse. Write it without accents."
    ),
    "email_twice": gettext_noop(
        "The address %(value)s stands in row %(other)s too. Give each person one of their own."
    ),
    "number_twice": gettext_noop(
        "Personnel number %(value)s stands in row %(other)s too. Keep one, or correct the number."
    ),
    "row_repeated": gettext_noop("This row is the same as row %(other)s, which counts."),
    "email_erased": gettext_noop(
        "The person of this address was erased at their own request and is not taken in again."
        " Take the row out, or let them ask for it themselves."
    ),
    "email_elsewhere": gettext_noop(
        "The address %(value)s cannot get an account here, since it has one in another place."
        " Use another address."
    ),
    "belongs_to_two": gettext_noop(
        "The personnel number is %(other)s's, the address is %(value)s's. Correct one of the two."
    ),
    "number_of_another": gettext_noop(
        "Personnel number %(value)s is %(other)s's, with another name and another address."
        " Correct the number, or the name."
    ),
    "email_of_another": gettext_noop(
        "The address %(value)s is %(other)s's, with another number and another name."
        " A used address does not pass to a new person: use another one."
    ),
    "name_missing": gettext_noop("There is no name. Fill in a given name or a family name."),
    "letters_lost": gettext_noop(
        "A letter was lost in “%(value)s” before the file came here. Save the file again as"
        " “CSV UTF-8”, or correct the letter."
    ),
    "too_long": gettext_noop("“%(value)s…” is too long. Shorten it."),
    "days_unknown": gettext_noop(
        "“%(value)s” names no working days. Write them as “ma-do” or “Mon, Wed”."
    ),
    "language_unknown": gettext_noop(
        "Zetje does not speak “%(value)s”. Write nl or en, or leave the cell empty."
    ),
    "time_zone_unknown": gettext_noop(
        "“%(value)s” is not a time zone. Write it as Europe/Amsterdam, or leave the cell empty."
    ),
    "country_unknown": gettext_noop(
        "“%(value)s” is not a country we know. Write two letters, such as NL, or leave it empty."
    ),
    "date_unknown": gettext_noop("“%(value)s” is not a date. Write it as 2024-03-31 or 31-3-2024."),
    "date_odd": gettext_noop("“%(value)s” lies too far away to be right. Correct the year."),
    "left_before_start": gettext_noop(
        "The last day lies before the first. Correct one of the two."
    ),
    "leave_backwards": gettext_noop(
        "The leave ends before it begins. Correct one of the two dates."
    ),
    "leave_open": gettext_noop("The leave has one date only. Give the first day and the last."),
    "role_unknown": gettext_noop(
        "“%(value)s” is not a role of Zetje. Use editor, expert, programme manager, team lead,"
        " works council, or leave this column out."
    ),
    "administrator_by_file": gettext_noop(
        "A file makes nobody an administrator. Take the role out and give it on the page Roles."
    ),
    "too_many_cells": gettext_noop(
        "The row has more cells than the header. Put quotes around text with a “%(other)s” in it."
    ),
    # Notes: worth saying, refuse nothing.
    "letters_set_right": gettext_noop("Letters were encoded twice; we set them right."),
    "days_guessed": gettext_noop(
        "“%(value)s” says how many days, not which: we count from Monday."
    ),
    "region_unknown": gettext_noop(
        "“%(value)s” is not a region with its own holidays; left empty."
    ),
    "leaves_later": gettext_noop("The last day is still to come; until then nothing changes."),
    "kept_own": gettext_noop("Kept as the person set it themselves."),
}
FILE_FAULTS: dict[str, str] = {
    "file_empty": gettext_noop("The file is empty. Choose the file that holds your people."),
    "file_too_large": gettext_noop("The file is larger than %(megabytes)s MB. Split it in two."),
    "file_not_csv": gettext_noop(
        "This is not a CSV file. In your spreadsheet choose “Save as” and “CSV UTF-8”."
    ),
    "file_damaged": gettext_noop(
        "The file breaks off in the middle of a letter. Save it once more."
    ),
    "no_rows": gettext_noop("The file has a header at most, and no people under it."),
    "too_many_rows": gettext_noop("The file has more than %(limit)s rows. Split it."),
    "too_many_columns": gettext_noop(
        "Row %(row)s has more than %(limit)s columns. Keep the columns that are needed."
    ),
    "cell_too_long": gettext_noop(
        "Row %(row)s has a cell of more than %(limit)s letters. Perhaps a quote was left open."
    ),
    "quote_left_open": gettext_noop(
        "The quotes in row %(row)s do not match. Close them, or write them twice."
    ),
    "column_missing_email": gettext_noop(
        "No column holds the e-mail addresses. Say below which one it is."
    ),
    "column_missing_full_name": gettext_noop(
        "No column holds the names. Say below which one it is."
    ),
    "directory_changed": gettext_noop(
        "The directory changed since this preview was made. We looked again: check it once more."
    ),
    "bad_rows": gettext_noop(
        "Some rows cannot be taken in. Correct them and upload again, or leave them out."
    ),
    "leavers_held": gettext_noop("More people would leave than usual. Confirm that this is right."),
    "already_started": gettext_noop("This import was begun already."),
    "file_gone": gettext_noop(
        "This file was emptied, since somebody in it was erased. Bring a new one."
    ),
    "run_failed": gettext_noop("Something went wrong, and nothing was changed. Please try again."),
}


def sentence(fault: Fault) -> str:
    """A fault of a row as one sentence that says what to do."""
    return _(FAULTS[fault.code]) % {"value": fault.value, "other": fault.other}


def file_sentence(code: str, params: Mapping[str, str | int] | None = None) -> str:
    """A fault of a whole file as one sentence that says what to do."""
    return _(FILE_FAULTS[code]) % dict(params or {})


def heading(field: str) -> str:
    """The name of a column in the reader's language."""
    key = {"leave": "leave_from"}.get(field, field)
    return displayed(key, language=get_language() or "en") if key in DISPLAYED else field
