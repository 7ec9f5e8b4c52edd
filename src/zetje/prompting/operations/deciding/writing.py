"""Writes decisions and puts the prompts that were drawn in the outbox, all or nothing."""

from __future__ import annotations

from datetime import datetime
from os import urandom
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.delivery import operations as delivery
from zetje.delivery import queries as reach
from zetje.lib.arrays import copied_in, copy_out, random_tokens
from zetje.prompting.operations.deciding.deciding import Decided
from zetje.prompting.operations.deciding.rounds import KIND
from zetje.prompting.operations.deciding.wordings import pick_wordings
from zetje.prompting.operations.writing import TOKEN_ENTROPY
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.rules.moments import moment_of

Ints = NDArray[np.int64]
Column = NDArray[np.generic]

_BASELINE: Final = 2
_ADVANTAGE: Final = 2
_CHANCES: Final = [f"chance_{arm}" for arm in range(len(FAMILIES))]
_FEATURES: Final = {
    "baseline": [f"baseline_{place}" for place in range(_BASELINE)],
    "advantage": [f"advantage_{place}" for place in range(_ADVANTAGE)],
}
_DECIDED: Final = (
    {"token": "text(24)"}
    | dict.fromkeys(
        ("member", "person", "slot_at", "useful_until", "ends", "eligible", "digest", "story"),
        "bigint",
    )
    | dict.fromkeys(("reason", "action", "phase", "wording", "channel"), "smallint")
    | dict.fromkeys(("send_chance", "dose", *_CHANCES), "double")
    | dict.fromkeys((*_FEATURES["baseline"], *_FEATURES["advantage"]), "double")
)
# Whom this week was decided for keeps what was decided: two planners at once make one plan.
_DECISIONS: Final = f"""
INSERT INTO prompting_decision (organisation_id, iso_year, iso_week, decided_at, send_policy,
    message_policy, seed, token, member_id, person, slot_at, outcome_until, reason, eligible,
    send_chance, message_chances, action, arm, wording, channel, phase, dose, baseline, advantage,
    digest_id, story_id)
SELECT %s, %s, %s, %s, %s, %s, %s, token, member, person, to_timestamp(slot_at), to_timestamp(ends),
    reason, eligible, send_chance,
    CASE WHEN send_chance > 0 THEN ARRAY[{", ".join(_CHANCES)}] ELSE '{{}}' END,
    action, (%s::text[])[action + 1], (%s::text[])[wording + 2], (%s::text[])[channel + 1],
    phase, dose, ARRAY[{", ".join(_FEATURES["baseline"])}],
    ARRAY[{", ".join(_FEATURES["advantage"])}], nullif(digest, 0), nullif(story, 0)
FROM decided
ON CONFLICT (organisation_id, iso_year, iso_week, member_id) DO NOTHING
"""  # noqa: S608 -- fixed parts of ours
_PROMPTS: Final = """
SELECT d.id, p.member, p.slot_at, p.useful_until, p.channel FROM decided p
JOIN prompting_decision d ON d.organisation_id = %s AND d.token = p.token
WHERE p.action > 0 ORDER BY d.id
"""
_PROMPT: Final = dict.fromkeys(("decision", "member", "slot_at", "useful_until"), "bigint") | {
    "channel": "smallint"
}
_DRAWS: Final = """
INSERT INTO prompting_holdoutdraw (organisation_id, member_id, is_held_out, share, drawn_at)
SELECT %s, member, is_held_out, %s, %s FROM drawn
ON CONFLICT (organisation_id, member_id) DO NOTHING
"""


