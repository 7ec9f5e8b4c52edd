"""Who approved a story so far, and how many have to before it goes live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.content.models import ReviewSetting, Story, StoryEvent

if TYPE_CHECKING:
    from zetje.people.models import Member

ONE_STEP: Final = 1
# After any of these what was approved is not what stands there any more.
_ANEW: Final = ("submitted", "edited", "sent_back")


@dataclass(frozen=True)
class Review:
    """How far a draft is on its way to being live.

    Attributes:
        steps: how many different people have to approve it, one or two.
        approved_by: the keys of the members who approved what it says now.
        names: what they are called, in the same order.
        submitted_by: who asked for it to be read; empty while nobody did, or for who left.
        submitted_at: when; None while nobody did.
    """

    steps: int
    approved_by: tuple[int, ...]
    names: tuple[str, ...]
    submitted_by: str
    submitted_at: datetime | None

    @property
    def missing(self) -> int:
        """How many people have to approve it still."""
        return max(self.steps - len(self.approved_by), 0)

    def is_last(self, member: Member) -> bool:
        """Whether this member's approval would put it live."""
        return len({*self.approved_by, member.pk}) >= self.steps

    def waits_for_another(self, member: Member) -> bool:
        """Whether this member did their part, and somebody else has to do theirs."""
        return member.pk in self.approved_by and not self.is_last(member)


def review_steps(organisation_id: int) -> int:
    """How many different people approve a story: one, unless an administrator said two."""
    found = ReviewSetting.objects.filter(organisation_id=organisation_id).order_by("-set_at", "-pk")
    return found.values_list("steps", flat=True).first() or ONE_STEP


def review_of(story: Story) -> Review:
    """How far a draft is. A change after an approval asks for the approvals anew."""
    kinds = (*_ANEW, "approved")
    events = story.events.filter(kind__in=kinds).select_related("member").order_by("-pk")
    approvals: dict[int, StoryEvent] = {}
    submission: StoryEvent | None = None
    is_as_approved = True
    for event in events:
        if event.kind == "submitted":
            submission = event
            break
        is_as_approved = is_as_approved and event.kind == "approved"
        if is_as_approved and event.member is not None:
            approvals[event.member.pk] = event
    by = submission.member if submission and story.submitted_at else None
    return Review(
        steps=review_steps(story.organisation_id),
        approved_by=tuple(reversed(approvals)),
        names=tuple(event.member.full_name for event in reversed(approvals.values())),
        submitted_by=by.full_name if by else "",
        submitted_at=story.submitted_at,
    )
