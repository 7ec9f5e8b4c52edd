"""Thanks whoever gave a tip once its story is live, and asks whose a mailed tip is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.delivery import operations as outbox
from zetje.delivery.registry import OutboxRow, Rendered
from zetje.lib.tenancy import tenant
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

LIVE: Final = "tip_live"
MAILED: Final = "tip_mailed"
# As long as a mail waits for its member's word.
ASKED_FOR: Final = timedelta(days=14)


def thank_tippers(*, organisation_id: int, story_id: int, now: datetime) -> int:
    """Tell whoever gave the tip of a story that it is live; gives to how many it goes."""
    with tenant(organisation_id):
        givers = {tip.member_id for tip in content.tips_of_story(organisation_id, story_id)}
        return queue_notice(
            organisation_id=organisation_id,
            kind=LIVE,
            member_ids=sorted(givers),
            subject_id=story_id,
            now=now,
        )


def ask_whose_mail(*, organisation_id: int, member_id: int, tip_id: int, now: datetime) -> int:
    """Ask a member whether a mail that came under their name is theirs."""
    with tenant(organisation_id):
        row = outbox.Queued(
            member_id=member_id,
            kind=MAILED,
            subject_id=tip_id,
            dedupe_key=f"{MAILED}:{tip_id}",
            not_before=now,
            useful_until=now + ASKED_FOR,
        )
        return outbox.queue_messages([row], organisation_id=organisation_id, now=now)


def render_thanks(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; one whose story was taken back meanwhile is dropped."""
    if not rows:
        return {}
    stories = content.stories_by_ids(rows[0].organisation_id, subjects_of(rows))

    def thanks(row: OutboxRow, member: Member) -> Rendered | None:
        story = stories.get(row.subject_id or 0)
        if story is None or story.withdrawn_at is not None:
            return None
        address = content.public_address(story, organisation=member.organisation)
        if row.channel == MAIL:
            return notice_mail("content/mail/tip_live", row, member, address=address, story=story)
        return notice_card(
            member,
            title=_("Your tip is a story now"),
            text=_("“%(title)s” is live. Thank you for seeing it.") % {"title": story.title},
            label=_("Read it"),
            address=address,
        )

    return rendered_each(rows, thanks, gone="its story is gone")


def render_asks(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails of a batch that ask whose a mail is. What the mail said does not stand in them:
    whoever forged it would be sending it through us."""
    address = f"{settings.SITE_ADDRESS}/tips/"
    return rendered_each(
        rows,
        lambda row, member: notice_mail("content/mail/tip_mailed", row, member, address=address),
        gone="its member is gone",
    )
