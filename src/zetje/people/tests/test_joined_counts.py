"""Counts of who joined hide everyone in them, each team and what is left when teams go off."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.lib.tenancy import tenant
from zetje.people import queries
from zetje.people.models import Membership
from zetje.people.queries import joined
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
def test_a_team_is_held_back_when_what_is_left_would_be_told_apart() -> None:
    organisation = make_organisation()
    large, middle, small = (make_team(organisation) for _ in range(3))
    fill(organisation, large, joined=9, others=9)
    fill(organisation, middle, joined=6, others=5)
    fill(organisation, small, joined=2, others=3)

    with tenant(organisation.pk):
        counts = queries.joined_counts_by_team(organisation, now=NOW)

    assert set(counts) == {large.pk}


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
def test_a_team_lead_sees_the_own_team_and_no_whole(client) -> None:
    organisation = make_organisation()
    own, other = make_team(organisation, name="Zorg"), make_team(organisation, name="Bouw")
    lead = make_member(organisation, team=own, roles=["team_lead"])
    fill(organisation, own, joined=6, others=7)
    fill(organisation, other, joined=8, others=9)

    page = signed_in(client, lead).get("/teams/joined/").content.decode()

    assert "Zorg" in page
    assert '<td class="n">7</td><td class="n">7</td>' in page
    assert "Bouw" not in page


@given(
    st.dictionaries(
        st.one_of(st.none(), st.integers(1, 6)),
        st.tuples(st.integers(0, 12), st.integers(0, 12)),
        max_size=7,
    )
)
def test_no_sum_or_difference_of_what_is_shown_tells_few_people_apart(raw) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joined, "_raw", lambda organisation, now: raw)
        whole = joined.joined_counts(None, now=NOW)
        teams = joined.joined_counts_by_team(None, now=NOW)

    assert all(min(count.joined, count.not_joined) >= 5 for count in teams.values())
    if whole is None:
        assert not teams
        return
    rest = (
        whole.joined - sum(count.joined for count in teams.values()),
        whole.not_joined - sum(count.not_joined for count in teams.values()),
    )
    assert rest == (0, 0) or min(rest) >= 5
