"""Choosing for a story, and coming back on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.sharing.models import Choice, ChoiceKind
from zetje.sharing.operations.acts import (
    end_choice,
    end_share,
    living_shares,
    put_choice,
    take_turn,
)
from zetje.sharing.operations.counts import note
from zetje.sharing.rules.choosing import (
    SKIP_REASONS,
    AdaptFirstError,
    ChoiceRefusedError,
    check_may_undo,
    check_membership,
    check_reminder,
)
from zetje.sharing.rules.counts import SKIP_EXPLAINED

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

__all__ = [
    "AdaptFirstError",
    "ChoiceRefusedError",
    "check_may_choose",
    "mark_reminded",
    "may_choose",
    "remind_later",
    "set_skip_reason",
    "skip_story",
    "undo_choice",
]


def check_may_choose(*, member: Member, story: Story, now: datetime) -> None:
    """Whether a member may choose for a story now.

    Raises:
        ChoiceRefusedError: with a sentence for the person.
    """
    today = now.astimezone(ZoneInfo(member.organisation.time_zone)).date()
    check_membership(
        same_organisation=member.organisation_id == story.organisation_id,
        joined=people.is_joined(member.pk),
        story_is_live=content.is_live_on(story, on=today),
    )


def may_choose(*, member: Member, story: Story, now: datetime) -> bool:
    """Whether to offer the choices."""
    try:
        check_may_choose(member=member, story=story, now=now)
    except ChoiceRefusedError:
        return False
    return True


@transaction.atomic
def skip_story(*, member: Member, story: Story, now: datetime, reason: str = "") -> Choice:
    """Skip a story, which is a good answer. What was copied and not posted is put away.

    Raises:
        ChoiceRefusedError: the member may not choose, or said that they posted it.
    """
    check_may_choose(member=member, story=story, now=now)
    take_turn(member)
    _put_shares_away(member, story.pk, now=now)
    choice = put_choice(
        member=member, story_id=story.pk, kind=ChoiceKind.SKIP, reason=_checked(reason), now=now
    )
    if reason:
        set_skip_reason(member=member, choice=choice, reason=reason, now=now)
    return choice


@transaction.atomic
def set_skip_reason(*, member: Member, choice: Choice, reason: str, now: datetime) -> None:
    """Say why a story was skipped, or, with "", take that back.

    Raises:
        ChoiceRefusedError: the choice is no skip any more, or the reason is not one of ours.
    """
    take_turn(member)
    choice.refresh_from_db()
    if choice.member_id != member.pk or choice.kind != ChoiceKind.SKIP or not choice.is_living:
        raise ChoiceRefusedError(_("This story is not skipped any more."))
    before, after = choice.reason, _checked(reason)
    if before == after:
        return
    choice.reason = after
    choice.save(update_fields=["reason"])
    note(
        SKIP_EXPLAINED,
        member=member,
        story_id=choice.story_id,
        now=now,
        choice=choice.pk,
        before=before,
        reason=after,
    )


@transaction.atomic
def remind_later(*, member: Member, story: Story, at: datetime, now: datetime) -> Choice:
    """Put a story aside until a moment the member chose.

    Raises:
        ChoiceRefusedError: the member may not choose, or the moment does not suit.
    """
    check_may_choose(member=member, story=story, now=now)
    check_reminder(at=at, now=now)
    then = at.astimezone(ZoneInfo(member.organisation.time_zone)).date()
    if not content.is_live_on(story, on=then):
        raise ChoiceRefusedError(_("The story ends before that. Choose an earlier moment."))
    take_turn(member)
    _put_shares_away(member, story.pk, now=now)
    return put_choice(
        member=member, story_id=story.pk, kind=ChoiceKind.REMIND, remind_at=at, now=now
    )


@transaction.atomic
def undo_choice(*, member: Member, choice: Choice, now: datetime) -> None:
    """Take a choice back, and the shares that came of it; the story is open again.

    Raises:
        ChoiceRefusedError: more than ten minutes have passed since the last act on it.
    """
    take_turn(member)
    choice.refresh_from_db()
    if choice.member_id != member.pk or not choice.is_living:
        return
    shares = living_shares(member, choice.story_id)
    acts = [share.confirmed_at or share.started_at for share in shares]
    check_may_undo(last_act_at=max([choice.chosen_at, *acts]), now=now)
    for share in shares:
        end_share(share, member=member, now=now)
    end_choice(choice, member=member, now=now)


def mark_reminded(*, organisation_id: int, choice_ids: Collection[int], now: datetime) -> int:
    """Note that members were told of stories they had put aside; each is told once."""
    rows = Choice.objects.filter(organisation_id=organisation_id, pk__in=choice_ids)
    return rows.filter(reminded_at__isnull=True).update(reminded_at=now)


def _put_shares_away(member: Member, story_id: int, *, now: datetime) -> None:
    shares = living_shares(member, story_id)
    if any(share.is_confirmed for share in shares):
        raise ChoiceRefusedError(_("You said that you posted this one. Take that back first."))
    for share in shares:
        end_share(share, member=member, now=now)


def _checked(reason: str) -> str:
    if reason and reason not in SKIP_REASONS:
        raise ChoiceRefusedError(_("That is not one of the reasons."))
    return reason
