"""Lets invented people tip their editors, and colleagues say that they would share it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from zetje.content import operations as content
from zetje.web.demo.material import HERE

if TYPE_CHECKING:
    from zetje.people.models import Member

_FILE: Final = HERE / "tips.toml"


def give_tips(colleagues: Sequence[Member], *, now: datetime) -> None:
    """Put a few tips into the inbox.

    Args:
        colleagues: who there are; each tip is of another, and those after them back it.
        now: the moment that it leads up to.
    """
    tips = tomllib.loads(_FILE.read_text())["tip"]
    for number, told in enumerate(tips[: len(colleagues)]):
        at = now - timedelta(hours=told["hours"])
        given = content.give_tip(
            by=colleagues[number],
            words=content.tip_words(text=told["text"]),
            origin=told["origin"],
            now=at,
            is_quoted=told.get("is_quoted", False),
            may_name=told.get("may_name", False),
        )
        for backer in colleagues[len(tips) : len(tips) + told["backed"]]:
            content.back_tip(tip=given.tip, by=backer, now=at + timedelta(hours=2))
