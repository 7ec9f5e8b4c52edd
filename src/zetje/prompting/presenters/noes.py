"""What somebody may say no to, each one tap, with the way back beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.prompting.rules.arms import family_of
from zetje.prompting.rules.refusing import REFUSABLE

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import Decision
    from zetje.prompting.queries.own_decisions import Noes


@dataclass(frozen=True, slots=True)
class No:
    """One no.

    Attributes:
        title: what it is about.
        text: what it does, or that it is said.
        button: the words on the button.
        url: where it posts to.
        value: "no", or "back" where it was said already.
        hidden: further fields of its form.
    """

    title: str
    text: str
    button: str
    url: str
    value: str
    hidden: Sequence[tuple[str, str]]

    @property
    def is_said(self) -> bool:
        """Whether it was said already, so that the button takes it back."""
        return self.value == "back"


def noes_about(
    decision: Decision, member: Member, noes: Noes, *, base: str, now: datetime
) -> list[No]:
    """The noes on the page of a decision.

    Args:
        decision: what they look at: its kind and its hour can be refused.
        member: whose decision it is.
        noes: what they said no to already.
        base: the page's address.
        now: the moment.
    """
    found: list[No] = []
    if decision.arm in REFUSABLE:
        found.append(_kind(decision.arm, noes, base=base))
    local = decision.slot_at.astimezone(ZoneInfo(member.time_zone))
    found.append(_hour(local.weekday(), local.hour, noes, base=base))
    return [*found, *_general(noes, member, base=base)]


def noes_said(member: Member, noes: Noes, *, base: str) -> list[No]:
    """Everything that was said no to and still holds, each with its way back."""
    kinds = [_kind(arm, noes, base=base) for arm in sorted(noes.arms)]
    hours = [_hour(day, hour, noes, base=base) for day, hour in noes.hours]
    return [*kinds, *hours, *(one for one in _general(noes, member, base=base) if one.is_said)]


def _kind(arm: str, noes: Noes, *, base: str) -> No:
    label = str(family_of(arm).label)
    hidden = (("what", "kind"), ("kind", arm))
    if arm in noes.arms:
        text = _("You get none of this kind any more.")
        return No(label, text, _("I want them again"), f"{base}say/", "back", hidden)
    text = _("None of this kind any more. Others may still come.")
    return No(label, text, _("Not this kind"), f"{base}say/", "no", hidden)


def _hour(weekday: int, hour: int, noes: Noes, *, base: str) -> No:
    title = _("%(day)s, %(hour)s to %(next)s") % {
        "day": str(WEEKDAYS[weekday]).capitalize(),
        "hour": f"{hour}:00",
        "next": f"{hour + 1}:00",
    }
    hidden = (("what", "time"), ("weekday", str(weekday)), ("hour", str(hour)))
    if (weekday, hour) in noes.hours:
        text = _("You are not asked in that hour.")
        return No(title, text, _("It suits me after all"), f"{base}say/", "back", hidden)
    text = _("Never in that hour again. The next one that suits you is taken instead.")
    return No(title, text, _("Not at this time"), f"{base}say/", "no", hidden)


def _general(noes: Noes, member: Member, *, base: str) -> list[No]:
    return [_pause(noes, member, base), _learning(noes, base), _experiments(noes, base)]


def _pause(noes: Noes, member: Member, base: str) -> No:
    if not noes.is_paused:
        text = _("Two weeks without anything from us. Your chain rests, and nobody is told.")
        return No(_("Quiet"), text, _("Pause"), f"{base}say/", "no", (("what", "pause"),))
    text = _("It is quiet until you say otherwise.")
    if noes.paused_until is not None:
        local = noes.paused_until.astimezone(ZoneInfo(member.time_zone))
        text = _("It is quiet until %(day)s.") % {"day": date_format(local, "j F")}
    return No(_("Quiet"), text, _("Start again"), f"{base}say/", "back", (("what", "pause"),))


def _learning(noes: Noes, base: str) -> No:
    title = _("Learning from you")
    if noes.learns:
        text = _("What you do then changes nothing for you or for others; you get what all get.")
        return No(
            title, text, _("Don't learn from me"), f"{base}say/", "no", (("what", "learning"),)
        )
    text = _("Nothing is learned from you.")
    return No(
        title, text, _("You may learn from me"), f"{base}say/", "back", (("what", "learning"),)
    )


def _experiments(noes: Noes, base: str) -> No:
    title = _("Drawing lots")
    if noes.experiments:
        text = _("No lot is drawn about you any more. You get your stories, and are never asked.")
        return No(title, text, _("No experiments"), f"{base}say/", "no", (("what", "experiments"),))
    text = _("No lot is drawn about you, so you are never asked.")
    return No(
        title, text, _("You may try things out"), f"{base}say/", "back", (("what", "experiments"),)
    )
