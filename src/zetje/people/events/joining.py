"""What happens when people come in, join, pause and leave."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInRequested:
    """Somebody asked for a mail with a one-time link and a code."""

    organisation_id: int
    member_id: int
    link_id: int


@dataclass(frozen=True)
class DeviceCodeRequested:
    """Somebody asked for a code to confirm the browser they read a mail in."""

    organisation_id: int
    member_id: int
    code_id: int


@dataclass(frozen=True)
class MemberInvited:
    """A member was asked whether they would like to join."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class MemberJoined:
    """A member said yes to the programme."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class MemberPaused:
    """A member asked for quiet."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class MemberResumed:
    """A member ended their pause, or took back one that was still to come."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class MemberLeft:
    """A member left the programme; what waited for them is not to be sent."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class MemberErased:
    """A person was erased; only that it happened is known."""

    organisation_id: int
