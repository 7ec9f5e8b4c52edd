"""Gives figures from the cells that were frozen, for pages, exports and programs alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zetje.insights.queries.weeks import Period
from zetje.insights.rules.figures import Figure

By = Literal["team", "country", "language", "tenure"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one group in one week.

    Attributes:
        label: the group: a team's name, a country, a language, a tenure; "" for several together.
        value: the count or sum; None where `words` says why not.
        of: how many people it is a figure of.
        words: "" beside a value, else what can be said instead, in the reader's language.
        period: the week.
    """

    label: str
    value: int | None
    of: int | None
    words: str
    period: Period


def figure(
    *, organisation_id: int, name: Figure, period: Period | Sequence[Period], by: By | None = None
) -> tuple[Cell, ...]:
    """A figure in one week or several, of everybody or by one way of grouping them.

    The groups of a week add up to everybody who was counted; those that cannot be told apart from
    others are in the row with the label "". The tenant's block must be open.

    Args:
        organisation_id: whose.
        name: which figure.
        period: the week or weeks, of `periods`.
        by: "team", "country", "language" or "tenure"; None for everybody together.
    """
    return ()
