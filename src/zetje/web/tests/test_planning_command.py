"""Tests of `zetje plan`: a day decided by hand, or only told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from click.testing import CliRunner

from zetje.content.testing import make_story
from zetje.lib.record.queries import events_of
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.testing import make_digest
from zetje.web.cli.planning import plan

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, tzinfo=UTC)


@time_machine.travel(TUESDAY, tick=False)
def test_a_day_is_decided_by_command_or_only_told_in_groups() -> None:
    organisation = make_organisation()
    story = make_story(organisation)
    for number in range(9):
        member = make_member(organisation, preferences={"experiments": number > 6})
        make_digest(member, [story], now=TUESDAY)
    run = CliRunner()
    asked = ["--organisation", organisation.slug, "--date", "2026-09-17"]

    told = run.invoke(plan, [*asked, "--dry-run"], catch_exceptions=False).output
    done = run.invoke(plan, asked, catch_exceptions=False).output
    again = run.invoke(plan, asked, catch_exceptions=False).output

    assert told.splitlines() == [
        f"{organisation.name}: decisions of 2026-09-17, nothing is written",
        "  5 people: other outcomes, too few each to tell",
    ]
    assert done == f"{organisation.name}: 0 digests planned, 9 decisions made\n"
    assert again == f"{organisation.name}: 0 digests planned, 0 decisions made\n"
    with tenant(organisation.pk):
        (decided,) = events_of(organisation_id=organisation.pk, kinds=["prompts.decided"])
    assert decided.details == {"decisions": 9}
