"""The words that a suggestion is introduced with, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LABELS: Final[Mapping[str, str]] = {
    "first_person": gettext_noop("Starts with you"),
    "question": gettext_noop("Asks something"),
    "statement": gettext_noop("Straight to the point"),
    "figure": gettext_noop("The figure first"),
    "headline": gettext_noop("The title on top"),
    "asks_last": gettext_noop("Ends with your readers"),
    "first_and_last": gettext_noop("You first, your readers last"),
}
REASONS: Final[Mapping[str, str]] = {
    "i_for_we": gettext_noop("I instead of we"),
    "own_opening": gettext_noop("a first line of your own"),
    "question_first": gettext_noop("opens with a question"),
    "figure_first": gettext_noop("the figure first"),
    "asks_last": gettext_noop("a last line to your readers"),
    "to_je": gettext_noop("“je” instead of “u”"),
    "to_u": gettext_noop("“u” instead of “je”"),
    "short_sentences": gettext_noop("shorter sentences"),
    "half_as_long": gettext_noop("about half as long"),
    "shorter": gettext_noop("shorter"),
    "abroad": gettext_noop("quoted as it is: nothing was translated"),
}


def label_of(kind: str) -> str:
    """What a kind of suggestion is called."""
    return _(LABELS[kind])


def because_of(reasons: Sequence[str]) -> str:
    """What was changed, in one line: "I instead of we, half as long"."""
    told = [_(REASONS[reason]) for reason in reasons]
    return ", ".join(told) if told else _("the story's own words")
