"""Guards the facts of a story: what a text claims, and which of it stands in no source."""

from zetje.content.rules.facts.claims import Claim, Kind
from zetje.content.rules.facts.flat import evened
from zetje.content.rules.facts.losses import lost
from zetje.content.rules.facts.support import claims_in, unsupported

__all__ = ["Claim", "Kind", "claims_in", "evened", "lost", "unsupported"]
