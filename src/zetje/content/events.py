"""What content tells other capabilities, after the commit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StoryPublished:
    """A story was put live."""

    organisation_id: int
    story_id: int


@dataclass(frozen=True)
class StoryCorrected:
    """A story that was live says something else now; who shared it should know."""

    organisation_id: int
    story_id: int


@dataclass(frozen=True)
class StoryWithdrawn:
    """A story was taken back; its links say so, and who shared it should know."""

    organisation_id: int
    story_id: int


@dataclass(frozen=True)
class TipMailed:
    """A mail came under a member's name; only they know whether it is theirs."""

    organisation_id: int
    tip_id: int
    member_id: int


@dataclass(frozen=True)
class TipTaken:
    """An editor makes a story of a colleague's tip; `member_id` gave it."""

    organisation_id: int
    tip_id: int
    member_id: int
    story_id: int


@dataclass(frozen=True)
class TipShared:
    """Somebody else shared the story of a tip; `member_id` gave it. Once for each share."""

    organisation_id: int
    tip_id: int
    member_id: int
    story_id: int
    share_id: int


@dataclass(frozen=True)
class ColleagueNamed:
    """A draft names a member, who is asked whether it may be told."""

    organisation_id: int
    member_id: int
    colleague_id: int
