"""Gives invented people the badges that their half a year comes to, and some goals of their own."""

from __future__ import annotations

from collections.abc import Sequence
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
_LOOKED: Final = 0.12
_SINCE: Final = timedelta(weeks=9)
_EXAMPLES: Final = 2


def make_growth(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Award what was earned, let some choose goals and look how experts do it.

    Sanne looked too, and shows her first mark to the world.

    Args:
        organisation: whose people.
        now: the moment it leads up to.
        rng: the chance.
    """
    recognition.rebuild_badges(organisation_id=organisation.pk, now=now)
    with tenant(organisation.pk):
        live = stories.stories_live(organisation, at=now).filter(kind="expert_example")
        examples = list(live.values_list("pk", flat=True)[:_EXAMPLES])
        for member in people.joined_members(organisation).order_by("pk"):
            is_sanne = member.full_name == _SANNE
            _choose(member, now=now, rng=rng, is_sanne=is_sanne)
            if is_sanne or rng.random() < _LOOKED:
                _look(member, examples, now=now)
            if is_sanne:
                recognition.show_badge(member=member, kind="first_share", now=now)


def _choose(member: Member, *, now: datetime, rng: Generator, is_sanne: bool) -> None:
    kinds = [kind for kind in _GOALS if rng.random() < 1 / 2]
    if is_sanne or rng.random() < _WITH_GOALS:
        prompting.choose_goals(member=member, kinds=_HERS if is_sanne else kinds, now=now - _SINCE)


def _look(member: Member, examples: Sequence[int], *, now: datetime) -> None:
    """Say why they share, and open what experts showed."""
    prompting.answer_why(member=member, answer="craft", own_words="", now=now - 2 * _SINCE)
    for story_id in examples:
        prompting.note_example(member=member, story_id=story_id, now=now - 2 * _SINCE)
