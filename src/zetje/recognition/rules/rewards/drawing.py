"""Draws that anybody can check afterwards: a seed promised by its hash, and a hash for each ticket.

Commit and reveal (Blum 1983, "Coin flipping by telephone"): at the start of a round the SHA-256 of
a random seed is told, after the draw the seed itself. A ticket's number is SHA-256(seed, ticket),
the smallest wins: nobody who knows the tickets can choose the seed any more, and nobody who knows
the hash can choose a ticket. Tickets tell nothing of whose they are, except to their person.

>>> seed = "5f" * 32
>>> entrants = [Entrant(1, 3), Entrant(2, 5), Entrant(3, 5)]
>>> [one.member for one in choose(entrants, places=2, seed=seed, key="k")]
[2, 3]
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_SHORT: Final = 16


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who may win.

    Attributes:
        member: who.
        measure: by which they are put in order, the greatest first; the same for all in a draw.
        tickets: how many they have; more than one only where each share is a ticket.
        story: what it was for, if it is a story; 0 for none.
        shown: what the person is told that it came to.
    """

    member: int
    measure: int = 0
    tickets: int = 1
    story: int = 0
    shown: int = 0


def hash_of(seed: str) -> str:
    """What is told of a seed before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def ticket_of(member: int, *, key: str, number: int = 1) -> str:
    """A person's ticket: known to themselves and the machine, and to nobody else."""
    return hmac.new(key.encode(), f"{member}:{number}".encode(), "sha256").hexdigest()[:_SHORT]


def proof_of(ticket: str, *, seed: str) -> str:
    """The number of a ticket; the smallest wins."""
    return hashlib.sha256(f"{seed}:{ticket}".encode()).hexdigest()


def order_of(entrants: Sequence[Entrant], *, seed: str, key: str) -> list[tuple[Entrant, str]]:
    """Everybody in the order in which they win, with the ticket that brought them there.

    The greater measure comes first; who has the same is put in order by the draw.
    """
    best = [(one, _best_ticket(one, seed=seed, key=key)) for one in entrants]
    return sorted(best, key=lambda each: (-each[0].measure, proof_of(each[1], seed=seed)))


def choose(entrants: Sequence[Entrant], *, places: int, seed: str, key: str) -> list[Entrant]:
    """Who wins."""
    return [one for one, _ticket in order_of(entrants, seed=seed, key=key)[:places]]


def _best_ticket(one: Entrant, *, seed: str, key: str) -> str:
    tickets = (ticket_of(one.member, key=key, number=n + 1) for n in range(max(one.tickets, 1)))
    return min(tickets, key=lambda ticket: proof_of(ticket, seed=seed))
