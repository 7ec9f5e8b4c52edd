"""Gives invented people the badges that their half a year comes to, and some goals of their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from numpy.random import Generator

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_SANNE: Final = "Sanne Dekker"
_HERS: Final = ("expertise", "network")
_GOALS: Final = ("visibility", "expertise", "network", "helping")
_WITH_GOALS: Final = 0.3
_SINCE: Final = timedelta(weeks=9)


def make_growth(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Award what was earned, let some choose goals, and let Sanne show her first mark.

    Args:
        organisation: whose people.
        now: the moment it leads up to.
        rng: the chance.
    """
    recognition.rebuild_badges(organisation_id=organisation.pk, now=now)
    with tenant(organisation.pk):
        for member in people.joined_members(organisation).order_by("pk"):
            if member.full_name == _SANNE:
                prompting.choose_goals(member=member, kinds=_HERS, now=now - _SINCE)
                recognition.show_badge(member=member, kind="first_share", now=now)
            elif rng.random() < _WITH_GOALS:
                kinds = [kind for kind in _GOALS if rng.random() < 1 / 2]
                prompting.choose_goals(member=member, kinds=kinds, now=now - _SINCE)
