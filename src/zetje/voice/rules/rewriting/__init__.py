"""A story said the way somebody writes, without any model: the door of method 1."""

from zetje.voice.rules.rewriting.material import GivenWording, StoryFacts
from zetje.voice.rules.rewriting.results import Rewritten, rewrite

__all__ = ["GivenWording", "Rewritten", "StoryFacts", "rewrite"]
