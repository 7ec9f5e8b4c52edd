"""Who may open a page: decorators and small helpers that every capability's views share."""

from zetje.people.access.devices import (
    ask_device_code,
    confirm_this_device,
    device_cookie,
    device_member,
    known_device,
    remember_this_device,
    waits_for_code,
)
from zetje.people.access.doors import MemberRequest, joined_required, role_required, signed_in

__all__ = [
    "MemberRequest",
    "ask_device_code",
    "confirm_this_device",
    "device_cookie",
    "device_member",
    "joined_required",
    "known_device",
    "remember_this_device",
    "role_required",
    "signed_in",
    "waits_for_code",
]
