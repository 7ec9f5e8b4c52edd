"""Asking for a code that confirms the browser a mail was opened in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from zetje.content.testing import make_story
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.testing import digest_path, make_digest

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday():
    cache.clear()
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def path() -> str:
    anna = make_member(make_organisation(), language="en")
    digest = make_digest(anna, [make_story(anna.organisation)], now=TUESDAY)
    return digest_path(digest, now=TUESDAY)


def browser(address: str) -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def ask(client: Client, path: str) -> HttpResponse:
    return client.post(f"{path}code/")


def test_whoever_holds_a_forwarded_mail_cannot_use_up_its_person_s_codes(path: str) -> None:
    stranger = browser("203.0.113.9")
    answers = [ask(stranger, path).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert ask(browser("198.51.100.7"), path).status_code == 302


def test_who_gets_no_more_codes_is_told_and_can_sign_in_instead(path: str) -> None:
    client = browser("203.0.113.9")
    for _ in range(5):
        ask(client, path)

    page = ask(client, path).content.decode()

    assert "No more codes go out just now" in page
    assert 'href="/sign-in/"' in page
    assert "Mail me a code" not in page
    assert "The code from the mail" in page


def test_a_browser_that_never_got_a_code_is_not_asked_for_one(path: str) -> None:
    for _ in range(5):
        ask(browser("203.0.113.9"), path)

    page = ask(browser("203.0.113.9"), path).content.decode()

    assert "No more codes go out just now" in page
    assert "The code from the mail" not in page


def test_after_a_quarter_of_an_hour_there_are_codes_again(path: str, tuesday) -> None:
    client = browser("203.0.113.9")
    for _ in range(6):
        ask(client, path)
    tuesday.shift(timedelta(minutes=15))

    assert ask(client, path).status_code == 302
