"""What came of the steps that were taken up, in words that claim no more than the figures do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.behaviour.weeks import monday_of
from zetje.insights.presenters.number_words import hundred, tenth
from zetje.insights.queries.steps import StepNow
from zetje.insights.rules.next_steps import QUARTER, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Before:
    """A step that was taken up: what it was, since when, and what came of it.

    Attributes:
        verdict: in two or three words; "" while nobody knows.
    """

    title: str
    since: str
    says: str
    verdict: str


def before_of(found: StepNow, *, title: str) -> Before:
    """One step of before, with its title as it was then."""
    act, outcome = found.act, found.outcome
    if act is None:
        raise ValueError("a step that nobody took up has no before")
    since = date_format(act.at, "j F Y")
    if outcome is None:
        known = date_format(monday_of(act.week + QUARTER + 1) + timedelta(days=1), "j F")
        return Before(title, since, _("What comes of it is known on %s.") % known, "")
    verdict = Verdict(outcome.verdict)
    of_group = found.step.rule in {Rule.EASE, Rule.STORIES}
    says = _hidden() if verdict is Verdict.HIDDEN else _says(found, outcome.details, of_group)
    return Before(title, since, says, _verdict(verdict))


def _says(found: StepNow, details: Mapping[str, Any], of_group: bool) -> str:
    if not of_group:
        values = {"before": _rate(details["before"]), "after": _rate(details["after"])}
        said = (
            _("Of 100 digests %(before)s led to a post in the quarter before, and %(after)s after.")
            % values
        )
        return f"{said} {_prompted(details)}{_whole(details)}".strip()
    said = (
        _("Texts that were posted: from %(before)s to %(after)s of 100.")
        if found.step.rule == Rule.EASE
        else _("Looks that led to a text: from %(before)s to %(after)s of 100.")
    )
    values = {
        "before": _rate(details["before"]),
        "after": _rate(details["after"]),
        "others": hundred(details["others_before"]),
        "others_after": hundred(details["others_after"]),
    }
    beside = _("Elsewhere: from %(others)s to %(others_after)s.")
    return f"{said % values} {beside % values} {_closer(details)}"


def _closer(details: Mapping[str, Any]) -> str:
    """The change beside the others, against what was known before, with its interval."""
    points = round(100 * details["mean"])
    values = {name: hundred(details[name]) for name in ("lower", "upper")} | {
        "points": hundred(abs(details["mean"]))
    }
    said = (
        _("That is about %(points)s points more than elsewhere, between %(lower)s and %(upper)s.")
        if points > 0
        else _("That is about %(points)s points less than elsewhere: %(lower)s to %(upper)s.")
        if points < 0
        else _("That is about as elsewhere, between %(lower)s and %(upper)s points.")
    )
    luck = _("A group that is low by luck rises by itself; that part is left out.")
    return f"{said % values} {luck}"


def _whole(details: Mapping[str, Any]) -> str:
    values = {name: tenth(100 * details[name]) for name in ("mean", "lower", "upper")}
    return _("That is %(mean)s points, between %(lower)s and %(upper)s.") % values


def _prompted(details: Mapping[str, Any]) -> str:
    before, after = details.get("prompted_before"), details.get("prompted_after")
    if before is None or after is None:
        return ""
    return (
        _("Prompted in a week: %(before)s people before, %(after)s after.")
        % {
            "before": before,
            "after": after,
        }
        + " "
    )


def _hidden() -> str:
    return _("The group cannot be told apart from others any more, so nobody can say.")


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.ROSE: _("Rose more than chance"),
        Verdict.FELL: _("Fell more than chance"),
        Verdict.CHANCE: _("Within chance"),
        Verdict.HIDDEN: _("Cannot be told"),
    }[verdict]


def _rate(pair: list[int]) -> str:
    done, of = pair
    return hundred(done / of) if of else "0"
