"""The queries of prompting."""

from zetje.prompting.queries.digests import digest_address

__all__ = ["digest_address"]
