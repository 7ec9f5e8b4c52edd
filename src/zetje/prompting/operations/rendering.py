"""The digest in the form that its channel takes: a mail, or a card for every other channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from zetje.delivery.registry import OutboxRow, Rendered
from zetje.prompting.operations.chat.rendering import render_digest_cards
from zetje.prompting.operations.mail import render_digests as render_digest_mails

_MAIL: Final = "mail"


def render_digests(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The messages of a batch of digests, as delivery asks for them."""
    mails = [row for row in rows if row.channel == _MAIL]
    cards = [row for row in rows if row.channel != _MAIL]
    return {**render_digest_mails(mails, now), **render_digest_cards(cards, now)}
