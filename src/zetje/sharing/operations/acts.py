"""The small acts that the operations on choices and shares are made of, each in a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zetje.lib.events import publish_on_commit
from zetje.lib.turns import hold_turn
from zetje.sharing.events import ChoiceMade, ChoiceUndone, ShareUndone
from zetje.sharing.models import Choice, ChoiceKind, Share
from zetje.sharing.operations.counts import note
from zetje.sharing.rules.counts import CHOICE_MADE, CHOICE_UNDONE, SHARE_UNDONE

if TYPE_CHECKING:
    from zetje.people.models import Member

SHARING = (ChoiceKind.COPY, ChoiceKind.ADAPT)


def take_turn(member: Member) -> None:
    """Let one act of a member finish before the next begins: a double press is two in a row."""
    hold_turn("sharing.member", member.pk)


def living_choice(member: Member, story_id: int) -> Choice | None:
    """What the member's choice for a story is now."""
    rows = Choice.objects.living().filter(organisation_id=member.organisation_id)
    return rows.filter(member=member, story_id=story_id).first()


def living_shares(member: Member, story_id: int) -> list[Share]:
    """The member's shares of a story that were not taken back."""
    rows = Share.objects.living().filter(organisation_id=member.organisation_id)
    return list(rows.filter(member=member, story_id=story_id).order_by("id"))


def put_choice(
    *,
    member: Member,
    story_id: int,
    kind: ChoiceKind,
    now: datetime,
    network: str = "",
    reason: str = "",
    remind_at: datetime | None = None,
) -> Choice:
    """Make this the member's choice for a story; another one is replaced, the same one stays."""
    before = living_choice(member, story_id)
    if before is not None:
        if before.kind == kind and before.remind_at == remind_at:
            return before
        end_choice(before, member=member, now=now)
    choice = Choice.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        story_id=story_id,
        kind=kind,
        network=network,
        reason=reason,
        remind_at=remind_at,
        chosen_at=now,
    )
    note(
        CHOICE_MADE,
        member=member,
        story_id=story_id,
        now=now,
        choice=choice.pk,
        kind=str(kind),
        network=network,
        reason=reason,
    )
    publish_on_commit(
        ChoiceMade(
            organisation_id=member.organisation_id,
            member_id=member.pk,
            story_id=story_id,
            choice_id=choice.pk,
            kind=str(kind),
        )
    )
    return choice


def end_choice(choice: Choice, *, member: Member, now: datetime) -> None:
    """Take a living choice back."""
    choice.undone_at = now
    choice.save(update_fields=["undone_at"])
    note(
        CHOICE_UNDONE,
        member=member,
        story_id=choice.story_id,
        now=now,
        choice=choice.pk,
        kind=choice.kind,
        reason=choice.reason,
    )
    publish_on_commit(
        ChoiceUndone(
            organisation_id=choice.organisation_id,
            member_id=member.pk,
            story_id=choice.story_id,
            choice_id=choice.pk,
        )
    )


def end_share(share: Share, *, member: Member, now: datetime) -> None:
    """Take a living share back: it was not posted after all."""
    was_confirmed = share.is_confirmed
    share.undone_at = now
    share.save(update_fields=["undone_at"])
    note(
        SHARE_UNDONE,
        member=member,
        story_id=share.of_story,
        now=now,
        share=share.pk,
        network=share.network,
        own_words=share.own_words,
        was_confirmed=was_confirmed,
    )
    publish_on_commit(
        ShareUndone(
            organisation_id=share.organisation_id,
            member_id=member.pk,
            story_id=share.of_story,
            share_id=share.pk,
            network=share.network,
            was_confirmed=was_confirmed,
        )
    )
