"""Reads choices: a member's own, the reminders that are due, and the counts of stories."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from zetje.lib.tenancy import OutsideTransactionError, current_tenant
from zetje.sharing.models import Choice, ChoiceKind, StoryCount
from zetje.sharing.queries.planning import sharer_counts
from zetje.sharing.rules.choosing import SKIP_REASONS, may_still_undo
from zetje.sharing.rules.counts import in_blocks

if TYPE_CHECKING:
    from zetje.people.models import Member


# So long is a story offered again after the moment until which it was put aside.
OFFERED_AGAIN = timedelta(days=28)


@dataclass(frozen=True)
class Standing:
    """How a member stands towards some stories.

    Attributes:
        choices: their living choices, by story; of what they put aside too.
        aside: what they put aside outside of those stories, by story, with the moment that they
            chose; what came back stands first, then by that moment.
    """

    choices: Mapping[int, Choice]
    aside: Mapping[int, datetime]


@dataclass(frozen=True)
class DueReminder:
    """A story that a member put aside until now."""

    choice_id: int
    member_id: int
    story_id: int
    remind_at: datetime


def choice_of(*, member: Member, token: str) -> Choice | None:
    """One choice of a member, by its token."""
    rows = Choice.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(token=token).first()


def choices_for(*, member: Member, story_ids: Collection[int]) -> dict[int, Choice]:
    """The member's living choices for some stories, by story."""
    rows = Choice.objects.living().filter(organisation_id=member.organisation_id, member=member)
    return {choice.story_id: choice for choice in rows.filter(story_id__in=story_ids)}


def skip_reason_labels() -> dict[str, str]:
    """The reasons to skip by their keys, in the order and the words in which people see them."""
    return {key: str(words) for key, words in SKIP_REASONS.items()}


def is_undoable(choice: Choice, *, last_act_at: datetime | None = None, now: datetime) -> bool:
    """Whether the ten minutes for taking a choice back still run."""
    return choice.is_living and may_still_undo(
        last_act_at=max(choice.chosen_at, last_act_at or choice.chosen_at), now=now
    )


def standing_of(
    *, member: Member, story_ids: Collection[int], since: datetime, now: datetime
) -> Standing:
    """The member's choices for some stories, and what else they put aside, in one query.

    What they put aside is named until four weeks after the moment they chose. Once they chose on
    it, it is named for the rest of that week, so that the choice can be undone.

    Args:
        member: whose choices they are.
        story_ids: the stories of the week; they have their own place and are not named as aside.
        since: when that rest of the week began.
        now: the moment.
    """
    mine = Choice.objects.filter(organisation_id=member.organisation_id, member=member)
    lately = Q(undone_at__isnull=True, remind_at__gt=now - OFFERED_AGAIN) | Q(undone_at__gte=since)
    aside = mine.filter(lately, kind=ChoiceKind.REMIND).exclude(story_id__in=story_ids)
    wanted = Q(story_id__in=story_ids, undone_at__isnull=True)
    rows = list(mine.filter(wanted | Q(story_id__in=aside.values("story_id"))).order_by("pk"))
    moments: dict[int, datetime] = {}
    for row in rows:
        if row.remind_at is not None and row.story_id not in story_ids:
            moments[row.story_id] = row.remind_at
    inorder = sorted(moments, key=lambda story_id: (moments[story_id] > now, moments[story_id]))
    return Standing(
        choices={row.story_id: row for row in rows if row.is_living},
        aside={story_id: moments[story_id] for story_id in inorder},
    )


def due_reminders(*, organisation_id: int, now: datetime) -> list[DueReminder]:
    """The stories that members put aside until now and were not told of yet, oldest first."""
    rows = Choice.objects.living().filter(
        organisation_id=organisation_id,
        kind=ChoiceKind.REMIND,
        remind_at__lte=now,
        reminded_at__isnull=True,
    )
    columns = ("pk", "member_id", "story_id", "remind_at")
    return [DueReminder(*row) for row in rows.order_by("remind_at", "pk").values_list(*columns)]


def shares_by_story(story_ids: Sequence[int]) -> Mapping[int, int]:
    """How many members shared stories of the tenant, in whole blocks of five; fewer is left out.

    The tenant's block must be open.
    """
    organisation_id = current_tenant()
    if organisation_id is None:
        raise OutsideTransactionError
    sharers = sharer_counts(organisation_id=organisation_id, story_ids=story_ids)
    shown = {story_id: in_blocks(count) for story_id, count in sharers.items()}
    return {story_id: count for story_id, count in shown.items() if count is not None}


def story_counts(
    *, organisation_id: int, story_ids: Collection[int], block: int = 5
) -> dict[int, dict[str, int]]:
    """How often what happened to stories, for editors: in whole blocks of people, else left out."""
    rows = StoryCount.objects.filter(organisation_id=organisation_id, story_id__in=story_ids)
    found: dict[int, dict[str, int]] = {story_id: {} for story_id in story_ids}
    for row in rows.order_by("story_id", "what"):
        shown = in_blocks(row.count, block=block)
        if shown is not None:
            found[row.story_id][row.what] = shown
    return found
