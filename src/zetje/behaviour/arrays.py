"""What the core accepts: arrays of one length, checked once at the door, with a plain sentence.

>>> column("outcome", [0, 1, 1])
array([0., 1., 1.])
>>> column("outcome", [0.0, float("nan")])
Traceback (most recent call last):
...
ValueError: outcome holds 1 value that is not a finite number; leave such rows out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def column(name: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """Read one figure a row.

    Args: `values` (n,), anything that NumPy reads as numbers; `rows`, the n that is expected.
    Returns: (n,) float64. Raises ValueError for another shape, another length or a value that is
    not finite.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, one value a row; it has {array.ndim}.")
    _check_length(name, array, rows)
    _check_finite(name, array)
    return array


def table(name: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """Read several figures a row.

    Args: `values` (n, k); a vector (n,) is one column. Returns: (n, k) float64. Raises ValueError
    for another shape, another length or a value that is not finite.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 1:
        array = array[:, np.newaxis]
    if array.ndim != 2:
        raise ValueError(f"{name} must have two dimensions, rows and columns; it has {array.ndim}.")
    _check_length(name, array, rows)
    _check_finite(name, array)
    return array


def flags(name: str, values: ArrayLike, *, rows: int | None = None) -> Flags:
    """Read one yes or no a row, given as booleans or as 0 and 1.

    Returns: (n,) booleans. Raises ValueError for another shape, length or value.
    """
    array = np.asarray(values)
    if array.dtype != np.bool_:
        numbers = column(name, array, rows=rows)
        if not np.all((numbers == 0) | (numbers == 1)):
            raise ValueError(f"{name} may hold only 0 and 1, or False and True.")
        array = numbers == 1
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, one value a row; it has {array.ndim}.")
    _check_length(name, array, rows)
    return array


def chances(name: str, values: ArrayLike, *, rows: int | None = None) -> Floats:
    """Read one probability a row, each strictly between 0 and 1.

    Returns: (n,) float64. Raises ValueError for 0, for 1 and for anything outside: a choice that
    could not have gone the other way teaches nothing and has no weight.
    """
    array = column(name, values, rows=rows)
    if not np.all((array > 0) & (array < 1)):
        raise ValueError(f"{name} must lie strictly between 0 and 1 in every row.")
    return array


def people(name: str, values: ArrayLike, *, rows: int | None = None) -> tuple[NDArray[Any], Ints]:
    """Read whose each row is.

    Args: `values` (n,), numbers or texts. Returns: the m distinct keys, sorted, and (n,) numbers
    0 … m−1 that say which of them each row carries. Raises ValueError for another shape or length.
    """
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, one key a row; it has {array.ndim}.")
    _check_length(name, array, rows)
    keys, numbers = np.unique(array, return_inverse=True)
    return keys, numbers.astype(np.int64)


def _check_length(name: str, array: NDArray[np.generic], rows: int | None) -> None:
    if rows is not None and len(array) != rows:
        raise ValueError(f"{name} has {len(array)} rows where {rows} are expected.")


def _check_finite(name: str, array: Floats) -> None:
    odd = int(np.size(array) - np.count_nonzero(np.isfinite(array)))
    if odd:
        values = "value that is" if odd == 1 else "values that are"
        numbers = "a finite number" if odd == 1 else "finite numbers"
        raise ValueError(f"{name} holds {odd} {values} not {numbers}; leave such rows out.")
