"""Joining is a choice: explained first, one press, written down with the version that was read."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import (
    AuditEntry,
    Device,
    Member,
    Membership,
    Preferences,
    SignInLink,
)
from zetje.people.testing.cast import make_cast, make_house_rules, make_member, signed_in

pytestmark = pytest.mark.django_db

ANSWERS = {
    "networks": ["linkedin", "mastodon"],
    "mastodon_instance": "@lotte@Mastodon.nl",
    "weekday": "3",
    "anchor": "stand_up",
    "languages": ["nl"],
}


def english(client):
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def lotte(cast):
    return make_member(cast.organisation, given_name="Lotte", joined=False)


@pytest.fixture
def browser(lotte):
    return english(signed_in(Client(), lotte))


@pytest.fixture
def here(cast):
    with tenant(cast.organisation.pk):
        yield


def invitation_of(member):
    return f"/join/i/{queries.invitation_token(member=member, now=timezone.now())}/"


def type_the_code(client):
    link = SignInLink.objects.order_by("-pk")[0]
    return client.post("/sign-in/code/", {"code": queries.link_code(link)})


def test_whoever_has_not_joined_is_asked_and_not_taken_in(lotte, browser, here):
    page = browser.get("/join/").content.decode()

    assert "House rules" in page
    assert page.count('role="rowheader"') == 6
    assert not queries.is_joined(lotte.pk)


def test_one_press_joins_with_the_version_that_was_read(lotte, browser, here):
    answer = browser.post("/join/", {"version": "1"})

    membership = Membership.objects.get(member=lotte)
    assert answer.headers["Location"] == "/join/set-up/"
    assert (membership.house_rules_version, membership.left_at) == (1, None)
    assert Event.objects.filter(kind="member.joined", person_key=lotte.person_key).count() == 1


def test_pressing_twice_joins_once(lotte, browser, here):
    browser.post("/join/", {"version": "1"})
    browser.post("/join/", {"version": "1"})

    assert Membership.objects.filter(member=lotte).count() == 1
    assert Event.objects.filter(kind="member.joined", person_key=lotte.person_key).count() == 1


@pytest.mark.parametrize("version", ["", "0", "7", "x", "²"])
def test_nobody_joins_on_rules_they_did_not_read(lotte, browser, here, version):
    answer = browser.post("/join/", {"version": version})

    assert answer.status_code == 409
    assert not queries.is_joined(lotte.pk)


def test_rules_that_change_while_somebody_reads_are_shown_again(cast, lotte, browser, here):
    browser.get("/join/")
    make_house_rules(cast.organisation, version=2)

    answer = browser.post("/join/", {"version": "1"})

    assert 'name="version" value="2"' in answer.content.decode()


def test_new_house_rules_are_asked_of_who_joined_before(cast, here):
    client = english(signed_in(Client(), cast.anna))
    operations.publish_house_rules(
        organisation=cast.organisation,
        text_nl="Nieuw.",
        text_en="New.",
        by=cast.ad,
        now=timezone.now(),
    )

    before = client.get("/join/set-up/")
    page = client.get("/join/").content.decode()
    client.post("/join/", {"version": "2"})

    assert before.headers["Location"] == "/join/"
    assert "Read and agreed" in page
    assert Membership.objects.get(member=cast.anna).house_rules_version == 2
    assert client.get("/join/set-up/").status_code == 200


def test_an_organisation_without_rules_of_its_own_has_ours(cast, here):
    cast.house_rules.delete()

    rules = queries.current_house_rules(cast.organisation)

    assert rules.version == 1
    assert len(rules.lines("nl")) == len(rules.lines("en")) == 5


def test_the_three_questions_are_kept_and_win_over_the_organisation(lotte, browser, here):
    browser.post("/join/", {"version": "1"})

    answer = browser.post("/join/set-up/", ANSWERS)

    own = Preferences.objects.get(member=lotte)
    moment = queries.digest_moment_of(Member.objects.get(pk=lotte.pk))
    assert answer.headers["Location"] == "/week/"
    assert (own.networks, own.mastodon_instance) == (["linkedin", "mastodon"], "mastodon.nl")
    assert (moment.weekday, moment.hour) == (3, 10)
    assert lotte.organisation.digest_weekday != 3


def test_without_an_own_day_the_organisation_s_holds(lotte, browser, here):
    browser.post("/join/", {"version": "1"})

    moment = queries.digest_moment_of(lotte)

    organisation = lotte.organisation
    assert (moment.weekday, moment.hour) == (organisation.digest_weekday, organisation.digest_hour)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weekday", "6"),
        ("weekday", "9"),
        ("anchor", "midnight"),
        ("networks", "myspace"),
        ("languages", ""),
        ("mastodon_instance", "javascript:alert(1)"),
        ("mastodon_instance", "https://user:pass@evil"),
    ],
)
def test_a_faulty_answer_is_refused_and_the_others_stay_filled_in(
    lotte, browser, here, field, value
):
    browser.post("/join/", {"version": "1"})

    answer = browser.post("/join/set-up/", {**ANSWERS, field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "fault-box" in page
    if field != "anchor":
        assert '<option value="stand_up" selected>' in page


def test_an_invitation_page_names_nobody_and_joins_nobody(lotte, here):
    reader = Client()

    page = reader.get(invitation_of(lotte)).content.decode()

    assert "Lotte" not in page
    assert "lotte@" not in page
    assert not queries.is_joined(lotte.pk)


def test_accepting_an_invitation_takes_a_press_and_the_code_from_the_mailbox(lotte, here):
    reader = Client()
    address = invitation_of(lotte)

    pressed = reader.post(address, {"version": "1"})
    joined_before_the_code = queries.is_joined(lotte.pk)
    entered = type_the_code(reader)

    assert pressed.headers["Location"] == "/sign-in/code/"
    assert not joined_before_the_code
    assert entered.headers["Location"] == "/join/set-up/"
    assert queries.is_joined(lotte.pk)


def test_joining_makes_this_the_first_known_browser(lotte, here):
    reader = Client()
    reader.post(invitation_of(lotte), {"version": "1"})
    type_the_code(reader)

    device = Device.objects.get(member=lotte)
    assert queries.is_known_device(cookie=reader.cookies["device"].value, member=lotte)
    assert reader.cookies["device"]["httponly"]
    assert reader.cookies["device"]["samesite"] == "Lax"
    assert device.session_key == reader.cookies["session"].value


def test_a_colleague_with_a_forwarded_invitation_changes_nothing(cast, lotte, here):
    colleague = signed_in(Client(), cast.bram)

    answer = colleague.post(invitation_of(lotte), {"version": "1"})

    assert answer.status_code == 302
    assert not queries.is_joined(lotte.pk)


def test_an_invitation_ends_after_thirty_days(lotte, here):
    address = invitation_of(lotte)

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        answer = Client().get(address)

    assert answer.status_code == 410


def test_somebody_who_left_the_organisation_cannot_accept(lotte, here):
    address = invitation_of(lotte)
    operations.deactivate_member(member=lotte, by=None, now=timezone.now())

    assert Client().post(address, {"version": "1"}).status_code == 410


def test_only_who_has_not_joined_is_invited(cast, lotte, here):
    asked = operations.invite_members(members=[lotte, cast.anna], now=timezone.now())

    assert asked == 1


def test_everyone_who_was_never_asked_is_asked_once(cast, lotte, here):
    left = make_member(cast.organisation, given_name="Vertrokken")
    operations.leave_programme(member=left, now=timezone.now())
    gone = make_member(cast.organisation, given_name="Weg", joined=False)
    operations.deactivate_member(member=gone, by=None, now=timezone.now())

    first = operations.invite_everyone(organisation=cast.organisation, now=timezone.now())
    again = operations.invite_everyone(organisation=cast.organisation, now=timezone.now())

    assert (first, again) == (1, 0)
    asked = Event.objects.filter(kind="member.invited")
    assert [event.person_key for event in asked] == [lotte.person_key]


def test_sending_invitations_tells_nobody_who_or_how_many(cast, lotte, here):
    client = english(signed_in(Client(), cast.pim))

    pages = [client.get("/people/invite/")]
    pages.append(client.post("/people/invite/", follow=True))

    for page in pages:
        assert page.status_code == 200
        assert "Lotte" not in page.content.decode()
    assert "Nobody is asked twice." in pages[1].content.decode()
    assert AuditEntry.objects.get(action="members.invited").actor_id == cast.pim.pk
