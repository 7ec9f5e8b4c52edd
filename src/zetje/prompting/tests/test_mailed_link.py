"""The mail's link in the wrong hands, in old age, and after what mail programs do to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest
from zetje.sharing.testing import kept

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
OVER = 404
ACTS = (
    *("copy", "adapt", "preview", "confirm", "deny"),
    *("skip", "reason", "remind", "undo", "instance"),
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def tuesday():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def story(cast: Cast):
    return make_story(cast.organisation, title="De naaf")


@pytest.fixture
def path(cast: Cast, story) -> str:
    return digest_path(make_digest(cast.anna, [story], now=TUESDAY), now=TUESDAY)


def test_a_link_that_a_mail_program_wrote_anew_still_opens(client: Client, path: str) -> None:
    address = f"{settings.SITE_ADDRESS}{path}?story=1&choice=copy"
    safe = f"https://eur01.safelinks.protection.outlook.com/?url={quote(address, safe='')}&data=05"
    unpacked = parse_qs(urlsplit(safe).query)["url"][0]

    for found in (unpacked, f"{address}&utm_source=mail&fbclid=x", f"{address}#wrapped"):
        assert len(address) <= 200
        assert "De naaf" in client.get(found.removeprefix(settings.SITE_ADDRESS)).content.decode()


def test_links_of_somebody_who_left_the_organisation_are_over(
    client: Client, cast: Cast, path: str
) -> None:
    assert client.get(path).status_code == 200

    with tenant(cast.organisation.pk):
        people.deactivate_member(member=cast.anna, by=None, now=TUESDAY)

    assert client.get(path).status_code == OVER
    assert signed_in(Client(), cast.bram).get(path).status_code == OVER


@pytest.mark.parametrize("thief", ["stranger", "bram", "chaima", "ad"])
def test_whoever_stole_the_link_reads_stories_and_no_more(
    client: Client, cast: Cast, story, path: str, thief: str
) -> None:
    if thief != "stranger":
        signed_in(client, getattr(cast, thief))
    signed_in(Client(), cast.anna).post(f"/week/{story.token}/skip/")
    before = kept(cast.organisation.pk)

    page = client.get(path).content.decode()
    for act in ACTS:
        client.post(f"{path}{story.token}/{act}/", {"network": "linkedin", "text": "Van mij."})
    client.post(f"{path}rest/")
    client.post(f"{path}device/", {"code": "12345678"})

    assert kept(cast.organisation.pk) == before
    for private in ("Anna", cast.anna.email, "Overgeslagen", "Skipped", "/l/"):
        assert private not in page
    assert client.get("/me/").status_code == (302 if thief == "stranger" else 200)


def test_the_link_is_a_session_for_nothing_else(client: Client, cast: Cast, path: str) -> None:
    client.get(path)

    for address in ("/week/", "/me/", "/hub/", "/people/", "/audit/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")


def test_a_press_needs_the_token_of_its_own_page(cast: Cast, story, path: str) -> None:
    strict = signed_in(Client(enforce_csrf_checks=True), cast.anna)
    other = Client(enforce_csrf_checks=True)
    strict.get(path)
    other.get("/sign-in/")
    foreign = other.cookies[settings.CSRF_COOKIE_NAME].value

    for given in ({}, {"csrfmiddlewaretoken": foreign}, {"csrfmiddlewaretoken": "x" * 64}):
        assert strict.post(f"{path}{story.token}/skip/", given).status_code == 403
    assert kept(cast.organisation.pk).choices == []
    own = strict.cookies[settings.CSRF_COOKIE_NAME].value
    strict.post(f"{path}{story.token}/skip/", {"csrfmiddlewaretoken": own})
    assert kept(cast.organisation.pk).choices == [("skip", story.pk)]


def test_a_story_of_somebody_elses_mail_cannot_be_acted_on(
    cast: Cast, story, path: str, tuesday
) -> None:
    other = make_story(cast.organisation)
    make_digest(cast.bram, [other], now=TUESDAY)
    anna = signed_in(Client(), cast.anna)

    for act in ACTS:
        assert anna.post(f"{path}{other.token}/{act}/", {"network": "x"}).status_code == OVER
    tuesday.shift(timedelta(days=15))
    assert anna.post(f"{path}{story.token}/skip/").status_code == OVER
    assert kept(cast.organisation.pk).choices == []
