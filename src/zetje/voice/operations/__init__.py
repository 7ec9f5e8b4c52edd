"""The operations of voice."""

from zetje.voice.operations.profiles import edit_profile, forget_voice
from zetje.voice.operations.samples import (
    SampleRefusedError,
    add_sample,
    import_linkedin_export,
    remove_sample,
    take_own_shares,
)
from zetje.voice.operations.suggestions import note_suggestion, reset_ranking

__all__ = [
    "SampleRefusedError",
    "add_sample",
    "edit_profile",
    "forget_voice",
    "import_linkedin_export",
    "note_suggestion",
    "remove_sample",
    "reset_ranking",
    "take_own_shares",
]
