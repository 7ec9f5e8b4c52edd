"""The figures that are frozen each week: what is counted of each person, and out of whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """How a figure goes on from week to week, and how it adds up."""

    # True or false of a person at the end of a week: joined, shared within a month.
    STATE = "state"
    # True or false of a person's week: shared, chose.
    WEEK = "week"
    # A number of a person's week: shares, clicks. Shown where enough people stand behind it.
    SUM = "sum"
    # One of several places of a person at the end of a week; for the whole organisation only.
    PLACE = "place"


class Figure(StrEnum):
    """What can be asked of the wall."""

    PEOPLE = "people"
    JOINED = "joined"
    PAUSED = "paused"
    GOT_DIGEST = "got_digest"
    OPENED_DIGEST = "opened_digest"
    PROMPTED = "prompted"
    CHOSE = "chose"
    SKIPPED = "skipped"
    STARTED = "started"
    SHARED = "shared"
    SHARED_MONTH = "shared_month"
    OWN_WORDS = "own_words"
    CLICKED = "clicked"
    CHOICES = "choices"
    SKIPS = "skips"
    SHARES = "shares"
    CLICKS = "clicks"
    PHASE_1 = "phase_1"
    PHASE_2 = "phase_2"
    PHASE_3 = "phase_3"
    PHASE_4 = "phase_4"
    PHASE_5 = "phase_5"


# Under which name the cells of phases stand.
PLACE: Final = "phase"
PHASES: Final = tuple(Figure(f"phase_{place}") for place in range(1, 6))


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a figure is counted.

    Attributes:
        kind: see `Kind`.
        base: the figure whose people it is a part of; `PEOPLE` for everybody who is counted.
        behind: of a sum, the figure that says behind how many people it stands.
    """

    kind: Kind
    base: Figure = Figure.JOINED
    behind: Figure | None = None


MEANINGS: Final = MappingProxyType(
    {
        Figure.JOINED: Meaning(Kind.STATE, base=Figure.PEOPLE),
        Figure.PAUSED: Meaning(Kind.STATE),
        Figure.GOT_DIGEST: Meaning(Kind.WEEK),
        Figure.OPENED_DIGEST: Meaning(Kind.WEEK),
        Figure.PROMPTED: Meaning(Kind.WEEK),
        Figure.CHOSE: Meaning(Kind.WEEK),
        # Whoever skipped chose, and own words are of who shared: what is left of those is told too.
        Figure.SKIPPED: Meaning(Kind.WEEK, base=Figure.CHOSE),
        Figure.STARTED: Meaning(Kind.WEEK),
        Figure.SHARED: Meaning(Kind.WEEK),
        Figure.SHARED_MONTH: Meaning(Kind.STATE),
        Figure.OWN_WORDS: Meaning(Kind.WEEK, base=Figure.SHARED),
        Figure.CLICKED: Meaning(Kind.WEEK),
        Figure.CHOICES: Meaning(Kind.SUM, behind=Figure.CHOSE),
        Figure.SKIPS: Meaning(Kind.SUM, base=Figure.CHOSE, behind=Figure.SKIPPED),
        Figure.SHARES: Meaning(Kind.SUM, behind=Figure.SHARED),
        Figure.CLICKS: Meaning(Kind.SUM, behind=Figure.CLICKED),
        **{phase: Meaning(Kind.PLACE) for phase in PHASES},
    }
)
# In the order in which a person's values are kept.
COUNTED: Final = tuple(figure for figure in MEANINGS if MEANINGS[figure].kind is not Kind.PLACE)
