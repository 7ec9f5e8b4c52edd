"""The language model of an organisation, and what people taught us of their voice."""

from zetje.voice.models.language_model import ModelAnswer, ModelSetup, ModelUse

__all__ = ["ModelAnswer", "ModelSetup", "ModelUse"]
