"""The page of whoever thanks on behalf of the organisation: what they can do from there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.recognition.queries.settings import GameSwitches

MANAGERS: Final = frozenset({"programme_manager", "administrator"})
ADMINISTRATORS: Final = frozenset({"administrator"})
EDITORS: Final = MANAGERS | {"editor"}
RECOGNISERS: Final = EDITORS | {"team_lead"}


@dataclass(frozen=True)
class Way:
    """A page that the page of whoever thanks leads to.

    Attributes:
        route: its name among the addresses.
        label: what it is called.
        help: what one does there.
        roles: who may open it.
        switch: what must be on for it, a name of `GameSwitches`; empty where nothing must.
    """

    route: str
    label: StrOrPromise
    help: StrOrPromise
    roles: frozenset[str]
    switch: str = ""


# Every part has its line here, once its pages are whole.
WAYS: Final[Sequence[Way]] = (
    Way(
        "shoutout_new",
        gettext_lazy("A shout-out of your own"),
        gettext_lazy("For something that no figure shows."),
        RECOGNISERS,
        "shoutouts",
    ),
    Way(
        "reward_thanks",
        gettext_lazy("Something small, unexpectedly"),
        gettext_lazy("From a pot for thanks, and never for a post."),
        MANAGERS | {"team_lead"},
        "rewards",
    ),
    Way(
        "reward_rules",
        gettext_lazy("Rewards: rules, draws and vouchers"),
        gettext_lazy("One person proposes, another says yes."),
        MANAGERS,
    ),
    Way(
        "challenges_manage",
        gettext_lazy("Challenges"),
        gettext_lazy("A few weeks in which teams reach something together."),
        MANAGERS,
        "challenges",
    ),
    Way(
        "cases",
        gettext_lazy("Points that wait"),
        gettext_lazy("Read what colleagues say of points that wait, and decide."),
        ADMINISTRATORS,
        "points",
    ),
    Way(
        "newsletter",
        gettext_lazy("The newsletter"),
        gettext_lazy("Who was thanked, what was passed on, and what comes next."),
        EDITORS,
        "newsletter",
    ),
    Way(
        "sheet",
        gettext_lazy("The team meeting"),
        gettext_lazy("The newsletter on one page, or on slides."),
        RECOGNISERS,
        "newsletter",
    ),
    Way(
        "recognition_settings",
        gettext_lazy("What is on, and the goal"),
        gettext_lazy("Leagues, boards, marks, rewards: together or one by one."),
        MANAGERS,
    ),
)


@dataclass(frozen=True)
class WayView:
    """One way, with its address."""

    address: str
    label: StrOrPromise
    help: StrOrPromise


def ways_for(*, roles: Collection[str], switches: GameSwitches) -> list[WayView]:
    """The pages that somebody with these roles may open, where what they need is on."""
    held = frozenset(roles)
    return [
        WayView(reverse(way.route), way.label, way.help)
        for way in WAYS
        if held & way.roles and (not way.switch or getattr(switches, way.switch))
    ]
