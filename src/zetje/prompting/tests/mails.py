"""What tests of the weekly mail share: three stories, and a digest as the outbox has it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zetje.content.testing import make_story
from zetje.delivery.registry import OutboxRow
from zetje.prompting.operations.mail import render_digests

# A Tuesday morning, nine o'clock in Amsterdam.
NOW = datetime(2026, 9, 15, 7, tzinfo=UTC)
UNSUBSCRIBE = "https://zetje.noordnaaf.example/unsubscribe/abc/"


def three_stories(organisation: Any, **fields: Any) -> list[Any]:
    """Three live stories of an organisation."""
    return [
        make_story(
            organisation,
            title=title,
            topic="fietsen",
            variants=[{"text": text}],
            url=f"https://www.noordnaaf.example/{number}",
            **fields,
        )
        for number, (title, text) in enumerate(
            [
                ("De naaf die langer meegaat", "Zestigduizend kilometer op één naaf."),
                ("Piepende ketting?", "In oktober gratis, in veertien repaircafés."),
                ("Gezocht: iemand die dingen stukmaakt", "Wij zoeken een testengineer."),
            ]
        )
    ]


def row_of(digest: Any, number: int = 1) -> OutboxRow:
    """A digest's message as delivery hands it to the renderer."""
    return OutboxRow(
        id=number,
        organisation_id=digest.organisation_id,
        member_id=digest.member_id,
        kind="digest",
        subject_id=digest.pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url=UNSUBSCRIBE,
    )


def mail_of(digest: Any, now: datetime = NOW) -> Any:
    """The mail of one digest."""
    return render_digests([row_of(digest)], now)[1]
