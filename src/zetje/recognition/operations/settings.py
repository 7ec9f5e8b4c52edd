"""Turns games and ways of thanking on and off for a whole organisation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.people.operations import record_audit
from zetje.recognition.models import RecognitionSettings
from zetje.recognition.queries.settings import GameSwitches, game_switches

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation


@transaction.atomic
def set_game_switches(
    *, organisation: Organisation, by: Member, now: datetime, **switches: bool
) -> GameSwitches:
    """Turn some switches; those that are left out stay as they are. What changed is audited.

    Args:
        organisation: for whom.
        by: who turns them.
        now: when.
        switches: on or off, by the names of `GameSwitches`.

    Raises:
        TypeError: there is no such switch.
    """
    before = game_switches(organisation.pk)
    after = GameSwitches(**(before.as_dict() | switches))
    changed = {name: on for name, on in after.as_dict().items() if on != getattr(before, name)}
    if changed:
        rows = RecognitionSettings.objects.filter(organisation=organisation)
        version = rows.count() + 1
        rows.create(organisation=organisation, version=version, set_at=now, **after.as_dict())
        record_audit(
            actor_member_id=by.pk,
            action="recognition.settings_changed",
            details={"settings": changed},
            now=now,
        )
    return after
