"""What a shout-out may say, how many somebody may give, and what is too few to show."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

LONGEST: Final = 400
# Why somebody is thanked: a post that found readers, help to colleagues, a tip that travelled, an
# expert's word that its person lets be shown, or whatever a colleague saw themselves.
KINDS: Final = frozenset({"post", "helper", "tip", "word", "hand"})
# How many thanked along is shown from here on.
SMALLEST_THANKS: Final = 5
# How long a shout-out stands on the wall.
ON_THE_WALL: Final = timedelta(days=56)
