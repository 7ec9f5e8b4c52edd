"""Tells a colleague that a story is about them, so that they can read it and say yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from zetje.content.queries.colleagues import naming_by_ids
from zetje.delivery.registry import OutboxRow, Rendered
from zetje.prompting.operations.noticing import (
    MAIL,
    notice_card,
    notice_mail,
    queue_notice,
    rendered_each,
    subjects_of,
)

if TYPE_CHECKING:
    from zetje.people.models import Member

NAMED: Final = "named"


def tell_who_is_named(
    *, organisation_id: int, member_id: int, colleague_id: int, now: datetime
) -> int:
    """Tell a member that a story names them; says to how many it goes, one or none."""
    return queue_notice(
        organisation_id=organisation_id,
        kind=NAMED,
        member_ids=[member_id],
        subject_id=colleague_id,
        now=now,
    )


def render_named(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; what was answered or put aside meanwhile is dropped."""
    if not rows:
        return {}
    waiting = naming_by_ids(rows[0].organisation_id, subjects_of(rows))
    address = f"{settings.SITE_ADDRESS}{reverse('content:about_me')}"

    def notice(row: OutboxRow, member: Member) -> Rendered | None:
        named = waiting.get(row.subject_id or 0)
        if named is None or named.member_id != member.pk:
            return None
        if row.channel == MAIL:
            return notice_mail(
                "content/mail/named", row, member, address=address, story=named.story
            )
        return notice_card(
            member,
            title=_("A story is about you"),
            text=_("“%(title)s” would name you. Without your yes it is not told.")
            % {"title": named.story.title},
            label=_("Read it, and say yes or no"),
            address=address,
        )

    return rendered_each(rows, notice, gone="nothing waits for this answer")
