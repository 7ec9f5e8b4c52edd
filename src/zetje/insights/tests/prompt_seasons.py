"""Decisions of many people over many weeks, in the tables, with what came of them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np
from django.apps import apps

from zetje.behaviour.weeks import iso_of, monday_of
from zetje.lib.tenancy import tenant
from zetje.prompting.queries.study_log import KINDS

SEED = 7
_MAY = ("neutral", "social_proof", "fresh_story")


def live_season(
    organisation: Any, members: list[Any], *, weeks: range, effects: dict[str, float]
) -> None:
    """Everybody once a week, prompted by lot with a half; each kind adds what it does to .3."""
    rng = np.random.default_rng(SEED)
    given = [1 / 3 if kind in _MAY else 0.0 for kind in KINDS]
    bits = sum(1 << KINDS.index(kind) for kind in _MAY)
    decision, outcome = (
        apps.get_model("prompting", name) for name in ("Decision", "DecisionOutcome")
    )
    rows: list[Any] = []
    shared: list[bool] = []
    for week in weeks:
        year, number = iso_of(week)
        tuesday = datetime.combine(monday_of(week), time(9), UTC) + timedelta(days=1)
        for place, member in enumerate(members):
            kind = str(rng.choice(_MAY)) if rng.random() < 0.5 else ""
            shared.append(bool(rng.random() < 0.3 + effects.get(kind, 0.0)))
            rows.append(
                decision(
                    organisation_id=organisation.pk,
                    member=member,
                    person=member.person_key.int % 2**60,
                    iso_year=year,
                    iso_week=number,
                    decided_at=tuesday,
                    slot_at=tuesday + timedelta(days=place % 3),
                    outcome_until=tuesday + timedelta(days=6),
                    reason=0,
                    eligible=bits,
                    send_chance=0.5,
                    message_chances=given,
                    action=KINDS.index(kind) + 1 if kind else 0,
                    arm=kind,
                    channel=("mail" if place % 2 else "slack") if kind else "",
                    phase=1 + place % 2,
                    dose=0.0,
                    baseline=[1.0, 0.0],
                    advantage=[1.0, 0.0],
                    send_policy="Calendar 0",
                    message_policy="MainEffect 0",
                    seed=SEED,
                )
            )
    with tenant(organisation.pk):
        decision.objects.bulk_create(rows)
        outcome.objects.bulk_create(
            outcome(
                organisation_id=organisation.pk,
                decision=row,
                shared=came,
                was_sent=bool(row.arm),
                price=0.0,
                learned_at=row.outcome_until,
                version=1,
            )
            for row, came in zip(rows, shared, strict=True)
        )
