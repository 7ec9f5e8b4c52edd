"""What may be told of everybody and of teams: figures of frozen weeks, from whoever keeps them.

`registry.register_team_figures` puts it here. While nobody does, nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from zetje.recognition.rules.team_play import PointsCell, Span


@dataclass(frozen=True, slots=True)
class WeekTold:
    """What is told of everybody together in a week; None where it may not be.

    Attributes:
        sharers: how many people shared.
        month_sharers: and in it or the three weeks before.
        posts: how often they shared.
        clicks: how often readers followed their links.
        plays: how many posts count towards a goal.
    """

    sharers: int | None = None
    month_sharers: int | None = None
    posts: int | None = None
    clicks: int | None = None
    plays: int | None = None


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """Where the figures come from; the tenant's block is open whenever they are asked.

    Attributes:
        newest: the newest frozen week of an organisation; None before the first.
        points: the cells of points of each of some spans; those of a span share nobody.
        weeks: what is told of each frozen week of some in a row.
    """

    newest: Callable[[int], int | None]
    points: Callable[[int, Collection[Span]], Mapping[Span, Sequence[PointsCell]]]
    weeks: Callable[[int, range], Mapping[int, WeekTold]]


plugged_in: list[TeamFigures] = []


def newest_week(organisation_id: int) -> int | None:
    """The newest week that is frozen; None before the first."""
    return plugged_in[0].newest(organisation_id) if plugged_in else None


def points_told(organisation_id: int, spans: Sequence[Span]) -> list[Sequence[PointsCell]]:
    """What is told of the points of each span, in their order."""
    if not plugged_in or not spans:
        return [() for _ in spans]
    found = plugged_in[0].points(organisation_id, spans)
    return [found.get(span, ()) for span in spans]


def weeks_told(organisation_id: int, weeks: range) -> Mapping[int, WeekTold]:
    """What is told of everybody in those of some weeks that are frozen."""
    return plugged_in[0].weeks(organisation_id, weeks) if plugged_in and weeks else {}
