"""The outbox with the real Slack channel: mail goes on whatever Slack does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import Message
from zetje.delivery.registry import channels
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.delivery.testing.slack_server import SlackServer
from zetje.delivery.testing.slack_workspace import Mishap, Workspace
from zetje.delivery.tests.conftest import NOW, message, queue
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


@pytest.fixture
def mail() -> FakeChannel:
    return FakeChannel("mail")


@pytest.fixture
def slack(
    cast: Cast, mail: FakeChannel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """A workspace in which Anna and Marijke are linked; Bram has only mail."""
    monkeypatch.setattr("zetje.delivery.channels.slack.transport.SENDING_SECONDS", 0.4)
    own = cast.organisation.pk
    with SlackServer(Workspace()) as server, fake_channels(mail, channels()["slack"]):
        settings.SLACK_API, workspace = server.api, server.workspace
        fault = delivery.set_up_channel(
            organisation_id=own,
            channel="slack",
            settings={"bot_token": workspace.bot_token, "signing_secret": "s"},
            by_member_id=None,
            now=NOW,
        )
        assert fault == ""
        for member in (cast.anna, cast.marijke):
            user = workspace.person(member.email).id
            delivery.link_channel(
                organisation_id=own,
                member_id=member.pk,
                channel="slack",
                address=user,
                account=f"T0ZETJE:{user}",
                now=NOW,
            )
        for member in (cast.anna, cast.marijke):
            queue(member, channel="slack")
        queue(cast.bram)
        yield workspace


def send(now: datetime = NOW) -> None:
    delivery.send_due(now=now, rng=random.Random(1))


def posted(slack: Workspace) -> list[str]:
    return [each["metadata"]["event_payload"]["message_id"] for each in slack.messages]


def test_a_message_arrives_once_and_after_a_wait_where_slack_asks_for_one(
    cast: Cast, slack: Workspace, mail: FakeChannel
) -> None:
    slack.mishaps["chat.postMessage"] = [Mishap(status=429, retry_after=60)]

    send()
    # Nobody else is posted to while Slack asks to wait, and mail goes on.
    assert posted(slack) == []
    assert len(mail.transport.addresses) == 1
    send(NOW + timedelta(seconds=59))
    assert posted(slack) == []

    send(NOW + timedelta(seconds=120))
    send(NOW + timedelta(seconds=400))

    assert sorted(posted(slack)) == sorted(
        message(each).token for each in (cast.anna, cast.marijke)
    )
    assert {message(each).state for each in (cast.anna, cast.marijke, cast.bram)} == {"sent"}


def test_a_hang_leaves_it_unknown_and_it_is_never_posted_again(
    cast: Cast, slack: Workspace, mail: FakeChannel
) -> None:
    slack.mishaps["chat.postMessage"] = [Mishap(hangs=True, acts=True)]

    for hours in range(3):
        send(NOW + timedelta(hours=hours))

    assert sorted(message(each).state for each in (cast.anna, cast.marijke)) == ["sent", "unknown"]
    assert len(posted(slack)) == len(set(posted(slack))) == 2
    assert len(mail.transport.addresses) == 1


def test_who_is_gone_from_slack_is_reached_otherwise_from_then_on(
    cast: Cast, slack: Workspace
) -> None:
    slack.person(cast.anna.email).deleted = True

    send()

    with tenant(cast.organisation.pk):
        found = queries.channels_of(
            organisation_id=cast.organisation.pk, member_ids=[cast.anna.pk, cast.marijke.pk]
        )
    assert found == {cast.anna.pk: ["mail"], cast.marijke.pk: ["slack", "mail"]}


def test_after_an_hour_of_faults_what_is_stale_is_dropped_and_the_rest_is_sent(
    cast: Cast, slack: Workspace, mail: FakeChannel
) -> None:
    brief = NOW + timedelta(minutes=40)
    with tenant(cast.organisation.pk):
        Message.objects.filter(member=cast.anna).update(useful_until=brief)
    slack.mishaps["chat.postMessage"] = [Mishap(status=503)] * 1000

    for minutes in range(0, 65, 5):
        send(NOW + timedelta(minutes=minutes))
    with tenant(cast.organisation.pk):
        (circuit,) = queries.open_circuits(organisation_id=cast.organisation.pk)
    asked = 1000 - len(slack.mishaps["chat.postMessage"])
    slack.mishaps.clear()
    for minutes in range(65, 180, 5):
        send(NOW + timedelta(minutes=minutes))

    assert (circuit.channel, circuit.reason[:3]) == ("slack", "503")
    # It was asked now and then, not at every look for every message.
    assert 2 <= asked < 20
    assert (message(cast.anna).state, message(cast.marijke).state) == ("dropped", "sent")
    assert posted(slack) == [message(cast.marijke).token]
    assert len(mail.transport.addresses) == 1
    with tenant(cast.organisation.pk):
        assert queries.open_circuits(organisation_id=cast.organisation.pk) == []
