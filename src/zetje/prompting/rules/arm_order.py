"""The kinds of prompt in the order in which tables and logs number them; only ever added to."""

from __future__ import annotations

from typing import Final

ARMS: Final = (
    "neutral",
    "social_proof",
    "streak",
    "personal_benefit",
    "success_story",
    "expert_example",
    "recognition",
    "fresh_story",
    "fresh_start",
)
