"""What the rules of next steps read, all of it published, and what they propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Rule(StrEnum):
    """Which rule a step is from."""

    EASE = "ease"
    STORIES = "stories"
    SLOW = "slow"
    EXPERIMENT = "experiment"
    THANK = "thank"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Part:
    """What a group of people did with the digests of a quarter.

    Attributes:
        key: what it is called in rows: the keys of its teams, or a language.
        names: of its teams, or the language.
        people: how many are counted in it.
        digests: how many they got.
        looks: how many of them they looked at.
        starts: how many led to a text that was taken to a network.
        shares: how many led to a post.
    """

    key: str
    names: tuple[str, ...]
    people: int
    digests: int
    looks: int
    starts: int
    shares: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What hundred prompts bring in shares, by the study of them; `known` once it may be told."""

    estimate: float
    lower: float
    upper: float
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rules read, all of it published.

    Attributes:
        teams: groups of teams, the finest that can be told.
        languages: groups by language.
        design: of "starts" among looks and "shares" among starts, see `gaps.design_effect`.
        live: how many stories there are to choose from in each language.
        effect: of prompts; None before there is a study of them.
        prompted: how many people were prompted in the week; None where it cannot be told.
        most_chance: the largest chance of a prompt.
        sharers: of the last weeks, how many shared and of how many, the newest first.
        is_trying: whether an experiment is running.
        done: rule and key of what was taken up, or taken back, lately.
    """

    teams: Sequence[Part] = ()
    languages: Sequence[Part] = ()
    design: Mapping[str, float]
    live: Mapping[str, int] = field(default_factory=dict[str, int])
    effect: Effect | None = None
    prompted: int | None = None
    most_chance: float = 0.9
    sharers: Sequence[tuple[int, int]] = ()
    is_trying: bool = False
    done: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        rule: which rule it is from.
        key: whom it is about, "" for everybody.
        names: what they are called.
        gain: what is expected of it, in `unit`; None where nothing is known.
        lower: an end of the interval of 95 %, where there is one.
        upper: the other one.
        unit: "shares" a week, "messages" a week, or "effect", a part of the usual.
        evidence: the figures that the rule read, by name.
    """

    rule: Rule
    key: str = ""
    names: tuple[str, ...] = ()
    gain: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict[str, Any])
