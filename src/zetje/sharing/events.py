"""What happens in sharing, as identifiers, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ChoiceMade:
    """A member chose for a story: copy, adapt, skip or remind."""

    organisation_id: int
    member_id: int
    story_id: int
    choice_id: int
    kind: str


@dataclass(frozen=True)
class ChoiceUndone:
    """A member took a choice back, or made another."""

    organisation_id: int
    member_id: int
    story_id: int
    choice_id: int


@dataclass(frozen=True)
class ShareStarted:
    """A member took a text to a network. Whether it was posted is not known yet."""

    organisation_id: int
    member_id: int
    story_id: int
    share_id: int
    network: str


@dataclass(frozen=True)
class ShareConfirmed:
    """A member said: I posted it."""

    organisation_id: int
    member_id: int
    story_id: int
    share_id: int
    network: str


@dataclass(frozen=True)
class ShareUndone:
    """A member said that it was not posted after all."""

    organisation_id: int
    member_id: int
    story_id: int
    share_id: int
    network: str
    was_confirmed: bool


@dataclass(frozen=True)
class SharersToTell:
    """A story that members shared was corrected or withdrawn, and they should hear of it."""

    organisation_id: int
    story_id: int
    member_ids: tuple[int, ...]
    what: Literal["corrected", "withdrawn"]


@dataclass(frozen=True)
class ClicksLoaded:
    """Links were followed, and their counts now say so."""

    organisation_id: int
    link_ids: tuple[int, ...]


@dataclass(frozen=True)
class ClicksRelabelled:
    """Clicks that counted turned out to be a scanner's or the sharer's own: what they gave goes."""

    organisation_id: int
    link_ids: tuple[int, ...]


@dataclass(frozen=True)
class IdeaShared:
    """A member said that they posted an idea of their own."""

    organisation_id: int
    member_id: int
    share_id: int
    network: str


@dataclass(frozen=True)
class IdeaUndone:
    """A member said that an idea of their own was not posted after all."""

    organisation_id: int
    member_id: int
    share_id: int
