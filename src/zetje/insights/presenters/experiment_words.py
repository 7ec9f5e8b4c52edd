"""What experiments are called on pages: templates, sides, effects, and why nothing can be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zetje.behaviour.weeks import monday_of
from zetje.insights.models import Experiment
from zetje.insights.presenters.number_words import hundred
from zetje.insights.rules.experiment_plans import Refused
from zetje.insights.rules.experiments import Template

Said = Mapping[Template, object]

TITLES: Final[Said] = {
    Template.REMINDERS_GAME: gettext_lazy("Prompts and the game, two by two"),
    Template.STAGGERED: gettext_lazy("Prompts from different Mondays on"),
    Template.WORDING: gettext_lazy("New words for a prompt"),
    Template.SLOT: gettext_lazy("Another moment"),
    Template.REWARD: gettext_lazy("A rule for rewards"),
}
QUESTIONS: Final[Said] = {
    Template.REMINDERS_GAME: gettext_lazy(
        "Do people share more with prompts, more with points and leagues, and more still with both?"
    ),
    Template.STAGGERED: gettext_lazy("Do people share more once they get prompts?"),
    Template.WORDING: gettext_lazy(
        "Do people share more when asked in these words than in the present ones?"
    ),
    Template.SLOT: gettext_lazy("Do people share more in weeks in which we ask at another moment?"),
    Template.REWARD: gettext_lazy(
        "Do people share more while a reward is to be won, and what is left once it is over?"
    ),
}
WHAT: Final[Said] = {
    Template.REMINDERS_GAME: gettext_lazy(
        "A quarter of the teams each: neither, points and leagues only, prompts only, both. Points "
        "go on being counted for everybody, so nobody has lost any afterwards."
    ),
    Template.STAGGERED: gettext_lazy(
        "Half of the teams gets prompts from the first Monday on, the other half once it is over. "
        "Everybody gets the stories of the week."
    ),
    Template.WORDING: gettext_lazy(
        "In each week chance decides whether somebody who is asked reads the new words or one of "
        "the present ones."
    ),
    Template.SLOT: gettext_lazy(
        "In each week chance decides whether somebody's moment is their usual one or this one."
    ),
    Template.REWARD: gettext_lazy(
        "The rule holds for half of the teams from its next round on. Nobody of the others can "
        "win by it meanwhile, and none of them is told that they could."
    ),
}
SIDES: Final[Mapping[Template, tuple[object, ...]]] = {
    Template.REMINDERS_GAME: (
        gettext_lazy("Neither"),
        gettext_lazy("Game only"),
        gettext_lazy("Prompts only"),
        gettext_lazy("Prompts and game"),
    ),
    Template.STAGGERED: (gettext_lazy("Prompts later"), gettext_lazy("Prompts at once")),
    Template.WORDING: (gettext_lazy("Present words"), gettext_lazy("New words")),
    Template.SLOT: (gettext_lazy("Usual moment"), gettext_lazy("New moment")),
    Template.REWARD: (gettext_lazy("Without the rule"), gettext_lazy("With the rule")),
}
# What an effect is of, and what it is compared with.
EFFECTS: Final[Mapping[Template, tuple[tuple[object, object], ...]]] = {
    Template.REMINDERS_GAME: (
        (gettext_lazy("Prompts"), gettext_lazy("teams without prompts")),
        (gettext_lazy("The game"), gettext_lazy("teams without the game")),
        (gettext_lazy("What both add to each other"), ""),
    ),
    Template.STAGGERED: ((gettext_lazy("Prompts"), gettext_lazy("teams that got none yet")),),
    Template.WORDING: ((gettext_lazy("New words"), gettext_lazy("prompts in present words")),),
    Template.SLOT: ((gettext_lazy("New moment"), gettext_lazy("weeks at the usual moment")),),
    Template.REWARD: ((gettext_lazy("The reward"), gettext_lazy("teams without it")),),
}
_REFUSED: Final[Mapping[str, object]] = {
    "teams": gettext_lazy("There are too few teams: each side needs four."),
    "weeks": gettext_lazy("There are too few weeks so far."),
    "shares": gettext_lazy("There are too few shares so far: twenty are needed on each side."),
    "behind": gettext_lazy("Too few people shared on one of the sides to say anything of them."),
    "switch_off": gettext_lazy("The weeks after the end are not over yet."),
    "gaps": gettext_lazy("A team has nobody left who is counted."),
}
_REFUSED_PLAN: Final[Mapping[Refused, object]] = {
    Refused.TEAMS: gettext_lazy("There are too few teams: each side needs four."),
    Refused.WEEKS: gettext_lazy("It needs twelve weeks at least."),
    Refused.PEOPLE: gettext_lazy("It needs fifty people who take part at least."),
}


def refusal(name: str) -> str:
    """Why nothing can be said, in a sentence."""
    return str(_REFUSED[name])


def plan_refusal(reason: Refused) -> str:
    """Why a plan could answer nothing, in a sentence."""
    return str(_REFUSED_PLAN[reason])


def day_of(week: int) -> str:
    """The Monday of a week in words."""
    return date_format(monday_of(week), "j F Y")


def span_of(experiment: Experiment) -> str:
    """The first and the last day on which sides differ."""
    return _("%(first)s to %(last)s") % {
        "first": day_of(experiment.starts_week),
        "last": last_day_of(experiment),
    }


def last_day_of(experiment: Experiment) -> str:
    """The last day on which sides differ."""
    return date_format(monday_of(experiment.ends_week) - timedelta(days=1), "j F Y")


def result_day_of(experiment: Experiment) -> str:
    """The Tuesday on which its result is read: the week after the last that it needs."""
    week = experiment.ends_week + max(experiment.design.off_weeks, 1)
    return date_format(monday_of(week) + timedelta(days=1), "j F Y")


def free_day_of(experiment: Experiment) -> str:
    """The first Monday on which what it switches may be tried again."""
    return day_of(experiment.ends_week + experiment.design.off_weeks)


def weeks_said(count: int) -> str:
    """A number of weeks."""
    return ngettext("%(count)s week", "%(count)s weeks", count) % {"count": count}


def per_hundred(part: float) -> str:
    """A part as so many of a hundred, with one decimal where it is not whole."""
    points = round(part * 100, 1)
    return number_format(points, decimal_pos=0 if points == int(points) else 1)


def end_said(part: float) -> str:
    """An end of an interval: so many of a hundred more or fewer."""
    if not round(part * 100, 1):
        return number_format(0, decimal_pos=0)
    words = {"count": per_hundred(abs(part))}
    return _("%(count)s more") % words if part > 0 else _("%(count)s fewer") % words


def percent(part: float) -> str:
    """A part in whole per cents."""
    return _("%(number)s %%") % {"number": hundred(part)}
