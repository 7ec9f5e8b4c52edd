"""What earns points, without a database: the published rules, and the fold from facts to points."""

from zetje.recognition.rules.points.fold import Deed, Due, Facts, Post, Slot, due
from zetje.recognition.rules.points.ladder import (
    ASSUMED,
    FULL_AT,
    WEIGHT,
    readers_by_score,
    readers_needed,
)
from zetje.recognition.rules.points.ledger import Line, Standing, settle
from zetje.recognition.rules.points.values import (
    CAUSES,
    LIMITS,
    READ_DAYS,
    REASONS,
    Rules,
    rules_from,
)

__all__ = [
    "ASSUMED",
    "CAUSES",
    "FULL_AT",
    "LIMITS",
    "READ_DAYS",
    "REASONS",
    "WEIGHT",
    "Deed",
    "Due",
    "Facts",
    "Line",
    "Post",
    "Rules",
    "Slot",
    "Standing",
    "due",
    "readers_by_score",
    "readers_needed",
    "rules_from",
    "settle",
]
