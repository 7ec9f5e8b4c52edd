"""The operations of voice."""

from zetje.voice.operations.asking import Asked, ask_model
from zetje.voice.operations.consulting import forget_answers
from zetje.voice.operations.language_models import (
    ModelRefusedError,
    ModelWords,
    set_up_model,
    turn_off_model,
)
from zetje.voice.operations.profiles import edit_profile, forget_voice
from zetje.voice.operations.samples import (
    SampleRefusedError,
    add_sample,
    import_linkedin_export,
    remove_sample,
    take_own_shares,
    unlearn_shares,
)
from zetje.voice.operations.suggestions import note_suggestion, reset_ranking
from zetje.voice.operations.trials import try_model

__all__ = [
    "Asked",
    "ModelRefusedError",
    "ModelWords",
    "SampleRefusedError",
    "add_sample",
    "ask_model",
    "edit_profile",
    "forget_answers",
    "forget_voice",
    "import_linkedin_export",
    "note_suggestion",
    "remove_sample",
    "reset_ranking",
    "set_up_model",
    "take_own_shares",
    "try_model",
    "turn_off_model",
    "unlearn_shares",
]
