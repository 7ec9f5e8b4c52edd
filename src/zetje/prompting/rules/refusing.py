"""What a person may say "not this kind" to."""

from __future__ import annotations

from typing import Final

from zetje.prompting.rules.arms import FAMILIES, NEUTRAL

# The plain reminder is what the other kinds are measured against; who wants none at all says so.
REFUSABLE: Final = frozenset(family.key for family in FAMILIES) - {FAMILIES[NEUTRAL].key}
