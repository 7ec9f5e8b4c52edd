"""Web push against a push service that decrypts and checks as the standards say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from zetje.delivery import queries
from zetje.delivery.channels.webpush import WebPush
from zetje.delivery.channels.webpush.identity import public_key
from zetje.delivery.channels.webpush.subscriptions import SERVICES, read_subscription
from zetje.delivery.channels.webpush.transport import PushTransport, life_seconds
from zetje.delivery.rules.cards import Button, Card, Section
from zetje.delivery.rules.http_answers import outcome_of, wait_seconds
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.testing.push_server import PushService, Reply, running_push_service
from zetje.delivery.tests.conftest import NOW
from zetje.people.testing import Cast, signed_in

CARD = Card(
    language="nl",
    title="Goedemorgen,\nSanne",
    text="Drie verhalen, twee minuten. " + "é" * 4000,
    sections=(
        Section(
            title="De naaf die de fiets overleeft",
            text="Zestigduizend kilometer",
            note="Omdat jij de testbank draaide",
            buttons=(Button(label="Sla over", action="skip", value="geheim"),),
        ),
    ),
    footer="Negen weken op rij",
    url="https://zetje.example/week/?from=push",
)


@pytest.fixture(scope="module")
def running() -> Iterator[PushService]:
    with running_push_service(lambda: NOW) as service:
        yield service


@pytest.fixture
def service(running: PushService, settings: Settings) -> PushService:
    running.replies.clear()
    running.refusals.clear()
    running.heads.clear()
    running.browsers.clear()
    settings.FETCH_ALLOWED_HOSTS = running.allowed
    settings.SITE_ADDRESS = "https://zetje.example"
    return running


@pytest.fixture
def transport(service: PushService) -> Iterator[PushTransport]:
    transport = PushTransport(seconds=0.3)
    yield transport
    transport.close()


@pytest.fixture
def letter(service: PushService) -> CardLetter:
    return CardLetter(
        card=CARD,
        address=read_subscription(
            service.subscribe(application_key=public_key()), allowed=service.allowed
        ).text,
        message_id="token-of-the-message",
        organisation_id=1,
        written_at=NOW,
        useful_until=NOW + timedelta(hours=8),
    )


def push(transport: PushTransport, letter: CardLetter) -> Outcome:
    return transport.hand_over(transport.prepare(letter))


def test_a_browser_shows_title_and_text_and_nothing_private(
    service: PushService, transport: PushTransport, letter: CardLetter
) -> None:
    assert isinstance(push(transport, letter), Accepted)

    (shown,) = service.shown
    assert set(shown) == {"title", "body", "url", "lang", "tag"}
    assert shown["title"] == "Goedemorgen, Sanne"
    assert shown["body"].startswith("Drie verhalen, twee minuten.")
    assert len(shown["body"]) == 300
    assert shown["url"] == "/week/?from=push"
    assert shown["lang"] == "nl"
    private = ("naaf", "Zestigduizend", "testbank", "Negen weken", "geheim", "Sla over")
    assert not [word for word in private if word in json.dumps(shown)]
    assert service.heads[0]["ttl"] == str(8 * 3600)
    assert not service.refusals


def test_two_attempts_of_a_message_are_one_to_the_browser_and_two_messages_are_two(
    service: PushService, transport: PushTransport, letter: CardLetter
) -> None:
    service.replies.append(Reply(503))
    assert isinstance(push(transport, letter), Later)
    for _ in range(2):
        push(transport, replace(letter, written_at=NOW + timedelta(minutes=5)))
    push(transport, replace(letter, message_id="another"))

    first, again, other = (head["topic"] for head in service.heads)
    assert first == again != other
    assert [shown["tag"] for shown in service.shown] == [first, again, other]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(404), Refused("404", bad_address=True)),
        (Reply(410), Refused("410", bad_address=True)),
        (Reply(403), Refused("403")),
        (Reply(307, {"Location": "http://127.0.0.1:1/"}), Refused("307")),
        (Reply(429, {"Retry-After": "60"}), Later("429", everyone=True, wait_seconds=60)),
        (Reply(500), Later("500", everyone=True)),
        (Reply(504, takes=True), Undecided("504")),
        (Reply(201, hangs_seconds=0.5, takes=True), Undecided("push service: ReadTimeout")),
    ],
)
def test_what_a_push_service_answers_is_read_with_care(
    reply: Reply,
    expected: Outcome,
    service: PushService,
    transport: PushTransport,
    letter: CardLetter,
) -> None:
    service.replies.append(reply)

    assert push(transport, letter) == expected
    assert isinstance(push(transport, letter), Accepted)


def test_a_browser_that_unsubscribed_is_gone(
    service: PushService, transport: PushTransport, letter: CardLetter
) -> None:
    service.unsubscribe(letter.address)

    assert push(transport, letter) == Refused("410", bad_address=True)


def test_a_service_that_is_not_there_got_nothing(
    transport: PushTransport, letter: CardLetter, settings: Settings
) -> None:
    settings.FETCH_ALLOWED_HOSTS = frozenset({"127.0.0.1:1"})
    elsewhere = json.loads(letter.address) | {"endpoint": "http://127.0.0.1:1/push/a"}

    outcome = push(PushTransport(), replace(letter, address=json.dumps(elsewhere)))

    assert isinstance(outcome, Later)
    assert outcome.everyone


def test_another_installation_cannot_push_to_our_browsers(
    service: PushService, transport: PushTransport, letter: CardLetter, settings: Settings
) -> None:
    ours = public_key()
    settings.PUSH_KEYS = ["another installation"]
    assert public_key() != ours

    assert isinstance(push(transport, letter), Refused)
    assert service.refusals == ["another key than the subscription was made with"]

    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    own = service.subscribe(application_key=public_key())
    assert isinstance(push(transport, replace(letter, address=own)), Accepted)


ENDPOINTS = [
    "http://fcm.googleapis.com/fcm/send/a",
    "https://fcm.googleapis.com.evil.example/a",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/a",
    "https://intranet.noordnaaf.example/a",
    "https://fcm.googleapis.com:22/a",
    "file:///etc/passwd",
    7,
]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_subscription_leads_to_a_push_service_we_know(
    endpoint: object, letter: CardLetter, transport: PushTransport
) -> None:
    elsewhere = json.loads(letter.address) | {"endpoint": endpoint}

    with pytest.raises(ValueError, match="push service"):
        transport.prepare(replace(letter, address=json.dumps(elsewhere)))


def test_every_browsers_service_is_known_and_garbage_is_none(letter: CardLetter) -> None:
    good = json.loads(letter.address)
    for host in [*SERVICES, "updates.push.services.mozilla.com", "wns2-am3p.notify.windows.com"]:
        text = json.dumps(good | {"endpoint": f"https://{host}/a"})
        assert read_subscription(read_subscription(text).text) == read_subscription(text)
    known = {"endpoint": "https://fcm.googleapis.com/a"}
    bad: list[Any] = [
        [],
        "text",
        None,
        known,
        good | known | {"p256dh": "AAAA"},
        good | known | {"auth": "AAAA"},
        good | known | {"auth": "€"},
        good | known | {"p256dh": "A"},
        good | known | {"padding": "x" * 4000},
    ]
    for each in bad:
        with pytest.raises(ValueError, match=r"."):
            read_subscription(json.dumps(each))
    with pytest.raises(ValueError, match=r"."):
        read_subscription("[" * 2000)


@pytest.mark.parametrize(
    ("url", "opens"),
    [
        ("https://zetje.example/me/", "/me/"),
        ("/week/", "/week/"),
        ("https://evil.example/week/", "/"),
        ("//evil.example/", "/"),
        ("https://zetje.example//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_notification_opens_a_page_of_ours(
    url: str, opens: str, service: PushService, transport: PushTransport, letter: CardLetter
) -> None:
    push(transport, replace(letter, card=replace(CARD, url=url)))

    assert service.shown[0]["url"] == opens


def test_a_card_without_a_title_is_no_notification(
    transport: PushTransport, letter: CardLetter
) -> None:
    with pytest.raises(ValueError, match="title"):
        transport.prepare(replace(letter, card=replace(CARD, title=" ")))


def test_a_service_keeps_a_message_as_long_as_it_is_of_use() -> None:
    def life(until: datetime | None) -> int:
        return life_seconds(written_at=NOW, until=until)

    assert life(None) == 24 * 3600
    assert life(NOW + timedelta(minutes=1)) == 60
    assert life(NOW - timedelta(minutes=1)) == 0
    assert life(NOW + timedelta(days=400)) == 28 * 24 * 3600


def test_a_wait_is_read_in_seconds_and_as_a_moment() -> None:
    date = "Mon, 23 Nov 2026 09:00:00 GMT"
    until = "Mon, 23 Nov 2026 09:02:00 GMT"

    assert wait_seconds({"retry-after": "90"}) == 90
    assert wait_seconds({"retry-after": until, "date": date}) == 120
    assert wait_seconds({"retry-after": date, "date": until}) == 0
    assert wait_seconds({"retry-after": "9" * 9}) == 24 * 3600
    for headers in ({}, {"retry-after": "soon"}, {"retry-after": until}, {"retry-after": "²"}):
        assert wait_seconds(headers) == 0
    assert outcome_of(status=408, headers={}, reason="") == Later("408")


def test_the_channel_needs_no_settings() -> None:
    channel = WebPush()

    assert (channel.name, channel.fields, channel.check({})) == ("webpush", (), "")
    assert isinstance(channel.open_transport(), PushTransport)


@pytest.mark.django_db
def test_a_person_links_this_browser_in_one_step_and_another_takes_its_place(
    service: PushService, cast: Cast
) -> None:
    here, me, client = cast.organisation.pk, cast.anna.pk, signed_in(Client(), cast.anna)
    address = "/channels/webpush/subscription/"

    def links() -> list[str]:
        return [
            link.address for link in queries.links_of(organisation_id=here, member_ids=[me])[me]
        ]

    page = client.get("/me/channels/").content.decode()
    assert f'data-key="{public_key()}"' in page
    assert f'action="{address}" hidden>' in page
    assert "js/push-subscription.js" in page
    client.post(address, {"subscription": '{"endpoint": "https://intranet.example/"}'})
    assert links() == []

    for _ in range(2):
        given = service.subscribe(application_key=public_key())
        client.post(address, {"subscription": given})
        assert links() == [read_subscription(given, allowed=service.allowed).text]
    assert queries.channels_of(organisation_id=here, member_ids=[me])[me] == ["webpush", "mail"]
    assert "data-key" not in client.get("/me/channels/").content.decode()
