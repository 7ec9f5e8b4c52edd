"""The kinds of prompt, called arms in the log: who may get which and why, and how they are said."""

from zetje.prompting.rules.arms.builtin import LANGUAGES, built_in
from zetje.prompting.rules.arms.checking import LONGEST, Finding, check_wording
from zetje.prompting.rules.arms.eligibility import LEAST_COLLEAGUES, WEEKS_AWAY, eligible
from zetje.prompting.rules.arms.families import FAMILIES, NEUTRAL, Family, PromptType, family_of
from zetje.prompting.rules.arms.tone import TONE_RULES, ToneRule
from zetje.prompting.rules.arms.wording import FIELDS, Field, Said, Wording, pick, said, tellable

__all__ = [
    "FAMILIES",
    "FIELDS",
    "LANGUAGES",
    "LEAST_COLLEAGUES",
    "LONGEST",
    "NEUTRAL",
    "TONE_RULES",
    "WEEKS_AWAY",
    "Family",
    "Field",
    "Finding",
    "PromptType",
    "Said",
    "ToneRule",
    "Wording",
    "built_in",
    "check_wording",
    "eligible",
    "family_of",
    "pick",
    "said",
    "tellable",
]
