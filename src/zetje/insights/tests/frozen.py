"""Frozen weeks of a programme whose groups stand where a test wants them on the Fogg map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek, StudyResult
from zetje.insights.rules.figures import Figure
from zetje.lib.tenancy import tenant

if TYPE_CHECKING:
    from zetje.people.models import Organisation

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
# What people are like, as the study of the map writes it.
SPREAD = {
    "mean": [1.4, -0.4, 1.5],
    "covariance": [[1.0, 0.2, 0.0], [0.2, 1.0, 0.1], [0.0, 0.1, 1.2]],
    "errors": [0.1, 0.1, 0.1],
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """A team: how many, and their motivation and ability now and a quarter before."""

    name: str
    people: int
    now: tuple[float, float]
    before: tuple[float, float]


PROGRAMME = (
    Crowd("Sales Benelux", 24, (0.7, 0.92), (0.62, 0.85)),
    Crowd("Marketing", 9, (0.85, 0.97), (0.75, 0.97)),
    Crowd("Research", 19, (0.82, 0.75), (0.85, 0.6)),
    Crowd("Workshop", 36, (0.7, 0.25), (0.66, 0.15)),
    Crowd("Customer care", 17, (0.6, 0.93), (0.4, 0.85)),
    Crowd("Offices and finance", 21, (0.18, 0.8), (0.2, 0.88)),
    Crowd("Warehouse", 29, (0.3, 0.3), (0.35, 0.2)),
    Crowd("", 8, (0.5, 0.5), (0.45, 0.4)),
)


def freeze_programme(
    organisation: Organisation, *, week: int, crowds: Sequence[Crowd] = PROGRAMME
) -> None:
    """Freeze a week and the one a quarter before it, with the study of the map."""
    with tenant(organisation.pk):
        _freeze(organisation, week, crowds, {crowd.name: crowd.now for crowd in crowds})
        _freeze(organisation, week - 13, crowds, {crowd.name: crowd.before for crowd in crowds})
        StudyResult.objects.create(
            organisation=organisation,
            week=week,
            study="fogg",
            people=sum(crowd.people for crowd in crowds),
            studied_at=NOW,
            details=SPREAD,
        )


def _freeze(
    organisation: Organisation,
    week: int,
    crowds: Sequence[Crowd],
    stand: Mapping[str, tuple[float, float]],
) -> None:
    own = {"organisation": organisation, "week": week}
    people = sum(2 * crowd.people for crowd in crowds)
    FrozenWeek.objects.create(**own, minimum=5, people=people, frozen_at=NOW)
    for block, crowd in enumerate(crowds, start=1):
        # As many again do not take part.
        BlockWeek.objects.create(
            **own,
            block=block,
            team=block if crowd.name else 0,
            team_name=crowd.name,
            people=2 * crowd.people,
        )
        for figure, total in _figures(crowd.people, *stand[crowd.name]).items():
            FigureCell.objects.create(
                **own,
                figure=figure,
                number=block,
                people=2 * crowd.people,
                count=min(total, crowd.people),
                total=total,
                blocks=[block],
            )


def _figures(people: int, motivation: float, ability: float) -> dict[Figure, int]:
    digests = 13 * people
    looks = round(0.8 * digests)
    starts = round(looks * motivation)
    counts = {
        Figure.JOINED: people,
        Figure.GOT_DIGEST: people,
        Figure.OPENED_DIGEST: round(0.8 * people),
        Figure.CHOSE: round(0.7 * people),
        Figure.STARTED: round(0.8 * people * motivation),
        Figure.SHARED: round(0.8 * people * motivation * ability),
        Figure.SHARED_MONTH: round(people * motivation),
    }
    # Nothing is told of fewer than five.
    told = {figure: max(5, count) for figure, count in counts.items()}
    return told | {
        Figure.QUARTER_DIGESTS: digests,
        Figure.QUARTER_LOOKS: looks,
        Figure.QUARTER_STARTS: starts,
        Figure.QUARTER_SHARES: round(starts * ability),
    }
