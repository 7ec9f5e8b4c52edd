"""Which channels an organisation has, and by which of them each person is reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel


class ChannelSetup(TenantModel):
    """What an organisation filled in for a channel. No row: it does not use that channel."""

    channel: models.TextField[str, str] = models.TextField()
    # JSON by the names of the channel's fields; secrets are among them.
    sealed_settings: models.BinaryField[bytes, bytes] = models.BinaryField()
    set_up_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    set_up_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel"], name="channel_set_up_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} from {self.set_up_at:%Y-%m-%d}"


class ChannelLink(TenantModel):
    """A person's own account or browser in a channel, and its place in the order they chose.

    Mail and in-app have a row only for their place in that order, without an address.
    """

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    channel: models.TextField[str, str] = models.TextField()
    sealed_address: models.BinaryField[bytes, bytes] = models.BinaryField()
    # Of what the account is found by when it speaks to us; empty where nothing does.
    digest: models.BinaryField[bytes, bytes] = models.BinaryField(default=b"")
    place: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    linked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # Empty: the person did. Else what the other side said of the account.
    end_reason: models.TextField[str, str] = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="channel_link_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "member", "channel"],
                condition=models.Q(ended_at__isnull=True),
                name="linked_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "channel", "digest"],
                condition=models.Q(ended_at__isnull=True) & ~models.Q(digest=b""),
                name="account_of_one_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} from {self.linked_at:%Y-%m-%d}"


class LinkCode(TenantModel):
    """A code by which an account in a chat proves whose it is: once, for a quarter of an hour."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    channel: models.TextField[str, str] = models.TextField()
    digest: models.BinaryField[bytes, bytes] = models.BinaryField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel", "digest"], name="code_once"),
            models.UniqueConstraint(
                fields=["organisation", "member", "channel"], name="one_code_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"code for {self.channel} until {self.expires_at:%Y-%m-%d %H:%M}"


class ChannelCircuit(TenantModel):
    """A channel whose other side is in trouble, for one organisation. No row: all is well."""

    channel: models.TextField[str, str] = models.TextField()
    troubles: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # Until then nothing is handed over; after it one message tries.
    open_until: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel"], name="one_circuit"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} in trouble since {self.since:%Y-%m-%d %H:%M}"
