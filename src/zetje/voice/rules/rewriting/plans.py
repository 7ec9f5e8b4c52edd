"""The ways a story can be told, and in which order somebody would like to see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zetje.voice.rules.profiles import Profile


@dataclass(frozen=True)
class Plan:
    """One way to tell a story.

    Attributes:
        kind: its name; `wording.LABELS` says it to people.
        before: which lines of a person's own go before it: "self", "ask" or "".
        after: which go after it: "after" or "".
        front: what is moved to the front: "figure", "question" or "".
        leads_with_title: whether it begins with the title.
        opening: which of `profiles.OPENINGS` it is.
        worth: how good it is where nothing is known of somebody.
        late_first: whether it keeps what stands further on before what comes early.
    """

    kind: str
    before: str = ""
    after: str = ""
    front: str = ""
    leads_with_title: bool = False
    opening: str = "statement"
    worth: float = 0.5
    late_first: bool = False


PLANS: Final[Sequence[Plan]] = (
    Plan("first_person", before="self", opening="first_person", worth=1.0),
    Plan(
        "question", before="ask", front="question", opening="question", worth=0.9, late_first=True
    ),
    Plan("statement", worth=0.8),
    Plan("figure", front="figure", opening="figure", worth=0.7),
    Plan("headline", leads_with_title=True, worth=0.6),
    Plan("asks_last", after="after", opening="", worth=0.5, late_first=True),
    Plan("first_and_last", before="self", after="after", opening="first_person", worth=0.4),
)
# A death or a recall is told, and neither asked nor cheered.
_SOBER: Final = frozenset({"first_person", "statement", "headline"})


def in_order(
    profile: Profile, *, is_grave: bool, liking: Mapping[str, float] | None = None
) -> list[Plan]:
    """The plans, the likeliest first: how somebody opens, and what they took before.

    Args:
        profile: how they write.
        is_grave: whether cheer would be out of place.
        liking: by kind, from -1 to 1.
    """
    liked = liking or {}

    def worth(plan: Plan) -> float:
        suits = 1.0 if plan.opening == profile.opening else 0.0
        return plan.worth + suits + liked.get(plan.kind, 0.0)

    fitting = [plan for plan in PLANS if not is_grave or plan.kind in _SOBER]
    return sorted(fitting, key=worth, reverse=True)
