"""Tells everything that waits for somebody in one notice, since a week brings them no second one.

The notice whose turn it is takes the others of its week along. Each of them is noted as told with
it, and ends when its own turn comes and that one went out; if it did not, the other goes by itself.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from zetje.delivery import queries
from zetje.delivery.models import Message
from zetje.delivery.operations.batches import Taken, try_words
from zetje.delivery.registry import Renderer, UnknownKindError, renderer_of
from zetje.delivery.rules import states
from zetje.delivery.rules.cards import Card, Section
from zetje.delivery.rules.channels import APP
from zetje.delivery.rules.kinds import NOTICE, next_week
from zetje.delivery.rules.mails import Drop, Mail, OutboxRow, Rendered
from zetje.lib.mails import mail_words
from zetje.lib.tenancy import tenant

log = logging.getLogger("zetje.delivery")

Words = Mapping[int, Rendered | Exception]
_TOLD: Final = "told with another"
_MAIL: Final = "delivery/mail/several"


def with_others(
    words: Words,
    *,
    renderer: Renderer,
    taken: Sequence[Taken],
    organisation: Any,
    sender: int,
    now: datetime,
) -> Words:
    """The words of a batch of one kind; each notice with what else waits for its member.

    Args:
        words: what the renderer made of each row.
        renderer: of the kind.
        taken: the rows, in this sender's hands.
        organisation: whose they are.
        sender: this sender's number.
        now: the moment.
    """
    if renderer.family != NOTICE:
        return words
    with tenant(organisation.pk):
        told = _told_already([each.row.id for each in taken])
        changed: dict[int, Rendered | Exception] = dict(words)
        changed |= {number: Drop(_TOLD) for number in told}
        mains = [each for each in taken if isinstance(changed[each.row.id], Mail | Card)]
        waiting = _waiting(mains, organisation_id=organisation.pk, sender=sender, now=now)
        gone: set[int] = set()
        for main in mains:
            if main.row.id in gone:
                continue
            beside = [row for row in waiting[main.row.member_id or 0] if row.id != main.row.id]
            cards = _cards([row for row in beside if row.id not in gone], now)
            own = _card(main.row, now) if cards else None
            if own is None:
                continue
            gone |= {main.row.id, *cards}
            _note(list(cards), told_with=main.row.id)
            rendered = changed[main.row.id]
            changed[main.row.id] = (
                _mail(rendered, [own, *cards.values()], organisation)
                if isinstance(rendered, Mail)
                else _gathered(own, list(cards.values()))
            )
    return changed


def _told_already(numbers: Sequence[int]) -> set[int]:
    """The rows whose words went out with another's, or may have."""
    rows = Message.objects.filter(id__in=numbers, told_with__isnull=False)
    by_main = dict(rows.values_list("id", "told_with"))
    out = Message.objects.filter(id__in=set(by_main.values()), state__in=states.SPENT)
    spent = set(out.values_list("id", flat=True))
    return {number for number, main in by_main.items() if main in spent}


def _waiting(
    mains: Sequence[Taken], *, organisation_id: int, sender: int, now: datetime
) -> Mapping[int, list[OutboxRow]]:
    """What else waits this week for the members of some rows, in nobody else's hands."""
    ends = {
        each.row.member_id: next_week(now=now, time_zone=each.time_zone)
        for each in mains
        if each.row.member_id is not None
    }
    found: dict[int, list[OutboxRow]] = defaultdict(list)
    rows = Message.objects.filter(
        organisation_id=organisation_id,
        member_id__in=list(ends),
        family=NOTICE,
        state=states.PLANNED,
        renders=0,
    )
    for row in rows.order_by("not_before", "id"):
        elsewhere = row.leased_until and row.leased_until > now and row.sender != sender
        too_late = row.useful_until is not None and row.useful_until <= now
        if row.member_id is None or elsewhere or too_late or row.not_before >= ends[row.member_id]:
            continue
        found[row.member_id].append(_row(row))
    return found


def _row(message: Message) -> OutboxRow:
    return OutboxRow(
        message.pk,
        message.organisation_id,
        message.member_id,
        message.kind,
        message.subject_id,
        message.dedupe_key,
        message.address,
        message.not_before,
        message.useful_until,
        channel=APP,
    )


def _cards(rows: Sequence[OutboxRow], now: datetime) -> dict[int, Card]:
    """The cards of those that may be told now; what cannot be told waits for its own turn."""
    found = {row.id: _card(row, now) for row in rows if _is_wanted(row, now)}
    return {number: card for number, card in found.items() if card is not None}


def _is_wanted(row: OutboxRow, now: datetime) -> bool:
    """Whether the member takes this kind, and may have it now."""
    try:
        allowed = renderer_of(row.kind).allowed_members(now)
    except UnknownKindError:
        return False
    member_id = row.member_id or 0
    stopped = queries.is_unsubscribed(member_id=member_id, kind=row.kind)
    return not stopped and (allowed is None or allowed.filter(pk=member_id).exists())


def _card(row: OutboxRow, now: datetime) -> Card | None:
    renderer = renderer_of(row.kind)
    words = try_words(renderer, [replace(row, channel=APP)], row.organisation_id, now)
    if isinstance(words, Exception):
        log.warning("words of message %s: %s", row.id, type(words).__name__)
        return None
    made = words.get(row.id)
    return made if isinstance(made, Card) else None


def _note(numbers: Sequence[int], *, told_with: int) -> None:
    rows = Message.objects.filter(id__in=numbers, state=states.PLANNED)
    rows.update(told_with=told_with)


def _gathered(first: Card, others: Sequence[Card]) -> Card:
    """One card of several."""
    sections = [
        section
        for card in others
        for section in (
            Section(title=card.title, text=card.text, buttons=card.buttons),
            *card.sections,
        )
    ]
    return replace(first, sections=(*first.sections, *sections))


def _mail(mail: Mail, cards: Sequence[Card], organisation: Any) -> Mail:
    """One mail of several cards, to whom the mail of the first was."""
    context = {
        "company": organisation,
        "first": cards[0],
        "more": len(cards) - 1,
        "cards": cards,
        "settings_link": f"{settings.SITE_ADDRESS}/me/",
    }
    words = mail_words(_MAIL, context, language=mail.language)
    return replace(mail, subject=words.subject, text=words.text, html=words.html)
