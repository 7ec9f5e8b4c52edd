"""The habit curve: the weeks so far, and an outlook with its assumption said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.habits import WEEKLY, ceiling
from zetje.behaviour.weeks import iso_of, monday_of
from zetje.prompting.presenters.growth.pace import (
    Weeks,
    own_weeks_of,
    weeks_of,
)

if TYPE_CHECKING:
    from zetje.prompting.queries.standing_facts import Course, Floats

# The outlook goes as far as this.
AHEAD: Final = 12
# With fewer weeks nothing can be said of those to come.
FEWEST: Final = 4
# No more weeks are drawn than fit.
MOST: Final = 52
TABLE: Final = 12
# What the height of the figure stands for: somewhat more than can be reached.
_TOP: Final = 0.85
_MISSED: Final = 2
_MOST_MISSED: Final = 4
# Words below the curve need so much room, in per cent of the height.
_ROOM: Final = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """One week: a disc with a share, a ring without, the large one for now. Sizes are text: they
    stand in attributes, where no language has a comma. `around` is the radius of a second ring, for
    a week that chance kept free; else empty."""

    x: str
    y: str
    radius: str
    kind: str
    around: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside the curve: their place, their lines, and on which side of it they stand."""

    x: str
    y: str
    lines: Sequence[str]
    side: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Row:
    """One week in numbers."""

    week: int
    state: str
    strength: int


@dataclass(frozen=True, slots=True)
class CurveView:
    """The figure. Without a dot there is only the axis.

    Attributes:
        says: all of it in one sentence.
        line: the weeks so far, as a path over 100 by 100.
        outlook: the weeks to come, the same way; empty while nothing can be said of them.
        threshold: how far from the top a habit is called one, in per cent.
        here: the present week and its number of 100.
        notes: words on a row of weeks without a share, and where the outlook becomes a habit.
        ticks: words below, evenly spread.
        caption: what it is counted from.
        rows: the last weeks in numbers.
    """

    says: str
    line: str
    outlook: str
    threshold: str
    dots: Sequence[Dot]
    here: Note | None
    notes: Sequence[Note]
    ticks: Sequence[str]
    caption: str
    rows: Sequence[Row]


