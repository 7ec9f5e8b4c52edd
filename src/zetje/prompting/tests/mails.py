"""What tests of mails share: three stories, and a digest or a prompt as the outbox has it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zetje.content.testing import make_story
from zetje.delivery.registry import OutboxRow
from zetje.prompting.operations.mail import render_digests
from zetje.prompting.operations.prompts import render_prompts

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


def row_of(
    subject: Any, number: int = 1, *, kind: str = "digest", channel: str = "mail"
) -> OutboxRow:
    """The message of a digest or of a decision as delivery hands it to the renderer."""
    return OutboxRow(
        id=number,
        organisation_id=subject.organisation_id,
        member_id=subject.member_id,
        kind=kind,
        subject_id=subject.pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url=UNSUBSCRIBE,
        channel=channel,
    )


def mail_of(digest: Any, now: datetime = NOW) -> Any:
    """The mail of one digest."""
    return render_digests([row_of(digest)], now)[1]


def prompt_of(decision: Any, *, channel: str = "mail", now: datetime = NOW) -> Any:
    """The message of one prompt: a mail, a card, or why there is none."""
    return render_prompts([row_of(decision, kind="prompt", channel=channel)], now)[1]
