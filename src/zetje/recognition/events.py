"""What happens to a chain, as identifiers, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RestWeekTaken:
    """A member made a week a rest week."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class RestWeekUndone:
    """A member took a rest week back."""

    organisation_id: int
    member_id: int
