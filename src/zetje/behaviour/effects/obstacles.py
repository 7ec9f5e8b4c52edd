"""Why an effect could not be estimated, as a code with numbers; the words for people are the web's.

>>> raise NotEnoughDataError(Obstacle.TOO_FEW_PEOPLE, found=3, needed=5)
Traceback (most recent call last):
...
zetje.behaviour.effects.obstacles.NotEnoughDataError: 3 people were available at least once; \
this many coefficients ask for at least 5.
"""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """What stands between the rows and an estimate.

    TOO_FEW_PEOPLE: no more people than coefficients, so no degree of freedom is left.
    ONE_CONDITION_ONLY: a condition was never drawn while somebody was available.
    FEW_EVENTS: fewer events than an interval can be trusted with, given how the draws fell.
    FEW_EVENTS_IN_A_CONDITION: one condition saw hardly any, so its spread cannot be told.
    SAME_COLUMNS: controls or moderators repeat each other, or do not vary.
    ONE_PERSON_DECIDES: a coefficient hangs on one person alone, so its spread is unknown.
    NO_SOLUTION: the equations of EMEE have no finite solution (events lie apart in the controls
    or moderators).
    """

    TOO_FEW_PEOPLE = "too_few_people"
    ONE_CONDITION_ONLY = "one_condition_only"
    FEW_EVENTS = "few_events"
    FEW_EVENTS_IN_A_CONDITION = "few_events_in_a_condition"
    SAME_COLUMNS = "same_columns"
    ONE_PERSON_DECIDES = "one_person_decides"
    NO_SOLUTION = "no_solution"


_SENTENCES = {
    Obstacle.TOO_FEW_PEOPLE: (
        "{found} people were available at least once; this many coefficients ask for at least "
        "{needed}."
    ),
    Obstacle.ONE_CONDITION_ONLY: (
        "condition {found} was never drawn in an available row, so there is nothing to compare "
        "with."
    ),
    Obstacle.FEW_EVENTS: "{found} events in all; an interval asks for {needed} here.",
    Obstacle.FEW_EVENTS_IN_A_CONDITION: (
        "{found} events in the condition with the fewest; an interval asks for {needed} here."
    ),
    Obstacle.SAME_COLUMNS: (
        "controls and moderators must each tell something of their own: of {needed} columns "
        "{found} do."
    ),
    Obstacle.ONE_PERSON_DECIDES: (
        "{found} of the people decide a coefficient alone; leave out the column that only they "
        "have."
    ),
    Obstacle.NO_SOLUTION: (
        "no finite solution was found in {found} steps; use fewer controls or moderators, or wait "
        "for more events."
    ),
}


class NotEnoughDataError(ValueError):
    """The rows cannot answer the question.

    Attributes: `obstacle`, the code; `found`, the count (or the condition's number) that was met;
    `needed`, the count that is asked for, 0 where none is.
    """

    def __init__(self, obstacle: Obstacle, *, found: int, needed: int = 0) -> None:
        super().__init__(_SENTENCES[obstacle].format(found=found, needed=needed))
        self.obstacle = obstacle
        self.found = found
        self.needed = needed
