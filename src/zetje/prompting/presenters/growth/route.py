"""The way through the phases: what somebody did in each, in words, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zetje.behaviour.phases import Evidence, Phase

if TYPE_CHECKING:
    from zetje.behaviour.phases import Places

NAMES: Final = {
    Phase.INFORMATION: gettext_lazy("Information"),
    Phase.APPLICATION: gettext_lazy("Application"),
    Phase.CONFIRMATION: gettext_lazy("Confirmation"),
    Phase.CONSOLIDATION: gettext_lazy("Consolidation and verification"),
}
_ABOUT: Final = {
    Phase.INFORMATION: gettext_lazy("Finding out what it is good for."),
    Phase.APPLICATION: gettext_lazy("Seeing how it is done, and a first share with help."),
    Phase.CONFIRMATION: gettext_lazy("Your own words, and a word about them if you ask for it."),
    Phase.CONSOLIDATION: gettext_lazy(
        "It goes by itself; a week without us now and then shows it."
    ),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase of the way: its number, its name, what there is to say, and where it lies.

    Attributes:
        disc: the class of its disc: "full" behind somebody, "spot" where they are, else "".
    """

    number: int
    name: str
    sentences: Sequence[str]
    disc: str

    @property
    def is_here(self) -> bool:
        """Whether somebody is in it now."""
        return self.disc == "spot"


def stages(places: Places) -> list[Stage]:
    """The four phases as one person goes through them; for that person alone.

    Whoever is verified has the last one behind them.
    """
    phase = Phase(int(places.phase[0]))
    told = _Told(places.evidence)
    found: list[Stage] = []
    for number, (place, name) in enumerate(NAMES.items(), start=1):
        disc = "full" if place < phase else "spot" if place == phase else ""
        done = told.of(place) if place <= phase else []
        said = [str(_ABOUT[place]), *done] if place >= phase else done or [str(_ABOUT[place])]
        if place == phase:
            said = [_("You are here."), *said[1:], *_onward(places)]
        found.append(Stage(number, str(name), said, disc))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """The evidence of one person in words."""

    evidence: Evidence

    def of(self, phase: Phase) -> list[str]:
        tell: dict[Phase, Callable[[], list[str]]] = {
            Phase.INFORMATION: self._information,
            Phase.APPLICATION: self._application,
            Phase.CONFIRMATION: self._confirmation,
            Phase.CONSOLIDATION: self._consolidation,
        }
        return tell[phase]()

    def _count(self, name: str) -> int:
        return int(getattr(self.evidence, name)[0])

    def _information(self) -> list[str]:
        said: list[str] = []
        if read := self._count("stories_read"):
            said.append(
                ngettext(
                    "You read how it was for a colleague.",
                    "You read how it was for %(count)s colleagues.",
                    read,
                )
                % {"count": read}
            )
        if self._count("why_answered"):
            said.append(_("You said why you would do it."))
        return said

    def _application(self) -> list[str]:
        said: list[str] = []
        if seen := self._count("expert_examples_seen"):
            said.append(
                ngettext(
                    "You saw one example of an expert.",
                    "You saw %(count)s examples of experts.",
                    seen,
                )
                % {"count": seen}
            )
        if shares := self._count("shares"):
            said.append(
                ngettext("You posted once.", "You posted %(count)s times.", shares)
                % {"count": shares}
            )
        return said

    def _confirmation(self) -> list[str]:
        said: list[str] = []
        if own := self._count("recent_own_words_shares"):
            said.append(
                ngettext(
                    "One post in your own words in the last half year.",
                    "%(count)s posts in your own words in the last half year.",
                    own,
                )
                % {"count": own}
            )
        if read := self._count("expert_feedback_seen"):
            said.append(
                ngettext(
                    "One expert's word about them.", "%(count)s experts' words about them.", read
                )
                % {"count": read}
            )
        return said

    def _consolidation(self) -> list[str]:
        free = self._count("recent_free_weeks")
        if not free:
            return []
        shared = round(free * float(self.evidence.free_week_sharing[0]))
        said = ngettext(
            "Chance kept %(free)s week free of us; you posted in %(shared)s.",
            "Chance kept %(free)s weeks free of us; you posted in %(shared)s.",
            free,
        )
        return [said % {"free": free, "shared": shared}]


def _onward(places: Places) -> list[str]:
    """What the way to the next phase still asks, one thing at a time."""
    lacks = places.missing(0)
    for name, say in _NEXT.items():
        if name in lacks:
            return [say(max(1, round(lacks[name])))]
    return []


def _examples(count: int) -> str:
    said = ngettext(
        "Next: look at one example of an expert.",
        "Next: look at %(count)s examples of experts.",
        count,
    )
    return said % {"count": count}


def _own_words(count: int) -> str:
    said = ngettext(
        "Next: one more post in your own words.",
        "Next: %(count)s more posts in your own words.",
        count,
    )
    return said % {"count": count}


def _free_weeks(count: int) -> str:
    said = ngettext(
        "Next: one more week that chance keeps free of us.",
        "Next: %(count)s more weeks that chance keeps free of us.",
        count,
    )
    return said % {"count": count}


# In the order in which they come to most people.
_NEXT: Final[dict[str, Callable[[int], str]]] = {
    "stories_read": lambda _count: _("Next: read how it was for a colleague."),
    "digests_opened": lambda _count: _("Next: look at the stories of the week."),
    "why_answered": lambda _count: _("Next: say why you would share."),
    "recent_shares": lambda _count: _("Next: a first post, with help if you like."),
    "expert_examples_seen": _examples,
    "recent_own_words_shares": _own_words,
    "expert_feedback_seen": lambda _count: _("Next: ask an expert for a word about a post."),
    "recent_free_weeks": _free_weeks,
    "free_week_sharing": lambda _count: _("Next: a post in a week in which nobody asks."),
    "habit_strength": lambda _count: _("Next: some more weeks; a habit takes its time."),
}
