"""Lets an organisation ask less often, and as often as before again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.prompting.models import PromptSettings
from zetje.prompting.operations.prompt_settings import TURN, change_settings
from zetje.prompting.queries.deciding import settings_of

if TYPE_CHECKING:
    from zetje.people.models import Member


@dataclass(frozen=True, slots=True)
class Pace:
    """The largest chance of a prompt, and the chance while the calendar decides."""

    most_chance: float
    learning_chance: float


def pace_of(*, organisation_id: int, now: datetime) -> Pace:
    """How often an organisation lets ask; the tenant's block must be open."""
    settings = settings_of(organisation_id=organisation_id, now=now)
    return Pace(settings.most_chance, settings.learning_chance)


def set_pace(
    *, organisation_id: int, by: Member | None, pace: Pace, now: datetime
) -> PromptSettings:
    """Ask so often from now on; everything else stays as it is. The same again changes nothing.

    A chance below the smallest one is that one: nothing is ever certain.
    """
    with tenant(organisation_id):
        hold_turn(TURN, organisation_id)
        before = settings_of(organisation_id=organisation_id, now=now)
        most = max(before.least_chance, pace.most_chance)
        learning = min(most, max(before.least_chance, pace.learning_chance))
        if (before.most_chance, before.learning_chance) == (most, learning):
            return before
        changes = {"most_chance": most, "learning_chance": learning}
        return change_settings(before, changes, by=by, now=now)
