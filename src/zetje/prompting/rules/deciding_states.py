"""Turns what a policy has learned into bytes and back, piece by piece, and says if two are equal.

The first line is JSON that names each array with its kind and shape; the arrays' own bytes follow.
Pieces keep a policy that knows a million people from standing in memory twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

State = Mapping[str, NDArray[Any]]

PIECE: Final = 8 * 1024 * 1024
# What the policies name that which they learned; the rest of a state are settings.
_LEARNED: Final = frozenset(
    {"keys", "products", "rewards", "squares", "count", "effects", "version"}
)
_KNOWN: Final = "known_"


class BrokenStateError(ValueError):
    """Raised when the pieces are not those of one state."""


def pieces_of(state: State, *, size: int = PIECE) -> Iterator[bytes]:
    """The bytes of a state, in pieces of a size; the same state always gives the same bytes."""
    names = sorted(state)
    arrays = {name: np.ascontiguousarray(state[name]) for name in names}
    head = [[name, arrays[name].dtype.str, list(np.shape(state[name]))] for name in names]
    yield json.dumps(head).encode() + b"\n"
    for name in names:
        content = arrays[name].reshape(-1).view(np.uint8).data
        for start in range(0, len(content), size):
            yield bytes(content[start : start + size])


def state_of(pieces: Iterable[bytes]) -> dict[str, NDArray[Any]]:
    """The state that some pieces hold.

    Raises:
        BrokenStateError: when there are too few or too many bytes.
    """
    flow = iter(pieces)
    head, _, rest = next(flow, b"").partition(b"\n")
    try:
        described = json.loads(head)
    except ValueError as broken:
        raise BrokenStateError("The state does not begin with what it holds.") from broken
    state: dict[str, NDArray[Any]] = {}
    for name, kind, shape in described:
        array = np.empty(shape, dtype=kind)
        rest = _fill(array, rest, flow)
        state[name] = array
    if rest or next(flow, b""):
        raise BrokenStateError("The state holds more than it says.")
    return state


def fingerprint_of(state: State) -> str:
    """What two states share only if they learned the same, to the bit, whatever their settings."""
    learned = {name: state[name] for name in state if name in _LEARNED or _KNOWN in name}
    whole = hashlib.sha256()
    for piece in pieces_of(learned):
        whole.update(piece)
    return whole.hexdigest()


def _fill(array: NDArray[Any], rest: bytes, flow: Iterator[bytes]) -> bytes:
    """Fill an array with what comes next; gives what was left of the last piece."""
    if not array.size:
        return rest
    room = array.reshape(-1).view(np.uint8).data
    place = 0
    while place < len(room):
        if not rest:
            rest = next(flow, b"")
            if not rest:
                raise BrokenStateError("The state holds less than it says.")
        taken = rest[: len(room) - place]
        room[place : place + len(taken)] = taken
        place += len(taken)
        rest = rest[len(taken) :]
    return rest
