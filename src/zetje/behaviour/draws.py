"""One even draw for each person and week, the same however many rows are asked for at once.

A counter-based generator (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): no
state moves from row to row, so that order and number of rows change nothing and any decision can
be drawn again years later. A row reads element `person` of the SplitMix64 stream (Steele, Lea &
Flood 2014, "Fast splittable pseudorandom number generators") that starts at a hash of both others:

    z = mix(person·γ + mix(mix(seed·γ + γ) + week·γ)),  u = ⌊z / 2¹¹⌋ / 2⁵³,  γ = 0x9E3779B97F4A7C15

>>> both = uniforms(seed=7, person=[11, 12], week=[2900, 2900])
>>> both.round(6)
array([0.873905, 0.039266])
>>> bool(uniforms(seed=7, person=[12], week=[2900])[0] == both[1])
True
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Floats

Words = NDArray[np.uint64]
GAMMA = np.uint64(0x9E3779B97F4A7C15)
CHUNK = 32_768


def uniforms(*, seed: int, person: ArrayLike, week: ArrayLike) -> Floats:
    """Draw one number in [0, 1) a row, from seed, person and week alone.

    Args: `seed` any integer (its lowest 64 bits count); `person` (n,) integers, texts or anything
    that turns into texts (UUIDs); `week` (n,) integers, or one for all rows. Returns: (n,) float64
    of 53 bits. Raises ValueError for another shape.
    """
    keys = np.asarray(person)
    weeks = np.asarray(week)
    if keys.ndim != 1:
        raise ValueError(f"person must have one dimension, one key a row; it has {keys.ndim}.")
    if weeks.ndim != 0 and weeks.shape != keys.shape:
        raise ValueError(f"week has {weeks.size} rows where {len(keys)} are expected.")
    root = _mix(np.array([seed % 2**64], dtype=np.uint64) * GAMMA + GAMMA)
    drawn = np.empty(len(keys))
    starts = _mix(weeks.reshape(-1).astype(np.int64).view(np.uint64) * GAMMA + root)
    for first in range(0, len(keys), CHUNK):
        rows = slice(first, first + CHUNK)
        words = key_words(keys[rows]) * GAMMA
        words += starts if weeks.ndim == 0 else starts[rows]
        drawn[rows] = _mix(words) >> np.uint64(11)
    drawn *= 2.0**-53
    return drawn


def key_words(keys: NDArray[Any]) -> Words:
    """Turn keys of people into 64-bit words: integers as they are, texts by hashing their letters.

    Args: `keys` (n,). Returns: (n,) uint64. A text gives the same word whatever the width of the
    array that holds it.
    """
    if keys.dtype.kind in "iub":
        return keys.astype(np.int64 if keys.dtype.kind != "u" else np.uint64).view(np.uint64)
    texts = np.ascontiguousarray(keys.astype(np.str_))
    width = texts.dtype.itemsize // 4
    letters = texts.view(np.uint32).reshape(len(texts), width)
    words = np.zeros(len(texts), dtype=np.uint64)
    for place in range(width):
        letter = letters[:, place].astype(np.uint64)
        words = np.where(letter == 0, words, _mix((words ^ letter) * GAMMA + GAMMA))
    return words


def _mix(words: Words) -> Words:
    """Finish as SplitMix64 does, in place: every bit of the result depends on every bit given."""
    words ^= words >> np.uint64(30)
    words *= np.uint64(0xBF58476D1CE4E5B9)
    words ^= words >> np.uint64(27)
    words *= np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return words
