"""What members who take part chose about themselves, as arrays for whoever plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Sixty bits of the random key: as good as the key itself, and a number.
_PERSON: Final = "('x' || right(replace(m.person_key::text, '-', ''), 15))::bit(60)::bigint"


@dataclass(frozen=True, slots=True)
class Wills:
    """What each of some members wants, by their numbers in ascending order.

    `person` stands for them in what is learned: a number made from the key that erasing forgets.
    `language` is an index into the languages that were asked for. `learns`: whether they let
    Zetje learn from them; `experiments`: whether prompts may be drawn for them at all;
    `chain_shown`: whether they keep their chain switched on.
    """

    member: Ints
    person: Ints
    language: Ints
    learns: Flags
    experiments: Flags
    chain_shown: Flags


def wills_of(
    *, organisation_id: int, member_ids: Sequence[int] | Ints, languages: Sequence[str]
) -> Wills:
    """What some members want; who never said anything has the defaults."""
    rows = copy_out(
        f"""SELECT m.id, {_PERSON}, coalesce(array_position(%s::text[], m.language), 1) - 1,
                coalesce(p.learns, true), coalesce(p.experiments, true),
                coalesce(p.chain_shown, true)
            FROM people_member m
            LEFT JOIN people_preferences p
                ON p.organisation_id = m.organisation_id AND p.member_id = m.id
            WHERE m.organisation_id = %s AND m.id = ANY(%s::bigint[])
            ORDER BY m.id""",  # noqa: S608 -- fixed parts of ours
        [list(languages), organisation_id, numbers(member_ids)],
        columns={
            "member": "bigint",
            "person": "bigint",
            "language": "integer",
            "learns": "boolean",
            "experiments": "boolean",
            "chain_shown": "boolean",
        },
    )
    return Wills(**rows)
