"""Tests of `zetje newsletter make`, which does by hand what the worker does each morning."""

from __future__ import annotations

import pytest
import time_machine
from click.testing import CliRunner

from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast
from zetje.recognition.operations.newsletter import set_newsletter_rhythm
from zetje.recognition.queries.newsletter import editions_of
from zetje.web.cli.newsletters import newsletter

pytestmark = pytest.mark.django_db


# A Wednesday: until then it waits for the week's figures.
@time_machine.travel("2026-11-25T06:00:00Z", tick=False)
def test_the_draft_of_a_week_is_made_once_where_one_is_wanted() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        set_newsletter_rhythm(
            by=cast.pim, rhythm="weekly", now=cast.pim.memberships.get().joined_at
        )

    done = CliRunner().invoke(newsletter, ["make"], catch_exceptions=False).output
    again = (
        CliRunner()
        .invoke(newsletter, ["make", "--organisation", "noordnaaf"], catch_exceptions=False)
        .output
    )

    assert done.splitlines() == [
        "Noordnaaf: 2026-11-16 to 2026-11-22, a draft",
        "Zuidas Fietsen: nothing to make",
    ]
    assert again == "Noordnaaf: nothing to make\n"
    with tenant(cast.organisation.pk):
        (draft,) = editions_of(cast.organisation.pk)
    assert draft.sent_at is None
