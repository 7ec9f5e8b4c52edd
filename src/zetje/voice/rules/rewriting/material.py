"""What a rewriting starts from: the editor's wordings, and what the story is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GivenWording:
    """One wording of a story, as an editor wrote it or as it was drafted.

    Attributes:
        text: its words.
        language: "nl" or "en".
        tone: "plain" or "warm".
        network: which it is for; "" for any.
        is_drafted: whether no editor wrote it.
    """

    text: str
    language: str
    tone: str = "plain"
    network: str = ""
    is_drafted: bool = False


@dataclass(frozen=True)
class StoryFacts:
    """What a story is.

    Attributes:
        title: as the editor wrote it.
        summary: what it says in short; may be empty.
        kind: "news", "vacancy", "event", "success_story" or "expert_example".
        language: of the title and the summary.
        topic: as the editor named it; may be empty.
        organisation: the employer's name; may be empty.
    """

    title: str
    summary: str = ""
    kind: str = "news"
    language: str = "nl"
    topic: str = ""
    organisation: str = ""
