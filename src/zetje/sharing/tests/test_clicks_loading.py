"""Taking clicks from the spool into the database: each once, and counted when it should."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from zetje.lib.record.models import Event
from zetje.lib.record.queries import events_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast
from zetje.sharing.door.hashing import daily_hash
from zetje.sharing.events import ClicksLoaded
from zetje.sharing.models import Click, Visit
from zetje.sharing.operations.clicks import forget_days_before, load_clicks
from zetje.sharing.operations.link_counts import rebuild_link_counts
from zetje.sharing.operations.relabelling import remember_sharer
from zetje.sharing.queries.links import clicks_of
from zetje.sharing.tasks import forget_visitors
from zetje.sharing.tests.clicking import ANNE, BERT, NOON, click, figures, link_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_hash() -> bytes:
    """What the door makes of Anna's own browser on the day of these tests."""
    return daily_hash("192.0.2.7", "Firefox", NOON.date())


def test_a_click_of_a_person_counts(cast: Cast) -> None:
    link = link_for(cast.anna)

    assert load_clicks([click(link)]) == 1

    assert figures(link) == (1, 1, 0, 0)
    with tenant(cast.organisation.pk):
        assert clicks_of([link.pk]) == {link.pk: 1}


def test_the_same_clicks_loaded_again_add_nothing(cast: Cast) -> None:
    link = link_for(cast.anna)
    clicks = [click(link), click(link, visitor=BERT)]

    assert [load_clicks(clicks), load_clicks(clicks), load_clicks([*clicks, *clicks])] == [2, 0, 0]

    assert figures(link) == (2, 2, 0, 0)


def test_a_reader_counts_once_for_a_link_and_day(cast: Cast) -> None:
    link, other = link_for(cast.anna), link_for(cast.anna)

    load_clicks([click(link), click(link, after=60), click(other, after=120)])
    load_clicks([click(link, after=3600), click(link, after=3600, visitor=BERT)])

    assert figures(link) == (4, 2, 0, 0)
    assert figures(other) == (1, 1, 0, 0)


def test_the_next_day_a_reader_counts_again(cast: Cast) -> None:
    link = link_for(cast.anna)

    load_clicks([click(link), click(link, after=24 * 3600)])

    assert figures(link) == (2, 2, 0, 0)


def test_robots_are_kept_and_do_not_count(cast: Cast) -> None:
    link = link_for(cast.anna)

    load_clicks([click(link, label="bot"), click(link, label="probable_bot"), click(link)])

    assert figures(link) == (1, 1, 1, 1)
    with tenant(cast.organisation.pk):
        labels = Click.objects.order_by("id").values_list("label", "reason", "counted")
        assert list(labels) == [
            ("bot", "tool", False),
            ("probable_bot", "tool", False),
            ("human", "browser", True),
        ]


def test_the_sharers_own_click_does_not_count(cast: Cast, own_hash: bytes) -> None:
    link, of_bram = link_for(cast.anna), link_for(cast.bram)
    with tenant(cast.organisation.pk):
        remember_sharer(member_id=cast.anna.pk, address="192.0.2.7", user_agent="Firefox", now=NOON)

    load_clicks([click(link, visitor=own_hash), click(of_bram, visitor=own_hash, after=60)])

    assert figures(link) == (1, 0, 0, 0)
    assert figures(of_bram) == (1, 1, 0, 0)


def test_the_sharers_own_click_that_came_first_is_taken_back(
    cast: Cast, own_hash: bytes, told: list[object]
) -> None:
    link = link_for(cast.anna)
    load_clicks([click(link, visitor=own_hash), click(link, visitor=BERT)])
    assert figures(link) == (2, 2, 0, 0)

    with tenant(cast.organisation.pk):
        for _ in range(2):
            remember_sharer(
                member_id=cast.anna.pk, address="192.0.2.7", user_agent="Firefox", now=NOON
            )

    assert figures(link) == (2, 1, 0, 0)
    assert told[-1].__class__.__name__ == "ClicksRelabelled"


def test_each_click_stands_in_the_event_record_without_its_visitor(cast: Cast) -> None:
    link = link_for(cast.anna)

    load_clicks([click(link, label="bot"), click(link)])

    with tenant(cast.organisation.pk):
        events = list(events_of(organisation_id=cast.organisation.pk, kinds=["link.clicked"]))
    assert [event.details for event in events] == [
        {"label": "bot", "reason": "tool", "counted": False},
        {"label": "human", "reason": "browser", "counted": True},
    ]
    assert {event.subject for event in events} == {f"link:{link.pk}"}
    assert {event.person_key for event in events} == {cast.anna.person_key}
    assert {event.source for event in events} == {"seen"}


