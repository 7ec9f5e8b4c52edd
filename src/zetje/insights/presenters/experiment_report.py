"""The report of an experiment: the same parts on the page and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.insights.presenters.experiment_words import (
    EFFECTS,
    SIDES,
    day_of,
    weeks_said,
)
from zetje.insights.presenters.experiments import ExperimentPage
from zetje.insights.presenters.number_words import hundred
from zetje.insights.rules.experiment_plans import plan_teams, plan_weeks
from zetje.insights.rules.experiments import BASELINE_WEEKS, Template

if TYPE_CHECKING:
    from zetje.insights.models import Experiment


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: a heading and sentences; `claims` are set large."""

    heading: str
    sentences: Sequence[str]
    claims: Sequence[str] = ()


def report_parts(experiment: Experiment, page: ExperimentPage) -> list[Part]:
    """What was asked, done, found and left, and how to check it."""
    parts = [
        Part(_("The question"), [page.row.question, page.what]),
        Part(_("What was found"), _found(page), [one.claim for one in page.findings if one.claim]),
        Part(_("What it rests on"), _rests_on(experiment, page)),
    ]
    if page.left:
        intro = _("In the four weeks after, with everything as usual for everybody:")
        parts.append(Part(_("What was left"), [intro, *page.left]))
    parts.append(Part(_("How far it can be trusted"), _trust(experiment, page)))
    parts.append(Part(_("Check it"), _check(page)))
    return parts


def _found(page: ExperimentPage) -> list[str]:
    if page.why_not:
        return [_("Nothing can be said."), *page.why_not]
    said = [
        _("%(name)s: %(verdict)s. %(said)s")
        % {"name": one.name, "verdict": one.verdict, "said": one.said}
        for one in page.findings
    ]
    return [one for one in (page.stopped, page.provisional) if one] + said


def _rests_on(experiment: Experiment, page: ExperimentPage) -> list[str]:
    """Base, window, control, outcome: everything a figure needs beside it."""
    controls = [str(control) for _name, control in EFFECTS[Template(experiment.template)]]
    said = [
        _base(Template(experiment.template)),
        _("Window: %(span)s, %(weeks)s of it counted.")
        % {"span": page.row.when, "weeks": weeks_said(page.weeks)},
        _("Control: %(controls)s, drawn by lot.")
        % {"controls": ", ".join(one for one in controls if one)},
        _("Outcome: whether somebody shared in the week, of who took part at the draw."),
    ]
    said += [
        _("%(name)s: %(rate)s share in a week, of about %(people)s people.")
        % {"name": side.name, "rate": side.rate, "people": side.people}
        for side in page.sides
    ]
    if page.by_team:
        said.append(
            _("Compared by team, every team counting once, and with %(weeks)s before the start.")
            % {"weeks": weeks_said(BASELINE_WEEKS)}
        )
    else:
        said.append(
            _("The same people stand on both sides: chance gives each of their weeks to one.")
        )
    return [*said, *_planned(experiment, page)]


def _base(template: Template) -> str:
    first, *others = SIDES[template]
    if len(others) > 1:
        return _(
            "Base: the share of people who share in a week on the sides without it, in these weeks."
        )
    return _(
        "Base: the share of people who share in a week, in these weeks, on the side “%(side)s”."
    ) % {"side": str(first)}


def _planned(experiment: Experiment, page: ExperimentPage) -> list[str]:
    """What the plan stood on, what it turned out to be, and what could not be seen with that."""
    base = page.facts["base_rate"]
    words = {"planned": hundred(base), "side": str(SIDES[Template(experiment.template)][0])}
    if page.base is None:
        return [
            _("Planned on %(planned)s of 100 people who share in a week.") % words,
            _unseen(page.facts["smallest_effect"] * base),
        ]
    said = _(
        "Planned on %(planned)s of 100 people who share in a week; %(found)s of 100 did on the "
        "side “%(side)s”."
    ) % (words | {"found": hundred(page.base)})
    return [said, _unseen(_smallest(experiment, page, page.base))]


def _unseen(part: float) -> str:
    return _(
        "A difference of fewer than about %(points)s of 100 people could mostly not be seen."
    ) % {"points": hundred(part)}


def _smallest(experiment: Experiment, page: ExperimentPage, base: float) -> float:
    """The smallest effect that is found in eight of ten cases with this base, a share of people."""
    weeks, facts = experiment.ends_week - experiment.starts_week, page.facts
    people, teams = facts["people"], len(facts["teams"])
    if not experiment.design.by_team:
        planned = plan_weeks(people=people, weeks=weeks, base_rate=base, peeking=not page.is_final)
    else:
        planned = plan_teams(
            sizes=[people // teams + (place < people % teams) for place in range(teams)],
            sides=experiment.design.sides,
            weeks=weeks,
            base_rate=base,
        )
    if planned.refused:
        return facts["smallest_effect"] * facts["base_rate"]
    return planned.smallest * planned.base_rate


def _trust(experiment: Experiment, page: ExperimentPage) -> list[str]:
    interval = (
        _("The interval is that of one look at the end that was planned before.")
        if page.is_final
        else _("The interval holds for every look so far together, so it is wider.")
    )
    said = [
        interval,
        _("Whoever is counted counts with the side that was drawn, whatever happened later."),
        _("Anyone who refused experiments was treated as usual and is left out."),
        _(
            "Counts are in whole fives, figures no finer than one person weighs, of whole sides "
            "only."
        ),
    ]
    if len(EFFECTS[Template(experiment.template)]) > 1:
        said.append(_("Each effect has an interval by itself; of twenty such one may be wrong."))
    if page.by_team:
        said.append(_("People of different teams talk; what spreads makes an effect look smaller."))
    return said


def _check(page: ExperimentPage) -> list[str]:
    return [
        _("Protocol, frozen before the first week; its SHA-256: %(hash)s")
        % {"hash": page.protocol_hash},
        _("Number the lots were drawn by, promised in it by its SHA-256: %(seed)s")
        % {"seed": page.seed},
    ]


def first_sentence(page: ExperimentPage) -> str:
    """The one sentence that a report begins with."""
    clear = [one for one in page.findings if one.kind != "unsure"]
    if clear:
        return _("%(name)s: %(said)s") % {"name": clear[0].name, "said": clear[0].said}
    if page.findings:
        return _("Whatever it does, it cannot be told from chance.")
    return _("Nothing can be said yet.")


def as_of(experiment: Experiment, page: ExperimentPage) -> str:
    """Up to when weeks are counted."""
    if not page.counted_until:
        return _("Not read yet. It begins on %(day)s.") % {"day": day_of(experiment.starts_week)}
    return _("Weeks before %(day)s are counted.") % {"day": page.counted_until}
