"""Lets capabilities above this one fill a column of the hub: how often each story was shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

# Story ids in; per story how many colleagues shared it, without those that may not be shown.
Counts = Callable[[Sequence[int]], Mapping[int, int]]

_counts: list[Counts] = []


def register_share_counts(counts: Counts) -> None:
    """Show these figures in the hub. Called once, by the list of plugins."""
    _counts[:] = [counts]


def share_counts(story_ids: Sequence[int]) -> Mapping[int, int] | None:
    """How often each story was shared, or None where nothing counts that."""
    return _counts[0](story_ids) if _counts else None
