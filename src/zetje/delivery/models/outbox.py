"""The outbox, what became of each message, and who asked for quiet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.delivery.rules import kinds, states
from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token


class Message(TenantModel):
    """One message to one person, planned once; its words are made at the moment of sending."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    # Names the message outside: on pages, and in its Message-ID.
    token: models.TextField[str, str] = models.TextField(default=random_token)
    channel: models.TextField[str, str] = models.TextField(default="mail")
    kind: models.TextField[str, str] = models.TextField()
    family: models.TextField[str, str] = models.TextField()
    urgency: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=kinds.ORDINARY
    )
    subject_id: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    dedupe_key: models.TextField[str, str] = models.TextField()
    address: models.TextField[str, str] = models.TextField(default="", blank=True)
    queued_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    not_before: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    useful_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    state: models.TextField[str, str] = models.TextField(default=states.PLANNED)
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    attempts: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=0
    )
    renders: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=0
    )
    # The head's Message-ID, known before the message leaves: by it the relay's log can be asked.
    message_id: models.TextField[str, str] = models.TextField(default="", blank=True)
    # Which sender holds the message, and until when it may keep it without handing it over.
    sender: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    leased_until: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    # The person's own ISO week that this message is spent on, from the intent on.
    cap_week: models.TextField[str, str] = models.TextField(default="", blank=True)
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The notice of the same week that tells this one's words too.
    told_with: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "dedupe_key"], name="message_once"),
            # The hard cap: no policy, experiment or bug can exceed it.
            models.UniqueConstraint(
                fields=["organisation", "member", "family", "cap_week"],
                condition=models.Q(state__in=states.SPENT) & ~models.Q(cap_week=""),
                name="one_of_a_family_a_week",
            ),
            models.CheckConstraint(
                name="message_state_known", condition=models.Q(state__in=states.STATES)
            ),
            models.CheckConstraint(
                name="message_family_known", condition=models.Q(family__in=kinds.FAMILIES)
            ),
            models.CheckConstraint(
                name="message_id_before_intent",
                condition=~models.Q(state__in=states.SPENT)
                | (~models.Q(message_id="") & models.Q(sender__isnull=False)),
            ),
            models.CheckConstraint(
                name="message_to_somebody",
                condition=~models.Q(state__in=[states.PLANNED, states.INTENT])
                | models.Q(member__isnull=False)
                | ~models.Q(address=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "urgency", "channel", "not_before", "id"],
                condition=models.Q(state=states.PLANNED),
                name="message_due_by_channel",
            ),
            models.Index(
                fields=["organisation", "state", "id"],
                condition=models.Q(state__in=[states.INTENT, states.UNKNOWN, states.FAILED]),
                name="message_open",
            ),
            models.Index(fields=["organisation", "member"], name="message_of_member"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Receipt(TenantModel):
    """What became of a message: one row a step, with who and when."""

    message: models.ForeignKey[Message, Message] = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="receipts"
    )
    message_id: int
    state: models.TextField[str, str] = models.TextField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    by_id: int | None
    sender: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="receipt_once"),
            models.CheckConstraint(
                name="receipt_state_known", condition=models.Q(state__in=states.STATES)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%d %H:%M}"


class Suppression(TenantModel):
    """An address that a server says does not exist. Found by digest, shown by unsealing."""

    digest: models.BinaryField[bytes, bytes] = models.BinaryField()
    sealed_address: models.BinaryField[bytes, bytes] = models.BinaryField()
    reason: models.TextField[str, str] = models.TextField(default="", blank=True)
    suppressed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    lifted_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    lifted_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    lifted_by_id: int | None

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="suppression_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=models.Q(lifted_at__isnull=True),
                name="suppressed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"suppressed at {self.suppressed_at:%Y-%m-%d}"


class Unsubscription(TenantModel):
    """A member wants no more of one kind of mail, until they say otherwise."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    kind: models.TextField[str, str] = models.TextField()
    unsubscribed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # How we know: one click in the mail program, or the page.
    via: models.TextField[str, str] = models.TextField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="unsubscription_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "member", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="unsubscribed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.unsubscribed_at:%Y-%m-%d}"


class Hold(TenantModel):
    """Sending waits for a person, because the database may be older than what was sent from it."""

    held_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    reason: models.TextField[str, str] = models.TextField()
    released_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    released_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="hold_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(released_at__isnull=True),
                name="one_hold_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"held at {self.held_at:%Y-%m-%d %H:%M}"


class SendingPlace(models.Model):
    """The installation's own note of where it sends from. One row, and no tenant's."""

    # Names the database these rows live in; a restored copy has another name.
    cluster: models.TextField[str, str] = models.TextField()
    beat_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The relay's latest trouble, for the page; empty when the last message went out.
    trouble: models.TextField[str, str] = models.TextField(default="", blank=True)
    trouble_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        constraints = [models.CheckConstraint(name="one_sending_place", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return f"last beat at {self.beat_at:%Y-%m-%d %H:%M}"
