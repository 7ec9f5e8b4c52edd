"""The switches of an organisation's games and ways of thanking, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from zetje.recognition.queries.settings import GameSwitches

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "points": (
        gettext_noop("Points"),
        gettext_noop(
            "By rules that everybody may read. Off: nothing is counted, and leagues rest."
        ),
    ),
    "leagues": (
        gettext_noop("Leagues"),
        gettext_noop("Weekly, about 24 people who are alike; nobody sees a bottom."),
    ),
    "team_boards": (
        gettext_noop("Teams side by side"),
        gettext_noop("The points per active person of teams that can be told apart, on Tuesdays."),
    ),
    "challenges": (
        gettext_noop("Team challenges"),
        gettext_noop("For a while, between teams or towards a goal; teams join by choice."),
    ),
    "badges": (
        gettext_noop("Marks"),
        gettext_noop("A few that mean something. Each person decides who sees theirs."),
    ),
    "shoutouts": (
        gettext_noop("Shout-outs"),
        gettext_noop("Only of who agreed to be named, and seen by that person first."),
    ),
    "newsletter": (
        gettext_noop("Internal newsletter"),
        gettext_noop("By subscription, with shout-outs, stories and numbers."),
    ),
    "rewards": (
        gettext_noop("Rewards"),
        gettext_noop("Small and now and then. Whoever is paid for each share shares for the pay."),
    ),
}


@dataclass(frozen=True)
class SwitchView:
    """One switch, on or off."""

    name: str
    title: str
    help: str
    is_on: bool


def switch_views(switches: GameSwitches) -> Sequence[SwitchView]:
    """Every switch with what it does, in the order of the page."""
    return [
        SwitchView(name, _(WORDS[name][0]), _(WORDS[name][1]), is_on)
        for name, is_on in switches.as_dict().items()
    ]
