"""A value stands on Insight only beside assumptions, which the programme manager may change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.insights.models import Assumptions
from zetje.insights.operations.assumptions import Assumed, assume
from zetje.insights.operations.freezing import freeze_period
from zetje.insights.queries.assumptions import assumptions_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_member, make_team, signed_in
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())
GIVEN = {"click": "2.50", "views": "400", "thousand": "", "minutes": "15", "source": "our ads"}


@pytest.fixture
def cast():
    return make_cast()


def client_of(member):
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def held_by(cast):
    with tenant(cast.organisation.pk):
        return assumptions_of(cast.organisation.pk)


def test_new_assumptions_stand_beside_the_old_ones(cast) -> None:
    first = Assumed(click_cents=250, source="our ads")

    made = [assume(assumed=first, by=cast.pim, now=NOW) for _ in range(2)]
    made.append(assume(assumed=Assumed(source="nothing known"), by=cast.pim, now=NOW))

    assert made == [True, False, True]
    held = held_by(cast)
    assert (held.version, held.click_cents, held.source) == (2, None, "nothing known")
    with tenant(cast.organisation.pk):
        audit = apps.get_model("people", "AuditEntry").objects
        assert audit.filter(action="worth.assumed", actor_id=cast.pim.pk).count() == 2
        with pytest.raises(DatabaseError), transaction.atomic():
            Assumptions.objects.update(source="another")


def test_assumptions_without_a_source_are_none(cast) -> None:
    with pytest.raises(ValueError, match="source"):
        assume(assumed=Assumed(click_cents=250, source=""), by=cast.pim, now=NOW)

    page = client_of(cast.pim).post("/insight/worth/", GIVEN | {"source": ""}).content.decode()
    assert 'class="fault"' in page
    assert held_by(cast) is None


def test_the_programme_manager_changes_them_and_nobody_else(cast) -> None:
    for member in (cast.wil, cast.anna, cast.bram):
        assert client_of(member).post("/insight/worth/", GIVEN).status_code == 403

    answer = client_of(cast.pim).post("/insight/worth/", GIVEN)

    assert answer.headers["Location"] == "/insight/"
    held = held_by(cast)
    assert (held.click_cents, held.views_per_post, held.minutes_per_post) == (250, 400, 15)
    assert held.thousand_views_cents is None
    assert 'value="2.5' in client_of(cast.pim).get("/insight/worth/").content.decode()


def test_the_page_tells_a_value_only_with_what_it_assumes(cast) -> None:
    here = cast.organisation
    with tenant(here.pk):
        team = make_team(here, name="Workshop")
        crew = [make_member(here, given_name=f"W{n}", family_name="", team=team) for n in range(40)]
        story = make_story(here)
        for member in crew[:10]:
            make_share(member, story, now=NOW)
    freeze_period(organisation_id=here.pk, week=WEEK, now=NOW + timedelta(weeks=1))

    before = client_of(cast.wil).get("/insight/").content.decode()
    assume(assumed=Assumed(minutes_per_post=30, source="asked ten"), by=cast.pim, now=NOW)
    after = client_of(cast.wil).get("/insight/").content.decode()
    own = client_of(cast.pim).get("/insight/").content.decode()

    assert "nobody has said yet what a reader is worth here" in before
    assert "5 hours" in after
    assert "10 posts at 30 minutes" in after
    assert "asked ten" in after
    # The works council reads, and the programme manager writes.
    assert 'name="click"' not in after
    assert 'name="click"' in own
