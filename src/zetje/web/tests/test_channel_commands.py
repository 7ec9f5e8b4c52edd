"""`zetje channels`: a stopped channel is seen from the command line, and what failed goes again."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection

from zetje.delivery import operations as delivery
from zetje.delivery.registry import Accepted, Later
from zetje.delivery.testing.fakes import FakeChannel, fake_channels, fake_renderers
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.web.cli.channels import channels

# The commands ask the machine's own clock.
NOW = datetime.now(UTC) - timedelta(minutes=10)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(channels, words)
    return result.exit_code, result.output or str(result.exception)


def test_a_stopped_channel_is_told_and_what_failed_is_sent_again(cast: Cast) -> None:
    chat, slug = FakeChannel("chat"), cast.organisation.slug
    who = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}
    with fake_channels(chat), fake_renderers("digest", "prompt"):
        assert run("show")[0] == 0
        delivery.link_channel(channel="chat", address="U1", now=NOW, **who)
        for kind in ("digest", "prompt"):
            delivery.queue_message(
                kind=kind,
                subject_id=1,
                dedupe_key=kind,
                channel="chat",
                not_before=NOW,
                useful_until=None,
                now=NOW,
                **who,
            )
        chat.transport.answers["U1"] = [Later("HTTP 503", everyone=True), Accepted()]
        delivery.send_due(now=NOW, rng=random.Random(1))

        code, words = run("show")
        assert code == 1
        assert "chat: 2 waiting, 0 failed, 0 unknown" in words
        assert f"in trouble since {NOW:%Y-%m-%d %H:%M}" in words
        assert "HTTP 503" in words

        delivery.send_due(now=NOW + timedelta(minutes=5), rng=random.Random(1))
        with tenant(cast.organisation.pk), connection.cursor() as cursor:
            cursor.execute("UPDATE delivery_message SET state = 'failed', cap_week = ''")
        assert run("show")[0] == 0
        assert "2 failed" in run("show")[1]
        assert run("retry", slug, "chat") == (0, f"2 message(s) of {slug} go out again by chat.\n")
        assert "0 message(s)" in run("retry", slug, "chat")[1]
        assert "no organisation" in run("retry", "nowhere", "chat")[1]
        assert "no channel" in run("retry", slug, "pigeon")[1]
        delivery.send_due(now=datetime.now(UTC), rng=random.Random(1))
        assert "0 failed" in run("show")[1]
