"""What to do next: proposed each week, taken up or back by people, judged a quarter later.

The rules themselves are given along for the simulator, which holds them against doing nothing.
"""

from zetje.insights.operations.next_steps.judging import judge_steps
from zetje.insights.operations.next_steps.proposing import propose_steps
from zetje.insights.operations.next_steps.taking import (
    NoSuchStepError,
    StepRefusedError,
    take_back,
    take_up,
)
from zetje.insights.rules.next_steps import (
    QUARTER,
    Effect,
    Known,
    Part,
    Rule,
    Step,
    choose,
    design_effect,
)

__all__ = [
    "QUARTER",
    "Effect",
    "Known",
    "NoSuchStepError",
    "Part",
    "Rule",
    "Step",
    "StepRefusedError",
    "choose",
    "design_effect",
    "judge_steps",
    "propose_steps",
    "take_back",
    "take_up",
]
