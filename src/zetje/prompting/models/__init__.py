"""What is planned for a person: the digest of a week and its stories."""

from zetje.prompting.models.digests import Digest, DigestStory

__all__ = ["Digest", "DigestStory"]