def test_who_reacts_is_told_once(cast: Cast, told: list[object]) -> None:
    link = link_for(cast.anna)
    clicks = [click(link), click(link, after=5)]

    load_clicks(clicks)
    load_clicks(clicks)

    assert told == [ClicksLoaded(cast.organisation.pk, (link.pk,))]


def test_clicks_of_organisations_stay_apart(cast: Cast) -> None:
    here, there = link_for(cast.anna), link_for(cast.chaima)

    load_clicks([click(there), click(here), click(here, visitor=BERT)])

    assert figures(here) == (2, 2, 0, 0)
    assert figures(there) == (1, 1, 0, 0)


def test_a_click_that_claims_another_organisation_is_dropped(cast: Cast) -> None:
    here, there = link_for(cast.anna), link_for(cast.chaima)

    assert load_clicks([click(here, organisation_id=there.organisation_id)]) == 0

    assert figures(here) == (0, 0, 0, 0)


def test_a_crash_in_the_middle_leaves_nothing_half_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_for(cast.anna)
    clicks = [click(link), click(link, visitor=BERT)]

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr("zetje.sharing.operations.clicks.add_to_counts", fail)
        with pytest.raises(RuntimeError, match="the power went"):
            load_clicks(clicks)
    with tenant(cast.organisation.pk):
        assert not Click.objects.exists()
        assert not Event.objects.filter(kind="link.clicked").exists()

    assert load_clicks(clicks) == 2
    assert figures(link) == (2, 2, 0, 0)


def test_what_ties_clicks_to_visitors_goes_with_the_day(cast: Cast, own_hash: bytes) -> None:
    link = link_for(cast.anna)
    load_clicks([click(link), click(link, after=24 * 3600)])
    tomorrow = NOON.date() + timedelta(days=1)

    with tenant(cast.organisation.pk):
        forget_days_before(organisation_id=cast.organisation.pk, day=tomorrow)

        assert list(Visit.objects.values_list("day", flat=True)) == [tomorrow]
        assert Click.objects.count() == 2
    assert figures(link) == (2, 2, 0, 0)


def test_counts_made_again_from_the_record_are_equal(cast: Cast, own_hash: bytes) -> None:
    links = [link_for(cast.anna) for _ in range(3)]
    load_clicks([click(link, after=n) for n, link in enumerate(links)])
    load_clicks([click(links[0], visitor=BERT, after=30), click(links[0], label="bot")])
    load_clicks([click(links[1], visitor=own_hash, after=99)])
    with tenant(cast.organisation.pk):
        remember_sharer(member_id=cast.anna.pk, address="192.0.2.7", user_agent="Firefox", now=NOON)
    before = [figures(link) for link in links]

    with tenant(cast.organisation.pk):
        assert rebuild_link_counts(organisation_id=cast.organisation.pk) == 0

    assert [figures(link) for link in links] == before
    assert before == [(1, 1, 1, 1), (1, 0, 1, 0), (0, 0, 1, 0)]


def test_a_count_that_went_astray_is_found_and_mended(cast: Cast) -> None:
    link, other = link_for(cast.anna), link_for(cast.anna)
    load_clicks([click(link, visitor=ANNE), click(other, visitor=BERT)])
    with tenant(cast.organisation.pk):
        link.count.delete()

        assert rebuild_link_counts(organisation_id=cast.organisation.pk) == 1

    assert figures(link) == (1, 1, 0, 0)


def test_a_sharer_is_remembered_only_where_it_is_known_whose_rows_these_are(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="inside the block of a tenant"):
        remember_sharer(member_id=cast.anna.pk, address="192.0.2.7", user_agent="", now=NOON)


def test_each_hour_visitors_of_days_that_are_over_are_forgotten(cast: Cast) -> None:
    here, there = link_for(cast.anna), link_for(cast.chaima)
    today = timezone.now()
    load_clicks([click(here), click(there), click(here, now=today)])

    forget_visitors(timestamp=0)

    with tenant(cast.organisation.pk):
        assert [visit.day for visit in Visit.objects.all()] == [today.date()]
    with tenant(cast.other_organisation.pk):
        assert not Visit.objects.exists()


def test_robots_alone_are_no_visitors(cast: Cast) -> None:
    load_clicks([click(link_for(cast.anna), label="bot")])

    with tenant(cast.organisation.pk):
        assert not Visit.objects.exists()
