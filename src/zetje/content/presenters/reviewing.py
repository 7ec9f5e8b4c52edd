"""How far a story is in review, and what the editor who looks at it can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.rules.labels import day_in_words
from zetje.content.rules.states import day_in

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.content.queries import Review
    from zetje.people.models import Member


@dataclass(frozen=True)
class Reviewing:
    """Where a story stands, and the buttons beside it.

    Attributes:
        line: who handed it in and who approved it; empty for a draft that nobody handed in.
        approve: what the first button says; empty where this editor did their part.
        may_submit: whether it can be handed in.
        may_send_back: whether it is in review.
    """

    line: str
    approve: str
    may_submit: bool
    may_send_back: bool


def reviewing(story: Story, *, by: Member, on: date) -> Reviewing:
    """What an editor sees of a story's review."""
    if not story.is_draft:
        return Reviewing(line="", approve="", may_submit=False, may_send_back=False)
    review = queries.review_of(story)
    is_in_review = story.submitted_at is not None
    approve = ""
    if review.is_last(by):
        approve = _("Approve and put live") if is_in_review else _("Put it live")
    elif not review.waits_for_another(by):
        approve = _("Approve it, the first of two")
    return Reviewing(
        line=_line(review, time_zone=by.organisation.time_zone, on=on) if is_in_review else "",
        approve=approve,
        may_submit=not is_in_review,
        may_send_back=is_in_review,
    )


def _line(review: Review, *, time_zone: str, on: date) -> str:
    by = review.submitted_by or _("somebody who left")
    at = review.submitted_at
    day = day_in_words(day_in(time_zone, at), today=on) if at else ""
    line = _("Handed in by %(name)s, %(day)s.") % {"name": by, "day": day}
    if review.names:
        approved = _("%(names)s approved it; somebody else does so too.")
        line += " " + approved % {"names": ", ".join(review.names)}
    return line
