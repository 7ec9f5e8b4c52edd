"""A scanner that opens all links of a mail is found out afterwards, and what it gave is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from zetje.lib.record.queries import events_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast
from zetje.sharing.events import ClicksLoaded, ClicksRelabelled
from zetje.sharing.models import Click, Link
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.operations.link_counts import rebuild_link_counts
from zetje.sharing.tests.clicking import BERT, NOON, click, figures, link_for

pytestmark = pytest.mark.django_db


def test_all_links_of_a_mail_in_ten_seconds_are_relabelled(cast: Cast, told: list[object]) -> None:
    links = [link_for(cast.anna) for _ in range(3)]

    load_clicks([click(link, after=n * 3) for n, link in enumerate(links)])

    assert [figures(link) for link in links] == [(0, 0, 1, 0)] * 3
    touched = tuple(sorted(link.pk for link in links))
    assert told == [
        ClicksRelabelled(cast.organisation.pk, touched),
        ClicksLoaded(cast.organisation.pk, touched),
    ]
    with tenant(cast.organisation.pk):
        assert set(Click.objects.values_list("label", "reason", "counted")) == {
            ("probable_bot", "burst", False)
        }


def test_clicks_that_counted_before_the_burst_was_seen_are_taken_back(
    cast: Cast, told: list[object]
) -> None:
    first, second, third = (link_for(cast.anna, now=NOON - timedelta(hours=n)) for n in range(3))
    load_clicks([click(first)])
    load_clicks([click(second, after=2)])
    assert figures(first) == (1, 1, 0, 0)

    load_clicks([click(third, after=4), click(third, visitor=BERT, after=5)])

    assert figures(first) == (0, 0, 1, 0)
    assert figures(third) == (1, 1, 1, 0)
    with tenant(cast.organisation.pk):
        kinds = ["click.relabelled"]
        events = list(events_of(organisation_id=cast.organisation.pk, kinds=kinds))
    assert [event.details["was_counted"] for event in events] == [True, True, True]


def test_both_links_of_a_mail_of_two_are_a_burst(cast: Cast) -> None:
    links = [link_for(cast.anna) for _ in range(2)]

    load_clicks([click(link, after=n) for n, link in enumerate(links)])

    assert [figures(link) for link in links] == [(0, 0, 1, 0)] * 2


def test_two_posts_read_in_a_row_are_reading(cast: Cast) -> None:
    links = [link_for(cast.anna, now=NOON - timedelta(days=n)) for n in range(2)]

    load_clicks([click(link, after=n) for n, link in enumerate(links)])

    assert [figures(link) for link in links] == [(1, 1, 0, 0)] * 2


def test_links_of_different_members_make_no_burst(cast: Cast) -> None:
    links = [link_for(member) for member in (cast.anna, cast.bram, cast.femke)]

    load_clicks([click(link, after=n) for n, link in enumerate(links)])

    assert [figures(link) for link in links] == [(1, 1, 0, 0)] * 3


def test_a_burst_that_goes_on_is_undone_once_for_each_hit(cast: Cast) -> None:
    links = [link_for(cast.anna) for _ in range(3)]

    load_clicks([click(link, after=n) for n, link in enumerate(links)])
    load_clicks([click(links[0], after=4)])
    load_clicks([click(links[0], after=60)])

    assert [figures(link) for link in links] == [(1, 1, 2, 0), (0, 0, 1, 0), (0, 0, 1, 0)]
    with tenant(cast.organisation.pk):
        assert rebuild_link_counts(organisation_id=cast.organisation.pk) == 0


def test_links_of_somebody_who_was_erased_go_on_to_count(cast: Cast) -> None:
    links = [link_for(cast.anna) for _ in range(3)]
    with tenant(cast.organisation.pk):
        Link.objects.update(member=None)

    load_clicks([click(link, after=n) for n, link in enumerate(links)])

    assert [figures(link) for link in links] == [(1, 1, 0, 0)] * 3
    with tenant(cast.organisation.pk):
        kinds = ["link.clicked"]
        events = list(events_of(organisation_id=cast.organisation.pk, kinds=kinds))
        assert rebuild_link_counts(organisation_id=cast.organisation.pk) == 0
    assert {event.person_key for event in events} == {None}
