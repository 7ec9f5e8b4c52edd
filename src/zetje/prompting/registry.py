"""What experiments say of prompts; `web/plugins.py` fills it at the start.

Prompting does not know who runs experiments. It asks three things: who goes without prompts in a
week, whose slot stands at another moment, and by which words somebody is to be asked. While nobody
answers, all is as usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TriedSlot:
    """Another moment for some people: their rows, and which hour, on which weekday if any.

    `weekday` is -1 where the day stays as it is, else 0 for Monday.
    """

    rows: Flags
    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class TriedWording:
    """A wording that only those are asked by who were drawn: its key, and their rows."""

    key: str
    rows: Flags


class Silent(Protocol):
    """Says who of some members (n,) goes without prompts in a week, for an experiment."""

    def __call__(self, *, organisation_id: int, member_ids: Ints, week: int) -> Flags: ...


class Slots(Protocol):
    """Says at which other moments the slots of some members (n,) stand in a week."""

    def __call__(
        self, *, organisation_id: int, member_ids: Ints, week: int
    ) -> Sequence[TriedSlot]: ...


class Wordings(Protocol):
    """Says which wordings are tried on which of some members (n,) in a week."""

    def __call__(
        self, *, organisation_id: int, member_ids: Ints, week: int
    ) -> Sequence[TriedWording]: ...


_silent: list[Silent] = []
_slots: list[Slots] = []
_wordings: list[Wordings] = []


def register_experiments(*, silent: Silent, slots: Slots, wordings: Wordings) -> None:
    """Say how experiments change prompts; the last one who says so is asked."""
    _silent[:], _slots[:], _wordings[:] = [silent], [slots], [wordings]


def silent_for_experiments(*, organisation_id: int, member_ids: Ints, week: int) -> Flags:
    """Who of some members goes without prompts in a week, (n,)."""
    if not _silent:
        return np.zeros(member_ids.size, dtype=np.bool_)
    return _silent[0](organisation_id=organisation_id, member_ids=member_ids, week=week)


def tried_slots(*, organisation_id: int, member_ids: Ints, week: int) -> Sequence[TriedSlot]:
    """Whose slots stand at another moment in a week."""
    if not _slots:
        return ()
    return _slots[0](organisation_id=organisation_id, member_ids=member_ids, week=week)


def tried_wordings(*, organisation_id: int, member_ids: Ints, week: int) -> Sequence[TriedWording]:
    """Which wordings are tried on whom in a week."""
    if not _wordings:
        return ()
    return _wordings[0](organisation_id=organisation_id, member_ids=member_ids, week=week)
