"""The cast, the tenant's block and a moment for the tests of content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from zetje.lib.fetching.tests.site import Site, running_site
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """The cast, with the block of Noordnaaf open, as pages and jobs have it."""
    with tenant(cast.organisation.pk):
        yield cast


@pytest.fixture
def site(settings: pytest.FixtureRequest) -> Iterator[Site]:
    """A local site whose pages may be read, as an installation's own setting allows."""
    with running_site() as site:
        settings.FETCH_ALLOWED_HOSTS = site.allowed
        yield site
