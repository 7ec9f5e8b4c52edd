"""The phase of a person: what the evidence says of how far sharing has become their own.

The four phases are those of the Transformational Change Model (Cialdini Institute, Bas Wouters):
Information, Application, Confirmation, Consolidation & verification. The model is qualitative; the
rules and their numbers in `RULES` are this project's own proposal.

A phase is a pure function of evidence and never of an earlier phase, so a replay of the same facts
in any order gives the same phase. Facts age in weeks of the person's own: leave, holidays and a
pause do not count. Old shares no longer carry the later phases, so who lapses returns to the phase
that fits; who ever shared never returns to Information.

Somebody who answered why, read two stories, shared once with help and saw one expert's example:

>>> evidence = gather(
...     person=[0, 0, 0, 0, 0],
...     fact=[Fact.STORY_READ, Fact.STORY_READ, Fact.WHY_ANSWERED, Fact.SHARE_WITH_HELP,
...           Fact.EXPERT_EXAMPLE_SEEN],
...     age=[9, 8, 8, 3, 2],
...     habit_strength=[0.04], feedback_refused=[False],
... )
>>> places = place(evidence)
>>> Phase(int(places.phase[0])).name, RULES[places.rule[0]].name, places.missing(0)
('APPLICATION', 'stories_and_why', {'expert_examples_seen': 1.0})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, Ints, column, flags

# A share carries Confirmation for a year, and own words and prompt-free weeks carry the phases
# after it for half a year; long enough for a season without stories, short enough to notice.
WEEKS_THAT_CARRY_CONFIRMATION = 52
WEEKS_THAT_CARRY_CONSOLIDATION = 26


class Phase(IntEnum):
    """The phases in their order; the last is Consolidation with its verification passed."""

    INFORMATION = 1
    APPLICATION = 2
    CONFIRMATION = 3
    CONSOLIDATION = 4
    VERIFIED = 5


class Fact(IntEnum):
    """What can be known to have happened.

    A digest counts as opened by a page visit labelled human or a choice in chat, never by a pixel.
    FREE_WEEK is an available week from which chance withheld the prompt, FREE_WEEK_SHARED such a
    week with a share (it stands beside its FREE_WEEK, not instead of it).
    """

    DIGEST_OPENED = 0
    STORY_READ = 1
    WHY_ANSWERED = 2
    SHARE_WITH_HELP = 3
    OWN_WORDS_SHARE = 4
    EXPERT_EXAMPLE_SEEN = 5
    EXPERT_FEEDBACK_SEEN = 6
    FREE_WEEK = 7
    FREE_WEEK_SHARED = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at, one row a person; each field an array (n,) of float64.

    Counts over all time, and, where the name says recent, over the weeks that the constants of this
    module give. `free_week_sharing` is the part of recent prompt-free weeks that had a share, in
    [0, 1]; `habit_strength` in [0, 1] as in `habits`; `feedback_refused` is 1 for who wants none.
    """

    digests_opened: Floats
    stories_read: Floats
    why_answered: Floats
    shares: Floats
    recent_shares: Floats
    expert_examples_seen: Floats
    recent_own_words_shares: Floats
    expert_feedback_seen: Floats
    feedback_refused: Floats
    habit_strength: Floats
    recent_free_weeks: Floats
    free_week_sharing: Floats


@dataclass(frozen=True, slots=True)
class Rule:
    """One way into a phase: at least this much of each of these fields of `Evidence`.

    A way that is not `advised` carries who took it and is shown to nobody as the way on.
    """

    name: str
    phase: Phase
    needs: Mapping[str, float]
    advised: bool = True


def _rule(name: str, phase: Phase, *, advised: bool = True, **needs: float) -> Rule:
    return Rule(name, phase, MappingProxyType(needs), advised)


