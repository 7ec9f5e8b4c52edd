"""Where a post says that a language model helped, and why there.

Beside a suggestion it always stands, whatever this table says. In the post it stands where law or
network asks, or where the organisation wants it everywhere.

The law: article 50(4) of the EU AI Act (Regulation 2024/1689) asks to tell that a text is made by
AI when it informs the public on a matter of public interest, unless a person reviewed it and
somebody is responsible for its publication. Here a person reads, edits and posts under their own
name, so that the law asks for nothing; whoever wants to be open in any case switches it on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class MarkRule:
    """Whether posts on a network say that a model helped.

    Attributes:
        in_post: whether the words stand in the post.
        reason: why, for who reads the table.
    """

    in_post: bool
    reason: str


_TEXT_IS_FREE: Final = "asks for labels on pictures, sound and video that were made, not on text"
RULES: Final[Mapping[str, MarkRule]] = {
    "linkedin": MarkRule(False, _TEXT_IS_FREE),
    "x": MarkRule(False, _TEXT_IS_FREE),
    "facebook": MarkRule(False, _TEXT_IS_FREE),
    "instagram": MarkRule(False, _TEXT_IS_FREE),
    "threads": MarkRule(False, _TEXT_IS_FREE),
    "bluesky": MarkRule(False, "has no rule about text that a person posts"),
    "mastodon": MarkRule(True, "each server has rules of its own, and many ask for it"),
    "xing": MarkRule(False, "has no rule about text that a person posts"),
    "whatsapp": MarkRule(False, "private messages to people one knows"),
}
# In the language of the post, whatever language the page speaks: so not among the translations.
_WORDS: Final[Mapping[str, str]] = {
    "nl": "(Met hulp van AI geschreven.)",
    "en": "(Written with the help of AI.)",
}


def mark_for(network: str, *, language: str, always: bool) -> str:
    """The words by which a post says that a model helped; "" where it need not.

    Args:
        network: where the post stands; one that the table does not know is taken to ask for it.
        language: of the post.
        always: the organisation wants it everywhere.
    """
    rule = RULES.get(network)
    return _WORDS[language] if always or rule is None or rule.in_post else ""
