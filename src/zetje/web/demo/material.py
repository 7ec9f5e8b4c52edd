"""Reads what the demo is made of: its stories, and its people."""

from __future__ import annotations

import csv
import io
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

HERE = Path(__file__).resolve().parent
TEAMS = (
    "Gieterij",
    "Montage",
    "Test en onderzoek",
    "Ontwerp",
    "Verkoop Benelux",
    "Service",
    "Magazijn",
    "Kantoor",
)
TEAM_WEIGHTS = (0.16, 0.2, 0.1, 0.08, 0.1, 0.14, 0.12, 0.1)
_GIVEN = """Sjoerd Wietske Gerben Ilse Joris Marijke Bram Lotte Youssef Fatma Rachid Aylin Tygo Noor Bas
Hanneke Kofi Sevda Mees Truus Daan Joke Femke Pim Anouk Thijs Eline Ruben Sanne Jasper Maud Koen Lieke
Stijn Esmee Floris Roos Teun Fleur Lars Nienke Gijs Merel Jelle Tess Sander Iris Wout Anna Hugo Emma
Priya Oliver Grace Tomasz Agnieszka Diego Lucía Emre Zeynep Samir Leïla Björn Zoë René Renée""".split()
_FAMILY = """de Vries|Jansen|van den Berg|Bakker|van Dijk|Visser|Smit|Meijer|de Boer|Mulder|de Groot|Bos|Vos|
Peters|Hendriks|van Leeuwen|Dekker|Brouwer|de Wit|Dijkstra|Smits|de Graaf|van der Meer|van der Linden|Kok|
Jacobs|de Haan|Vermeulen|van den Heuvel|van der Veen|van den Broek|de Bruijn|Schouten|van Beek|Willems|
van Vliet|Hoekstra|Maas|Verhoeven|Koster|van Dam|Prins|Blom|Huisman|Peeters|Kuipers|Postma|Kramer|El Idrissi|
Yılmaz|Nowak|O'Brien|'t Hart|Özdemir|Amrani|Kaya|Ferreira|Singh""".replace("\n", "").split("|")
_JOBS = {
    "Gieterij": ("gieter", "vormer", "smelter"),
    "Montage": ("monteur", "lijnleider", "kwaliteitsmeter"),
    "Test en onderzoek": ("testengineer", "onderzoeker", "meettechnicus"),
    "Ontwerp": ("productontwerper", "tekenaar", "modelmaker"),
    "Verkoop Benelux": ("accountmanager", "dealerbegeleider", "verkoper"),
    "Service": ("servicemonteur", "klantenservicemedewerker", "trainer"),
    "Magazijn": ("magazijnmedewerker", "planner", "chauffeur"),
    "Kantoor": ("boekhouder", "inkoper", "communicatieadviseur"),
}


@dataclass(frozen=True)
class DemoStory:
    """One invented story in two languages."""

    slug: str
    kind: str
    topic: str
    title: dict[str, str]
    text: dict[str, str]


@cache
def stories() -> Sequence[DemoStory]:
    """Every story of the demo, hand-written ones and series mixed, always in the same order."""
    given = tomllib.loads((HERE / "stories.toml").read_text())
    found = [_story(entry, entry["title"], entry["text"]) for entry in given["story"]]
    for series in given["series"]:
        english = series.get("english", series["names"])
        for dutch, other in zip(series["names"], english, strict=True):
            names = {"nl": dutch, "en": other}
            title = {key: text.format(name=names[key]) for key, text in series["title"].items()}
            text = {key: text.format(name=names[key]) for key, text in series["text"].items()}
            title = {key: value[0].upper() + value[1:] for key, value in title.items()}
            found.append(_story(series, title, text))
    order = np.random.default_rng(1986).permutation(len(found) - 3)
    return [*(found[3 + at] for at in order), *found[:3]]


def _story(entry: dict[str, Any], title: dict[str, str], text: dict[str, str]) -> DemoStory:
    slug = "".join(sign if sign.isalnum() else "-" for sign in title["en"].lower())
    slug = "-".join(part for part in slug.split("-") if part)
    return DemoStory(slug, entry["kind"], entry["topic"], title, text)


def staff_file(*, people: int, rng: Generator) -> bytes:
    """A staff file as a personnel department would export it, with the named people first.

    Args:
        people: how many rows.
        rng: the chance behind names, teams and working days.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        "personeelsnummer voornaam achternaam e-mail team functie taal werkdagen indienst".split()
    )
    seen: set[str] = set()
    for number, row in enumerate([*_named(), *_invented(people, rng)], start=1001):
        given, family, team, job, language, days, started = row
        address = _address(given, family, seen)
        if len(seen) > people:
            break
        writer.writerow([number, given, family, address, team, job, language, days, started])
    return out.getvalue().encode("utf-8-sig")


def _named() -> list[tuple[str, str, str, str, str, str, str]]:
    return [
        ("Sanne", "Dekker", "Test en onderzoek", "testengineer", "nl", "ma-vr", "2019-03-01"),
        ("Femke", "Visser", "Kantoor", "communicatieadviseur", "nl", "ma-do", "2021-09-01"),
        ("Pim", "Smit", "Kantoor", "programmamanager", "nl", "ma-vr", "2017-01-09"),
        ("Ad", "Mulder", "Kantoor", "systeembeheerder", "nl", "ma-vr", "2012-05-01"),
        ("Marijke", "van den Berg", "Ontwerp", "ontwerper", "nl", "di-vr", "2014-02-01"),
        ("Bram", "de Boer", "Test en onderzoek", "teamleider", "nl", "ma-vr", "2010-08-15"),
        ("Wil", "Hoekstra", "Montage", "monteur", "nl", "ma-vr", "2004-11-01"),
        ("Grace", "O'Brien", "Verkoop Benelux", "account manager", "en", "ma-vr", "2023-06-01"),
    ]


def _invented(people: int, rng: Generator) -> list[tuple[str, str, str, str, str, str, str]]:
    rows: list[tuple[str, str, str, str, str, str, str]] = []
    for _ in range(people):
        team = str(rng.choice(TEAMS, p=TEAM_WEIGHTS))
        started = f"{rng.integers(2001, 2026)}-{rng.integers(1, 13):02}-01"
        rows.append(
            (
                str(rng.choice(_GIVEN)),
                str(rng.choice(_FAMILY)).strip(),
                team,
                str(rng.choice(_JOBS[team])),
                "en" if rng.random() < 0.2 else "nl",
                str(rng.choice(["ma-vr", "ma-vr", "ma-vr", "ma-do", "di-vr", "ma,di,do"])),
                started,
            )
        )
    return rows


def _address(given: str, family: str, seen: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", f"{given}.{family}".lower().replace("ı", "i"))
    base = "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign == "."))
    address, number = f"{base}@noordnaaf.example", 2
    while address in seen:
        address, number = f"{base}{number}@noordnaaf.example", number + 1
    seen.add(address)
    return address
