"""Organisations, members, what they agreed to, and how they get in."""

from zetje.people.models.agreements import HouseRules, Membership, Pause, Preferences
from zetje.people.models.members import Leave, Member, RoleGrant, Team
from zetje.people.models.organisations import Organisation, SendingStop, User
from zetje.people.models.records import (
    AuditEntry,
    Device,
    DeviceCode,
    ImportRun,
    SignInLink,
    Tombstone,
)

__all__ = [
    "AuditEntry",
    "Device",
    "DeviceCode",
    "HouseRules",
    "ImportRun",
    "Leave",
    "Member",
    "Membership",
    "Organisation",
    "Pause",
    "Preferences",
    "RoleGrant",
    "SendingStop",
    "SignInLink",
    "Team",
    "Tombstone",
    "User",
]
