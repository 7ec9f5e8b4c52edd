"""What ends when somebody leaves, or a story is taken back."""

from __future__ import annotations

from django.utils import timezone

from zetje.content.events import StoryWithdrawn
from zetje.delivery import operations as delivery
from zetje.people.events import MemberDeactivated, MemberLeft
from zetje.recognition import operations as recognition
from zetje.sharing import operations as sharing


def cancel_programme(event: MemberLeft) -> None:
    """Who left the programme gets nothing more of it; mail to sign in still comes."""
    delivery.cancel_waiting(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        everything=False,
        now=timezone.now(),
    )


def cancel_everything(event: MemberDeactivated) -> None:
    """Who no longer works here gets nothing at all."""
    delivery.cancel_waiting(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        everything=True,
        now=timezone.now(),
    )


def end_reminders(event: MemberLeft | MemberDeactivated) -> None:
    """What somebody put aside does not come back to them once they have left."""
    sharing.end_reminders(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def end_asks(event: MemberLeft | MemberDeactivated) -> None:
    """Experts no longer look at the posts of who left."""
    recognition.end_asks(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def withdraw_links(event: StoryWithdrawn) -> None:
    """The links of a withdrawn story say so, and its sharers are told."""
    sharing.on_story_withdrawn(
        organisation_id=event.organisation_id, story_id=event.story_id, now=timezone.now()
    )
