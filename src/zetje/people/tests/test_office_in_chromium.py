"""Every page of the administration in a real browser: axe finds nothing, in light and in dark."""

from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import ImportRun
from zetje.people.testing import make_cast, make_member, make_staff_file, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    return make_cast()


def look(cast, **fields):
    file = make_staff_file(people=150, mistakes_each=1, rng=Random(3))
    run = operations.preview_import(
        organisation=cast.organisation,
        content=file.content(),
        file_name="staff.csv",
        by=cast.ad,
        complete=True,
        now=timezone.now(),
    )
    ImportRun.objects.filter(pk=run.pk).update(**fields)
    return run


@pytest.fixture
def addresses(cast):
    for team in (cast.team, cast.other_team):
        for number in range(12):
            make_member(cast.organisation, team=team, joined=number % 2 == 0)
    with tenant(cast.organisation.pk):
        waiting = look(cast, progress=0)
        busy = look(cast, started_at=timezone.now(), progress=35)
    return (
        *("/people/", "/people/?left=on", "/people/add/", "/people/import/", "/people/roles/"),
        *(f"/people/import/{waiting.token}/", f"/people/import/{waiting.token}/?show=new"),
        *(f"/people/import/{busy.token}/", f"/people/member/{cast.bram.token}/"),
        *("/people/teams/", f"/people/teams/{cast.team.token}/", "/people/organisation/"),
        *("/people/organisation/rules/", "/teams/joined/", "/audit/"),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(width, scheme, cast, addresses, live_server, browser) -> None:
    cookies = signed_in(Client(), cast.ad).cookies
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL"
    )
    context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in cookies.items()
        ]
    )
    page = context.new_page()

    found = {}
    for address in addresses:
        page.goto(live_server.url + address)
        violations = Axe().run(page).response["violations"]
        found |= {address: [fault["id"] for fault in violations]} if violations else {}
    context.close()

    assert not found
