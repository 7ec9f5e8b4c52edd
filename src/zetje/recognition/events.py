"""What happens to a chain, as identifiers, for whoever reacts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RestWeekTaken:
    """A member made a week a rest week."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class RestWeekUndone:
    """A member took a rest week back."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class FeedbackGiven:
    """An expert wrote a word on a post that a member asked about."""

    organisation_id: int
    member_id: int
    feedback_id: int


@dataclass(frozen=True)
class FeedbackThanked:
    """A member let an expert know that a word helped; `member_id` is the expert."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class FeedbackReported:
    """A member told the administrators that a word was not right."""

    organisation_id: int
    report_id: int


@dataclass(frozen=True)
class FeedbackSeen:
    """A member read an expert's word."""

    organisation_id: int
    member_id: int


@dataclass(frozen=True)
class ShoutoutGiven:
    """A colleague would like to thank a member, who sees it first and says yes or no."""

    organisation_id: int
    member_id: int
    shoutout_id: int


@dataclass(frozen=True)
class ShoutoutPublished:
    """The person named said yes to a shout-out: colleagues may see it."""

    organisation_id: int
    member_id: int
    shoutout_id: int


@dataclass(frozen=True)
class ShoutoutReported:
    """A member told the administrators that a shout-out was not right."""

    organisation_id: int
    report_id: int


@dataclass(frozen=True)
class AwardsGiven:
    """Rewards were awarded, and their people are to be told."""

    organisation_id: int


@dataclass(frozen=True)
class PointsChanged:
    """Members have other points than a moment ago, in whatever week."""

    organisation_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True)
class PointsHeld:
    """Points of a member wait for a word of theirs."""

    organisation_id: int
    member_id: int
    case_id: int


@dataclass(frozen=True)
class CaseAnswered:
    """A member said what it was that lets their points wait."""

    organisation_id: int
    case_id: int


@dataclass(frozen=True)
class CaseDecided:
    """An administrator decided about points of a member that waited."""

    organisation_id: int
    member_id: int
    case_id: int
