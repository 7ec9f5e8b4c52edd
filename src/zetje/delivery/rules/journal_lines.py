"""The lines of a sender's journal: what it is about to hand over, hands over, and got as an answer.

A line counts once it is whole. The first says on which run of which machine and by which sender the
rest was written; after it a message's latest line is the one that holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zetje.delivery.rules.retries import Settlement

_FORM: Final = "zetje-journal-1"
_HEAD, _ANNOUNCED, _BEGUN, _ENDED = _FORM, "announced", "begun", "ended"
_TAKEN, _WORDING, _WORDED = "taken", "wording", "worded"


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal tells.

    Attributes:
        boot: names one run of one machine, from its start to its end, and one file on it.
        organisation_id: whose messages they are; 0 when none were taken.
        is_wording: whether words were being made of the messages that were taken.
        announced: messages whose intent may be committed, and that were surely not handed over.
        begun: messages that were being handed over, with no answer on record.
        ended: messages that were handed over, with what they become.
    """

    boot: str
    sender: int
    organisation_id: int
    is_wording: bool
    announced: frozenset[int]
    begun: frozenset[int]
    ended: Mapping[int, Settlement]


def head(*, boot: str, sender: int) -> bytes:
    """The first line."""
    return f"{_HEAD} {boot} {sender}\n".encode()


def taken(*, organisation_id: int) -> bytes:
    """The line before messages of an organisation are taken."""
    return f"{_TAKEN} {organisation_id}\n".encode()


def wording() -> bytes:
    """The line before words are made of them."""
    return f"{_WORDING}\n".encode()


def worded() -> bytes:
    """The line after that."""
    return f"{_WORDED}\n".encode()


def announced(*, organisation_id: int, message_ids: Iterable[int]) -> bytes:
    """The line before the intents of these messages are committed."""
    return f"{_ANNOUNCED} {organisation_id} {' '.join(map(str, message_ids))}\n".encode()


def begun(message_id: int) -> bytes:
    """The line before a message is handed over."""
    return b"%b %d\n" % (_BEGUN.encode(), message_id)


def ended(message_id: int, settlement: Settlement) -> bytes:
    """The line after a message was handed over."""
    until = settlement.not_before.isoformat() if settlement.not_before else "-"
    reason = " ".join(settlement.reason.split())
    return f"{_ENDED} {message_id} {settlement.state} {until} {reason}\n".encode(
        "utf-8", "backslashreplace"
    )


def read(contents: bytes) -> Journal | None:
    """What a journal tells; None when it cannot be read, so that it tells nothing."""
    first, *rest = contents[: contents.rfind(b"\n") + 1].decode("utf-8", "replace").split("\n")
    try:
        form, boot, sender = first.split(" ")
        return _read(boot, int(sender), rest) if form == _HEAD else None
    except ValueError:
        return None


def _read(boot: str, sender: int, lines: Iterable[str]) -> Journal:
    organisation_id, is_wording = 0, False
    fates: dict[int, Settlement | str] = {}
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == _TAKEN:
            organisation_id = int(rest)
        elif word in (_WORDING, _WORDED):
            is_wording = word == _WORDING
        elif word == _ANNOUNCED:
            organisation_id, *numbers = map(int, rest.split())
            fates |= dict.fromkeys(numbers, _ANNOUNCED)
        elif word == _BEGUN:
            fates[int(rest)] = _BEGUN
        elif word == _ENDED:
            number, settlement = _read_ended(rest)
            fates[number] = settlement
    return Journal(
        boot=boot,
        sender=sender,
        organisation_id=organisation_id,
        is_wording=is_wording,
        announced=frozenset(number for number, fate in fates.items() if fate == _ANNOUNCED),
        begun=frozenset(number for number, fate in fates.items() if fate == _BEGUN),
        ended={n: fate for n, fate in fates.items() if isinstance(fate, Settlement)},
    )


def _read_ended(rest: str) -> tuple[int, Settlement]:
    number, state, until, reason = rest.split(" ", 3)
    not_before = None if until == "-" else datetime.fromisoformat(until)
    return int(number), Settlement(state, reason, not_before)
