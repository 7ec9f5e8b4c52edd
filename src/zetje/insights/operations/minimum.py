"""Raises the number of people that a count needs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.insights.models import Minimum
from zetje.insights.queries.weeks import minimum_of
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import operations as people

if TYPE_CHECKING:
    from zetje.people.models import Member


class MinimumRefusedError(Exception):
    """Raised with a sentence for the person who asked."""


def raise_minimum(*, organisation_id: int, to: int, by: Member | None, now: datetime) -> bool:
    """Ask for more people behind each count, from the next week on; True when it changed.

    What was shown stays as it was. The number never falls: people joined under what was promised.

    Raises:
        MinimumRefusedError: it is below what holds now.
    """
    with tenant(organisation_id):
        hold_turn("insights.minimum", organisation_id)
        now_held = minimum_of(organisation_id)
        if to < now_held:
            raise MinimumRefusedError(
                _("Counts need %(people)s people here, and that can only become more.")
                % {"people": now_held}
            )
        if to == now_held:
            return False
        version = Minimum.objects.filter(organisation_id=organisation_id).count() + 1
        Minimum.objects.create(
            organisation_id=organisation_id, version=version, people=to, set_at=now, set_by=by
        )
        people.record_audit(
            actor_member_id=by.pk if by else None,
            action="minimum.raised",
            details={"people": to},
            now=now,
        )
    return True
