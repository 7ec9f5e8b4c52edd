"""Decides whether each person is prompted, at their own slot of the week, and learns from it."""

from zetje.prompting.operations.deciding.learning import (
    learn_from_decisions,
    policies_amiss,
    rebuild_policies,
)
from zetje.prompting.operations.deciding.planning import plan_prompts
from zetje.prompting.operations.deciding.previewing import Preview, preview_prompts

__all__ = [
    "Preview",
    "learn_from_decisions",
    "plan_prompts",
    "policies_amiss",
    "preview_prompts",
    "rebuild_policies",
]
