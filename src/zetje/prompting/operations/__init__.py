"""The operations of prompting."""

from zetje.prompting.operations.planning import plan_digests

__all__ = ["plan_digests"]