RULES: tuple[Rule, ...] = (
    _rule("joined", Phase.INFORMATION),
    _rule("digests_and_why", Phase.APPLICATION, digests_opened=2, why_answered=1),
    _rule("stories_and_why", Phase.APPLICATION, stories_read=2, why_answered=1),
    _rule("shared_once", Phase.APPLICATION, advised=False, shares=1),
    _rule("first_share", Phase.CONFIRMATION, recent_shares=1, expert_examples_seen=2),
    _rule(
        "own_words_and_feedback",
        Phase.CONSOLIDATION,
        recent_own_words_shares=3,
        expert_feedback_seen=1,
    ),
    _rule("own_words_alone", Phase.CONSOLIDATION, recent_own_words_shares=5, feedback_refused=1),
    _rule(
        "verified_with_feedback",
        Phase.VERIFIED,
        recent_own_words_shares=3,
        expert_feedback_seen=1,
        habit_strength=0.7,
        recent_free_weeks=4,
        free_week_sharing=0.5,
    ),
    _rule(
        "verified_alone",
        Phase.VERIFIED,
        recent_own_words_shares=5,
        feedback_refused=1,
        habit_strength=0.7,
        recent_free_weeks=4,
        free_week_sharing=0.5,
    ),
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where people stand: arrays (n,), rules as indices into `rules`.

    `rule` is the first of the rules that carry the phase; `next_rule` the advised way to the next
    phase that lacks the least, -1 for who is VERIFIED.
    """

    evidence: Evidence
    rules: tuple[Rule, ...]
    phase: Ints
    rule: Ints
    next_rule: Ints

    def missing(self, row: int) -> dict[str, float]:
        """How much of which evidence one person lacks for the next phase; empty when VERIFIED."""
        index = int(self.next_rule[row])
        if index < 0:
            return {}
        lacks = {
            name: least - float(getattr(self.evidence, name)[row])
            for name, least in self.rules[index].needs.items()
        }
        return {name: lack for name, lack in lacks.items() if lack > 0}


def gather(
    *,
    person: ArrayLike,
    fact: ArrayLike,
    age: ArrayLike,
    habit_strength: ArrayLike,
    feedback_refused: ArrayLike,
) -> Evidence:
    """Add facts up to evidence; the order of the facts does not matter.

    Args: `person` (f,), 0 … n−1, whose each fact is; `fact` (f,), codes of `Fact`; `age` (f,), how
    many of the person's own weeks ago, 0 for this week; `habit_strength` (n,) in [0, 1];
    `feedback_refused` (n,) yes or no.
    Returns: the evidence of n people. Raises ValueError for unknown codes or people, a negative age
    or a strength outside [0, 1].
    """
    strength = column("habit_strength", habit_strength)
    people = len(strength)
    refused = flags("feedback_refused", feedback_refused, rows=people)
    whose = column("person", person).astype(np.int64)
    what = column("fact", fact, rows=len(whose)).astype(np.int64)
    weeks = column("age", age, rows=len(whose))
    _check(whose, what, weeks, strength)

    def count(*kinds: Fact, within: float = np.inf) -> Floats:
        counted = np.isin(what, kinds) & (weeks < within)
        return np.bincount(whose[counted], minlength=people).astype(np.float64)

    shares = (Fact.SHARE_WITH_HELP, Fact.OWN_WORDS_SHARE)
    free = count(Fact.FREE_WEEK, within=WEEKS_THAT_CARRY_CONSOLIDATION)
    free_shared = count(Fact.FREE_WEEK_SHARED, within=WEEKS_THAT_CARRY_CONSOLIDATION)
    return Evidence(
        digests_opened=count(Fact.DIGEST_OPENED),
        stories_read=count(Fact.STORY_READ),
        why_answered=count(Fact.WHY_ANSWERED),
        shares=count(*shares),
        recent_shares=count(*shares, within=WEEKS_THAT_CARRY_CONFIRMATION),
        expert_examples_seen=count(Fact.EXPERT_EXAMPLE_SEEN),
        recent_own_words_shares=count(Fact.OWN_WORDS_SHARE, within=WEEKS_THAT_CARRY_CONSOLIDATION),
        expert_feedback_seen=count(Fact.EXPERT_FEEDBACK_SEEN),
        feedback_refused=refused.astype(np.float64),
        habit_strength=strength,
        recent_free_weeks=free,
        free_week_sharing=np.divide(free_shared, free, out=np.zeros(people), where=free > 0),
    )


def place(evidence: Evidence, *, rules: tuple[Rule, ...] = RULES) -> Places:
    """Find each person's phase: the latest of which a rule holds.

    Who does what a later phase asks is not sent back to show what an earlier one asks.

    Args: `evidence` of n people; `rules`, a table like `RULES`, whose first row holds for everyone.
    Returns: phase, the rule behind it and the way on, for n people. Raises ValueError when the
    first rule has needs, or a rule names a field that `Evidence` does not have.
    """
    known = {field.name for field in fields(evidence)}
    if rules[0].needs or any(not known.issuperset(rule.needs) for rule in rules):
        raise ValueError("The first rule must hold for everyone, and rules look at Evidence only.")
    people = len(evidence.shares)
    lacking = np.stack([_lacking(evidence, rule, people) for rule in rules])
    phases = np.array([rule.phase for rule in rules], dtype=np.int64)
    reached = np.where(lacking == 0, phases[:, np.newaxis], 0)
    phase = reached.max(axis=0)
    rule = reached.argmax(axis=0)
    advised = np.array([rule.advised for rule in rules])[:, np.newaxis]
    onward = np.where(advised & (phases[:, np.newaxis] == phase + 1), lacking, np.inf)
    next_rule = np.where(np.isfinite(onward.min(axis=0)), onward.argmin(axis=0), -1)
    return Places(evidence, rules, phase, rule, next_rule)


def _lacking(evidence: Evidence, rule: Rule, people: int) -> Floats:
    """How far a rule is from holding: the sum over its needs of the part that is missing."""
    lacking = np.zeros(people)
    for name, least in rule.needs.items():
        lacking += np.maximum(0.0, 1 - getattr(evidence, name) / least)
    return lacking


def _check(whose: Ints, what: Ints, weeks: Floats, strength: Floats) -> None:
    if np.any((whose < 0) | (whose >= len(strength))):
        raise ValueError("person must number the rows of habit_strength, from 0.")
    if not np.all(np.isin(what, list(Fact))):
        raise ValueError("fact holds a code that Fact does not have.")
    if np.any(weeks < 0):
        raise ValueError("age cannot be negative: evidence lies in the past.")
    if np.any((strength < 0) | (strength > 1)):
        raise ValueError("habit_strength must lie between 0 and 1.")
