"""What to do next: how far groups lie apart, the rules that propose, and what came of it."""

from zetje.insights.rules.next_steps.choosing import LOW_CHANCE, QUARTER, choose
from zetje.insights.rules.next_steps.gaps import Gap, Group, design_effect, gaps_of
from zetje.insights.rules.next_steps.known import Effect, Known, Part, Rule, Step
from zetje.insights.rules.next_steps.outcomes import (
    Change,
    Verdict,
    change_of_group,
    change_of_whole,
)

__all__ = [
    "LOW_CHANCE",
    "QUARTER",
    "Change",
    "Effect",
    "Gap",
    "Group",
    "Known",
    "Part",
    "Rule",
    "Step",
    "Verdict",
    "change_of_group",
    "change_of_whole",
    "choose",
    "design_effect",
    "gaps_of",
]
