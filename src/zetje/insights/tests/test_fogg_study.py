"""What people are like is studied of who is counted, from the digests of the quarter alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.apps import apps

from zetje.behaviour.fogg import Funnel
from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights.door import fogg
from zetje.insights.door.fogg import study_fogg
from zetje.insights.rules.studies import Studied
from zetje.insights.tests.frozen import NOW
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.testing import make_digest

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
WEEK = week_number(NOW.date())
PEOPLE, WEEKS = 4, 2


def at(week: int) -> datetime:
    return datetime.combine(monday_of(week), datetime.min.time(), ZONE) + timedelta(days=1)


def share_weeks(organisation: Any, members: list[Any], *, last: int, confirmed: bool) -> None:
    """Two weeks of digests up to one; each member begins a share on each of theirs."""
    own = {"organisation_id": organisation.pk}
    share = apps.get_model("sharing", "Share")
    weeks = range(last - WEEKS + 1, last + 1)
    stories = [make_story(organisation) for _ in weeks]
    given = [(m, week, story) for week, story in zip(weeks, stories, strict=True) for m in members]
    for member, week, story in given:
        make_digest(member, [story], now=at(week))
    share._default_manager.bulk_create(
        share(
            **own,
            member=member,
            story=story,
            network="linkedin",
            text="Gedeeld.",
            started_at=at(week),
            confirmed_at=at(week) if confirmed else None,
        )
        for member, week, story in given
    )


def studied(organisation: Any, members: list[Any]) -> Any:
    """How many digests went out, were looked at, led to a share begun and to one confirmed."""
    return study_fogg(
        Studied(
            organisation_id=organisation.pk,
            week=WEEK,
            zone=ZONE,
            least=5,
            members=np.array([member.pk for member in members], dtype=np.int64),
        )
    )


def test_who_is_not_counted_and_what_is_older_says_nothing_of_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def steps(funnel: Funnel) -> list[int]:
        counts = [funnel.trials[:, 0].sum(), *funnel.successes[:, :3].sum(axis=0)]
        return [int(each) for each in counts]

    monkeypatch.setattr(fogg, "spread_details", steps)
    here = make_organisation()
    with tenant(here.pk):
        counted, waiting = (
            [make_member(here, given_name=f"{name} {n}", family_name="") for n in range(PEOPLE)]
            for name in ("Counted", "Waiting")
        )
        share_weeks(here, counted, last=WEEK, confirmed=True)
        share_weeks(here, waiting, last=WEEK, confirmed=False)
        share_weeks(here, counted, last=WEEK - 13, confirmed=True)
        share_weeks(here, counted, last=WEEK + WEEKS, confirmed=True)

        assert studied(here, counted) == [8, 8, 8, 8]
        assert studied(here, counted + waiting) == [16, 16, 16, 8]
