"""The headline of the page Insight and the sentence below it, made from the map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.fogg import Factor
from zetje.insights.presenters.fogg_groups import group_name
from zetje.insights.presenters.number_words import listed
from zetje.insights.queries import FoggMap, Period, Placed
from zetje.insights.rules.fogg_map import LINE, SURE

# A group has come over the line where it is likely on one side now and likely was on the other.
_LIKELY: Final = 0.8
_HALF: Final = 1 / 2


def headline_of(found: FoggMap, *, is_past: bool = False) -> str:
    """How many would share if all got stories; `is_past` for a month that is over."""
    if is_past:
        return _("In %(month)s %(value)s of %(of)s would share one of the week's stories.") % {
            "value": found.sharing[0],
            "of": found.people,
            "month": month_of(found.period),
        }
    return _("%(value)s of %(of)s would share if they got stories today.") % {
        "value": found.sharing[0],
        "of": found.people,
    }


def month_of(period: Period) -> str:
    """The month that most days of a week are in."""
    return date_format(period.first + timedelta(days=3), "F")


def lead_of(
    found: FoggMap,
    *,
    change: str = "",
    stops: str = "",
    is_advised: bool = False,
    is_past: bool = False,
) -> str:
    """How sure that is, what changed, what holds it back, and where there is most to gain.

    Args:
        found: the map.
        change: how sharing changed, in a sentence; "" where it did not.
        stops: what holds the programme back, in a sentence.
        is_advised: whether advice stands beside it. That weighs more, so nothing is said then of
            where there is most to gain: the two could name different groups.
        is_past: whether it is told afterwards, of a month that is over.
    """
    between = (
        _("Between %(low)s and %(high)s, we estimate, of the %(of)s who got stories until then.")
        if is_past
        else _("Between %(low)s and %(high)s, we estimate, of the %(of)s who got stories lately.")
    )
    said = [
        between % {"low": found.sharing[1], "high": found.sharing[2], "of": found.people},
        change,
        stops,
        _moves(found),
        "" if is_advised else _most_to_gain(found.groups),
    ]
    return " ".join(each for each in said if each)


def _moves(found: FoggMap) -> str:
    """Who crossed the line since the quarter before; "" where nothing of then can be told."""
    if found.before is None or not any(each.before for each in found.groups):
        return ""
    month = date_format(found.before.last, "F")
    came = [each for each in found.groups if _crossed(each, up=True)]
    went = [each for each in found.groups if _crossed(each, up=False)]
    if came:
        return ngettext(
            "%(groups)s came over the action line since %(month)s, %(people)s colleague.",
            "%(groups)s came over the action line since %(month)s, %(people)s colleagues.",
            sum(each.steps.people for each in came),
        ) % {
            "groups": _names(came),
            "month": month,
            "people": sum(each.steps.people for each in came),
        }
    if went:
        return _("%(groups)s sank below the action line since %(month)s.") % {
            "groups": _names(went),
            "month": month,
        }
    return _("No group has crossed the action line since %(month)s.") % {"month": month}


def _crossed(group: Placed, *, up: bool) -> bool:
    if group.before is None:
        return False
    now, before = (spot.above if up else 1 - spot.above for spot in (group.now, group.before))
    return now >= _LIKELY and before <= 1 - _LIKELY


def _most_to_gain(groups: Sequence[Placed]) -> str:
    """The group below the line with the most people to bring over it, and what is missing there."""
    below = [each for each in groups if each.now.above <= _HALF]
    if not below:
        return _("Every group is above the line: leave them alone.") if _all_sure(groups) else ""
    # What holds for several teams together need hold for none of them.
    most = max([each for each in below if len(each.teams) == 1] or below, key=_to_gain)
    return {
        Factor.ABILITY: _(
            "Most is to be gained in %(group)s: they begin and do not get it posted."
        ),
        Factor.MOTIVATION: _("Most is to be gained in %(group)s: they look and seldom begin."),
        Factor.PROMPT: _("Most is to be gained in %(group)s: they seldom look at their stories."),
        Factor.NOTHING: _("Most is to be gained in %(group)s."),
    }[most.now.missing] % {"group": group_name(most)}


def _to_gain(group: Placed) -> float:
    """People times how far their chance to share once they look is below the line."""
    chance = group.now.motivation.middle * group.now.ability.middle
    return group.steps.people * max(0.0, LINE - chance)


def _all_sure(groups: Sequence[Placed]) -> bool:
    return all(each.now.above >= SURE for each in groups)


def _names(groups: Sequence[Placed]) -> str:
    return listed([group_name(each) for each in groups])
