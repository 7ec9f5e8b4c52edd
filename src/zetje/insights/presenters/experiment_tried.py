"""Says what an experiment tries: which moment, which words, which reward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.insights.operations.experiment_options import option_names
from zetje.insights.presenters.experiment_words import QUESTIONS, TITLES
from zetje.insights.rules.experiments import Template

if TYPE_CHECKING:
    from zetje.insights.models import Experiment

# By the weekday of a moment; -1 is whatever day somebody is usually asked on.
_DAYS: Final = {
    "-1": gettext_lazy("The usual day at %(hour)s"),
    "0": gettext_lazy("Monday at %(hour)s"),
    "1": gettext_lazy("Tuesday at %(hour)s"),
    "2": gettext_lazy("Wednesday at %(hour)s"),
    "3": gettext_lazy("Thursday at %(hour)s"),
    "4": gettext_lazy("Friday at %(hour)s"),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What is tried: its title and its question; `name` alone, empty where nothing was chosen."""

    title: str
    question: str
    name: str


def tried_in(experiments: Sequence[Experiment]) -> list[Tried]:
    """What each of some experiments of one organisation tries; its tenant must be open."""
    if not experiments:
        return []
    templates = {Template(one.template) for one in experiments if one.option}
    names = option_names(experiments[0].organisation_id, templates)
    return [
        tried(template, _moment(one.option) or names.get((template, one.option), ""))
        for one in experiments
        for template in [Template(one.template)]
    ]


def tried_by(organisation_id: int, template: Template, option: str) -> Tried:
    """What an experiment would try; the tenant's block must be open."""
    names = option_names(organisation_id, [template] if option else [])
    return tried(template, _moment(option) or names.get((template, option), ""))


def tried(template: Template, name: str) -> Tried:
    """What is tried in words.

    Args:
        template: the kind of experiment.
        name: what was chosen for it; without it the kind is named.
    """
    said = {
        Template.WORDING: (
            _("New words: “%(name)s”"),
            _("Do people share more when asked with “%(name)s” than in the present words?"),
        ),
        Template.SLOT: (
            _("%(name)s instead of each person’s usual moment"),
            _(
                "Do people share more in weeks with this moment than in weeks with their usual "
                "one? The moment that is tried: %(name)s."
            ),
        ),
        Template.REWARD: (
            _("A reward: %(name)s"),
            _(
                "Do people share more while “%(name)s” is to be won, and what is left once it is "
                "over?"
            ),
        ),
    }.get(template)
    if not name or said is None:
        return Tried(str(TITLES[template]), str(QUESTIONS[template]), "")
    title, question = (words % {"name": name} for words in said)
    return Tried(title, question, name)


def _moment(option: str) -> str:
    """A weekday and an hour in words; empty where it is none."""
    day, _colon, hour = option.partition(":")
    if day not in _DAYS or not hour.isdecimal():
        return ""
    return str(_DAYS[day]) % {"hour": f"{int(hour):02}:00"}
