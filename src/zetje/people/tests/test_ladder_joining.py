"""The permission ladder of the door, joining and the own pages: who gets what from each address."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.testing.cast import make_cast, make_member, signed_in
from zetje.people.urls import joining

pytestmark = pytest.mark.django_db

OPEN = ("sign_in", "signed_out", "account_login")
# Nothing to type a code for, so back to the start.
CODE = ("sign_in_code", "account_confirm_login_code")
OWN = ("me", "me_devices", "me_privacy", "me_erase")
JOINED = ("join_set_up",)
POSTS = (
    "me_habits",
    "me_whereabouts",
    "me_away",
    "me_away_remove",
    "me_pause",
    "me_resume",
    "me_leave",
    "me_devices_end",
    "me_devices_end_all",
    "me_export",
)
# Tried one by one in the tests of signing in and of joining.
ELSEWHERE = ("sign_in_link", "sign_out", "join", "invitation")
OFFICE = ("people_invite",)

ADDRESSES = {pattern.name: f"/{pattern.pattern}" for pattern in joining.urlpatterns}


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


def test_every_address_stands_on_the_ladder():
    assert {*OPEN, *CODE, *OWN, *JOINED, *POSTS, *ELSEWHERE, *OFFICE} == set(ADDRESSES)


@pytest.mark.parametrize("name", OPEN)
def test_a_visitor_may_open_the_door(cast, name):
    assert Client().get(ADDRESSES[name]).status_code == 200


@pytest.mark.parametrize("name", CODE)
def test_a_visitor_who_asked_for_nothing_is_sent_to_the_start(cast, name):
    assert Client().get(ADDRESSES[name]).headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("name", [*OWN, *JOINED, *OFFICE, "join"])
def test_a_visitor_is_sent_to_the_door_and_back(cast, name):
    answer = Client().get(ADDRESSES[name])

    assert answer.headers["Location"] == f"/sign-in/?next={ADDRESSES[name]}"


@pytest.mark.parametrize("name", POSTS)
def test_a_visitor_s_post_does_nothing(cast, name):
    assert Client().post(ADDRESSES[name]).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", OWN)
def test_every_member_has_pages_of_their_own(cast, name):
    for member in cast.ladder().values():
        assert signed_in(Client(), member).get(ADDRESSES[name]).status_code == 200


@pytest.mark.parametrize("name", JOINED)
def test_who_has_not_joined_is_asked_first(cast, name):
    outside = make_member(cast.organisation, joined=False)

    assert signed_in(Client(), outside).get(ADDRESSES[name]).headers["Location"] == "/join/"
    assert signed_in(Client(), cast.anna).get(ADDRESSES[name]).status_code == 200


@pytest.mark.parametrize("name", [*POSTS, "sign_out"])
def test_what_changes_something_is_never_a_get(cast, name):
    assert signed_in(Client(), cast.anna).get(ADDRESSES[name]).status_code == 405


@pytest.mark.parametrize("name", [*OWN, *JOINED, "join", "sign_in"])
def test_an_unknown_method_is_refused(cast, name):
    assert signed_in(Client(), cast.anna).put(ADDRESSES[name]).status_code == 405


@pytest.mark.parametrize("name", [*OPEN, *OWN, *JOINED, "join"])
def test_looking_changes_no_row(cast, name):
    client = signed_in(Client(), cast.anna)
    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESSES[name])
        client.head(ADDRESSES[name])

    assert not [q for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_an_invitation_of_another_organisation_opens_nothing_there(cast):
    token = queries.invitation_token(member=cast.chaima, now=timezone.now())

    answer = signed_in(Client(), cast.anna).get(f"/join/i/{token}/")

    assert answer.headers["Location"] == "/me/"


def test_somebody_who_left_the_organisation_is_out_with_the_next_request(cast):
    client = signed_in(Client(), cast.anna)
    with tenant(cast.organisation.pk):
        operations.deactivate_member(member=cast.anna, by=None, now=timezone.now())

    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_runs_the_programme_invites(cast, method):
    answers = {
        name: getattr(signed_in(Client(), member), method)("/people/invite/").status_code
        for name, member in cast.ladder().items()
    }

    opened = {name for name, status in answers.items() if status != 403}
    assert opened == {"pim", "ad"}
    assert getattr(Client(), method)("/people/invite/").headers["Location"].startswith("/sign-in/")
