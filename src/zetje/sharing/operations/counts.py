"""Writes what happened into the event record and adds it to the story's counts, in one breath."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.db import connection, transaction

from zetje.lib.record.operations import record
from zetje.lib.record.queries import events_of
from zetje.sharing.models import StoryCount
from zetje.sharing.rules.counts import KINDS, changes

if TYPE_CHECKING:
    from zetje.people.models import Member

_ADD = """
    INSERT INTO sharing_storycount (organisation_id, story_id, what, count)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (organisation_id, story_id, what)
    DO UPDATE SET count = sharing_storycount.count + excluded.count
"""


def note(
    kind: str,
    /,
    *,
    member: Member,
    story_id: int,
    now: datetime,
    source: Literal["person", "seen"] = "person",
    **details: Any,
) -> None:
    """Record an act of a member on a story and count it. Call it last: it locks the counts."""
    details = {"story": story_id, **details}
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        at=now,
        source=source,
        person_key=member.person_key,
        subject=f"story:{story_id}",
        details=details,
    )
    # In one order always, so that two acts on one story cannot wait for each other.
    rows = [
        (member.organisation_id, story_id, what, change)
        for what, change in sorted(changes(kind, details).items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


@transaction.atomic
def rebuild_story_counts(*, organisation_id: int) -> int:
    """Make the counts of an organisation's stories again from its event record.

    The tenant's block must be open. Tells how many counts came out otherwise than they stood.
    """
    with connection.cursor() as cursor:
        # Whoever is counting now is waited for, so that its event is seen; nobody new begins.
        cursor.execute("LOCK TABLE sharing_storycount IN SHARE ROW EXCLUSIVE MODE")
    before = _standing(organisation_id)
    rebuilt: Counter[tuple[int, str]] = Counter()
    for event in events_of(organisation_id=organisation_id, kinds=KINDS):
        for what, change in changes(event.kind, event.details).items():
            rebuilt[event.details["story"], what] += change
    StoryCount.objects.filter(organisation_id=organisation_id).delete()
    StoryCount.objects.bulk_create(
        StoryCount(organisation_id=organisation_id, story_id=story_id, what=what, count=count)
        for (story_id, what), count in rebuilt.items()
        if count
    )
    return sum(1 for key in {*before, *rebuilt} if before[key] != rebuilt[key])


def _standing(organisation_id: int) -> Counter[tuple[int, str]]:
    rows = StoryCount.objects.filter(organisation_id=organisation_id)
    return Counter({(row.story_id, row.what): row.count for row in rows})
