"""Worlds in which something is wrong, to see whether the next steps find it and help."""

from __future__ import annotations

from dataclasses import dataclass, field

from zetje.behaviour.worlds.advocacy import Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A world and what is wrong in it.

    Attributes:
        assumptions: those of the world.
        chance: of a prompt for whom one may be, at the start.
        ability: what the ability of the first group is multiplied with.
        fit: what is taken off how well stories fit the first two groups, in standard deviations.
    """

    assumptions: Assumptions = field(default_factory=Assumptions)
    chance: float = 0.5
    ability: float = 1.0
    fit: float = 0.0


FLAWS = {
    "nothing": Flaw(),
    "cannot": Flaw(ability=0.45),
    "starved": Flaw(fit=3.0),
    "asked too much": Flaw(
        assumptions=Assumptions(
            own_visits=0.3, fatigue_prompt=0.3, prompt_notice=0.04, off_ignored=0.004
        ),
        chance=0.8,
    ),
}
