"""Shrinking averages towards their common mean, where a bell curve is good enough.

Published: James and Stein (1961), towards the mean of all (Efron and Morris 1975). It stands
beside the gamma–Poisson ranking as a check against a classic with known answers.

>>> print(shrink_normal(value=[0.40, 0.30, 0.25, 0.25, 0.20, 0.10], variance=0.004).round(3))
[0.364 0.288 0.25  0.25  0.212 0.136]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, column


def shrink_normal(*, value: ArrayLike, variance: float) -> Floats:
    """Estimate k means at once, each better for knowing the others.

    Formula: ȳ + (1 − (k − 3)·variance/Σ(y − ȳ)²)₊ (y − ȳ); the part in brackets is never below 0.
    Args: `value` (k,), k at least 4; `variance` of one value around its own mean, in the square of
    its unit. Returns: (k,). Raises ValueError for fewer than 4 values or a variance not above 0.
    """
    y = column("value", value)
    if len(y) < 4:
        raise ValueError("Shrinking towards the mean of all needs at least 4 values.")
    if not variance > 0:
        raise ValueError("variance must be above 0.")
    away = y - np.mean(y)
    spread = float(np.sum(away**2))
    kept = max(0.0, 1 - (len(y) - 3) * variance / spread) if spread > 0 else 0.0
    return np.mean(y) + kept * away
