"""Participation: who takes part, who starts, shares, chooses and skips, and what fell first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.behaviour.weeks import monday_of
from zetje.insights.presenters.number_words import plain
from zetje.insights.presenters.quarter_words import week_in_words
from zetje.insights.queries.totals import Total, Totals
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.stopping import first_fall, is_enough

FUNNEL: Final = (
    Figure.GOT_DIGEST,
    Figure.OPENED_DIGEST,
    Figure.CHOSE,
    Figure.STARTED,
    Figure.SHARED,
)
# What this section and the next ones need of everybody, in one query.
NAMES: Final = (
    Figure.JOINED,
    Figure.SHARED_MONTH,
    *FUNNEL,
    Figure.SKIPPED,
    Figure.CHOICES,
    Figure.SKIPS,
    Figure.SHARES,
    Figure.CLICKS,
)
_ROWS: Final = 13


@dataclass(frozen=True, slots=True)
class Bar:
    """One line with a disc: `x` places it, empty where it cannot be told."""

    name: str
    said: str
    x: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week in numbers: who shared, who chose, who skipped, choices, and skips among them."""

    week: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Participation:
    """The section; `starts` is empty until it can be told."""

    bars: Sequence[Bar]
    starts: str
    rows: Sequence[WeekRow]


def participation_of(
    found: Totals, weeks: Sequence[int], starts: Mapping[str, Any] | None
) -> Participation:
    """The section from totals of weeks, the newest first, and what the study `starts` told."""
    labels = {
        Figure.JOINED: _("Take part"),
        Figure.SHARED_MONTH: _("Shared in the last four weeks"),
        Figure.SHARED: _("Shared last week"),
        Figure.CHOSE: _("Chose something last week, skipping included"),
        Figure.SKIPPED: _("Skipped one or more, which is a good answer"),
    }
    return Participation(
        bars=[_bar(label, found[name].get(weeks[0])) for name, label in labels.items()],
        starts=_starts(starts),
        rows=[_row(found, week) for week in weeks[:_ROWS]],
    )


def counted_of(found: Totals, week: int) -> str:
    """Who is counted, in a sentence: of all, who takes part and who got stories; "" untold."""
    joined, got = found[Figure.JOINED].get(week), found[Figure.GOT_DIGEST].get(week)
    if joined is None or got is None:
        return ""
    return _(
        "Of %(all)s colleagues who are counted %(joined)s take part, and %(got)s got stories."
    ) % {
        "all": joined.people,
        "joined": joined.value,
        "got": got.value,
    }


def _bar(name: str, total: Total | None) -> Bar:
    if total is None or not total.people:
        return Bar(name, _("too few to say"), "")
    said = _("%(value)s of %(of)s") % {"value": total.value, "of": total.people}
    return Bar(name, said, f"{100 * total.value / total.people:.1f}%")


def _row(found: Totals, week: int) -> WeekRow:
    names = (Figure.SHARED, Figure.CHOSE, Figure.SKIPPED, Figure.CHOICES, Figure.SKIPS)
    cells = [found[name].get(week) for name in names]
    return WeekRow(
        week_in_words(week), [_("too few") if cell is None else str(cell.value) for cell in cells]
    )


def _starts(told: Mapping[str, Any] | None) -> str:
    part = told["part"] if told else None
    if part is None:
        return ""
    if isinstance(part, str):
        return (
            _("Few of those who joined last quarter shared within four weeks.")
            if part == "few"
            else _("Nearly all who joined last quarter shared within four weeks.")
        )
    return _(
        "Of 100 who joined last quarter %(part)s shared within four weeks: that is how many start."
    ) % {"part": plain(part)}


def what_fell(found: Totals, weeks: Sequence[int]) -> Sequence[str]:
    """What changed on the way to a post, in words; nothing while there are too few weeks.

    Args:
        found: totals of the funnel.
        weeks: the newest first.
    """
    ordered = sorted(weeks)
    rows = [[found[name].get(week) for name in FUNNEL] for week in ordered]
    counts = np.array(
        [[np.nan if cell is None else cell.value for cell in row] for row in rows], dtype=np.float64
    )
    if not len(ordered) or not is_enough(counts):
        return []
    fall = first_fall(counts)
    if fall is None:
        return [_("In the last four weeks no step fell by more than chance would.")]
    values = {
        "now": fall.now,
        "before": fall.before,
        "since": date_format(monday_of(ordered[fall.since]), "j F"),
    }
    said, factor = _falls()[fall.step]
    return [said % values, factor]


def _falls() -> list[tuple[str, str]]:
    """Of each step: what fell, and which factor that is."""
    return [
        (
            _(
                "Looking fell first: since about %(since)s %(now)s of 100 look at their stories; "
                "before, %(before)s did."
            ),
            _("That is the moment or the channel, before it is the stories."),
        ),
        (
            _(
                "Choosing fell first: since about %(since)s %(now)s of 100 who look also choose; "
                "before, %(before)s did."
            ),
            _("That is what the stories mean to them: motivation, more than effort."),
        ),
        (
            _(
                "Saying yes fell first: since about %(since)s %(now)s of 100 who choose take a "
                "text along; before, %(before)s did."
            ),
            _("They skip more: other stories may suit them better."),
        ),
        (
            _(
                "Posting fell first: since about %(since)s %(now)s of 100 who take a text along "
                "post it; before, %(before)s did."
            ),
            _("They want to and it does not come to it: ability, more than motivation."),
        ),
    ]
