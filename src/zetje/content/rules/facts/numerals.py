"""Reads numbers as people write them in Dutch and English, in digits and in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import regex

NL_SMALL: Final[Mapping[str, int]] = {
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
    "nul": 0,
}
_NL_TENS: Final[Mapping[str, int]] = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
EN_SMALL: Final[Mapping[str, int]] = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_EN_TENS: Final[Mapping[str, int]] = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("duizend", "thousand", "k"), 1_000),
    **dict.fromkeys(("miljoen", "million", "mln", "mio", "mn", "m"), 1_000_000),
    **dict.fromkeys(("miljard", "billion", "mld", "mrd", "bn", "b"), 1_000_000_000),
    **dict.fromkeys(("biljoen", "trillion", "tn"), 1_000_000_000_000),
}
_ORDINALS: Final[Mapping[str, int]] = {
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "vijfde": 5,
    "zesde": 6,
    "zevende": 7,
    "achtste": 8,
    "negende": 9,
    "tiende": 10,
    "elfde": 11,
    "twaalfde": 12,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
# Longer than anybody counts, and as long as every number can be worked with.
_MOST_DIGITS: Final = 100


def without_marks(text: str) -> str:
    """The text in small letters without accents, as long as before where it was composed."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in text.casefold())


def digits_value(written: str, *, language: str, is_share: bool = False) -> Fraction | None:
    """What digits with their points and commas come to.

    A single separator before exactly three digits parts thousands in either language ("1.000",
    "1,000"), unless a percent sign follows and it is the decimal sign of the language.

    Args:
        written: digits, with points, commas, blanks or apostrophes between them.
        language: of the text.
        is_share: whether a percent sign follows.
    """
    written = written.replace(" ", "").replace("'", "")
    if len(written) > _MOST_DIGITS:
        return None
    points, commas = written.count("."), written.count(",")
    if points and commas:
        last = max(written.rfind("."), written.rfind(","))
        whole = regex.sub(r"[.,]", "", written[:last])
        return Fraction(f"{whole}.{written[last + 1 :]}")
    sign = "." if points else ","
    if points + commas == 0:
        return Fraction(written)
    parts = written.split(sign)
    if points + commas > 1:
        even = all(len(part) == 3 for part in parts[1:])
        return Fraction("".join(parts)) if even else None
    is_decimal = len(parts[1]) != 3 or parts[0] in ("", "0")
    if is_share and sign == ("," if language == "nl" else "."):
        is_decimal = True
    return Fraction(".".join(parts)) if is_decimal else Fraction("".join(parts))


def dutch_value(word: str) -> int | None:
    """What one Dutch number word comes to, "zestigduizend"; None if it is none."""
    word = without_marks(word)
    if not word:
        return None
    if word in NL_SMALL:
        return NL_SMALL[word]
    if word in _NL_TENS:
        return _NL_TENS[word]
    for unit, factor in (("duizend", 1_000), ("honderd", 100)):
        head, found, tail = word.partition(unit)
        if found:
            many = dutch_value(head) if head else 1
            rest = dutch_value(tail.removeprefix("en") if len(tail) > 2 else tail) if tail else 0
            return None if many is None or rest is None else many * factor + rest
    for small, ones in NL_SMALL.items():
        if ones and ones < 10 and word.startswith(small + "en"):
            tens = _NL_TENS.get(word[len(small) + 2 :])
            if tens:
                return tens + ones
    return None


def english_value(words: str) -> int | None:
    """What English number words come to, "two hundred and fifty"; None if they are none."""
    total = current = 0
    some = False
    for word in regex.split(r"[\s-]+", words.casefold()):
        if word == "and" and some:
            continue
        if word == "a" and not some:
            current = 1
        elif word in EN_SMALL:
            current += EN_SMALL[word]
        elif word in _EN_TENS:
            current += _EN_TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in ("thousand", "million", "billion"):
            total += (current or 1) * SCALES[word]
            current = 0
        else:
            return None
        some = True
    return total + current if some else None


def word_value(words: str, *, language: str) -> Fraction | None:
    """What number words of a language come to; None if they are none."""
    if language != "nl":
        value = english_value(words)
        return None if value is None else Fraction(value)
    parts = regex.split(r"[\s-]+", without_marks(words))
    total = current = 0
    for part in parts:
        if part == "en":
            continue
        if part in ("miljoen", "miljard", "biljoen"):
            total += (current or 1) * SCALES[part]
            current = 0
            continue
        value = dutch_value(part)
        if value is None:
            return None
        if part.startswith(("duizend", "honderd")) and current and current < 1_000:
            value = current * value
            current = 0
        current += value
    return Fraction(total + current)


def ordinal_value(word: str) -> int | None:
    """What an ordinal comes to, "twintigste", "2e" or "twenty-fifth"; None if it is none."""
    word = without_marks(word)
    if word in _ORDINALS:
        return _ORDINALS[word]
    digits = regex.fullmatch(r"(\d+)-?(?:e|de|ste|st|nd|rd|th)", word)
    if digits:
        return int(digits[1])
    head, dash, tail = word.rpartition("-")
    if dash and tail in (*_ORDINALS, "first"):
        tens = english_value(head)
        return None if tens is None else tens + _ORDINALS.get(tail, 1)
    if word.endswith("ste"):
        return dutch_value(word[:-3])
    if word.endswith("de"):
        return dutch_value(word[:-2])
    if word.endswith("ieth"):
        return english_value(word[:-4] + "y")
    if word.endswith("th"):
        return english_value(word[:-2])
    return None
