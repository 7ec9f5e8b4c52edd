"""The turns of phrase that a voice profile may know: a closed list, about nothing in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import regex


@dataclass(frozen=True)
class Turn:
    """One turn of phrase.

    Attributes:
        heard: by language, how it is recognised.
        group: which lines around a story it takes the place of: "self" or "after".
        said: by language and by how the reader is addressed, how it is said around a story.
        kinds: of stories that it fits; none means every one that is not grave.
    """

    heard: Mapping[str, str]
    group: str
    said: Mapping[str, Mapping[str, str]]
    kinds: frozenset[str] = frozenset()


TURNS: Final[Mapping[str, Turn]] = {
    "glad_to_share": Turn(
        heard={
            "nl": r"ik deel (?:dit|het) graag|deel ik graag|graag (?:even )?delen",
            "en": r"happy to share|glad to share|delighted to share",
        },
        group="self",
        said={"nl": {"none": "Dit deel ik graag."}, "en": {"none": "Happy to share this."}},
    ),
    "nice_to_see": Turn(
        heard={
            "nl": r"(?:mooi|leuk|fijn|goed) om te (?:zien|lezen|horen)",
            "en": r"(?:great|nice|good|lovely) to (?:see|read|hear)",
        },
        group="self",
        said={"nl": {"none": "Mooi om te lezen."}, "en": {"none": "Good to read."}},
        kinds=frozenset({"news", "success_story", "past"}),
    ),
    "curious": Turn(
        heard={
            "nl": r"(?:ik ben|ben) benieuwd|benieuwd (?:wat|hoe|naar)",
            "en": r"(?:i am|i'm) curious|curious (?:what|how|to)|i wonder what you",
        },
        group="after",
        said={
            "nl": {
                "je": "Ik ben benieuwd wat je ervan vindt.",
                "u": "Ik ben benieuwd wat u ervan vindt.",
                "none": "Ik ben benieuwd naar reacties.",
            },
            "en": {"none": "I am curious what you think."},
        },
        kinds=frozenset({"news", "success_story", "past", "expert_example"}),
    ),
    "pass_it_on": Turn(
        heard={
            "nl": r"delen mag|zegt het voort|delen wordt gewaardeerd|doorsturen mag",
            "en": r"feel free to share|pass it on|please share|spread the word",
        },
        group="after",
        said={"nl": {"none": "Delen mag."}, "en": {"none": "Feel free to pass it on."}},
    ),
}
_HEARD: Final = {
    (key, language): regex.compile(rf"(?<!\w)(?:{pattern})(?!\w)", regex.IGNORECASE)
    for key, turn in TURNS.items()
    for language, pattern in turn.heard.items()
}


def turns_in(text: str, *, language: str) -> list[str]:
    """The keys of the turns that a text has."""
    plain = text.replace("’", "'")
    return [key for key in TURNS if (found := _HEARD.get((key, language))) and found.search(plain)]


def lines_of(
    keys: tuple[str, ...], *, group: str, language: str, kind: str, formality: str
) -> list[str]:
    """What somebody's favourite turns say around a story of a kind."""
    fitting = [TURNS[key] for key in keys if key in TURNS and TURNS[key].group == group]
    fitting = [turn for turn in fitting if not turn.kinds or kind in turn.kinds]
    found = [turn.said[language] for turn in fitting if language in turn.said]
    return [said.get(formality, said["none"]) for said in found]
