"""Keeps how a member likes it: their moment, networks, languages, topics and privacy switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import record
from zetje.people.events import SwitchesChanged, WorkingTimeChanged
from zetje.people.models import Leave, Member, Preferences
from zetje.people.queries.preferences import preferences_of

SWITCHES: Sequence[str] = (
    "learns",
    "experiments",
    "chain_shown",
    "shoutouts",
    "feedback",
    "league",
    "newsletter",
)


class LeaveRefusedError(Exception):
    """The days away would end before they begin."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """When and where somebody likes to post. Empty means: as the organisation does."""

    digest_weekday: int | None
    slot_hour: int | None
    anchor: str
    networks: Sequence[str]
    mastodon_instance: str
    languages: Sequence[str]
    topics: Sequence[str]


@transaction.atomic
def save_habits(*, member: Member, habits: Habits, now: datetime) -> Preferences:
    """Keep a member's own day, slot, networks, languages and topics; they win over all others."""
    own = preferences_of(member)
    own.digest_weekday = habits.digest_weekday
    own.slot_hour = habits.slot_hour
    own.anchor = habits.anchor
    own.networks = list(habits.networks)
    own.mastodon_instance = habits.mastodon_instance
    own.languages = list(habits.languages)
    own.topics = list(habits.topics)
    own.save()
    record(
        organisation_id=member.organisation_id,
        kind="preferences.saved",
        person_key=member.person_key,
        at=now,
        source="person",
        details={
            "weekday": own.digest_weekday,
            "hour": own.slot_hour,
            "networks": own.networks,
            "languages": own.languages,
        },
    )
    return own


@transaction.atomic
def keep_mastodon_instance(*, member: Member, instance: str, now: datetime) -> None:
    """Remember the host of the server on which a member has their Mastodon account."""
    own = preferences_of(member)
    own.mastodon_instance = instance
    own.save()
    record(
        organisation_id=member.organisation_id,
        kind="preferences.saved",
        person_key=member.person_key,
        at=now,
        source="person",
    )


@transaction.atomic
def save_privacy(
    *, member: Member, switches: Mapping[str, bool], alias: str, now: datetime
) -> Preferences:
    """Keep a member's privacy switches; each one that changed is written down with its moment.

    Args:
        member: whose.
        switches: on or off by name; those that are left out stay as they are.
        alias: what colleagues see instead of a name; empty for none.
        now: when.
    """
    own = preferences_of(member)
    wanted = {name: switches.get(name, getattr(own, name)) for name in SWITCHES}
    changed = {
        name: on for name, on in wanted.items() if own.pk is None or getattr(own, name) != on
    }
    for name, on in wanted.items():
        setattr(own, name, on)
    own.alias = alias.strip()
    own.save()
    if changed:
        record(
            organisation_id=member.organisation_id,
            kind="privacy.changed",
            person_key=member.person_key,
            at=now,
            source="person",
            details=dict(changed),
        )
        publish_on_commit(
            SwitchesChanged(
                organisation_id=member.organisation_id, member_id=member.pk, names=tuple(changed)
            )
        )
    return own


def set_switch(*, member: Member, name: str, on: bool, now: datetime) -> Preferences:
    """Turn one of a member's privacy switches, and leave the others as they are.

    Raises:
        KeyError: there is no such switch.
    """
    if name not in SWITCHES:
        raise KeyError(name)
    alias = preferences_of(member).alias
    return save_privacy(member=member, switches={name: on}, alias=alias, now=now)


@transaction.atomic
def save_whereabouts(
    *, member: Member, language: str, time_zone: str, working_days: Sequence[int]
) -> Member:
    """Keep the member's own language, time zone and working days; an import leaves them alone."""
    wanted = {
        "language": language,
        "time_zone": time_zone,
        "working_days": sorted(set(working_days)),
    }
    changed = [name for name, value in wanted.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, wanted[name])
    member.own_fields = sorted({*member.own_fields, *changed})
    member.save(update_fields=[*changed, "own_fields"])
    if {"time_zone", "working_days"} & set(changed):
        _tell_of_time(member)
    return member


@transaction.atomic
def add_own_leave(*, member: Member, starts_on: date, ends_on: date) -> Leave:
    """Note days on which a member is away; no reason is asked.

    Raises:
        LeaveRefusedError: when the last day is before the first.
    """
    if ends_on < starts_on:
        raise LeaveRefusedError
    leave = Leave.objects.create(
        organisation_id=member.organisation_id, member=member, starts_on=starts_on, ends_on=ends_on
    )
    _tell_of_time(member)
    return leave


@transaction.atomic
def remove_own_leave(*, member: Member, starts_on: date, ends_on: date) -> bool:
    """Take days away back; True when this member had noted them."""
    days = Leave.objects.filter(member=member, starts_on=starts_on, ends_on=ends_on)
    if not days.delete()[0]:
        return False
    _tell_of_time(member)
    return True


def _tell_of_time(member: Member) -> None:
    publish_on_commit(
        WorkingTimeChanged(organisation_id=member.organisation_id, member_ids=(member.pk,))
    )
