"""The cards of a batch of digests, gathered in the same few queries as their mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from zetje.delivery.registry import Card, Drop, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.prompting.operations.chat.weeks import digest_card
from zetje.prompting.operations.mail.gathering import Sheet, gather


def render_digest_cards(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Card | Drop]:
    """The cards of digests, one organisation's at a time.

    Who left since the planning gets none; a story that was withdrawn is left out, and when none is
    left the card is a kind word.
    """
    rendered: dict[int, Card | Drop] = {}
    for organisation_id in {row.organisation_id for row in rows}:
        mine = [row for row in rows if row.organisation_id == organisation_id]
        with tenant(organisation_id):
            sheets = gather(organisation_id, [row.subject_id or 0 for row in mine])
            rendered |= {row.id: _card(sheets.get(row.subject_id or 0), now) for row in mine}
    return rendered


def _card(sheet: Sheet | None, now: datetime) -> Card | Drop:
    if sheet is None:
        return Drop("the digest is gone")
    if sheet.member.left_on is not None:
        return Drop("the person left")
    return digest_card(sheet, now=now)
