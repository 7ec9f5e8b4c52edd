"""Off-policy estimates over two thousand generated logs with a known truth (BEHAVIOUR.md 6)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.tests.logs import make_log

pytestmark = pytest.mark.proof

LOGS = 2000


@pytest.mark.parametrize(("people", "weeks"), [(40, 12), (200, 20)])
def test_every_estimate_is_unbiased_and_its_interval_holds_the_truth(
    people: int, weeks: int
) -> None:
    rng = np.random.default_rng(20261122)
    logs = [make_log(rng=rng, people=people, weeks=weeks) for _ in range(LOGS)]
    seen = [log.evaluate() for log in logs]
    truth = logs[0].truth

    for name in ("ips", "self_normalised", "doubly_robust"):
        found = [getattr(one, name) for one in seen]
        values = np.array([one.value for one in found])
        held = float(np.mean([one.lower <= truth <= one.upper for one in found]))
        bias = float(values.mean() - truth)
        print(
            f"{people} people, {weeks} weeks, {name}: bias {bias:+.5f} of {truth:.4f}"
            f" (sd {values.std():.4f}), interval holds the truth in {held:.1%}"
        )
        assert abs(bias) < 3 * values.std() / np.sqrt(LOGS)
        assert 0.93 <= held <= 0.97


def test_too_little_overlap_is_refused_every_time() -> None:
    rng = np.random.default_rng(5)

    refused = [bool(make_log(rng=rng, people=15, weeks=8).evaluate().refused) for _ in range(200)]

    assert all(refused)
