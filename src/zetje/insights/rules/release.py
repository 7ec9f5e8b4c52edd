"""Decides which counts of a week may be shown, and of which blocks together."""

from __future__ import annotations

from typing import Final

# No count of fewer people than that is shown, whatever an organisation says.
SMALLEST: Final = 5
