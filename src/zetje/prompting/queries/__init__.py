"""The queries of prompting."""

from zetje.prompting.queries.digests import digest_address
from zetje.prompting.queries.refusals import refusals_of, slots_refused
from zetje.prompting.queries.standing import Standing, standing_of
from zetje.prompting.queries.standing_facts import standings_amiss

__all__ = [
    "Standing",
    "digest_address",
    "refusals_of",
    "slots_refused",
    "standing_of",
    "standings_amiss",
]
