"""What a chat shows: a card of words, pictures and buttons, the same for every channel.

A renderer makes the card; each channel writes it in its own form. Values are tokens that name
something on our side: a card carries no number of a row and nothing that only the person may know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["primary", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to tap: a page that opens, or an act that is done in place.

    Attributes:
        url: the page it opens; an act has none.
        action: the name of the act in `delivery.registry`; a page has none.
        value: what the act is about, as a token.
    """

    label: str
    url: str = ""
    action: str = ""
    value: str = ""
    weight: Weight = "plain"

    def __post_init__(self) -> None:
        if bool(self.url) == bool(self.action):
            raise ValueError("a button opens a page or does an act, one of the two")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One story, or one thing that is told.

    Attributes:
        note: small words below, such as why this person got it.
        picture_url: an address that the channel's own servers can reach; empty for none.
        picture_alt: what the picture shows, needed beside an address.
    """

    title: str = ""
    text: str = ""
    note: str = ""
    picture_url: str = ""
    picture_alt: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A message to one person in a chat, or to one browser by web push.

    Attributes:
        title: the first line, also what a notification shows; plain text.
        text: a sentence or two below it; plain text.
        footer: small words at the end, such as how to get fewer of these.
        buttons: what belongs to the whole card.
        url: the page that a notification without buttons opens.
    """

    language: str
    title: str
    text: str = ""
    sections: tuple[Section, ...] = ()
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    url: str = ""
