"""What earns points, or takes them back, told by other capabilities."""

from __future__ import annotations

from zetje.content.events import TipShared
from zetje.recognition import operations as recognition
from zetje.recognition.events import FeedbackSeen
from zetje.sharing.events import (
    ClicksLoaded,
    ClicksRelabelled,
    IdeaShared,
    IdeaUndone,
    ShareConfirmed,
    ShareUndone,
)


def earn_from_share(event: ShareConfirmed | IdeaShared) -> None:
    """A confirmed post earns."""
    recognition.earn_from_shares(organisation_id=event.organisation_id, share_ids=[event.share_id])


def take_points_back(event: ShareUndone | IdeaUndone) -> None:
    """What was not posted after all earns nothing."""
    recognition.take_back_shares(organisation_id=event.organisation_id, share_ids=[event.share_id])


def earn_from_readers(event: ClicksLoaded | ClicksRelabelled) -> None:
    """Readers earn for who posted the link; what turns out to be none is taken back."""
    recognition.earn_from_readers(organisation_id=event.organisation_id, link_ids=event.link_ids)


def earn_from_tip(event: TipShared) -> None:
    """Whoever gave a tip has a part in each post of its story."""
    recognition.earn_from_tip(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        tip_id=event.tip_id,
        share_id=event.share_id,
    )


def earn_from_words(event: FeedbackSeen) -> None:
    """An expert whose word was read has helped."""
    recognition.earn_from_words(organisation_id=event.organisation_id, member_id=event.member_id)
