"""Fixtures of prompting's tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from zetje.people.testing import make_member, make_organisation, make_team


@pytest.fixture
def tuesdays() -> Any:
    """An organisation whose digest comes on Tuesdays at nine."""
    return make_organisation(digest_weekday=1, digest_hour=9)


@pytest.fixture
def sanne() -> Any:
    """Sanne joined five weeks before week 38 and posts on LinkedIn and Mastodon."""
    organisation = make_organisation(name="Noordnaaf", postal_address="Rieteweg 9, Zwolle")
    return make_member(
        organisation,
        given_name="Sanne",
        family_name="Dekker",
        email="sanne@noordnaaf.example",
        team=make_team(organisation, name="Testbank"),
        joined_at=datetime(2026, 8, 10, 9, tzinfo=UTC),
        preferences={"networks": ["linkedin", "mastodon"], "anchor": "first_coffee"},
    )
