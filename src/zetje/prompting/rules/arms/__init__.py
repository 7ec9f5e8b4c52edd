"""The kinds of prompt, called arms in the log: who may get which, and why."""

from zetje.prompting.rules.arms.eligibility import LEAST_COLLEAGUES, WEEKS_AWAY, eligible
from zetje.prompting.rules.arms.families import FAMILIES, NEUTRAL, Family, PromptType, family_of

__all__ = [
    "FAMILIES",
    "LEAST_COLLEAGUES",
    "NEUTRAL",
    "WEEKS_AWAY",
    "Family",
    "PromptType",
    "eligible",
    "family_of",
]
