"""Rows of one file that cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zetje.people.rules.directory import Fault, ReadRow


def with_duplicates(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """The rows, with those refused that share an address or a personnel number with another.

    Of rows that are the same in everything the first stands; of others none does, since nobody can
    say which of them is right.
    """
    checked: list[ReadRow] = []
    firsts: dict[tuple[object, ...], int] = {}
    repeated: set[int] = set()
    for row in rows:
        key = tuple(sorted((name, str(value)) for name, value in row.values.items()))
        if row.email and key in firsts:
            repeated.add(row.number)
            fault = Fault(code="row_repeated", other=str(firsts[key]))
            row = replace(row, faults=(*row.faults, fault))
        else:
            firsts[key] = row.number
        checked.append(row)
    for name, code in (("email", "email_twice"), ("external_id", "number_twice")):
        checked = _shared(checked, name, code, repeated)
    return checked


def _shared(rows: list[ReadRow], name: str, code: str, repeated: set[int]) -> list[ReadRow]:
    numbers: dict[str, list[int]] = {}
    for row in rows:
        value = str(row.values.get(name) or "")
        if value and row.number not in repeated:
            numbers.setdefault(value, []).append(row.number)
    twice = {value: others for value, others in numbers.items() if len(others) > 1}
    done: list[ReadRow] = []
    for row in rows:
        value = str(row.values.get(name) or "")
        others = [str(number) for number in twice.get(value, []) if number != row.number]
        if others and row.number not in repeated:
            fault = Fault(code=code, field=name, value=value, other=", ".join(others[:5]))
            row = replace(row, faults=(*row.faults, fault))
        done.append(row)
    return done
