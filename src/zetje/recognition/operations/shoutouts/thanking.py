"""A colleague thanks along with a shout-out, or no longer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.recognition.models import ShoutoutThanks
from zetje.recognition.queries.shoutouts import public_rows

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def thank_along(*, member: Member, token: str, now: datetime) -> bool:
    """Thank somebody too. Twice is once; the giver and the person named have done their part.

    Returns:
        whether there is such a shout-out on the wall at this moment.
    """
    found = public_rows(member.organisation_id).filter(token=token).first()
    if found is None:
        return False
    if member.pk not in (found.member_id, found.giver_id):
        ShoutoutThanks.objects.get_or_create(
            organisation_id=member.organisation_id,
            shoutout_id=found.pk,
            member=member,
            defaults={"thanked_at": now},
        )
    return True


def stop_thanking(*, member: Member, token: str) -> None:
    """Take one's thanks back."""
    rows = ShoutoutThanks.objects.filter(organisation_id=member.organisation_id, member=member)
    rows.filter(shoutout__token=token).delete()
