"""Why somebody was not asked, in plain words to that person; none of it reproaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from zetje.prompting.models import Decision

# By the name of `Reason`.
SENTENCES: Final = {
    "AVAILABLE": gettext_noop("Nothing stood in the way; chance said: not this week."),
    "NOT_JOINED": gettext_noop("You did not take part that week."),
    "NO_CONSENT": gettext_noop("You had not agreed to the house rules that held then."),
    "PAUSED": gettext_noop("You asked for quiet."),
    "ON_LEAVE": gettext_noop("You were away."),
    "NOT_A_WORKING_DAY": gettext_noop("There was no later working day of yours that week."),
    "OUTSIDE_HOURS": gettext_noop("There was no hour of that day that suits you."),
    "HOLIDAY": gettext_noop("It was a public holiday where you work."),
    "CHANNEL_UNREACHABLE": gettext_noop("There was no way to reach you."),
    "NO_STORY": gettext_noop("There was no story for you to be asked about."),
    "ALREADY_DECIDED": gettext_noop("You had chosen already, so asking made no sense."),
    "CAP_REACHED": gettext_noop("You had been asked once that week, and that is the most."),
    "SILENT_AFTER_IGNORED": gettext_noop(
        "Three in a row went unanswered, which is fine: then we are quiet for four weeks."
    ),
    "EXPERIMENTS_REFUSED": gettext_noop("You asked us not to try things out with you."),
    "HELD_OUT": gettext_noop(
        "By lot you belong to those who get the stories and are never asked, so that we see what "
        "asking does."
    ),
    "NO_MESSAGE": gettext_noop("No kind of prompt fitted you that week."),
    "PROBE_WEEK": gettext_noop(
        "It was a free week, drawn by lot: no stories and no prompt, to see how it goes by itself."
    ),
    "IN_EXPERIMENT": gettext_noop(
        "By lot your team goes without prompts for some weeks, to see what prompts do."
    ),
}


def why_silent(decision: Decision) -> str:
    """Why a decision was silence."""
    return _(SENTENCES[decision.why_silent.name])
