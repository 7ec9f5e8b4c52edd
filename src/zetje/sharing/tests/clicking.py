"""Links and clicks for tests, as the door and its spool would make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.sharing.door.records import LABEL_NUMBERS, ClickRecord
from zetje.sharing.door.segments import StoredClick
from zetje.sharing.models import Link
from zetje.sharing.operations.links import make_link

if TYPE_CHECKING:
    from zetje.people.models import Member

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TARGET = "https://www.noordnaaf.example/nieuws/open-huis?utm_source=zetje"
ANNE, BERT, CEES = b"anne........", b"bert........", b"cees........"

_slots = count()


def link_for(member: Member, *, network: str = "linkedin", now: datetime = NOON) -> Link:
    """A link of a member to a story of their organisation."""
    with tenant(member.organisation_id):
        story = make_story(member.organisation)
        return make_link(member=member, story_id=story.pk, network=network, target=TARGET, now=now)


def click(
    link: Link,
    *,
    after: float = 0,
    label: str = "human",
    visitor: bytes = ANNE,
    now: datetime = NOON,
    **changed: Any,
) -> StoredClick:
    """A click in the spool, some seconds after noon."""
    moment = now + timedelta(seconds=after)
    stored = ClickRecord(
        organisation_id=link.organisation_id,
        link_id=link.pk,
        at_microseconds=round(moment.timestamp() * 1_000_000),
        label=LABEL_NUMBERS[label],
        reason=b"browser" if label == "human" else b"tool",
        visitor=visitor,
    )
    slot = next(_slots)
    return StoredClick(f"0123456789abcdef-{slot}", slot, stored._replace(**changed))


def figures(link: Link) -> Sequence[int]:
    """The figures of a link: human, counted, probable_bot, bot."""
    from zetje.sharing.models import LinkCount

    with tenant(link.organisation_id):
        row = LinkCount.objects.filter(link=link).first()
    return (row.human, row.counted, row.probable_bot, row.bot) if row else (0, 0, 0, 0)
