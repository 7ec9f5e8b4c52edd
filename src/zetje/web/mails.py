"""Puts the mails of people, who stand below delivery, into the outbox and renders them from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from zetje.delivery import operations as delivery
from zetje.delivery.registry import Drop, Mail, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.events import DeviceCodeRequested, MemberInvited, SignInRequested

Rendered = Mapping[int, Mail | Drop]
QUARTER = timedelta(minutes=15)
TWO_WEEKS = timedelta(days=14)


def queue_sign_in(event: SignInRequested) -> None:
    """Send the link and the code that somebody asked for."""
    _queue(event.organisation_id, event.member_id, "sign_in", event.link_id, useful=QUARTER)


def queue_device_code(event: DeviceCodeRequested) -> None:
    """Send the code that confirms a browser."""
    _queue(event.organisation_id, event.member_id, "device_code", event.code_id, useful=QUARTER)


def queue_invitation(event: MemberInvited) -> None:
    """Send the invitation; asking again within the day sends no second one."""
    _queue(event.organisation_id, event.member_id, "invitation", event.member_id, useful=TWO_WEEKS)


def _queue(
    organisation_id: int, member_id: int, kind: str, subject_id: int, *, useful: timedelta
) -> None:
    now = timezone.now()
    key = f"{kind}:{subject_id}"
    if kind == "invitation":
        key = f"{key}:{now:%Y-%m-%d}"
    with tenant(organisation_id):
        delivery.queue_message(
            organisation_id=organisation_id,
            member_id=member_id,
            kind=kind,
            subject_id=subject_id,
            dedupe_key=key,
            not_before=now,
            useful_until=now + useful,
            now=now,
        )


def render_sign_in(rows: Sequence[OutboxRow], now: datetime) -> Rendered:
    """The mails with a one-time link and a code."""
    return _rendered(rows, lambda row: people.sign_in_mail(link_id=row.subject_id or 0, now=now))


def render_device_code(rows: Sequence[OutboxRow], now: datetime) -> Rendered:
    """The mails with a code for one browser."""
    return _rendered(
        rows, lambda row: people.device_code_mail(code_id=row.subject_id or 0, now=now)
    )


def render_invitation(rows: Sequence[OutboxRow], now: datetime) -> Rendered:
    """The invitations to join."""
    return _rendered(
        rows, lambda row: people.invitation_mail(member_id=row.subject_id or 0, now=now)
    )


def _rendered(
    rows: Sequence[OutboxRow], made: Callable[[OutboxRow], people.PersonalMail | None]
) -> Rendered:
    return {row.id: _mail(made(row)) for row in rows}


def _mail(made: people.PersonalMail | None) -> Mail | Drop:
    if made is None:
        return Drop("it is no longer of use")
    return Mail(
        to_address=made.to_address,
        to_name=made.to_name,
        language=made.language,
        subject=made.subject,
        text=made.text,
        html=made.html,
    )
