"""Stops and starts one kind of mail for one member."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.apps import apps

from zetje.delivery.events import SubscriptionChanged
from zetje.delivery.models import Unsubscription
from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant

Via = Literal["one click", "page"]


def unsubscribe(
    *, organisation_id: int, member_id: int, kind: str, via: Via, now: datetime
) -> bool:
    """Stop a kind of mail for a member. Doing it again changes nothing.

    Returns:
        false when the member is gone; there is nobody to mail then.
    """
    with tenant(organisation_id):
        members: Any = apps.get_model("people", "Member")._default_manager
        if not members.filter(pk=member_id, organisation_id=organisation_id).exists():
            return False
        _, is_new = Unsubscription.objects.get_or_create(
            organisation_id=organisation_id,
            member_id=member_id,
            kind=kind,
            ended_at=None,
            defaults={"unsubscribed_at": now, "via": via},
        )
        if is_new:
            publish_on_commit(SubscriptionChanged(organisation_id, member_id, kind, is_on=False))
    return True


def subscribe_again(*, organisation_id: int, member_id: int, kind: str, now: datetime) -> None:
    """Start a kind of mail again that a member had stopped."""
    with tenant(organisation_id):
        ended = Unsubscription.objects.filter(
            organisation_id=organisation_id,
            member_id=member_id,
            kind=kind,
            ended_at__isnull=True,
        ).update(ended_at=now)
        if ended:
            publish_on_commit(SubscriptionChanged(organisation_id, member_id, kind, is_on=True))
