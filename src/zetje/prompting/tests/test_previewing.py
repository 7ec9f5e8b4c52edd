"""Tests of the dry run: what would be decided on a day, in groups that give nobody away."""

from typing import Any

import pytest

from zetje.people.testing import make_member
from zetje.prompting.operations import preview_prompts
from zetje.prompting.tests.deciding import (
    THURSDAY,
    decide,
    log,
    prompted,
    set_prompts,
    week_with_digest,
)
from zetje.prompting.tests.planning import EARLY

pytestmark = pytest.mark.django_db


def test_a_dry_run_tells_in_groups_what_will_be_decided_and_writes_nothing(tuesdays: Any) -> None:
    set_prompts(tuesdays, hold_out_share=0)
    for _ in range(40):
        make_member(tuesdays)
    for _ in range(41):
        make_member(tuesdays, preferences={"experiments": False})
    make_member(tuesdays, working_days=[5])
    week_with_digest(tuesdays)

    preview = preview_prompts(organisation_id=tuesdays.pk, on=THURSDAY.date(), now=EARLY)

    assert log(tuesdays) == []
    told = [*preview.prompted.values(), *preview.silent.values(), preview.others]
    assert all(count % 5 == 0 for count in told)
    assert preview.silent["EXPERIMENTS_REFUSED"] == 40
    assert "NOT_A_WORKING_DAY" not in preview.silent
    decide(tuesdays)
    for arm, count in preview.prompted.items():
        assert 0 <= sum(row.arm == arm for row in prompted(tuesdays)) - count < 5
