"""Decides whether each person is prompted, at their own slot of the week, and learns from it."""

from zetje.prompting.operations.deciding.planning import LOOK_AHEAD, plan_prompts

__all__ = ["LOOK_AHEAD", "plan_prompts"]
