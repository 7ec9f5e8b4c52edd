"""Finds organisations and teams, for what is read before there is a member or a tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from zetje.people.models import Organisation, Team


def organisation_by_slug(slug: str) -> Organisation | None:
    """The organisation of a public address, or None."""
    rows: Any = _model("Organisation").objects
    return rows.filter(slug=slug).first()


def organisation_ids() -> list[int]:
    """Every organisation of this installation, for jobs that go round them."""
    rows: Any = _model("Organisation").objects
    return list(rows.order_by("pk").values_list("pk", flat=True))


def teams_of(organisation_id: int) -> QuerySet[Team]:
    """The teams of an organisation by name."""
    rows: Any = _model("Team").objects
    return rows.filter(organisation_id=organisation_id).order_by("name", "pk")


def _model(name: str) -> Any:
    return apps.get_model("people", name)
