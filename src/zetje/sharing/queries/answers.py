"""What members answered with lately, choices and shares alike, as arrays for whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_STORY = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """One entry an answer: whose, to which story (0 for none), and when, in seconds since 1970.

    `is_share` says that they set out to post it, `is_confirmed` that they said it was posted;
    what is neither is a choice: copy, adapt, skip or remind.
    """

    member: Ints
    story: Ints
    at: Ints
    is_share: Flags
    is_confirmed: Flags


def answers_since(
    *, organisation_id: int, member_ids: Sequence[int] | Ints, since: datetime
) -> Answers:
    """The choices and shares of some members from a moment on, without those taken back."""
    ids = numbers(member_ids)
    rows = copy_out(
        f"""SELECT member_id, coalesce(story_id, {NO_STORY}),
                floor(extract(epoch FROM chosen_at))::bigint, false, false
            FROM sharing_choice
            WHERE organisation_id = %s AND member_id = ANY(%s::bigint[]) AND chosen_at >= %s
              AND undone_at IS NULL
            UNION ALL
            SELECT member_id, coalesce(story_id, {NO_STORY}),
                floor(extract(epoch FROM started_at))::bigint, true, confirmed_at IS NOT NULL
            FROM sharing_share
            WHERE organisation_id = %s AND member_id = ANY(%s::bigint[]) AND started_at >= %s
              AND undone_at IS NULL""",  # noqa: S608 -- fixed parts of ours
        [organisation_id, ids, since, organisation_id, ids, since],
        columns={
            "member": "bigint",
            "story": "bigint",
            "at": "bigint",
            "is_share": "boolean",
            "is_confirmed": "boolean",
        },
    )
    return Answers(**rows)
