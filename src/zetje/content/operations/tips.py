"""Keeps what colleagues suggest: the tip itself, who would share it, and the tipper's own say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from zetje.content.events import TipShared
from zetje.content.models import Tip, TipBacker
from zetje.content.queries.tips import open_tips, tips_of_story, waiting_tips
from zetje.content.rules.resemblance import THE_SAME, likest
from zetje.content.rules.tips import TipRefused, TipWords
from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant

if TYPE_CHECKING:
    from zetje.people.models import Member

MOST_WAITING: Final = 10
MOST_UNCONFIRMED: Final = 5
UNCONFIRMED_KEPT: Final = timedelta(days=14)
KEPT: Final = timedelta(days=365)


@dataclass(frozen=True)
class GivenTip:
    """What became of a tip: a new one, or one that was there, which the giver now backs."""

    tip: Tip
    is_known: bool


@transaction.atomic
def give_tip(
    *,
    by: Member,
    words: TipWords,
    origin: str,
    now: datetime,
    origin_key: str = "",
    is_quoted: bool = False,
    may_name: bool = False,
) -> GivenTip:
    """Put a tip of a member into the inbox.

    Args:
        by: who gives it, as the page or the chat made sure of it.
        words: what it says.
        origin: page, mail, slack or teams.
        now: the moment.
        origin_key: what the mail or the chat calls it; the same one again is the same tip.
        is_quoted: the words are another colleague's, who has not been asked.
        may_name: whether the giver's name may stand with the story.

    Raises TipRefused while too many of the giver's tips wait.
    """
    if told := _told_before(by, origin, origin_key):
        return GivenTip(told, is_known=True)
    if like := _open_tip_like(by.organisation_id, words):
        if like.member_id != by.pk:
            back_tip(tip=like, by=by, now=now)
        return GivenTip(like, is_known=True)
    if waiting_tips(by.organisation_id).filter(member=by).count() >= MOST_WAITING:
        raise TipRefused("too_many_tips")
    tip = _new_tip(by, words, origin=origin, origin_key=origin_key, now=now, confirmed_at=now)
    tip.is_quoted, tip.may_name = is_quoted, may_name
    tip.save(update_fields=["is_quoted", "may_name"])
    return GivenTip(tip, is_known=False)


@transaction.atomic
def keep_unconfirmed_tip(
    *, member: Member, words: TipWords, now: datetime, origin_key: str = ""
) -> tuple[Tip | None, bool]:
    """Keep a mail that came under a member's name, until they say whether it is theirs.

    Returns:
        the tip, None for one that is there already or one too many; and whether the member is to be
        asked: once, until they have answered, however many come.
    """
    open_ones = Tip.objects.select_for_update().filter(member=member, confirmed_at__isnull=True)
    waiting = len(open_ones)
    if waiting >= MOST_UNCONFIRMED or _told_before(member, "mail", origin_key):
        return None, False
    tip = _new_tip(member, words, origin="mail", origin_key=origin_key, now=now, confirmed_at=None)
    return tip, not waiting


@transaction.atomic
def confirm_tip(*, tip: Tip, by: Member, now: datetime) -> Tip:
    """Say that a mail was one's own; it then waits in the inbox. Twice changes nothing."""
    tip = held_tip(tip)
    if tip.member_id == by.pk and tip.confirmed_at is None:
        tip.confirmed_at = now
        tip.save(update_fields=["confirmed_at"])
    return tip


@transaction.atomic
def take_tip_back(*, tip: Tip, by: Member) -> bool:
    """Take one's own tip away, with who backed it; False once a story was made of it."""
    if tip.member_id != by.pk:
        return False
    rows = Tip.objects.filter(organisation_id=by.organisation_id, pk=tip.pk, taken_at__isnull=True)
    return bool(rows.delete()[0])


def set_may_name(*, tip: Tip, by: Member, may_name: bool) -> None:
    """Say whether one's name may stand with the story of one's tip."""
    Tip.objects.filter(organisation_id=by.organisation_id, pk=tip.pk, member=by).update(
        may_name=may_name
    )


@transaction.atomic
def back_tip(*, tip: Tip, by: Member, now: datetime) -> bool:
    """Say that one would share it. Once each; not on one's own, nor on one that is decided."""
    if tip.member_id == by.pk or not open_tips(by.organisation_id).filter(pk=tip.pk).exists():
        return False
    return TipBacker.objects.get_or_create(
        organisation_id=by.organisation_id, tip=tip, member=by, defaults={"at": now}
    )[1]


def unback_tip(*, tip: Tip, by: Member) -> None:
    """Take it back that one would share it."""
    TipBacker.objects.filter(organisation_id=by.organisation_id, tip=tip, member=by).delete()


def note_tip_shared(*, organisation_id: int, story_id: int, member_id: int, share_id: int) -> None:
    """Tell that somebody shared the story of another's tip."""
    with tenant(organisation_id):
        for tip in tips_of_story(organisation_id, story_id):
            if tip.member_id != member_id:
                publish_on_commit(
                    TipShared(
                        organisation_id=organisation_id,
                        tip_id=tip.pk,
                        member_id=tip.member_id,
                        story_id=story_id,
                        share_id=share_id,
                    )
                )


def forget_old_tips(*, organisation_id: int, now: datetime) -> int:
    """Let go of mails that nobody confirmed, and of tips that came to nothing long ago."""
    old = Q(confirmed_at__isnull=True, given_at__lt=now - UNCONFIRMED_KEPT)
    old |= Q(taken_at__isnull=True, given_at__lt=now - KEPT)
    return Tip.objects.filter(old, organisation_id=organisation_id).delete()[0]


def held_tip(tip: Tip) -> Tip:
    """The tip as it stands now, held until the transaction ends."""
    rows = Tip.objects.filter(organisation_id=tip.organisation_id)
    return rows.select_for_update(of=("self",)).select_related("story", "member").get(pk=tip.pk)


def _told_before(member: Member, origin: str, origin_key: str) -> Tip | None:
    if not origin_key:
        return None
    return Tip.objects.filter(
        organisation_id=member.organisation_id, member=member, origin=origin, origin_key=origin_key
    ).first()


def _open_tip_like(organisation_id: int, words: TipWords) -> Tip | None:
    """A tip that waits and says the same: by its address, else by its title."""
    waiting = list(open_tips(organisation_id)[:500])
    if words.address:
        same = (tip for tip in waiting if tip.address == words.address)
        return next(same, None)
    found = likest(words.title, [tip.title for tip in waiting], near=THE_SAME)
    return None if found is None else waiting[found]


def _new_tip(
    member: Member,
    words: TipWords,
    *,
    origin: str,
    origin_key: str,
    now: datetime,
    confirmed_at: datetime | None,
) -> Tip:
    return Tip.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        title=words.title,
        text=words.text,
        address=words.address,
        language=words.language,
        origin=origin,
        origin_key=origin_key[:300],
        given_at=now,
        confirmed_at=confirmed_at,
    )
