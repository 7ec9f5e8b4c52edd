"""What to do next, in words: the steps of the week, and what came of those before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from zetje.behaviour.weeks import monday_of
from zetje.insights.presenters.figure_words import language_names
from zetje.insights.presenters.next_outcomes import Before, before_of
from zetje.insights.presenters.number_words import hundred, listed, tenth
from zetje.insights.queries.steps import StepNow, steps_told
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.next_steps import QUARTER, Rule

if TYPE_CHECKING:
    from zetje.insights.models import NextStep

ACTORS: Final = frozenset({"programme_manager", "administrator"})


@dataclass(frozen=True, slots=True)
class StepView:
    """One step.

    Attributes:
        lever: which drawing stands beside it.
        button: what its button says; "" without one.
        take: where the button leads.
        back: where taking it back leads; "" where that changes nothing.
        taken: since when it is under way, in words; "" while it is not.
    """

    lever: str
    title: str
    says: str
    gain: str
    button: str
    take: str
    back: str
    taken: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The section. `steps` is empty until there is enough to say; `why_none` says when then.

    Attributes:
        may_act: whether the reader may press buttons.
        before: what was done before, and what came of it.
    """

    steps: Sequence[StepView]
    why_none: str
    may_act: bool
    before: Sequence[Before]


def next_steps(*, organisation_id: int, roles: frozenset[str]) -> NextSteps:
    """The section of an organisation, in three queries; the tenant's block must be open.

    Args:
        organisation_id: whose.
        roles: of who reads it.
    """
    told = steps_told(organisation_id)
    return NextSteps(
        steps=[step_view(each) for each in told.now],
        why_none="" if told.now else _why_none(len(periods(organisation_id))),
        may_act=bool(roles & ACTORS),
        before=[before_of(each, title=_title(each.step)) for each in told.before],
    )


def _why_none(weeks: int) -> str:
    if weeks < QUARTER:
        left = QUARTER - weeks
        return ngettext(
            "Advice needs a quarter of frozen weeks. One more, and it is here.",
            "Advice needs a quarter of frozen weeks. %(weeks)s more, and it is here.",
            left,
        ) % {"weeks": left}
    return _(
        "Advice is made on Tuesday nights. It needs fifty people, and enough posts to tell groups "
        "apart."
    )


def step_view(found: StepNow) -> StepView:
    """One step with its words and addresses."""
    step, rule = found.step, Rule(found.step.rule)
    act = found.act
    return StepView(
        lever=step.rule,
        title=_title(step),
        says=_SAYS[rule](step, step.evidence),
        gain=_GAINS[rule](step),
        button=_(_BUTTONS[rule]) if rule in _BUTTONS else "",
        take=reverse("step_take", args=[step.token]),
        back=reverse("step_back", args=[step.token]) if act and found.outcome is None else "",
        taken=_taken(found) if act else "",
    )


def _taken(found: StepNow) -> str:
    if found.act is None:
        return ""
    known = monday_of(found.act.week + QUARTER + 1) + timedelta(days=1)
    return _("Under way since %(since)s. What comes of it is known on %(known)s.") % {
        "since": date_format(found.act.at, "j F"),
        "known": date_format(known, "j F"),
    }


_BUTTONS: Final = {
    Rule.EASE: gettext_noop("Make it easier"),
    Rule.STORIES: gettext_noop("Ask the editors"),
    Rule.SLOW: gettext_noop("Ask half as often"),
    Rule.EXPERIMENT: gettext_noop("Plan an experiment"),
    Rule.THANK: gettext_noop("See whom to thank"),
}


def _title(step: NextStep) -> str:
    rule, whom = Rule(step.rule), _whom(step)
    if rule is Rule.STORIES:
        if step.key in ("nl", "en"):
            return _("More stories in %(language)s") % {"language": whom}
        return _("Give %(whom)s a reason") % {"whom": whom}
    if rule is Rule.EASE:
        return _("Make it easier for %(whom)s") % {"whom": whom}
    return {
        Rule.SLOW: _("Ask half as often"),
        Rule.EXPERIMENT: _("Find out what works here"),
        Rule.THANK: _("Thank who carried it"),
        Rule.LEAVE: _("Leave it alone"),
    }[rule]


