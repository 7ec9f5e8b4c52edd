"""A short season through the product: what the world saw is what the product wrote down."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from zetje.behaviour.worlds.advocacy import Assumptions
from zetje.lib.tenancy import tenant
from zetje.prompting.queries.decision_log import decision_log
from zetje.sharing.testing import kept
from zetje.web.simulation.product.clock import Clock, told_by
from zetje.web.simulation.product.grid import Setting
from zetje.web.simulation.product.judging import judge
from zetje.web.simulation.product.report import write_product_report
from zetje.web.simulation.product.running import Size
from zetje.web.simulation.product.season import START, Season
from zetje.web.simulation.product.world import World

# So many that chance alone draws hardly ever too few prompts.
WEEKS, COUNT = 2, 30
# Everybody reads everything and few share by themselves, so that prompts have something to do.
SAID = Assumptions(
    prompt_notice=0.9, digest_notice=0.3, motivation=0.7, empty_weeks=0.0, off_base=0.05
)


@pytest.mark.django_db(transaction=True)
def test_the_product_writes_down_what_the_world_did(tmp_path) -> None:
    world = World(said=SAID, count=COUNT, seed=4)
    season = Season(world=world, slug="kort")
    with told_by(season.clock):
        record = season.live(weeks=WEEKS, told=lambda: None)
    organisation_id = season.company.organisation.pk
    with tenant(organisation_id):
        log = decision_log(organisation_id=organisation_id)

    # Each share of the world that the product had a story for is a confirmed share in it.
    assert kept(organisation_id).confirmed == (record.shared & ~record.outside).sum() > 2
    # A message that the log says was drawn is one that arrived, and nobody got two.
    place = {member.pk: at for at, member in enumerate(season.company.people)}
    week = log.week - log.week.min()
    drawn = np.zeros_like(record.prompts)
    for at, member, prompted in zip(week, log.member, log.is_prompt, strict=True):
        drawn[at, place[member]] += prompted
    assert (drawn == record.prompts).all()
    assert record.prompts.max() == record.digests.max() == 1
    assert record.prompts.sum() > 2

    judged = judge(record, log, places=place, world=world, off=0.0)
    # Too little for any claim, and it says so.
    assert judged.effect is None
    assert judged.most_prompts == 1
    assert judged.calendar_prompts > judged.prompts
    setting = Setting(key="kort", name="Kort", says="Two weeks.", said=SAID)
    page, table = write_product_report(
        [(setting, judged)], size=Size(people=COUNT, weeks=WEEKS, seed=4), folder=tmp_path
    )
    assert "not enough data" in page.read_text()
    assert "kort,most_prompts,1" in table.read_text()


def test_a_made_up_clock_goes_on_and_never_back() -> None:
    clock = Clock(timezone.now().replace(year=2026, month=6, day=1))

    with told_by(clock):
        first, second = timezone.now(), timezone.now()
        clock.set(second + timedelta(days=1))
        third = timezone.now()

    assert first < second < third
    assert third - second > timedelta(days=1)
    with pytest.raises(ValueError, match="is over"):
        clock.set(first)
    assert timezone.now() != third
    assert START.weekday() == 0
