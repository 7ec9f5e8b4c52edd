"""Reads choices: a member's own, the reminders that are due, and the counts of stories."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from zetje.lib.tenancy import OutsideTransactionError, current_tenant
from zetje.sharing.models import Choice, ChoiceKind, StoryCount
from zetje.sharing.queries.planning import choice_weeks, sharer_counts
from zetje.sharing.rules.choosing import SKIP_REASONS, may_still_undo
from zetje.sharing.rules.counts import in_blocks

if TYPE_CHECKING:
    from zetje.people.models import Member


class WeekOfChoices(NamedTuple):
    """What a member did in one of their own weeks."""

    iso_year: int
    iso_week: int
    shares: int
    skips: int


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


def weeks_of_choices(*, organisation_id: int, member_id: int) -> list[WeekOfChoices]:
    """The weeks in which a member confirmed shares or skipped, by their own calendar, in order."""
    weeks = choice_weeks(organisation_id=organisation_id, member_ids=[member_id])
    rows = zip(weeks.week.tolist(), weeks.shares.tolist(), weeks.skips.tolist(), strict=True)
    return [
        WeekOfChoices(*date.fromordinal(7 * week + 1).isocalendar()[:2], shares, skips)
        for week, shares, skips in sorted(rows)
    ]


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
