"""What belongs to a phase: the type of prompt that fits, and the answers to the "why" question."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from zetje.behaviour.phases import Phase

# Why somebody would share; each has words of its own on the page.
WHYS: Final = ("craft", "people", "proud", "colleagues")

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
