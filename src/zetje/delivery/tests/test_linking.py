"""By which accounts people are reached, in which order, and who else may know."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import ChannelLink, LinkCode
from zetje.delivery.tests.conftest import NOW
from zetje.lib.secrets import is_newest, unseal
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast


def link(member, channel: str, address: str, **more: str) -> None:
    delivery.link_channel(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        channel=channel,
        address=address,
        now=NOW,
        **more,
    )


def order_of(member, *, kind: str = "") -> list[str]:
    found = queries.channels_of(
        organisation_id=member.organisation_id, member_ids=[member.pk], kind=kind
    )
    return found[member.pk]


def choose(member, *channels: str) -> None:
    delivery.order_channels(
        organisation_id=member.organisation_id, member_id=member.pk, channels=channels, now=NOW
    )


def test_what_is_linked_comes_before_mail_until_the_person_says_otherwise(cast: Cast) -> None:
    assert order_of(cast.anna) == ["mail"]
    link(cast.anna, "slack", "U1")
    link(cast.anna, "webpush", '{"endpoint": "x"}')
    assert order_of(cast.anna) == ["slack", "webpush", "mail"]

    choose(cast.anna, "app", "mail", "teams", "webpush", "webpush")
    assert order_of(cast.anna) == ["app", "mail", "webpush", "slack"]

    link(cast.anna, "teams", "T1")
    assert order_of(cast.anna) == ["app", "teams", "mail", "webpush", "slack"]
    for channel in ("app", "webpush", "mail"):
        who = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}
        assert delivery.unlink_channel(channel=channel, now=NOW, **who)
        assert not delivery.unlink_channel(channel=channel, now=NOW, **who)
    assert order_of(cast.anna) == ["teams", "slack", "mail"]
    assert order_of(cast.bram) == ["mail"]


def test_who_stopped_a_kind_has_no_channel_for_it(cast: Cast) -> None:
    link(cast.anna, "slack", "U1")
    delivery.unsubscribe(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        kind="digest",
        via="page",
        now=NOW,
    )

    assert order_of(cast.anna, kind="digest") == []
    assert order_of(cast.anna, kind="prompt") == ["slack", "mail"]


def test_an_account_is_found_again_and_is_one_persons(cast: Cast) -> None:
    where = {"organisation_id": cast.organisation.pk, "channel": "teams"}
    link(cast.anna, "teams", '{"conversation": "c1"}', account="aad-1")
    assert queries.member_at(address="aad-1", **where) == cast.anna.pk
    assert queries.member_at(address='{"conversation": "c1"}', **where) is None

    link(cast.bram, "teams", '{"conversation": "c2"}', account="aad-1")

    assert queries.member_at(address="aad-1", **where) == cast.bram.pk
    assert order_of(cast.anna) == ["mail"]
    other = where | {"organisation_id": cast.other_organisation.pk}
    assert queries.member_at(address="aad-1", **other) is None
    link(cast.bram, "teams", '{"conversation": "c3"}', account="aad-9")
    assert queries.member_at(address="aad-1", **where) is None
    [bram] = queries.links_of(organisation_id=cast.organisation.pk, member_ids=[cast.bram.pk])[
        cast.bram.pk
    ]
    assert (bram.channel, bram.address) == ("teams", '{"conversation": "c3"}')


def test_a_code_proves_once_and_for_a_quarter_of_an_hour_whose_an_account_is(cast: Cast) -> None:
    where = {"organisation_id": cast.organisation.pk, "channel": "slack"}

    def give() -> str:
        return delivery.link_code(member_id=cast.anna.pk, now=NOW, **where)

    first, code = give(), give()
    later = NOW + timedelta(minutes=15)

    assert delivery.member_of_link_code(code=first, now=NOW, **where) is None
    assert delivery.member_of_link_code(code=code, now=later, **where) is None
    elsewhere = [
        where | {"channel": "teams"},
        where | {"organisation_id": cast.chaima.organisation_id},
    ]
    for other in elsewhere:
        assert delivery.member_of_link_code(code=code, now=NOW, **other) is None
    typed = f" {code.lower().replace('-', ' ')} "
    assert delivery.member_of_link_code(code=typed, now=NOW, **where) == cast.anna.pk
    assert delivery.member_of_link_code(code=code, now=NOW, **where) is None


def test_no_address_stands_readable_in_the_database_and_new_keys_reach_all(
    cast: Cast, settings: Settings
) -> None:
    link(cast.anna, "slack", "U0SECRET")
    with tenant(cast.organisation.pk), connection.cursor() as cursor:
        cursor.execute("SELECT l::text FROM delivery_channellink l")
        assert b"U0SECRET".hex() not in cursor.fetchone()[0]
    settings.SEAL_KEYS = ["a new key", *settings.SEAL_KEYS]

    assert delivery.reseal_accounts(organisation_id=cast.organisation.pk) == 1
    assert delivery.reseal_accounts(organisation_id=cast.organisation.pk) == 0
    from zetje.lib.resealing import reseal_field, sealed_fields

    for field in sealed_fields():
        if field.label.startswith("delivery.Channel"):
            list(reseal_field(field=field, organisation_id=cast.organisation.pk))
    settings.SEAL_KEYS = ["a new key"]

    with tenant(cast.organisation.pk):
        assert is_newest(ChannelLink.objects.get().sealed_address)
    where = {"organisation_id": cast.organisation.pk, "channel": "slack"}
    assert queries.member_at(address="U0SECRET", **where) == cast.anna.pk
    # A lost key is as good as no link: the next channel takes what waits, and nothing stands still.
    settings.SEAL_KEYS = ["another"]
    assert delivery.reseal_accounts(organisation_id=cast.organisation.pk) == 0
    found = queries.links_of(organisation_id=cast.organisation.pk, member_ids=[cast.anna.pk])
    assert found == {cast.anna.pk: []}


def test_what_was_unlinked_is_forgotten_after_a_month_and_old_codes_at_once(cast: Cast) -> None:
    link(cast.anna, "chat", "U1")
    link(cast.anna, "chat", "U2")
    who = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}
    delivery.link_code(channel="chat", now=NOW, **who)
    month = NOW + timedelta(days=30)
    with tenant(cast.organisation.pk):
        ended = ChannelLink.objects.get(ended_at__isnull=False)
    assert (bytes(ended.digest), unseal(ended.sealed_address)) == (b"", '["", ""]')

    def forget(now: datetime) -> int:
        return delivery.forget_ended_links(organisation_id=cast.organisation.pk, now=now)

    assert forget(month) == 0
    assert forget(month + timedelta(seconds=1)) == 1
    with tenant(cast.organisation.pk):
        assert ChannelLink.objects.get().ended_at is None
        assert LinkCode.objects.count() == 0


@pytest.mark.parametrize("model", ["ChannelLink", "LinkCode"])
def test_what_ties_an_account_to_a_person_goes_with_them(cast: Cast, model: str) -> None:
    from zetje.people.operations.held import held_tables

    [table] = [each for each in held_tables() if each.label == f"delivery.{model}"]
    assert table.goes_along
    assert table.is_own
