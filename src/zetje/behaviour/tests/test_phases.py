"""Tests of the phases: each row of the table, lapse and return, and replays."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.phases import RULES, Evidence, Fact, Phase, Places, Rule, gather, place

COUNTS = [field.name for field in fields(Evidence)]


def person(**known: float) -> Places:
    row = {name: np.array([float(known.get(name, 0))]) for name in COUNTS}
    return place(Evidence(**row))


def phase_of(places: Places) -> Phase:
    return Phase(int(places.phase[0]))


@pytest.mark.parametrize("index", range(1, len(RULES)))
def test_each_rule_of_the_table_carries_its_phase(index: int) -> None:
    rule = RULES[index]

    places = person(**rule.needs)

    assert phase_of(places) == rule.phase
    assert RULES[places.rule[0]] == rule


@pytest.mark.parametrize(
    ("index", "name"), [(i, name) for i in range(1, len(RULES)) for name in RULES[i].needs]
)
def test_a_rule_needs_all_that_it_names(index: int, name: str) -> None:
    rule = RULES[index]
    almost = dict(rule.needs) | {name: rule.needs[name] * 0.99}

    places = person(**almost)

    assert RULES[places.rule[0]] != rule


def test_who_joined_is_in_information_and_told_what_comes_next() -> None:
    places = person(stories_read=1)

    assert phase_of(places) == Phase.INFORMATION
    assert places.missing(0) == {"stories_read": 1.0, "why_answered": 1.0}


def test_the_way_on_is_the_one_that_lacks_the_least() -> None:
    wants_none = person(recent_shares=3, shares=3, expert_examples_seen=2, feedback_refused=1)
    wants_some = person(recent_shares=3, shares=3, expert_examples_seen=2, expert_feedback_seen=1)

    assert wants_none.missing(0) == {"recent_own_words_shares": 5.0}
    assert wants_some.missing(0) == {"recent_own_words_shares": 3.0}


def test_who_is_verified_misses_nothing() -> None:
    places = person(**RULES[-1].needs)

    assert places.next_rule[0] == -1
    assert places.missing(0) == {}


def test_a_fading_habit_ends_the_verification_and_nothing_else() -> None:
    places = person(**(dict(RULES[-1].needs) | {"habit_strength": 0.6}))

    assert phase_of(places) == Phase.CONSOLIDATION
    assert places.missing(0) == pytest.approx({"habit_strength": 0.1})


def gathered(facts: list[tuple[Fact, int]], *, strength: float = 0.0) -> Evidence:
    return gather(
        person=np.zeros(len(facts)),
        fact=[fact for fact, _ in facts],
        age=[age for _, age in facts],
        habit_strength=[strength],
        feedback_refused=[False],
    )


def test_a_lapse_leads_back_one_phase_at_a_time_and_never_to_the_beginning() -> None:
    facts = [
        *[(Fact.OWN_WORDS_SHARE, age) for age in (0, 1, 2)],
        (Fact.EXPERT_FEEDBACK_SEEN, 1),
        (Fact.EXPERT_EXAMPLE_SEEN, 9),
        (Fact.EXPERT_EXAMPLE_SEEN, 9),
    ]

    course = [
        phase_of(place(gathered([(fact, age + idle) for fact, age in facts])))
        for idle in (0, 23, 24, 51, 52, 520)
    ]

    assert course == [
        Phase.CONSOLIDATION,
        Phase.CONSOLIDATION,
        Phase.CONFIRMATION,
        Phase.CONFIRMATION,
        Phase.APPLICATION,
        Phase.APPLICATION,
    ]


def test_verification_asks_for_shares_in_half_of_the_weeks_left_without_a_prompt() -> None:
    own = [(Fact.OWN_WORDS_SHARE, 1)] * 3 + [(Fact.EXPERT_FEEDBACK_SEEN, 3)]
    free = [(Fact.FREE_WEEK, age) for age in range(6)]

    def phase(shared: int) -> Phase:
        facts = own + free + [(Fact.FREE_WEEK_SHARED, age) for age in range(shared)]
        return phase_of(place(gathered(facts, strength=0.8)))

    assert [phase(2), phase(3)] == [Phase.CONSOLIDATION, Phase.VERIFIED]


facts_of_people = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(list(Fact)), st.integers(0, 80)), max_size=60
)
strengths = st.lists(st.floats(0, 1), min_size=4, max_size=4)


def placed(facts: list[tuple[int, Fact, int]], strength: list[float]) -> Places:
    return place(
        gather(
            person=[whose for whose, _, _ in facts],
            fact=[fact for _, fact, _ in facts],
            age=[age for _, _, age in facts],
            habit_strength=strength,
            feedback_refused=[False, True, False, True],
        )
    )


@settings(deadline=None)
@given(facts=facts_of_people, strength=strengths, data=st.data())
def test_a_replay_in_any_order_gives_the_same_phase(
    facts: list[tuple[int, Fact, int]], strength: list[float], data: st.DataObject
) -> None:
    replayed = data.draw(st.permutations(facts))

    before, after = placed(facts, strength), placed(replayed, strength)

    assert np.array_equal(before.phase, after.phase)
    assert np.array_equal(before.rule, after.rule)
    assert np.array_equal(before.next_rule, after.next_rule)


@settings(deadline=None)
@given(
    facts=facts_of_people,
    strength=strengths,
    new=st.tuples(
        st.integers(0, 3),
        st.sampled_from([fact for fact in Fact if fact != Fact.FREE_WEEK]),
        st.integers(0, 80),
    ),
)
def test_one_more_thing_done_never_lowers_a_phase(
    facts: list[tuple[int, Fact, int]], strength: list[float], new: tuple[int, Fact, int]
) -> None:
    before, after = placed(facts, strength), placed([*facts, new], strength)

    assert np.all(after.phase >= before.phase)


@settings(deadline=None)
@given(facts=facts_of_people, strength=strengths)
def test_who_ever_shared_is_past_information(
    facts: list[tuple[int, Fact, int]], strength: list[float]
) -> None:
    places = placed(facts, strength)

    shared = places.evidence.shares > 0
    assert np.all(places.phase[shared] > Phase.INFORMATION)


@settings(deadline=None)
@given(facts=facts_of_people, strength=strengths)
def test_many_people_at_once_are_placed_as_each_alone(
    facts: list[tuple[int, Fact, int]], strength: list[float]
) -> None:
    together = placed(facts, strength)

    for row in range(4):
        alone = place(
            Evidence(
                **{name: getattr(together.evidence, name)[[row]] for name in COUNTS},
            )
        )
        assert (alone.phase[0], alone.rule[0], alone.next_rule[0]) == (
            together.phase[row],
            together.rule[row],
            together.next_rule[row],
        )


def test_a_table_of_ones_own_moves_people_by_its_numbers() -> None:
    stricter = tuple(
        replace(rule, needs={"shares": 3}) if rule.name == "shared_once" else rule for rule in RULES
    )
    evidence = person(shares=2).evidence

    assert place(evidence).phase[0] == Phase.APPLICATION
    assert place(evidence, rules=stricter).phase[0] == Phase.INFORMATION


@pytest.mark.parametrize(
    "rules",
    [
        (Rule("joined", Phase.INFORMATION, {"shares": 1}),),
        (RULES[0], Rule("charm", Phase.APPLICATION, {"charm": 1})),
    ],
)
def test_a_table_that_cannot_hold_is_refused(rules: tuple[Rule, ...]) -> None:
    with pytest.raises(ValueError, match="first rule"):
        place(person().evidence, rules=rules)


@pytest.mark.parametrize(
    ("whose", "fact", "age", "strength"),
    [(1, 0, 0, 0.5), (-1, 0, 0, 0.5), (0, 9, 0, 0.5), (0, 0, -1, 0.5), (0, 0, 0, 1.5)],
)
def test_facts_that_make_no_sense_are_refused(
    whose: int, fact: int, age: int, strength: float
) -> None:
    with pytest.raises(ValueError, match=r"must|code|cannot"):
        gather(
            person=[whose],
            fact=[fact],
            age=[age],
            habit_strength=[strength],
            feedback_refused=[False],
        )
