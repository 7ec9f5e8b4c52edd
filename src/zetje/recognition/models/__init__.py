"""The models of recognition, one module a subject."""

from zetje.recognition.models.badges import MemberBadge
from zetje.recognition.models.chains import ChainWeek, QuietWeek, RestWeek
from zetje.recognition.models.challenges import Challenge, ChallengeAbsence, ChallengeTeam
from zetje.recognition.models.feedback import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.models.gaming import PointCase
from zetje.recognition.models.leagues import CollectiveGoal, LeagueSeat
from zetje.recognition.models.newsletter import (
    Edition,
    EditionBlock,
    NewsletterFeed,
    NewsletterPlan,
)
from zetje.recognition.models.points import (
    PointDeed,
    PointHold,
    PointHoldEnd,
    PointLine,
    PointPost,
    PointRules,
    PointWeek,
)
from zetje.recognition.models.ranks import RankCount, RankedWeek
from zetje.recognition.models.rewards import (
    Award,
    RewardEntry,
    RewardRound,
    RewardRule,
    Voucher,
    VoucherBatch,
    VoucherIssue,
)
from zetje.recognition.models.settings import RecognitionSettings
from zetje.recognition.models.shoutouts import Shoutout, ShoutoutReport, ShoutoutThanks

__all__ = [
    "Award",
    "ChainWeek",
    "Challenge",
    "ChallengeAbsence",
    "ChallengeTeam",
    "CollectiveGoal",
    "Edition",
    "EditionBlock",
    "Feedback",
    "FeedbackReport",
    "FeedbackRequest",
    "LeagueSeat",
    "MemberBadge",
    "NewsletterFeed",
    "NewsletterPlan",
    "PointCase",
    "PointDeed",
    "PointHold",
    "PointHoldEnd",
    "PointLine",
    "PointPost",
    "PointRules",
    "PointWeek",
    "QuietWeek",
    "RankCount",
    "RankedWeek",
    "RecognitionSettings",
    "RestWeek",
    "RewardEntry",
    "RewardRound",
    "RewardRule",
    "Shoutout",
    "ShoutoutReport",
    "ShoutoutThanks",
    "Voucher",
    "VoucherBatch",
    "VoucherIssue",
]
