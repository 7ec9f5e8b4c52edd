"""`zetje keys reseal`, as somebody types it who changes the key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import InvalidToken
from django.apps import apps

from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.delivery.registry import Field
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.lib import resealing
from zetje.lib.resealing import sealed_fields
from zetje.lib.secrets import seal, unseal
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast
from zetje.recognition.testing import make_rewards
from zetje.web.cli.keys import keys
from zetje.web.run.errors import PlainError

pytestmark = pytest.mark.django_db
ModelSetup: Any = apps.get_model("voice", "ModelSetup")
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)
CODES = ("1234-5678", "8765-4321")


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    """Two organisations with something sealed in every field there is, under the old key."""
    settings.SEAL_KEYS = ["old"]
    cast = make_cast()
    for member in (cast.anna, cast.chaima):
        delivery.suppress_address(
            organisation_id=member.organisation_id, address=member.email, reason="550", now=NOW
        )
        where = {"organisation_id": member.organisation_id, "channel": "chat", "now": NOW}
        delivery.link_channel(member_id=member.pk, address=f"U{member.pk}", **where)
        with fake_channels(FakeChannel(fields=[Field("token", "Token", is_secret=True)])):
            delivery.set_up_channel(settings={"token": "t1"}, by_member_id=None, **where)
        with tenant(member.organisation_id):
            ModelSetup.objects.create(
                organisation_id=member.organisation_id,
                sealed_key=seal("k1"),
                tokens_per_month=1,
                set_up_at=NOW,
            )
            for code in CODES:
                people.request_device_code(
                    member=member, browser=f"{member.pk} {code}", code=code, now=NOW
                )
    make_rewards(proposer=cast.pim, approver=cast.ad, winner=cast.anna, now=NOW)
    people.request_sign_in(user=cast.anna.user, code="1111-2222", now=NOW)
    return cast


def reseal() -> Result:
    return CliRunner().invoke(keys, ["reseal"])


def everything(cast: Cast) -> dict[str, list[bytes]]:
    """All sealed values, by field."""
    found: dict[str, list[bytes]] = {}
    for field in sealed_fields():
        rows = field.model._default_manager.order_by("pk")
        values = found.setdefault(field.label, [])
        for organisation in (cast.organisation, cast.other_organisation):
            with tenant(organisation.pk):
                values += [bytes(value) for value in rows.values_list(field.name, flat=True)]
    return found


def opened(cast: Cast) -> dict[str, list[str]]:
    return {label: [unseal(each) for each in values] for label, values in everything(cast).items()}


def test_there_is_something_in_every_sealed_field_of_the_schema(cast: Cast) -> None:
    assert {label: len(values) > 0 for label, values in everything(cast).items()} == {
        "delivery.ChannelLink.sealed_address": True,
        "delivery.ChannelSetup.sealed_settings": True,
        "delivery.Suppression.sealed_address": True,
        "people.DeviceCode.sealed_code": True,
        "people.SignInLink.sealed_code": True,
        "recognition.RewardRound.sealed_seed": True,
        "recognition.Voucher.sealed_code": True,
        "voice.ModelSetup.sealed_key": True,
    }


def test_everything_opens_with_the_new_key_alone(cast: Cast, settings: Any) -> None:
    before = opened(cast)
    settings.SEAL_KEYS = ["new", "old"]

    result = reseal()

    assert result.exit_code == 0
    assert "people.DeviceCode.sealed_code: 2 looked at, 2 brought" in result.output
    assert "The older keys can go." in result.output
    settings.SEAL_KEYS = ["new"]
    assert opened(cast) == before


def test_doing_it_again_changes_nothing(cast: Cast, settings: Any) -> None:
    settings.SEAL_KEYS = ["new", "old"]
    reseal()
    before = everything(cast)

    again = reseal()

    assert again.exit_code == 0
    assert everything(cast) == before


def test_more_rows_than_one_transaction_takes_are_all_done(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "ROWS_AT_ONCE", 1)
    settings.SEAL_KEYS = ["new", "old"]

    result = reseal()

    assert "people.DeviceCode.sealed_code: 4 looked at, 4 brought" in result.output
    settings.SEAL_KEYS = ["new"]
    assert opened(cast)


def test_what_no_listed_key_opens_is_told_and_left(cast: Cast, settings: Any) -> None:
    settings.SEAL_KEYS = ["lost"]
    lost = seal("0000-0000")
    with tenant(cast.organisation.pk):
        codes = apps.get_model("people", "DeviceCode")._default_manager
        codes.filter(pk=codes.order_by("pk")[0].pk).update(sealed_code=lost)
    settings.SEAL_KEYS = ["new", "old"]

    result = reseal()

    assert isinstance(result.exception, PlainError)
    assert "1 secrets were sealed with a key that is not listed" in str(result.exception)
    with pytest.raises(InvalidToken):
        opened(cast)
    settings.SEAL_KEYS = ["new", "lost"]
    assert reseal().exit_code == 0


def test_an_address_stays_suppressed_under_the_new_key(cast: Cast, settings: Any) -> None:
    settings.SEAL_KEYS = ["new", "old"]
    reseal()
    settings.SEAL_KEYS = ["new"]

    with tenant(cast.organisation.pk):
        (row,) = outbox.suppressed_addresses(organisation_id=cast.organisation.pk)
    digests = outbox.address_digests(cast.organisation.pk, cast.anna.email)
    assert [digest.hex() for digest in digests] == [row.key]


def test_an_account_in_a_chat_is_known_under_the_new_key(cast: Cast, settings: Any) -> None:
    settings.SEAL_KEYS = ["new", "old"]
    reseal()
    settings.SEAL_KEYS = ["new"]
    account = {"channel": "chat", "address": f"U{cast.anna.pk}"}

    assert outbox.member_at(organisation_id=cast.organisation.pk, **account) == cast.anna.pk
    assert outbox.channel_settings(cast.organisation.pk, "chat") == {"token": "t1"}


def test_who_was_erased_is_a_reason_to_keep_the_older_keys(
    cast: Cast, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_FOLDER = tmp_path
    with tenant(cast.organisation.pk):
        people.erase_person(member=cast.bram, by=None, now=NOW)
    settings.SEAL_KEYS = ["new", "old"]

    assert "keep the older keys listed behind the first" in reseal().output
