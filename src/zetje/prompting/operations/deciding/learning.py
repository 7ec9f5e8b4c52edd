"""Learns once a week what came of decisions, and can learn all of it again from the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.burden import price
from zetje.behaviour.decisions import learn
from zetje.delivery import queries as delivery
from zetje.lib.arrays import copied_in
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.prompting.models import Policy
from zetje.prompting.operations.deciding.planning import AT_ONCE, TURN
from zetje.prompting.operations.deciding.policies import (
    Learned,
    fingerprints_of,
    fresh_send,
    keep_learned,
    load_learned,
)
from zetje.prompting.operations.deciding.rounds import KIND
from zetje.prompting.queries.deciding import settings_of
from zetje.prompting.queries.lessons import Rows, past_lessons, rows_to_learn
from zetje.prompting.rules.deciding import new_message_policy
from zetje.sharing import queries as sharing

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# A post of Sunday night is confirmed on Monday; what nobody learned from in time is let go.
GRACE: Final = timedelta(days=1)
NOT_OLDER_THAN: Final = timedelta(weeks=12)
_OUTCOME: Final = {
    "decision": "bigint",
    "shared": "boolean",
    "was_sent": "boolean",
    "price": "double",
}
_OUTCOMES: Final = """
INSERT INTO prompting_decisionoutcome
    (organisation_id, decision_id, shared, was_sent, price, learned_at, version)
SELECT %s, decision, shared, was_sent, price, %s, %s FROM outcomes
"""


def learn_from_decisions(*, organisation_id: int, now: datetime) -> int:
    """Note what came of the decisions whose week is over, and teach both policies by it.

    Returns:
        how many outcomes are new.
    """
    with tenant(organisation_id):
        hold_turn(TURN, organisation_id)
        rows = rows_to_learn(
            organisation_id=organisation_id, since=now - NOT_OLDER_THAN, until=now - GRACE
        )
        if not rows.decision.size:
            return 0
        shared = _shared(rows, organisation_id)
        costs = price(dose=rows.dose)
        before = load_learned(settings_of(organisation_id=organisation_id, now=now))
        after = taught(before, rows, shared=shared, costs=costs)
        if after is not before:
            keep_learned(after, organisation_id=organisation_id, now=now)
        sent = delivery.subjects_gone_out(
            organisation_id=organisation_id, kind=KIND, since=now - NOT_OLDER_THAN
        )
        outcomes: dict[str, NDArray[Any]] = {
            "decision": rows.decision,
            "shared": shared,
            "was_sent": rows.log.prompted & np.isin(rows.decision, sent),
            "price": costs,
        }
        with copied_in("outcomes", _OUTCOME, outcomes), connection.cursor() as cursor:
            cursor.execute(_OUTCOMES, [organisation_id, now, after.send.version])
        return int(rows.decision.size)


def taught(before: Learned, rows: Rows, *, shared: Flags, costs: Floats) -> Learned:
    """What is known after a lesson; the same as before where nobody was available in it."""
    drawn = rows.log.available
    if not drawn.any():
        return before
    lesson = learn(
        log=rows.log,
        outcome=shared,
        price=costs,
        known=np.ones(drawn.size, dtype=np.bool_),
        send=before.send,
        message=before.message,
    )
    return Learned(
        send=lesson.send,
        message=lesson.message,
        rows=before.rows + int(drawn.sum()),
        people=len(lesson.send.sums.keys),
        shares_prompted=before.shares_prompted + int((drawn & shared & rows.log.prompted).sum()),
        shares_silent=before.shares_silent + int((drawn & shared & ~rows.log.prompted).sum()),
    )


def relearn(*, organisation_id: int, now: datetime) -> Learned:
    """Learn everything again from the log, and change nothing; the tenant's block must be open."""
    settings = settings_of(organisation_id=organisation_id, now=now)
    learned = Learned(fresh_send(settings), new_message_policy())
    for lesson in past_lessons(organisation_id=organisation_id):
        learned = taught(learned, lesson.rows, shared=lesson.shared, costs=lesson.price)
    return learned


def rebuild_policies(*, organisation_id: int, now: datetime) -> int:
    """Put what the log teaches in the place of what is kept of the latest version, if it differs.

    The tenant's block must be open.

    Returns:
        how many policies held something else.
    """
    learned = relearn(organisation_id=organisation_id, now=now)
    amiss = _differing(learned, organisation_id)
    for policy in amiss:
        policy.delete()
    keep_learned(
        learned, organisation_id=organisation_id, now=now, kinds={policy.kind for policy in amiss}
    )
    return len(amiss)


def policies_amiss(*, organisation_id: int, now: datetime) -> list[str]:
    """The policies that hold something else than what the log teaches, by their names.

    The tenant's block must be open.
    """
    learned = relearn(organisation_id=organisation_id, now=now)
    return [f"policy {policy}" for policy in _differing(learned, organisation_id)]


def _differing(learned: Learned, organisation_id: int) -> list[Policy]:
    """The latest versions that hold something else than this."""
    found = fingerprints_of(learned)
    rows = Policy.objects.filter(organisation_id=organisation_id)
    latest = rows.order_by("kind", "-version").distinct("kind")
    return [policy for policy in latest if found[policy.kind] != policy.fingerprint]


def _shared(rows: Rows, organisation_id: int) -> Flags:
    """Whether each decision's person shared between its slot and the end of their week."""
    shared = np.zeros(rows.decision.size, dtype=np.bool_)
    since = datetime.fromtimestamp(int(rows.slot_at.min()), UTC)
    for start in range(0, rows.decision.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        answers = sharing.answers_since(
            organisation_id=organisation_id,
            member_ids=np.unique(rows.member[part]),
            since=since,
        )
        posted = answers.is_confirmed
        shared[part] = _any_between(
            rows.member[part],
            rows.slot_at[part],
            rows.until[part],
            answers.member[posted],
            answers.at[posted],
        )
    return shared


def _any_between(whose: Ints, first: Ints, until: Ints, member: Ints, at: Ints) -> Flags:
    """Whether each span [first, until) of a member holds a moment of that member."""
    span = np.concatenate([np.zeros(at.size, dtype=np.bool_), np.ones(whose.size, dtype=np.bool_)])
    who, when = np.concatenate([member, whose]), np.concatenate([at, first])
    # In one order of members and moments, a span before what happens at its first moment; the
    # first thing that happens from there on is the next entry that is no span.
    order = np.lexsort((~span, when, who))
    things = np.where(span[order], span.size, np.arange(span.size))
    following = np.minimum.accumulate(things[::-1])[::-1][span[order]]
    there = following < span.size
    found = np.zeros(whose.size, dtype=np.bool_)
    index = order[span[order]] - at.size
    thing = order[following[there]]
    mine = index[there]
    found[mine] = (who[thing] == whose[mine]) & (when[thing] < until[mine])
    return found
