"""Reads one row of a staff file as a person, and says plainly what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from zetje.people.rules import dates, names, places, roles, working_days
from zetje.people.rules.addresses import NotAnAddressError, read_address
from zetje.people.rules.csv_table import CsvRow
from zetje.people.rules.csv_text import lost_letters

Value = str | date | tuple[int, ...] | tuple[date, date] | frozenset[roles.RoleName] | None
LIMITS = {
    "external_id": 40,
    "given_name": 80,
    "particle": 30,
    "family_name": 80,
    "full_name": 160,
    "team": 80,
    "job_title": 120,
    "region": 40,
}
EARLIEST = date(1940, 1, 1)
FUTURE_LIMIT = timedelta(days=730)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong, or worth saying, about a cell: a code, its column and what stood there."""

    code: str
    field: str = ""
    value: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """What a person gets where the file says nothing: the organisation's own."""

    language: str
    time_zone: str
    country: str
    region: str
    today: date


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as a person: the values it has, faults that refuse it, notes that do not."""

    number: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def email(self) -> str:
        """The address, "" where there is none."""
        return str(self.values.get("email") or "")

    @property
    def external_id(self) -> str:
        """The personnel number, "" where there is none."""
        return str(self.values.get("external_id") or "")

    @property
    def name(self) -> str:
        """The name as people write it."""
        return f"{self.values.get('given_name', '')} {self.values.get('family_name', '')}".strip()


@dataclass
class _Reading:
    """The cells of one row on their way to values."""

    cells: dict[str, str]
    defaults: Defaults
    values: dict[str, Value] = field(default_factory=dict[str, Value])
    faults: list[Fault] = field(default_factory=list[Fault])
    notes: list[Fault] = field(default_factory=list[Fault])

    def fault(self, code: str, column: str) -> None:
        self.faults.append(Fault(code=code, field=column, value=self.cells.get(column, "")[:80]))

    def note(self, code: str, column: str) -> None:
        self.notes.append(Fault(code=code, field=column, value=self.cells.get(column, "")[:80]))


def read_row(
    row: CsvRow,
    *,
    columns: Mapping[int, str],
    defaults: Defaults,
    header_width: int,
    delimiter: str = ";",
) -> ReadRow:
    """Read a row; every fault is found at once, so that one round of mending is enough."""
    cells = {
        name: row.cells[place] if place < len(row.cells) else "" for place, name in columns.items()
    }
    reading = _Reading(cells=cells, defaults=defaults)
    if any(row.cells[header_width:]):
        reading.faults.append(Fault(code="too_many_cells", other=delimiter))
    for name, limit in LIMITS.items():
        if len(cells.get(name, "")) > limit:
            reading.fault("too_long", name)
        elif lost_letters(cells.get(name, "")):
            reading.fault("letters_lost", name)
    for place in row.set_right:
        if place in columns:
            reading.note("letters_set_right", columns[place])
    for read in _READERS:
        read(reading)
    return ReadRow(
        number=row.number,
        values=reading.values,
        faults=tuple(reading.faults),
        notes=tuple(reading.notes),
    )


def _read_identity(reading: _Reading) -> None:
    if "external_id" in reading.cells:
        reading.values["external_id"] = reading.cells["external_id"]
    text = reading.cells.get("email", "")
    if not text:
        reading.fault("email_missing", "email")
        return
    try:
        reading.values["email"] = read_address(text)
    except NotAnAddressError as error:
        reading.fault(error.code, "email")


def _read_name(reading: _Reading) -> None:
    cells = reading.cells
    given, family = cells.get("given_name", ""), cells.get("family_name", "")
    family = names.joined_family_name(cells.get("particle", ""), family)
    if not given and not family and cells.get("full_name"):
        given, family = names.split_full_name(cells["full_name"])
    elif "family_name" not in cells and given and cells.get("full_name"):
        family = cells["full_name"].removeprefix(given).strip()
    if not given:
        given, family = family, ""
    if not given:
        column = "full_name" if "full_name" in cells else "given_name"
        reading.fault("name_missing", column)
    reading.values |= {"given_name": given, "family_name": family}


def _read_work(reading: _Reading) -> None:
    for name in ("team", "job_title"):
        if name in reading.cells:
            reading.values[name] = reading.cells[name]
    if text := reading.cells.get("working_days", ""):
        try:
            reading.values["working_days"] = working_days.read_working_days(text)
        except working_days.NotDaysError:
            reading.fault("days_unknown", "working_days")
        else:
            if working_days.counted_only(text):
                reading.note("days_guessed", "working_days")
    elif "working_days" in reading.cells:
        reading.values["working_days"] = working_days.FULL_WEEK


def _read_place(reading: _Reading) -> None:
    readers: tuple[tuple[str, Callable[[str], str], str], ...] = (
        ("language", places.read_language, reading.defaults.language),
        ("time_zone", places.read_time_zone, reading.defaults.time_zone),
        ("country", places.read_country, reading.defaults.country),
    )
    for name, read, default in readers:
        if name not in reading.cells:
            continue
        text = reading.cells[name]
        try:
            reading.values[name] = read(text) if text else default
        except places.UnknownPlaceError:
            reading.fault(f"{name}_unknown", name)
    if text := reading.cells.get("region", ""):
        country = str(reading.values.get("country", reading.defaults.country))
        try:
            reading.values["region"] = places.read_region(text, country=country)
        except places.UnknownPlaceError:
            reading.values["region"] = ""
            reading.note("region_unknown", "region")
    elif "region" in reading.cells:
        reading.values["region"] = ""


def _read_dates(reading: _Reading) -> None:
    for name in ("started_on", "left_on"):
        if name in reading.cells:
            reading.values[name] = _date(reading, name)
    started, left = reading.values.get("started_on"), reading.values.get("left_on")
    if isinstance(started, date) and isinstance(left, date) and left < started:
        reading.fault("left_before_start", "left_on")
    if isinstance(left, date) and left > reading.defaults.today:
        reading.values["left_on"] = None
        reading.note("leaves_later", "left_on")


def _read_leave(reading: _Reading) -> None:
    if not {"leave_from", "leave_until"} & set(reading.cells):
        return
    start, end = _date(reading, "leave_from"), _date(reading, "leave_until")
    reading.values["leave"] = None
    if start and end and start <= end:
        reading.values["leave"] = (start, end)
    elif start and end:
        reading.fault("leave_backwards", "leave_until")
    elif start and not reading.cells.get("leave_until"):
        reading.fault("leave_open", "leave_until")
    elif end and not reading.cells.get("leave_from"):
        reading.fault("leave_open", "leave_from")


def _read_roles(reading: _Reading) -> None:
    if "roles" not in reading.cells:
        return
    try:
        reading.values["roles"] = roles.read_roles(
            reading.cells["roles"], own_team=reading.cells.get("team", "")
        )
    except roles.UnknownRoleError:
        reading.fault("role_unknown", "roles")


def _date(reading: _Reading, name: str) -> date | None:
    text = reading.cells.get(name, "")
    if not text:
        return None
    try:
        day = dates.read_date(text)
    except dates.NotADateError:
        reading.fault("date_unknown", name)
        return None
    if not EARLIEST <= day <= reading.defaults.today + FUTURE_LIMIT:
        reading.fault("date_odd", name)
        return None
    return day


_READERS = (
    _read_identity,
    _read_name,
    _read_work,
    _read_place,
    _read_dates,
    _read_leave,
    _read_roles,
)
