"""One local site for each test that asks for it."""

from collections.abc import Iterator

import pytest

from zetje.lib.fetching.tests.site import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site
