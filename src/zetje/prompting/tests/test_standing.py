"""Where people stand: phase and habit from the event record, for nobody but themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zetje.behaviour.phases import Phase
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast
from zetje.prompting.models import ProbeDraw, Standing
from zetje.prompting.queries import standing_of

pytestmark = pytest.mark.django_db

# Sunday evening in New York is Monday of week 38 in Amsterdam.
NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)


def test_who_has_no_record_yet_is_informed_and_what_is_kept_comes_in_the_order_asked() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        own = {"organisation": cast.organisation}
        Standing.objects.create(
            **own, member=cast.bram, phase=Phase.APPLICATION, habit_strength=0.25, counted_at=NOW
        )
        for member, week, is_free in [(cast.anna, 38, True), (cast.bram, 38, False)]:
            ProbeDraw.objects.create(
                **own,
                member=member,
                iso_year=2026,
                iso_week=week,
                is_free=is_free,
                probability=0.25,
                drawn_at=NOW,
            )
        asked = [cast.bram.pk, cast.anna.pk]
        found = standing_of(organisation_id=cast.organisation.pk, member_ids=asked, now=NOW)
        cast.anna.time_zone = "America/New_York"
        cast.anna.save()
        there = standing_of(organisation_id=cast.organisation.pk, member_ids=asked, now=NOW)

    assert found.member.tolist() == asked
    assert found.phase.tolist() == [Phase.APPLICATION, Phase.INFORMATION]
    assert found.habit_strength.tolist() == [0.25, 0.0]
    assert found.probe.tolist() == [False, True]
    assert found.prompt_type.tolist() == ["facilitator", "spark"]
    assert there.probe.tolist() == [False, False]