def curve_view(course: Course) -> CurveView:
    """The curve of somebody's habit since their first share, a year of it at most."""
    stands = weeks_of(course)
    shared = np.flatnonzero(course.acts > 0)
    if stands is None:
        return _axis_alone()
    first = max(int(shared[0]), len(course.weeks) - MOST)
    ahead = _ahead(stands) if stands.weeks >= FEWEST else np.array([])
    scale = _Scale(first, len(course.weeks) - 1, len(course.weeks) - 1 + AHEAD)
    places = range(first, len(course.weeks))
    now = len(course.weeks) - 1
    future = [(now + step, float(height)) for step, height in enumerate(ahead)]
    notes = _missed(course, first, scale), _habit(future, scale, stands)
    return CurveView(
        says=_says(stands),
        line=scale.path([(place, float(course.strength[place])) for place in places]),
        outlook=scale.path(future) if future else "",
        threshold=_percent(100 - scale.up(WEEKLY.threshold)),
        dots=[dot for place in places if (dot := _dot(course, place, scale)) is not None],
        here=_here(stands, scale),
        notes=[note for note in notes if note is not None],
        ticks=_ticks(course, first),
        caption=_caption(stands, has_free=bool(course.free[first:-1].any())),
        rows=_rows(course),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where weeks and strengths lie, in per cent of the figure."""

    first: int
    now: int
    last: int

    def along(self, place: float) -> float:
        return 100 * (place - self.first) / (self.last - self.first)

    def up(self, strength: float) -> float:
        return 100 * strength / _TOP

    def path(self, points: Sequence[tuple[int, float]]) -> str:
        return "M" + "L".join(
            f"{self.along(place):.1f} {100 - self.up(height):.1f}" for place, height in points
        )


def _percent(value: float) -> str:
    return f"{value:.1f}%"


def _ahead(stands: Weeks) -> Floats:
    """Mean strength in the weeks to come at the pace of the last ones."""
    height = float(ceiling(share_chance=[stands.pace])[0])
    steps = np.arange(AHEAD + 1, dtype=np.float64)
    fades = 1 - WEEKLY.HDP - stands.pace * WEEKLY.HGP
    return np.asarray(height - (height - stands.strength) * fades**steps, dtype=np.float64)


def _dot(course: Course, place: int, scale: _Scale) -> Dot | None:
    strength = float(course.strength[place])
    is_now = place == scale.now
    if not is_now and not course.own_weeks[place]:
        return None
    kind = "spot" if is_now else "dot" if course.acts[place] else "ring"
    radius = 20.0 if is_now else 5.0 + 4 * strength if kind == "dot" else 5.0
    at = _percent(scale.along(place)), _percent(100 - scale.up(strength))
    around = f"{radius + 5:.1f}" if course.free[place] and not is_now else ""
    return Dot(*at, f"{radius:.1f}", kind, around)


def _here(stands: Weeks, scale: _Scale) -> Note:
    across, up = scale.along(scale.now), scale.up(stands.strength)
    return Note(
        x=_percent(across),
        y=_percent(100 - up),
        lines=[_("You, this week"), _("%(points)s of 100") % {"points": stands.points}],
        side="below" if up > _ROOM else "above",
        anchor="end" if across > 72 else "start" if across < 12 else "middle",
    )


def _missed(course: Course, first: int, scale: _Scale) -> Note | None:
    """Words at the last row of weeks without a share that others came after."""
    counts, run, found = own_weeks_of(course), 0, (0, 0)
    for place in range(first, scale.now + 1):
        if course.acts[place] > 0:
            high = scale.up(float(course.strength[place])) >= _ROOM
            found = (place - 1, run) if high and _MISSED <= run <= _MOST_MISSED else found
            run = 0
        else:
            run += bool(counts[place])
    place, weeks = found
    if not weeks or scale.now - place < _MISSED:
        return None
    month = date_format(monday_of(course.weeks[place]), "F")
    said = ngettext(
        "One week without, in %(month)s.", "%(weeks)s weeks without, in %(month)s.", weeks
    )
    return Note(
        x=_percent(scale.along(place)),
        y=_percent(100 - scale.up(float(course.strength[place]))),
        lines=[said % {"weeks": weeks, "month": month}, _("The curve hardly noticed.")],
        side="below",
        anchor="start",
    )


def _habit(future: Sequence[tuple[int, float]], scale: _Scale, stands: Weeks) -> Note | None:
    """Words where the outlook passes the line, if it does so within the figure."""
    if stands.strength >= WEEKLY.threshold:
        return None
    place, height = next(
        ((place, height) for place, height in future if height >= WEEKLY.threshold), (0, 0.0)
    )
    if not place or place - scale.now < AHEAD // 4:
        return None
    return Note(
        x=_percent(scale.along(place)),
        y=_percent(100 - scale.up(height)),
        lines=[_("We call it a habit"), _("from about here")],
        side="below",
        anchor="end" if scale.along(place) > 85 else "middle",
    )


def _ticks(course: Course, first: int) -> list[str]:
    month = date_format(monday_of(course.weeks[first]), "F")
    shared = np.flatnonzero(course.acts > 0)
    passed = first - int(shared[0])
    begins = "%(month)s" if passed else _("First share, %(month)s")
    whole = len(course.weeks) - 1 + AHEAD - first
    thirds = [passed + round(whole * part / 3) for part in (1, 2, 3)]
    return [begins % {"month": month}, *(_("Week %(number)s") % {"number": at} for at in thirds)]


def _rows(course: Course) -> list[Row]:
    words = {"shared": _("A share"), "without": _("Without"), "away": _("Away"), "open": _("Open")}
    rows: list[Row] = []
    now = len(course.weeks) - 1
    for place in range(max(0, now + 1 - TABLE), now + 1):
        if course.acts[place]:
            state = "shared"
        elif not course.own_weeks[place]:
            state = "away"
        else:
            state = "open" if place == now else "without"
        week = iso_of(course.weeks[place])[1]
        rows.append(Row(week, words[state], round(100 * float(course.strength[place]))))
    return rows


def _says(stands: Weeks) -> str:
    said = _("Your habit over the weeks since your first share: %(points)s of 100 by now.")
    return said % {"points": stands.points}


def _caption(stands: Weeks, *, has_free: bool) -> str:
    counted = _(
        "How much of a habit sharing is by now, counted from your own weeks: an estimate after a "
        "published model, not a grade. A filled disc is a week with a share, an open one a week "
        "without; weeks away have none."
    )
    if has_free:
        counted = " ".join([counted, _("A ring around it: a week without us.")])
    if stands.weeks < FEWEST:
        return counted
    goes_on = _(
        "The dotted line goes on as your last weeks went: a share in %(percent)s of 100 weeks."
    )
    return f"{counted} {goes_on % {'percent': round(100 * stands.pace)}}"


def _axis_alone() -> CurveView:
    return CurveView(
        says=_("Your habit over the weeks: nothing yet, it begins with your first share."),
        line="",
        outlook="",
        threshold=_percent(100 * (1 - WEEKLY.threshold / _TOP)),
        dots=(),
        here=None,
        notes=(),
        ticks=[_("First share"), *(_("Week %(number)s") % {"number": at} for at in (12, 24, 36))],
        caption=_("The first dot comes with your first share."),
        rows=(),
    )
