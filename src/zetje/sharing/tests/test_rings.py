"""Who opens whose links: rings of colleagues, as a graph and through the loading of clicks."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.sharing.door.hashing import daily_hash
from zetje.sharing.models import Click
from zetje.sharing.operations.clicks import forget_days_before, load_clicks
from zetje.sharing.operations.relabelling import remember_sharer
from zetje.sharing.rules.rings import in_ring
from zetje.sharing.tests.clicking import ANNE, NOON, click, link_for


def test_a_ring_is_any_way_round_that_comes_back() -> None:

    reader, owner = np.array([1, 2, 2, 3, 4, 5, 6]), np.array([2, 1, 3, 4, 5, 3, 1])

    # 1 and 2 open each other's; 3, 4 and 5 go round; 2 and 6 only read.
    expected = [True, True, False, True, True, True, False]
    assert in_ring(reader=reader, owner=owner).tolist() == expected
    assert in_ring(reader=reader[:0], owner=owner[:0]).tolist() == []


@pytest.mark.django_db
def test_readers_of_a_ring_are_marked_before_the_day_is_forgotten_and_nobody_is_kept() -> None:
    cast: Cast = make_cast()
    day = NOON.date()
    anna, bram = (daily_hash(f"192.0.2.{at}", "Firefox", day) for at in (7, 8))
    links = link_for(cast.anna), link_for(cast.bram)
    with tenant(cast.organisation.pk):
        for at, member in ((7, cast.anna), (8, cast.bram)):
            remember_sharer(
                member_id=member.pk, address=f"192.0.2.{at}", user_agent="Firefox", now=NOON
            )

    load_clicks(
        [
            click(links[0], visitor=bram),
            click(links[1], visitor=anna),
            click(links[0], visitor=ANNE),
        ]
    )
    with tenant(cast.organisation.pk):
        forget_days_before(organisation_id=cast.organisation.pk, day=day + timedelta(days=1))

        found = list(Click.objects.order_by("pk").values_list("link", "reason", "counted"))
    assert found == [
        (links[0].pk, "ring", True),
        (links[1].pk, "ring", True),
        (links[0].pk, "browser", True),
    ]
