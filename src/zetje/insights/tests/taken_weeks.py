"""Frozen weeks of three teams, written row by row, for what is taken along."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek, StudyResult
from zetje.insights.rules.figures import Figure
from zetje.lib.tenancy import tenant

WEEK = 105_000
NOW = datetime(2026, 9, 22, tzinfo=UTC)
EVIL = '=HYPERLINK("https://evil.example","Sales")'
BLOCKS = {1: (EVIL, 20), 2: ("Workshop", 30), 3: ("", 8)}
STUDY = {"estimate": -1.25, "people": 58, "words": "+works", "arms": [{"n": 12}, {"n": None}]}


def freeze(organisation: Any, week: int = WEEK, study: Any = None) -> None:
    """A week with three blocks, sharers that may be told, and a study."""
    with tenant(organisation.pk):
        FrozenWeek.objects.create(
            organisation=organisation, week=week, minimum=5, people=58, frozen_at=NOW
        )
        for block, (team, people) in BLOCKS.items():
            BlockWeek.objects.create(
                organisation=organisation, week=week, block=block, team_name=team, people=people
            )
        cells = [
            (Figure.JOINED, 0, 20, 12, [1]),
            (Figure.JOINED, 1, 38, 20, [2, 3]),
            (Figure.SHARES, 0, 58, 9, [1, 2, 3]),
        ]
        for figure, number, people, count, blocks in cells:
            FigureCell.objects.create(
                organisation=organisation,
                week=week,
                figure=figure,
                number=number,
                people=people,
                count=count,
                total=count if figure == Figure.JOINED else 4_321,
                blocks=blocks,
            )
        FigureCell.objects.create(
            organisation=organisation,
            week=week,
            figure=Figure.PAUSED,
            number=0,
            people=58,
            words="few",
            blocks=[1, 2, 3],
        )
        StudyResult.objects.create(
            organisation=organisation,
            week=week,
            study="hold_out",
            people=58,
            details=study or STUDY,
            studied_at=NOW,
        )
