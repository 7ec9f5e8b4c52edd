"""The rules by which points may wait, in the words in which everybody can read them.

The figures in the sentences are those that the rules count with; there is no other rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zetje.recognition.rules.gaming.limits import LIMITS

LONGEST_ANSWER: Final = 600


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it says, and what its person reads when it was met.

    `waits` says which points wait meanwhile. `met` takes the facts of a case.
    """

    name: str
    says: str
    waits: str
    met: str


RULES: Final[Mapping[str, Rule]] = {
    "scripted": Rule(
        name=gettext_noop("Confirmed faster than anybody can post"),
        says=gettext_noop(
            "%(quick_run)d posts in a row confirmed within %(quick_seconds)d seconds after the text"
            " was taken along, or %(steady_run)d in a row after exactly the same number of seconds,"
            " or of %(many)d stories within %(many_minutes)d minutes."
        ),
        waits=gettext_noop("The points for those posts wait."),
        met=gettext_noop(
            "You confirmed %(count)d posts faster or more evenly than posting usually goes."
            " Perhaps you had posted them before, or pressed ahead of posting."
        ),
    ),
    "burst": Rule(
        name=gettext_noop("Readers all at once, or by the clock"),
        says=gettext_noop(
            "%(burst)d readers or more of one link within %(burst_seconds)d seconds who are half of"
            " its readers that day, or %(regular)d in a row with the same time between each."
        ),
        waits=gettext_noop("The points for the readers of that link wait."),
        met=gettext_noop(
            "%(count)d readers of one of your links came all at once, or one by one by the clock."
            " Perhaps a program opened it, or it stood somewhere where everybody looked."
        ),
    ),
    "ring": Rule(
        name=gettext_noop("Colleagues who read each other"),
        says=gettext_noop(
            "In four weeks %(ring)d readers or more, and a quarter of all, were colleagues whose"
            " links you opened on the same day, or whose colleagues did, in a circle."
        ),
        waits=gettext_noop("The points for the readers of those links wait."),
        met=gettext_noop(
            "You and colleagues opened each other's links %(count)d times. That is good company,"
            " and points are for readers outside it."
        ),
    ),
    "even": Rule(
        name=gettext_noop("Every time the same number of readers"),
        says=gettext_noop(
            "%(even)d posts or more in four weeks with almost exactly the same number of readers"
            " each. Real readers vary: of a thousand people it happens to fewer than one."
        ),
        waits=gettext_noop("The points for those readers wait."),
        met=gettext_noop(
            "%(count)d of your posts had almost exactly the same number of readers. Perhaps the"
            " same few people follow everything you post."
        ),
    ),
    "alike": Rule(
        name=gettext_noop("Own words that are not quite"),
        says=gettext_noop(
            "%(alike)d posts or more in own words, about different stories, that say nearly the"
            " same, or have fewer than %(own_least)d words that are not the story's."
        ),
        waits=gettext_noop(
            "The points for own words wait, of those that repeat an earlier one or the story."
        ),
        met=gettext_noop(
            "%(count)d of your posts in own words say nearly the same about different stories, or"
            " nearly what the story says."
        ),
    ),
}


def name_of(rule: str) -> str:
    """What a rule is called."""
    return _(RULES[rule].name)


def says_of(rule: str) -> str:
    """What a rule says, with the figures it counts with."""
    return _(RULES[rule].says) % LIMITS.figures()


def waits_of(rule: str) -> str:
    """Which points wait when it is met."""
    return _(RULES[rule].waits)


def met_of(rule: str, facts: Mapping[str, int]) -> str:
    """What its person reads when it was met."""
    return _(RULES[rule].met) % {"count": facts.get("count", 0)}
