"""What several tests of recognition stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zetje.recognition.queries.told import plugged_in


@pytest.fixture
def team_figures() -> Iterator[None]:
    """Whatever a test plugs in as frozen weeks is gone after it."""
    kept = list(plugged_in)
    yield
    plugged_in[:] = kept
