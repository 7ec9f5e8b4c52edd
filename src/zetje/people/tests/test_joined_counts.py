"""Counts of who joined hide everyone in them; what a page tells of teams was frozen before."""

from datetime import UTC, datetime

import pytest

from zetje.lib.tenancy import tenant
from zetje.people import queries, registry
from zetje.people.models import Membership
from zetje.people.queries import JoinedCount
from zetje.people.registry import JoinedFigures
from zetje.people.testing import make_member, make_organisation, make_team, signed_in

# A Friday.
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def fill(organisation, team, *, joined, others):
    for number in range(joined + others):
        make_member(organisation, team=team, joined=number < joined)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("members", "others", "shown"), [(5, 5, True), (4, 9, False), (9, 4, False), (0, 0, False)]
)
def test_the_whole_is_shown_when_both_sides_are_five(members, others, shown) -> None:
    organisation = make_organisation()
    fill(organisation, None, joined=members, others=others)

    with tenant(organisation.pk):
        counts = queries.joined_counts(organisation, now=NOW)

    assert (counts is not None) == shown
    assert not shown or (counts.joined, counts.not_joined) == (members, others)


@pytest.mark.django_db
def test_counts_stand_still_from_monday_to_monday() -> None:
    organisation = make_organisation()
    fill(organisation, None, joined=6, others=6)
    with tenant(organisation.pk):
        before = queries.joined_counts(organisation, now=NOW)
        left = Membership.objects.filter(organisation=organisation).first()
        Membership.objects.filter(pk=left.pk).update(left_at=NOW)
        make_member(organisation, joined_at=NOW)

        during = queries.joined_counts(organisation, now=NOW)
        after = queries.joined_counts(organisation, now=datetime(2026, 11, 23, 8, tzinfo=UTC))

    assert (before.joined, during.joined, after.joined) == (6, 6, 6)
    assert (before.not_joined, during.not_joined, after.not_joined) == (6, 7, 7)


@pytest.mark.django_db
def test_a_team_lead_sees_the_own_team_and_no_whole(client, monkeypatch) -> None:
    organisation = make_organisation()
    own, other = make_team(organisation, name="Zorg"), make_team(organisation, name="Bouw")
    lead = make_member(organisation, team=own, roles=["team_lead"])
    figures = JoinedFigures(
        whole=JoinedCount(joined=15, not_joined=16),
        by_team={
            own.pk: JoinedCount(joined=7, not_joined=8),
            other.pk: JoinedCount(joined=8, not_joined=9),
        },
    )
    monkeypatch.setattr(registry, "_joined", [{organisation.pk: figures}.get])

    page = signed_in(client, lead).get("/teams/joined/").content.decode()

    assert "Zorg" in page
    assert '<td class="n">7</td><td class="n">8</td>' in page
    assert "Bouw" not in page


@pytest.mark.django_db
def test_before_the_first_week_is_frozen_nothing_is_told(client) -> None:
    organisation = make_organisation()
    fill(organisation, make_team(organisation, name="Zorg"), joined=8, others=8)
    pim = make_member(organisation, roles=["programme_manager"])

    page = signed_in(client, pim).get("/teams/joined/").content.decode()

    assert "Zorg" in page
    assert '<td class="n">' not in page
