"""Marks clicks that lie on a ring of colleagues, while the hashes of the day still tell."""

from __future__ import annotations

from typing import Final

import numpy as np
from django.db import transaction

from zetje.lib.arrays import copy_out
from zetje.sharing.models import Click
from zetje.sharing.rules.clicks import HUMAN
from zetje.sharing.rules.rings import IN_RING, in_ring

# Counted clicks of a colleague's own device on somebody else's link.
_BETWEEN_COLLEAGUES: Final = """
    SELECT visit.click_id, (visit.day - date '2000-01-01')::int, device.member_id, link.member_id
    FROM sharing_visit visit
    JOIN sharing_sharerhash device ON device.organisation_id = visit.organisation_id
        AND device.day = visit.day AND device.visitor = visit.visitor
    JOIN sharing_link link ON link.id = visit.link_id AND link.member_id IS NOT NULL
    WHERE visit.organisation_id = %s AND visit.counted AND device.member_id <> link.member_id
"""


@transaction.atomic
def mark_rings(*, organisation_id: int) -> int:
    """Note of clicks that colleagues opened each other's links that day; gives how many are new.

    Only the reason stands with the click: whose device it was is forgotten with the day. The clicks
    count for the story as before. The tenant's block must be open.
    """
    rows = copy_out(
        _BETWEEN_COLLEAGUES,
        [organisation_id],
        columns={"click": "bigint", "day": "integer", "reader": "bigint", "owner": "bigint"},
    )
    found: list[int] = []
    for day in np.unique(rows["day"]).tolist():
        today = rows["day"] == day
        ring = in_ring(reader=rows["reader"][today], owner=rows["owner"][today])
        found += rows["click"][today][ring].tolist()
    clicks = Click.objects.filter(organisation_id=organisation_id, id__in=found, label=HUMAN)
    return clicks.exclude(reason=IN_RING).update(reason=IN_RING)
