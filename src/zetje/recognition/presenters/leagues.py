"""Draws a league as its people see it: a line of discs, and the neighbours by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from zetje.recognition.queries.leagues import LeaguePerson, LeagueView
    from zetje.recognition.queries.ranks import Rank

WINDS: Final = (
    gettext_noop("Light air"),
    gettext_noop("Light breeze"),
    gettext_noop("Gentle breeze"),
    gettext_noop("Moderate breeze"),
    gettext_noop("Fresh breeze"),
    gettext_noop("Strong breeze"),
    gettext_noop("High wind"),
    gettext_noop("Full gale"),
)
# Where the line of discs begins and ends, in per cent of its width.
_FIRST, _LAST = 6.0, 95.0
# Discs of equal points stand side by side, in rows of so many at most on top of each other.
_APART = 2.4
_ROWS = 3
_HEIGHT, _FLOOR, _ROW = 104.0, 14.4, 25.6


@dataclass(frozen=True)
class Disc:
    """One person on the line: `x` in per cent, `y` in pixels, `kind` "", "near" or "you"."""

    x: str
    y: str
    kind: str


@dataclass(frozen=True)
class NeighbourView:
    """Somebody with a name beside oneself."""

    name: str
    initial: str
    points: int
    is_you: bool


@dataclass(frozen=True)
class LeaguePage:
    """A league as the page shows it.

    Attributes:
        title: "Fresh breeze league".
        people: how many sit in it.
        rising: how many catch the next wind.
        next_wind: its name; empty for who has the strongest.
        last_day: the Sunday with which the week ends.
        discs: the line; empty while nobody has points.
        label: the line in words.
        lens: the points of the shape that opens from the line to the neighbours.
        neighbours: oneself and at most four others, the most points last.
        average: of the league, told to who is not below it.
        place: "You are in place 12 of your organisation …", for the front half alone.
    """

    title: str
    people: int
    rising: int
    next_wind: str
    last_day: date
    is_over: bool
    is_too_early: bool
    discs: Sequence[Disc]
    label: str
    lens: str
    neighbours: Sequence[NeighbourView]
    average: int | None
    place: str


def league_page(league: LeagueView, *, rank: Rank) -> LeaguePage:
    """How a league looks for one of its people.

    Args:
        league: as they may see it.
        rank: theirs in the last full week, among everyone of the organisation.
    """
    xs = _places([each.points for each in league.line])
    average = round(league.average) if league.average is not None else None
    told = average is not None and not league.is_too_early and league.points >= average
    return LeaguePage(
        title=_("%(wind)s league") % {"wind": _(WINDS[league.wind - 1])},
        people=league.people,
        rising=league.rising,
        next_wind=_(WINDS[league.wind]) if league.wind < len(WINDS) else "",
        last_day=league.last_day,
        is_over=league.is_over,
        is_too_early=league.is_too_early,
        discs=_discs(league.line, xs),
        label=_label(league, average if told else None),
        lens=_lens(league.line, xs),
        neighbours=[
            NeighbourView(
                name=_("You") if each.is_you else each.name,
                initial=each.name[:1].upper(),
                points=each.points,
                is_you=each.is_you,
            )
            for each in reversed(league.neighbours)
        ],
        average=average if told else None,
        place=_place(rank),
    )


def _places(points: Sequence[int]) -> list[float]:
    """Where each stands on the line, in per cent. It begins a little before the last one shown."""
    if not points:
        return []
    low, high = min(points), max(points)
    if low == high:
        return [(_FIRST + _LAST) / 2] * len(points)
    step = (_LAST - _FIRST) / (high - low)
    return [_FIRST + (each - low) * step for each in points]


def _discs(line: Sequence[LeaguePerson], xs: Sequence[float]) -> list[Disc]:
    """Everybody on the line; of equal ones oneself and the neighbours stand on the ground."""
    discs: list[Disc] = []
    pairs = sorted(zip(xs, line, strict=True), key=lambda pair: pair[0])
    for x, group in groupby(pairs, key=lambda pair: pair[0]):
        tied = sorted(
            (each for _, each in group), key=lambda each: not (each.is_you or each.is_near)
        )
        columns = -(-len(tied) // _ROWS)
        for number, each in enumerate(tied):
            row, column = divmod(number, columns)
            at = min(max(x + (column - (columns - 1) / 2) * _APART, 1.5), 98.5)
            kind = "you" if each.is_you else "near" if each.is_near else ""
            discs.append(Disc(f"{at:.1f}%", f"{_HEIGHT - _FLOOR - row * _ROW:.1f}", kind))
    return discs


def _lens(line: Sequence[LeaguePerson], xs: Sequence[float]) -> str:
    """The shape from the neighbours' places on the line down to the whole width."""
    near = [x for each, x in zip(line, xs, strict=True) if each.is_you or each.is_near]
    if not near:
        return ""
    return f"M{min(near) - 1:.1f} 0L{max(near) + 1:.1f} 0L100 100H0Z"


def _label(league: LeagueView, average: int | None) -> str:
    if league.is_too_early:
        return _("A line of points. You have none yet this week.")
    said = _("A line of points. You have %(points)s.") % {"points": league.points}
    if average is None:
        return said
    return said + " " + _("The average is %(average)s.") % {"average": average}


def _place(rank: Rank) -> str:
    if not rank.is_in_front:
        return ""
    return _("Last week you were in place %(place)s of your whole organisation.") % {
        "place": rank.place
    }
