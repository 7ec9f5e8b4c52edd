"""What may be tried: the kinds of experiment, and a plan before it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.insights.presenters.experiment_tried import Tried
from zetje.insights.presenters.experiment_words import (
    QUESTIONS,
    TITLES,
    WHAT,
    free_day_of,
    percent,
    plan_refusal,
    weeks_said,
)
from zetje.insights.presenters.number_words import hundred
from zetje.insights.rules.experiment_plans import Planned
from zetje.insights.rules.experiments import DESIGNS, Factor, Template

if TYPE_CHECKING:
    from zetje.insights.models import Experiment

Taken = Mapping[Factor, "Experiment"]


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """A kind of experiment to begin with; `closed` says why not now, empty where it may begin."""

    name: str
    title: str
    question: str
    closed: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan before it begins: what it could find, or why it could find nothing.

    `taken` says until when something in it is being tried; it may not begin before.
    """

    title: str
    question: str
    what: str
    facts: Sequence[str]
    refused: Sequence[str]
    verdict: str
    taken: str
    is_worth_it: bool


def template_cards(
    plans: Mapping[Template, Planned], *, taken: Taken, lacking: Sequence[Template]
) -> list[TemplateCard]:
    """The kinds of experiment there are.

    Args:
        plans: the shortest plan of each kind.
        taken: the experiments that are not over, by what they switch.
        lacking: the kinds of which there is nothing to choose.
    """
    return [
        TemplateCard(
            str(one),
            str(TITLES[one]),
            str(QUESTIONS[one]),
            _closed(one, plans[one], taken_words(one, taken), one in lacking),
        )
        for one in Template
    ]


def taken_words(template: Template, taken: Taken) -> str:
    """Until when something in a kind of experiment is being tried; empty where nothing is."""
    found = [taken[factor] for factor in DESIGNS[template].factors if factor in taken]
    if not found:
        return ""
    last = max(found, key=lambda one: one.ends_week + one.design.off_weeks)
    return _("Something in it is being tried already. It may begin from %(day)s on.") % {
        "day": free_day_of(last)
    }


def plan_view(template: Template, planned: Planned, *, tried: Tried, taken: str) -> PlanView:
    """A plan in words.

    Args:
        template: the kind of experiment.
        planned: what it promises.
        tried: what it would try.
        taken: why it may not begin now; empty where it may.
    """
    facts = [
        _("About %(people)s people who take part and refused nothing.") % {"people": planned.people}
    ]
    if planned.teams:
        facts.append(_("%(teams)s teams, drawn by lot.") % {"teams": planned.teams})
    facts.append(
        _("In a week %(base)s of them share; that is the base.")
        % {"base": percent(planned.base_rate)}
    )
    if DESIGNS[template].by_team:
        facts.append(
            _("%(weeks)s on, then four weeks in which everything is as usual.")
            % {"weeks": weeks_said(planned.weeks)}
        )
    return PlanView(
        title=tried.title,
        question=tried.question,
        what=str(WHAT[template]),
        facts=facts,
        refused=[plan_refusal(reason) for reason in planned.refused],
        verdict=_verdict(planned),
        taken=taken,
        is_worth_it=planned.is_worth_it,
    )


def _closed(template: Template, planned: Planned, taken: str, is_lacking: bool) -> str:
    if taken:
        return taken
    if planned.refused:
        reasons = " ".join(plan_refusal(reason) for reason in planned.refused)
        return _("It could answer nothing now. %(reasons)s") % {"reasons": reasons}
    if is_lacking and template is Template.WORDING:
        return _("There is no message of your own yet to try.")
    if is_lacking:
        return _("There is no rule for rewards yet to try.")
    return ""


def _verdict(planned: Planned) -> str:
    if planned.refused:
        return _("It could answer nothing, so it cannot be started.")
    words = {
        "more": hundred(planned.base_rate * planned.smallest),
        "rate": hundred(planned.base_rate),
        "higher": hundred(planned.base_rate * (1 + planned.smallest)),
    }
    if planned.is_worth_it:
        return (
            _(
                "If it takes the people who share in a week from %(rate)s of 100 to %(higher)s of "
                "100, this finds it in eight of ten cases."
            )
            % words
        )
    return (
        _(
            "Not worth starting: now %(rate)s of 100 share in a week, and it finds nothing smaller "
            "than %(more)s of 100 more. With more people, teams or weeks it would."
        )
        % words
    )
