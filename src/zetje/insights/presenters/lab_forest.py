"""The forest plot: each row an interval on a ruler, with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zetje.behaviour.verdicts import Verdict
from zetje.delivery.registry import channels
from zetje.insights.presenters.lab_words import (
    PARTS,
    WEEKDAYS,
    counts_words,
    interval_words,
    verdict_words,
)

# Where no difference is on the ruler, in per cent of its width; the rest is for more.
ZERO: Final = 40
_STEPS: Final = (3, 6, 9, 12, 18, 24, 36, 60, 100)
_LEAST_DISC, _MOST_DISC = 8, 13
_TONES: Final = {Verdict.WORKS: "helps", Verdict.HARMS: "harms"}


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on the ruler: its ends and middle in per cent, and the radius of its disc."""

    lower: str
    upper: str
    middle: str
    radius: str


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One row.

    Attributes:
        key: of its kind; empty where there is nothing to switch.
        tone: "helps", "harms", "unsure", or "none" without an interval.
        numbers: the interval in numbers, for 100 people.
        counts: of how many people and shares.
    """

    key: str
    label: str
    tone: str
    span: Span | None
    verdict: str
    more: str
    numbers: str
    counts: str
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Ruler:
    """What intervals are drawn on; `fewer` and `more` name two of its points.

    `reach` is how many people of a hundred the right end stands for; the left is two thirds of it.
    """

    reach: float
    fewer: str
    more: str
    fewer_at: str
    more_at: str

    @classmethod
    def for_ends(cls, intervals: Sequence[tuple[float, float]]) -> Ruler:
        """The smallest ruler that some intervals fit on, in people of a hundred."""
        ends = [each for lower, upper in intervals for each in (upper, -1.5 * lower)]
        reach = next((step for step in _STEPS if step >= max(ends, default=0)), _STEPS[-1])
        fewest, most = round(reach / 3), round(2 * reach / 3)
        return cls(
            reach=reach,
            fewer=_("%(count)s fewer") % {"count": fewest},
            more=_("%(count)s more") % {"count": most},
            fewer_at=_at(-fewest, reach),
            more_at=_at(most, reach),
        )

    def at(self, value: float) -> str:
        """Where a number of people of a hundred stands, in per cent of the width."""
        return _at(value, self.reach)


@dataclass(frozen=True, slots=True)
class Forest:
    """Rows on one ruler."""

    rows: Sequence[ForestRow]
    ruler: Ruler

    @property
    def has_spans(self) -> bool:
        """Whether any row has an interval."""
        return any(row.span for row in self.rows)


def forest_of(rows: Sequence[tuple[str, str, Mapping[str, Any] | None, bool]]) -> Forest:
    """Rows on the ruler that all of them fit on.

    Args:
        rows: the key, label, result and switch of each.
    """
    ruler = Ruler.for_ends(
        [
            (found["lower"], found["upper"])
            for _key, _label, found, _on in rows
            if found is not None and found["estimate"] is not None
        ]
    )
    return Forest(rows=[_row(*each, reach=ruler.reach) for each in rows], ruler=ruler)


def slot_rows(
    results: Sequence[Mapping[str, Any]],
) -> list[tuple[str, str, Mapping[str, Any], bool]]:
    """The rows of channels, weekdays and parts of the day, in that order."""
    names = {name: str(channel.label) for name, channel in channels().items()}
    labels = {"channel": names, "weekday": WEEKDAYS, "part": PARTS}
    found: list[tuple[str, str, Mapping[str, Any], bool]] = []
    for result in results:
        group, name = str(result["key"]).split(":", 1)
        found.append(("", str(labels[group].get(name, name)), result, True))
    return found


def _row(
    key: str, label: str, found: Mapping[str, Any] | None, is_on: bool, *, reach: float
) -> ForestRow:
    verdict, more = verdict_words(found)
    known = found is not None and found["estimate"] is not None
    return ForestRow(
        key=key,
        label=label,
        tone=_TONES.get(found["verdict"], "unsure") if found and known else "none",
        span=_span(found, reach) if found and known else None,
        verdict=verdict,
        more=more,
        numbers=interval_words(found),
        counts=counts_words(found),
        is_on=is_on,
    )


def _span(found: Mapping[str, Any], reach: float) -> Span:
    """The more certain, the larger the disc."""
    width = min(1.0, (found["upper"] - found["lower"]) / (1.5 * reach))
    return Span(
        lower=_at(found["lower"], reach),
        upper=_at(found["upper"], reach),
        middle=_at(found["estimate"], reach),
        radius=f"{_MOST_DISC - (_MOST_DISC - _LEAST_DISC) * width:.1f}",
    )


def _at(value: float, reach: float) -> str:
    place = ZERO + (100 - ZERO) * value / reach
    return f"{min(100.0, max(0.0, place)):.2f}%"
