"""Decides whether each person is prompted, at their own slot of the week, and learns from it."""

from zetje.prompting.operations.deciding.learning import learn_from_decisions, policies_amiss
from zetje.prompting.operations.deciding.planning import LOOK_AHEAD, plan_prompts

__all__ = ["LOOK_AHEAD", "learn_from_decisions", "plan_prompts", "policies_amiss"]
