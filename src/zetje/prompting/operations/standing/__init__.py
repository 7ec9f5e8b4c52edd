"""Notes what people did on the way to a habit, and keeps their standing in step with it."""

from zetje.prompting.operations.standing.estimating import estimate_missing
from zetje.prompting.operations.standing.noting import (
    WhyRefusedError,
    answer_why,
    note_choice,
    note_example,
    note_opened,
    note_read,
)
from zetje.prompting.operations.standing.placing import place_member, place_members
from zetje.prompting.operations.standing.probes import draw_probes

__all__ = [
    "WhyRefusedError",
    "answer_why",
    "draw_probes",
    "estimate_missing",
    "note_choice",
    "note_example",
    "note_opened",
    "note_read",
    "place_member",
    "place_members",
]
