"""What to do next: proposed each week, taken up or back by people, judged a quarter later."""

from zetje.insights.operations.next_steps.judging import judge_steps
from zetje.insights.operations.next_steps.proposing import propose_steps
from zetje.insights.operations.next_steps.taking import StepRefusedError, take_back, take_up

__all__ = ["StepRefusedError", "judge_steps", "propose_steps", "take_back", "take_up"]
