"""What one round of decisions shares: the organisation's settings, policies, stories and clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.policies import MessagePolicy, SendPolicy
from zetje.content import queries as content
from zetje.delivery import queries as delivery
from zetje.prompting.models import Easing, PromptSettings
from zetje.prompting.operations.deciding.policies import policies_of
from zetje.prompting.queries.deciding import settings_of
from zetje.prompting.rules.deciding import FRESH_DAYS, hold_out_share
from zetje.sharing import queries as sharing

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

KIND: Final = "prompt"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The live stories by ascending number: which are new, and how many colleagues shared each.

    `has_success` and `has_example` say whether a success story or an expert's example is live.
    """

    story: Ints
    is_fresh: Flags
    sharers: Ints
    has_success: bool
    has_example: bool


@dataclass(frozen=True, slots=True)
class Round:
    """One round: who is asked for is decided until `horizon`, in seconds since 1970.

    `eased` are the teams for which facilitators come first.
    """

    organisation: Any
    settings: PromptSettings
    send: SendPolicy
    message: MessagePolicy
    shelf: Shelf
    unreachable: Ints
    eased: Ints
    hold_out_share: float
    seed: int
    now: datetime
    horizon: int

    @property
    def organisation_id(self) -> int:
        """Whose round it is."""
        return int(self.organisation.pk)


def open_round(*, organisation: Any, people: int, now: datetime, until: datetime) -> Round:
    """Gather what all decisions of an organisation share at a moment.

    Args:
        organisation: whose.
        people: how many take part.
        now: the moment.
        until: slots up to here are decided.
    """
    settings = settings_of(organisation_id=organisation.pk, now=now)
    send, message = policies_of(settings=settings, now=now)
    refused = delivery.unsubscribed_members(organisation_id=organisation.pk, kind=KIND)
    return Round(
        organisation=organisation,
        settings=settings,
        send=send,
        message=message,
        shelf=_shelf(organisation, now),
        unreachable=np.array(sorted(refused), dtype=np.int64),
        eased=_eased(organisation.pk, now),
        hold_out_share=hold_out_share(chosen=settings.hold_out_share, people=people),
        seed=organisation.pk,
        now=now,
        horizon=int(until.timestamp()),
    )


def _eased(organisation_id: int, now: datetime) -> Ints:
    rows = Easing.objects.filter(
        organisation_id=organisation_id, begins_at__lte=now, ends_at__gt=now
    )
    return np.array(sorted(rows.values_list("team_id", flat=True)), dtype=np.int64)


def _shelf(organisation: Any, now: datetime) -> Shelf:
    live = content.live_story_features(organisation, at=now)
    order = np.argsort(live.ids)
    ids: list[int] = live.ids[order].tolist()
    counts = sharing.sharer_counts(organisation_id=organisation.pk, story_ids=ids)
    fresh_from = np.datetime64((now - timedelta(days=FRESH_DAYS)).replace(tzinfo=None), "s")
    return Shelf(
        story=live.ids[order],
        is_fresh=live.published_at[order] >= fresh_from,
        sharers=np.array([counts.get(story, 0) for story in ids], dtype=np.int64),
        has_success="success_story" in live.kinds,
        has_example="expert_example" in live.kinds,
    )
