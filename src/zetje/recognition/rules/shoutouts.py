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
# How many somebody gives in a week, and how long the same two people rest.
MOST_A_WEEK: Final = 6
WEEK: Final = timedelta(days=7)
SAME_PERSON_REST: Final = timedelta(days=7)
# What was not agreed to is kept this long.
UNANSWERED_KEPT: Final = timedelta(days=180)
# How many lines a person's own page has.
SHOWN: Final = 30
# Proposals look back this far, and propose this many. Who was thanked in `TURN_MEMORY` comes later.
LOOKS_BACK: Final = timedelta(days=28)
TURN_MEMORY: Final = timedelta(days=56)
PROPOSED: Final = 6
# An expert is proposed as a helper once they wrote to this many people.
FEWEST_HELPED: Final = 5
