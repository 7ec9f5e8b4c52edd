"""Lets the invented people join, say how they like it, go on leave, pause and leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import Generator

from zetje.behaviour.weeks import monday_of
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.web.demo import characters
from zetje.web.demo.characters import NAMED, Character
from zetje.web.demo.times import Calendar, moment

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

_SEED = 1986
_LEAVE_OF_SANNE = 6


@dataclass(frozen=True)
class Participant:
    """Somebody of the organisation, and what they are like."""

    member: Member
    character: Character

    @property
    def is_named(self) -> bool:
        """Whether a visitor may enter as them, or reads their story."""
        return self.member.full_name in NAMED


def everyone(members: Sequence[Member], *, calendar: Calendar) -> list[Participant]:
    """Give each of the people a character of their own, always the same."""
    return [
        Participant(member, _character(member, place, calendar))
        for place, member in enumerate(members)
    ]


def _character(member: Member, place: int, calendar: Calendar) -> Character:
    if named := NAMED.get(member.full_name):
        return named
    return characters.draw(
        team=member.team.name if member.team else "",
        language=member.language,
        working_days=member.working_days,
        weeks=calendar.count,
        rng=np.random.default_rng([_SEED, place]),
    )


def join_in_week(
    participants: Sequence[Participant], *, organisation: Organisation, week: int, back: int
) -> list[Participant]:
    """Let those join whose time has come, in the week before; gives them.

    Args:
        participants: everybody.
        organisation: where they work.
        week: the week in which their first digest comes.
        back: how many weeks of the history lie before it.
    """
    rng = np.random.default_rng([_SEED, week])
    version = directory.current_house_rules(organisation).version
    joining = [each for each in participants if each.character.joins_after == back]
    for each in joining:
        now = moment(week - 1, int(rng.integers(0, 5)), float(rng.uniform(8.5, 17)))
        people.join_programme(member=each.member, accepted_version=version, now=now)
        # The setting-up page follows at once.
        then = now + timedelta(minutes=2)
        own = each.character
        people.save_habits(
            member=each.member,
            habits=people.Habits(
                digest_weekday=own.weekday,
                slot_hour=own.hour,
                anchor=own.anchor,
                networks=own.networks,
                mastodon_instance="mastodon.nl" if "mastodon" in own.networks else "",
                languages=own.languages,
                topics=own.topics,
            ),
            now=then,
        )
        if rng.random() < 0.3 or each.is_named:
            _choose_privacy(each, rng, then + timedelta(minutes=3))
    return joining


def _choose_privacy(each: Participant, rng: Generator, now: datetime) -> None:
    """Some agree to shout-outs, some ask for an expert's word, a few want to be left alone."""
    wary = not each.is_named and rng.random() < 0.3
    switches = {
        "learns": not wary or rng.random() < 0.5,
        "experiments": not wary,
        "chain_shown": each.is_named or rng.random() < 0.85,
        "shoutouts": not wary and rng.random() < 0.7,
        "feedback": not wary and rng.random() < 0.5,
        "league": not wary or rng.random() < 0.5,
        "newsletter": not wary and rng.random() < 0.6,
    }
    people.save_privacy(member=each.member, switches=switches, alias="", now=now)


def plan_leave(participants: Sequence[Participant], *, calendar: Calendar) -> None:
    """Note the days on which people are away; most have a week or two in half a year."""
    rng = np.random.default_rng([_SEED, 1])
    weeks = calendar.weeks
    for each in participants:
        if each.member.full_name == "Sanne Dekker":
            monday = monday_of(calendar.this_week - _LEAVE_OF_SANNE)
            people.add_own_leave(
                member=each.member, starts_on=monday, ends_on=monday + timedelta(days=6)
            )
        elif not each.is_named and rng.random() < 0.7:
            monday = monday_of(int(rng.integers(weeks.start, weeks.stop + 2)))
            days = int(rng.choice([4, 6, 11, 13, 18], p=[0.25, 0.25, 0.2, 0.2, 0.1]))
            people.add_own_leave(
                member=each.member, starts_on=monday, ends_on=monday + timedelta(days=days)
            )


def pause_and_leave(
    taking_part: Sequence[Participant], *, week: int, rng: Generator
) -> list[Participant]:
    """Let now and then somebody pause for a few weeks, and very rarely somebody leave.

    Gives those who left.
    """
    left: list[Participant] = []
    for each in taking_part:
        if each.is_named:
            continue
        dice = rng.random()
        now = moment(week, 0, float(rng.uniform(8, 9)))
        if dice < 0.002:
            people.leave_programme(member=each.member, now=now)
            left.append(each)
        elif dice < 0.006:
            until = now + timedelta(weeks=int(rng.integers(2, 5)))
            people.pause_programme(member=each.member, starts_at=now, ends_at=until, now=now)
    return left
