"""Who moved on: discs of people in their phases, and ribbons of those who went on or back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.weeks import iso_of
from zetje.insights.presenters.quarter_words import weeks_in_words
from zetje.insights.queries.places import Place
from zetje.insights.rules.moves import LAST_PHASE
from zetje.insights.rules.quarters import last_quarter

# In the units of the picture: where the first disc stands, how far apart, and the largest sizes.
_FIRST_X: Final = 125
_APART: Final = 250
_LARGEST: Final = 68.0
_ROOMY: Final = 36.0
_WIDEST: Final = 34.0
_MANY: Final = 15
# Net changes of fewer people are left out.
_TOLD_FROM: Final = 5


@dataclass(frozen=True, slots=True)
class Disc:
    """People in one phase, or in neighbouring ones together; `number_y` is where they are told."""

    x: str
    radius: str
    number: int
    number_y: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Ribbon:
    """People who went over a boundary; `kind` is "fwd" or "back"."""

    kind: str
    path: str
    width: str
    x: str
    y: int
    said: str
    more: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """The same in words: between which phases, and what is known."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture and the same in words.

    Attributes:
        when: of which weeks it is.
        until_told: what is said while no quarter is over yet.
        together: whether a disc is of neighbouring phases.
    """

    when: str
    discs: Sequence[Disc]
    ribbons: Sequence[Ribbon]
    names: Sequence[str]
    says: str
    rows: Sequence[Boundary]
    until_told: str
    together: bool


def weeks_of_flow(newest: int) -> tuple[int, int]:
    """The week before the newest quarter that is over, and its last week."""
    first, last = last_quarter(newest)
    return first - 1, last


def flow_of(
    *,
    newest: int,
    places: Mapping[int, Sequence[Place]],
    steps: Sequence[Mapping[str, int] | None] | None,
) -> Flow | None:
    """The picture of the newest quarter, or of how people stand now while there is none.

    Args:
        newest: the week that was frozen last.
        places: how people stood, by week; the weeks of `weeks_of_flow` and `newest`.
        steps: what the study `moves` told of that quarter, None where it did not.

    Returns:
        None where phases cannot be told at all.
    """
    then, now = weeks_of_flow(newest)
    whole = then in places and now in places
    shown = places.get(now if whole else newest, ())
    if not shown:
        return None
    found = _boundaries(places[then], shown, steps) if whole else []
    ribbons = [each for boundary in found for each in boundary.ribbons]
    return Flow(
        when=weeks_in_words(then + 1, now) if whole else "",
        discs=_discs(shown),
        ribbons=_sized(ribbons, _columns(shown)),
        names=_names(),
        says=" ".join(boundary.sentence for boundary in found),
        rows=[Boundary(boundary.name, boundary.sentence) for boundary in found],
        until_told="" if whole else _until_told(newest),
        together=any(place.first < min(place.last, LAST_PHASE) for place in shown),
    )


@dataclass(frozen=True, slots=True)
class _Move:
    kind: str
    at: int
    people: int
    said: str
    more: str


@dataclass(frozen=True, slots=True)
class _Crossed:
    name: str
    sentence: str
    ribbons: Sequence[_Move]


def _boundaries(
    then: Sequence[Place], now: Sequence[Place], steps: Sequence[Mapping[str, Any] | None] | None
) -> list[_Crossed]:
    names = _names()
    return [
        _crossed(
            at,
            _("From %(before)s to %(after)s") % {"before": names[at], "after": names[at + 1]},
            steps[at] if steps else None,
            _net(then, now, at + 1),
        )
        for at in range(LAST_PHASE - 1)
    ]


def _net(then: Sequence[Place], now: Sequence[Place], boundary: int) -> int | None:
    """How many more people are beyond a boundary; None where a week tells both sides together."""
    for places in (then, now):
        if any(place.first <= boundary < place.last for place in places):
            return None
    beyond = [
        sum(place.people for place in places if place.first > boundary) for places in (then, now)
    ]
    return beyond[1] - beyond[0]


def _crossed(at: int, name: str, step: Mapping[str, int] | None, net: int | None) -> _Crossed:
    if step:
        values = {"on": step["on"], "back": step["back"]}
        moves = [
            _Move("fwd", at, step["on"], str(step["on"]), _("moved on")),
            _Move("back", at, step["back"], str(step["back"]), _("went back")),
        ]
        said = _("About %(on)s moved on and about %(back)s went back.") % values
        return _Crossed(name, said, moves)
    if net is None:
        return _Crossed(name, _("Cannot be told: too few people on one side."), [])
    if abs(net) < _TOLD_FROM:
        return _Crossed(name, _("As many as before, or nearly so."), [])
    kind = "fwd" if net > 0 else "back"
    said = (
        ngettext(
            "%(people)s more is beyond it than at the start of the quarter.",
            "%(people)s more are beyond it than at the start of the quarter.",
            abs(net),
        )
        if net > 0
        else ngettext(
            "%(people)s fewer is beyond it than at the start of the quarter.",
            "%(people)s fewer are beyond it than at the start of the quarter.",
            abs(net),
        )
    ) % {"people": abs(net)}
    more = _("more") if net > 0 else _("fewer")
    return _Crossed(name, said, [_Move(kind, at, abs(net), str(abs(net)), more)])


def _columns(places: Sequence[Place]) -> dict[int, int]:
    """Where the disc of each phase stands, from 0; phases that are told together have one."""
    return {
        phase - 1: _x((place.first + min(place.last, LAST_PHASE)) / 2 - 1)
        for place in places
        for phase in range(place.first, place.last + 1)
        if place.first <= LAST_PHASE
    }


def _sized(moves: Sequence[_Move], columns: Mapping[int, int]) -> list[Ribbon]:
    """Ribbons as wide as they are many; back ways first, so that the others lie on top."""
    most = max([_MANY, *(each.people for each in moves)])
    ends = {each: (columns[each.at], columns[each.at + 1]) for each in moves}
    return [
        Ribbon(
            kind=each.kind,
            path=_path(each.kind, *ends[each]),
            width=f"{max(3.0, _WIDEST * each.people / most):.1f}",
            x=f"{sum(ends[each]) / 2:.0f}",
            y=128 if each.kind == "fwd" else 282,
            said=each.said,
            more=each.more,
        )
        for each in sorted(moves, key=lambda move: move.kind)
    ]


def _path(kind: str, start: int, end: int) -> str:
    height = -20 if kind == "fwd" else 400
    return f"M{start} 190C{start + 40} {height} {end - 40} {height} {end} 190"


def _x(column: float) -> int:
    return round(_FIRST_X + _APART * column)


def _discs(places: Sequence[Place]) -> list[Disc]:
    """Discs whose area is people; the last two phases are one."""
    columns: dict[tuple[int, int], int] = {}
    for place in places:
        key = (min(place.first, LAST_PHASE), min(place.last, LAST_PHASE))
        columns[key] = columns.get(key, 0) + place.people
    most = max(columns.values(), default=1) or 1
    discs: list[Disc] = []
    for (first, last), people in columns.items():
        radius = _LARGEST * sqrt(people / most)
        is_inside = radius >= _ROOMY
        y = "191" if is_inside else f"{190 - radius - 20:.0f}"
        x = str(_x((first + last) / 2 - 1))
        discs.append(Disc(x, f"{radius:.1f}", people, y, is_inside))
    return discs


def _names() -> list[str]:
    return [
        _("Information"),
        _("Application"),
        _("Confirmation"),
        _("Consolidation and verification"),
    ]


def _until_told(newest: int) -> str:
    last = next(week for week in range(newest + 1, newest + 15) if last_quarter(week)[1] == week)
    return _("Who moved is told once a quarter; this one is over with week %(week)s.") % {
        "week": iso_of(last)[1]
    }
