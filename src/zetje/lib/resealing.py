"""Brings every sealed value of the database under the newest key, while the product runs.

A field that holds a sealed value is a `BinaryField` whose name begins with `sealed_`: the schema
itself says what there is, so that a new table needs no line here.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models, transaction

from zetje.lib.secrets import is_newest, reseal
from zetje.lib.tenancy import TenantModel, tenant

ROWS_AT_ONCE: Final = 500
PREFIX: Final = "sealed_"


@dataclass(frozen=True, slots=True)
class SealedField:
    """A field of a table that holds sealed values."""

    model: type[models.Model]
    name: str

    @property
    def label(self) -> str:
        """The field's name, "people.DeviceCode.sealed_code"."""
        return f"{self.model._meta.label}.{self.name}"

    @property
    def is_of_a_tenant(self) -> bool:
        """Whether its rows are seen only in an organisation's own block."""
        return issubclass(self.model, TenantModel)


@dataclass(frozen=True, slots=True)
class Resealed:
    """What became of some rows: looked at, brought under the newest key, opened by no key."""

    seen: int
    changed: int
    unreadable: int


def sealed_fields() -> Sequence[SealedField]:
    """Every field that holds sealed values, by name."""
    found = [
        SealedField(model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and field.name.startswith(PREFIX)
    ]
    return sorted(found, key=lambda field: field.label)


def reseal_field(*, field: SealedField, organisation_id: int | None) -> Generator[Resealed]:
    """Reseal a field's values, some rows at a time, each time in a transaction of its own.

    What the newest key sealed is left alone, so that going over it again changes nothing.

    Args:
        field: which values.
        organisation_id: whose rows; None for a table that is no tenant's.

    Yields:
        what became of the rows of one transaction.
    """
    whose = {} if organisation_id is None else {"organisation": organisation_id}
    last = 0
    while True:
        with _block(organisation_id):
            waiting = field.model._default_manager.filter(**whose, pk__gt=last).order_by("pk")
            rows: list[Any] = list(waiting.select_for_update()[:ROWS_AT_ONCE])
            done = _reseal(rows, field)
        if not rows:
            return
        last = rows[-1].pk
        yield done


def _block(organisation_id: int | None) -> AbstractContextManager[None]:
    return transaction.atomic() if organisation_id is None else tenant(organisation_id)


def _reseal(rows: Sequence[Any], field: SealedField) -> Resealed:
    changed: list[Any] = []
    unreadable = 0
    for row in rows:
        sealed = bytes(getattr(row, field.name))
        if is_newest(sealed):
            continue
        try:
            setattr(row, field.name, reseal(sealed))
        except InvalidToken:
            unreadable += 1
        else:
            changed.append(row)
    field.model._default_manager.bulk_update(changed, [field.name])
    return Resealed(len(rows), len(changed), unreadable)
