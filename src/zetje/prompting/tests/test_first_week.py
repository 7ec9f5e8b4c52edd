"""Who joins finds their first three at once, also when the mail's moment of the week has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from zetje.content.testing import make_story
from zetje.delivery import queries as delivery
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_house_rules, make_member, make_organisation
from zetje.prompting.operations import plan_digests, plan_first_week
from zetje.prompting.queries.weeks import this_week

if TYPE_CHECKING:
    from zetje.people.models import Member

pytestmark = pytest.mark.django_db
# Its digests go out on Tuesday at nine.
MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
SUNDAY = datetime(2026, 9, 20, 18, tzinfo=UTC)


@pytest.fixture
def newcomer() -> Member:
    organisation = make_organisation()
    make_house_rules(organisation)
    for _ in range(4):
        make_story(organisation, published_at=MONDAY - timedelta(days=3))
    return make_member(organisation)


def welcome(member: Member, now: datetime) -> int:
    return plan_first_week(organisation_id=member.organisation_id, member_id=member.pk, now=now)


def waiting_mails(member: Member) -> int:
    with tenant(member.organisation_id):
        return delivery.messages_in_state(
            organisation_id=member.organisation_id, state="planned"
        ).count()


@pytest.mark.parametrize(("now", "mails"), [(MONDAY, 1), (SUNDAY, 0)])
def test_a_newcomer_finds_three_stories_and_a_mail_only_while_its_moment_is_to_come(
    newcomer: Member, now: datetime, mails: int
) -> None:
    assert welcome(newcomer, now) == 1

    with tenant(newcomer.organisation_id):
        assert len(this_week(member=newcomer, now=now).offers) == 3
    assert waiting_mails(newcomer) == mails


def test_a_newcomer_is_welcomed_once(newcomer: Member) -> None:
    welcome(newcomer, MONDAY)

    assert welcome(newcomer, MONDAY) == 0
    assert plan_digests(organisation_id=newcomer.organisation_id, now=MONDAY) == 0


def test_without_a_story_that_fits_nothing_is_made() -> None:
    organisation = make_organisation()
    make_house_rules(organisation)

    assert welcome(make_member(organisation), MONDAY) == 0
