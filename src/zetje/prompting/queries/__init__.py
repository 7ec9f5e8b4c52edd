"""The queries of prompting."""

from zetje.prompting.queries.digests import digest_address
from zetje.prompting.queries.refusals import refusals_of, slots_refused

__all__ = ["digest_address", "refusals_of", "slots_refused"]
