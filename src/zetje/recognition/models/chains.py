"""The chain of weeks as judged, the rest weeks people took, and the weeks that asked nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from zetje.lib.tenancy import TenantModel

_ISO_WEEKS = models.Q(iso_week__gte=1, iso_week__lte=53)


class ChainWeek(TenantModel):
    """What one week is in a member's chain. Derived: `rebuild_chains` makes every row anew."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    state: models.TextField[str, str] = models.TextField()
    reason: models.TextField[str, str] = models.TextField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "iso_year", "iso_week"], name="chain_week_once"
            ),
            models.CheckConstraint(
                name="chain_week_state_known",
                condition=models.Q(state__in=["shared", "rest", "gap", "open"]),
            ),
            models.CheckConstraint(name="chain_week_is_iso", condition=_ISO_WEEKS),
        ]

    def __str__(self) -> str:
        return f"{self.iso_year}-W{self.iso_week:02} {self.state}"


class RestWeek(TenantModel):
    """A member made a week a rest week, and may have thought better of it. No reason is asked."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    taken_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    undone_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="rest_week_of_tenant"),
            models.UniqueConstraint(
                fields=["organisation", "member", "iso_year", "iso_week"],
                condition=models.Q(undone_at__isnull=True),
                name="rest_week_once",
            ),
            models.CheckConstraint(name="rest_week_is_iso", condition=_ISO_WEEKS),
        ]

    def __str__(self) -> str:
        return f"rest in {self.iso_year}-W{self.iso_week:02}"


class QuietWeek(TenantModel):
    """A week that asked a member for nothing: no story fitted, or no digest reached them."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    iso_year: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    iso_week: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField()
    noted_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "iso_year", "iso_week"], name="quiet_week_once"
            ),
            models.CheckConstraint(name="quiet_week_is_iso", condition=_ISO_WEEKS),
        ]

    def __str__(self) -> str:
        return f"quiet {self.iso_year}-W{self.iso_week:02}"
