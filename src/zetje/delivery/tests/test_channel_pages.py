"""The pages on which people choose how they are reached, and administrators what there is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from zetje.delivery import operations as delivery
from zetje.delivery import queries, registry
from zetje.delivery.models import ChannelSetup, Message
from zetje.delivery.operations.circuits import open_circuit
from zetje.delivery.registry import Button, Card, Field, Section
from zetje.delivery.testing import fakes
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.delivery.tests.conftest import message, queue
from zetje.delivery.tests.test_linking import choose, link, order_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in

FIELDS = [Field("team", "Team"), Field("token", "Token", True, "Begins with xoxb.")]


class AskingChannel(FakeChannel):
    """It asks for the account by itself."""

    def start_link(self, *, work_address: str, **who: object) -> str:
        return f"A message waits for {work_address}."


@pytest.fixture
def chat() -> FakeChannel:
    return FakeChannel("chat", label="Praatplaats", fields=FIELDS)


@pytest.fixture(autouse=True)
def channels(chat: FakeChannel) -> Iterator[None]:
    with fake_channels(chat, AskingChannel("asking", label="Vraagbaak")):
        yield


@pytest.fixture
def anna(cast: Cast) -> Client:
    return signed_in(Client(), cast.anna)


@pytest.fixture
def ad(cast: Cast) -> Client:
    return signed_in(Client(), cast.ad)


def words(client: Client, path: str, **values: str) -> str:
    if path.endswith(("channels/", "chat/", "messages/", "sending/")) and not values:
        return client.get(path).content.decode()
    return client.post(path, values, follow=True).content.decode()


def test_a_person_links_orders_and_unlinks(cast: Cast, anna: Client, ad: Client) -> None:
    assert "Zetje bereikt je per mail." in words(anna, "/me/channels/")
    # Not filled in by the organisation: it is not offered, and asking for it finds nothing.
    assert "Praatplaats" not in words(anna, "/me/channels/")
    assert anna.post("/me/channels/chat/link/").status_code == 404

    words(ad, "/channels/chat/", token="xoxb-1")
    told = words(anna, "/me/channels/chat/link/")
    [code] = [word for word in told.replace("<", " ").split() if len(word) == 11 and word[5] == "-"]
    where = {"organisation_id": cast.organisation.pk, "channel": "chat", "now": timezone.now()}
    assert delivery.member_of_link_code(code=code, **where) == cast.anna.pk
    assert f"A message waits for {cast.anna.email}." in words(anna, "/me/channels/asking/link/")

    link(cast.anna, "chat", "U1")
    assert "Zetje vindt je het eerst in Praatplaats." in words(anna, "/me/channels/")
    assert "Zetje wacht hier op je." in words(anna, "/me/channels/app/link/")
    assert order_of(cast.anna) == ["app", "chat", "mail"]
    words(anna, "/me/channels/mail/first/")
    words(anna, "/me/channels/app/unlink/")
    assert order_of(cast.anna) == ["mail", "chat"]
    # When the organisation turns it off, the page says so by leaving it out; the link stays.
    words(ad, "/channels/chat/off/")
    assert "Praatplaats" not in words(anna, "/me/channels/")
    assert order_of(cast.anna) == ["mail", "chat"]


def test_an_administrator_fills_in_what_works_and_never_sees_a_secret_again(
    cast: Cast, ad: Client, chat: FakeChannel
) -> None:
    chat.fault = "Slack kent dit token niet."
    assert "Slack kent dit token niet." in words(ad, "/channels/chat/", token="xoxb-wrong")
    with tenant(cast.organisation.pk):
        assert not ChannelSetup.objects.exists()

    chat.fault = ""
    assert "Het werkt." in words(ad, "/channels/chat/", token="xoxb-secret", team="Noordnaaf")
    page = words(ad, "/channels/chat/")
    assert "xoxb-secret" not in page
    assert "Noordnaaf" in page
    words(ad, "/channels/chat/", token="", team="Zuidas")
    kept = queries.channel_settings(cast.organisation.pk, "chat")
    assert kept == {"team": "Zuidas", "token": "xoxb-secret"}
    with tenant(cast.organisation.pk):
        assert b"xoxb-secret" not in bytes(ChannelSetup.objects.get().sealed_settings)
    for path in ("/channels/asking/", "/channels/nothing/"):
        assert ad.get(path).status_code == 404


def test_a_channel_in_trouble_is_shown_and_what_failed_in_it_is_tried_again_or_given_up(
    cast: Cast, ad: Client
) -> None:
    assert "Elk kanaal dat aan staat, werkt." in words(ad, "/channels/")
    for member in (cast.anna, cast.bram):
        queue(member, channel="chat")
    with tenant(cast.organisation.pk):
        Message.objects.update(state="failed", reason="<b>msg_too_long</b>")
    open_circuit(
        organisation_id=cast.organisation.pk,
        channel="chat",
        reason="HTTP 503",
        wait_seconds=0,
        rng=random.Random(1),
        now=timezone.now(),
    )

    sending = words(ad, "/sending/")
    assert "Praatplaats neemt nu geen berichten aan." in sending
    assert "HTTP 503" in sending
    assert "&lt;b&gt;msg_too_long" in sending
    assert "Praatplaats neemt nu geen berichten aan." in words(ad, "/channels/")
    token = message(cast.anna).token
    words(ad, f"/sending/message/{token}/give-up/", go="1")
    words(ad, "/sending/channel/chat/again/", go="1")

    assert (message(cast.anna).state, message(cast.bram).state) == ("dropped", "planned")
    assert ad.post(f"/sending/message/{token}/give-up/").status_code == 404


def card_of(row: object, now: object) -> Card:
    buttons = (
        Button(label="Sla over", action="skip", value="s1"),
        Button(label="Kijk", url="/week/"),
    )
    return Card(
        language="nl",
        title="Jouw drie verhalen",
        text="<script>",
        sections=(Section(title="Een verhaal", text="Zo gaat het.", buttons=buttons),),
        footer="Minder? Dat kan.",
    )


def skipped(*, value: str, **who: object) -> Card:
    return Card(language="nl", title=f"Overgeslagen: {value}")


def waiting(cast: Cast, *, now: datetime) -> list[delivery.CardInApp]:
    with tenant(cast.organisation.pk):
        return delivery.cards_in_app(
            organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=now
        )


def test_who_chose_their_own_page_finds_there_what_is_still_of_use(
    cast: Cast, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        fakes, "render", lambda rows, now: {row.id: card_of(row, now) for row in rows}
    )
    registry._load.cache_clear()
    monkeypatch.setattr(registry, "_actions", {})
    registry.register_action("skip", f"{__name__}.skipped")
    choose(cast.anna, "app")
    now = timezone.now()
    assert "Er wacht niets op je." in words(anna, "/me/messages/")
    queue(cast.anna, channel="app", not_before=now, useful_until=now + timedelta(hours=1))
    queue(cast.bram, channel="app", not_before=now, useful_until=now + timedelta(hours=1))

    delivery.send_due(now=now, rng=random.Random(1))

    page = words(anna, "/me/messages/")
    assert message(cast.anna).state == "sent"
    assert "Er wacht één bericht op je." in page
    assert "Een verhaal" in page
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Overgeslagen: s1" in words(anna, "/me/messages/act/", action="skip", value="s1")
    assert anna.post("/me/messages/act/", {"action": "publish"}).status_code == 400
    assert len(waiting(cast, now=now + timedelta(minutes=59))) == 1
    assert waiting(cast, now=now + timedelta(hours=1)) == []
    week = anna.get("/week/").content.decode()
    assert "Jouw drie verhalen" in week
    assert 'href="/me/messages/"' in week
    # A renderer that drops it, because it was answered, takes it away at the next look.
    monkeypatch.setattr(
        fakes, "render", lambda rows, now: {row.id: registry.Drop("answered") for row in rows}
    )
    registry._load.cache_clear()
    assert waiting(cast, now=now) == []
    with tenant(cast.organisation.pk):
        Message.objects.update(kind="unheard_of")
    assert waiting(cast, now=now) == []
    registry._load.cache_clear()
