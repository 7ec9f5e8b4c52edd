"""What belongs to a phase: the type of prompt that fits, and the answers to the "why" question."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.phases import Phase

# Why somebody would share; each has words of its own on the page.
WHYS: Final = ("craft", "people", "proud", "colleagues")

# Fogg 2009: a spark lifts motivation, a facilitator makes it easier, a signal only reminds. Which
# phase asks for which is this project's own proposal: first the wish, then the skill, then a word.
PROMPT_TYPES: Final = MappingProxyType(
    {
        Phase.INFORMATION: "spark",
        Phase.APPLICATION: "facilitator",
        Phase.CONFIRMATION: "signal",
        Phase.CONSOLIDATION: "signal",
        Phase.VERIFIED: "signal",
    }
)

# The kind of story that a phase asks for: first what colleagues tell of it, then how experts do it.
FITTING_KINDS: Final = MappingProxyType(
    {Phase.INFORMATION: "success_story", Phase.APPLICATION: "expert_example"}
)

# How content names the phases that a story can be for; whoever is verified is consolidated too.
PHASE_NAMES: Final = MappingProxyType(
    {
        "information": (Phase.INFORMATION,),
        "application": (Phase.APPLICATION,),
        "confirmation": (Phase.CONFIRMATION,),
        "consolidation": (Phase.CONSOLIDATION, Phase.VERIFIED),
    }
)


def prompt_types(phases: ArrayLike) -> NDArray[np.str_]:
    """The type of prompt that fits each phase.

    Args: `phases` (n,), values of `Phase`.
    Returns: (n,) of "spark", "facilitator" or "signal". Raises KeyError for another value.
    """
    names = [PROMPT_TYPES[Phase(phase)] for phase in np.asarray(phases, dtype=np.int64).tolist()]
    return np.array(names, dtype=np.str_)
