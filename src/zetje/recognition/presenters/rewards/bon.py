"""The bon on the page of recognition: what may be won now, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.recognition.presenters.rewards.words import language_now, title_of
from zetje.recognition.queries import rewards
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import is_kept_from
from zetje.recognition.rules.rewards import OF_POSTS, Entrant, Kind, Period, period_of

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import RewardRule

# Figures of fewer people are not shown to anybody.
BLOCK: Final = 5


@dataclass(frozen=True)
class BonView:
    """A reward that may be won now.

    Attributes:
        title: what it is for, and when.
        prize: what it is.
        note: where and how it is had.
        number: of the period, two digits.
        until: its last day.
        lead: how it stands.
        roundabout: what happens to who won before; empty where nothing does.
    """

    title: str
    prize: str
    note: str
    number: str
    until: date
    lead: str
    roundabout: str


def bon_view(*, member: Member, now: datetime) -> BonView | None:
    """The reward of the moment, or None while there is none.

    The same for every colleague but those whom an experiment keeps it from.
    """
    if not game_switches(member.organisation_id).rewards:
        return None
    today = content.today_of(member.organisation, at=now)
    running = [
        rule
        for rule in rewards.running_rules(member.organisation_id)
        if rule.kind in OF_POSTS
        and rule.starts_on <= today
        and (rule.ends_on is None or today <= rule.ends_on)
        and rule.left_cents >= rule.value_cents
        and not is_kept_from(member, rule, today=today)
    ]
    if not running:
        return None
    # What people do for each other comes first.
    rule = min(running, key=lambda one: (one.kind != Kind.PASSED_ON, one.pk))
    period = period_of(today, rule.period)
    language = language_now()
    return BonView(
        title=title_of(rule, starts_on=period.starts_on),
        prize=rule.prize(language),
        note=rule.note(language),
        number=f"{_number(rule, period):02}",
        until=period.ends_on,
        lead=_lead(rule, period, today, now=now),
        roundabout=(
            _("Won it before? Then it goes to the next in line, so it goes round.")
            if rule.rest_rounds and rule.kind not in (Kind.GOAL, Kind.EACH)
            else ""
        ),
    )


def _number(rule: RewardRule, period: Period) -> int:
    if rule.period == "week":
        return period.starts_on.isocalendar().week
    return period.starts_on.month if rule.period == "month" else (period.starts_on.month + 2) // 3


def _lead(rule: RewardRule, period: Period, today: date, *, now: datetime) -> str:
    days = (period.ends_on - today + timedelta(days=1)).days
    left = ngettext("%(count)s day is left.", "%(count)s days are left.", days) % {"count": days}
    said = {
        Kind.DRAW: _("Drawn among everybody who posts this time; once is enough."),
        Kind.FAIR_CLICKS: _("For the posts that are read most for what is usual for their author."),
        Kind.GOAL: _("For all of us, once %(count)s colleagues have shared.")
        % {"count": rule.threshold},
        Kind.EACH: _("For everybody who shares %(count)s times.") % {"count": rule.threshold},
    }
    if rule.kind != Kind.PASSED_ON:
        return f"{said[Kind(rule.kind)]} {left}"
    first = _("For whose tip or story colleagues pass on most.")
    return " ".join(part for part in (first, _leaders(rule, period, now=now), left) if part)


def _leaders(rule: RewardRule, period: Period, *, now: datetime) -> str:
    """Who leads, of those who agreed to be named, in whole fives of colleagues."""
    entrants = sorted(
        rewards.entrants_of(rule, period, now=now), key=lambda one: (-one.measure, one.member)
    )
    top = [one for one in entrants if one.measure >= BLOCK][:2]
    named = _names(top)
    if len(top) == 2 and len(named) == 2 and top[0].measure > top[1].measure:
        return _("%(first)s leads with %(one)s or more, %(second)s has %(two)s or more.") % {
            "first": named[0],
            "one": _block(top[0].measure),
            "second": named[1],
            "two": _block(top[1].measure),
        }
    if named and top and (len(entrants) == 1 or entrants[0].measure > entrants[1].measure):
        return _("%(name)s leads: %(count)s colleagues or more passed it on.") % {
            "name": named[0],
            "count": _block(top[0].measure),
        }
    return ""


def _names(entrants: list[Entrant]) -> list[str]:
    """The given names from the front on, up to the first who is not to be named."""
    members = people.members_by_ids([one.member for one in entrants])
    found: list[str] = []
    for one in entrants:
        member = members.get(one.member)
        if member is None or not rewards.may_be_named(member):
            break
        found.append(member.given_name)
    return found


def _block(count: int) -> int:
    return count - count % BLOCK
