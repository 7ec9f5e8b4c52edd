"""Tells prompting and recognition whom an experiment treats otherwise than usual, at the moment.

Who was there at the draw keeps their side; whoever came to a team afterwards is treated like the
team. Who refused experiments is treated as usual: by the reason that comes first in prompting, and
by the registry of recognition.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.draws import uniforms
from zetje.behaviour.weeks import week_of
from zetje.insights.models import Experiment, ExperimentPerson, ExperimentTeam
from zetje.insights.queries.experiments import running_experiments
from zetje.insights.rules.experiments import Factor, Template, sides_without, week_seed
from zetje.lib.arrays import copy_out, numbers
from zetje.people.queries.taking_part import wills_of
from zetje.prompting.registry import TriedSlot, TriedWording

if TYPE_CHECKING:
    from zetje.people.models import Member

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_HALF: Final = 0.5
_ON_SIDES: Final = """
    SELECT m.id FROM people_member m
    LEFT JOIN insights_experimentperson p ON p.organisation_id = m.organisation_id
        AND p.experiment_id = %s AND p.member_id = m.id
    LEFT JOIN insights_experimentteam t ON t.organisation_id = m.organisation_id
        AND t.experiment_id = %s AND t.team = m.team_id
    WHERE m.organisation_id = %s AND m.id = ANY(%s::bigint[])
        AND coalesce(p.side, t.side) = ANY(%s::bigint[])
"""


def silent_members(*, organisation_id: int, member_ids: Ints, week: int) -> Flags:
    """Who of some members (n,) goes without prompts in a week, for an experiment by team."""
    silent = np.zeros(member_ids.size, dtype=np.bool_)
    for one in running_experiments(
        organisation_id=organisation_id, week=week, factor=Factor.REMINDERS
    ):
        sides = sides_without(Template(one.template), Factor.REMINDERS)
        rows = copy_out(
            _ON_SIDES,
            [one.pk, one.pk, organisation_id, numbers(member_ids), numbers(sides)],
            columns={"member": "bigint"},
        )
        silent |= np.isin(member_ids, rows["member"])
    return silent


def is_without_game(member: Member, now: datetime) -> bool:
    """Whether somebody's team, or they with it, goes without the game now."""
    week = week_of(now, zone=ZoneInfo(member.organisation.time_zone))
    for one in running_experiments(
        organisation_id=member.organisation_id, week=week, factor=Factor.GAME
    ):
        if _side_of(one, member) in sides_without(Template(one.template), Factor.GAME):
            return True
    return False


def members_without_reward(organisation_id: int, rule_id: int, at: datetime) -> Collection[int]:
    """The members for whom a rule of rewards does not hold at a moment."""
    # Rounds begin on whole days: the clock of the organisation makes no difference to their week.
    week = week_of(at, zone=ZoneInfo("UTC"))
    out: set[int] = set()
    for one in running_experiments(
        organisation_id=organisation_id, week=week, factor=Factor.REWARD
    ).filter(option=str(rule_id)):
        rows = ExperimentPerson.objects.filter(
            organisation_id=organisation_id,
            experiment=one,
            side__in=sides_without(Template(one.template), Factor.REWARD),
        )
        rows = rows.exclude(member__preferences__experiments=False)
        out.update(rows.values_list("member_id", flat=True))
    return out


def tried_wordings(*, organisation_id: int, member_ids: Ints, week: int) -> Sequence[TriedWording]:
    """Which wordings are tried in a week, each with those of some members it is drawn for."""
    found = running_experiments(organisation_id=organisation_id, week=week, factor=Factor.WORDING)
    return [TriedWording(one.option, drawn_for(one, member_ids, week)) for one in found]


def tried_slots(*, organisation_id: int, member_ids: Ints, week: int) -> Sequence[TriedSlot]:
    """At which other moments slots stand in a week, each with those it is drawn for."""
    found = running_experiments(organisation_id=organisation_id, week=week, factor=Factor.SLOT)
    return [
        TriedSlot(drawn_for(one, member_ids, week), *map(int, one.option.split(":")))
        for one in found
    ]


def drawn_for(experiment: Experiment, member_ids: Ints, week: int) -> Flags:
    """For whom of some members (n,), ascending, a week of an experiment drew the new side.

    Nobody who refused experiments, or learning.
    """
    wills = wills_of(
        organisation_id=experiment.organisation_id, member_ids=member_ids, languages=["nl"]
    )
    luck = uniforms(seed=week_seed(experiment.seed), person=wills.person, week=week)
    mine = wills.member[wills.experiments & wills.learns & (luck < _HALF)]
    return np.isin(member_ids, mine)


def _side_of(experiment: Experiment, member: Member) -> int | None:
    own = {"organisation_id": member.organisation_id, "experiment": experiment}
    person = ExperimentPerson.objects.filter(**own, member=member)
    side = person.values_list("side", flat=True).first()
    if side is None and member.team_id:
        team = ExperimentTeam.objects.filter(**own, team=member.team_id)
        side = team.values_list("side", flat=True).first()
    return side
