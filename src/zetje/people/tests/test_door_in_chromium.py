"""The door in a real browser: a scanner with JavaScript, a person without, and axe on each page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import queries
from zetje.people.models import Preferences, SignInLink
from zetje.people.testing.cast import make_cast, make_member, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/sign-in/",
    "/sign-out/done/",
    "/join/",
    "/join/set-up/",
    "/me/",
    "/me/devices/",
    "/me/privacy/",
    "/me/erase/",
)


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


def mailed_link(live_server, member):
    Client().post("/sign-in/", {"email": member.email})
    link = SignInLink.objects.order_by("-pk")[0]
    return link, f"{live_server.url}/sign-in/link/{queries.link_token(link)}/"


def test_a_scanner_that_runs_javascript_uses_nothing_up(cast, live_server, browser):
    link, address = mailed_link(live_server, cast.anna)
    scanner = browser.new_context()
    page = scanner.new_page()
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(3000)

    link.refresh_from_db()
    assert link.used_at is None
    assert not {"session", "device"} & {cookie["name"] for cookie in scanner.cookies()}
    phone = browser.new_context().new_page()
    phone.goto(address)
    phone.click("button.primary")
    phone.goto(f"{live_server.url}/me/")
    assert phone.locator("h1").count() == 1
    assert phone.url.endswith("/me/")


def test_joining_from_the_invitation_works_on_a_phone_without_javascript(
    cast, live_server, browser
):
    lotte = make_member(cast.organisation, given_name="Lotte", joined=False)
    token = queries.invitation_token(member=lotte, now=timezone.now())
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="nl-NL"
    )
    page = context.new_page()

    page.goto(f"{live_server.url}/join/i/{token}/")
    page.get_by_role("button", name="Akkoord, ik doe mee").click()
    code = queries.link_code(SignInLink.objects.order_by("-pk")[0])
    page.get_by_label("Code uit de mail").fill(code)
    page.get_by_role("button", name="Laat me binnen").click()
    page.get_by_text("Bluesky").click()
    page.get_by_label("Waarna").select_option("stand_up")
    page.get_by_role("button", name="Laat mijn eerste week zien").click()

    with tenant(cast.organisation.pk):
        own = Preferences.objects.get(member=lotte)
        assert queries.is_joined(lotte.pk)
        assert set(own.networks) == {"linkedin", "bluesky"}
        assert (own.anchor, own.slot_hour) == ("stand_up", 10)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_door_has_a_fault_for_axe(cast, live_server, browser, scheme, width):
    lotte = make_member(cast.organisation, given_name="Lotte", joined=False)
    _, address = mailed_link(live_server, cast.anna)
    invited = queries.invitation_token(member=lotte, now=timezone.now())
    visitor = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL"
    ).new_page()
    member = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL"
    )
    session = signed_in(Client(), cast.anna).cookies["session"].value
    member.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    own = member.new_page()

    for page, addresses in (
        (visitor, [address, f"{live_server.url}/join/i/{invited}/", f"{live_server.url}/sign-in/"]),
        (own, [live_server.url + path for path in PAGES]),
    ):
        for opened in addresses:
            page.goto(opened)
            found = Axe().run(page).response["violations"]
            assert not found, (
                opened,
                [(fault["id"], fault["nodes"][0]["html"]) for fault in found],
            )
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), opened
