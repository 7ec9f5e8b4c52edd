"""The privacy switches: each by itself, without JavaScript, written down when it changed."""

import pytest
from django.core.cache import cache
from django.test import Client

from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.models import Preferences
from zetje.people.operations.preferences import SWITCHES
from zetje.people.testing.cast import make_cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def anna(cast):
    with tenant(cast.organisation.pk):
        client = signed_in(Client(), cast.anna)
        client.cookies["language"] = "en"
        yield client


@pytest.mark.parametrize("switch", SWITCHES)
def test_each_switch_is_turned_by_itself(cast, anna, switch):
    anna.post("/me/privacy/", {switch: "on"})
    on = Preferences.objects.get(member=cast.anna)
    anna.post("/me/privacy/", {})
    off = Preferences.objects.get(member=cast.anna)

    assert [name for name in SWITCHES if getattr(on, name)] == [switch]
    assert not getattr(off, switch)


def test_a_switch_that_is_on_is_shown_on(anna):
    anna.post("/me/privacy/", {"learns": "on"})

    page = anna.get("/me/privacy/").content.decode()

    assert page.count('class="toggle"') == len(SWITCHES)
    assert page.count(" checked") == 2  # the switch, and the theme in the foot


def test_only_what_changed_is_written_down(cast, anna):
    rest = dict.fromkeys(("experiments", "chain_shown", "league"), "on")
    anna.post("/me/privacy/", {"learns": "on"} | rest)
    anna.post("/me/privacy/", {"learns": "on"} | rest)
    anna.post("/me/privacy/", rest)

    written = Event.objects.filter(kind="privacy.changed", person_key=cast.anna.person_key)
    assert [event.details for event in written] == [{"learns": False}]


def test_an_alias_is_kept_and_its_text_is_nowhere_else(cast, anna):
    anna.post("/me/privacy/", {"alias": " De Fietsbel "})

    assert Preferences.objects.get(member=cast.anna).alias == "De Fietsbel"
    assert not Event.objects.filter(details__icontains="Fietsbel").exists()


@pytest.mark.parametrize("alias", ["<script>", "anna@x.example", "a" * 41])
def test_an_alias_that_is_no_name_is_refused_and_stays_in_the_field(anna, alias):
    answer = anna.post("/me/privacy/", {"alias": alias, "feedback": "on"})

    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Preferences.objects.get(member__given_name="Anna").feedback
