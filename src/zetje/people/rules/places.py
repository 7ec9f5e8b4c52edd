"""Languages, time zones, countries and holiday regions as people write them."""

import re
import unicodedata
from functools import cache
from typing import cast
from zoneinfo import available_timezones

import holidays
from babel import Locale

LANGUAGES = {
    "nl": "nl nld dut nederlands dutch vlaams flemish niederländisch néerlandais",
    "en": "en eng engels english englisch anglais",
}
_LANGUAGE_OF = {name: code for code, names in LANGUAGES.items() for name in names.split()}
# Three letters, as payroll systems write them.
_THREE_LETTERS = {
    "nld": "NL", "bel": "BE", "deu": "DE", "ger": "DE", "fra": "FR", "gbr": "GB", "usa": "US",
    "irl": "IE", "esp": "ES", "prt": "PT", "ita": "IT", "aut": "AT", "che": "CH", "lux": "LU",
    "dnk": "DK", "swe": "SE", "nor": "NO", "fin": "FI", "pol": "PL", "cze": "CZ", "hun": "HU",
    "rou": "RO", "bgr": "BG", "grc": "GR", "tur": "TR", "can": "CA", "aus": "AU", "sur": "SR",
    "uk": "GB", "holland": "NL", "the netherlands": "NL", "nederland": "NL", "vs": "US",
    "engeland": "GB", "england": "GB", "great britain": "GB", "groot-brittannië": "GB",
    "verenigde staten": "US", "united states": "US", "czech republic": "CZ",
}  # fmt: skip
# Codes of two letters that name a union, a test or nowhere.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
# Names of Windows and of offsets that hold for the places our members live in.
_ZONE_NAMES = {
    "w. europe standard time": "Europe/Amsterdam",
    "romance standard time": "Europe/Brussels",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Europe/London",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles",
    "midden-europese tijd": "Europe/Amsterdam",
    "brussel": "Europe/Brussels",
    "londen": "Europe/London",
    "berlijn": "Europe/Berlin",
    "parijs": "Europe/Paris",
}


class UnknownPlaceError(ValueError):
    """No language, zone, country or region of this name is known."""


def read_language(text: str) -> str:
    """`nl` or `en` from "Nederlands", "nl-NL", "Dutch". Raises UnknownPlaceError otherwise."""
    plain = text.casefold().strip()
    code = _LANGUAGE_OF.get(plain) or _LANGUAGE_OF.get(re.split(r"[-_ (]", plain)[0])
    if not code:
        raise UnknownPlaceError(text)
    return code


def read_time_zone(text: str) -> str:
    """An IANA zone from "Europe/Amsterdam", "amsterdam" or the name Windows gives it.

    Raises UnknownPlaceError for everything else, abbreviations such as CET that know no summer too.
    """
    plain = text.casefold().strip()
    zone = _zones().get(plain) or _ZONE_NAMES.get(plain) or _cities().get(plain.replace(" ", "_"))
    if not zone:
        raise UnknownPlaceError(text)
    return zone


def read_country(text: str) -> str:
    """A country of two letters from "Nederland", "Belgium", "NLD". Raises UnknownPlaceError."""
    plain = text.casefold().strip()
    code = _THREE_LETTERS.get(plain) or _countries().get(plain)
    if not code:
        raise UnknownPlaceError(text)
    return code


def read_region(text: str, *, country: str) -> str:
    """A holiday region of a country: "Bayern", "BY" and "DE-BY" are one; free where none are known.

    Raises UnknownPlaceError when the country has regions and this is none of them.
    """
    plain = text.casefold().strip().removeprefix(f"{country.casefold()}-")
    known = _regions(country)
    if known and plain not in known:
        raise UnknownPlaceError(text)
    return known.get(plain, text.strip())


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}


@cache
def _cities() -> dict[str, str]:
    cities: dict[str, list[str]] = {}
    for zone in available_timezones():
        area, _, city = zone.rpartition("/")
        if area.split("/")[0] in {"Europe", "America", "Asia", "Africa", "Australia", "Pacific"}:
            cities.setdefault(city.casefold(), []).append(zone)
    return {city: zones[0] for city, zones in cities.items() if len(zones) == 1}


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("fr", "de", "en", "nl"):
        territories = cast("dict[str, str]", Locale(language).territories)
        for code, name in territories.items():
            if re.fullmatch(r"[A-Z]{2}", code) and code not in NO_COUNTRIES:
                names[name.casefold()] = names[code.casefold()] = code
                names[_without_accents(name.casefold())] = code
    return names


def _without_accents(text: str) -> str:
    return re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))


@cache
def _regions(country: str) -> dict[str, str]:
    """Region → code, from the library that knows the public holidays."""
    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError:
        return {}
    regions = {code.casefold(): code for code in calendar.subdivisions}
    aliases: dict[str, str] = getattr(calendar, "subdivisions_aliases", {})
    return {alias.casefold(): code for alias, code in aliases.items()} | regions
