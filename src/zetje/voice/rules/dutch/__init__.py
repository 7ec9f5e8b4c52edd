"""Dutch as far as a rewriting needs it: how a reader is addressed, and what verbs do then."""

from zetje.voice.rules.dutch.formality import address_of, addressed

__all__ = ["address_of", "addressed"]
