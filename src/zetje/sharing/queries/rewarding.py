"""Whether posts of now can earn something of worth, and what was posted where that can be.

Rewards belong to a capability above this one, which says here in which spans of time something may
be won. It must know of a span an hour before it begins: so long at most may an answer be old.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out
from zetje.sharing.queries.known_networks import plugged_in

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment on, until another or for the time being, posts may earn something.

    `only_ideas`: those without a story, since who passes a story on wins nothing by it.
    """

    since: datetime
    until: datetime | None = None
    only_ideas: bool = False

    def holds(self, at: datetime, *, is_idea: bool) -> bool:
        """Whether a post that is begun at a moment may earn something by it."""
        is_then = self.since <= at and (self.until is None or at < self.until)
        return is_then and (is_idea or not self.only_ideas)


Spans = Callable[[int], Sequence[Span]]
Clock = Callable[[], datetime]

# Posts are begun by the thousand, and rules change by the month.
REMEMBERED: Final = timedelta(minutes=1)
_asked: list[tuple[Spans, Clock]] = []
_known: dict[int, tuple[datetime, Sequence[Span]]] = {}
_POSTED: Final = """
    SELECT s.member_id, coalesce(s.story_id, 0), count(*), coalesce(sum(c.counted), 0)::bigint
    FROM sharing_share s
    LEFT JOIN sharing_linkcount c ON c.organisation_id = s.organisation_id AND c.link_id = s.link_id
    WHERE s.organisation_id = %s AND s.confirmed_at IS NOT NULL AND s.undone_at IS NULL
        AND s.started_at >= %s AND s.started_at < %s AND s.network = ANY(%s::text[]) {which}
    GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Posted:
    """What members posted on networks that count: one row for a member and a story, 0 for ideas.

    `posts` and `clicks` say how often, and how many readers that brought by now.
    """

    member: Ints
    story: Ints
    posts: Ints
    clicks: Ints


def register_rewards(spans: Spans, *, clock: Clock) -> None:
    """Say in which spans an organisation's posts can earn something; `web/plugins.py` calls it."""
    _asked[:] = [(spans, clock)]
    forget_rewards()


def forget_rewards() -> None:
    """Ask anew from now on."""
    _known.clear()


def is_rewarded(organisation_id: int, *, is_idea: bool) -> bool:
    """Whether a post that is begun now, on a network that counts, can earn something of worth."""
    if not _asked:
        return False
    spans, clock = _asked[0]
    now = clock()
    at, known = _known.get(organisation_id, (datetime.min.replace(tzinfo=now.tzinfo), ()))
    if not at <= now < at + REMEMBERED:
        known = tuple(spans(organisation_id))
        _known[organisation_id] = (now, known)
    return any(span.holds(now, is_idea=is_idea) for span in known)


def posted_between(
    *,
    organisation_id: int,
    since: datetime,
    until: datetime,
    story_ids: Collection[int] | None = None,
) -> Posted:
    """What was begun in a while, posted, and not taken back, on networks that count.

    Args:
        organisation_id: whose.
        since: begun from this moment on: then the words of a post were made, and what they say of
            a reward.
        until: and before this one.
        story_ids: of which stories; left out, of all, and ideas too.
    """
    scored = [key for key, network in plugged_in.items() if network.scored]
    given: list[object] = [organisation_id, since, until, scored]
    which = ""
    if story_ids is not None:
        which, given = "AND s.story_id = ANY(%s)", [*given, list(story_ids)]
    return Posted(
        **copy_out(
            _POSTED.format(which=which),
            given,
            columns={"member": "bigint", "story": "bigint", "posts": "bigint", "clicks": "bigint"},
        )
    )
