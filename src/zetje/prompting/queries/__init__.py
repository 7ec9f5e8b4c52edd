"""The queries of prompting."""

from zetje.prompting.queries.digests import digest_address
from zetje.prompting.queries.refusals import refusals_of, slots_refused
from zetje.prompting.queries.standing import Standing, standing_of

__all__ = ["Standing", "digest_address", "refusals_of", "slots_refused", "standing_of"]
