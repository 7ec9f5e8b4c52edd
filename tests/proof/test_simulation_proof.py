"""Ways of prompting on a part of the full grid: what holds in every world, and what does not.

python -m pytest -m proof -s tests/proof/test_simulation_proof.py
"""

from __future__ import annotations

import pytest

from zetje.web.simulation import claim, findings
from zetje.web.simulation.contenders import CALENDAR, DIGEST, LIBRARY, OURS, PLAIN
from zetje.web.simulation.grid import worlds
from zetje.web.simulation.runner import Size, run_world
from zetje.web.simulation.sentences import findings_of
from zetje.web.simulation.study import Study

pytestmark = pytest.mark.proof
# Every seventh: 216 / 7 shares no factor with the levels, so all of them are met.
EVERY = 7


@pytest.fixture(scope="module")
def study() -> Study:
    size = Size(people=100, weeks=26, seeds=8, seed=20261122)
    chosen = worlds("full")[::EVERY]
    courses = [run_world(assumptions=one.assumptions, size=size) for one in chosen]
    return Study(size=size, grid="full", worlds=chosen, courses=courses)


def test_in_every_world_zetje_asks_less_and_loses_fewer_than_a_calendar(study: Study) -> None:
    for one in findings_of(study):
        print(one)
    for at in range(len(study.worlds)):
        assert study.prompts(at, OURS).mean() < study.prompts(at, CALENDAR).mean()
        assert study.off(at, OURS).mean() < study.off(at, CALENDAR).mean()
        assert study.throughout(at, OURS).mean() > study.throughout(at, LIBRARY).mean()


def test_a_calendar_does_worse_the_more_prompts_tire(study: Study) -> None:
    by_level = {
        one.level: one.differences[PLAIN[1:-1].index(CALENDAR)].mean
        for one in findings.duels_by_level(study)
        if one.key == "fatigue"
    }

    assert by_level["light"] < by_level["middling"] < by_level["heavy"]
    assert by_level["heavy"] > 0


def test_four_times_as_much_takes_a_base_near_nothing(study: Study) -> None:
    reached = {
        (one.base, one.contender.key): one.reached / one.worlds for one in claim.claims(study)
    }

    assert all(reached["sometimes", one.key] == 0 for one in PLAIN[1:])
    assert reached["almost never", OURS.key] > 0.5
    assert reached["almost never", DIGEST.key] > 0.5


def test_most_of_the_way_from_nothing_is_the_digest(study: Study) -> None:
    assert claim.steps(study)[0].digest_part > 0.8
