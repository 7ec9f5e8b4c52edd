"""The figures of the page Insight as pictures by themselves, in the shapes they are drawn of.

They are made from what the page's own presenters give, so a picture says what its figure says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from zetje.insights import queries
from zetje.insights.presenters.course import Course
from zetje.insights.presenters.insight import Row, insight_page
from zetje.lib.lettering import Lines, Weight, fitted, settable, width_of

if TYPE_CHECKING:
    from zetje.people.models import Organisation

NAMES: Final = ("course", "stops", "teams")
WIDE: Final = 1200
_MARGIN: Final = 60
_PLOT: Final = 420
_ROW: Final = 56
# Where the rails of rows begin and end.
_RAIL: Final = (420, 900)
_TITLE: Final = 40
_WORDS: Final = 24
_LEADING: Final = 1.35
_NUMBERS: Final = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `faint` for what only helps to read."""

    points: Sequence[tuple[float, float]]
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc, in ink, or in the accent where `is_spot`."""

    x: float
    y: float
    radius: float
    is_spot: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words with its left end, or its right one, at a place on the line of writing."""

    x: float
    y: float
    text: str
    size: int = _WORDS
    weight: Weight = "regular"
    from_right: bool = False


Shape = Stroke | Disc | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what it is called, the same in words, and its shapes from the upper left."""

    title: str
    says: str
    height: int
    shapes: Sequence[Shape]


def picture_of(organisation: Organisation, name: str) -> Picture | None:
    """A figure of the page by its name; None where there is nothing to draw yet.

    Args:
        organisation: whose; its tenant must be open.
        name: one of `NAMES`.
    """
    weeks = queries.periods(organisation.pk)
    studies = queries.latest_results(organisation.pk, ["fogg"])
    page = insight_page(organisation, weeks=weeks, spread=studies.get("fogg"))
    foot = f"{organisation.name}. {page.week}"
    if name == "course":
        return _course(page.course, foot) if page.course else None
    if name == "stops":
        return _rows(_("Where it stops"), page.stops, page.funnel, foot)
    return _rows(_("By team"), _of_teams(), page.teams, foot)


def _of_teams() -> str:
    return _("Who shared at least once in the last four weeks, of all colleagues of the team.")


def _course(course: Course, foot: str) -> Picture:
    shapes, top = _head(_("Who shares, week by week"), course.says)
    top += 30

    def placed(x: float, y: float) -> tuple[float, float]:
        return _MARGIN + (WIDE - 2 * _MARGIN) * x / 100, top + _PLOT * y / 100

    shapes.append(Words(_MARGIN, top - 12, course.top, 20))
    shapes += [Stroke([placed(0, at), placed(100, at)], faint=True) for at in (0, 100)]
    for line in course.lines:
        numbers = [float(found) for found in _NUMBERS.findall(line)]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        shapes.append(Stroke([placed(x, y) for x, y in pairs]))
    for dot in course.dots:
        x, y = placed(float(dot.x.rstrip("%")), float(dot.y.rstrip("%")))
        shapes.append(Disc(x, y, 12 if dot.is_last else 6, is_spot=dot.is_last))
    below = top + _PLOT + 36
    first, middle, last = course.ticks
    shapes.append(Words(_MARGIN, below, first, 20))
    shapes.append(Words(WIDE / 2, below, middle, 20))
    shapes.append(Words(WIDE - _MARGIN, below, last, 20, from_right=True))
    return _footed(_("Who shares, week by week"), course.says, shapes, below, foot)


def _rows(title: str, says: str, rows: Sequence[Row], foot: str) -> Picture | None:
    if not rows:
        return None
    told = " ".join([says, *(_("%(name)s: %(said)s.") % _of(row) for row in rows)]).strip()
    shapes, at = _head(title, says)
    for row in rows:
        at += _ROW
        left, right = _RAIL
        shapes.append(Words(_MARGIN, at, _cut(row.name, left - _MARGIN - 20), weight="bold"))
        if row.x:
            x = left + (right - left) * float(row.x.rstrip("%")) / 100
            shapes.append(Stroke([(left, at - 8), (right, at - 8)], faint=True))
            shapes.append(Disc(x, at - 8, 12))
        # Words that stand for a number have the room of the rail too.
        said = _cut(row.said, WIDE - _MARGIN - 20 - (right if row.x else left))
        shapes.append(Words(WIDE - _MARGIN, at, said, from_right=True))
    return _footed(title, told, shapes, at, foot)


def _of(row: Row) -> dict[str, str]:
    return {"name": row.name, "said": row.said}


def _head(title: str, says: str) -> tuple[list[Shape], float]:
    """The title and the sentence at the top, and how far down they come."""
    at = float(_MARGIN + _TITLE)
    shapes: list[Shape] = [Words(_MARGIN, at, settable(title), _TITLE, "bold")]
    at += 12
    for line in _lines(says, WIDE - 2 * _MARGIN).lines if says else ():
        at += _WORDS * _LEADING
        shapes.append(Words(_MARGIN, at, line))
    return shapes, at + 24


def _footed(title: str, says: str, shapes: list[Shape], at: float, foot: str) -> Picture:
    shapes.append(Words(_MARGIN, at + 60, _cut(foot, WIDE - 2 * _MARGIN), 18))
    return Picture(title, says, round(at + 60 + _MARGIN / 2), shapes)


def _cut(text: str, width: float) -> str:
    """The words on one line, with an ellipsis where they are too wide."""
    found = fitted(
        settable(text),
        width=width,
        height=_WORDS * _LEADING,
        sizes=(_WORDS,),
        leading=_LEADING,
        wide=width_of("bold"),
    )
    return found.lines[0] if found.lines else ""


def _lines(text: str, width: float) -> Lines:
    return fitted(
        settable(text),
        width=width,
        height=10_000,
        sizes=(_WORDS,),
        leading=_LEADING,
        wide=width_of("regular"),
    )
