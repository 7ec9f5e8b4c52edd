"""Live stories as columns, for planning digests at size: one query for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from numpy.typing import NDArray

from zetje.content.models import StoryTeam
from zetje.content.models.stories import LANGUAGES, PHASES
from zetje.content.queries.stories import stories_live

if TYPE_CHECKING:
    from zetje.people.models import Organisation


@dataclass(frozen=True)
class StoryFeatures:
    """What choosing needs to know of each live story; row i of every column is story i."""

    ids: NDArray[np.int64]
    # Who it is for: never empty for languages; no team at all means everyone.
    languages: tuple[frozenset[str], ...]
    teams: tuple[frozenset[int], ...]
    starts_on: NDArray[np.datetime64]
    ends_on: NDArray[np.datetime64]  # NaT where it has no end
    published_at: NDArray[np.datetime64]  # UTC, to the second
    topics: tuple[str, ...]
    kinds: tuple[str, ...]
    phases: tuple[frozenset[str], ...]  # never empty
    for_topic_only: NDArray[np.bool_]
    pinned: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def for_whole_groups(self) -> NDArray[np.bool_]:
        """Which stories are for neither some phases alone nor only who asked for their topic."""
        every_phase = [phases.issuperset(PHASES) for phases in self.phases]
        return np.array(every_phase, dtype=np.bool_) & ~self.for_topic_only


def live_story_features(organisation: Organisation, *, at: datetime) -> StoryFeatures:
    """The stories that people may be offered at a moment, newest first, as columns."""
    teams = StoryTeam.objects.filter(story=OuterRef("pk")).values("team_id")
    rows = list(
        stories_live(organisation, at=at)
        .annotate(team_ids=ArraySubquery(teams))
        .values_list(
            "pk",
            "languages",
            "team_ids",
            "starts_on",
            "ends_on",
            "published_at",
            "topic",
            "kind",
            "phases",
            "is_for_topic_only",
            "pinned_at",
        )
    )
    return StoryFeatures(
        ids=np.array([row[0] for row in rows], dtype=np.int64),
        languages=tuple(frozenset(row[1] or LANGUAGES) for row in rows),
        teams=tuple(frozenset(row[2]) for row in rows),
        starts_on=np.array([row[3] for row in rows], dtype="datetime64[D]"),
        ends_on=np.array([row[4] for row in rows], dtype="datetime64[D]"),
        published_at=np.array([_plain(row[5]) for row in rows], dtype="datetime64[s]"),
        topics=tuple(row[6] for row in rows),
        kinds=tuple(row[7] for row in rows),
        phases=tuple(frozenset(row[8] or PHASES) for row in rows),
        for_topic_only=np.array([row[9] for row in rows], dtype=np.bool_),
        pinned=np.array([row[10] is not None for row in rows], dtype=np.bool_),
    )


def _plain(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at else None
