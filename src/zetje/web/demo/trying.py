"""One experiment in the demo's past: whether people share more when they are asked on Thursday."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.insights.operations.experiments import Template, Wanted, start_experiment
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Organisation

# In which week of the history it is started, from 0; it begins a week later, and has ended since.
STARTED_IN: Final = 9
_WEEKS: Final = 12
_THURSDAY_AT_THREE: Final = "3:15"
_SEED: Final = "4806192733550218"


def try_another_moment(*, organisation: Organisation, now: datetime) -> None:
    """Let the programme manager start it; chance then draws who is asked when, week by week.

    Args:
        organisation: the invented one; its tenant's block must be open.
        now: the moment.
    """
    manager = people.members_with_role(organisation.pk, "programme_manager").first()
    if manager is not None:
        start_experiment(
            organisation=organisation,
            wanted=Wanted(template=Template.SLOT, weeks=_WEEKS, option=_THURSDAY_AT_THREE),
            seed=_SEED,
            by=manager,
            now=now,
        )
