"""Reactions that keep ranks in step with points, and with who would be in them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from zetje.people.events import SwitchesChanged
from zetje.recognition.operations.ranks import rank_members


def rank_changed(event: Any) -> None:
    """Points came or went: everybody they are of may stand elsewhere now."""
    rank_members(
        organisation_id=event.organisation_id, member_ids=event.member_ids, now=timezone.now()
    )


def rank_member(event: Any) -> None:
    """Whoever left is nowhere from then on, and whoever came back is where they were."""
    rank_members(
        organisation_id=event.organisation_id, member_ids=[event.member_id], now=timezone.now()
    )


def rank_by_switch(event: SwitchesChanged) -> None:
    """Who would rather not be in leagues and boards has no place in them from then on."""
    if "league" in event.names:
        rank_member(event)
