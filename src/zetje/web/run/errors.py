"""A problem the person who runs Zetje can mend: said in plain words, shown without a trace."""

from __future__ import annotations


class PlainError(Exception):
    """What is wrong and what to do about it, in one or two sentences."""
