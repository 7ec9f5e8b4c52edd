"""What happens to people in the directory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MemberDeactivated:
    """Somebody no longer works here; nothing is to be sent to them, and their links of old die."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class WorkingTimeChanged:
    """When these members work or are away changed: leave, working days, time zone or country."""

    organisation_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True)
class SwitchesChanged:
    """A member turned some of their privacy switches, given by name."""

    organisation_id: int
    member_id: int
    names: tuple[str, ...]
