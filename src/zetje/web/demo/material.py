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

from zetje.web.demo.chance import one_of

HERE = Path(__file__).resolve().parent
_COLUMNS = (
    "personeelsnummer",
    "voornaam",
    "achternaam",
    "e-mail",
    "team",
    "functie",
    "taal",
    "werkdagen",
    "indienst",
)
Row = tuple[str, str, str, str, str, str, str]


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
    found: list[DemoStory] = [story_from(entry) for entry in given["story"]]
    for series in given["series"]:
        english = series.get("english", series["names"])
        for dutch, other in zip(series["names"], english, strict=True):
            names = {"nl": dutch, "en": other}
            title = {key: text.format(name=names[key]) for key, text in series["title"].items()}
            text = {key: text.format(name=names[key]) for key, text in series["text"].items()}
            title = {key: value[0].upper() + value[1:] for key, value in title.items()}
            found.append(_story(series, title, text))
    order: list[int] = np.random.default_rng(1986).permutation(len(found) - 3).tolist()
    return [*(found[3 + at] for at in order), *found[:3]]


def story_from(entry: dict[str, Any]) -> DemoStory:
    """A story as it was written by hand."""
    return _story(entry, entry["title"], entry["text"])


def _story(entry: dict[str, Any], title: dict[str, str], text: dict[str, str]) -> DemoStory:
    return DemoStory(slug_of(title["en"]), entry["kind"], entry["topic"], title, text)


def slug_of(title: str) -> str:
    """A title as it stands in addresses."""
    plain = unicodedata.normalize("NFKD", title.lower())
    signs = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain)
    return "-".join(signs.split())


def staff_file(*, people: int, rng: Generator) -> bytes:
    """A staff file as a personnel department would export it, with the named people first.

    Args:
        people: how many rows.
        rng: the chance behind names, teams and working days.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_COLUMNS)
    seen: set[str] = set()
    for number, row in enumerate([*_named(), *_invented(people, rng)], start=1001):
        given, family, team, job, language, days, started = row
        address = _address(given, family, seen)
        if len(seen) > people:
            break
        writer.writerow([number, given, family, address, team, job, language, days, started])
    return out.getvalue().encode("utf-8-sig")


def _named() -> list[Row]:
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


def _invented(people: int, rng: Generator) -> list[Row]:
    known: dict[str, list[Any]] = tomllib.loads((HERE / "people.toml").read_text())
    teams: list[dict[str, Any]] = known["team"]
    shares: list[float] = [team["share"] for team in teams]
    rows: list[Row] = []
    for _ in range(people):
        team = teams[int(rng.choice(len(teams), p=shares))]
        jobs: list[str] = team["jobs"]
        started = f"{rng.integers(2001, 2026)}-{rng.integers(1, 13):02}-01"
        rows.append(
            (
                one_of(known["given"], rng),
                one_of(known["family"], rng),
                team["name"],
                one_of(jobs, rng),
                "en" if rng.random() < 0.2 else "nl",
                one_of(["ma-vr", "ma-vr", "ma-vr", "ma-do", "di-vr", "ma,di,do"], rng),
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
