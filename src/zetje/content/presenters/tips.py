"""The page of tips: one's own with what became of them, and what colleagues suggest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.presenters.inbox import backed_words
from zetje.content.rules.states import state_of

if TYPE_CHECKING:
    from zetje.content.models import Tip
    from zetje.people.models import Member

_SHOWN: Final = 50


@dataclass(frozen=True)
class OwnTip:
    """One's own tip, with what became of it."""

    token: str
    title: str
    address: str
    became: str
    disc: str
    story_path: str
    backed: str
    may_name: bool
    may_still_name: bool
    may_take_back: bool


@dataclass(frozen=True)
class OthersTip:
    """What a colleague suggests. Nobody sees whose it is but the editors."""

    token: str
    title: str
    address: str
    backed: str
    is_backed: bool


@dataclass(frozen=True)
class TipsView:
    """The page of tips."""

    mailed: tuple[OwnTip, ...]
    own: tuple[OwnTip, ...]
    others: tuple[OthersTip, ...]
    mail_address: str


def tips_view(*, member: Member, now: datetime, mail_address: str) -> TipsView:
    """The page as a member sees it.

    Args:
        member: who looks.
        now: the moment.
        mail_address: where tips of this installation are mailed to; empty for nowhere.
    """
    here = member.organisation
    own = list(queries.tips_of(member.pk, here.pk)[:_SHOWN])
    shown = [_own(tip, member=member, now=now) for tip in own]
    return TipsView(
        mailed=tuple(row for row, tip in zip(shown, own, strict=True) if not tip.confirmed_at),
        own=tuple(row for row, tip in zip(shown, own, strict=True) if tip.confirmed_at),
        others=tuple(
            OthersTip(
                token=tip.token,
                title=tip.title,
                address=tip.address,
                backed=_backed(tip),
                is_backed=bool(getattr(tip, "is_backed", False)),
            )
            for tip in queries.tips_for(member.pk, here.pk)[:_SHOWN]
        ),
        mail_address=address_for(mail_address, slug=here.slug),
    )


def address_for(address: str, *, slug: str) -> str:
    """Where an organisation's tips are mailed to: tips+noordnaaf@zetje.example; "" for nowhere."""
    name, at, host = address.partition("@")
    return f"{name}+{slug}@{host}" if at and slug else ""


def _own(tip: Tip, *, member: Member, now: datetime) -> OwnTip:
    became, disc, path = _became(tip, member=member, now=now)
    return OwnTip(
        token=tip.token,
        title=tip.title,
        address=tip.address,
        became=became,
        disc=disc,
        story_path=path,
        backed=_backed(tip),
        may_name=tip.may_name,
        may_still_name=tip.passed_at is None,
        may_take_back=tip.taken_at is None,
    )


def _became(tip: Tip, *, member: Member, now: datetime) -> tuple[str, str, str]:
    """What became of a tip in words, its disc, and the page of its story once that is live."""
    story = tip.story
    if tip.passed_at is not None:
        return _("Not this time. Thank you for thinking of it."), "ended", ""
    if tip.taken_at is None:
        return _("With the editors"), "draft", ""
    if story is None:
        return _("No story came of it this time."), "ended", ""
    state = state_of(
        published_at=story.published_at,
        withdrawn_at=story.withdrawn_at,
        starts_on=story.starts_on,
        ends_on=story.ends_on,
        on=queries.today_of(member.organisation, at=now),
    )
    if state in {"live", "expiring", "ended"}:
        path = queries.public_path(story, organisation=member.organisation)
        return _("It is a story now. Thank you!"), "live", path
    return _("An editor is making a story of it"), "review", ""


def _backed(tip: Tip) -> str:
    number = int(getattr(tip, "backed", 0))
    return backed_words(number) if number else ""
