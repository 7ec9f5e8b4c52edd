"""Says what an experiment found, in words that claim no more than its interval does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zetje.insights.presenters.experiment_words import (
    EFFECTS,
    SIDES,
    per_hundred,
    percent,
    refusal,
    times,
    weeks_said,
)
from zetje.insights.rules.experiments import Template

# Where no difference stands, as in every ruler of the lab, and how far either end may reach.
_MIDDLE: Final = 40.0
_HALF: Final = 36.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One effect: its name, what is said of it, and where it stands on a line.

    `x`, `low` and `high` are places in per cent; `middle` is no difference. `claim` says how many
    times the base it is, with everything that such a claim needs; empty where it cannot be said.
    """

    name: str
    verdict: str
    said: str
    claim: str
    x: str
    low: str
    high: str
    kind: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """One side: its name, teams and people in it, and how many of a hundred share in a week."""

    name: str
    teams: int
    people: int
    rate: str


def side_rows(template: Template, details: Mapping[str, Any]) -> list[SideRow]:
    """The sides of a reading in their order."""
    return [
        SideRow(str(SIDES[template][place]), side["teams"], side["people"], _rate(side["rate"]))
        for place, side in enumerate(details["sides"])
    ]


def findings(
    template: Template, effects: Sequence[Mapping[str, Any]], *, weeks: int
) -> list[Finding]:
    """The effects of a reading in words, on one scale."""
    widest = max((abs(one[end]) for one in effects for end in ("lower", "upper")), default=0.0)
    scale = _HALF / widest if widest else 0.0
    return [
        _finding(names, one, scale, weeks)
        for names, one in zip(EFFECTS[template], effects, strict=False)
    ]


def refusals(details: Mapping[str, Any]) -> list[str]:
    """Why nothing can be said, as sentences."""
    return [refusal(name) for name in details["refused"]]


def left_of(template: Template, effects: Sequence[Mapping[str, Any]]) -> list[str]:
    """What was left in the weeks after, of the effects that are one thing."""
    return [
        _("%(name)s: %(said)s") % {"name": str(name), "said": _difference(one)}
        for (name, control), one in zip(EFFECTS[template], effects, strict=False)
        if control
    ]


def _finding(
    names: tuple[object, object], one: Mapping[str, Any], scale: float, weeks: int
) -> Finding:
    kind = "helps" if one["lower"] > 0 else "harms" if one["upper"] < 0 else "unsure"
    verdict = {
        "helps": _("Helps"),
        "harms": _("Gets in the way"),
        "unsure": _("Cannot be told from chance"),
    }[kind]
    return Finding(
        name=str(names[0]),
        verdict=verdict,
        said=_difference(one),
        claim=_claim(one, str(names[1]), weeks) if "ratio" in one else "",
        x=_place(one["estimate"], scale),
        low=_place(one["lower"], scale),
        high=_place(one["upper"], scale),
        kind=kind,
    )


def _difference(one: Mapping[str, Any]) -> str:
    words = {
        "estimate": per_hundred(abs(one["estimate"])),
        "low": per_hundred(one["lower"]),
        "high": per_hundred(one["upper"]),
    }
    if one["estimate"] < 0:
        return (
            _(
                "%(estimate)s fewer of 100 people share in a week; the data leave %(low)s to "
                "%(high)s more possible."
            )
            % words
        )
    return (
        _(
            "%(estimate)s more of 100 people share in a week; the data leave %(low)s to %(high)s "
            "possible."
        )
        % words
    )


def _claim(one: Mapping[str, Any], control: str, weeks: int) -> str:
    return _(
        "%(ratio)s times the base of %(base)s, in %(weeks)s, against %(control)s; 95 %% interval "
        "%(low)s to %(high)s times."
    ) % {
        "ratio": times(one["ratio"]),
        "base": percent(one["base"]),
        "weeks": weeks_said(weeks),
        "control": control,
        "low": times(one["ratio_lower"]),
        "high": times(one["ratio_upper"]),
    }


def _rate(rate: float | None) -> str:
    return _("too few to say") if rate is None else percent(rate)


def _place(value: float, scale: float) -> str:
    return f"{_MIDDLE + value * scale:.1f}%"
