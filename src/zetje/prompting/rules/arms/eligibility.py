"""Which kinds of prompt may be drawn for whom: the phase, Fogg's type and the facts, by arrays."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.fogg import Suggestion
from zetje.behaviour.phases import Phase
from zetje.prompting.rules.arms.families import FAMILIES, NEUTRAL, PromptType

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

# Fewer could be told apart, so their number is not said.
LEAST_COLLEAGUES: Final = 5
# A week or two without a share is ordinary and needs no new start.
WEEKS_AWAY: Final = 3

# Which types help who misses what; a spark tells who is motivated already nothing (Fogg 2009), and
# where ability is missing no reminder helps. Until it is known, each type may be tried.
_EVERY: Final[frozenset[PromptType]] = frozenset({"spark", "facilitator", "signal"})
_HELPS: Final[dict[Suggestion, frozenset[PromptType]]] = {
    Suggestion.NOT_ENOUGH_DATA: _EVERY,
    Suggestion.LEAVE_ALONE: frozenset({"signal"}),
    Suggestion.SIGNAL: frozenset({"signal"}),
    Suggestion.SPARK: frozenset({"spark"}),
    Suggestion.FACILITATOR: frozenset({"facilitator"}),
}
_BY_PHASE: Final[Flags] = np.array(
    [[phase in family.phases for family in FAMILIES] for phase in range(max(Phase) + 1)]
)
_BY_TYPE: Final[Flags] = np.array(
    [[family.prompt_type in _HELPS[code] for family in FAMILIES] for code in Suggestion]
)


def eligible(
    *,
    phase: ArrayLike,
    chain_at_stake: ArrayLike,
    keeps_chain: ArrayLike,
    colleagues_shared: ArrayLike,
    has_success_story: ArrayLike,
    has_expert_example: ArrayLike,
    was_recognised: ArrayLike,
    has_fresh_story: ArrayLike,
    weeks_away: ArrayLike,
    refused: ArrayLike,
    prompt_type: ArrayLike = Suggestion.NOT_ENOUGH_DATA,
) -> Flags:
    """Which kinds may be drawn for each of n people; the neutral one always may.

    Each argument but the first has one value a person, or one for all.

    Args:
        phase: (n,) values of `Phase`.
        chain_at_stake: whether a share this week makes a chain longer, and none was made yet.
        keeps_chain: whether the person keeps their chain switched on.
        colleagues_shared: how many colleagues shared what the prompt is about.
        has_success_story: whether a colleagues' success can be shown.
        has_expert_example: whether an expert's example can be shown.
        was_recognised: whether somebody wrote them a word about their sharing lately.
        has_fresh_story: whether the prompt's story is new.
        weeks_away: whole weeks since the last share; 0 for who never shared.
        refused: (n, K) flags of what each said "not this kind" to. The neutral kind stays: who
            wants none at all pauses, or is out of reach for another reason.
        prompt_type: codes of `Suggestion`, what the person misses; left out, nobody's is known.

    Returns:
        (n, K) flags, the kinds in the order of `FAMILIES`.
    """
    phases = np.asarray(phase, dtype=np.int64)
    people = len(phases)
    found = _BY_PHASE[phases] & _BY_TYPE[np.asarray(prompt_type, dtype=np.int64)]
    conditions = {
        "social_proof": np.asarray(colleagues_shared) >= LEAST_COLLEAGUES,
        "streak": _flags(chain_at_stake) & _flags(keeps_chain),
        "success_story": _flags(has_success_story),
        "expert_example": _flags(has_expert_example),
        "recognition": _flags(was_recognised),
        "fresh_story": _flags(has_fresh_story),
        "fresh_start": np.asarray(weeks_away) >= WEEKS_AWAY,
    }
    for arm, family in enumerate(FAMILIES):
        if family.key in conditions:
            found[:, arm] &= conditions[family.key]
    found &= ~np.broadcast_to(_flags(refused), (people, len(FAMILIES)))
    found[:, NEUTRAL] = True
    return found


def _flags(values: ArrayLike) -> Flags:
    return np.asarray(values, dtype=np.bool_)
