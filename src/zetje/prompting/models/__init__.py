"""What is planned for a person, what they said no to, and how far sharing is their own."""

from zetje.prompting.models.digests import Digest, DigestStory
from zetje.prompting.models.refusals import NotAtThisTime, PromptRefusal
from zetje.prompting.models.standing import ProbeDraw, Standing, WhyAnswer

__all__ = [
    "Digest",
    "DigestStory",
    "NotAtThisTime",
    "ProbeDraw",
    "PromptRefusal",
    "Standing",
    "WhyAnswer",
]
