"""Sets how an organisation lets decide: whether, how many are held out, until when it learns."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import operations as people
from zetje.prompting.models import Policy, PromptSettings
from zetje.prompting.operations.deciding.policies import SEND, is_learning
from zetje.prompting.queries.deciding import settings_of

if TYPE_CHECKING:
    from zetje.people.models import Member

TURN = "prompting.settings"
MOST_HELD_OUT = 0.5
CHANGED: Final = "prompts.settings_changed"


class SettingsRefusedError(ValueError):
    """Raised for a share or a chance that the programme does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a programme manager chose.

    Attributes:
        is_enabled: whether anybody is prompted at all.
        hold_out_share: the part that is never asked, from 0 to one half; None: by size.
        learning_until: until when the calendar decides, however much is known; None: until enough
            is known.
        learning_chance: the chance of a prompt meanwhile, between the limits of both sides.
    """

    is_enabled: bool
    hold_out_share: float | None
    learning_until: date | None
    learning_chance: float


def set_prompting_settings(
    *, organisation_id: int, by: Member, wanted: Wanted, now: datetime
) -> PromptSettings:
    """Let decide so from now on; what held before stays on record. The same again changes nothing.

    Raises:
        SettingsRefusedError: a share above one half, or a chance that leaves one side out.
    """
    with tenant(organisation_id):
        hold_turn(TURN, organisation_id)
        before = settings_of(organisation_id=organisation_id, now=now)
        _check(wanted, before)
        if before.pk and _wanted_of(before) == wanted:
            return before
        if before.pk:
            before.replaced_at = now
            before.save(update_fields=["replaced_at"])
        after = PromptSettings.objects.create(
            organisation_id=organisation_id,
            is_enabled=wanted.is_enabled,
            hold_out_share=wanted.hold_out_share,
            learning_until=wanted.learning_until,
            learning_chance=wanted.learning_chance,
            least_chance=before.least_chance,
            most_chance=before.most_chance,
            prior_mean=before.prior_mean,
            prior_deviation=before.prior_deviation,
            kinds_off=before.kinds_off,
            set_at=now,
            set_by=by,
        )
        _note(after, by=by, now=now)
        return after


def switch_prompts(*, organisation_id: int, by: Member, on: bool, now: datetime) -> PromptSettings:
    """Stop all prompts of an organisation, or let them go on; everything else stays as it is."""
    with tenant(organisation_id):
        before = settings_of(organisation_id=organisation_id, now=now)
        wanted = Wanted(
            is_enabled=on,
            hold_out_share=before.hold_out_share,
            learning_until=before.learning_until,
            learning_chance=before.learning_chance,
        )
        return set_prompting_settings(
            organisation_id=organisation_id, by=by, wanted=wanted, now=now
        )


def change_settings(
    before: PromptSettings, changes: Mapping[str, Any], *, by: Member | None, now: datetime
) -> PromptSettings:
    """Put these values in the place of what holds, and write it down; the rest stays as it is.

    The organisation's lock must be held and its tenant open.
    """
    if before.pk:
        before.replaced_at = now
        before.save(update_fields=["replaced_at"])
    # Taken over as it is, whatever it holds.
    after = copy(before)
    after.pk, after._state.adding = None, True
    for name, value in changes.items():
        setattr(after, name, value)
    after.set_at, after.set_by, after.replaced_at = now, by, None
    after.save(force_insert=True)
    people.record_audit(
        actor_member_id=by.pk if by else None, action=CHANGED, details=dict(changes), now=now
    )
    record(
        organisation_id=after.organisation_id,
        kind=CHANGED,
        at=now,
        source="person" if by else "system",
        details=dict(changes),
    )
    return after


def learns_now(*, settings: PromptSettings, now: datetime) -> bool:
    """Whether the calendar decides now, for these settings."""
    sends = Policy.objects.filter(organisation_id=settings.organisation_id, kind=SEND)
    return is_learning(settings=settings, known=sends.order_by("-version").first(), now=now)


def _wanted_of(settings: PromptSettings) -> Wanted:
    return Wanted(
        is_enabled=settings.is_enabled,
        hold_out_share=settings.hold_out_share,
        learning_until=settings.learning_until,
        learning_chance=settings.learning_chance,
    )


def _check(wanted: Wanted, limits: PromptSettings) -> None:
    if wanted.hold_out_share is not None and not 0 <= wanted.hold_out_share <= MOST_HELD_OUT:
        raise SettingsRefusedError("hold_out_share")
    if not limits.least_chance <= wanted.learning_chance <= limits.most_chance:
        raise SettingsRefusedError("learning_chance")


def _note(settings: PromptSettings, *, by: Member, now: datetime) -> None:
    details = {
        "is_enabled": settings.is_enabled,
        "hold_out_share": settings.hold_out_share,
        "learning_until": str(settings.learning_until or ""),
        "learning_chance": settings.learning_chance,
    }
    people.record_audit(actor_member_id=by.pk, action=CHANGED, details=details, now=now)
    record(
        organisation_id=settings.organisation_id,
        kind=CHANGED,
        at=now,
        source="person",
        details=details,
    )
