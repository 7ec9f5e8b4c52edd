"""What each event of the record adds to the count of a link, now and when it is rebuilt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

CLICKED = "link.clicked"
RELABELLED = "click.relabelled"
DISCOUNTED = "click.discounted"
KINDS = (CLICKED, RELABELLED, DISCOUNTED)
COUNTED = "counted"


def changes(kind: str, details: Mapping[str, Any]) -> dict[str, int]:
    """By how much an event of one of the KINDS changes the figures of its link."""
    counted: Counter[str] = Counter()
    if kind == CLICKED:
        counted[details["label"]] += 1
        counted[COUNTED] += details["counted"]
    elif kind == RELABELLED:
        counted[details["before"]] -= 1
        counted[details["label"]] += 1
        counted[COUNTED] -= details["was_counted"]
    else:
        counted[COUNTED] -= 1
    return {figure: change for figure, change in counted.items() if change}
