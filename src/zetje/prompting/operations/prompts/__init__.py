"""The prompt that asks to share: gathered for a batch, written as a mail or as a card."""

from zetje.prompting.operations.prompts.rendering import render_prompts

__all__ = ["render_prompts"]
