"""The own page: each press does one thing, for the person who presses and nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import Device, Leave, Member, Membership, Pause, Preferences, SignInLink
from zetje.people.testing.cast import make_cast, signed_in

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def english(client):
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def anna(cast):
    with time_machine.travel(MONDAY, tick=False):
        yield english(signed_in(Client(), cast.anna))


@pytest.fixture
def here(cast):
    with tenant(cast.organisation.pk):
        yield


def test_the_page_opens_with_when_the_mail_comes(anna):
    assert "You hear from us on Tuesday, about 9:00." in anna.get("/me/").content.decode()


def test_a_pause_is_one_press(cast, anna, here):
    anna.post("/me/pause/", {"days": "7"})

    pause = Pause.objects.get(member=cast.anna)
    assert pause.starts_at == MONDAY
    assert pause.ends_at == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert "It is quiet up to 30 November." in anna.get("/me/").content.decode()


def test_an_open_pause_lasts_until_it_is_ended(cast, anna, here):
    anna.post("/me/pause/", {"days": "0"})
    quiet = queries.is_paused(member_id=cast.anna.pk, now=MONDAY + timedelta(days=300))
    anna.post("/me/resume/")

    assert quiet
    assert not queries.is_paused(member_id=cast.anna.pk, now=MONDAY + timedelta(seconds=1))


def test_a_pause_may_begin_later(cast, anna, here):
    anna.post("/me/pause/", {"starts_on": "2026-12-24", "ends_on": "2027-01-03"})

    assert not queries.is_paused(member_id=cast.anna.pk, now=MONDAY)
    assert queries.is_paused(member_id=cast.anna.pk, now=datetime(2026, 12, 25, tzinfo=UTC))
    assert not queries.is_paused(member_id=cast.anna.pk, now=datetime(2027, 1, 4, tzinfo=UTC))
    assert queries.paused_member_ids(
        organisation=cast.organisation, now=datetime(2026, 12, 25, tzinfo=UTC)
    ) == {cast.anna.pk}


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_on": "2026-12-24", "ends_on": "2026-12-01"},
        {"ends_on": "2026-11-01"},
        {"starts_on": "yesterday"},
        {"days": "9999", "ends_on": "2020-01-01"},
    ],
)
def test_a_pause_that_makes_no_sense_is_refused_and_what_was_typed_stays(cast, anna, here, dates):
    answer = anna.post("/me/pause/", dates)

    assert answer.status_code == 422
    assert not Pause.objects.exists()
    assert all(f'value="{v}"' in answer.content.decode() for k, v in dates.items() if k != "days")


def test_leaving_is_one_press_and_has_a_way_back(cast, anna, here):
    anna.post("/me/pause/", {"days": "0"})
    anna.post("/me/leave/")
    page = anna.get("/me/").content.decode()
    left = not queries.is_joined(cast.anna.pk)
    paused = queries.is_paused(member_id=cast.anna.pk, now=MONDAY + timedelta(days=1))

    anna.post("/join/", {"version": "1"})

    assert left
    assert not paused
    assert "Join again" in page
    assert queries.is_joined(cast.anna.pk)
    assert Membership.objects.filter(member=cast.anna).count() == 2
    assert Event.objects.filter(kind="member.left", person_key=cast.anna.person_key).count() == 1


def test_leaving_twice_is_leaving_once(cast, anna, here):
    anna.post("/me/leave/")
    anna.post("/me/leave/")

    assert Event.objects.filter(kind="member.left").count() == 1


def test_own_whereabouts_are_kept_from_the_next_import(cast, anna, here):
    anna.post(
        "/me/whereabouts/",
        {"language": "en", "time_zone": "Europe/Lisbon", "working_days": ["0", "1", "3"]},
    )

    member = Member.objects.get(pk=cast.anna.pk)
    assert (member.language, member.time_zone, member.working_days) == (
        "en",
        "Europe/Lisbon",
        [0, 1, 3],
    )
    assert member.own_fields == ["language", "time_zone", "working_days"]


@pytest.mark.parametrize(
    "given",
    [
        {"language": "xx", "time_zone": "Europe/Lisbon", "working_days": ["0"]},
        {"language": "en", "time_zone": "Mars/Base", "working_days": ["0"]},
        {"language": "en", "time_zone": "Europe/Lisbon", "working_days": []},
        {"language": "en", "time_zone": "Europe/Lisbon", "working_days": ["8"]},
    ],
)
def test_a_place_that_does_not_exist_is_refused(cast, anna, here, given):
    assert anna.post("/me/whereabouts/", given).status_code == 422
    assert Member.objects.get(pk=cast.anna.pk).time_zone == "Europe/Amsterdam"


def test_no_field_but_one_s_own_can_be_set(cast, anna, here):
    anna.post(
        "/me/whereabouts/",
        {
            "language": "en",
            "time_zone": "Europe/Lisbon",
            "working_days": ["0"],
            "email": "evil@x.example",
            "team": "1",
            "role": "administrator",
            "organisation": cast.other_organisation.pk,
            "member": cast.bram.pk,
        },
    )

    member = Member.objects.get(pk=cast.anna.pk)
    assert (member.email, member.organisation_id) == (cast.anna.email, cast.organisation.pk)
    assert queries.roles_of(cast.anna.pk) == frozenset()
    assert Member.objects.get(pk=cast.bram.pk).language == "nl"


def test_days_away_are_noted_and_taken_off(cast, anna, here):
    days = {"starts_on": "2026-12-01", "ends_on": "2026-12-02"}
    anna.post("/me/away/", days)
    noted = list(Leave.objects.filter(member=cast.anna).values_list("starts_on", "ends_on"))

    anna.post("/me/away/remove/", days)

    assert noted == [(date(2026, 12, 1), date(2026, 12, 2))]
    assert not Leave.objects.exists()


def test_days_away_of_somebody_else_stay(cast, anna, here):
    operations.add_own_leave(
        member=cast.bram, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2)
    )

    anna.post("/me/away/remove/", {"starts_on": "2026-12-01", "ends_on": "2026-12-02"})

    assert Leave.objects.filter(member=cast.bram).exists()


def test_habits_change_from_the_own_page_too(cast, anna, here):
    anna.post(
        "/me/habits/",
        {"networks": ["bluesky"], "weekday": "4", "anchor": "tea", "languages": ["en", "nl"]},
    )

    own = Preferences.objects.get(member=cast.anna)
    assert (own.networks, own.digest_weekday, own.slot_hour) == (["bluesky"], 4, 15)


def _browser_of(member):
    client = Client(
        headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0"}
    )
    english(client).post("/sign-in/", {"email": member.email})
    link = SignInLink.objects.order_by("-pk")[0]
    client.post(f"/sign-in/link/{queries.link_token(link)}/")
    return client


def test_own_browsers_are_listed_and_ended_one_by_one(cast, here):
    desk, phone = _browser_of(cast.anna), _browser_of(cast.anna)
    page = desk.get("/me/devices/").content.decode()
    token = Device.objects.get(session_key=phone.cookies["session"].value).token

    desk.post("/me/devices/end/", {"device": token})

    assert page.count("Firefox, Linux") >= 2
    assert page.count("this one") == 1
    assert phone.get("/me/").status_code == 302
    assert desk.get("/me/").status_code == 200
    assert not queries.is_known_device(cookie=phone.cookies["device"].value, member=cast.anna)


def test_nobody_ends_the_browser_of_somebody_else(cast, here):
    anna, bram = _browser_of(cast.anna), _browser_of(cast.bram)
    token = Device.objects.get(member=cast.bram).token

    anna.post("/me/devices/end/", {"device": token})

    assert bram.get("/me/").status_code == 200


def test_signing_out_everywhere_ends_each_session_and_forgets_each_browser(cast, here):
    desk, phone = _browser_of(cast.anna), _browser_of(cast.anna)
    bare = signed_in(Client(), Member.objects.get(pk=cast.anna.pk))

    desk.post("/me/devices/end-all/")

    assert [c.get("/me/").status_code for c in (desk, phone, bare)] == [302] * 3
    assert not Device.objects.filter(member=cast.anna).exists()
    assert not Session.objects.filter(session_key=phone.cookies["session"].value).exists()


def test_the_own_page_asks_the_database_a_fixed_number_of_times(
    cast, here, django_assert_max_num_queries
):
    client = signed_in(Client(), cast.anna)
    for number in range(8):
        operations.add_own_leave(
            member=cast.anna, starts_on=date(2027, 1, 1 + number), ends_on=date(2027, 1, 9)
        )
    client.get("/me/")

    with django_assert_max_num_queries(20):
        client.get("/me/")


def test_pausing_asks_to_be_in_first(cast, here):
    client = signed_in(Client(), cast.anna)
    client.post("/me/leave/")

    assert client.post("/me/pause/", {"days": "7"}).headers["Location"] == "/join/"
    with pytest.raises(operations.NotJoinedError):
        operations.pause_programme(
            member=cast.anna, starts_at=timezone.now(), ends_at=None, now=timezone.now()
        )
