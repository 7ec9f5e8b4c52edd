"""Says whether two causes are one, whichever word for "because" they are told with."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from zetje.content.rules.facts.counted import are_alike
from zetje.content.rules.facts.degrees import bases
from zetje.content.rules.facts.sayings import Saying
from zetje.content.rules.facts.stems import stem


def is_same_cause(saying: Saying, other: Saying) -> bool:
    """Whether what a saying names as the cause is what the other one names.

    "Because" has its cause behind it, "so that" before it; a cause that opens a sentence has its
    effect behind it as well.
    """
    mine, theirs = _cause(saying), _cause(other)
    if not mine:
        return _meet(saying.after, other.about | other.after | other.before)
    return _meet(mine, theirs)


def _cause(saying: Saying) -> AbstractSet[str]:
    return saying.before if saying.value == "effect" else saying.after


def _meet(mine: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Whether a word that says more than "new" or "better" is in both."""
    telling = mine - _adjectives() or mine
    return any(are_alike(one, other) for one in telling for other in theirs)


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(stem(word, language=language) for word in bases() for language in ("nl", "en"))
