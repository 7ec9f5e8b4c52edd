"""The promise of who sees what, for what exists: whether somebody joined, paused or left."""

import pytest
from django.core.cache import cache
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.presenters.privacy import reader_names, who_sees_what
from zetje.people.rules.privacy import (
    READERS,
    WHO_SEES_WHAT,
    Sight,
    may_be_counted,
    sight_of,
)
from zetje.people.testing.cast import LONG_AGO, make_cast, signed_in

PROMISE = {
    ("membership", "person"): Sight.ALL,
    ("membership", "colleagues"): Sight.NOTHING,
    ("membership", "expert"): Sight.NOTHING,
    ("membership", "editor"): Sight.NOTHING,
    ("membership", "manager"): Sight.COUNTS_BOTH_WAYS,
    ("membership", "administrator"): Sight.TO_HELP_AUDITED,
    ("membership", "works_council"): Sight.COUNTS,
    ("choices", "editor"): Sight.PER_STORY,
    ("choices", "administrator"): Sight.NOTHING,
    ("habit", "expert"): Sight.NOTHING,
    ("habit", "administrator"): Sight.NOTHING,
    ("posts", "colleagues"): Sight.IF_AGREED,
    ("posts", "expert"): Sight.IF_ASKED,
    ("points", "colleagues"): Sight.NEIGHBOURS,
    ("decisions", "works_council"): Sight.RULES_ONLY,
    ("decisions", "administrator"): Sight.NOTHING,
}


@pytest.mark.parametrize(("cell", "sight"), PROMISE.items(), ids=lambda value: str(value))
def test_each_cell_says_what_was_promised(cell, sight):
    fact, reader = cell

    assert sight_of(fact=fact, reader=reader) is sight


def test_the_person_sees_everything_of_their_own():
    assert {sight_of(fact=fact, reader="person") for fact in WHO_SEES_WHAT} == {Sight.ALL}


def test_every_cell_has_words():
    rows = who_sees_what()

    assert len(reader_names()) == len(READERS)
    assert all(len(row.cells) == len(READERS) for row in rows)
    assert all(cell.words for row in rows for cell in row.cells)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(5, 10, True), (4, 10, False), (6, 10, False), (5, 9, False), (0, 10, False), (95, 100, True)],
)
def test_a_part_is_shown_only_when_it_and_its_rest_are_five_or_more(part, whole, shown):
    assert may_be_counted(part=part, whole=whole) is shown


@pytest.fixture
def cast(db):
    cache.clear()
    return make_cast()


@pytest.mark.parametrize("reader", ["bram", "femke", "marijke", "pim", "ad", "wil", "chaima"])
def test_nobody_else_s_pages_tell_whether_somebody_joined_or_paused(cast, reader):
    """The own pages of everybody else, whatever their role, hold nothing about Anna."""
    with tenant(cast.organisation.pk):
        operations.pause_programme(member=cast.anna, starts_at=LONG_AGO, ends_at=None, now=LONG_AGO)
    client = signed_in(Client(), cast.ladder()[reader])

    for address in ("/me/", "/me/privacy/", "/me/devices/", "/join/set-up/"):
        page = client.get(address).content.decode()
        assert "Anna" not in page
        assert cast.anna.token not in page


def test_a_pause_is_seen_by_the_person_alone(cast):
    client = signed_in(Client(), cast.anna)
    client.cookies["language"] = "en"
    client.post("/me/pause/", {"days": "0"})

    assert "It is quiet until you say so." in client.get("/me/").content.decode()
