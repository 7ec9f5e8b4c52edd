"""The operations of recognition."""

from zetje.recognition.operations.chains import (
    note_quiet_weeks,
    rebuild_chain,
    rebuild_chains,
    seat_week,
)
from zetje.recognition.operations.rests import (
    RestWeekRefusedError,
    take_rest_week,
    undo_rest_week,
)

__all__ = [
    "RestWeekRefusedError",
    "note_quiet_weeks",
    "rebuild_chain",
    "rebuild_chains",
    "seat_week",
    "take_rest_week",
    "undo_rest_week",
]
