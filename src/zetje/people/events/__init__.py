"""The events of people: what happened, as identifiers, for whoever reacts."""

from zetje.people.events.directory import MemberDeactivated, SwitchesChanged, WorkingTimeChanged
from zetje.people.events.joining import (
    DeviceCodeRequested,
    MemberErased,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberPaused,
    MemberResumed,
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
    "MemberResumed",
    "SignInRequested",
    "SwitchesChanged",
    "WorkingTimeChanged",
]
