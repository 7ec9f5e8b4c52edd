"""Writes a card as Block Kit, with the models of Slack's own library, which know the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    ImageBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from zetje.delivery.channels.slack.words import clean, cut, length
from zetje.delivery.registry import Button, Card, Section

MOST_BLOCKS: Final = 50
_TEXT, _NOTE, _LABEL, _ALT = 3000, 2000, 75, 2000
_TITLE = 300
_ADDRESS, _VALUE = 3000, 2000
_NOTIFICATION = 3500
_BUTTONS_IN_A_ROW = 25

# What a button's identifier begins with: an act of ours, or a page that Slack opens by itself.
ACT, PAGE = "act", "page"


class UnfitCardError(ValueError):
    """Raised for a card that cannot be shown in Slack."""


def blocks_of(card: Card, *, pictures: bool = True) -> list[dict[str, Any]]:
    """The blocks of a card.

    Args:
        card: what is to be shown.
        pictures: whether to show its pictures, which Slack's own servers must be able to fetch.

    Raises:
        UnfitCardError: when Slack would not take it.
    """
    tail = [*_rows(card.buttons, about=card.title), *_notes(card.footer)]
    blocks: list[Block] = [*_words(card.title, card.text)]
    for section in card.sections:
        added = list(_section(section, pictures=pictures))
        if len(blocks) + len(added) + 1 + len(tail) > MOST_BLOCKS:
            break
        blocks += [DividerBlock(), *added] if blocks else added
    try:
        written: list[Any] = [*blocks, *tail]
        return [block.to_dict() for block in written]
    except SlackObjectFormationError as fault:
        raise UnfitCardError(f"Slack takes no such card: {fault}") from None


def notification_of(card: Card) -> str:
    """The whole card in plain words, its first line first.

    A notification shows how it begins. A screen reader says all of it, and nothing of the blocks:
    https://docs.slack.dev/reference/methods/chat.postMessage, "Accessibility considerations".
    """
    said: list[tuple[str, ...]] = [(card.title, card.text)]
    said += [(section.title, section.text, section.note) for section in card.sections]
    said.append((card.footer,))
    lines = [" ".join(" ".join(parts).split()) for parts in said]
    return cut("\n".join(line for line in lines if line), _NOTIFICATION, escapes=True)


def _section(section: Section, *, pictures: bool) -> Iterator[Block]:
    yield from _words(section.title, section.text)
    described = cut(section.picture_alt, _ALT)
    if pictures and described and _is_fit(section.picture_url):
        yield ImageBlock(image_url=section.picture_url, alt_text=described)
    yield from _rows(section.buttons, about=section.title)
    yield from _notes(section.note)


def _words(title: str, text: str) -> Iterator[SectionBlock]:
    """A title in bold with the text below it; nothing where there are no words."""
    # An asterisk would end the bold; a line's end too.
    bold = cut(" ".join(title.replace("*", "∗").split()), _TITLE, escapes=True)
    head = f"*{bold}*\n" if bold else ""
    body = cut(text, _TEXT - length(head), escapes=True)
    if head or body:
        yield SectionBlock(text=MarkdownTextObject(text=(head + body).strip(), verbatim=True))


def _notes(note: str) -> Iterator[ContextBlock]:
    if words := cut(note, _NOTE):
        yield ContextBlock(elements=[PlainTextObject(text=words, emoji=False)])


def _rows(buttons: Sequence[Button], *, about: str) -> Iterator[ActionsBlock]:
    """The buttons in one row; a screen reader hears what each is about."""
    labelled = [button for button in buttons if cut(button.label, _LABEL)]
    elements = [_button(button, number, about) for number, button in enumerate(labelled)]
    for start in range(0, len(elements), _BUTTONS_IN_A_ROW):
        yield ActionsBlock(elements=elements[start : start + _BUTTONS_IN_A_ROW])


def _button(button: Button, number: int, about: str) -> ButtonElement:
    label = cut(button.label, _LABEL)
    said = f"{label}: {clean(about)}" if clean(about).strip() else label
    if len(button.url) > _ADDRESS or len(button.value) > _VALUE:
        raise UnfitCardError("a button's address or value is too long for Slack")
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=False),
        # One row may hold an act twice, about two stories.
        action_id=f"{ACT}:{button.action}:{number}" if button.action else f"{PAGE}:{number}",
        url=button.url or None,
        value=button.value or None,
        style="primary" if button.weight == "primary" else None,
        accessibility_label=cut(said, _LABEL),
    )


def _is_fit(address: str) -> bool:
    """Whether Slack would try to fetch a picture there."""
    return urlsplit(address).scheme in {"http", "https"} and len(address) <= _ADDRESS
