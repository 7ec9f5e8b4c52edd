"""What every network of `networks/<network>/` answers, in one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from zetje.sharing.rules.previews import Fold
from zetje.sharing.rules.sameness import Threshold
from zetje.sharing.rules.texts import Limit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Prefill = Literal["text", "link", "tag"]


@dataclass(frozen=True)
class ComposerSettings:
    """What a composer needs to know about one person."""

    mastodon_instance: str = ""


class Network(Protocol):
    """A place to post. It opens its own composer; a person presses Post there."""

    key: str
    label: str
    limit: Limit
    sameness: Threshold
    # What the network lets us fill in for the person; the rest goes over the clipboard.
    prefills: frozenset[Prefill]
    # The words under a post, in the network's own order.
    verbs: Sequence[StrOrPromise]
    # Whether shares there may earn points, badges and places, or count for one's own chain only.
    scored: bool = True
    fold: Fold | None = None
    asks_instance: bool = False
    wants_picture: bool = False

    @property
    def needs_clipboard(self) -> bool:
        """Whether the person has to paste the text."""
        return "text" not in self.prefills

    def composer_url(self, *, text: str, link: str, settings: ComposerSettings) -> str | None:
        """The address of the network's composer; None where there is none or it cannot be known.

        Args:
            text: the whole text, the personal link in it.
            link: the personal link.
            settings: what the person told us about their own account.
        """
        ...
