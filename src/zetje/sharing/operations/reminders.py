"""Ends the reminders of somebody who left: nothing comes back to them by itself."""

from __future__ import annotations

from datetime import datetime

from zetje.lib.tenancy import tenant
from zetje.sharing.models import Choice, ChoiceKind
from zetje.sharing.operations.acts import end_choice, take_turn


def end_reminders(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Take back what a member put aside and was not reminded of yet; the stories are open again.

    Returns:
        how many stories were put aside.
    """
    with tenant(organisation_id):
        waiting = Choice.objects.living().filter(
            organisation_id=organisation_id,
            member_id=member_id,
            kind=ChoiceKind.REMIND,
            reminded_at__isnull=True,
        )
        first = waiting.select_related("member").first()
        if first is None:
            return 0
        take_turn(first.member)
        choices = list(waiting.order_by("id"))
        for choice in choices:
            end_choice(choice, member=first.member, now=now)
    return len(choices)
