"""The words of the prompt lab: what a result lets us say, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zetje.behaviour.verdicts import Missing, Verdict
from zetje.insights.presenters.number_words import signed, spoken

# By the key of a kind: the sentence that it works, and the one that lets go of it.
DO: Final = {
    "neutral": gettext_lazy("The plain reminder works."),
    "social_proof": gettext_lazy("Telling what colleagues did works."),
    "streak": gettext_lazy("Reminding of the chain works."),
    "personal_benefit": gettext_lazy("Saying what sharing brings works."),
    "success_story": gettext_lazy("Telling of a success of colleagues works."),
    "expert_example": gettext_lazy("An expert's example works."),
    "recognition": gettext_lazy("Recalling a good word works."),
    "fresh_story": gettext_lazy("Bringing the news works."),
    "fresh_start": gettext_lazy("Offering a fresh start works."),
}
DROP: Final = {
    "neutral": gettext_lazy("Drop the plain reminder."),
    "social_proof": gettext_lazy("Drop what colleagues did."),
    "streak": gettext_lazy("Drop the chain."),
    "personal_benefit": gettext_lazy("Drop what it brings them."),
    "success_story": gettext_lazy("Drop the success of colleagues."),
    "expert_example": gettext_lazy("Drop the expert's example."),
    "recognition": gettext_lazy("Drop the word they got."),
    "fresh_story": gettext_lazy("Drop the news."),
    "fresh_start": gettext_lazy("Drop the fresh start."),
}
WEEKDAYS: Final = {
    "0": gettext_lazy("On Mondays"),
    "1": gettext_lazy("On Tuesdays"),
    "2": gettext_lazy("On Wednesdays"),
    "3": gettext_lazy("On Thursdays"),
    "4": gettext_lazy("On Fridays"),
    "5": gettext_lazy("On Saturdays"),
    "6": gettext_lazy("On Sundays"),
}
PARTS: Final = {
    "morning": gettext_lazy("In the morning"),
    "afternoon": gettext_lazy("In the afternoon"),
    "evening": gettext_lazy("After five"),
}
PHASES: Final = {
    "1": gettext_lazy("Information"),
    "2": gettext_lazy("Application"),
    "3": gettext_lazy("Confirmation"),
    "4": gettext_lazy("Consolidation"),
    "5": gettext_lazy("Verified"),
}
TENURES: Final = {
    "under_one": gettext_lazy("Less than a year here"),
    "one_to_three": gettext_lazy("One to three years here"),
    "over_three": gettext_lazy("More than three years here"),
}
SIZES: Final = {
    "under_10": gettext_lazy("Teams of fewer than ten people"),
    "10_to_24": gettext_lazy("Teams of ten to twenty-four people"),
    "from_25": gettext_lazy("Teams of twenty-five people and more"),
}


def verdict_words(row: Mapping[str, Any] | None) -> tuple[str, str]:
    """What is said of a result, in two words and in a few more."""
    if row is None:
        return _("Not tried yet"), ""
    verdict = row["verdict"]
    if verdict == Verdict.WORKS:
        return _("Helps"), _("about %(more)s more of 100 people share") % {
            "more": spoken(row["estimate"])
        }
    if verdict == Verdict.HARMS:
        return _("Gets in the way"), _("about %(fewer)s fewer of 100 people share") % {
            "fewer": spoken(-row["estimate"])
        }
    if verdict == Verdict.NO_DIFFERENCE_LARGER_THAN:
        return _("Makes little difference"), _("at most %(most)s of 100 people, up or down") % {
            "most": spoken(max(-row["lower"], row["upper"]))
        }
    if Missing.PRECISION in row["missing"]:
        return _("Can't tell yet"), when(row)
    return _("Not enough data"), when(row)


def when(row: Mapping[str, Any]) -> str:
    """When it can be told, for a result that cannot be told yet."""
    if Missing.PEOPLE in row["missing"]:
        return _("shown only from fifty people on")
    weeks = row["weeks_more"]
    if weeks is None:
        return _("not with as many people as now")
    return ngettext("about one more week", "about %(weeks)s more weeks", weeks) % {"weeks": weeks}


def interval_words(row: Mapping[str, Any] | None) -> str:
    """The result in numbers: the effect and what the data leave possible, for 100 people."""
    if row is None or row["estimate"] is None:
        return _("no figure")
    return _("%(estimate)s, between %(lower)s and %(upper)s") % {
        "estimate": signed(row["estimate"]),
        "lower": signed(row["lower"]),
        "upper": signed(row["upper"]),
    }


def counts_words(row: Mapping[str, Any] | None) -> str:
    """Of how many people and shares a result is."""
    if row is None:
        return _("nobody yet")
    if not row["people"]:
        return _("of a few people")
    silent, prompted = row["events"]
    return _("%(people)s people; %(prompted)s shares with it, %(silent)s without") % {
        "people": row["people"],
        "prompted": prompted,
        "silent": silent,
    }
