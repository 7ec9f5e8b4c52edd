"""Finds, from the schema itself, every table that holds something of a person.

A table that stands or falls with its member (`CASCADE`) is *about* the person and goes with them. A
row that only names who acted (`SET_NULL`, `DO_NOTHING`) stays and forgets the name. So a new table
needs no line here: how its key is declared says what becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from zetje.people.models import Member, User
from zetje.people.registry import owners

PERSON_KEY = "person_key"


@dataclass(frozen=True)
class HeldTable:
    """A table with something of a person in it, and the way from its rows to them.

    Attributes:
        model: the table.
        path: the fields from a row to the member, the account or the person's key.
        leads_to: "member", "user" or "person_key".
        goes_along: whether the rows go when the person goes, or only forget them.
        is_own: whether the whole row is the person's to have, or only that they acted, and when.
    """

    model: type[models.Model]
    path: str
    leads_to: str
    goes_along: bool
    is_own: bool

    @property
    def label(self) -> str:
        """The table's name, "people.Device"."""
        return self.model._meta.label

    def rows_of(self, member: Member) -> models.QuerySet[Any]:
        """The rows of one person, in the open tenant."""
        target: Any = member.pk
        if self.leads_to == "user":
            target = member.user_id
        elif self.leads_to == PERSON_KEY:
            target = member.person_key
        found = self.model._default_manager.filter(**{self.path: target})
        return found.order_by("pk") if target is not None else found.none()


def held_tables() -> Sequence[HeldTable]:
    """Every table that leads to a person, directly or through rows that are about them."""
    found = list(_direct())
    fresh = [table for table in found if table.goes_along]
    seen = {table.model for table in fresh} | {Member, User}
    while fresh:
        deeper = [table for parent in fresh for table in _children(parent, seen)]
        seen |= {table.model for table in deeper}
        found, fresh = found + deeper, deeper
    named = [
        HeldTable(apps.get_model(label), path, "member", goes_along=False, is_own=True)
        for label, path in owners().items()
    ]
    others = [table for table in found if owners().get(table.label) != table.path]
    return sorted([*named, *others], key=lambda table: (table.label, table.path))


def _direct() -> Iterator[HeldTable]:
    for model in apps.get_models():
        if model in {Member, User}:
            continue
        for field in model._meta.concrete_fields:
            leads_to = _target(field)
            if leads_to:
                goes_along = _goes_along(field)
                is_own = goes_along or leads_to == PERSON_KEY
                yield HeldTable(model, field.name, leads_to, goes_along, is_own)


def _children(parent: HeldTable, seen: set[type[models.Model]]) -> Iterator[HeldTable]:
    for model in apps.get_models():
        if model in seen:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is parent.model and _goes_along(field):
                path = f"{field.name}__{parent.path}"
                yield HeldTable(model, path, parent.leads_to, goes_along=True, is_own=True)
                break


def _target(field: models.Field[Any, Any]) -> str:
    if field.related_model is Member:
        return "member"
    if field.related_model is User:
        return "user"
    return PERSON_KEY if field.name == PERSON_KEY else ""


def _goes_along(field: models.Field[Any, Any]) -> bool:
    remote = getattr(field, "remote_field", None)
    return getattr(remote, "on_delete", None) is models.CASCADE
