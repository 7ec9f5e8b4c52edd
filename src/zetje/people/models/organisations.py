"""The tenant itself, and the accounts that sign in. These two tables are read without a tenant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from zetje.people.models.members import Member


class Organisation(models.Model):
    """A tenant: one organisation with its people, stories and rules."""

    name: models.TextField[str, str] = models.TextField()
    slug: models.SlugField[str, str] = models.SlugField(unique=True, max_length=60)
    token: models.TextField[str, str] = models.TextField(unique=True, default=random_token)
    default_language: models.TextField[str, str] = models.TextField(default="nl")
    time_zone: models.TextField[str, str] = models.TextField(default="Europe/Amsterdam")
    country: models.TextField[str, str] = models.TextField(default="NL")
    region: models.TextField[str, str] = models.TextField(default="", blank=True)
    digest_weekday: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=1
    )
    digest_hour: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=9
    )
    accent: models.TextField[str, str] = models.TextField(default="", blank=True)
    logo: models.TextField[str, str] = models.TextField(default="", blank=True)
    mail_from: models.TextField[str, str] = models.TextField(default="", blank=True)
    allowed_hosts: ArrayField[list[str], list[str]] = ArrayField(
        models.TextField(), default=list, blank=True
    )
    utm_source: models.TextField[str, str] = models.TextField(default="", blank=True)
    utm_medium: models.TextField[str, str] = models.TextField(default="", blank=True)
    utm_campaign: models.TextField[str, str] = models.TextField(default="", blank=True)
    disclosure_nl: models.TextField[str, str] = models.TextField(default="", blank=True)
    disclosure_en: models.TextField[str, str] = models.TextField(default="", blank=True)
    postal_address: models.TextField[str, str] = models.TextField(default="", blank=True)
    is_demo: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    leaver_threshold: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(
        default=10
    )
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_language_known",
                condition=models.Q(default_language__in=["nl", "en"]),
            ),
            models.CheckConstraint(
                name="organisation_digest_moment",
                condition=models.Q(digest_weekday__lte=6, digest_hour__lte=23),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes accounts. None has a password."""

    def create_user(self, *, email: str, organisation: Organisation | None) -> User:
        """An account that signs in by mail only."""
        user = self.model(email=email.strip().lower(), organisation=organisation)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: an address that may sign in. Who the person is stands at `Member`."""

    email: models.EmailField[str, str] = models.EmailField(unique=True)
    organisation: models.ForeignKey[Organisation | None, Organisation | None] = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="users"
    )
    organisation_id: int | None
    is_active: models.BooleanField[bool, bool] = models.BooleanField(  # pyright: ignore[reportIncompatibleVariableOverride] -- django-stubs types the base as a plain bool
        default=True
    )
    # Bumped to end every session of the account at once.
    session_epoch: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    member: Member

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"account {self.pk}"

    def get_session_auth_hash(self) -> str:
        """Ties each session to the account's epoch, so that one number ends them all."""
        from django.utils.crypto import salted_hmac

        epoch = f"{self.pk}:{self.session_epoch}"
        return salted_hmac("zetje.session", epoch, algorithm="sha256").hexdigest()


class SendingStop(TenantModel):
    """Halts all sending of an organisation from one moment to another."""

    stopped_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    stopped_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    resumed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    resumed_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="sending_stop_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(resumed_at__isnull=True),
                name="one_stop_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"stopped at {self.stopped_at:%Y-%m-%d %H:%M}"
