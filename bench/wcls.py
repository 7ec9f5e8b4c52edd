"""How long WCLS with its person-robust, corrected uncertainty takes, beside plain least squares.

The comparison is one `numpy.linalg.lstsq` of a million rows and ten columns: the constant, eight
controls and the treatment. WCLS works on the same columns, and besides weighs the rows, brings each
person's together (they come in any order) and corrects every person's residuals.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy as np

NAME = "wcls"
GOAL = 5.0
ROWS = 1_000_000
PEOPLE = 20_000
CONTROLS = 8
TURNS = 5


def measure() -> dict[str, dict[str, Any]]:
    """Seconds of WCLS as a multiple of the seconds of least squares, the median of some turns."""
    given, design = _rows()
    turns = [
        (_seconds_of_lstsq(design, given["outcome"]), _seconds_of_wcls(given)) for _ in range(TURNS)
    ]
    ratio = statistics.median(ours / plain for plain, ours in turns)
    plain, ours = (statistics.median(turn[n] for turn in turns) for n in (0, 1))
    note = (
        f"{ours:.2f} s for {ROWS:,} rows of {PEOPLE:,} people in mixed order, {CONTROLS + 2} "
        f"columns; lstsq {plain:.2f} s"
    )
    return {NAME: {"ratio": round(ratio, 3), "goal": GOAL, "holds": ratio <= GOAL, "note": note}}


def _rows() -> tuple[dict[str, Any], Any]:
    rng = np.random.default_rng(11)
    controls = rng.normal(size=(ROWS, CONTROLS))
    chance = np.clip(0.5 + 0.2 * controls[:, 0], 0.1, 0.9)
    treatment = (rng.random(ROWS) < chance).astype(np.float64)
    person = rng.integers(PEOPLE, size=ROWS)
    inclined = rng.normal(size=PEOPLE)[person]
    outcome = controls.sum(axis=1) + 0.3 * treatment + inclined + rng.normal(size=ROWS)
    design = np.column_stack([np.ones(ROWS), controls, treatment - 0.5])
    given = {
        "outcome": outcome,
        "treatment": treatment,
        "probability": chance,
        "available": np.ones(ROWS, dtype=bool),
        "person": person,
        "controls": controls,
    }
    return given, design


def _seconds_of_lstsq(design: Any, outcome: Any) -> float:
    began = time.perf_counter()
    np.linalg.lstsq(design, outcome, rcond=None)
    return time.perf_counter() - began


def _seconds_of_wcls(given: dict[str, Any]) -> float:
    from zetje.behaviour.effects import wcls

    began = time.perf_counter()
    effects = wcls(**given)
    seconds = time.perf_counter() - began
    if abs(effects.coefficients[0] - 0.3) > 5 * effects.standard_errors[0]:
        message = f"WCLS found {effects.coefficients[0]} where 0.3 is true"
        raise RuntimeError(message)
    return seconds
