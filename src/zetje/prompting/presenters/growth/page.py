"""The whole page, opened by what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.habits import WEEKLY
from zetje.behaviour.phases import Phase
from zetje.people import queries as people
from zetje.prompting.presenters.growth.curve import CurveView, curve_view
from zetje.prompting.presenters.growth.goals import GoalView, goal_views
from zetje.prompting.presenters.growth.pace import Weeks, weeks_of
from zetje.prompting.presenters.growth.results import ResultsView, results_view
from zetje.prompting.presenters.growth.route import Stage, stages
from zetje.recognition import queries as recognition

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.queries.growth import Growth

# So many of one's own weeks without a share are a while.
QUIET: Final = 6
_STRONG: Final = 0.5
_GROWING: Final = 0.25
_SAID: Final = 26


@dataclass(frozen=True, slots=True)
class MarkView:
    """A badge somebody holds: its face, when it came, and its address while they show it."""

    badge: recognition.Badge
    address: str


@dataclass(frozen=True, slots=True)
class SwitchView:
    """One of the choices about oneself that this page turns."""

    name: str
    title: str
    help: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """The page. Parts that have nothing to show are None or empty."""

    headline: str
    lead: str
    curve: CurveView | None
    notices: Sequence[Mapping[str, str]]
    stages: Sequence[Stage]
    results: ResultsView | None
    word: recognition.Word | None
    may_ask: bool
    goals: Sequence[GoalView]
    has_marks: bool
    marks: Sequence[MarkView]
    ahead: Sequence[recognition.BadgeFace]
    marks_said: str
    switches: Sequence[SwitchView]


def growth_page(growth: Growth, *, member: Member, site: str, now: datetime) -> GrowthPage:
    """The page of one person, for that person.

    Args:
        growth: what they did.
        member: who they are.
        site: the address of this installation, without a path.
        now: the moment.
    """
    zone = ZoneInfo(member.time_zone)
    stands = weeks_of(growth.course)
    ahead = recognition.badges_ahead(growth.badges)
    return GrowthPage(
        headline=_headline(growth, stands),
        lead=_lead(growth, stands),
        curve=curve_view(growth.course) if growth.sees_weeks else None,
        notices=_notices(growth),
        stages=stages(growth.course.places),
        results=results_view(growth, zone=zone, now=now),
        word=growth.word,
        may_ask=growth.may_ask,
        goals=goal_views(growth.goals, day_of=lambda at: date_format(at.astimezone(zone), "j F")),
        has_marks=growth.switches.badges,
        marks=[_mark(badge, member, site) for badge in growth.badges],
        ahead=ahead,
        marks_said=_marks_said(len(growth.badges), len(ahead)),
        switches=switches_of(member, has=growth.switches),
    )


def _is_quiet(growth: Growth, stands: Weeks) -> bool:
    return growth.journey.came_back or stands.quiet >= QUIET


def _headline(growth: Growth, stands: Weeks | None) -> str:
    if stands is None:
        return _("It begins with one post.")
    if _is_quiet(growth, stands):
        return _("A fresh start.")
    if growth.journey.phase == Phase.VERIFIED:
        return _("It runs by itself.")
    if stands.strength >= _STRONG and stands.weeks_left is not None:
        return _("It is starting to run by itself.")
    return _("A rhythm is growing.") if stands.strength >= _GROWING else _("You have begun.")


def _lead(growth: Growth, stands: Weeks | None) -> str:
    if stands is None:
        return _("This page fills as you go: what came of it, what you learn, what you like to do.")
    if _is_quiet(growth, stands):
        return _(
            "It was quiet for a while, as happens. What you learned is still there; one story is "
            "enough to begin with."
        )
    if not growth.sees_weeks:
        return _("You chose not to see your weeks counted, so they are not counted here.")
    if 2 * stands.shared < stands.weeks:
        said = ngettext(
            "You have shared in %(count)s week so far.",
            "You have shared in %(count)s weeks so far.",
            stands.shared,
        )
        return f"{said % {'count': stands.shared}} {_outlook(stands)}"
    said = ngettext(
        "You have shared in %(shared)s of %(weeks)s week.",
        "You have shared in %(shared)s of %(weeks)s weeks.",
        stands.weeks,
    )
    shared = said % {"shared": stands.shared, "weeks": stands.weeks}
    return f"{shared} {_outlook(stands)}"


def _outlook(stands: Weeks) -> str:
    """What the weeks to come bring at the pace of the last ones; never what would be lost."""
    if stands.strength >= WEEKLY.threshold:
        return _("That is where we call it a habit.")
    if stands.weeks_left is not None and stands.weeks_left <= _SAID:
        said = ngettext(
            "If you go on like this, we would call it a habit in about %(count)s week.",
            "If you go on like this, we would call it a habit in about %(count)s weeks.",
            stands.weeks_left,
        )
        return said % {"count": stands.weeks_left}
    return _("A habit takes its time, and every week with a post adds to it.")


def _notices(growth: Growth) -> list[dict[str, str]]:
    journey = growth.journey
    if journey.is_probe:
        text = _("Chance picked it for you: no mail and no prompt, and your chain rests by itself.")
        return [{"title": _("A week without a push."), "text": text}]
    if journey.probe_next:
        text = _(
            "No mail and no prompt: that is how you find out whether it goes by itself. Your chain "
            "rests, whatever you do."
        )
        return [{"title": _("Next week we keep quiet."), "text": text}]
    return []


def _mark(badge: recognition.Badge, member: Member, site: str) -> MarkView:
    path = recognition.badge_path(badge, organisation=member.organisation)
    return MarkView(badge, f"{site}{path}" if path else "")


def _marks_said(held: int, ahead: int) -> str:
    if not held:
        return _("None printed yet; these two are on the press.")
    printed = ngettext("One printed", "%(count)s printed", held) % {"count": held}
    if not ahead:
        return _("%(printed)s. That is all there are.") % {"printed": printed}
    coming = ngettext("one on the press", "%(count)s on the press", ahead) % {"count": ahead}
    return f"{printed}, {coming}."


def switches_of(member: Member, *, has: recognition.GameSwitches) -> list[SwitchView]:
    """The choices about oneself that the page turns; those of games that are off are left out."""
    own = people.preferences_of(member)
    shown = [
        (
            "league",
            has.has_leagues,
            _("Take part in the league"),
            _("Two neighbours on each side see your name, or your alias, and your points."),
        ),
        (
            "shoutouts",
            has.shoutouts,
            _("Name me in shout-outs"),
            _("In Zetje and in the internal newsletter. You see each one first."),
        ),
        (
            "learns",
            True,
            _("Learn from what I share and skip"),
            _("Off means you get what everyone gets."),
        ),
        (
            "feedback",
            True,
            _("An expert may look at my posts"),
            _("And send you a compliment or a tip. Only posts you shared from here."),
        ),
    ]
    return [
        SwitchView(name, title, says, bool(getattr(own, name)))
        for name, is_shown, title, says in shown
        if is_shown
    ]
