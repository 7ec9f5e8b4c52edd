"""What the editors' desk of the demo is made of: campaigns, pictures, rules, stories."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zetje.web.demo.material import HERE, DemoStory, story_from


@dataclass(frozen=True, kw_only=True)
class PlannedCampaign:
    """A campaign, its weeks counted from the present one, and the topic of the stories it holds."""

    name: str
    topic: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Named:
    """The colleague whom a story is about.

    Attributes:
        local: how a member's address begins; empty for somebody who is no member.
        name: of somebody who is no member.
        agrees: whether they said yes.
    """

    post: str
    network: str
    remark: str
    local: str = ""
    name: str = ""
    agrees: bool = True


@dataclass(frozen=True, kw_only=True)
class DeskStory:
    """A story that is at the desk today.

    Attributes:
        state: planned, live, review, sent_back or draft.
        weeks: in how many weeks it begins.
        campaign: the name of its campaign, or empty.
        is_pinned: whether it has a place in the weekly three.
        warm: its warm wording by language.
        note: what its writer said when handing it in.
        talk: who said what about it then, "editor" or "writer" first.
        back: why it was sent back.
        colleague: whom it is about.
    """

    story: DemoStory
    state: str
    weeks: int = 0
    campaign: str = ""
    is_pinned: bool = False
    warm: Mapping[str, str] = field(default_factory=dict[str, str])
    note: str = ""
    talk: Sequence[Sequence[str]] = ()
    back: str = ""
    colleague: Named | None = None


@cache
def campaigns() -> Sequence[PlannedCampaign]:
    """All campaigns, the oldest first."""
    return [
        PlannedCampaign(
            name=given["name"], topic=given["topic"], first=given["from"], last=given["until"]
        )
        for given in _desk()["campaign"]
    ]


def library_seed(slug: str) -> str:
    """What the library's picture for a story is drawn from; empty where there is none."""
    for given in _desk()["picture"]:
        if slug.startswith(tuple(given["slugs"])):
            return str(given["seed"])
    return ""


def blocked(slug: str = "") -> Sequence[Mapping[str, str]]:
    """What posts about one story may not say; without a slug: about any."""
    rows: Sequence[Mapping[str, str]] = _desk()["blocked"]
    return [row for row in rows if row.get("story", "") == slug]


@cache
def named() -> Mapping[str, Named]:
    """Who is named in a story of the weeks, by the slug of the story."""
    return {given["story"]: _named(given) for given in _desk()["named"]}


@cache
def desk_stories() -> Sequence[DeskStory]:
    """The stories that are at the desk today."""
    kept = ("state", "weeks", "campaign", "is_pinned", "warm", "note", "talk", "back")
    return [
        DeskStory(
            story=story_from(given),
            colleague=_named(given["colleague"]) if "colleague" in given else None,
            **{name: given[name] for name in kept if name in given},
        )
        for given in _desk()["story"]
    ]


@cache
def wordings(slug: str) -> Sequence[Mapping[str, str]]:
    """What was written by hand for a story: network, tone, and the words by language."""
    given = tomllib.loads((HERE / "wordings.toml").read_text())
    return [
        words for story in given["story"] if story["slug"] == slug for words in story["wording"]
    ]


def _named(given: Mapping[str, Any]) -> Named:
    return Named(
        post=given["post"],
        network=given["network"],
        remark=given["remark"],
        local=given.get("colleague", ""),
        name=given.get("name", ""),
        agrees=given.get("agrees", True),
    )


@cache
def _desk() -> dict[str, Any]:
    return tomllib.loads((HERE / "desk.toml").read_text())
