"""Puts the outbox into words: kinds of mail for everyone, the rest for an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from zetje.delivery import queries
from zetje.delivery.models import Message
from zetje.delivery.operations.liveness import ENDED
from zetje.delivery.registry import channels
from zetje.delivery.rules import states
from zetje.delivery.rules.channels import MAIL

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_LIST = 100
KINDS = {
    "digest": gettext_noop("your weekly stories"),
    "prompt": gettext_noop("prompts"),
    "notice": gettext_noop("notices"),
    "newsletter": gettext_noop("the newsletter"),
    "insight_report": gettext_noop("the report of the month"),
    "newsletter_test": gettext_noop("tests of the newsletter"),
    "invitation": gettext_noop("invitations"),
    "story_corrected": gettext_noop("news about stories you shared"),
    "story_withdrawn": gettext_noop("news about stories you shared"),
    "feedback": gettext_noop("words of experts you asked for"),
    "feedback_reported": gettext_noop("reports about experts' words"),
    "tip_live": gettext_noop("tips that became a story"),
    "tip_mailed": gettext_noop("questions about mailed tips"),
    "reminder": gettext_noop("reminders you asked for"),
    "sign_in": gettext_noop("mail to sign in"),
    "device_code": gettext_noop("codes for a browser"),
}
REASONS = {
    ENDED: gettext_noop("Zetje was cut off while handing it over."),
}


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """A message that waits for a decision. It names no person: the Message-ID is enough.

    Attributes:
        channel: how the channel is called; empty for mail.
    """

    token: str
    message_id: str
    # The Message-ID again, where a narrow screen may break it.
    pieces: Sequence[str]
    kind: str
    at: datetime
    reason: str
    channel: StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A channel whose other side takes nothing now, and until when it is left alone."""

    label: StrOrPromise
    reason: str
    open_until: datetime


@dataclass(frozen=True, kw_only=True)
class FailedIn:
    """How many messages failed in one channel."""

    name: str
    label: StrOrPromise
    count: int


@dataclass(frozen=True, kw_only=True)
class SendingPage:
    """What an administrator sees of the outbox."""

    headline: str
    lead: str
    is_stopped: bool
    stopped_at: datetime | None
    hold_reason: str
    trouble: str
    troubles: Sequence[Trouble]
    failed_in: Sequence[FailedIn]
    unknown: Sequence[MessageLine]
    failed: Sequence[MessageLine]
    suppressed: Sequence[queries.SuppressedAddress]


def kind_name(kind: str) -> str:
    """A kind of mail in words."""
    return _(KINDS[kind]) if kind in KINDS else _("this mail")


def sending_page(*, organisation_id: int, now: datetime) -> SendingPage:
    """The outbox of one organisation."""
    stop = queries.open_stop(organisation_id=organisation_id)
    hold = queries.open_hold(organisation_id=organisation_id)
    place = queries.sending_place()
    waiting = queries.waiting_count(organisation_id=organisation_id, now=now)
    return SendingPage(
        headline=_headline(is_stopped=stop is not None, is_held=hold is not None),
        lead=_lead(waiting),
        is_stopped=stop is not None,
        stopped_at=stop.stopped_at if stop else None,
        hold_reason=hold.reason if hold else "",
        trouble=place.trouble if place else "",
        troubles=_troubles(organisation_id),
        failed_in=_failed_in(organisation_id, now),
        unknown=_lines(organisation_id, states.UNKNOWN),
        failed=_lines(organisation_id, states.FAILED),
        suppressed=queries.suppressed_addresses(organisation_id=organisation_id),
    )


def _headline(*, is_stopped: bool, is_held: bool) -> str:
    if is_stopped:
        return _("Nothing goes out.")
    if is_held:
        return _("Mail waits for you.")
    return _("Mail goes out.")


def _lead(waiting: int) -> str:
    if not waiting:
        return _("No message waits.")
    return ngettext("%(count)s message waits.", "%(count)s messages wait.", waiting) % {
        "count": waiting
    }


def _troubles(organisation_id: int) -> list[Trouble]:
    return [
        Trouble(label=channel_name(each.channel), reason=each.reason, open_until=each.open_until)
        for each in queries.open_circuits(organisation_id=organisation_id)
    ]


def _failed_in(organisation_id: int, now: datetime) -> list[FailedIn]:
    counts = queries.counts_by_channel(organisation_id=organisation_id, now=now)
    return [
        FailedIn(name=name, label=channel_name(name), count=found.failed)
        for name, found in sorted(counts.items())
        if found.failed
    ]


def channel_name(name: str) -> StrOrPromise:
    """A channel in words; one that is plugged in no more keeps its name."""
    known = channels().get(name)
    return known.label if known else name


def _lines(organisation_id: int, state: str) -> list[MessageLine]:
    rows = queries.messages_in_state(organisation_id=organisation_id, state=state)
    return [_line(row) for row in rows[:LONGEST_LIST]]


def _line(row: Message) -> MessageLine:
    reason = _(REASONS[row.reason]) if row.reason in REASONS else row.reason
    return MessageLine(
        token=row.token,
        message_id=row.message_id,
        pieces=wrap(row.message_id, width=16),
        kind=kind_name(row.kind),
        at=row.changed_at,
        reason=reason,
        channel="" if row.channel == MAIL else channel_name(row.channel),
    )
