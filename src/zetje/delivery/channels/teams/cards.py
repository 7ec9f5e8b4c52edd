"""Writes a card as an Adaptive Card 1.5, with the models of Microsoft's own library.

Words stand in text runs: a text block would read Markdown into what people wrote, and its escapes
differ from one Teams to the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import regex
from microsoft_teams.cards.core import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    Container,
    ExecuteAction,
    Image,
    OpenUrlAction,
    RichTextBlock,
    TextRun,
)

from zetje.delivery.rules.cards import Button, Card, Section
from zetje.lib.fetching import FetchRefused, read_address

SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"
CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
# Teams takes about 28 KB for a message; the rest is for the envelope.
LARGEST_BYTES: Final = 24_000
_MOST_BUTTONS: Final = 6
_LONGEST_TITLE, _LONGEST_TEXT, _LONGEST_LABEL = 300, 3_000, 80
# Signs of control and halves of characters, which no wire carries.
_UNFIT: Final = regex.compile(r"[\p{Cs}\p{Cc}--\n]", regex.VERSION1)


class UnfitCardError(ValueError):
    """Raised for a card that Teams would not take."""


def adaptive_card(card: Card) -> dict[str, Any]:
    """The JSON of a card.

    Sections at the end are left out when the whole would be too large for Teams.

    Raises:
        UnfitCardError: when even the card without sections is too large, or has nothing to say.
    """
    for count in range(len(card.sections), -1, -1):
        written = _written(card, card.sections[:count])
        if len(json.dumps(written)) <= LARGEST_BYTES:
            return written
    raise UnfitCardError("too large for Teams")


def summary_of(card: Card) -> str:
    """What the banner and the list of chats show."""
    return _cut(card.title, _LONGEST_TITLE)


def _written(card: Card, sections: Sequence[Section]) -> dict[str, Any]:
    body: list[CardElement] = [
        *_words(card.title, _LONGEST_TITLE, size="Medium", weight="Bolder"),
        *_words(card.text, _LONGEST_TEXT),
        *(_section(section) for section in sections),
        *_words(card.footer, _LONGEST_TEXT, size="Small", is_subtle=True, spacing="Medium"),
    ]
    if not body:
        raise UnfitCardError("a card without words")
    written = AdaptiveCard(
        version="1.5",
        lang=card.language,
        fallback_text=summary_of(card) or None,
        body=body,
        actions=_actions(card.buttons) or None,
    )
    return {"$schema": SCHEMA, **written.model_dump(by_alias=True, exclude_none=True, mode="json")}


def _section(section: Section) -> Container:
    items: list[CardElement] = [
        *_picture(section),
        *_words(section.title, _LONGEST_TITLE, weight="Bolder"),
        *_words(section.text, _LONGEST_TEXT),
        *_words(section.note, _LONGEST_TEXT, is_subtle=True),
    ]
    if actions := _actions(section.buttons):
        items.append(ActionSet(actions=actions))
    return Container(items=items, separator=True, spacing="Medium")


def _picture(section: Section) -> Iterator[Image]:
    try:
        is_safe = read_address(section.picture_url).scheme == "https"
    except FetchRefused:
        is_safe = False
    if is_safe and section.picture_alt:
        yield Image(url=section.picture_url, alt_text=_cut(section.picture_alt, _LONGEST_TITLE))


def _words(
    text: str, longest: int, *, spacing: Any = None, size: Any = None, **looks: Any
) -> Iterator[RichTextBlock]:
    """A paragraph for each line that is not empty."""
    for line in _cut(text, longest).splitlines():
        if line.strip():
            run = TextRun(text=line.strip(), size=size, **looks)
            yield RichTextBlock(inlines=[run], spacing=spacing)


def _actions(buttons: Sequence[Button]) -> list[Action]:
    return [_action(button) for button in buttons[:_MOST_BUTTONS] if button.label.strip()]


def _action(button: Button) -> Action:
    title = _cut(button.label, _LONGEST_LABEL)
    style = "positive" if button.weight == "primary" else None
    if button.url:
        return OpenUrlAction(title=title, url=button.url, style=style)
    return ExecuteAction(title=title, verb=button.action, data={"value": button.value}, style=style)


def _cut(text: str, longest: int) -> str:
    """The text without what no wire carries, cut between characters as a reader sees them."""
    text = str(_UNFIT.sub("", text)).strip()
    characters = regex.findall(r"\X", text)
    if len(characters) <= longest:
        return text
    return "".join(characters[: longest - 1]).rstrip() + "…"
