"""Names the marker of the long runs, which `make proof` asks for and `make test` leaves out."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proof: a long run, for `make proof`")
