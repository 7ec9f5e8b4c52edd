"""Draws up a week without deciding anything: whom it would ask, how and why, in groups alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from django.utils.translation import gettext as _

from zetje.behaviour.availability import Reason
from zetje.behaviour.phases import Phase
from zetje.delivery import queries as delivery
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.prompting.models import Decision
from zetje.prompting.operations.deciding.planning import decisions_due
from zetje.prompting.operations.deciding.slots import NO_DIGEST
from zetje.prompting.queries.foresight import (
    FORESEEN,
    Foresight,
    foresight_of,
    read_foresight,
    week_subject,
)
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.rules.groups import in_blocks, whole_groups

AHEAD: Final = timedelta(days=7)
# Beside the names of `Reason`: their stories are not chosen yet, so nothing can be said of them.
STORIES_LATER: Final = "STORIES_LATER"


class ForeseeingRefusedError(Exception):
    """Raised where a dry run would tell too much, or nothing; its sentence is for the manager."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(slots=True)
class _Seen:
    """What is counted while the week is gone through; nothing of it leaves but in groups."""

    reasons: Counter[str] = field(default_factory=Counter[str])
    phases: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[str] = field(default_factory=Counter[str])
    channels: Counter[str] = field(default_factory=Counter[str])
    members: list[int] = field(default_factory=list[int])
    chances: float = 0.0
    policies: Counter[str] = field(default_factory=Counter[str])


def foresee_week(*, organisation: Any, now: datetime) -> Foresight:
    """Draw up this week, once: a second time it is what it was.

    What is decided already counts as it was decided, the rest as it would be now if nobody chose
    anything before their slot. Nothing is decided, drawn for good or sent.

    Args:
        organisation: whose week.
        now: the moment.

    Raises:
        ForeseeingRefusedError: too few take part, or do not, to show groups; prompts are off; or
            most people's stories are not chosen yet.
    """
    with tenant(organisation.pk):
        hold_turn("prompting.foreseeing", organisation.pk)
        known = foresight_of(organisation=organisation, now=now)
        if known is not None:
            return known
        if people.joined_counts(organisation, now=now) is None:
            raise ForeseeingRefusedError(
                _("Too few people take part, or too few do not, to show groups.")
            )
        seen = _Seen()
        _count_decided(seen, organisation, now)
        _count_due(seen, organisation, now)
        _check_worthwhile(seen)
        _count_channels(seen, organisation.pk)
        written = record(
            organisation_id=organisation.pk,
            kind=FORESEEN,
            at=now,
            source="system",
            subject=week_subject(organisation, now),
            details=_in_groups(seen),
        )
        return read_foresight(written)


def _check_worthwhile(seen: _Seen) -> None:
    everyone = sum(seen.reasons.values())
    if not everyone:
        raise ForeseeingRefusedError(_("Nobody would be asked: there is nobody to decide about."))
    if 2 * seen.reasons[STORIES_LATER] > everyone:
        raise ForeseeingRefusedError(
            _("Most people's stories are not chosen yet. Try it once they have come.")
        )


def _count_decided(seen: _Seen, organisation: Any, now: datetime) -> None:
    iso = now.astimezone(ZoneInfo(organisation.time_zone)).isocalendar()
    rows = Decision.objects.filter(
        organisation_id=organisation.pk,
        iso_year=iso.year,
        iso_week=iso.week,
        member__isnull=False,
    )
    columns = ("member_id", "reason", "phase", "send_chance", "message_chances", "send_policy")
    for member, reason, phase, chance, messages, policy in rows.values_list(*columns).iterator():
        _count(seen, member, reason, phase, chance, messages, policy)


def _count_due(seen: _Seen, organisation: Any, now: datetime) -> None:
    due = decisions_due(organisation_id=organisation.pk, now=now, until=now + AHEAD)
    for decided, _round in due:
        log = decided.log
        later = (log.reason == Reason.NO_STORY) & (decided.slots.digest == NO_DIGEST)
        seen.reasons[STORIES_LATER] += int(np.count_nonzero(later))
        rows = zip(
            decided.member[~later].tolist(),
            log.reason[~later].tolist(),
            decided.phase[~later].tolist(),
            log.send_chance[~later].tolist(),
            log.message_chance[~later].tolist(),
            strict=True,
        )
        for member, reason, phase, chance, messages in rows:
            _count(seen, member, reason, phase, chance, messages, log.send_policy)


def _count(
    seen: _Seen,
    member: int,
    reason: int,
    phase: int,
    chance: float,
    messages: Sequence[float],
    policy: str,
) -> None:
    seen.reasons[Reason(reason).name] += 1
    seen.policies[policy] += 1
    if reason != Reason.AVAILABLE:
        return
    seen.members.append(member)
    seen.phases[Phase(phase).name] += 1
    seen.chances += chance
    # In thousandths of a prompt: what is to be expected, not what was drawn.
    for family, part in zip(FAMILIES, messages, strict=True):
        seen.kinds[family.key] += round(1000 * chance * part)


def _count_channels(seen: _Seen, organisation_id: int) -> None:
    found = delivery.channels_of(
        organisation_id=organisation_id, member_ids=seen.members, kind="prompt"
    )
    seen.channels.update(channels[0] for channels in found.values() if channels)


def _in_groups(seen: _Seen) -> dict[str, Any]:
    drawn = seen.reasons.pop(Reason.AVAILABLE.name, 0)
    everyone = drawn + sum(seen.reasons.values())
    # For how many a lot is drawn tells of the others too: both, or neither.
    told, rest = whole_groups({"drawn": drawn, "others": everyone - drawn})
    kinds = {key: round(count / 1000) for key, count in seen.kinds.items()}
    chance = float(np.round(seen.chances / drawn, 2)) if drawn else 0.0
    parts = {
        "reasons": whole_groups(dict(seen.reasons)),
        "phases": whole_groups(dict(seen.phases)),
        "kinds": whole_groups({key: count for key, count in kinds.items() if count}),
        "channels": whole_groups(dict(seen.channels)),
    }
    return {
        "people": in_blocks(everyone),
        "drawn": told.get("drawn", 0),
        "chance": chance if told.get("drawn") else 0.0,
        "asked": in_blocks(round(seen.chances)) if told.get("drawn") else 0,
        "policy": seen.policies.most_common(1)[0][0] if seen.policies else "",
    } | {
        name: {
            "shown": shown if told and not rest else {},
            "rest": left if told and not rest else 0,
        }
        for name, (shown, left) in parts.items()
    }
