"""Gives invented people the badges that their half a year comes to, and some goals of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from numpy.random import Generator

from zetje.content import queries as stories
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

_SANNE: Final = "Sanne Dekker"
_HERS: Final = ("expertise", "network")
_GOALS: Final = ("visibility", "expertise", "network", "helping")
_WITH_GOALS: Final = 0.3
# Who takes part looks up how experts do it sooner or later: one in so many each week.
_LOOKS: Final = 0.05
_SINCE: Final = timedelta(weeks=9)
_EXAMPLES: Final = 2


def make_growth(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Award what was earned, and let some choose goals; Sanne shows her first mark to the world.

    Args:
        organisation: whose people.
        now: the moment it leads up to.
        rng: the chance.
    """
    recognition.rebuild_badges(organisation_id=organisation.pk, now=now)
    with tenant(organisation.pk):
        for member in people.joined_members(organisation).order_by("pk"):
            is_sanne = member.full_name == _SANNE
            _choose(member, now=now, rng=rng, is_sanne=is_sanne)
            if is_sanne:
                recognition.show_badge(member=member, kind="first_share", now=now)


def _choose(member: Member, *, now: datetime, rng: Generator, is_sanne: bool) -> None:
    kinds = [kind for kind in _GOALS if rng.random() < 1 / 2]
    if is_sanne or rng.random() < _WITH_GOALS:
        prompting.choose_goals(member=member, kinds=_HERS if is_sanne else kinds, now=now - _SINCE)


def look_around(
    members: Iterable[Member], *, organisation: Organisation, now: datetime, rng: Generator
) -> None:
    """Let some say why they share and open what experts showed, and Sanne as soon as she can.

    Args:
        members: who takes part; whoever looks once more changes nothing.
        organisation: theirs; its tenant's block must be open.
        now: the moment.
        rng: the chance.
    """
    live = stories.stories_live(organisation, at=now).filter(kind="expert_example")
    examples = list(live.order_by("pk").values_list("pk", flat=True)[:_EXAMPLES])
    if len(examples) < _EXAMPLES:
        return
    for member in sorted(members, key=lambda each: each.pk):
        if rng.random() < _LOOKS or member.full_name == _SANNE:
            prompting.answer_why(member=member, answer="craft", own_words="", now=now)
            for story_id in examples:
                prompting.note_example(member=member, story_id=story_id, now=now)
