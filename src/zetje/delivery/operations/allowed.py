"""Who may still have a message, as a query that the sending transaction asks again each time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from zetje.delivery.registry import Renderer
from zetje.delivery.rules.kinds import PROGRAMME


def members_open_to(*, family: str, now: datetime) -> QuerySet[Any]:
    """The members who may have a message of a family: employed, and for what belongs to the
    programme also joined and not paused.
    """
    members = apps.get_model("people", "Member")._default_manager.filter(left_on__isnull=True)
    if family not in PROGRAMME:
        return members
    joined = members.filter(memberships__joined_at__lte=now, memberships__left_at__isnull=True)
    paused = members.filter(
        Q(pauses__ends_at__isnull=True) | Q(pauses__ends_at__gt=now),
        pk=OuterRef("pk"),
        pauses__starts_at__lte=now,
    )
    return joined.filter(~Exists(paused))


def allowed_in_sql(*, renderer: Renderer, now: datetime) -> tuple[str, list[Any]]:
    """The condition on `m.member_id`, with the values it takes.

    Written with EXISTS, so that the database looks one member up and does not list all of them.
    """
    queries = [members_open_to(family=renderer.family, now=now)]
    more = renderer.allowed_members(now)
    if more is not None:
        queries.append(more)
    conditions: list[str] = []
    values: list[Any] = []
    for query in queries:
        sql, parameters = query.order_by().values("pk").query.sql_with_params()
        condition = f"EXISTS (SELECT FROM ({sql}) allowed (id) WHERE allowed.id = m.member_id)"
        conditions.append(condition)
        values.extend(parameters)
    return " AND ".join(conditions), values
