"""What happens at the corners: twice, too late, by two at once, or in the wrong order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from zetje.lib import tokens
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import access, operations, queries, tasks
from zetje.people.models import (
    Device,
    DeviceCode,
    ImportRun,
    Member,
    Membership,
    Preferences,
    SignInLink,
    User,
)
from zetje.people.operations import devices, signin
from zetje.people.operations.preferences import SWITCHES
from zetje.people.registry import register_topics, topics_of
from zetje.people.rules.pauses import pause_between
from zetje.people.testing.cast import make_cast, make_member, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture(autouse=True)
def _here(cast):
    with tenant(cast.organisation.pk):
        yield


def test_of_two_who_press_the_same_link_at_once_one_comes_in(cast, monkeypatch):
    link = operations.request_sign_in(user=cast.anna.user, code="1", now=NOW)
    token = queries.link_token(link)
    seen_by_both = queries.entrance_of(token=token, now=NOW)
    monkeypatch.setattr(signin, "entrance_of", lambda **_: seen_by_both)
    operations.use_link(token=token, now=NOW)

    with pytest.raises(tokens.InvalidToken):
        operations.use_link(token=token, now=NOW)


def test_of_two_who_type_the_same_code_at_once_one_is_confirmed(cast, monkeypatch):
    asked = operations.request_device_code(member=cast.anna, browser="b", code="1-1", now=NOW)
    monkeypatch.setattr(devices, "open_code", lambda **_: asked)
    typed = {"member": cast.anna, "browser": "b", "code": "11", "name": "", "now": NOW}
    operations.confirm_device(**typed)

    with pytest.raises(operations.WrongCodeError):
        operations.confirm_device(**typed)
    assert Device.objects.filter(member=cast.anna).count() == 1


def test_signing_in_again_keeps_the_browser_that_is_known(cast):
    known = {"member": cast.anna, "name": "Edge"}
    first, cookie = operations.remember_device(cookie="", session_key="one", now=NOW, **known)
    later = NOW + timedelta(days=3)
    again, same = operations.remember_device(cookie=cookie, session_key="two", now=later, **known)

    assert (again.pk, same) == (first.pk, cookie)
    assert Device.objects.get().session_key == "two"
    assert Device.objects.get().seen_on == later.date()


def test_the_browser_of_one_member_is_a_new_one_for_another(cast):
    _, cookie = operations.remember_device(
        member=cast.bram, cookie="", session_key="", name="", now=NOW
    )
    _, other = operations.remember_device(
        member=cast.anna, cookie=cookie, session_key="", name="", now=NOW
    )
    operations.forget_browser(member=cast.anna, cookie=cookie)

    assert other != cookie
    assert queries.is_known_device(cookie=cookie, member=cast.bram)


def test_ending_a_browser_that_is_gone_ends_nothing(cast):
    assert not operations.end_device(member=cast.anna, token="gone")


def test_joining_twice_is_joining_once(cast):
    lotte = make_member(cast.organisation, joined=False)

    first = operations.join_programme(member=lotte, accepted_version=1, now=NOW)
    again = operations.join_programme(member=lotte, accepted_version=1, now=NOW)

    assert first == again
    assert Event.objects.filter(kind="member.joined").count() == 1


def test_who_does_not_take_part_accepts_no_rules(cast):
    outside = make_member(cast.organisation, joined=False)

    with pytest.raises(operations.NotJoinedError):
        operations.accept_house_rules(member=outside, accepted_version=1, now=NOW)


@pytest.mark.parametrize("ends_at", [NOW, NOW - timedelta(days=1), NOW + timedelta(hours=1)])
def test_a_pause_that_is_over_before_it_begins_is_refused(cast, ends_at):
    with pytest.raises(operations.PauseRefusedError):
        operations.pause_programme(
            member=cast.anna, starts_at=NOW + timedelta(hours=1), ends_at=ends_at, now=NOW
        )


def test_resuming_without_a_pause_writes_nothing_down(cast):
    assert not operations.resume_programme(member=cast.anna, now=NOW)
    assert not Event.objects.filter(kind="member.resumed").exists()


def test_a_pause_without_days_is_open_from_now():
    given = {"starts_on": None, "ends_on": None}

    assert pause_between(**given, time_zone="Asia/Kathmandu", now=NOW) == (NOW, None)


def test_days_away_that_end_before_they_begin_are_refused(cast):
    with pytest.raises(operations.LeaveRefusedError):
        operations.add_own_leave(
            member=cast.anna, starts_on=date(2027, 1, 2), ends_on=date(2027, 1, 1)
        )


def test_a_mastodon_server_is_kept_by_itself(cast):
    operations.keep_mastodon_instance(member=cast.anna, instance="mastodon.nl", now=NOW)

    assert Preferences.objects.get(member=cast.anna).mastodon_instance == "mastodon.nl"


def test_somebody_without_preferences_has_the_organisation_s(cast):
    Preferences.objects.filter(member=cast.anna).delete()
    anna = Member.objects.get(pk=cast.anna.pk)

    own = queries.preferences_of(anna)

    assert (own.pk, own.languages) == (None, [anna.language])
    operations.save_privacy(member=anna, switches=dict.fromkeys(SWITCHES, False), alias="", now=NOW)
    assert not Preferences.objects.get(member=anna).learns


def test_somebody_without_an_account_has_an_export_too(cast):
    cast.anna.user = None
    cast.anna.save()

    collected = operations.collect_personal_data(member=cast.anna)

    assert "people.User" not in collected


def test_looks_of_administrators_are_in_the_export_of_whom_they_looked_at(cast):
    operations.record_audit(
        actor_member_id=cast.ad.pk,
        action="member.standing_seen",
        subject=f"member:{cast.anna.pk}",
        now=NOW,
    )

    collected = operations.collect_personal_data(member=cast.anna)

    assert collected["people.AuditEntry, about you"] == [
        {"action": "member.standing_seen", "at": NOW}
    ]


def test_a_staff_file_without_the_person_stays(cast):
    run = ImportRun.objects.create(
        organisation=cast.organisation, uploaded_at=NOW, file_name="x.csv", content=b"bram;x"
    )

    operations.erase_person(member=cast.anna, by=cast.anna, now=NOW)

    run.refresh_from_db()
    assert bytes(run.content) == b"bram;x"


@pytest.mark.parametrize("gone", ["link", "person"])
def test_no_mail_goes_to_who_is_gone_when_the_job_runs(cast, gone, monkeypatch):
    link = operations.request_sign_in(user=cast.anna.user, code="1", now=timezone.now())
    told = []
    monkeypatch.setattr(signin, "publish_on_commit", told.append)
    if gone == "link":
        SignInLink.objects.all().delete()
    else:
        Member.objects.filter(pk=cast.anna.pk).update(left_on=NOW.date())

    tasks.send_sign_in(link_id=link.pk)

    assert told == []


def test_the_job_hands_the_mail_on(cast, monkeypatch):
    link = operations.request_sign_in(user=cast.anna.user, code="1", now=timezone.now())
    told = []
    monkeypatch.setattr(signin, "publish_on_commit", told.append)

    tasks.send_sign_in(link_id=link.pk)

    assert [event.link_id for event in told] == [link.pk]


def test_dead_doors_are_cleared_away_by_the_hour(cast):
    long_ago = timezone.now() - timedelta(days=3)
    operations.request_sign_in(user=None, code="1", now=long_ago)
    operations.request_device_code(member=cast.anna, browser="b", code="1", now=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)

    tasks.forget_old_doors(timestamp=0)

    assert not SignInLink.objects.exists()
    assert not DeviceCode.objects.exists()
    assert not Session.objects.filter(session_key="old").exists()


def test_the_job_of_invitations_asks_who_was_never_asked(cast):
    lotte = make_member(cast.organisation, given_name="Lotte", joined=False)

    tasks.invite_everyone(organisation_id=cast.organisation.pk)

    asked = Event.objects.filter(kind="member.invited")
    assert [event.person_key for event in asked] == [lotte.person_key]


def test_topics_come_from_whoever_offers_them(cast, monkeypatch):
    monkeypatch.setattr("zetje.people.registry._topics", [])
    none = list(topics_of(cast.organisation.pk))
    register_topics(lambda organisation_id: ["Techniek"])

    assert (none, topics_of(cast.organisation.pk)) == ([], ["Techniek"])


def test_who_asks_very_often_by_htmx_is_led_to_the_door(cast):
    answer = Client().get("/me/", headers={"hx-request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in/?next=/me/")


def test_an_account_whose_person_is_gone_is_signed_out(cast):
    client = signed_in(Client(), cast.anna)
    Member.objects.filter(pk=cast.anna.pk).update(left_on=NOW.date())

    answer = client.get("/me/")

    assert answer.headers["Location"] == "/sign-in/?next=/me/"
    assert "_auth_user_id" not in client.session


def test_a_code_of_somebody_who_left_meanwhile_lets_nobody_in(cast):
    client = Client()
    client.post("/sign-in/", {"email": cast.anna.email})
    code = queries.link_code(SignInLink.objects.order_by("-pk")[0])
    Member.objects.filter(pk=cast.anna.pk).update(left_on=timezone.now().date())

    answer = client.post("/sign-in/code/", {"code": code})

    assert answer.headers["Location"] == "/sign-in/"
    assert client.get("/me/").status_code == 302


def test_house_rules_that_change_before_the_code_is_typed_are_shown_again(cast):
    lotte = make_member(cast.organisation, given_name="Lotte", joined=False)
    client = Client()
    address = f"/join/i/{queries.invitation_token(member=lotte, now=timezone.now())}/"
    client.post(address, {"version": "1"})
    operations.publish_house_rules(
        organisation=cast.organisation, text_nl="N", text_en="N", by=cast.ad, now=NOW
    )
    code = queries.link_code(SignInLink.objects.order_by("-pk")[0])

    answer = client.post("/sign-in/code/", {"code": code})

    assert answer.headers["Location"] == "/join/"
    assert not Membership.objects.filter(member=lotte).exists()


def test_an_account_without_an_organisation_is_known_to_nobody(cast):
    User.objects.create_user(email="loose@x.example", organisation=None)

    assert queries.account_for("loose@x.example") is None


def test_an_empty_code_is_asked_for_again(cast):
    client = Client()
    client.post("/sign-in/", {"email": cast.anna.email})

    assert client.post("/sign-in/code/", {"code": ""}).status_code == 422


def test_a_browser_that_asked_for_no_code_confirms_none(cast):
    request = RequestFactory().post("/w/x/")

    assert not access.confirm_this_device(
        request, HttpResponse(), member=cast.anna, code="1111-1111", now=NOW
    )


@pytest.mark.parametrize(
    ("address", "given"),
    [("/me/habits/", {"weekday": "9"}), ("/me/away/", {"starts_on": "2027-01-02", "ends_on": "x"})],
)
def test_a_fault_on_the_own_page_keeps_what_was_typed(cast, address, given):
    answer = signed_in(Client(), cast.anna).post(address, given)

    assert answer.status_code == 422
    assert "fault-box" in answer.content.decode()


def test_the_only_administrator_is_told_why_they_stay(cast):
    client = signed_in(Client(), cast.ad)
    client.cookies["language"] = "en"

    answer = client.post("/me/erase/", {"word": "erase"})

    assert answer.status_code == 422
    assert "only administrator" in answer.content.decode()
