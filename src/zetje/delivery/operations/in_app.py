"""What waits for a person on their own page instead of being sent to them.

A message by this channel is sent when it is put there. Its words are made again at each look, so
that what was withdrawn, answered or is no longer of use is not there any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from zetje.delivery.operations import batches
from zetje.delivery.queries import messages_in_app
from zetje.delivery.registry import Card, UnknownKindError, renderer_of

_AT_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class CardInApp:
    """A message that waits on the person's own page."""

    card: Card
    kind: str
    came_at: datetime


def cards_in_app(*, organisation_id: int, member_id: int, now: datetime) -> list[CardInApp]:
    """What waits for a member on their own page, the newest first; ten at most.

    The tenant's block must be open.
    """
    rows = messages_in_app(organisation_id=organisation_id, member_id=member_id, now=now)
    numbers = dict(rows.order_by("-id").values_list("id", "changed_at")[:_AT_MOST])
    if not numbers:
        return []
    _, taken = batches.look_up(organisation_id=organisation_id, message_ids=list(numbers), now=now)
    found: dict[int, CardInApp] = {}
    for kind, group in groupby(sorted(taken, key=_kind), key=_kind):
        try:
            renderer = renderer_of(kind)
        except UnknownKindError:
            continue
        words = batches.make_words(
            renderer=renderer, taken=list(group), organisation_id=organisation_id, now=now
        )
        for number, made in words.items():
            if isinstance(made, Card):
                found[number] = CardInApp(made, kind, numbers[number])
    return [found[number] for number in numbers if number in found]


def _kind(taken: batches.Taken) -> str:
    return taken.row.kind
