"""A browser is known once its person typed a code from the mail in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from zetje.lib.events import route, routes
from zetje.lib.secrets import unseal
from zetje.lib.tenancy import tenant
from zetje.people import access, operations
from zetje.people.events import DeviceCodeRequested
from zetje.people.models import Device, DeviceCode
from zetje.people.testing.cast import make_cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def here(cast):
    with tenant(cast.organisation.pk):
        yield


class Browser:
    """Just the cookies of one, and where it is."""

    def __init__(self, address="198.51.100.7"):
        self.address = address
        self.cookies = {}

    def request(self):
        request = RequestFactory().get("/w/x/", REMOTE_ADDR=self.address)
        request.COOKIES = dict(self.cookies)
        return request

    def keep(self, response):
        for name, morsel in response.cookies.items():
            if morsel.value:
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)

    def ask(self, member, now=NOW):
        response = HttpResponse()
        asked = access.ask_device_code(self.request(), response, member=member, now=now)
        self.keep(response)
        return asked

    def confirm(self, member, code, now=NOW):
        response = HttpResponse()
        done = access.confirm_this_device(
            self.request(), response, member=member, code=code, now=now
        )
        self.keep(response)
        return done

    def knows(self, member):
        return access.known_device(self.request(), member)


def mailed_code():
    return unseal(DeviceCode.objects.order_by("-pk")[0].sealed_code)


def test_a_browser_is_unknown_until_the_code_was_typed_in_it(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    before = browser.knows(cast.anna)

    done = browser.confirm(cast.anna, mailed_code())

    assert (before, done, browser.knows(cast.anna)) == (False, True, True)
    assert access.device_member(browser.request()) == cast.anna


def test_the_code_says_nothing_in_another_browser(cast, here):
    asked, other = Browser(), Browser()
    asked.ask(cast.anna)
    code = mailed_code()
    other.ask(cast.bram)

    assert not other.confirm(cast.anna, code)
    assert not other.confirm(cast.bram, code)
    assert not Browser().confirm(cast.anna, code)


def test_a_known_browser_is_known_for_its_own_member_alone(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    browser.confirm(cast.anna, mailed_code())

    assert not browser.knows(cast.bram)


def test_a_code_works_once_and_for_fifteen_minutes(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    code, asked = mailed_code(), dict(browser.cookies)
    late = browser.confirm(cast.anna, code, now=NOW + timedelta(minutes=16))
    first = browser.confirm(cast.anna, code)
    browser.cookies = asked

    assert (late, first, browser.confirm(cast.anna, code)) == (False, True, False)


def test_the_fifth_wrong_code_spends_it(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    for _ in range(5):
        browser.confirm(cast.anna, "0000-0000")

    assert not browser.confirm(cast.anna, mailed_code())


def test_asking_again_kills_the_code_before(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    first = mailed_code()
    browser.ask(cast.anna)

    assert not browser.confirm(cast.anna, first)
    assert browser.confirm(cast.anna, mailed_code())


def test_asking_very_often_mails_nothing_more(cast, here):
    answers = [Browser().ask(cast.anna) for _ in range(6)]

    assert answers == [True] * 5 + [False]


def test_asks_from_one_network_leave_another_its_own(cast, here):
    for _ in range(9):
        Browser("203.0.113.9").ask(cast.anna)

    assert [Browser().ask(cast.anna) for _ in range(6)] == [True] * 5 + [False]


def test_the_addresses_of_one_household_are_counted_as_one(cast, here):
    answers = [Browser(f"2001:db8:1:2::{number}").ask(cast.anna) for number in range(1, 7)]

    assert answers == [True] * 5 + [False]


def test_one_mailbox_is_spared_however_many_networks_ask(cast, here):
    answers = [Browser(f"203.0.113.{number}").ask(cast.anna) for number in range(21)]

    assert answers == [True] * 20 + [False]
    assert Browser("203.0.113.99").ask(cast.bram)


def test_a_browser_waits_for_a_code_once_one_was_mailed_for_it(cast, here):
    asked = Browser()
    asked.ask(cast.anna)

    assert access.waits_for_code(asked.request())
    assert not access.waits_for_code(Browser().request())


def test_asking_tells_whoever_sends_mail(cast, here, django_capture_on_commit_callbacks):
    told = []
    before = routes()
    route({DeviceCodeRequested: [told.append]})
    with django_capture_on_commit_callbacks(execute=True):
        Browser().ask(cast.anna)
    route(before)

    assert [event.member_id for event in told] == [cast.anna.pk]


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "é.é", "." * 4000])
def test_a_made_up_cookie_is_nobody(cast, here, cookie):
    browser = Browser()
    browser.cookies = {"device": cookie}

    assert access.device_member(browser.request()) is None
    assert not browser.knows(cast.anna)


def test_the_cookie_itself_is_not_in_the_database(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    browser.confirm(cast.anna, mailed_code())

    device = Device.objects.get()
    assert browser.cookies["device"].encode() not in bytes(device.token_hash)
    assert browser.cookies["device"].partition(".")[2] not in str(vars(device))


def test_a_leaver_s_browser_is_nobody_s(cast, here):
    browser = Browser()
    browser.ask(cast.anna)
    browser.confirm(cast.anna, mailed_code())
    operations.deactivate_member(member=cast.anna, by=None, now=NOW)

    assert access.device_member(browser.request()) is None


def test_old_codes_are_forgotten(cast, here):
    Browser().ask(cast.anna)

    assert operations.forget_old_codes(now=NOW + timedelta(hours=1)) == 1
