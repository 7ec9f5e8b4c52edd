"""One decision for each person and week: who may, whether, which message, the draw, and the log.

Availability → uplift → message → draw → log. Silence is always one of the actions. The chance of a
prompt comes from a send policy within its limits (.1 and .9 unless set otherwise), the chances of
the messages from a message policy with its even mix, so that every effect can be estimated
afterwards; an unavailable row is silent with probability 1 and says why. One even draw a row picks
silence or a message: it depends on seed, person and week alone (see `draws`). The order of work is
that of micro-randomised trials (Klasnja et al. 2015); the log is what their analysis needs.

>>> from zetje.behaviour.policies.fixed import Fixed
>>> from zetje.behaviour.policies.messages import Uniform
>>> log = decide(
...     person=[1, 2, 3, 4], week=2901, reason=[0, 0, 4, 0], baseline=np.ones(4),
...     advantage=np.ones(4), eligible=np.ones((4, 2)), days_since=np.full((4, 2), np.inf),
...     send=Fixed(), message=Uniform(), seed=1,
... )
>>> log.action.tolist(), log.chances[2].tolist(), Reason(log.reason[2]).name
([2, 0, 0, 0], [1.0, 0.0, 0.0], 'ON_LEAVE')
>>> lesson = learn(
...     log=log, outcome=[1, 0, 0, 0], price=np.full(4, 0.02), known=[1, 1, 1, 0],
...     send=Fixed(), message=Uniform(),
... )
>>> lesson.log.learned.tolist(), lesson.send.version
([True, True, True, False], 1)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Flags, Floats, Ints, flags, table
from zetje.behaviour.availability import Reason
from zetje.behaviour.burden import rewards
from zetje.behaviour.draws import uniforms
from zetje.behaviour.policies.kinds import MessagePolicy, SendPolicy

SILENCE = 0
DAYS = 7
CHUNK = 4_096

Send = TypeVar("Send", bound=SendPolicy)
Message = TypeVar("Message", bound=MessagePolicy)


@dataclass(frozen=True, kw_only=True, eq=False)
class Decisions:
    """The log of n decisions with K messages to choose from; rows are only ever added to it.

    `person` (n,) keys; `week` (n,) running numbers; `slot` (n,) hours of the week or whatever the
    caller plans by; `reason` (n,) values of `Reason`; `eligible` (n, K) flags; `send_chance` (n,)
    chance of a prompt; `message_chance` (n, K) chance of each message given a prompt; `action` (n,)
    0 for silence, 1 … K for a message; `baseline` (n, k) and `advantage` (n, q) features as they
    were; `send_policy`, `message_policy` names with versions; `seed`; `learned` (n,) whether the
    row has reached a policy.
    """

    person: NDArray[Any]
    week: Ints
    slot: Ints
    reason: Ints
    eligible: Flags
    send_chance: Floats
    message_chance: Floats
    action: Ints
    baseline: Floats
    advantage: Floats
    send_policy: str
    message_policy: str
    seed: int
    learned: Flags

    @property
    def available(self) -> Flags:
        """Which rows were randomised, (n,)."""
        return self.reason == Reason.AVAILABLE

    @property
    def prompted(self) -> Flags:
        """Which rows got a prompt, (n,)."""
        return self.action != SILENCE

    @property
    def arm(self) -> Ints:
        """Which message each row got, 0 … K − 1, and −1 for silence, (n,)."""
        return self.action - 1

    @property
    def chances(self) -> Floats:
        """The chance of every action, (n, 1 + K), silence first; each row sums to one."""
        silence = 1.0 - self.send_chance[:, np.newaxis]
        return np.hstack([silence, self.send_chance[:, np.newaxis] * self.message_chance])

    @property
    def chance(self) -> Floats:
        """The chance that the chosen action had, (n,)."""
        row = np.arange(len(self.action))
        given = self.message_chance[row, np.maximum(self.arm, 0)]
        return np.where(self.prompted, self.send_chance * given, 1.0 - self.send_chance)


@dataclass(frozen=True)
class Lesson(Generic[Send, Message]):
    """The policies to go on with, and the log in which the rows they learned from are marked."""

    send: Send
    message: Message
    log: Decisions


def decide(
    *,
    person: ArrayLike,
    week: ArrayLike,
    reason: ArrayLike,
    baseline: ArrayLike,
    advantage: ArrayLike,
    eligible: ArrayLike,
    days_since: ArrayLike,
    send: SendPolicy,
    message: MessagePolicy,
    seed: int,
    slot: ArrayLike = 0,
) -> Decisions:
    """Decide for n people at once; one person is the same code with n = 1.

    Args: `person` (n,) keys; `week` and `slot` (n,) or one for all; `reason` (n,) from
    `availability.first_obstacle`; `baseline` g (n, k), `advantage` f (n, q); `eligible` (n, K)
    flags, `days_since` (n, K) days since this person last got each message, inf for never; the two
    policies; `seed`. Returns the log of what was drawn. An available row without any message is
    silent for `NO_MESSAGE`. Raises ValueError for shapes that do not fit.
    """
    keys = np.asarray(person)
    weeks, slots = _spread(week, len(keys)), _spread(slot, len(keys))
    may = _flag_table(eligible, len(keys))
    reasons = _spread(reason, len(keys))
    reasons = np.where((reasons == Reason.AVAILABLE) & ~may.any(axis=1), Reason.NO_MESSAGE, reasons)
    g = table("baseline", baseline, rows=len(keys))
    f = table("advantage", advantage, rows=len(keys))
    chance = send.probabilities(
        person=keys, baseline=g, advantage=f, available=reasons == Reason.AVAILABLE
    )
    messages = message.probabilities(eligible=may, days_since=days_since)
    even = uniforms(seed=seed, person=keys, week=week)
    return Decisions(
        person=keys,
        week=weeks,
        slot=slots,
        reason=reasons,
        eligible=may,
        send_chance=chance,
        message_chance=messages,
        action=_drawn(chance, messages, even),
        baseline=g,
        advantage=f,
        send_policy=f"{send.name} {send.version}",
        message_policy=f"{message.name} {message.version}",
        seed=seed,
        learned=np.zeros(len(keys), dtype=np.bool_),
    )


def learn(
    *,
    log: Decisions,
    outcome: ArrayLike,
    price: ArrayLike,
    known: ArrayLike,
    send: Send,
    message: Message,
) -> Lesson[Send, Message]:
    """Teach both policies from logged rows, each once, by the chance that it was drawn with.

    Nothing that is not in the log can be learned from. The send policy hears Y − A c(dose) of
    every available row, the message policy Y of every prompt.
    Args: `outcome` Y (n,); `price` c(dose) (n,), see `burden`; `known` (n,) flags: the outcome week
    is over; rows learned before are passed over. Returns the policies to go on with and the log
    with these rows marked. Raises ValueError for shapes that do not fit and where a person has two
    decisions in one week.
    """
    fresh = flags("known", known, rows=len(log.action)) & ~log.learned
    earned = rewards(outcome=outcome, treatment=log.prompted, price=price)
    rows = fresh & log.available
    pairs = np.unique(np.rec.fromarrays([log.person[rows], log.week[rows]]))
    if len(pairs) != np.count_nonzero(rows):
        raise ValueError("the log holds two decisions of one person in one week.")
    taught = send.update(
        person=log.person[rows],
        baseline=log.baseline[rows],
        advantage=log.advantage[rows],
        available=np.ones(len(pairs), dtype=np.bool_),
        probability=log.send_chance[rows],
        treatment=log.prompted[rows],
        reward=earned[rows],
    )
    sent = rows & log.prompted
    told = message.update(
        eligible=log.eligible[sent],
        chosen=log.arm[sent],
        probability=log.message_chance[sent],
        reward=np.asarray(outcome, dtype=np.float64)[sent],
        at=log.week[sent] * DAYS,
    )
    return Lesson(send=taught, message=told, log=replace(log, learned=log.learned | fresh))


def _spread(values: ArrayLike, rows: int) -> Ints:
    """Read one integer a row, or one for all of them."""
    array = np.asarray(values)
    if array.ndim and array.shape != (rows,):
        raise ValueError(f"week, slot and reason need one value, or {rows} of them.")
    return np.broadcast_to(array, (rows,)).astype(np.int64)


def _flag_table(eligible: ArrayLike, rows: int) -> Flags:
    array = np.asarray(eligible)
    if array.ndim != 2 or len(array) != rows:
        raise ValueError(f"eligible must be a table of {rows} rows, one column for each message.")
    return array.astype(np.bool_, copy=False)


def _drawn(chance: Floats, messages: Floats, even: Floats) -> Ints:
    """Turn even draws into actions: below the chance of a prompt u/π is an even draw again.

    A message is taken where that draw falls among the running sums of the message chances.
    """
    action = np.zeros(len(chance), dtype=np.int64)
    for first in range(0, len(chance), CHUNK):
        rows = slice(first, first + CHUNK)
        sent = np.flatnonzero(even[rows] < chance[rows]) + first
        among = messages[sent]
        total = among[:, 0].copy()
        for arm in range(1, among.shape[1]):
            total += among[:, arm]
        level = np.minimum(even[sent] / chance[sent] * total, np.nextafter(total, 0.0))
        reached = np.zeros(len(sent))
        for arm in range(among.shape[1]):
            reached += among[:, arm]
            action[sent] += reached <= level
        action[sent] += 1
    return action
