"""How far a story came, as it may be told from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What came of a story, of everybody who is counted.

    Attributes:
        clicks: how often readers followed the links of each who shared it, in the order in which
            they first did.
        skips: how many people skipped it.
        people: how many of those who are counted it is for.
    """

    clicks: Sequence[int]
    skips: int
    people: int


@dataclass(frozen=True, slots=True)
class Came:
    """What is told of a story: who shared it, how often readers came to these, and who skipped."""

    sharers: int = 0
    clicks: int = 0
    skips: int = 0


def told_of(facts: StoryFacts, *, before: Came, least: int) -> Came:
    """What may be told of a story after a week, from what came of it and what was told before.

    People are told of in whole blocks of k, so they come into a figure k at a time, and only while
    k of those the story is for stay outside. Clicks are those of the blocks. No figure falls: a
    fall would be that of who left, was erased or took something back.

    Args:
        facts: what came of it.
        before: what was told last.
        least: k.
    """
    block = _blocks(len(facts.clicks), facts.people, least)
    return Came(
        sharers=max(before.sharers, block),
        clicks=max(before.clicks, sum(facts.clicks[:block])),
        skips=max(before.skips, _blocks(facts.skips, facts.people, least)),
    )


def _blocks(count: int, people: int, least: int) -> int:
    told = min(count, people - least)
    return told - told % least if told >= least else 0
