"""What a channel is to the product: a name, what it needs to be told, and a way out.

A channel is a folder in `channels/` and a line in `web/plugins.py`; nothing else names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

if TYPE_CHECKING:
    from datetime import datetime

    from django.urls import URLPattern
    from django_stubs_ext import StrOrPromise

    from zetje.delivery.rules.outcomes import Outcome
    from zetje.delivery.transport import Transport

MAIL: Final = "mail"
# In-app: the message waits on the person's own page, and needs no link to them.
APP: Final = "app"
# These reach every member; the others need a link of the person's own account or browser.
WITHOUT_LINK: Final = (MAIL, APP)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an administrator fills in before an organisation can use a channel.

    Attributes:
        is_secret: kept sealed like the others, and never shown again once saved.
        help: where to find it, in a sentence.
    """

    name: str
    label: StrOrPromise
    is_secret: bool = False
    help: StrOrPromise = ""


class Channel(Protocol):
    """A way to reach a person. Its settings are an organisation's; its links are each person's."""

    @property
    def name(self) -> str:
        """Its word in a message's `channel`, and its folder."""
        ...

    @property
    def label(self) -> StrOrPromise:
        """How people call it."""
        ...

    @property
    def fields(self) -> Sequence[Field]:
        """What an administrator fills in; none for a channel that works by itself."""
        ...

    @property
    def urls(self) -> Sequence[URLPattern]:
        """Its own addresses, below `/channels/<name>/`; may be empty."""
        ...

    def open_transport(self) -> Transport:
        """A way out for one sender.

        A transport that needs an organisation's settings asks `queries.channel_settings` for each
        message, since one sender serves every organisation.
        """
        ...

    def check(self, settings: Mapping[str, str]) -> str:
        """Ask the real counterpart whether settings work, when they are saved.

        Args:
            settings: what was filled in, by the name of the field.

        Returns:
            what is wrong in plain words; "" when they work.
        """
        ...


@runtime_checkable
class StartsLink(Protocol):
    """A channel that can ask a person for their account by itself, once they press the button.

    A channel without this gives a code on the page that is typed in the chat.
    """

    def start_link(
        self, *, organisation_id: int, member_id: int, work_address: str, now: datetime
    ) -> str:
        """Begin, and say in a sentence what the person does next."""
        ...


@runtime_checkable
class ShowsOwnLink(Protocol):
    """A channel that is linked by something on the page itself, such as the browser's own leave."""

    @property
    def link_template(self) -> str:
        """The piece of the page; it is given `line` and whatever `link_context` gives."""
        ...

    def link_context(self) -> Mapping[str, object]:
        """What that piece needs."""
        ...


@runtime_checkable
class TellsNews(Protocol):
    """A channel with a place for news to a whole team: links only, and nothing personal."""

    def has_place_for_news(self, organisation_id: int) -> bool:
        """Whether an organisation has filled in where."""
        ...

    def post_news(
        self,
        *,
        organisation_id: int,
        language: str,
        title: str,
        text: str,
        links: Sequence[tuple[str, str]],
    ) -> Outcome:
        """Post news there once; `links` are labels with the pages that they open."""
        ...
