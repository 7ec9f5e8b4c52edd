"""Says what an experiment found, in words that claim no more than its interval does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from zetje.insights.presenters.experiment_words import (
    EFFECTS,
    SIDES,
    end_said,
    per_hundred,
    percent,
    refusal,
    weeks_said,
)
from zetje.insights.presenters.lab_forest import Ruler
from zetje.insights.presenters.number_words import tenth
from zetje.insights.rules.experiments import Template

_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One effect: its name, what is said of it, and where it stands on a line.

    `x`, `low` and `high` are places on the ruler in per cent. `claim` says how many times the base
    it is, with everything that such a claim needs; empty where it cannot be said.
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


def ruler_of(effects: Sequence[Mapping[str, Any]]) -> Ruler:
    """The ruler that all effects of a reading fit on, in people of a hundred."""
    return Ruler.for_ends([(_HUNDRED * one["lower"], _HUNDRED * one["upper"]) for one in effects])


def findings(
    template: Template, effects: Sequence[Mapping[str, Any]], *, weeks: int
) -> list[Finding]:
    """The effects of a reading in words, on one scale."""
    ruler = ruler_of(effects)
    return [
        _finding(names, one, ruler, weeks)
        for names, one in zip(EFFECTS[template], effects, strict=False)
    ]


def results_said(template: Template, effects: Sequence[Mapping[str, Any]]) -> str:
    """The verdicts of a reading, in a sentence each; "" without effects."""
    told = (
        _("%(name)s: %(said)s") % {"name": str(name), "said": _lowered(_verdict(one)[1])}
        for (name, _control), one in zip(EFFECTS[template], effects, strict=False)
    )
    return " ".join(f"{each}." for each in told)


def _lowered(said: str) -> str:
    return said[:1].lower() + said[1:]


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
    names: tuple[object, object], one: Mapping[str, Any], ruler: Ruler, weeks: int
) -> Finding:
    kind, verdict = _verdict(one)
    return Finding(
        name=str(names[0]),
        verdict=verdict,
        said=_difference(one),
        claim=_claim(one, str(names[1]), weeks) if "ratio" in one else "",
        x=ruler.at(_HUNDRED * one["estimate"]),
        low=ruler.at(_HUNDRED * one["lower"]),
        high=ruler.at(_HUNDRED * one["upper"]),
        kind=kind,
    )


def _verdict(one: Mapping[str, Any]) -> tuple[str, str]:
    if one["lower"] > 0:
        return "helps", _("Helps")
    if one["upper"] < 0:
        return "harms", _("Gets in the way")
    return "unsure", _("Cannot be told from chance")


def _difference(one: Mapping[str, Any]) -> str:
    words = {
        "estimate": end_said(one["estimate"])
        if round(one["estimate"], 3)
        else _("%(count)s more") % {"count": per_hundred(0.0)},
        "low": end_said(one["lower"]),
        "high": end_said(one["upper"]),
    }
    return (
        _(
            "%(estimate)s of 100 people share in a week; the data leave anything between %(low)s "
            "and %(high)s possible."
        )
        % words
    )


def _claim(one: Mapping[str, Any], control: str, weeks: int) -> str:
    return _(
        "%(ratio)s times the base of %(base)s, in %(weeks)s, against %(control)s; 95 %% interval "
        "%(low)s to %(high)s times."
    ) % {
        "ratio": tenth(one["ratio"]),
        "base": percent(one["base"]),
        "weeks": weeks_said(weeks),
        "control": control,
        "low": tenth(one["ratio_lower"]),
        "high": tenth(one["ratio_upper"]),
    }


def _rate(rate: float | None) -> str:
    return _("too few to say") if rate is None else percent(rate)
