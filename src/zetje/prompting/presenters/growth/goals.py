"""What's in it for me: the goals somebody may choose, and how far they are with theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext_lazy

from zetje.prompting.rules.goals import EXPERTISE, HELPING, NETWORK, VISIBILITY

if TYPE_CHECKING:
    from zetje.prompting.queries.goals import OwnGoal

DayOf = Callable[[datetime], str]

_NAMES: Final = {
    VISIBILITY: gettext_lazy("To be seen"),
    EXPERTISE: gettext_lazy("To show what I know about"),
    NETWORK: gettext_lazy("To keep up with people in my line"),
    HELPING: gettext_lazy("To help colleagues"),
}
_COUNTS: Final = {
    VISIBILITY: gettext_lazy("Counts readers who follow your links."),
    EXPERTISE: gettext_lazy("Counts posts in your own words."),
    NETWORK: gettext_lazy("Counts weeks in which people heard from you."),
    HELPING: gettext_lazy(
        "Counts vacancies you pass on, tips of yours that colleagues share, and words of yours "
        "that somebody thanked for."
    ),
}
_DONE: Final = {
    VISIBILITY: ngettext_lazy(
        "%(done)s reader since %(day)s; next is %(step)s",
        "%(done)s readers since %(day)s; next is %(step)s",
        "number",
    ),
    EXPERTISE: ngettext_lazy(
        "%(done)s post since %(day)s; next is %(step)s",
        "%(done)s posts since %(day)s; next is %(step)s",
        "number",
    ),
    NETWORK: ngettext_lazy(
        "%(done)s week since %(day)s; next is %(step)s",
        "%(done)s weeks since %(day)s; next is %(step)s",
        "number",
    ),
    HELPING: ngettext_lazy(
        "%(done)s time since %(day)s; next is %(step)s",
        "%(done)s times since %(day)s; next is %(step)s",
        "number",
    ),
}


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal: its switch, and the rail of its progress while somebody works on it.

    Attributes:
        percent: how much of the next step is done, as text for an attribute.
    """

    kind: str
    name: str
    counts: str
    is_chosen: bool
    said: str = ""
    percent: str = "0"


def goal_views(goals: Sequence[OwnGoal], *, day_of: DayOf) -> list[GoalView]:
    """All goals, in one order whatever was chosen.

    Args:
        goals: what may be chosen, and what was.
        day_of: says a moment as a day on the person's own clock.
    """
    return [_view(goal, day_of) for goal in goals]


def _view(goal: OwnGoal, day_of: DayOf) -> GoalView:
    name, counts = str(_NAMES[goal.kind]), str(_COUNTS[goal.kind])
    if goal.progress is None or goal.chosen_at is None:
        return GoalView(goal.kind, name, counts, is_chosen=False)
    done, step = goal.progress.done, goal.progress.step
    said = _DONE[goal.kind] % {
        "number": done,
        "done": number_format(done, force_grouping=True),
        "day": day_of(goal.chosen_at),
        "step": number_format(step, force_grouping=True),
    }
    return GoalView(
        goal.kind, name, counts, is_chosen=True, said=said, percent=str(goal.progress.percent)
    )
