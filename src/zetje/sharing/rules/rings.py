"""Who opens whose links on one day, as a graph: rings of colleagues in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# What a click's reason says once it lies on a ring. Whose device it was is not kept.
IN_RING = "ring"


def in_ring(*, reader: Ints, owner: Ints) -> Flags:
    """Say of each click whether it lies on a ring: the owner opened, at last, the reader's links.

    Args: `reader` and `owner` (n,), numbers of members: whose device clicked, whose link it is.
    Returns: (n,), True where both are in one strongly connected part of the graph of the day. Two
    who open each other's links are the smallest ring; A → B → C → A is one too.
    """
    if not len(reader):
        return np.zeros(0, dtype=np.bool_)
    people, place = np.unique(np.concatenate((reader, owner)), return_inverse=True)
    start, end = place[: len(reader)], place[len(reader) :]
    shape = (len(people), len(people))
    graph = sparse.coo_matrix((np.ones(len(reader)), (start, end)), shape=shape)
    _count, part = csgraph.connected_components(graph.tocsr(), directed=True, connection="strong")
    return (part[start] == part[end]) & (start != end)
