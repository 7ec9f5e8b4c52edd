"""The ledger of points: the rules, the posts that earn, the lines, and lines that wait.

Rows are only ever added. Whoever is erased is taken out of them; what then stays is a line without
a name, so that what was counted for all together comes out equal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from zetje.lib.tenancy import TenantModel
from zetje.recognition.rules.points import CAUSES, REASONS


class PointRules(TenantModel):
    """What earns what from a week on; of those that hold in a week the highest version does."""

    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # The running number of the first ISO week in which it holds, one that had begun for nobody.
    from_week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # By name as in `rules.points.Rules`; what is left out is as we ship it.
    values: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    set_by: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="point_rules_version")
        ]

    def __str__(self) -> str:
        return f"point rules {self.version}"


class PointPost(TenantModel):
    """A post as it stood when it began to earn: whose week it is in, and what was usual then."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    person: models.UUIDField[UUID, UUID] = models.UUIDField()
    # The event that said "I posted it", and its numbers: they outlive what they lead to.
    event: models.BigIntegerField[int, int] = models.BigIntegerField()
    share: models.BigIntegerField[int, int] = models.BigIntegerField()
    link: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    story: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True)
    network: models.TextField[str, str] = models.TextField()
    own_words: models.BooleanField[bool, bool] = models.BooleanField()
    started_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    confirmed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The clock that was the person's then; a move later changes no week that was.
    time_zone: models.TextField[str, str] = models.TextField()
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # Readers that were usual for a post of theirs there, and how many readers say so.
    usual: models.FloatField[float, float] = models.FloatField()
    certainty: models.FloatField[float, float] = models.FloatField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "event"], name="point_post_once"),
            models.CheckConstraint(
                name="point_post_usual", condition=Q(usual__gte=0, certainty__gte=0)
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person", "week"], name="point_posts_of"),
            models.Index(fields=["organisation", "link"], name="point_post_by_link"),
            models.Index(fields=["organisation", "share"], name="point_post_by_share"),
        ]

    def __str__(self) -> str:
        return f"post of share {self.share}"


class PointDeed(TenantModel):
    """What a member did for others: a tip that a colleague shared, a word that somebody read."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    person: models.UUIDField[UUID, UUID] = models.UUIDField()
    event: models.BigIntegerField[int, int] = models.BigIntegerField()
    kind: models.TextField[str, str] = models.TextField()
    subject: models.TextField[str, str] = models.TextField()
    # The post that it hangs on; 0 for a word.
    share: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    # Stands for the other person, and leads to nobody once they are erased.
    by: models.BigIntegerField[int, int] = models.BigIntegerField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "event", "kind", "subject"], name="point_deed_once"
            ),
            models.CheckConstraint(
                name="point_deed_kind_known", condition=Q(kind__in=["tip", "help"])
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person", "week"], name="point_deeds_of"),
            models.Index(fields=["organisation", "share"], name="point_deed_by_share"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}"


class PointLine(TenantModel):
    """Points that a member got, or that one line gave and another takes back, and for what."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    member_id: int | None
    person: models.UUIDField[UUID, UUID] = models.UUIDField()
    # The event of the record that it is for.
    event: models.BigIntegerField[int, int] = models.BigIntegerField()
    reason: models.TextField[str, str] = models.TextField()
    # What it is about: "share:12", "tip:3", "word:8" for help.
    subject: models.TextField[str, str] = models.TextField()
    network: models.TextField[str, str] = models.TextField(default="", blank=True)
    amount: models.SmallIntegerField[int, int] = models.SmallIntegerField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    # The running number of the person's own ISO week.
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    # How often this very line was written before, and taken back.
    turn: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    undoes: models.OneToOneField[Any, Any] = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    undoes_id: int | None
    # Why a line takes another back; empty for one that gives.
    cause: models.TextField[str, str] = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "event", "reason", "subject", "week", "turn"],
                condition=Q(undoes__isnull=True),
                name="point_line_once",
            ),
            models.CheckConstraint(
                name="point_line_reason_known", condition=Q(reason__in=list(REASONS))
            ),
            models.CheckConstraint(
                name="point_line_gives_or_takes_back",
                condition=Q(undoes__isnull=True, amount__gt=0, cause="")
                | Q(undoes__isnull=False, amount__lt=0, cause__in=list(CAUSES)),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person", "week"], name="point_lines_of_week"),
            models.Index(fields=["organisation", "member", "at"], name="point_lines_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+} for {self.reason} of {self.subject}"


class PointHold(TenantModel):
    """A line waits: its points are not counted until somebody was heard."""

    line: models.ForeignKey[PointLine, PointLine] = models.ForeignKey(
        PointLine, on_delete=models.CASCADE, related_name="holds", db_index=False
    )
    line_id: int
    # The number of the question that was put to the person.
    case: models.BigIntegerField[int, int] = models.BigIntegerField()
    held_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "line", "case"], name="held_once")
        ]
        indexes = [models.Index(fields=["organisation", "case"], name="holds_of_case")]

    def __str__(self) -> str:
        return f"line {self.line_id} waits"


class PointHoldEnd(TenantModel):
    """How the waiting of a line ended: its points count, or they are kept out for good."""

    hold: models.OneToOneField[PointHold, PointHold] = models.OneToOneField(
        PointHold, on_delete=models.CASCADE, related_name="end", db_index=False
    )
    hold_id: int
    kept_out: models.BooleanField[bool, bool] = models.BooleanField()
    ended_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "hold"], name="hold_ended_once")
        ]

    def __str__(self) -> str:
        return f"end of hold {self.hold_id}"


class PointWeek(TenantModel):
    """What a member's lines of one week come to. Derived: `rebuild_points` makes it anew."""

    member: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Member", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    member_id: int
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    points: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "member"], name="point_week_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "member", "week"], name="weeks_of_member")]

    def __str__(self) -> str:
        return f"{self.points} points of member {self.member_id} in week {self.week}"
