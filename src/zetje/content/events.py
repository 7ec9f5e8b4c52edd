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
