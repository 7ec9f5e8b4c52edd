"""The weekly mail: gathered in a few queries for a whole batch, put together from ready pieces."""

from zetje.prompting.operations.mail.rendering import render_digests

__all__ = ["render_digests"]
