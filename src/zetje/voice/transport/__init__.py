"""The one way out to a language model, at an OpenAI-compatible address an administrator set."""

from zetje.voice.transport.asking import Ask, Reply, ask

__all__ = ["Ask", "Reply", "ask"]
