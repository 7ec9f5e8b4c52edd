"""What is planned for a person: the digest of a week and its stories; and what they said no to."""

from zetje.prompting.models.digests import Digest, DigestStory
from zetje.prompting.models.refusals import NotAtThisTime, PromptRefusal

__all__ = ["Digest", "DigestStory", "NotAtThisTime", "PromptRefusal"]
