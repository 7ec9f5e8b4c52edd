"""The table of the kinds of prompt: what each is for, in Fogg's words, and in which phases.

The principles behind the kinds are Cialdini's and Fogg's; which phase each serves is our own
proposal, with its reason beside it. None works by guilt or by scarcity: such a kind cannot exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zetje.behaviour.phases import Phase

PromptType = Literal["spark", "facilitator", "signal"]

_ALL: Final = frozenset(Phase)
_STARTING: Final = frozenset({Phase.INFORMATION, Phase.APPLICATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of prompt.

    Attributes:
        key: its name in the log; never changed.
        prompt_type: a spark lifts motivation, a facilitator makes it easier, a signal reminds.
        phases: in which phases it may be drawn.
        reason: why in those phases, and why under that condition.
        label: its name for people.
    """

    key: str
    prompt_type: PromptType
    phases: frozenset[Phase]
    reason: str
    label: str | Promise


# The order is the numbering of the log: families are added at the end and never moved.
FAMILIES: Final[tuple[Family, ...]] = (
    Family(
        key="neutral",
        prompt_type="signal",
        phases=_ALL,
        reason="It only says that there is something to choose, so it fits everybody; it is what "
        "the other kinds are measured against.",
        label=_("A plain reminder"),
    ),
    Family(
        key="social_proof",
        prompt_type="spark",
        phases=frozenset({Phase.INFORMATION, Phase.APPLICATION, Phase.CONFIRMATION}),
        reason="Who is not sure yet looks at what others do; once it is one's own habit, others "
        "no longer matter. Only when enough colleagues shared that none of them can be told.",
        label=_("What colleagues did"),
    ),
    Family(
        key="streak",
        prompt_type="signal",
        phases=frozenset({Phase.APPLICATION, Phase.CONFIRMATION, Phase.CONSOLIDATION}),
        reason="It reminds of a chain that this week can still grow, to who wants to see theirs. "
        "A verified habit needs no count.",
        label=_("Your chain"),
    ),
    Family(
        key="personal_benefit",
        prompt_type="spark",
        phases=_STARTING,
        reason="What sharing brings oneself is the question before it is a habit.",
        label=_("What it brings you"),
    ),
    Family(
        key="success_story",
        prompt_type="spark",
        phases=_STARTING,
        reason="Information is about why it matters: what came of it for colleagues shows it.",
        label=_("A success of colleagues"),
    ),
    Family(
        key="expert_example",
        prompt_type="facilitator",
        phases=frozenset({Phase.APPLICATION, Phase.CONFIRMATION}),
        reason="Application begins with seeing how an expert does it; after that, with own ideas, "
        "an example still helps.",
        label=_("An expert's example"),
    ),
    Family(
        key="recognition",
        prompt_type="spark",
        phases=frozenset({Phase.APPLICATION, Phase.CONFIRMATION, Phase.CONSOLIDATION}),
        reason="A word that was earned strengthens what was done; it is never invented, so "
        "somebody must have written it.",
        label=_("A word you got"),
    ),
    Family(
        key="fresh_story",
        prompt_type="signal",
        phases=_ALL,
        reason="News is a reason to look for everybody, if it is news.",
        label=_("A new story"),
    ),
    Family(
        key="fresh_start",
        prompt_type="facilitator",
        phases=_ALL - {Phase.INFORMATION},
        reason="After some weeks away the return is made small and welcome (Milkman et al. 2021); "
        "who never shared has nothing to return to.",
        label=_("A fresh start"),
    ),
)

NEUTRAL: Final = 0
_BY_KEY: Final = {family.key: family for family in FAMILIES}


def family_of(key: str) -> Family:
    """The kind with this key; raises KeyError when there is none."""
    return _BY_KEY[key]
