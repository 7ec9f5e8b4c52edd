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
    # Or chose for a story, wherever that was: who chooses has looked.
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
    # Digests of a quarter by how far they led; a sum each, and who has one.
    QUARTER_GOT = "quarter_got"
    QUARTER_LOOKED = "quarter_looked"
    QUARTER_STARTED = "quarter_started"
    QUARTER_SHARED = "quarter_shared"
    QUARTER_DIGESTS = "quarter_digests"
    QUARTER_LOOKS = "quarter_looks"
    QUARTER_STARTS = "quarter_starts"
    QUARTER_SHARES = "quarter_shares"
    # What team play is made of: points of the last four weeks, two weeks and week; a sum each, and
    # who has some.
    EARNED_MONTH = "earned_month"
    EARNED_TWO = "earned_two"
    EARNED = "earned"
    POINTS_MONTH = "points_month"
    POINTS_TWO = "points_two"
    POINTS = "points"
    # Posts that count towards the goal of all.
    PLAYED = "played"
    PLAYS = "plays"


# Under which name the cells of phases stand.
PLACE: Final = "phase"
PHASES: Final = tuple(Figure(f"phase_{place}") for place in range(1, 6))


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a figure is counted.

    Attributes:
        kind: see `Kind`.
        within: a figure that everybody has who has this one; `PEOPLE` for none but being counted.
        behind: of a sum, the figure that says behind how many people it stands.
        of_all: whether it is told of everybody together only.
    """

    kind: Kind
    within: Figure = Figure.JOINED
    behind: Figure | None = None
    of_all: bool = False


MEANINGS: Final = MappingProxyType(
    {
        Figure.JOINED: Meaning(Kind.STATE, within=Figure.PEOPLE),
        Figure.PAUSED: Meaning(Kind.STATE),
        Figure.GOT_DIGEST: Meaning(Kind.WEEK),
        Figure.OPENED_DIGEST: Meaning(Kind.WEEK),
        Figure.PROMPTED: Meaning(Kind.WEEK),
        Figure.CHOSE: Meaning(Kind.WEEK),
        Figure.SKIPPED: Meaning(Kind.WEEK, within=Figure.CHOSE),
        Figure.STARTED: Meaning(Kind.WEEK),
        Figure.SHARED: Meaning(Kind.WEEK, within=Figure.SHARED_MONTH),
        Figure.SHARED_MONTH: Meaning(Kind.STATE),
        Figure.OWN_WORDS: Meaning(Kind.WEEK, within=Figure.SHARED),
        Figure.CLICKED: Meaning(Kind.WEEK),
        Figure.CHOICES: Meaning(Kind.SUM, behind=Figure.CHOSE),
        Figure.SKIPS: Meaning(Kind.SUM, behind=Figure.SKIPPED),
        Figure.SHARES: Meaning(Kind.SUM, behind=Figure.SHARED),
        Figure.CLICKS: Meaning(Kind.SUM, behind=Figure.CLICKED),
        **{phase: Meaning(Kind.PLACE) for phase in PHASES},
        Figure.QUARTER_GOT: Meaning(Kind.STATE),
        Figure.QUARTER_LOOKED: Meaning(Kind.STATE, within=Figure.QUARTER_GOT),
        Figure.QUARTER_STARTED: Meaning(Kind.STATE, within=Figure.QUARTER_LOOKED),
        Figure.QUARTER_SHARED: Meaning(Kind.STATE, within=Figure.QUARTER_STARTED),
        Figure.QUARTER_DIGESTS: Meaning(Kind.SUM, behind=Figure.QUARTER_GOT),
        Figure.QUARTER_LOOKS: Meaning(Kind.SUM, behind=Figure.QUARTER_LOOKED),
        Figure.QUARTER_STARTS: Meaning(Kind.SUM, behind=Figure.QUARTER_STARTED),
        Figure.QUARTER_SHARES: Meaning(Kind.SUM, behind=Figure.QUARTER_SHARED),
        Figure.EARNED_MONTH: Meaning(Kind.STATE),
        Figure.EARNED_TWO: Meaning(Kind.STATE, within=Figure.EARNED_MONTH),
        Figure.EARNED: Meaning(Kind.WEEK, within=Figure.EARNED_TWO),
        Figure.POINTS_MONTH: Meaning(Kind.SUM, behind=Figure.EARNED_MONTH),
        Figure.POINTS_TWO: Meaning(Kind.SUM, behind=Figure.EARNED_TWO),
        Figure.POINTS: Meaning(Kind.SUM, behind=Figure.EARNED),
        Figure.PLAYED: Meaning(Kind.WEEK, of_all=True),
        Figure.PLAYS: Meaning(Kind.SUM, behind=Figure.PLAYED, of_all=True),
    }
)
# In the order in which a person's values are kept; a new one comes last, since a seat that was left
# keeps the values that there were.
COUNTED: Final = tuple(figure for figure in MEANINGS if MEANINGS[figure].kind is not Kind.PLACE)


def wider_than(figure: Figure) -> tuple[Figure, ...]:
    """The figures that everybody has who has this one, the widest first."""
    within = MEANINGS[figure].within
    return () if within is Figure.PEOPLE else (*wider_than(within), within)
