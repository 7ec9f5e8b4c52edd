"""Drafts the wording of a story from its title and summary, for where no editor wrote one.

These sentences go into posts, in the language of the post, whatever language the page speaks: so
they stand here and not among the translations.
"""

from collections.abc import Mapping
from typing import Final

from zetje.content.rules.text import shortened

# What a draft may take, with room left for the link and the disclosure.
_ROOM: Final[Mapping[str, int]] = {"x": 200, "bluesky": 220, "threads": 400, "mastodon": 400}
_USUAL_ROOM: Final = 600
# What is drafted: for any network in both tones, and a shorter one where little fits.
PLACES: Final = (("", "plain"), ("", "warm"), ("x", "plain"), ("bluesky", "plain"))
_ELSEWHERE: Final[Mapping[str, str]] = {
    "nl": "Lezenswaardig, in het Engels: {title}",
    "en": "Worth a read, in Dutch: {title}",
}
_WARM: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "news": "Van mijn werk: {title}",
        "vacancy": "Wij zoeken een collega. {title}",
        "event": "Kom je ook? {title}",
        "success_story": "Een verhaal van een collega: {title}",
        "expert_example": "Om te onthouden: {title}",
    },
    "en": {
        "news": "From where I work: {title}",
        "vacancy": "We are looking for a colleague. {title}",
        "event": "Will you be there? {title}",
        "success_story": "A story of a colleague: {title}",
        "expert_example": "One to remember: {title}",
    },
}


def room_for(network: str) -> int:
    """What a draft may take on a network, in signs; an empty name stands for any."""
    return _ROOM.get(network, _USUAL_ROOM)


def drafted_text(
    *,
    title: str,
    summary: str,
    kind: str,
    story_language: str,
    language: str,
    tone: str = "plain",
    network: str = "",
) -> str:
    """A wording in a language and tone, short enough for a network, without any link."""
    if language != story_language:
        return _ELSEWHERE[language].replace("{title}", shortened(title, 160))
    opening = _WARM[language][kind] if tone == "warm" else "{title}"
    heading = opening.replace("{title}", title)
    room = room_for(network)
    left = room - len(heading) - 2
    if not summary or left < 40:
        return shortened(heading, room)
    return f"{heading}\n\n{shortened(summary, left)}"


def drafted_texts(
    *, title: str, summary: str, kind: str, story_language: str, language: str
) -> dict[tuple[str, str], str]:
    """The wordings of a story in a language by network and tone; see `drafted_text`.

    A network has one of its own only where the one for any network is too long for it.
    """
    given = {"title": title, "summary": summary, "kind": kind}
    texts = {
        (network, tone): drafted_text(
            **given, story_language=story_language, language=language, tone=tone, network=network
        )
        for network, tone in PLACES
    }
    return {
        (network, tone): text
        for (network, tone), text in texts.items()
        if not network or len(texts["", tone]) > room_for(network)
    }
