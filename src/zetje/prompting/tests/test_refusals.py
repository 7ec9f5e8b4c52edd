"""What somebody said no to holds until they take it back, for them alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.operations import collect_personal_data, erase_person
from zetje.people.testing import make_cast
from zetje.prompting.models import NotAtThisTime, PromptRefusal
from zetje.prompting.operations.refusing import (
    NoSuchRefusalError,
    refuse_arm,
    refuse_hour,
    welcome_arm,
    welcome_hour,
)
from zetje.prompting.queries.refusals import (
    ARMS,
    refusals_of,
    refused_arms,
    refused_hours,
    slots_refused,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
THURSDAY, TEN = 3, 10


def test_a_no_holds_until_it_is_taken_back_and_is_told_to_the_planner_in_its_order() -> None:
    cast = make_cast()
    asked = [cast.bram.pk, cast.femke.pk, cast.anna.pk]
    with tenant(cast.organisation.pk):
        of = {"organisation_id": cast.organisation.pk, "member_ids": asked}
        first = [
            refuse_arm(member=cast.anna, arm="streak", now=NOW),
            refuse_hour(member=cast.anna, weekday=THURSDAY, hour=TEN, now=NOW),
        ]
        again = [
            refuse_arm(member=cast.anna, arm="streak", now=NOW + timedelta(hours=1)),
            refuse_hour(member=cast.anna, weekday=THURSDAY, hour=TEN, now=NOW),
        ]
        refuse_arm(member=cast.bram, arm="social_proof", now=NOW)

        assert (first, again) == ([True, True], [False, False])
        assert np.argwhere(refusals_of(**of)).tolist() == [[0, 1], [2, ARMS.index("streak")]]
        assert np.argwhere(slots_refused(**of)).tolist() == [[2, 24 * THURSDAY + TEN]]
        # Who was not asked about is nobody's column, and nobody at all is a table without rows.
        assert not refusals_of(organisation_id=cast.organisation.pk, member_ids=[]).size
        assert not refusals_of(
            organisation_id=cast.organisation.pk, member_ids=[cast.femke.pk]
        ).any()

        own = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}
        assert refused_arms(**own) == {"streak"}
        assert refused_hours(**own) == [(THURSDAY, TEN)]
        assert welcome_arm(member=cast.anna, arm="streak", now=NOW)
        assert welcome_hour(member=cast.anna, weekday=THURSDAY, hour=TEN, now=NOW)
        assert not welcome_arm(member=cast.anna, arm="streak", now=NOW)
        assert not welcome_hour(member=cast.anna, weekday=THURSDAY, hour=TEN, now=NOW)
        assert refused_arms(**own) == frozenset()
        assert not slots_refused(**of).any()
        # Taken back and said again: both are kept, with their moments.
        refuse_arm(member=cast.anna, arm="streak", now=NOW + timedelta(days=1))
        assert PromptRefusal.objects.filter(member=cast.anna).count() == 2
        kinds = Event.objects.filter(person_key=cast.anna.person_key).order_by("pk")
        assert list(kinds.values_list("kind", "subject")) == [
            ("prompt.refused", "arm:streak"),
            ("hour.refused", "hour:3-10"),
            ("prompt.welcomed", "arm:streak"),
            ("hour.welcomed", "hour:3-10"),
            ("prompt.refused", "arm:streak"),
        ]

        for refused in (
            lambda: refuse_arm(member=cast.anna, arm="guilt", now=NOW),
            lambda: refuse_arm(member=cast.anna, arm="neutral", now=NOW),
            lambda: refuse_hour(member=cast.anna, weekday=7, hour=TEN, now=NOW),
            lambda: refuse_hour(member=cast.anna, weekday=0, hour=24, now=NOW),
        ):
            with pytest.raises(NoSuchRefusalError):
                refused()


def test_a_no_is_in_the_persons_export_and_goes_with_them() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        refuse_arm(member=cast.anna, arm="streak", now=NOW)
        refuse_hour(member=cast.anna, weekday=THURSDAY, hour=TEN, now=NOW)

        held = collect_personal_data(member=cast.anna)
        assert held["prompting.PromptRefusal"][0]["arm"] == "streak"
        assert held["prompting.NotAtThisTime"][0]["hour"] == TEN
        erase_person(member=cast.anna, by=cast.anna, now=NOW)
        assert not PromptRefusal.objects.exists()
        assert not NotAtThisTime.objects.exists()
