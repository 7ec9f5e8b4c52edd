"""Which kinds of prompt may be drawn for whom."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.fogg import Suggestion
from zetje.behaviour.phases import Phase
from zetje.prompting.rules.arms import FAMILIES, NEUTRAL, WEEKS_AWAY, eligible

KEYS = [family.key for family in FAMILIES]
EVERYTHING = {
    "chain_at_stake": True,
    "keeps_chain": True,
    "colleagues_shared": 5,
    "has_success_story": True,
    "has_expert_example": True,
    "was_recognised": True,
    "has_fresh_story": True,
    "weeks_away": WEEKS_AWAY,
    "refused": np.zeros(len(FAMILIES), dtype=bool),
}
PERSON = st.fixed_dictionaries(
    {
        "phase": st.sampled_from(list(Phase)).map(int),
        "prompt_type": st.sampled_from(list(Suggestion)).map(int),
        "chain_at_stake": st.booleans(),
        "keeps_chain": st.booleans(),
        "colleagues_shared": st.integers(0, 12),
        "has_success_story": st.booleans(),
        "has_expert_example": st.booleans(),
        "was_recognised": st.booleans(),
        "has_fresh_story": st.booleans(),
        "weeks_away": st.integers(0, 9),
        "refused": st.lists(st.booleans(), min_size=len(FAMILIES), max_size=len(FAMILIES)),
    }
)


def drawn_from(phase: Phase, **facts: object) -> set[str]:
    row = eligible(phase=[phase], **(EVERYTHING | facts))[0]
    return {key for key, may in zip(KEYS, row, strict=True) if may}


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=6))
def test_whoever_it_is_the_neutral_kind_may_be_drawn_and_no_other_without_its_reason(people):
    found = eligible(**{name: [person[name] for person in people] for name in people[0]})

    assert found.shape == (len(people), len(FAMILIES))
    assert found.dtype == np.bool_
    for person, row in zip(people, found, strict=True):
        may = dict(zip(KEYS, row.tolist(), strict=True))
        assert may.pop("neutral")
        refused = dict(zip(KEYS, person["refused"], strict=True))
        assert not any(may[key] and refused[key] for key in may)
        in_phase = {family.key for family in FAMILIES if person["phase"] in family.phases}
        assert {key for key in may if may[key]} <= in_phase
        assert not may["social_proof"] or person["colleagues_shared"] >= 5
        assert not may["streak"] or (person["chain_at_stake"] and person["keeps_chain"])
        assert not may["fresh_start"] or person["weeks_away"] >= WEEKS_AWAY
        for fact, key in (
            ("has_success_story", "success_story"),
            ("has_expert_example", "expert_example"),
            ("was_recognised", "recognition"),
            ("has_fresh_story", "fresh_story"),
        ):
            assert person[fact] or not may[key]
        # One row does not depend on its neighbours.
        alone = eligible(**{name: [value] for name, value in person.items()})
        assert alone[0].tolist() == row.tolist()


def test_each_phase_gets_what_fits_it_when_every_fact_is_there():
    everybody = {"neutral", "fresh_story"}

    assert drawn_from(Phase.INFORMATION) == everybody | {
        "social_proof", "personal_benefit", "success_story",
    }  # fmt: skip
    assert drawn_from(Phase.APPLICATION) == set(KEYS)
    assert drawn_from(Phase.CONFIRMATION) == everybody | {
        "social_proof", "streak", "expert_example", "recognition", "fresh_start",
    }  # fmt: skip
    assert drawn_from(Phase.CONSOLIDATION) == everybody | {"streak", "recognition", "fresh_start"}
    assert drawn_from(Phase.VERIFIED) == everybody | {"fresh_start"}


def test_what_somebody_misses_decides_which_type_may_be_tried():
    def types(code: Suggestion) -> set[str]:
        keys = drawn_from(Phase.APPLICATION, prompt_type=code) - {"neutral"}
        return {family.prompt_type for family in FAMILIES if family.key in keys}

    assert types(Suggestion.NOT_ENOUGH_DATA) == {"spark", "facilitator", "signal"}
    assert types(Suggestion.SPARK) == {"spark"}
    assert types(Suggestion.FACILITATOR) == {"facilitator"}
    assert types(Suggestion.SIGNAL) == types(Suggestion.LEAVE_ALONE) == {"signal"}


def test_the_numbering_of_the_log_stays_and_each_kind_says_why_it_is_there():
    assert tuple(KEYS) == (
        "neutral", "social_proof", "streak", "personal_benefit", "success_story",
        "expert_example", "recognition", "fresh_story", "fresh_start",
    )  # fmt: skip
    assert FAMILIES[NEUTRAL].key == "neutral"
    for family in FAMILIES:
        assert family.phases
        assert family.reason.endswith(".")
        assert family.label
