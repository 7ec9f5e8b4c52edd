"""What the wall, the form and a person's own page of shout-outs show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zetje.recognition.queries.shoutouts import (
    PublicShoutout,
    shoutouts_between,
    tokens_thanked,
)
from zetje.recognition.rules.shoutouts import ON_THE_WALL

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.queries.own_shoutouts import OwnShoutout

# One in large letters, two in middling ones, the rest small.
_LARGE, _MID = 1, 3
_FIRST = 6
# In large letters more than this does not fit.
_SHORT = 150


@dataclass(frozen=True)
class WallLine:
    """One shout-out on the wall.

    Attributes:
        size: "large", "mid" or "", the class of its letters.
        text: the words.
        language: the language they are in.
        name: the given name of who is thanked.
        giver: who gave it, with their team; "a colleague" where they are not named.
        thanks: how many thanked along, from five on; 0 below.
        may_thank: whether the reader can thank along: neither who is thanked nor who did.
        has_thanked: whether the reader did.
    """

    token: str
    size: str
    text: str
    language: str
    name: str
    giver: str
    thanks: int
    may_thank: bool
    has_thanked: bool


@dataclass(frozen=True)
class WallView:
    """The wall as one reader sees it; `more` is how many the whole wall has beside these."""

    lines: Sequence[WallLine]
    more: int


def wall_view(*, member: Member, now: datetime, limit: int = _FIRST) -> WallView:
    """The newest shout-outs that may be shown now, for one reader.

    Args:
        member: who looks; the tenant's block must be open.
        now: the moment.
        limit: how many at most.
    """
    organisation_id = member.organisation_id
    found = shoutouts_between(
        organisation_id=organisation_id, since=now - ON_THE_WALL, until=now, limit=200
    )
    shown = found[:limit]
    thanked = tokens_thanked(organisation_id=organisation_id, member_id=member.pk) if shown else ()
    language = "nl" if (get_language() or "en").startswith("nl") else "en"
    sizes = sizes_of([len(each.text(language)) for each in shown])
    lines = [
        _line(each, size=size, language=language, reader=member, has_thanked=each.token in thanked)
        for each, size in zip(shown, sizes, strict=True)
    ]
    return WallView(lines=lines, more=len(found) - len(shown))


def sizes_of(lengths: Sequence[int]) -> list[str]:
    """How large each is set: the first that is short enough large, whoever comes next middling."""
    sizes = ["large"] * _LARGE + ["mid"] * (_MID - _LARGE)
    made = sizes[: len(lengths)] + [""] * (len(lengths) - len(sizes))
    if lengths and lengths[0] > _SHORT:
        made[0] = "mid"
    return made


def _line(
    each: PublicShoutout, *, size: str, language: str, reader: Member, has_thanked: bool
) -> WallLine:
    giver = each.giver or _("A colleague")
    return WallLine(
        token=each.token,
        size=size,
        text=each.text(language),
        language=each.language(language),
        name=each.name,
        giver=f"{giver}, {each.giver_team}" if each.giver and each.giver_team else giver,
        thanks=each.thanks,
        may_thank=reader.pk not in (each.member_id, each.giver_id) and not has_thanked,
        has_thanked=has_thanked,
    )


@dataclass(frozen=True)
class OwnView:
    """A shout-out on the page of the person it names."""

    token: str
    giver: str
    texts: Sequence[tuple[str, str]]
    given_at: datetime
    state: str


def own_views(rows: Sequence[OwnShoutout]) -> list[OwnView]:
    """The shout-outs that name somebody, as their own page shows them."""
    return [
        OwnView(
            token=row.token,
            giver=row.giver or _("A colleague"),
            texts=[
                (code, text) for code, text in (("nl", row.text_nl), ("en", row.text_en)) if text
            ],
            given_at=row.given_at,
            state=_state(row),
        )
        for row in rows
    ]


def _state(row: OwnShoutout) -> str:
    if row.is_reported:
        return "reported"
    return "agreed" if row.is_agreed else "declined" if row.is_declined else "waits"
