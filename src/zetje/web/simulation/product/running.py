"""Runs one season after another in a database of its own, and judges each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from zetje.lib.tenancy import tenant
from zetje.prompting.queries.decision_log import decision_log
from zetje.web.simulation.product.clock import told_by
from zetje.web.simulation.product.grid import SETTINGS, Setting
from zetje.web.simulation.product.judging import Verdict, judge
from zetje.web.simulation.product.season import Season
from zetje.web.simulation.product.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is simulated: people in an organisation, weeks, and where chance comes from."""

    people: int
    weeks: int
    seed: int


def run_seasons(
    *, size: Size, told: Callable[[], None], settings: Sequence[Setting] = SETTINGS
) -> list[tuple[Setting, Verdict]]:
    """Live through a season in each world; `told` hears of every week that has passed."""
    with connection.cursor() as cursor:
        # A simulation that breaks is begun again: its commits need not wait for the disk.
        cursor.execute("SET synchronous_commit = off")
    return [(one, run_season(one, size=size, told=told)) for one in settings]


def run_season(setting: Setting, *, size: Size, told: Callable[[], None]) -> Verdict:
    """Live through one season with the product, and judge it."""
    world = World(said=setting.said, count=size.people, seed=size.seed)
    season = Season(world=world, slug=setting.key)
    with told_by(season.clock):
        record = season.live(weeks=size.weeks, told=told)
    organisation_id = season.company.organisation.pk
    with tenant(organisation_id):
        log = decision_log(organisation_id=organisation_id)
    places = {member.pk: at for at, member in enumerate(season.company.people)}
    return judge(record, log, places=places, world=world, off=float(season.state.off.mean()))
