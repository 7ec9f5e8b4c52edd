"""Picks by which words each prompt is said: by a draw of its own, and not as the last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.draws import uniforms
from zetje.prompting.operations.crowd import LANGUAGES, places
from zetje.prompting.operations.deciding.deciding import Decided
from zetje.prompting.queries.deciding import last_wordings
from zetje.prompting.queries.prompt_wordings import wordings_for
from zetje.prompting.registry import tried_wordings
from zetje.prompting.rules.arms import FAMILIES, pick

Ints = NDArray[np.int64]

# The draw of the action says nothing of this one.
WORDING_SEED: Final = 0x5A1D << 48


def pick_wordings(decided: Decided, *, organisation_id: int) -> tuple[Ints, Sequence[str]]:
    """Which wording each prompt has: (n,) places among some keys, -1 for silence, and the keys."""
    choices = {
        (arm, language): [
            wording.key
            for wording in wordings_for(
                organisation_id=organisation_id, arm=family.key, language=name
            )
        ]
        for arm, family in enumerate(FAMILIES)
        for language, name in enumerate(LANGUAGES)
    }
    keys = sorted({key for found in choices.values() for key in found})
    place_of = {key: place for place, key in enumerate(keys)}
    arm, chosen = decided.log.arm, np.full(decided.member.size, -1, dtype=np.int64)
    last = _last(decided, keys, organisation_id)
    tried = {
        one.key: one.rows
        for one in tried_wordings(
            organisation_id=organisation_id, member_ids=decided.member, week=decided.week
        )
    }
    draw = uniforms(
        seed=decided.log.seed ^ WORDING_SEED, person=decided.log.person, week=decided.week
    )
    for (one, language), names in choices.items():
        mine = np.flatnonzero((arm == one) & (decided.language == language))
        # A wording that is being tried is nobody's but theirs who were drawn for it.
        usual = [name for name in names if name not in tried]
        if mine.size and usual:
            of = np.array([place_of[name] for name in usual], dtype=np.int64)
            had = np.full(len(keys) + 1, -1, dtype=np.int64)
            had[of] = np.arange(of.size)
            chosen[mine] = of[pick(count=of.size, draw=draw[mine], last=had[last[mine]])]
        for name in set(names) & set(tried):
            chosen[mine[tried[name][mine]]] = place_of[name]
    return chosen, keys


def _last(decided: Decided, keys: Sequence[str], organisation_id: int) -> Ints:
    """The place of the wording that each had last of the arm they get now; -1 for none."""
    member, arm, place = last_wordings(
        organisation_id=organisation_id,
        member_ids=decided.member[decided.log.prompted],
        keys=keys,
    )
    row, _ = places(decided.member, member)
    same = decided.log.arm[row] == arm
    last = np.full(decided.member.size, -1, dtype=np.int64)
    last[row[same]] = place[same]
    return last
