"""The models of recognition, one module a subject."""

from zetje.recognition.models.badges import MemberBadge
from zetje.recognition.models.chains import ChainWeek, QuietWeek, RestWeek
from zetje.recognition.models.challenges import Challenge, ChallengeAbsence, ChallengeTeam
from zetje.recognition.models.feedback import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.models.gaming import PointCase
from zetje.recognition.models.newsletter import (
    Edition,
    EditionBlock,
    NewsletterFeed,
    NewsletterPlan,
)
from zetje.recognition.models.settings import RecognitionSettings
from zetje.recognition.models.shoutouts import Shoutout, ShoutoutReport, ShoutoutThanks

__all__ = [
    "ChainWeek",
    "Challenge",
    "ChallengeAbsence",
    "ChallengeTeam",
    "Edition",
    "EditionBlock",
    "Feedback",
    "FeedbackReport",
    "FeedbackRequest",
    "MemberBadge",
    "NewsletterFeed",
    "NewsletterPlan",
    "PointCase",
    "QuietWeek",
    "RecognitionSettings",
    "RestWeek",
    "Shoutout",
    "ShoutoutReport",
    "ShoutoutThanks",
]
