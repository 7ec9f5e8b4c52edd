"""Tests of who is at work."""

from datetime import UTC, date, datetime

import pytest

from zetje.lib.tenancy import tenant
from zetje.people.models import Leave
from zetje.people.queries.at_work import members_not_on_leave
from zetje.people.testing import make_member, make_organisation

pytestmark = pytest.mark.django_db


def test_leave_counts_on_the_day_that_it_is_for_the_person() -> None:
    organisation = make_organisation()
    here = make_member(organisation, time_zone="Europe/Amsterdam")
    there = make_member(organisation, time_zone="Pacific/Auckland")
    never = make_member(organisation)
    with tenant(organisation.pk):
        for member in (here, there):
            Leave.objects.create(
                organisation=organisation,
                member=member,
                starts_on=date(2026, 9, 14),
                ends_on=date(2026, 9, 14),
            )

        found = set(members_not_on_leave(datetime(2026, 9, 14, 13, tzinfo=UTC)))

    assert found == {there, never}
