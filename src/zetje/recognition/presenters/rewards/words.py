"""Rules, periods and sums in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from zetje.recognition.rules.rewards import RANKED, Kind, pays_per_share
from zetje.recognition.rules.rewards.words import KIND_WORDS, REASON_WORDS, euros

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.recognition.models import RewardRule

__all__ = [
    "EVIDENCE",
    "KIND_WORDS",
    "REASON_WORDS",
    "euros",
    "is_paid_per_share",
    "language_now",
    "parts",
    "period_name",
    "sentences_of",
    "title_of",
]

_EIGHT: Final = 8
# What the form says when a rule pays for each share; nothing in it is ours.
EVIDENCE: Final[Sequence[StrOrPromise]] = (
    gettext_lazy(
        "In 128 experiments together, rewards promised for doing a task made people do it less of "
        "their own will afterwards; unexpected ones did not (Deci, Koestner and Ryan, 1999)."
    ),
    gettext_lazy(
        "Volunteers who were paid a little of each donation collected less than those who were "
        "paid nothing (Gneezy and Rustichini, 2000)."
    ),
    gettext_lazy(
        "Every post of that time has to be named advertising, so readers trust it less; and who "
        "posts for the prize stops with the prize."
    ),
)


def title_of(rule: RewardRule, *, starts_on: date | None = None) -> str:
    """What a rule is called on its bon: "Most passed on, September"."""
    names = {
        Kind.DRAW: _("Drawn among all who took part"),
        Kind.PASSED_ON: _("Most passed on"),
        Kind.FAIR_CLICKS: _("Best read, for its author"),
        Kind.GOAL: _("Reached together"),
        Kind.EACH: _("For everybody who keeps going"),
        Kind.THANKS: _("Thanks"),
    }
    name = names[Kind(rule.kind)]
    return f"{name}, {period_name(rule, starts_on)}" if starts_on else name


def period_name(rule: RewardRule, starts_on: date) -> str:
    """A period in words: "September", "week 38", "third quarter"."""
    if rule.period == "week":
        return _("week %(number)s") % {"number": starts_on.isocalendar().week}
    if rule.period == "quarter":
        return _("quarter %(number)s of %(year)s") % {
            "number": (starts_on.month + 2) // 3,
            "year": starts_on.year,
        }
    return date_format(starts_on, "F")


def sentences_of(rule: RewardRule) -> list[str]:
    """The whole rule as sentences, so that nothing of it stands anywhere else."""
    found = [str(_WINS[Kind(rule.kind)]) % {"count": rule.threshold}]
    if rule.kind == Kind.DRAW:
        found.append(
            _("Each share is a ticket, five at most.")
            if rule.per_share
            else _("Everybody has one ticket, however often they shared.")
        )
    if rule.kind == Kind.THANKS:
        return [*found, _money(rule)]
    if rule.kind != Kind.GOAL:
        found.append(
            ngettext("%(count)s person a time.", "%(count)s people a time.", rule.winners)
            % {"count": rule.winners}
            if rule.kind != Kind.EACH
            else _("As many as the budget holds; the lot decides if there are more.")
        )
        if rule.rest_rounds:
            found.append(
                ngettext(
                    "Won it? Then the next time it goes to somebody else.",
                    "Won it? Then the next %(count)s times it goes to somebody else.",
                    rule.rest_rounds,
                )
                % {"count": rule.rest_rounds}
            )
        found.append(_("Between equals the lot decides."))
    found.append(
        _("Only for who takes part. Posts on X and Facebook do not count: their rules forbid it.")
    )
    if rule.kind in RANKED:
        found.append(_("Who left the boards on their privacy page stands in this neither."))
    found.append(
        _("A post of one's own of that time says that something may be won with it.")
        if rule.kind == Kind.PASSED_ON
        else _("Every post of that time says that something may be won with it.")
    )
    return [*found, _money(rule)]


_WINS: Final[Mapping[Kind, StrOrPromise]] = {
    Kind.DRAW: gettext_lazy("One lot is drawn among everybody who posted at least once."),
    Kind.PASSED_ON: gettext_lazy(
        "It goes to whose tip became the story, or whom the story is about, that the most "
        "colleagues shared. Three at least; one's own share does not count."
    ),
    Kind.FAIR_CLICKS: gettext_lazy(
        "It goes to whose posts had the most readers for what is usual for them, so that a large "
        "network wins nothing by itself."
    ),
    Kind.GOAL: gettext_lazy(
        "Everybody gets it, whether they shared or not, once %(count)s colleagues shared."
    ),
    Kind.EACH: gettext_lazy("Everybody gets it who shared %(count)s times or more."),
    Kind.THANKS: gettext_lazy("Managers may thank somebody from it, for anything but a post."),
}


def _money(rule: RewardRule) -> str:
    return _("Worth %(value)s each, from a budget of %(budget)s in all.") % {
        "value": euros(rule.value_cents),
        "budget": euros(rule.budget_cents),
    }


def language_now() -> str:
    """The language of the page, for texts that are kept in two."""
    return "nl" if (get_language() or "nl").startswith("nl") else "en"


def is_paid_per_share(rule: RewardRule) -> bool:
    """Whether each further share is worth something by itself."""
    return pays_per_share(rule.kind, per_share=rule.per_share)


def parts(text: str) -> list[str]:
    """A long number in eights, between which a line may end."""
    return [text[start : start + _EIGHT] for start in range(0, len(text), _EIGHT)]
