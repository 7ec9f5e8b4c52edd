"""What others may ask of voice: how somebody writes, and a story said that way."""

from zetje.voice.queries.language_models import model_is_on, model_line
from zetje.voice.queries.profiles import edits_of, profile_of, samples_of
from zetje.voice.queries.suggestions import suggestions_for
from zetje.voice.queries.trying import tried
from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.suggesting import Span, Suggestion
from zetje.voice.rules.trial import TrialRefusedError

__all__ = [
    "Profile",
    "Span",
    "Suggestion",
    "TrialRefusedError",
    "edits_of",
    "model_is_on",
    "model_line",
    "profile_of",
    "samples_of",
    "suggestions_for",
    "tried",
]
