"""Samples come in and go out, and a profile is counted from those that are there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast
from zetje.voice import operations, queries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_a_sample_twice_is_one_and_a_removed_one_is_gone() -> None:
    cast = make_cast()
    text = "Vandaag de werkbank opgeruimd. Er lag nog een naaf uit 1961."

    with tenant(cast.organisation.pk):
        for _ in range(2):
            kept = operations.add_sample(member=cast.anna, text=text, now=NOW)
        assert queries.profile_of(member=cast.anna).basis == 1
        assert operations.remove_sample(member=cast.anna, token=kept.token, now=NOW)
        assert queries.profile_of(member=cast.anna).basis == 0
        story = make_story(cast.organisation)
        found = queries.suggestions_for(
            member=cast.anna, story=story, network="linkedin", language="nl", room=2000
        )

    assert found
    assert all(one.method == "rules" and one.label for one in found)
