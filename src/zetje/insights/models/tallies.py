"""What each person did in each week, added up from the event record. Read by the door alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models

from zetje.lib.tenancy import TenantModel


class Tally(TenantModel):
    """One person's week in numbers. Derived: made anew from the event record whenever asked.

    Attributes:
        person: the random key under which the record knows them; erasing makes it lead to nobody.
        week: as `behaviour.weeks` numbers them, by the clock of the organisation.
        choices: how many choices of that week stand, skips among them.
        starts: shares that were first taken to a network then and not taken back.
        shares: shares that were confirmed then and not taken back; `own_words` of them in those.
        clicks: visits of their links that counted.
        opens: times that they looked at a digest.
    """

    person: models.UUIDField[UUID, UUID] = models.UUIDField()
    week: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    choices: models.IntegerField[int, int] = models.IntegerField()
    skips: models.IntegerField[int, int] = models.IntegerField()
    starts: models.IntegerField[int, int] = models.IntegerField()
    shares: models.IntegerField[int, int] = models.IntegerField()
    own_words: models.IntegerField[int, int] = models.IntegerField()
    clicks: models.IntegerField[int, int] = models.IntegerField()
    opens: models.IntegerField[int, int] = models.IntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week", "person"], name="tally_once_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"week {self.week} of somebody"


class TallyMark(TenantModel):
    """Up to where the event record was added up.

    Attributes:
        seen: the newest event when the mark was last moved, an hour or more after the time before.
        settled: what `seen` was until then. Whatever has a number above it may have been written
            by somebody who had not committed yet, and is looked at again.
    """

    seen: models.BigIntegerField[int, int] = models.BigIntegerField()
    settled: models.BigIntegerField[int, int] = models.BigIntegerField()
    seen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta(TenantModel.Meta):
        # One row an organisation, since tallies are kept under a lock.
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="tally_mark_of")]

    def __str__(self) -> str:
        return f"added up to event {self.seen}"
