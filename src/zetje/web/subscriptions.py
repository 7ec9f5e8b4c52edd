"""Keeps the switches for the newsletter and the report the same as what their mails were told."""

from __future__ import annotations

from django.utils import timezone

from zetje.delivery import operations as delivery
from zetje.delivery.events import SubscriptionChanged
from zetje.insights.operations import reporting
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.people.events import SwitchesChanged

KIND = "newsletter"


def subscribe_by_switch(event: SwitchesChanged) -> None:
    """Who switches the newsletter on again gets it again, also after unsubscribing in a mail."""
    if KIND not in event.names:
        return
    with tenant(event.organisation_id):
        member = members.members_by_ids([event.member_id]).get(event.member_id)
        if member is not None and members.preferences_of(member).newsletter:
            delivery.subscribe_again(
                organisation_id=event.organisation_id,
                member_id=event.member_id,
                kind=KIND,
                now=timezone.now(),
            )


def report_by_subscription(event: SubscriptionChanged) -> None:
    """Who unsubscribes from the report in a mail finds its switch off, and the other way."""
    if event.kind != reporting.KIND:
        return
    with tenant(event.organisation_id):
        member = members.members_by_ids([event.member_id]).get(event.member_id)
        if member is not None:
            reporting.ask_for_report(member=member, wants=event.is_on, now=timezone.now())


def switch_by_subscription(event: SubscriptionChanged) -> None:
    """Who unsubscribes from the newsletter in a mail finds its switch off, and the other way."""
    if event.kind != KIND:
        return
    with tenant(event.organisation_id):
        member = members.members_by_ids([event.member_id]).get(event.member_id)
        if member is not None:
            people.set_switch(member=member, name=KIND, on=event.is_on, now=timezone.now())
