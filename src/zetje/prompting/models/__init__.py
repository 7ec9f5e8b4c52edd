"""What is planned and decided for a person, what they said no to, and how far it is their own."""

from zetje.prompting.models.decisions import Decision, DecisionOutcome, HoldOutDraw
from zetje.prompting.models.digests import Digest, DigestStory
from zetje.prompting.models.easing import Easing
from zetje.prompting.models.goals import Goal
from zetje.prompting.models.policies import Policy, PolicyPart, PromptSettings
from zetje.prompting.models.refusals import NotAtThisTime, PromptRefusal
from zetje.prompting.models.standing import ProbeDraw, Standing, WhyAnswer
from zetje.prompting.models.wordings import OwnWording

__all__ = [
    "Decision",
    "DecisionOutcome",
    "Digest",
    "DigestStory",
    "Easing",
    "Goal",
    "HoldOutDraw",
    "NotAtThisTime",
    "OwnWording",
    "Policy",
    "PolicyPart",
    "ProbeDraw",
    "PromptRefusal",
    "PromptSettings",
    "Standing",
    "WhyAnswer",
]
