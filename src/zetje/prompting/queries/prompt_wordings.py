"""The ways to say a prompt that there are now: the built-in ones and the organisation's own."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from zetje.people import queries as people
from zetje.prompting.models import Decision, OwnWording
from zetje.prompting.models.wordings import OwnWordingQuerySet
from zetje.prompting.rules.arms import Wording, built_in
from zetje.prompting.rules.wording_roles import WORDING_ROLES

# Of fewer it could be told who got it, so it is not said how often.
LEAST_PEOPLE = 5


def wordings_for(*, organisation_id: int, arm: str, language: str) -> list[Wording]:
    """The wordings that a prompt of a kind may have: ours, then the organisation's, oldest first.

    Args:
        organisation_id: whose; the tenant's block must be open.
        arm: the key of a family.
        language: the reader's; English where there are none in it.
    """
    ours = built_in(arm=arm, language=language)
    own = own_wordings(organisation_id).living().filter(arm=arm, language=ours[0].language)
    return [*ours, *(row.wording for row in own)]


def own_wordings(organisation_id: int) -> OwnWordingQuerySet:
    """Every wording that an organisation wrote, living or retired, oldest first."""
    rows = OwnWording.objects.filter(organisation_id=organisation_id)
    return rows.select_related("written_by", "retired_by").order_by("pk")


def own_wording_by_token(organisation_id: int, token: str) -> OwnWording | None:
    """One own wording, or None where there is none of this organisation."""
    return own_wordings(organisation_id).filter(token=token).first()


def wording_uses(organisation_id: int) -> Mapping[str, int]:
    """How many prompts each wording was used for, by its key; only those that five people got."""
    drawn = Decision.objects.filter(organisation_id=organisation_id, action__gte=1)
    rows = drawn.values("wording").annotate(
        prompts=Count("pk"), people=Count("member", distinct=True)
    )
    found = rows.filter(people__gte=LEAST_PEOPLE)
    return dict(found.values_list("wording", "prompts"))


def may_word_prompts(member_id: int) -> bool:
    """Whether a member may add and retire wordings of prompts."""
    return bool(people.roles_of(member_id) & WORDING_ROLES)