def write_decisions(decided: Decided, *, organisation_id: int, share: float, now: datetime) -> int:
    """Write decisions, in the transaction that is open, and queue what was drawn.

    Args:
        decided: what was decided.
        organisation_id: whose people.
        share: the chance of belonging to the hold-out, for those of whom it was drawn now.
        now: the moment.

    Returns:
        how many members had no decision of that week yet.
    """
    _write_draws(decided, organisation_id, share, now)
    wording, keys = pick_wordings(decided, organisation_id=organisation_id)
    channel, channels = _channels(decided, organisation_id)
    rows = _columns(decided) | {"wording": wording, "channel": channel}
    with copied_in("decided", _DECIDED, rows), connection.cursor() as cursor:
        cursor.execute(
            _DECISIONS,
            [
                organisation_id,
                *iso_of(decided.week),
                now,
                decided.log.send_policy,
                decided.log.message_policy,
                decided.log.seed,
                ["", *(family.key for family in FAMILIES)],
                ["", *keys],
                channels,
            ],
        )
        count = cursor.rowcount
        new = copy_out(_PROMPTS, [organisation_id], columns=_PROMPT)
    _queue(new, channels, decided.week, organisation_id, now)
    return int(count)


def _write_draws(decided: Decided, organisation_id: int, share: float, now: datetime) -> None:
    if not decided.drawn.any():
        return
    columns = {"member": "bigint", "is_held_out": "boolean"}
    rows: dict[str, Any] = {
        "member": decided.member[decided.drawn],
        "is_held_out": decided.is_held_out[decided.drawn],
    }
    with copied_in("drawn", columns, rows), connection.cursor() as cursor:
        cursor.execute(_DRAWS, [organisation_id, share, now])


def _columns(decided: Decided) -> dict[str, Column]:
    """The columns of what was decided, as the temporary table has them."""
    log, slots = decided.log, decided.slots
    bits: Ints = 1 << np.arange(len(FAMILIES), dtype=np.int64)
    entropy = urandom(TOKEN_ENTROPY * decided.member.size)
    rows: dict[str, Column] = {
        "token": random_tokens(decided.member.size, entropy=entropy),
        "member": decided.member,
        "person": log.person,
        "slot_at": slots.at,
        "useful_until": slots.useful_until,
        "ends": slots.ends,
        "eligible": log.eligible @ bits,
        "digest": slots.digest,
        "story": decided.story,
        "reason": log.reason,
        "action": log.action,
        "phase": decided.phase,
        "send_chance": log.send_chance,
        "dose": decided.dose,
    }
    rows |= {name: log.message_chance[:, arm] for arm, name in enumerate(_CHANCES)}
    for table, names in ((log.baseline, "baseline"), (log.advantage, "advantage")):
        rows |= {name: table[:, place] for place, name in enumerate(_FEATURES[names])}
    return rows


def _channels(decided: Decided, organisation_id: int) -> tuple[Ints, list[str]]:
    """By which channel each prompt goes out, the one that its person likes best."""
    prompted = np.flatnonzero(decided.log.prompted)
    members: list[int] = decided.member[prompted].tolist()
    found = reach.channels_of(organisation_id=organisation_id, member_ids=members, kind=KIND)
    # Who stopped prompts a moment ago has no way left; delivery will drop it by whichever is given.
    first = {member: (ways or ["mail"])[0] for member, ways in found.items()}
    names = ["", *sorted(set(first.values()))]
    place = {name: index for index, name in enumerate(names)}
    channel = np.zeros(decided.member.size, dtype=np.int64)
    channel[prompted] = [place[first[member]] for member in members]
    return channel, names


def _queue(
    new: dict[str, Ints], channels: list[str], week: int, organisation_id: int, now: datetime
) -> None:
    """Put the prompts of decisions in the outbox, under the key of their member and week."""
    if not new["decision"].size:
        return
    year, number = iso_of(week)
    moments = {
        seconds: moment_of(seconds)
        for seconds in np.unique(np.append(new["slot_at"], new["useful_until"])).tolist()
    }
    columns: list[list[int]] = [new[name].tolist() for name in _PROMPT]
    names = dict(enumerate(channels))
    delivery.queue_messages(
        (
            delivery.Queued(
                member_id=member,
                kind=KIND,
                subject_id=decision,
                dedupe_key=f"{KIND}:{member}:{year}-W{number:02}",
                not_before=moments[slot_at],
                useful_until=moments[useful_until],
                channel=names[channel],
            )
            for decision, member, slot_at, useful_until, channel in zip(*columns, strict=True)
        ),
        organisation_id=organisation_id,
        now=now,
    )
