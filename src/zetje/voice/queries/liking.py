"""Which kinds of suggestions somebody took before: it decides what comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from zetje.people import queries as people
from zetje.voice.models import SuggestionNote

if TYPE_CHECKING:
    from zetje.people.models import Member

# What an outcome is worth; two imagined neutral ones keep a single act from deciding everything.
_WORTH: Final = {"taken": 1.0, "edited": 0.6, "discarded": -1.0}
_IMAGINED: Final = 2
_LATEST: Final = 60


def kind_of(key: str) -> str:
    """The kind of a suggestion, from its key."""
    return key.rpartition("-")[0]


def liking_of(*, member: Member) -> Mapping[str, float]:
    """By kind, from -1 to 1, how much somebody liked it; nothing where Zetje may not learn."""
    if not people.preferences_of(member).learns:
        return {}
    rows = SuggestionNote.objects.filter(organisation_id=member.organisation_id, member=member)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for key, outcome in rows.order_by("-noted_at").values_list("key", "outcome")[:_LATEST]:
        found[kind_of(key)].append(_WORTH[outcome])
    return {kind: sum(each) / (len(each) + _IMAGINED) for kind, each in found.items()}
