"""What holds the programme back: the factor at which most go no further, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from zetje.behaviour.fogg import Factor
from zetje.insights.queries import Cell
from zetje.insights.rules.figures import Figure

_SURE: Final = 1.96
# Each factor by the step that asks for it: who was there, and who came further.
_STEPS: Final[Mapping[Factor, tuple[Figure, Figure]]] = {
    Factor.PROMPT: (Figure.GOT_DIGEST, Figure.OPENED_DIGEST),
    Factor.MOTIVATION: (Figure.OPENED_DIGEST, Figure.STARTED),
    Factor.ABILITY: (Figure.STARTED, Figure.SHARED),
}


def holds_back(funnel: Mapping[Figure, Cell | None]) -> str:
    """The factor at which clearly the smallest part comes further.

    Of two steps p < q the first is clearly smaller where q − p is above 1.96 · √(p(1 − p)/n +
    q(1 − q)/m), with n and m the people who came so far.

    Args:
        funnel: the steps of a week. They are counts of their own: who takes a text along need not
            have looked that week.

    Returns:
        "" where a step cannot be told, or where no step is clearly the smallest.
    """
    held: list[tuple[float, float, Factor, int, int]] = []
    for factor, (before, after) in _STEPS.items():
        first, second = funnel[before], funnel[after]
        if first is None or second is None or not first.value or second.value is None:
            return ""
        part = min(1.0, second.value / first.value)
        held.append((part, part * (1 - part) / first.value, factor, first.value, second.value))
    (least, doubt, factor, came, went), (following, more, *_rest), _most = sorted(held)
    if following - least <= _SURE * (doubt + more) ** 0.5:
        return ""
    return _said()[factor] % {"came": came, "went": went}


def _said() -> Mapping[Factor, str]:
    return {
        Factor.PROMPT: _(
            "The prompt holds it back the most: %(came)s got stories, %(went)s looked at them."
        ),
        Factor.MOTIVATION: _(
            "Motivation holds it back the most: %(came)s looked at their stories, %(went)s took a "
            "text along to share."
        ),
        Factor.ABILITY: _(
            "Ability holds it back the most: %(came)s took a text along, %(went)s said they "
            "posted it."
        ),
    }