def _whom(step: NextStep) -> str:
    if language := language_names().get(step.key):
        return language
    return listed(step.names) if step.names else ""


def _of_a_group(evidence: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "of": evidence["of"],
        "done": evidence["done"],
        "others": hundred(evidence["others"]),
    }


def _ease_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    return _(
        "They take texts along as others do. Of %(of)s texts they posted %(done)s; elsewhere it is "
        "%(others)s of 100. For thirteen weeks examples and a fresh start come first in what they "
        "get. A poster with a QR code helps who has no network open at work."
    ) % _of_a_group(evidence)


def _stories_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    values = _of_a_group(evidence)
    looked = (
        _(
            "They looked at the three stories %(of)s times and took a text along %(done)s times; "
            "elsewhere that is %(others)s of 100 times."
        )
        % values
    )
    if "live" in evidence:
        few = ngettext(
            "There is %(live)s story to choose from.",
            "There are %(live)s stories to choose from.",
            evidence["live"],
        ) % {"live": evidence["live"]}
        return f"{few} {looked}"
    return looked + " " + _("Editors get the question which two stories they would tell others.")


def _slow_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    return _(
        "A hundred prompts bring %(mean)s shares, between %(low)s and %(high)s. That is less than "
        "their attention is worth. Nobody is asked more than half as often from now on."
    ) % {
        "mean": tenth(evidence["estimate"]),
        "low": tenth(evidence["effect_lower"]),
        "high": tenth(evidence["effect_upper"]),
    }


def _experiment_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    return _(
        "What reminders and games add here is best seen by lot. %(teams)s groups of teams and "
        "twelve weeks are enough to find a difference of %(finds)s %%."
    ) % {"teams": evidence["teams"], "finds": hundred(evidence["finds"])}


def _thank_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    return _(
        "Of 100 colleagues %(now)s shared in a week; the month before it was %(before)s. That is "
        "more than chance. Some of them gave others a hand."
    ) % {"now": hundred(evidence["now"]), "before": hundred(evidence["before"])}


def _leave_says(step: NextStep, evidence: Mapping[str, Any]) -> str:
    return _(
        "Nothing stands out enough to be worth a change now, apart from what was tried lately. "
        "Groups differ by who happens to be in them, too. Whatever you changed now would be a "
        "guess."
    )


_SAYS: Final[Mapping[Rule, Callable[[NextStep, Mapping[str, Any]], str]]] = {
    Rule.EASE: _ease_says,
    Rule.STORIES: _stories_says,
    Rule.SLOW: _slow_says,
    Rule.EXPERIMENT: _experiment_says,
    Rule.THANK: _thank_says,
    Rule.LEAVE: _leave_says,
}


def _shares(step: NextStep) -> str:
    return _("Room for %(mean)s shares a week, between %(low)s and %(high)s") % {
        "mean": tenth(step.gain or 0),
        "low": tenth(step.lower or 0),
        "high": tenth(step.upper or 0),
    }


def _messages(step: NextStep) -> str:
    return _("Saves up to %(saved)s messages a week and costs at most %(costs)s shares") % {
        "saved": number_format(round(step.gain or 0)),
        "costs": tenth(step.evidence["costs"]),
    }


_GAINS: Final[Mapping[Rule, Callable[[NextStep], str]]] = {
    Rule.EASE: _shares,
    Rule.STORIES: _shares,
    Rule.SLOW: _messages,
    Rule.EXPERIMENT: lambda step: _("Wins no shares yet, but an answer"),
    Rule.THANK: lambda step: _("What thanks win is not known here, and need not be"),
    Rule.LEAVE: lambda step: _("Saves you a week of work"),
}
