"""The ledger as the administrator reads it, the latest lines first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from zetje.recognition.presenters.rewards.words import euros, language_now
from zetje.recognition.queries import rewards

_SHOWN: Final = 100


@dataclass(frozen=True)
class LedgerLine:
    """What somebody had, and when. `token` of an award whose code may be followed by another."""

    on: date
    name: str
    what: str
    worth: str
    token: str


def ledger_lines(organisation_id: int) -> list[LedgerLine]:
    """The latest hundred lines; all of them are in the CSV."""
    latest = rewards.ledger(organisation_id).order_by("-on", "-pk")[:_SHOWN]
    return [
        LedgerLine(
            on=line.on,
            name=line.member.full_name if line.member else "",
            what=line.rule.prize(language_now()),
            worth=euros(line.cents),
            token=line.award.token if line.award and line.member and line.rule.batch_id else "",
        )
        for line in latest
    ]
