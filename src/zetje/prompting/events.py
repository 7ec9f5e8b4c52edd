"""What happens to where somebody stands, as identifiers, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FactNoted:
    """Something became known that a member's phase may follow from."""

    organisation_id: int
    member_id: int
    kind: str


@dataclass(frozen=True)
class PhaseChanged:
    """A member came into another phase, forwards or back; values of `behaviour.phases.Phase`."""

    organisation_id: int
    member_id: int
    before: int
    after: int
