"""Lets sharing, which stands above, tell what somebody posted in words of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zetje.people.models import Member

# The member and how many at most; the newest first, without link and disclosure.
OwnWords = Callable[["Member", int], Sequence[str]]

_own_words: list[OwnWords] = []


def register_own_words(own_words: OwnWords) -> None:
    """Learn from these. Called once, by the list of plugins."""
    _own_words[:] = [own_words]


def own_words_of(member: Member, limit: int) -> Sequence[str]:
    """What a member posted in words of their own, the newest first; nothing while nobody tells."""
    return _own_words[0](member, limit) if _own_words else ()
