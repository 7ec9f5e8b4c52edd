"""Looks up what colleagues suggest, and who may be thanked for a story."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Trim

from zetje.content.models import Story, Tip, TipBacker

_UNDECIDED = Q(confirmed_at__isnull=False, taken_at__isnull=True, passed_at__isnull=True)
_GIVER_WORKS_HERE = Q(member__left_on__isnull=True)


def waiting_tips(organisation_id: int) -> QuerySet[Tip]:
    """Tips that nobody decided on, newest first, with who gave them and `backed`, how many would
    share them."""
    rows = Tip.objects.filter(_UNDECIDED, organisation_id=organisation_id)
    backed = Count("backers", filter=Q(backers__member__left_on__isnull=True))
    return rows.select_related("member").annotate(backed=backed).order_by("-pk")


def open_tips(organisation_id: int) -> QuerySet[Tip]:
    """Tips that colleagues may look at and back: those of people who work here."""
    return waiting_tips(organisation_id).filter(_GIVER_WORKS_HERE)


def tips_for(member_id: int, organisation_id: int) -> QuerySet[Tip]:
    """What others suggest, with `is_backed`: whether this member said they would share it."""
    mine = TipBacker.objects.filter(
        organisation_id=organisation_id, tip=OuterRef("pk"), member=member_id
    )
    rows = open_tips(organisation_id).exclude(member=member_id)
    return rows.annotate(is_backed=Exists(mine))


def tips_of(member_id: int, organisation_id: int) -> QuerySet[Tip]:
    """A member's own tips, whatever became of them, newest first."""
    rows = Tip.objects.filter(organisation_id=organisation_id, member=member_id)
    backed = Count("backers", filter=Q(backers__member__left_on__isnull=True))
    return rows.select_related("story").annotate(backed=backed).order_by("-pk")


def tip_by_token(organisation_id: int, token: str) -> Tip | None:
    """One tip, decided or not, or None where there is none of this organisation."""
    rows = Tip.objects.filter(organisation_id=organisation_id, token=token)
    return rows.select_related("member", "story").first()


def tips_of_story(organisation_id: int, story_id: int) -> QuerySet[Tip]:
    """The tips that a story was made of, with who gave them, while they work here."""
    rows = Tip.objects.filter(_GIVER_WORKS_HERE, organisation_id=organisation_id, story=story_id)
    return rows.filter(taken_at__isnull=False).select_related("member", "story").order_by("pk")


def credits_of(story: Story) -> list[str]:
    """The names of whose tip a story was, of those who agreed to be named to colleagues.

    A story that `stories_by_ids` gave has them already.
    """
    found: list[str] | None = getattr(story, "credited", None)
    if found is None:
        names = credited_names().filter(story=story.pk)
        found = list(names.values_list("named", flat=True))
    return list(dict.fromkeys(found))


def credited_names() -> QuerySet[Tip]:
    """The names `named` of whoever gave the tip of a story and agreed to be named, by tip."""
    agreed = Tip.objects.filter(_GIVER_WORKS_HERE, may_name=True, taken_at__isnull=False)
    name = Trim(
        Concat("member__given_name", Value(" "), "member__family_name", output_field=TextField())
    )
    return agreed.annotate(named=name).order_by("pk")


def tips_to_decide(organisation_id: int, *, at: datetime) -> QuerySet[Tip]:
    """What waits in the editors' inbox now: nothing that was put off until later."""
    return open_tips(organisation_id).filter(Q(later_until__isnull=True) | Q(later_until__lte=at))


def stories_of_tips(
    organisation_id: int, member_ids: Collection[int] | None = None
) -> list[tuple[int, int]]:
    """Whose tip which story was made of, as pairs of a member and a story.

    Args:
        organisation_id: whose.
        member_ids: of which members; left out, of all.
    """
    rows = Tip.objects.filter(
        organisation_id=organisation_id, taken_at__isnull=False, story__isnull=False
    )
    if member_ids is not None:
        rows = rows.filter(member__in=member_ids)
    return list(rows.values_list("member_id", "story_id").distinct())


def tips_taken(organisation_id: int) -> list[tuple[int, int, int]]:
    """The tips that stories were made of: each with who gave it, and the story."""
    rows = Tip.objects.filter(
        organisation_id=organisation_id, taken_at__isnull=False, story__isnull=False
    )
    return [
        (tip, member, story)
        for tip, member, story in rows.order_by("pk").values_list("pk", "member_id", "story_id")
        if story is not None
    ]
