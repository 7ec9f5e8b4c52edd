"""Vouchers: batches of codes that were brought in, and to which award each code went, for good."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.lib.tokens import random_token

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from zetje.recognition.models.rewards.awards import Award


class VoucherBatch(TenantModel):
    """Vouchers of one kind and worth; more of them may be brought in later."""

    token: models.TextField[str, str] = models.TextField(default=random_token)
    name: models.TextField[str, str] = models.TextField()
    value_cents: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    imported_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    imported_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: models.Manager[VoucherBatch] = models.Manager()
    vouchers: RelatedManager[Voucher]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token"], name="voucher_batch_token"),
            models.UniqueConstraint(fields=["organisation", "name"], name="voucher_batch_name"),
            models.CheckConstraint(name="voucher_batch_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"voucher batch {self.pk}"


class Voucher(TenantModel):
    """One code, sealed. Its digest, made with a key outside the database, tells a second such."""

    batch: models.ForeignKey[VoucherBatch, VoucherBatch] = models.ForeignKey(
        VoucherBatch, on_delete=models.CASCADE, related_name="vouchers", db_index=False
    )
    batch_id: int
    sealed_code: models.BinaryField[bytes, bytes] = models.BinaryField()
    digest: models.BinaryField[bytes, bytes] = models.BinaryField()
    # The last day on which it is worth something; none where it does not run out.
    expires_on: models.DateField[date | None, date | None] = models.DateField(null=True)

    objects: models.Manager[Voucher] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="voucher_code_once"),
        ]
        indexes = [models.Index(fields=["organisation", "batch", "id"], name="voucher_of_batch")]

    def __str__(self) -> str:
        return f"voucher {self.pk}"


class VoucherIssue(TenantModel):
    """A voucher went to an award. Never changed nor removed, so no code goes to two people.

    A code that did not work is followed by another: the highest number is the one that holds. When
    its person is erased the award goes and this row stays, so that the code stays used.
    """

    voucher: models.ForeignKey[Voucher, Voucher] = models.ForeignKey(
        Voucher, on_delete=models.RESTRICT, related_name="+", db_index=False
    )
    voucher_id: int
    award: models.ForeignKey[Award | None, Award | None] = models.ForeignKey(
        "recognition.Award", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    award_id: int | None
    number: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=1)
    issued_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: models.Manager[VoucherIssue] = models.Manager()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "voucher"], name="voucher_issued_once"),
            models.UniqueConstraint(
                fields=["organisation", "award", "number"], name="one_voucher_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"voucher {self.voucher_id} for award {self.award_id}"
