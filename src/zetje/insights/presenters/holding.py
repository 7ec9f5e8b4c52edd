"""What holds the programme back: the factor at which most go no further, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from zetje.behaviour.fogg import Factor
from zetje.insights.queries import Cell
from zetje.insights.rules.figures import Figure

# Each factor by the step that asks for it: who was there, and who came further.
_STEPS: Final[Mapping[Factor, tuple[Figure, Figure]]] = {
    Factor.PROMPT: (Figure.GOT_DIGEST, Figure.OPENED_DIGEST),
    Factor.MOTIVATION: (Figure.OPENED_DIGEST, Figure.STARTED),
    Factor.ABILITY: (Figure.STARTED, Figure.SHARED),
}


def holds_back(funnel: Mapping[Figure, Cell | None]) -> str:
    """The factor of which the smallest part of those who came so far comes further.

    Args:
        funnel: the steps of a week.

    Returns:
        "" where one of the steps cannot be told, or where nobody is lost.
    """
    held: dict[Factor, tuple[float, int, int]] = {}
    for factor, (before, after) in _STEPS.items():
        first, second = funnel[before], funnel[after]
        if first is None or second is None or not first.value or second.value is None:
            return ""
        held[factor] = second.value / first.value, second.value, first.value
    lowest = min(held, key=lambda factor: held[factor])
    part, value, of = held[lowest]
    return _said()[lowest] % {"value": value, "of": of} if part < 1 else ""


def _said() -> Mapping[Factor, str]:
    return {
        Factor.PROMPT: _(
            "The prompt holds it back the most: %(value)s of %(of)s who got stories looked at them."
        ),
        Factor.MOTIVATION: _(
            "Motivation holds it back the most: %(value)s of %(of)s who looked at their stories "
            "took one along to share."
        ),
        Factor.ABILITY: _(
            "Ability holds it back the most: %(value)s of %(of)s who took a text along said they "
            "posted it."
        ),
    }
