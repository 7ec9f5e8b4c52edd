"""Imports, the audit, and the small rows that let somebody in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token
from zetje.people.models.members import Member
from zetje.people.models.organisations import User


class ImportRun(TenantModel):
    """One reading of a directory file: what it would do, and when it was done."""

    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    uploaded_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    file_name: models.TextField[str, str] = models.TextField()
    content: models.BinaryField[bytes, bytes] = models.BinaryField()
    columns: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    report: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    progress: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    failure: models.TextField[str, str] = models.TextField(default="", blank=True)
    started_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    applied_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="import_run_of_tenant")
        ]

    def __str__(self) -> str:
        return self.file_name


class AuditEntry(TenantModel):
    """What an administrator did. Never changed, never removed."""

    actor: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    actor_id: int | None
    action: models.TextField[str, str] = models.TextField()
    subject: models.TextField[str, str] = models.TextField(default="", blank=True)
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "-id"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class Tombstone(TenantModel):
    """Says that somebody was erased, without saying who: a keyed digest of the address."""

    digest: models.BinaryField[bytes, bytes] = models.BinaryField()
    erased_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="tombstone_once")
        ]

    def __str__(self) -> str:
        return f"erased at {self.erased_at:%Y-%m-%d}"


class SignInLink(models.Model):
    """A mail that lets somebody in: its one-time link, and the code that stands beside it.

    Read before there is a tenant. Holds no address; without a user it was asked for an address that
    nobody has, and is kept only so that asking takes the same time for everyone.
    """

    user: models.ForeignKey[User | None, User | None] = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="+"
    )
    user_id: int | None
    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    sealed_code: models.BinaryField[bytes, bytes] = models.BinaryField()
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"


class Device(TenantModel):
    """A browser that a member confirmed with a code or a link from the mail."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="devices"
    )
    member_id: int
    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    token_hash: models.BinaryField[bytes, bytes] = models.BinaryField(unique=True)
    # The session it is signed in with, if it is; ending the device ends that session.
    session_key: models.TextField[str, str] = models.TextField(default="", blank=True)
    name: models.TextField[str, str] = models.TextField(default="", blank=True)
    confirmed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    seen_on: models.DateField[Any, Any] = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="device_of_tenant")
        ]

    def __str__(self) -> str:
        return f"device of member {self.member_id}"


class DeviceCode(TenantModel):
    """A code that was mailed to confirm one browser, which alone can use it."""

    member: models.ForeignKey[Member, Member] = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+"
    )
    member_id: int
    browser_hash: models.BinaryField[bytes, bytes] = models.BinaryField(unique=True)
    sealed_code: models.BinaryField[bytes, bytes] = models.BinaryField()
    asked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    wrong_tries: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=0
    )
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="device_code_of_tenant")
        ]

    def __str__(self) -> str:
        return f"device code {self.pk}"
