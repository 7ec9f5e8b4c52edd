"""Sends an edition to those who subscribed, once, and a test of it to who asks for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.delivery import operations as outbox
from zetje.lib.office import at_work_from
from zetje.people import queries as people
from zetje.people.operations import record_audit
from zetje.recognition.models import Edition
from zetje.recognition.operations.newsletter.making import EditionRefusedError
from zetje.recognition.queries.settings import game_switches

if TYPE_CHECKING:
    from zetje.people.models import Member

KIND: Final = "newsletter"
TEST: Final = "newsletter_test"
# After that the next one is near.
_USEFUL: Final = timedelta(days=6)
_TEST_USEFUL: Final = timedelta(hours=1)


@transaction.atomic
def send_edition(*, by: Member, edition: Edition, now: datetime) -> int:
    """Send an edition to everybody who subscribed, in their office hours; audited.

    Two who press at once send it once.

    Returns:
        how many mails were put in the outbox.

    Raises:
        EditionRefusedError: it was sent already, or the newsletter is off.
    """
    if not game_switches(edition.organisation_id).newsletter:
        raise EditionRefusedError(_("The newsletter is switched off."))
    drafts = Edition.objects.filter(pk=edition.pk, sent_at__isnull=True)
    if not drafts.update(sent_at=now, sent_by=by):
        raise EditionRefusedError(_("This edition was sent. What was sent stays as it was."))
    edition.sent_at, edition.sent_by = now, by
    record_audit(
        actor_member_id=by.pk,
        action="newsletter.sent",
        subject=f"edition:{edition.pk}",
        details={"from": str(edition.starts_on), "until": str(edition.ends_on)},
        now=now,
    )

    @lru_cache(maxsize=4096)
    def opens(time_zone: str, working_days: tuple[int, ...]) -> datetime:
        return at_work_from(now, time_zone=time_zone, working_days=working_days)

    rows = (
        outbox.Queued(
            member_id=each.member_id,
            kind=KIND,
            subject_id=edition.pk,
            dedupe_key=f"{KIND}:{edition.pk}:{each.member_id}",
            not_before=opens(each.time_zone, each.working_days),
            useful_until=now + _USEFUL,
        )
        for each in people.newsletter_subscribers(edition.organisation_id)
    )
    return outbox.queue_messages(rows, organisation_id=edition.organisation_id, now=now)


def send_test(*, to: Member, edition: Edition, now: datetime) -> bool:
    """Send an edition as it is now to who asks for it, and to nobody else.

    Returns:
        False when they asked for one within this minute.
    """
    queued = outbox.queue_message(
        organisation_id=edition.organisation_id,
        member_id=to.pk,
        kind=TEST,
        subject_id=edition.pk,
        dedupe_key=f"{TEST}:{edition.pk}:{to.pk}:{now:%Y-%m-%dT%H:%M}",
        not_before=now,
        useful_until=now + _TEST_USEFUL,
        now=now,
    )
    return queued is not None
