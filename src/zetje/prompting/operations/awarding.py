"""Tells people what they were awarded: that there is something, and never the code of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery.registry import OutboxRow, Rendered
from zetje.prompting.operations.noticing import (
    MAIL,
    notice_card,
    notice_mail,
    queue_notice,
    rendered_each,
    subjects_of,
)
from zetje.recognition.operations import rewards
from zetje.recognition.queries.rewards import awards_to_tell

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Award

AWARDED: Final = "awarded"


def tell_of_awards(*, organisation_id: int, now: datetime) -> int:
    """Put a notice in the outbox for every award that nobody was told of; gives how many.

    Right after an award, and by the clock for those whose process died in between: the notices and
    the note that they are there are one transaction, so that each is there once.
    """

    def tell(awards: Sequence[Award]) -> None:
        for award in awards:
            if award.member_id is not None:
                queue_notice(
                    organisation_id=organisation_id,
                    kind=AWARDED,
                    member_ids=[award.member_id],
                    subject_id=award.pk,
                    now=now,
                )

    return rewards.tell_awards(organisation_id=organisation_id, tell=tell, now=now)


def render_awards(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; what was answered meanwhile, or ran out, is dropped."""
    if not rows:
        return {}
    found = awards_to_tell(organisation_id=rows[0].organisation_id, award_ids=subjects_of(rows))

    def render(row: OutboxRow, member: Member) -> Rendered | None:
        award = found.get(row.subject_id or 0)
        return _notice(row, member, award) if award and award.member_id == member.pk else None

    return rendered_each(rows, render, gone="it was answered, or is over")


def _notice(row: OutboxRow, member: Member, award: Award) -> Rendered:
    address = f"{settings.SITE_ADDRESS}/rewards/{award.token}/"
    prize = award.rule.prize(member.language)
    giver = award.given_by.given_name if award.given_by else ""
    if row.channel == MAIL:
        return notice_mail(
            "recognition/mail/awarded",
            row,
            member,
            address=address,
            prize=prize,
            award=award,
            giver=giver,
        )
    text = (
        _("%(name)s thanks you with something small: %(prize)s.") % {"name": giver, "prize": prize}
        if giver
        else _("This is for you: %(prize)s.") % {"prize": prize}
    )
    return notice_card(
        member, title=_("Something for you"), text=text, label=_("Look at it"), address=address
    )
