"""The page of points, and the page on which its rules are set."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition import operations
from zetje.recognition.models import PointRules
from zetje.sharing.testing import NOW, make_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@time_machine.travel(NOW, tick=False)
def test_the_page_says_what_earns_what_and_shows_everybody_their_own(cast: Cast) -> None:
    story = make_story(cast.organisation, title="The silent chain")
    with tenant(cast.organisation.pk):
        share = make_share(cast.anna, story, text="Zo zag ik het zelf, in de hal.")
        operations.earn_from_shares(organisation_id=cast.organisation.pk, share_ids=[share.pk])
    annas, brams = signed_in(Client(), cast.anna), signed_in(Client(), cast.bram)
    annas.cookies["language"] = brams.cookies["language"] = "en"

    anna, bram = (one.get("/points/").content.decode() for one in (annas, brams))

    assert "15 points so far." in anna
    assert anna.count("The silent chain") == 2
    assert "The silent chain" not in bram
    assert "No points yet" in bram
    assert "One post a week counts." in bram
    assert "X and Facebook earn nothing" in bram


@time_machine.travel(datetime(2026, 9, 20, 11, tzinfo=UTC), tick=False)
def test_rules_hold_from_a_week_on_that_has_begun_for_nobody(cast: Cast) -> None:
    """It is Sunday, and Monday already on an island: the week after is the first."""
    manager = signed_in(Client(), cast.pim)
    manager.cookies["language"] = "en"
    given = {
        "posts": 2,
        "share": 10,
        "own_words": 5,
        "readers": 5,
        "tip": 1,
        "tip_most": 5,
        "help": 2,
        "help_most": 4,
    }

    warned = manager.post("/points/rules/", given)
    assert warned.status_code == 422
    assert "crowds out the will" in warned.content.decode()
    assert manager.post("/points/rules/", {**given, "share": 900}).status_code == 422
    assert manager.post("/points/rules/", {**given, "sure": "yes"}).status_code == 302
    page = manager.get("/points/").content.decode()

    with tenant(cast.organisation.pk):
        (rules,) = PointRules.objects.all()
        assert (rules.version, rules.values["posts"]) == (1, 2)
    assert "From 28 September on" in page
    assert "One post a week counts." in page
    assert signed_in(Client(), cast.anna).get("/points/rules/").status_code in (403, 404)


def test_without_points_there_is_no_page(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        operations.set_game_switches(
            organisation=cast.organisation, by=cast.pim, now=NOW, points=False
        )

    assert signed_in(Client(), cast.anna).get("/points/").status_code == 404
