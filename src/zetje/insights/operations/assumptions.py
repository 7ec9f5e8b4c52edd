"""Keeps what an organisation assumes to put a value on readers and time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.insights.models import Assumptions
from zetje.insights.queries.assumptions import assumptions_of
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import operations as people

if TYPE_CHECKING:
    from zetje.people.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What is assumed, as `models.Assumptions` has it; None for what is not."""

    click_cents: int | None = None
    views_per_post: int | None = None
    thousand_views_cents: int | None = None
    minutes_per_post: int | None = None
    source: str


def assume(*, assumed: Assumed, by: Member, now: datetime) -> bool:
    """Let these assumptions hold from now on; True when they differ from those that held.

    Raises:
        ValueError: they name no source.
    """
    if not assumed.source:
        raise ValueError("assumptions need a source")
    own = by.organisation_id
    with tenant(own):
        hold_turn("insights.assumptions", own)
        held, wanted = assumptions_of(own), asdict(assumed)
        if held is not None and all(getattr(held, key) == value for key, value in wanted.items()):
            return False
        version = held.version + 1 if held else 1
        Assumptions.objects.create(organisation_id=own, version=version, set_at=now, **wanted)
        people.record_audit(
            actor_member_id=by.pk, action="worth.assumed", details={"version": version}, now=now
        )
    return True
