"""The events of people: what happened, as identifiers, for whoever reacts."""

from zetje.people.events.directory import MemberDeactivated
from zetje.people.events.joining import (
    DeviceCodeRequested,
    MemberErased,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberPaused,
    SignInRequested,
)

__all__ = [
    "DeviceCodeRequested",
    "MemberDeactivated",
    "MemberErased",
    "MemberInvited",
    "MemberJoined",
    "MemberLeft",
    "MemberPaused",
    "SignInRequested",
]
