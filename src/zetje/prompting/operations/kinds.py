"""Switches kinds of prompt on and off for an organisation, from its next decision on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.prompting.models import PromptSettings
from zetje.prompting.operations.prompt_settings import TURN, change_settings
from zetje.prompting.queries.deciding import settings_of
from zetje.prompting.rules.arms import FAMILIES

if TYPE_CHECKING:
    from zetje.people.models import Member


class NoKindLeftError(ValueError):
    """Raised where every kind would be off: to ask nobody, prompts are stopped as a whole."""


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of prompt: its key in the log, its name for people, and whether it may be drawn."""

    key: str
    label: str
    is_on: bool


def message_kinds(*, organisation_id: int, now: datetime) -> tuple[MessageKind, ...]:
    """Every kind in the order of the log; the tenant's block must be open."""
    off = settings_of(organisation_id=organisation_id, now=now).kinds_off
    return tuple(
        MessageKind(family.key, str(family.label), family.key not in off) for family in FAMILIES
    )


def set_kinds(
    *, organisation_id: int, by: Member, on: Collection[str], now: datetime
) -> PromptSettings:
    """Draw these kinds and no others from now on; everything else stays as it is.

    What held before stays on record. The same again changes nothing.

    Args:
        organisation_id: whose.
        by: who said so.
        on: the keys of the kinds; what is no kind is passed over.
        now: the moment.

    Raises:
        NoKindLeftError: where none would be left.
    """
    off = [family.key for family in FAMILIES if family.key not in on]
    if len(off) == len(FAMILIES):
        raise NoKindLeftError
    with tenant(organisation_id):
        hold_turn(TURN, organisation_id)
        before = settings_of(organisation_id=organisation_id, now=now)
        if before.kinds_off == off:
            return before
        return change_settings(before, {"kinds_off": off}, by=by, now=now)
