"""Makes a staff file of any size with Dutch names and every kind of mistake, and its report.

The same seed makes the same file, so that a test can expect its report to the row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

HEADER = (
    "Personeelsnummer",
    "Voornaam",
    "Tussenvoegsel",
    "Achternaam",
    "E-mailadres",
    "Afdeling",
    "Functie",
    "Leidinggevende",
    "Taal",
    "Werkdagen",
    "Land",
    "In dienst",
)
_GIVEN = (
    "Sjoerd Anouk Daan Fleur Bram Zoë Thijs Renée Joël Noor Jörgen Maëlle Ömer Chaïma Béla Femke"
    " Gijs Roos Mees Fenna Ruben Isa Lars Sanne Youssef Marijke André Inès Bjørn Łucja"
)
GIVEN = _GIVEN.split()
NAMES: Sequence[tuple[str, str]] = (
    ("", "Jansen"),
    ("de", "Vries"),
    ("van den", "Berg"),
    ("van der", "Meer"),
    ("", "Bakker"),
    ("'t", "Hart"),
    ("d'", "Hondt"),
    ("van 't", "Hof"),
    ("in 't", "Veld"),
    ("", "Müller"),
    ("op den", "Akker"),
    ("", "Çelik"),
    ("", "El Idrissi"),
    ("ter", "Horst"),
    ("", "Nuñez"),
    ("von", "Königsmarck"),
    ("", "Kuijpers-IJzerman"),
    ("van", "Rossum"),
)
TEAMS = ("Service", "Werkplaats", "Gieterij", "Onderzoek", "Verkoop", "Inkoop", "HR", "Kantoor")
JOBS = ("monteur", "adviseur", "engineer", "planner", "inkoper", "teamassistent")
DAYS = ("ma-vr", "ma-do", "ma,di,do", "Mon-Thu", "4", "80%", "maandag t/m vrijdag", "")
DATES = ("2019-04-01", "1-9-2021", "15/03/2018", "1 mei 2023", "44927", "01.02.2020")
# Mistake → (column it is made in, what stands there then, fault it must give).
MISTAKES: dict[str, tuple[str, str, str]] = {
    "no_address": ("E-mailadres", "", "email_missing"),
    "broken_address": ("E-mailadres", "jan.jansen(at)noordnaaf", "email_bad"),
    "space_in_address": ("E-mailadres", "jan jansen@noordnaaf.example", "email_spaces"),
    "two_addresses": ("E-mailadres", "a@noordnaaf.example; b@noordnaaf.example", "email_several"),
    "accent_in_address": ("E-mailadres", "josé@noordnaaf.example", "email_letters"),
    "no_such_day": ("In dienst", "31-02-2020", "date_unknown"),
    "a_day_far_away": ("In dienst", "01-01-1820", "date_odd"),
    "no_days": ("Werkdagen", "flexibel", "days_unknown"),
    "another_language": ("Taal", "Klingon", "language_unknown"),
    "another_country": ("Land", "Atlantis", "country_unknown"),
    "lost_letter": ("Voornaam", "Ren?e", "letters_lost"),
    "long_job": ("Functie", "x" * 200, "too_long"),
}


@dataclass(kw_only=True)
class StaffFile:
    """A staff file and the report it must give."""

    rows: list[dict[str, str]]
    faults: dict[int, list[str]] = field(default_factory=dict[int, list[str]])
    other_lines: set[int] = field(default_factory=set[int])
    twice: set[int] = field(default_factory=set[int])

    @property
    def good(self) -> int:
        """How many rows are people who can be taken in."""
        return len(self.rows) - len(self.faults)

    def text(self) -> str:
        """The file as text, rows as they are."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows([row[heading] for heading in HEADER] for row in self.rows)
        return out.getvalue()

    def content(self) -> bytes:
        """The file as it comes: UTF-8, some lines in Windows-1252, some letters encoded twice."""
        lines = self.text().split("\r\n")
        done = [
            line.encode("cp1252") if number in self.other_lines else line.encode()
            for number, line in enumerate(lines, start=1)
        ]
        return b"\r\n".join(done)


def make_staff_file(*, people: int, mistakes_each: int, rng: Random) -> StaffFile:
    """People with names of their own, then mistakes of every kind in rows of their own."""
    file = StaffFile(rows=[_person(number, rng) for number in range(1, people + 1)])
    # The header is row 1 of the spreadsheet.
    free = list(range(2, people + 2))
    rng.shuffle(free)
    for column, text, fault in MISTAKES.values():
        for _ in range(mistakes_each):
            number = free.pop()
            file.rows[number - 2][column] = text
            file.faults[number] = [fault]
    _duplicates(file, free, mistakes_each)
    _encodings(file, free, mistakes_each)
    return file


def _person(number: int, rng: Random) -> dict[str, str]:
    given, (particle, family) = rng.choice(GIVEN), rng.choice(NAMES)
    return {
        "Personeelsnummer": f"{number:05}",
        "Voornaam": given,
        "Tussenvoegsel": particle,
        "Achternaam": family,
        "E-mailadres": f"Medewerker.{number}@Noordnaaf.example",
        "Afdeling": rng.choice(TEAMS),
        "Functie": rng.choice(JOBS),
        "Leidinggevende": "Pim Smit",
        "Taal": rng.choice(("nl", "Nederlands", "en", "")),
        "Werkdagen": rng.choice(DAYS),
        "Land": rng.choice(("NL", "Nederland", "België", "")),
        "In dienst": rng.choice(DATES),
    }


def _duplicates(file: StaffFile, free: list[int], count: int) -> None:
    for _ in range(count):
        first, second = sorted((free.pop(), free.pop()))
        # One address, written in two ways.
        file.rows[second - 2]["E-mailadres"] = f" {file.rows[first - 2]['E-mailadres'].upper()} "
        file.faults[first] = file.faults[second] = ["email_twice"]
        first, second = sorted((free.pop(), free.pop()))
        file.rows[second - 2]["Personeelsnummer"] = file.rows[first - 2]["Personeelsnummer"]
        file.faults[first] = file.faults[second] = ["number_twice"]
        first, second = sorted((free.pop(), free.pop()))
        file.rows[second - 2] = dict(file.rows[first - 2])
        file.faults[second] = ["row_repeated"]


def _encodings(file: StaffFile, free: list[int], count: int) -> None:
    for _ in range(count):
        number = free.pop()
        file.rows[number - 2] |= {"Voornaam": "André", "Achternaam": "Müller"}
        file.other_lines.add(number)
        number = free.pop()
        # "José" saved once too often.
        file.rows[number - 2]["Voornaam"] = "José".encode().decode("cp1252")
        file.twice.add(number)
