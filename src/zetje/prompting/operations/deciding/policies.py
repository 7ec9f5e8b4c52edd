"""Keeps what the policies of an organisation learned, version by version, and gives the latest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from zetje.behaviour.policies import (
    Calendar,
    MainEffect,
    MessagePolicy,
    PartialPooling,
    SendPolicy,
)
from zetje.prompting.models import Policy, PolicyPart, PromptSettings
from zetje.prompting.rules.deciding import knows_enough, new_message_policy, new_send_policy
from zetje.prompting.rules.deciding_states import fingerprint_of, pieces_of, state_of

SEND: Final = "send"
MESSAGE: Final = "message"
# Versions whose state stays beside the log from which all can be made again.
KEPT: Final = 3


@dataclass(frozen=True, slots=True)
class Learned:
    """What both policies learned, and from how much: the figures of `Policy`."""

    send: PartialPooling
    message: MainEffect
    rows: int = 0
    people: int = 0
    shares_prompted: int = 0
    shares_silent: int = 0


def policies_of(*, settings: PromptSettings, now: datetime) -> tuple[SendPolicy, MessagePolicy]:
    """The policies that decide now.

    In the learning mode the calendar says whether: one prompt a week, with a fixed chance. Which
    kind of prompt is drawn by turns then, since nothing else is known.
    """
    latest = Policy.objects.filter(organisation_id=settings.organisation_id, kind=SEND)
    known = latest.order_by("-version").first()
    if is_learning(settings=settings, known=known, now=now):
        calendar = Calendar(
            probability=settings.learning_chance,
            L_min=settings.least_chance,
            L_max=settings.most_chance,
        )
        return calendar, load_message(settings)
    learned = load_learned(settings)
    return learned.send, learned.message


def is_learning(*, settings: PromptSettings, known: Policy | None, now: datetime) -> bool:
    """Whether the calendar still decides: until the day that was set, and until enough is known."""
    if settings.learning_until is not None:
        zone = ZoneInfo(settings.organisation.time_zone)
        if now.astimezone(zone).date() < settings.learning_until:
            return True
    return known is None or not knows_enough(
        people=known.people,
        shares_prompted=known.shares_prompted,
        shares_silent=known.shares_silent,
    )


def load_learned(settings: PromptSettings) -> Learned:
    """What was learned so far, under the organisation's present limits and prior."""
    fresh = fresh_send(settings)
    known = _latest(settings.organisation_id, SEND)
    if known is None:
        return Learned(fresh, load_message(settings))
    stored = PartialPooling.from_state(state_of(_parts(known)))
    send = replace(fresh, sums=stored.sums, effects=stored.effects, version=stored.version)
    return Learned(
        send=send,
        message=load_message(settings),
        rows=known.rows,
        people=known.people,
        shares_prompted=known.shares_prompted,
        shares_silent=known.shares_silent,
    )


def fresh_send(settings: PromptSettings) -> PartialPooling:
    """Whether to prompt, by these settings, before the first lesson."""
    return new_send_policy(
        least_chance=settings.least_chance,
        most_chance=settings.most_chance,
        prior_mean=settings.prior_mean,
        prior_deviation=settings.prior_deviation,
    )


def load_message(settings: PromptSettings) -> MainEffect:
    """What is known of the kinds of prompt."""
    known = _latest(settings.organisation_id, MESSAGE)
    return MainEffect.from_state(state_of(_parts(known))) if known else new_message_policy()


def keep_learned(
    learned: Learned,
    *,
    organisation_id: int,
    now: datetime,
    kinds: Collection[str] = (SEND, MESSAGE),
) -> None:
    """Store a new version of the policies, and let the states of old versions go."""
    for kind, policy in ((SEND, learned.send), (MESSAGE, learned.message)):
        if kind not in kinds:
            continue
        state = policy.state()
        row = Policy.objects.create(
            organisation_id=organisation_id,
            kind=kind,
            name=policy.name,
            version=policy.version,
            rows=learned.rows,
            people=learned.people,
            shares_prompted=learned.shares_prompted,
            shares_silent=learned.shares_silent,
            fingerprint=fingerprint_of(state),
            made_at=now,
        )
        with connection.cursor() as cursor:
            for number, piece in enumerate(pieces_of(state)):
                cursor.execute(
                    """INSERT INTO prompting_policypart
                           (organisation_id, policy_id, number, content)
                       VALUES (%s, %s, %s, %s)""",
                    [organisation_id, row.pk, number, piece],
                )
        PolicyPart.objects.filter(
            organisation_id=organisation_id,
            policy__kind=kind,
            policy__version__lte=policy.version - KEPT,
        ).delete()


def fingerprints_of(learned: Learned) -> dict[str, str]:
    """What `Policy.fingerprint` says of both, by their kind."""
    return {
        SEND: fingerprint_of(learned.send.state()),
        MESSAGE: fingerprint_of(learned.message.state()),
    }


def _latest(organisation_id: int, kind: str) -> Policy | None:
    rows = Policy.objects.filter(organisation_id=organisation_id, kind=kind)
    return rows.order_by("-version").first()


def _parts(policy: Policy) -> Iterator[bytes]:
    """The pieces of a state, one query each, so that only one is in memory besides the arrays."""
    parts = PolicyPart.objects.filter(
        organisation_id=policy.organisation_id, policy_id=policy.pk
    ).values_list("content", flat=True)
    for number in range(parts.count()):
        yield bytes(parts.get(number=number))
