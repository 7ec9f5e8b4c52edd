"""Chance, always the same for the same beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from numpy.random import Generator

T = TypeVar("T")


def one_of(values: Sequence[T], rng: Generator) -> T:
    """One of some values."""
    return values[int(rng.integers(len(values)))]
