"""What tests of planning share: a Tuesday, its organisation, and a look at what was planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.prompting.models import Digest
from zetje.prompting.operations import plan_digests

# Neighbours' tables, looked at to see what a plan leaves there.
Message: Any = apps.get_model("delivery", "Message")
QuietWeek: Any = apps.get_model("recognition", "QuietWeek")
Choice: Any = apps.get_model("sharing", "Choice")
Leave: Any = apps.get_model("people", "Leave")
Member: Any = apps.get_model("people", "Member")
Membership: Any = apps.get_model("people", "Membership")
Pause: Any = apps.get_model("people", "Pause")
SendingStop: Any = apps.get_model("people", "SendingStop")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local(text: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    """A moment on the clock of a time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# Tuesday of week 38, at which the organisation's digest comes at nine.
EARLY = local("2026-09-15T07:00")
NINE = local("2026-09-15T09:00")


def plan(organisation: Any, now: datetime = EARLY) -> int:
    """Plan what falls due; how many digests are new."""
    return plan_digests(organisation_id=organisation.pk, now=now)


def rows(organisation: Any, model: Any = Digest) -> list[Any]:
    """The rows of a table of the organisation, oldest first."""
    with tenant(organisation.pk):
        return list(model.objects.order_by("pk"))


def make_stories(organisation: Any, count: int = 4, **fields: Any) -> list[Any]:
    """Stories that are neither fresh nor old."""
    given = {"published_at": EARLY - timedelta(days=9)} | fields
    return [make_story(organisation, **given) for _ in range(count)]
