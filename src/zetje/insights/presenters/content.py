"""Content that works: readers of a post by kind, topic, language and network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.utils.translation import gettext as _

from zetje.insights.presenters.figure_words import language_names
from zetje.insights.presenters.number_words import listed, plain
from zetje.insights.presenters.quarter_words import weeks_in_words

_MOST: Final = 8
# Where one is compared with another as well. Of few only: among many pairs some part by chance.
_COMPARED: Final = ("language", "network")


@dataclass(frozen=True, slots=True)
class Bar:
    """One group on a ruler from 0: its middle and the ends of its interval, in per cent."""

    name: str
    posts: int
    said: str
    x: str
    low: str
    high: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class Trait:
    """One way of telling stories apart; `top` is where its ruler ends."""

    name: str
    bars: Sequence[Bar]
    top: str


@dataclass(frozen=True, slots=True)
class Content:
    """The section: what stands out in a sentence, and a ruler for each trait."""

    when: str
    says: str
    traits: Sequence[Trait]


def content_of(details: Mapping[str, Any] | None) -> Content | None:
    """The section from what the study `content` told; None before it did or without readers."""
    if details is None:
        return None
    # Topics are named by their editors, networks by themselves.
    names: dict[str, dict[str, str]] = {"kind": _kinds(), "language": language_names()}
    headings = {
        "kind": _("By kind"),
        "topic": _("By topic"),
        "language": _("By language"),
        "network": _("By network"),
    }
    shown = {key: _shown(details[key]) for key in headings if details[key]}
    if not shown:
        return None
    # One scale, so that the lists can be compared by eye.
    top = ceil(max(row["upper"] for rows in shown.values() for row in rows)) or 1
    traits = [_trait(headings[key], rows, names.get(key, {}), top) for key, rows in shown.items()]
    return Content(
        weeks_in_words(details["first"], details["last"]),
        _says(traits, [_than(shown.get(key, ()), names.get(key, {})) for key in _COMPARED]),
        traits,
    )


def _shown(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [*rows[:_MOST], *[row for row in rows[_MOST:] if not row["name"]]]


def _trait(
    heading: str, rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], top: int
) -> Trait:
    return Trait(heading, [_bar(row, names, top) for row in rows], plain(top))


def _bar(row: Mapping[str, Any], names: Mapping[str, str], top: int) -> Bar:
    x, low, high = (f"{100 * row[each] / top:.1f}%" for each in ("mean", "lower", "upper"))
    said = _("%(mean)s (%(low)s–%(high)s)") % {
        "mean": plain(row["mean"]),
        "low": plain(row["lower"]),
        "high": plain(row["upper"]),
    }
    name = names.get(row["name"], row["name"]) or _("All others together")
    return Bar(name, row["posts"], said, x, low, high, row["is_best"])


def _than(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """Which one brings more than which others: those whose interval ends below its own."""
    named = [row for row in rows if row["name"]]
    if len(named) < 2:
        return ""
    most = max(named, key=lambda row: row["lower"])
    fewer = [row for row in named if row["upper"] < most["lower"]]
    if most["is_best"] or not fewer:
        return ""
    said = [names.get(row["name"], row["name"]) for row in (most, *fewer)]
    return _("%(more)s brings more readers than %(fewer)s, by more than chance.") % {
        "more": said[0],
        "fewer": listed(said[1:]),
    }


def _says(traits: Sequence[Trait], compared: Sequence[str]) -> str:
    best = [bar for trait in traits for bar in trait.bars if bar.is_best]
    than = [each for each in compared if each]
    if not best:
        return " ".join(than) or _("Nothing stands out above all the others by more than chance.")
    said = _("%(best)s: that brings more readers than the rest, by more than chance.") % {
        "best": ", ".join(bar.name for bar in best)
    }
    return " ".join([said, *than])


def _kinds() -> dict[str, str]:
    return {
        "news": _("News"),
        "vacancy": _("Vacancies"),
        "event": _("Events"),
        "success_story": _("Success stories"),
        "expert_example": _("Examples of experts"),
        "idea": _("Own ideas"),
    }
