"""The language model of an organisation, and what people taught us of their voice."""

from zetje.voice.models.language_model import ModelAnswer, ModelSetup, ModelUse
from zetje.voice.models.samples import VoiceSample, VoiceSettings
from zetje.voice.models.suggestions import SuggestionNote

__all__ = [
    "ModelAnswer",
    "ModelSetup",
    "ModelUse",
    "SuggestionNote",
    "VoiceSample",
    "VoiceSettings",
]
