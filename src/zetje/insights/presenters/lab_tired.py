"""Whether prompts wear off: what one does by the weeks since the last, as dots and in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zetje.insights.presenters.lab_words import interval_words, verdict_words
from zetje.insights.rules.tiring import Tiring

_GAPS: Final = {
    "1": gettext_lazy("A week after the last"),
    "2": gettext_lazy("Two weeks after"),
    "3": gettext_lazy("Three weeks after"),
    "rested": gettext_lazy("Four weeks or longer"),
}
_DOSES: Final = {
    "0": gettext_lazy("No prompt"),
    "1": gettext_lazy("One prompt"),
    "2": gettext_lazy("Two prompts"),
}
_EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Dot:
    """A result in the picture: its place and the ends of its interval, in per cent."""

    x: str
    y: str
    low: str
    high: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class TiredRow:
    """A result in numbers."""

    label: str
    effect: str
    chose: str


@dataclass(frozen=True, slots=True)
class TiredTable:
    """Results in numbers: by what they are parted, and the heading of that column."""

    key: str
    title: str
    heading: str
    rows: Sequence[TiredRow]


@dataclass(frozen=True, slots=True)
class Tired:
    """The section.

    Attributes:
        title: what is known, as a sentence.
        says: what follows from it.
        dots: none while fewer than two results can be told.
        rested: the height of the rested result, in per cent from above; empty without one.
        zero: the height of no difference.
        top: what the top stands for.
        describes: the picture in a sentence.
        tables: the same in numbers, and by how many prompts there were.
    """

    title: str
    says: str
    dots: Sequence[Dot]
    rested: str
    zero: str
    top: str
    describes: str
    ticks: Sequence[str]
    tables: Sequence[TiredTable]


def tired_of(found: Mapping[str, Any]) -> Tired:
    """The section, from what the study of fatigue says."""
    gaps = {str(row["key"]): row for row in found["gaps"]}
    told = {key: row for key, row in gaps.items() if row["estimate"] is not None}
    title, says = _sentences(found)
    top, bottom = _reach(told)
    shown = told if len(told) > 1 else {}
    rested = shown.get("rested")
    return Tired(
        title=title,
        says=says,
        dots=[
            _dot(place, shown[key], top, bottom, is_first=key == "1")
            for place, key in enumerate(_GAPS)
            if key in shown
        ],
        rested=_height(float(rested["estimate"]), top, bottom) if rested else "",
        zero=_height(0.0, top, bottom),
        top=_("%(top)s more of 100 people share") % {"top": top},
        describes="; ".join(
            f"{label}: {interval_words(shown[key])}" for key, label in _GAPS.items() if key in shown
        ),
        ticks=[str(label) for label in _GAPS.values()],
        tables=_tables(gaps, found["doses"]),
    )


def _tables(
    gaps: Mapping[str, Mapping[str, Any]], doses: Sequence[Mapping[str, Any]]
) -> list[TiredTable]:
    """By the weeks since the last prompt, and by how many there were; none that has no rows."""
    tables = [
        TiredTable(
            "gaps",
            _("By the weeks since the last prompt"),
            _("Since the last prompt"),
            [_row(label, gaps[key]) for key, label in _GAPS.items() if key in gaps],
        ),
        TiredTable(
            "doses",
            _("By the prompts in the two weeks before"),
            _("In the two weeks before"),
            [_row(_DOSES[str(row["key"])], row) for row in doses if str(row["key"]) in _DOSES],
        ),
    ]
    return [table for table in tables if table.rows]


def _sentences(found: Mapping[str, Any]) -> tuple[str, str]:
    days = found["days"]
    if found["tiring"] == Tiring.TIRES and days:
        return (
            ngettext(
                "A prompt takes one day to get over",
                "A prompt takes %(days)s days to get over",
                days,
            )
            % {"days": days},
            _("Soon after another, a prompt does less. Asking less often does more."),
        )
    if found["tiring"] == Tiring.TIRES:
        return (
            _("Prompts tire people"),
            _("Soon after another, a prompt does less. For how long cannot be told yet."),
        )
    if found["tiring"] == Tiring.NO_SIGN:
        return (
            _("No sign that prompts tire"),
            _("A week after another, a prompt does as much as after weeks of rest."),
        )
    return (
        _("Whether prompts tire cannot be told yet"),
        _(
            "Zetje asks once a week at most, and stops for four weeks after three in a row without "
            "an answer."
        ),
    )


def _reach(told: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """The tops and bottoms of the picture, whole numbers of people."""
    highs = [float(row["upper"]) for row in told.values()]
    lows = [float(row["lower"]) for row in told.values()]
    top, bottom = max([*highs, 5.0]), min([*lows, 0.0])
    return int(-(-top // 5) * 5), int(bottom // 5 * 5)


def _height(value: float, top: int, bottom: int) -> str:
    return f"{100 * (top - value) / (top - bottom):.1f}%"


def _dot(place: int, row: Mapping[str, Any], top: int, bottom: int, *, is_first: bool) -> Dot:
    x = _EDGE + (100 - 2 * _EDGE) * place / (len(_GAPS) - 1)
    return Dot(
        x=f"{x:.1f}%",
        y=_height(float(row["estimate"]), top, bottom),
        low=_height(float(row["lower"]), top, bottom),
        high=_height(float(row["upper"]), top, bottom),
        is_first=is_first,
    )


def _row(label: Any, row: Mapping[str, Any]) -> TiredRow:
    effect = verdict_words(row)[0] if row["estimate"] is None else interval_words(row)
    chose = row["chose"]
    return TiredRow(
        str(label),
        effect,
        _("too few to say") if chose is None else _("%(chose)s of 100") % {"chose": chose},
    )
